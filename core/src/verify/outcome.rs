use std::fmt;
use std::sync::Arc;

use super::evidence::Evidence;
use crate::check::{Check, Code, Explain};
use crate::digest::Artifact;
use crate::intoto::Statement;

/// What was signed: the artifact itself, or a statement about it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Content {
    /// The artifact's bytes.
    Artifact,
    /// An in-toto statement that has the artifact as a subject.
    Statement(Arc<Statement>),
}

/// Something that passed every check that the policy asks for. Only the verifier makes one.
#[must_use = "a verdict that nobody looks at protects nobody"]
#[derive(Clone, Debug)]
pub struct Verified<T> {
    content: T,
    evidence: Evidence,
}

impl<T> Verified<T> {
    /// What was verified.
    pub fn content(&self) -> &T {
        &self.content
    }

    /// Why: the signer, the times, the log entries and every check.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    /// Every check, in the order in which they were made.
    pub fn checks(&self) -> &[Check] {
        &self.evidence.checks
    }
}

/// A definite no, with every check that was made and the reason of each that failed.
#[derive(Clone)]
pub struct Refusal {
    code: Code,
    evidence: Box<Evidence>,
}

impl Refusal {
    /// A refusal for evidence that could not even be read.
    pub fn malformed(artifact: &Artifact, error: &dyn Explain) -> Self {
        let mut evidence = Evidence::new(artifact);
        evidence.checks.push(Check::fail(error));
        Self { code: error.code(), evidence: Box::new(evidence) }
    }

    /// The code of the failed check that tells most.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Every check that was made, in order.
    pub fn checks(&self) -> &[Check] {
        &self.evidence.checks
    }

    /// The checks that failed, the most telling first; never empty.
    pub fn failures(&self) -> Vec<&Check> {
        self.evidence.failures()
    }

    /// What was looked at and found.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

/// The most telling failure in a line; [`Refusal::failures`] has all of them.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failures = self.failures();
        let Some(first) = failures.first() else { return write!(f, "{}", self.code) };
        write!(f, "{}: {}", first.code, first.message.as_deref().unwrap_or(first.code.meaning()))?;
        if let Some(expected) = &first.expected {
            write!(f, "; expected {expected}")?;
        }
        if let Some(found) = &first.found {
            write!(f, "; found {found}")?;
        }
        match failures.len() {
            1 => Ok(()),
            n => write!(f, " (and {} more)", n - 1),
        }
    }
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal").field("code", &self.code).field("failures", &self.failures()).finish()
    }
}

impl std::error::Error for Refusal {}

impl<T> Verified<T> {
    /// Goes on from what was verified with further checks: still verified, now as `content`, if all of them hold.
    pub(crate) fn judge<U>(self, checks: Vec<Check>, content: Option<U>) -> Result<Verified<U>, Refusal> {
        let mut evidence = self.evidence;
        evidence.checks.extend(checks);
        conclude(evidence, content)
    }

    /// What was verified is not enough: a refusal with everything that was checked.
    pub(crate) fn refuse(self, error: &dyn Explain) -> Refusal {
        let mut evidence = self.evidence;
        evidence.checks.push(Check::fail(error));
        Refusal { code: error.code(), evidence: Box::new(evidence) }
    }
}

/// The verdict over the checks made: the only place where a `Verified` begins.
pub(super) fn conclude<T>(evidence: Evidence, content: Option<T>) -> Result<Verified<T>, Refusal> {
    let failed = evidence.failures().first().map(|check| check.code);
    match (failed, content) {
        (None, Some(content)) => Ok(Verified { content, evidence }),
        // Fails closed: without content there is nothing that could have been verified.
        (code, _) => {
            let code = code.unwrap_or(Code::BundleMalformed);
            Err(Refusal { code, evidence: Box::new(evidence) })
        }
    }
}
