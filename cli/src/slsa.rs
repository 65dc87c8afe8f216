//! `sealwright slsa verify`.

use sealwright::{
    Artifact, Attestation, AttestationKind, BundleContent, Expectations, Policy, Provenance, Refusal, Statement,
    Verdict, Verified, Verifier,
};

use crate::args::SlsaVerifyArgs;
use crate::exit::{Exit, Failure};
use crate::input::Beside;
use crate::streams::Streams;
use crate::target::{Read, Target};
use crate::{input, verdicts};

/// Where provenance lies beside its artifact.
const BESIDE: Beside = Beside { endings: [".intoto.jsonl", ".sigstore.json"], option: "--provenance" };

/// One provenance that is as expected suffices; what is attested of its publication beside it must hold too.
pub(crate) fn verify(args: &SlsaVerifyArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let expected = args.expected.build()?;
    let policy = if args.accept_unlogged { expected.policy().unlogged_dangerous() } else { expected.policy() };
    let verifier = args.judging.verifier()?;
    let target = Target::read(&args.target, &args.provenance, &BESIDE, streams)?;
    let judge = Judge { expected: &expected, policy: &policy, verifier: &verifier, artifact: &target.artifact };
    let (mut proven, mut refused) = (None, Vec::new());
    let npm = |read: &Read| read.as_ref().is_ok_and(|found| found.kind() == AttestationKind::NpmRegistry);
    let mut unpublished = target.attestations.iter().any(|(_, read)| npm(read));
    for (name, attestation) in target.attestations {
        let published = attestation.as_ref().is_ok_and(|found| judge.is_publish(found));
        unpublished &= !published;
        match judge.one(&attestation, published) {
            Ok(verified) => proven = proven.or(verified.map(|verified| (name, verified))),
            // Of several provenances one suffices; the registry's own word has no second.
            Err(refusal) if published => return verdicts::refuse(&[(name, refusal)], &args.judging, streams),
            Err(refusal) => refused.push((name, refusal)),
        }
    }
    let Some((name, verified)) = proven else {
        if refused.is_empty() {
            let failure = Failure::refused("it is attested that this was published, and not how it was built");
            return Err(
                failure.help("add the provenance with --provenance, or verify who published it: sealwright verify")
            );
        }
        return verdicts::refuse(&refused, &args.judging, streams);
    };
    if unpublished {
        let failure = Failure::refused(format_args!("{name}: npm's registry does not attest that it published this"));
        return Err(
            failure.help("fetch the whole answer of the registry: provenance and publish attestation go together")
        );
    }
    for (name, refusal) in &refused {
        verdicts::note(name, refusal, streams)?;
    }
    verdicts::show(&Verdict::from(&verified), &name, args.judging.format(), streams)?;
    Ok(Exit::Done)
}

struct Judge<'a> {
    expected: &'a Expectations,
    policy: &'a Policy,
    verifier: &'a Verifier,
    artifact: &'a Artifact,
}

impl Judge<'_> {
    /// The provenance; nothing for a publish attestation that holds.
    fn one(&self, read: &Read, published: bool) -> Result<Option<Verified<Provenance>>, Refusal> {
        let attestation = read.as_ref().map_err(|error| Refusal::malformed(self.artifact, error))?;
        let verified = self.verifier.verify(self.artifact, attestation.bundle(), self.policy, input::now())?;
        if published {
            return self.expected.check_publish(&verified).map(|_| None);
        }
        self.expected.check(&verified).map(Some)
    }

    /// Whether it says that something was published, and not how it was built.
    fn is_publish(&self, attestation: &Attestation) -> bool {
        let BundleContent::Envelope(envelope) = attestation.bundle().content() else { return false };
        let statement = Statement::from_payload(envelope.payload());
        statement.is_ok_and(|statement| self.expected.is_publish(statement.predicate_type()))
    }
}
