//! `sealwright slsa verify`.

use sealwright::{Refusal, Verdict};

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
    let verifier = args.judging.verifier(streams)?;
    let Target { artifact, attestations } = Target::read(&args.target, &args.provenance, &BESIDE, streams)?;
    let (names, reads): (Vec<String>, Vec<Read>) = attestations.into_iter().unzip();
    let name = |index: usize| names.get(index).map_or("", String::as_str);

    match expected.verify(&verifier, &artifact, &reads, &policy, input::now()) {
        Ok(judged) => {
            for (index, refusal) in judged.refused() {
                verdicts::note(name(*index), refusal, streams)?;
            }
            verdicts::show(&Verdict::from(judged.verified()), name(judged.index()), args.judging.format(), streams)?;
            Ok(Exit::Done)
        }
        Err(unproven) => {
            let named = |(index, refusal): &(usize, Refusal)| (name(*index).to_owned(), refusal.clone());
            let refused: Vec<_> = unproven.refused().iter().map(named).collect();
            verdicts::refuse(&refused, &args.judging, streams)
        }
    }
}
