//! `sealwright verify`.

use sealwright::{Content, Refusal, Verdict, Verified, Verifier};

use crate::args::VerifyArgs;
use crate::exit::{Exit, Failure};
use crate::input::Beside;
use crate::streams::Streams;
use crate::target::Target;
use crate::{input, verdicts};

/// Where a bundle lies beside its artifact.
const BESIDE: Beside = Beside { endings: [".sigstore.json", ".intoto.jsonl"], option: "--bundle" };

/// One bundle that verifies suffices: the policy says what counts, and a bundle that does not count takes nothing away.
pub(crate) fn verify(args: &VerifyArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let policy = args.policy.build()?;
    let verifier = Verifier::new(&input::trust(&args.trusted_roots)?).map_err(Failure::undecided)?;
    let Target { artifact, attestations } = Target::read(&args.artifact, &args.bundles, &BESIDE, streams)?;
    let now = input::now();

    let mut refused: Vec<(String, Refusal)> = Vec::new();
    for (name, attestation) in attestations {
        let outcome: Result<Verified<Content>, Refusal> = match attestation {
            Ok(attestation) => verifier.verify(&artifact, attestation.bundle(), &policy, now),
            Err(error) => Err(Refusal::malformed(&artifact, &error)),
        };
        match outcome {
            Ok(verified) => {
                for (name, refusal) in &refused {
                    verdicts::note(name, refusal, streams)?;
                }
                verdicts::show(&Verdict::from(&verified), &name, args.format.format(), streams)?;
                return Ok(Exit::Done);
            }
            Err(refusal) => refused.push((name, refusal)),
        }
    }
    verdicts::refuse(&refused, args.format.format(), args.explain, streams)
}
