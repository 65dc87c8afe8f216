use pyo3::prelude::*;

use crate::certificate::CertificateAuthority;
use crate::errors::Raise;
use crate::input::Text;
use crate::log::{CtLog, Log};

/// Whom to trust: the authorities and logs of one Sigstore instance, or of several side by side.
///
/// Several are never mixed: all evidence of a bundle has to come from the one instance that the bundle names.
#[pyclass(frozen, from_py_object, module = "sealwright")]
#[derive(Clone)]
pub(crate) struct TrustRoot(pub(crate) sealwright::TrustRoot);

/// The authorities and logs of one Sigstore instance.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Instance(sealwright::Instance);

/// A log that cannot verify anything, because its key is not supported. Evidence that names it is refused.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct UnusableLog(sealwright::UnusableLog);

#[pymethods]
impl TrustRoot {
    /// The public instance at sigstore.dev, as it was when this version of the library was made.
    #[staticmethod]
    fn sigstore(py: Python<'_>) -> PyResult<Self> {
        sealwright::TrustRoot::sigstore().map(Self).raise(py)
    }

    /// GitHub's own instance, for artifact attestations of private repositories and for releases.
    #[staticmethod]
    fn github(py: Python<'_>) -> PyResult<Self> {
        sealwright::TrustRoot::github().map(Self).raise(py)
    }

    /// Reads a `trusted_root.json` of version 0.1 or 0.2, at most 5,000,000 bytes. Raises TrustError.
    ///
    /// The caller vouches for it: whoever writes this file decides what verifies.
    #[staticmethod]
    fn from_json(py: Python<'_>, json: Text) -> PyResult<Self> {
        py.detach(|| sealwright::TrustRoot::from_json(&json)).map(Self).raise(py)
    }

    /// This and another, side by side.
    fn and_(&self, other: Self) -> Self {
        Self(self.0.clone().and(other.0))
    }

    /// The instances, in the order in which they were given; one at least.
    #[getter]
    fn instances(&self) -> Vec<Instance> {
        self.0.instances().iter().cloned().map(Instance).collect()
    }

    fn __repr__(&self) -> String {
        let names: Vec<_> = self.0.instances().iter().map(|instance| sealwright::escape(instance.name())).collect();
        format!("<TrustRoot {}>", names.join(", "))
    }
}

#[pymethods]
impl Instance {
    /// Who issues signing certificates.
    #[getter]
    fn authorities(&self) -> Vec<CertificateAuthority> {
        self.0.authorities().iter().cloned().map(CertificateAuthority).collect()
    }

    /// The transparency logs (Rekor).
    #[getter]
    fn logs(&self) -> Vec<Log> {
        self.0.logs().iter().cloned().map(Log).collect()
    }

    /// The certificate transparency logs.
    #[getter]
    fn ct_logs(&self) -> Vec<CtLog> {
        self.0.ct_logs().iter().cloned().map(CtLog).collect()
    }

    /// Who signs timestamps.
    #[getter]
    fn timestamp_authorities(&self) -> Vec<CertificateAuthority> {
        self.0.timestamp_authorities().iter().cloned().map(CertificateAuthority).collect()
    }

    /// Logs of either kind whose key is not supported.
    #[getter]
    fn unusable_logs(&self) -> Vec<UnusableLog> {
        self.0.unusable_logs().iter().cloned().map(UnusableLog).collect()
    }

    /// A name for people: the host of the first authority or log.
    #[getter]
    fn name(&self) -> &str {
        self.0.name()
    }

    fn __repr__(&self) -> String {
        format!("<Instance {}>", sealwright::escape(self.0.name()))
    }
}

#[pymethods]
impl UnusableLog {
    /// The id that log entries and SCTs name, in base64.
    #[getter]
    fn id(&self) -> String {
        self.0.id().to_string()
    }

    /// Where it is.
    #[getter]
    fn base_url(&self) -> &str {
        self.0.base_url()
    }

    /// Why it cannot be used.
    #[getter]
    fn reason(&self) -> String {
        self.0.reason().to_string()
    }

    fn __repr__(&self) -> String {
        format!("<UnusableLog {}: {}>", sealwright::escape(self.0.base_url()), self.0.reason())
    }
}
