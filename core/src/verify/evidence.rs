use std::fmt;
use std::sync::Arc;

use crate::check::{Check, Code, Explain, Status};
use crate::crypto::PublicKey;
use crate::digest::Artifact;
use crate::intoto::Statement;
use crate::time::UnixTime;
use crate::tlog::{EntryKind, LogId};
use crate::x509::Certificate;

/// What a verification looked at and what it found: the same for a yes and for a no.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Evidence {
    /// The artifact, as the caller named it.
    pub artifact: Artifact,
    /// Who the bundle says signed. Believe it only in a [`Verified`](super::Verified).
    pub signer: Option<SignerEvidence>,
    /// The times that were authenticated.
    pub times: Vec<EstablishedTime>,
    /// The log entries of the bundle.
    pub log: Vec<LogEvidence>,
    /// The statement of an attestation, once its envelope's signature was verified.
    pub statement: Option<Arc<Statement>>,
    /// Every check, in the order in which they were made.
    pub checks: Vec<Check>,
}

impl Evidence {
    pub(super) fn new(artifact: &Artifact) -> Self {
        Self {
            artifact: artifact.clone(),
            signer: None,
            times: Vec::new(),
            log: Vec::new(),
            statement: None,
            checks: Vec::with_capacity(16),
        }
    }

    /// The checks that failed, the most telling first.
    pub fn failures(&self) -> Vec<&Check> {
        let mut failed: Vec<_> = self.checks.iter().filter(|c| c.status == Status::Fail).collect();
        failed.sort_by_key(|check| check.code);
        failed
    }

    /// Whether one of these checks has failed.
    pub(super) fn has_failed(&self, codes: &[Code]) -> bool {
        self.checks.iter().any(|check| check.status == Status::Fail && codes.contains(&check.code))
    }

    /// Adds a failure, unless a failure of one of `causes` explains it: then there is nothing to say twice.
    pub(super) fn fail_unless_explained(&mut self, error: &dyn Explain, causes: &[Code]) {
        self.checks.push(match self.has_failed(causes) {
            true => Check::skipped(error.code(), "follows from what failed before"),
            false => Check::fail(error),
        });
    }
}

/// Who signed, as far as the bundle and the policy say.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum SignerEvidence {
    /// The holder of an identity, by a certificate.
    Certificate(Certificate),
    /// The holder of a key that the policy names.
    Key(PublicKey),
}

/// A time that was authenticated: the signature existed then.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EstablishedTime {
    /// What kind of witness says so.
    pub source: TimeSourceKind,
    /// When.
    pub at: UnixTime,
    /// Which log or timestamp authority, as the trusted root names it.
    pub by: Box<str>,
}

/// What kind of witness established a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum TimeSourceKind {
    /// The transparency log's promise (SET).
    Log,
    /// An RFC 3161 timestamp authority.
    Tsa,
}

impl fmt::Display for TimeSourceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Log => "log",
            Self::Tsa => "tsa",
        })
    }
}

/// An entry of a transparency log.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LogEvidence {
    /// Which log.
    pub log_id: LogId,
    /// The entry's index in it.
    pub index: u64,
    /// Kind and version of the entry, `hashedrekord/0.0.1`.
    pub kind: EntryKind,
    /// The time of the log's promise; only if the promise was verified.
    pub integrated_time: Option<UnixTime>,
}
