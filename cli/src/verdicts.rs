//! Verdicts on their way out.

use std::io;

use sealwright::{Refusal, Verdict, escape};

use crate::args::Format;
use crate::streams::Streams;

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
