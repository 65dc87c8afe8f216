use pyo3::prelude::*;

use crate::digest::Digest;
use crate::errors::Raise;
use crate::input::{Buffer, Octets};
use crate::time::Time;

/// A timestamp: the TimeStampResp of RFC 3161 section 2.4.2, granted, with a token by exactly one signer.
///
/// Parsed, not verified: its time is only what the token says.
#[pyclass(frozen, eq, module = "sealwright")]
#[derive(PartialEq, Eq)]
pub(crate) struct Timestamp(pub(crate) sealwright::Timestamp);

#[pymethods]
impl Timestamp {
    /// Reads a TimeStampResp from its DER, at most 1 MiB. Raises TimestampError.
    #[staticmethod]
    fn from_der(py: Python<'_>, der: Buffer) -> PyResult<Self> {
        sealwright::Timestamp::from_der(&*der).map(Self).raise(py)
    }

    /// The DER of the TimeStampResp.
    #[getter]
    fn der(&self) -> Octets<&[u8]> {
        Octets(self.0.der())
    }

    /// The time that the token states (genTime), in UTC.
    #[getter]
    fn time(&self) -> Time {
        Time(self.0.time())
    }

    /// The digest of the bytes that were timestamped, as the token states it.
    #[getter]
    fn imprint(&self) -> Digest {
        Digest(self.0.imprint())
    }

    /// The policy under which the token was made, in dotted decimal.
    #[getter]
    fn policy(&self) -> String {
        self.0.policy()
    }

    /// The token's serial number: the octets of the INTEGER, most significant first.
    #[getter]
    fn serial(&self) -> Octets<&[u8]> {
        Octets(self.0.serial())
    }

    /// The nonce of the request, if it had one: the octets of the INTEGER, most significant first.
    #[getter]
    fn nonce(&self) -> Option<Octets<&[u8]>> {
        self.0.nonce().map(Octets)
    }

    /// The DER of the certificates that the token carries; whether they are to be trusted is decided elsewhere.
    #[getter]
    fn embedded_certificates(&self) -> Vec<Octets<&[u8]>> {
        self.0.embedded_certificates().map(Octets).collect()
    }

    fn __repr__(&self) -> String {
        format!("<Timestamp {} of {}>", self.0.time(), self.0.imprint())
    }

    fn __hash__(&self) -> u64 {
        crate::hash(&self.0.der())
    }
}
