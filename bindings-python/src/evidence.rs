use std::sync::Arc;

use pyo3::prelude::*;
use sealwright::SignerEvidence;

use crate::artifact::Artifact;
use crate::certificate::Certificate;
use crate::check::{Check, checks};
use crate::key::PublicKey;
use crate::statement::Statement;
use crate::time::Time;
use crate::verdict::Outcome;
use crate::word::{EntryKindWord, SignedTimeWord};

/// What a verification looked at and what it found: the same for a yes and for a no.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Evidence(pub(crate) Arc<Outcome>);

/// A time that was authenticated: the signature existed then.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct EstablishedTime(sealwright::EstablishedTime);

/// An entry of a transparency log.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct LogEvidence(sealwright::LogEvidence);

/// Who signed.
#[derive(IntoPyObject)]
pub(crate) enum Signer {
    Certificate(Certificate),
    Key(PublicKey),
}

#[pymethods]
impl Evidence {
    /// The artifact, as the caller named it.
    #[getter]
    fn artifact(&self) -> Artifact {
        Artifact(self.0.evidence().artifact.clone())
    }

    /// Who the bundle says signed: a certificate, a key, or None. Believe it only in a `Verified`.
    #[getter]
    fn signer(&self) -> Option<Signer> {
        match self.0.evidence().signer.as_ref()? {
            SignerEvidence::Certificate(certificate) => Some(Signer::Certificate(Certificate(certificate.clone()))),
            SignerEvidence::Key(key) => Some(Signer::Key(PublicKey(key.clone()))),
            _ => None,
        }
    }

    /// The times that were authenticated.
    #[getter]
    fn times(&self) -> Vec<EstablishedTime> {
        self.0.evidence().times.iter().cloned().map(EstablishedTime).collect()
    }

    /// The log entries of the bundle.
    #[getter]
    fn log(&self) -> Vec<LogEvidence> {
        self.0.evidence().log.iter().cloned().map(LogEvidence).collect()
    }

    /// The statement of an attestation, once its envelope's signature was verified.
    #[getter]
    fn statement(&self) -> Option<Statement> {
        self.0.evidence().statement.clone().map(Statement)
    }

    /// Every check, in the order in which they were made.
    #[getter]
    fn checks(&self) -> Vec<Check> {
        checks(&self.0.evidence().checks)
    }

    /// The checks that failed, the most telling first.
    #[getter]
    fn failures(&self) -> Vec<Check> {
        checks(self.0.evidence().failures())
    }

    fn __repr__(&self) -> String {
        let evidence = self.0.evidence();
        let failed = evidence.failures().len();
        format!("<Evidence {} checks, {failed} failed, {} times>", evidence.checks.len(), evidence.times.len())
    }
}

#[pymethods]
impl EstablishedTime {
    /// What kind of witness says so: `log` or `tsa`.
    #[getter]
    fn source(&self) -> SignedTimeWord {
        self.0.source.into()
    }

    /// When, in UTC.
    #[getter]
    fn at(&self) -> Time {
        Time(self.0.at)
    }

    /// Which log or timestamp authority, as the trusted root names it.
    #[getter]
    fn by(&self) -> &str {
        &self.0.by
    }

    fn __repr__(&self) -> String {
        format!("<EstablishedTime {} {} by {}>", self.0.at, self.0.source, sealwright::escape(&self.0.by))
    }
}

#[pymethods]
impl LogEvidence {
    /// Which log, in base64.
    #[getter]
    fn log_id(&self) -> String {
        self.0.log_id.to_string()
    }

    /// The entry's index in it.
    #[getter]
    fn index(&self) -> u64 {
        self.0.index
    }

    /// Kind and version of the entry, such as `hashedrekord/0.0.1`.
    #[getter]
    fn kind(&self) -> EntryKindWord {
        self.0.kind.into()
    }

    /// The time of the log's promise, in UTC; only if the promise was verified.
    #[getter]
    fn integrated_time(&self) -> Option<Time> {
        self.0.integrated_time.map(Time)
    }

    fn __repr__(&self) -> String {
        format!("<LogEvidence {} of {}, {}>", self.0.index, self.0.log_id, self.0.kind)
    }
}
