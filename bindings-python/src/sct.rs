use pyo3::prelude::*;
use sealwright::LogId;

use crate::errors::Raise;
use crate::input::Buffer;
use crate::time::Time;

/// What a certificate timestamp (SCT) says of itself; nobody has looked at its signature.
#[pyclass(frozen, eq, module = "sealwright")]
#[derive(PartialEq, Eq)]
pub(crate) struct UnverifiedSct(pub(crate) sealwright::UnverifiedSct);

#[pymethods]
impl UnverifiedSct {
    /// Reads a list of SCTs, the TLS structure of RFC 6962 section 3.3; those of another version than v1 are passed
    /// over. Raises CertificateError.
    #[staticmethod]
    fn from_list(py: Python<'_>, list: Buffer) -> PyResult<Vec<Self>> {
        let read = sealwright::UnverifiedSct::from_list(&list);
        read.map(|scts| scts.into_iter().map(Self).collect()).raise(py)
    }

    /// Which log, in base64.
    #[getter]
    fn log_id(&self) -> String {
        LogId(self.0.log_id).to_string()
    }

    /// When it says that the log saw the certificate, in UTC.
    #[getter]
    fn time(&self) -> Time {
        Time(self.0.time)
    }

    fn __repr__(&self) -> String {
        format!("<UnverifiedSct {} of {}>", self.0.time, LogId(self.0.log_id))
    }

    fn __hash__(&self) -> u64 {
        crate::hash(&(self.0.log_id, self.0.time))
    }
}
