//! The verdict for people: a refusal reads like a compiler's error, a yes is short.

use std::fmt;

use super::Verdict;
use super::facts::facts;
use super::holds::holds;
use super::text::{Colour, Ink, escape};
use crate::check::{Check, Status, Value};
use crate::verify::Evidence;

/// Shows a verdict to a person; `Display` writes it, several lines, without a line break at the end.
#[derive(Clone, Copy, Debug)]
pub struct Human<'a> {
    verdict: Verdict<'a>,
    bundle: Option<&'a str>,
    colour: Colour,
}

impl<'a> Human<'a> {
    pub(super) fn new(verdict: Verdict<'a>) -> Self {
        Self { verdict, bundle: None, colour: Colour::Never }
    }

    /// Where the bundle is from: a refusal names the place.
    #[must_use]
    pub fn bundle(self, name: &'a str) -> Self {
        Self { bundle: Some(name), ..self }
    }

    /// With colours, or without.
    #[must_use]
    pub fn colour(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }
}

impl fmt::Display for Human<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.verdict.verified { self.verified(f) } else { self.refused(f) }
    }
}

impl Human<'_> {
    fn verified(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let evidence = self.verdict.evidence;
        write!(f, "{}: {}", self.colour.paint(Ink::Good, "verified"), self.artifact())?;
        for (name, fact) in facts(evidence) {
            write!(f, "\n  {} {}", self.colour.paint(Ink::Strong, format_args!("{name:<9}")), escape(&fact))?;
        }
        write!(f, "\n  {}", self.colour.paint(Ink::Strong, "checks"))?;
        evidence.checks.iter().try_for_each(|check| self.check_line(f, check))
    }

    fn refused(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let evidence = self.verdict.evidence;
        for failure in evidence.failures() {
            self.failure(f, failure)?;
            f.write_str("\n\n")?;
        }
        write!(f, "{}: {}: {}", self.colour.paint(Ink::Bad, "refused"), self.artifact(), Summary(evidence))
    }

    fn artifact(&self) -> String {
        let artifact = &self.verdict.evidence.artifact;
        let digest = || artifact.digests().next().map(|digest| digest.to_string());
        let name = artifact.name().map(|name| escape(name).into_owned());
        name.or_else(digest).unwrap_or_else(|| "the artifact".to_owned())
    }

    /// One failed check, all that is known about it.
    fn failure(&self, f: &mut fmt::Formatter<'_>, check: &Check) -> fmt::Result {
        let frame = |mark| self.colour.paint(Ink::Frame, mark);
        let headline = format!("error[{}]", check.code);
        let message = check.message.as_deref().unwrap_or(check.code.meaning());
        write!(f, "{}: {}", self.colour.paint(Ink::Bad, headline), self.colour.paint(Ink::Strong, escape(message)))?;
        write!(f, "\n  {} {}", frame("-->"), self.place(check))?;
        if check.expected.is_some() || check.found.is_some() {
            write!(f, "\n   {}", frame("|"))?;
        }
        for (name, value) in [("expected", &check.expected), ("found   ", &check.found)] {
            if let Some(value) = value {
                write!(f, "\n   {}  {name}  {}", frame("|"), Shown(value))?;
            }
        }
        if let Some(hint) = &check.hint {
            write!(f, "\n   {} {}: {}", frame("="), self.colour.paint(Ink::Strong, "help"), escape(hint))?;
        }
        write!(f, "\n   {} {}: {}", frame("="), self.colour.paint(Ink::Strong, "rule"), check.spec)
    }

    fn place(&self, check: &Check) -> String {
        let mut place = self.artifact();
        if let Some(bundle) = self.bundle {
            place.push_str(", ");
            place.push_str(&escape(bundle));
        }
        if let Some(at) = &check.at {
            place.push_str(": ");
            place.push_str(&escape(at));
        }
        place
    }

    /// `✔ log.inclusion  the entry is in the log: what was found`
    fn check_line(&self, f: &mut fmt::Formatter<'_>, check: &Check) -> fmt::Result {
        let (ink, mark) = match check.status {
            Status::Pass => (Ink::Good, "✔"),
            Status::Fail => (Ink::Bad, "✘"),
            Status::Skipped => (Ink::Note, "–"),
        };
        write!(f, "\n    {} {:<20} ", self.colour.paint(ink, mark), check.code.as_str())?;
        match (check.status, &check.message, &check.found) {
            (Status::Pass, _, Some(found)) => write!(f, "{}: {}", holds(check.code), Shown(found)),
            (Status::Pass, _, None) => f.write_str(holds(check.code)),
            (_, Some(message), _) => write!(f, "{}", self.colour.paint(Ink::Note, escape(message))),
            (_, None, _) => write!(f, "{}", self.colour.paint(Ink::Note, check.code.meaning())),
        }
    }
}

/// A value, harmless to a terminal.
struct Shown<'a>(&'a Value);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&escape(&self.0.to_string()))
    }
}

/// How many checks failed, and which held, in a line.
struct Summary<'a>(&'a Evidence);

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let with = |status| self.0.checks.iter().filter(move |check| check.status == status);
        let plural = |n| if n == 1 { "check" } else { "checks" };
        let failed = with(Status::Fail).count();
        write!(f, "{failed} {} failed", plural(failed))?;
        let mut passed: Vec<&str> = with(Status::Pass).map(|check| check.code.as_str()).collect();
        if !passed.is_empty() {
            write!(f, ", {} passed", passed.len())?;
            passed.dedup();
            write!(f, " ({})", passed.join(", "))?;
        }
        match with(Status::Skipped).count() {
            0 => Ok(()),
            skipped => write!(f, ", {skipped} skipped"),
        }
    }
}
