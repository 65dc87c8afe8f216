use pyo3::prelude::*;

use crate::errors::Raise;
use crate::input::{Octets, Text};

/// A DSSE envelope: well-formed, with a payload type and at least one signature; nobody has verified it.
#[pyclass(frozen, eq, module = "sealwright")]
#[derive(PartialEq, Eq)]
pub(crate) struct Envelope(pub(crate) sealwright::Envelope);

/// One signature of an envelope, and the unsigned hint about its key.
#[pyclass(frozen, eq, module = "sealwright")]
#[derive(PartialEq, Eq)]
pub(crate) struct EnvelopeSignature(sealwright::EnvelopeSignature);

#[pymethods]
impl Envelope {
    /// Reads an envelope in JSON: at most 64 signatures, no duplicate key at any depth, strict base64 in either
    /// alphabet. Raises BundleError.
    #[staticmethod]
    fn from_json(py: Python<'_>, json: Text) -> PyResult<Self> {
        py.detach(|| sealwright::Envelope::from_json(&json)).map(Self).raise(py)
    }

    /// What the payload is, for example `application/vnd.in-toto+json`.
    #[getter]
    fn payload_type(&self) -> &str {
        self.0.payload_type()
    }

    /// The payload.
    #[getter]
    fn payload(&self) -> Octets<&[u8]> {
        Octets(self.0.payload())
    }

    /// The signatures; there is at least one.
    #[getter]
    fn signatures(&self) -> Vec<EnvelopeSignature> {
        self.0.signatures().iter().cloned().map(EnvelopeSignature).collect()
    }

    /// The bytes that are signed: the pre-authentication encoding of payload type and payload.
    fn pae(&self) -> Octets<Vec<u8>> {
        Octets(self.0.pae())
    }

    fn __repr__(&self) -> String {
        let count = self.0.signatures().len();
        format!("<Envelope {}, {count} signatures>", sealwright::escape(self.0.payload_type()))
    }

    fn __hash__(&self) -> u64 {
        crate::hash(&(self.0.payload_type(), self.0.payload()))
    }
}

#[pymethods]
impl EnvelopeSignature {
    /// What the signer calls the key; not signed, and so nothing to decide by.
    #[getter]
    fn key_id(&self) -> Option<&str> {
        self.0.key_id()
    }

    /// The signature, over the envelope's PAE.
    #[getter]
    fn signature(&self) -> Octets<&[u8]> {
        Octets(self.0.signature())
    }

    fn __repr__(&self) -> String {
        let name = sealwright::escape(self.0.key_id().unwrap_or("no key named"));
        format!("<EnvelopeSignature of {} bytes, {name}>", self.0.signature().len())
    }

    fn __hash__(&self) -> u64 {
        crate::hash(&(self.0.key_id(), self.0.signature()))
    }
}
