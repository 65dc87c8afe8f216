use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use sealwright::ParseDigestError;

use crate::errors::Raise;
use crate::input::{Buffer, Octets};
use crate::word::{AlgorithmOption, AlgorithmWord};

/// A digest with its algorithm; as text `sha256:HEX`, `sha384:HEX` or `sha512:HEX`.
#[pyclass(frozen, eq, ord, hash, from_py_object, module = "sealwright")]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Digest(pub(crate) sealwright::Digest);

#[pymethods]
impl Digest {
    /// The digest of the text `ALGORITHM:HEX`, the digits in either case. Raises DigestError.
    #[staticmethod]
    fn parse(py: Python<'_>, text: &str) -> PyResult<Self> {
        text.parse().map(Self).raise(py)
    }

    /// A digest from its bytes. Raises DigestError if they are not of the algorithm's length.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, algorithm: AlgorithmOption, digest: Buffer) -> PyResult<Self> {
        let AlgorithmOption(algorithm) = algorithm;
        let made = sealwright::Digest::from_bytes(algorithm, &digest);
        made.map(Self).ok_or(ParseDigestError::NotHex { algorithm }).raise(py)
    }

    /// `sha256`, `sha384` or `sha512`.
    #[getter]
    fn algorithm(&self) -> AlgorithmWord {
        self.0.algorithm().into()
    }

    /// The bytes, of the algorithm's length.
    #[getter]
    fn bytes(&self) -> Octets<&[u8]> {
        Octets(self.0.as_bytes())
    }

    /// The bytes in lower-case hexadecimal.
    #[getter]
    fn hex(&self) -> String {
        self.0.to_hex()
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("Digest.parse('{}')", self.0)
    }
}

/// A digest as an argument: the object, or its text.
#[derive(FromPyObject)]
pub(crate) enum DigestArgument {
    Object(Digest),
    Text(PyBackedStr),
}

impl DigestArgument {
    pub(crate) fn read(&self, py: Python<'_>) -> PyResult<sealwright::Digest> {
        match self {
            Self::Object(digest) => Ok(digest.0),
            Self::Text(text) => text.parse().raise(py),
        }
    }
}

/// Digests on their way out.
pub(crate) fn digests(of: impl Iterator<Item = sealwright::Digest>) -> Vec<Digest> {
    of.map(Digest).collect()
}
