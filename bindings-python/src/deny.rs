use std::sync::Arc;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::digest::DigestArgument;
use crate::errors::Raise;
use crate::hash32::{Base64, Hex};
use crate::input::Buffer;
use crate::said::Said;
use crate::time::Length;
use crate::validity::Validity;

/// Something that is refused however well it is signed, and why.
///
/// Sigstore has no revocation: what was signed with a stolen identity stays signed. These rules are the answer.
#[pyclass(frozen, from_py_object, module = "sealwright")]
#[derive(Clone)]
pub(crate) struct DenyRule {
    pub(crate) inner: sealwright::DenyRule,
    pub(crate) said: Arc<str>,
}

impl DenyRule {
    fn new(inner: sealwright::DenyRule, said: Said<'_>) -> PyResult<Self> {
        let said = said.word(inner.reason())?.call("DenyRule.");
        Ok(Self { inner, said: said.into() })
    }
}

#[pymethods]
impl DenyRule {
    /// The certificate with this serial number (big-endian, leading zeros do not matter).
    #[staticmethod]
    fn certificate_serial(py: Python<'_>, serial: Buffer, reason: &str) -> PyResult<Self> {
        let rule = sealwright::DenyRule::certificate_serial(&serial, reason);
        Self::new(rule, Said::new(py, "certificate_serial").value(format!("{:?}", &*serial)))
    }

    /// The certificate with this SHA-256 of its DER, in hexadecimal.
    #[staticmethod]
    fn certificate(py: Python<'_>, fingerprint: Hex, reason: &str) -> PyResult<Self> {
        let said = Said::new(py, "certificate").word(&fingerprint.0.to_string())?;
        Self::new(sealwright::DenyRule::certificate(fingerprint.0, reason), said)
    }

    /// The key with this SHA-256 of its SubjectPublicKeyInfo in hexadecimal, with a certificate or without.
    #[staticmethod]
    fn key(py: Python<'_>, fingerprint: Hex, reason: &str) -> PyResult<Self> {
        let said = Said::new(py, "key").word(&fingerprint.0.to_string())?;
        Self::new(sealwright::DenyRule::key(fingerprint.0, reason), said)
    }

    /// Every identity that matches this glob, from this issuer or, with None, from any. However wide: it only refuses.
    /// Case does not matter.
    #[staticmethod]
    fn identity(py: Python<'_>, glob: &str, issuer: Option<&str>, reason: &str) -> PyResult<Self> {
        let said = Said::new(py, "identity").word(glob)?;
        let said = match issuer {
            Some(issuer) => said.word(issuer)?,
            None => said.value("None"),
        };
        Self::new(sealwright::DenyRule::identity(glob, issuer, reason).raise(py)?, said)
    }

    /// The build run with this invocation URI, all of its attempts and jobs. Case does not matter.
    #[staticmethod]
    fn run(py: Python<'_>, uri: &str, reason: &str) -> PyResult<Self> {
        Self::new(sealwright::DenyRule::run(uri, reason), Said::new(py, "run").word(uri)?)
    }

    /// The entries `first` to `last`, both included, of the transparency log with this id (base64).
    #[staticmethod]
    fn log_entries(py: Python<'_>, log_id: Base64, first: u64, last: u64, reason: &str) -> PyResult<Self> {
        if first > last {
            return Err(PyValueError::new_err("the last entry comes before the first"));
        }
        let said = Said::new(py, "log_entries").word(&log_id.to_string())?.value(first).value(last);
        Self::new(sealwright::DenyRule::log_entries(log_id.0, first..=last, reason), said)
    }

    /// Every signature of which an established time lies in the window, both ends included, and every signature of
    /// which no time is established.
    #[staticmethod]
    fn signed_in(py: Python<'_>, window: Validity, reason: &str) -> PyResult<Self> {
        let said = Said::new(py, "signed_in").value(format!("<Validity {}>", window.0));
        Self::new(sealwright::DenyRule::signed_in(window.0, reason), said)
    }

    /// Every signature with an established time that is longer ago than this, and every signature of which no time is
    /// established.
    #[staticmethod]
    fn older_than(py: Python<'_>, age: Length, reason: &str) -> PyResult<Self> {
        let said = Said::new(py, "older_than").value(format!("{:?}", age.0));
        Self::new(sealwright::DenyRule::older_than(age.0, reason), said)
    }

    /// The artifact with this digest.
    ///
    /// It is compared with the digests of its algorithm that are known or can be taken of the artifact: name the digest
    /// by the algorithm that verifications use, SHA-256 as a rule.
    #[staticmethod]
    fn artifact(py: Python<'_>, digest: DigestArgument, reason: &str) -> PyResult<Self> {
        let digest = digest.read(py)?;
        let said = Said::new(py, "artifact").word(&digest.to_string())?;
        Self::new(sealwright::DenyRule::artifact(digest, reason), said)
    }

    /// Why.
    #[getter]
    fn reason(&self) -> &str {
        self.inner.reason()
    }

    fn __repr__(&self) -> &str {
        &self.said
    }
}
