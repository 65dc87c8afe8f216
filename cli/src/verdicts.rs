//! Verdicts on their way out.

use std::io;

use sealwright::{Artifact, Bundle, Refusal, Verdict, Verified, escape};

use crate::args::{Format, JudgingArgs};
use crate::exit::{Exit, Failure};
use crate::explain;
use crate::streams::Streams;
use crate::target::Target;

/// One piece of evidence that passes suffices: one that does not count takes nothing away.
pub(crate) fn one_suffices<T>(
    target: Target,
    judge: impl Fn(&Artifact, &Bundle) -> Result<Verified<T>, Refusal>,
    judging: &JudgingArgs,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    let Target { artifact, attestations } = target;
    let mut refused: Vec<(String, Refusal)> = Vec::new();
    for (name, attestation) in attestations {
        let attestation = attestation.map_err(|error| Refusal::malformed(&artifact, &error));
        match attestation.and_then(|attestation| judge(&artifact, attestation.bundle())) {
            Ok(verified) => {
                for (name, refusal) in &refused {
                    note(name, refusal, streams)?;
                }
                show(&Verdict::from(&verified), &name, judging.format(), streams)?;
                return Ok(Exit::Done);
            }
            Err(refusal) => refused.push((name, refusal)),
        }
    }
    refuse(&refused, judging, streams)
}

/// The whole verdict.
pub(crate) fn show(verdict: &Verdict<'_>, bundle: &str, format: Format, streams: &mut Streams<'_>) -> io::Result<()> {
    match format {
        Format::Human => writeln!(streams.out, "{}", verdict.human().bundle(bundle).colour(streams.colour)),
        Format::Json => writeln!(streams.out, "{}", verdict.to_json()),
    }
}

/// A bundle that was refused, while another one verified: worth a line, and no more.
pub(crate) fn note(bundle: &str, refusal: &Refusal, streams: &mut Streams<'_>) -> io::Result<()> {
    writeln!(streams.err, "note: {}: refused: {}", escape(bundle), escape(&refusal.to_string()))
}

/// What came of every piece of evidence, none of which sufficed: people see why each was refused; a program gets one
/// object, of the one that came nearest.
pub(crate) fn refuse(
    refused: &[(String, Refusal)],
    judging: &JudgingArgs,
    streams: &mut Streams<'_>,
) -> Result<Exit, Failure> {
    if judging.format() == Format::Json {
        if let Some((name, nearest)) = refused.iter().min_by_key(|(_, refusal)| refusal.failures().len()) {
            show(&Verdict::from(nearest), name, Format::Json, streams)?;
        }
        return Ok(Exit::Refused);
    }
    for (index, (name, refusal)) in refused.iter().enumerate() {
        if index > 0 {
            writeln!(streams.out)?;
        }
        show(&Verdict::from(refusal), name, Format::Human, streams)?;
    }
    if judging.explain {
        let mut codes: Vec<_> = refused.iter().flat_map(|(_, refusal)| refusal.failures()).map(|c| c.code).collect();
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            writeln!(streams.out)?;
            explain::page(code, streams)?;
        }
    }
    Ok(Exit::Refused)
}
