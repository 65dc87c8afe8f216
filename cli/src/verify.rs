//! `sealwright verify`.

use sealwright::{Content, DigestAlgorithms, Refusal, Verdict, Verified, Verifier};

use crate::args::{Format, VerifyArgs};
use crate::exit::{Exit, Failure};
use crate::streams::Streams;
use crate::{explain, input, verdicts};

/// One bundle that verifies suffices: the policy says what counts, and a bundle that does not count takes nothing away.
pub(crate) fn verify(args: &VerifyArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let policy = args.policy.build()?;
    let sources = input::bundles(&args.bundles, &args.artifact)?;
    let verifier = Verifier::new(&input::trust(&args.trusted_roots)?).map_err(Failure::undecided)?;
    let artifact = input::artifact(&args.artifact, digests(&sources), streams)?;
    let now = input::now();

    let mut refused: Vec<(String, Refusal)> = Vec::new();
    for input::Source { name, bundle } in sources {
        let outcome: Result<Verified<Content>, Refusal> = match bundle {
            Ok(bundle) => verifier.verify(&artifact, &bundle, &policy, now),
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
    show_refused(&refused, args, streams)?;
    Ok(Exit::Refused)
}

/// People see why each bundle was refused; a program gets one object, of the bundle that came nearest.
fn show_refused(refused: &[(String, Refusal)], args: &VerifyArgs, streams: &mut Streams<'_>) -> Result<(), Failure> {
    if args.format.format() == Format::Json {
        if let Some((name, nearest)) = refused.iter().min_by_key(|(_, refusal)| refusal.failures().len()) {
            verdicts::show(&Verdict::from(nearest), name, Format::Json, streams)?;
        }
        return Ok(());
    }
    for (index, (name, refusal)) in refused.iter().enumerate() {
        if index > 0 {
            writeln!(streams.out)?;
        }
        verdicts::show(&Verdict::from(refusal), name, Format::Human, streams)?;
    }
    if args.explain {
        let mut codes: Vec<_> = refused.iter().flat_map(|(_, refusal)| refusal.failures()).map(|c| c.code).collect();
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            writeln!(streams.out)?;
            explain::page(code, streams)?;
        }
    }
    Ok(())
}

/// The digests that any of the bundles speaks of; SHA-256 where none can be read.
fn digests(sources: &[input::Source]) -> DigestAlgorithms {
    let readable = sources.iter().filter_map(|source| source.bundle.as_ref().ok());
    let spoken_of = readable.map(|bundle| bundle.digest_algorithms()).reduce(DigestAlgorithms::union);
    spoken_of.unwrap_or(DigestAlgorithms::SHA256)
}
