//! `sealwright verify`.

use sealwright::{Artifact, Bundle, Verifier};

use crate::args::VerifyArgs;
use crate::exit::{Exit, Failure};
use crate::input::Beside;
use crate::streams::Streams;
use crate::target::Target;
use crate::{input, local, verdicts};

/// Where a bundle lies beside its artifact.
const BESIDE: Beside = Beside { endings: [".sigstore.json", ".intoto.jsonl"], option: "--bundle" };

/// The policy says what counts.
pub(crate) fn verify(args: &VerifyArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let policy = args.policy.build()?;
    let verifier = match args.policy.local && !args.judging.names_root() {
        true => Verifier::new(local::trust()?.trust_root()).map_err(Failure::undecided)?,
        false => args.judging.verifier(streams)?,
    };
    let target = Target::read(&args.artifact, &args.bundles, &BESIDE, streams)?;
    let now = input::now();
    let judge = |artifact: &Artifact, bundle: &Bundle| verifier.verify(artifact, bundle, &policy, now);
    verdicts::one_suffices(target, judge, &args.judging, streams)
}
