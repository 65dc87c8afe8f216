use sealwright::{Artifact, Identity, Policy, TrustRoot, UnixTime, Verifier};

use crate::{Case, Result};

/// A case as Sealwright takes it: verifier, policy and artifact are ready, the bundle is parsed every time.
pub struct Ours<'c> {
    verifier: Verifier,
    artifact: Artifact,
    policy: Policy,
    bundle: &'c [u8],
    now: UnixTime,
}

impl<'c> Ours<'c> {
    /// Everything that is done once; verified once, so that what is measured is known to succeed.
    pub fn new(case: &'c Case) -> Result<Self> {
        let ours = Self {
            verifier: Verifier::new(&TrustRoot::from_json(&case.root)?)?,
            artifact: artifact(case)?,
            policy: policy(case)?,
            bundle: &case.bundle,
            now: now()?,
        };
        ours.verify().map(|()| ours)
    }

    /// Parses the bundle and verifies it.
    pub fn verify(&self) -> Result<()> {
        match self.verifier.verify_json(&self.artifact, self.bundle, &self.policy, self.now) {
            Ok(verified) => {
                drop(std::hint::black_box(verified));
                Ok(())
            }
            Err(refusal) => Err(format!("refused: {:?}", refusal.failures()).into()),
        }
    }
}

/// From a trusted root's JSON to a verifier.
pub fn build_a_verifier(root: &[u8]) -> Result<()> {
    std::hint::black_box(Verifier::new(&TrustRoot::from_json(root)?)?);
    Ok(())
}

/// From the trusted root that is part of the program to a verifier.
pub fn build_the_embedded_verifier() -> Result<()> {
    std::hint::black_box(Verifier::new(&TrustRoot::sigstore()?)?);
    Ok(())
}

/// The artifact of a case, known by its digest.
pub(crate) fn artifact(case: &Case) -> Result<Artifact> {
    Ok(Artifact::from_digest(case.digest.parse()?))
}

/// The policy of a case: this identity, this issuer.
pub(crate) fn policy(case: &Case) -> Result<Policy> {
    Ok(Policy::signed_by(Identity::exact(&case.identity, &case.issuer))?)
}

/// The time as of which everything is verified.
pub(crate) fn now() -> Result<UnixTime> {
    UnixTime::parse_rfc3339("2026-11-21T00:00:00Z").map_err(Into::into)
}
