//! Everything that is attested of one artifact, judged together.

use super::error::{JudgeError, Lack};
use crate::attestation::{Attestation, AttestationKind};
use crate::bundle::Content as Signed;
use crate::check::Explain;
use crate::digest::Artifact;
use crate::intoto::Statement;
use crate::policy::Policy;
use crate::slsa::expect::Expectations;
use crate::slsa::judged::{Judged, Unproven};
use crate::time::UnixTime;
use crate::verify::{Refusal, Verifier};

impl Expectations {
    /// Verifies and judges everything that is attested of an artifact: what is in [`Attestations`](crate::Attestations).
    ///
    /// One provenance that is as expected suffices. What is attested of the publication beside it must hold too: a registry's
    /// word has no second; and npm's registry, which publishes no provenance without its own word, must have given it.
    /// `policy` is that of [`Self::policy`], or one that demands more.
    pub fn verify<'a, E: Explain + 'a>(
        &self,
        verifier: &Verifier,
        artifact: &Artifact,
        attestations: impl IntoIterator<Item = &'a Result<Attestation, E>>,
        policy: &Policy,
        now: UnixTime,
    ) -> Result<Judged, Unproven> {
        let (mut proven, mut published, mut refused) = (None, None, Vec::new());
        let mut of_npm = false;
        for (index, read) in attestations.into_iter().enumerate() {
            let verify = |read: &Attestation| verifier.verify(artifact, read.bundle(), policy, now);
            let outcome = match read {
                Err(error) => Err(Refusal::malformed(artifact, error)),
                Ok(read) if self.is_publish_attestation(read) => {
                    match verify(read).and_then(|verified| self.check_publish(&verified)) {
                        Ok(verified) => published = Some((index, verified)),
                        Err(refusal) => return Err(Unproven::one(index, refusal)),
                    }
                    continue;
                }
                Ok(read) => {
                    of_npm |= read.kind() == AttestationKind::NpmRegistry;
                    verify(read).and_then(|verified| self.check(&verified))
                }
            };
            match outcome {
                Ok(verified) => proven = proven.or(Some((index, verified))),
                Err(refusal) => refused.push((index, refusal)),
            }
        }
        match (proven, published) {
            (Some((index, verified)), None) if of_npm => {
                Err(Unproven::one(index, verified.refuse(&JudgeError::Lacking(Lack::Publication))))
            }
            (Some((index, verified)), published) => {
                Ok(Judged { index, verified, published: published.map(|(_, published)| published), refused })
            }
            (None, Some((index, published))) if refused.is_empty() => {
                Err(Unproven::one(index, published.refuse(&JudgeError::Lacking(Lack::Provenance))))
            }
            (None, _) => Err(Unproven::of(refused).unwrap_or_else(|| {
                Unproven::one(0, Refusal::malformed(artifact, &JudgeError::Lacking(Lack::Everything)))
            })),
        }
    }

    fn is_publish_attestation(&self, attestation: &Attestation) -> bool {
        let Signed::Envelope(envelope) = attestation.bundle().content() else { return false };
        let statement = Statement::from_payload(envelope.payload());
        statement.is_ok_and(|statement| self.is_publish(statement.predicate_type()))
    }
}
