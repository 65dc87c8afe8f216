use pyo3::prelude::*;
use sealwright::{KeyFile, KeyKind};

use crate::errors::Raise;
use crate::input::{Buffer, Octets, Text};
use crate::key::PublicKey;
use crate::password::Password;
use crate::word::{KeyFormatWord, KeyKindOption, SchemeOption};

/// A private key in this process. It shows its public half alone, and cannot be pickled.
#[pyclass(frozen, from_py_object, module = "sealwright")]
#[derive(Clone)]
pub(crate) struct PrivateKey(pub(crate) sealwright::PrivateKey);

/// In which format the PEM text of a private key is: `pkcs8`, `encrypted-pkcs8`, `cosign`, `sec1` or `pkcs1`.
///
/// `encrypted-pkcs8` and `cosign` need a password. The key itself is not looked at. Raises PrivateKeyError.
#[pyfunction]
pub(crate) fn key_file_format(py: Python<'_>, text: Text) -> PyResult<KeyFormatWord> {
    KeyFile::from_pem(&text.to_str()).map(|file| file.format().into()).raise(py)
}

#[pymethods]
impl PrivateKey {
    /// A fresh key: `ECDSA P-256` unless said otherwise, `RSA-2048`, `RSA-3072` or `RSA-4096`, and so on. Raises
    /// PrivateKeyError for other sizes of RSA, and PolicyError for what is no kind of key.
    #[staticmethod]
    #[pyo3(signature = (kind=KeyKindOption(KeyKind::EcdsaP256)), text_signature = "(kind='ECDSA P-256')")]
    fn generate(py: Python<'_>, kind: KeyKindOption) -> PyResult<Self> {
        py.detach(|| sealwright::PrivateKey::generate(kind.0)).map(Self).raise(py)
    }

    /// A key from PEM of at most 64 KiB: PKCS#8, plain or encrypted, cosign's encrypted keys, SEC 1 and PKCS#1. Where no
    /// password is needed, it is not looked at. Raises PrivateKeyError, with the code `key.password` if it is missing or
    /// wrong.
    #[staticmethod]
    #[pyo3(signature = (text, password=None))]
    fn from_pem(py: Python<'_>, text: Text, password: Option<Password>) -> PyResult<Self> {
        let password = password.map(|password| password.0);
        let read = py.detach(|| sealwright::PrivateKey::from_pem(&text.to_str(), password.as_ref()));
        read.map(Self).raise(py)
    }

    /// A key from the DER of its PKCS#8 PrivateKeyInfo, of at most 64 KiB. Raises PrivateKeyError.
    #[staticmethod]
    fn from_pkcs8_der(py: Python<'_>, der: Buffer) -> PyResult<Self> {
        py.detach(|| sealwright::PrivateKey::from_pkcs8_der(&der)).map(Self).raise(py)
    }

    /// PKCS#8 as PEM, encrypted (PBES2, scrypt, AES-256-CBC) if there is a password. It is a secret then, too.
    #[pyo3(signature = (password=None))]
    fn to_pem(&self, py: Python<'_>, password: Option<Password>) -> PyResult<String> {
        let password = password.map(|password| password.0);
        py.detach(|| self.0.to_pem(password.as_ref()).map(|text| text.to_string())).raise(py)
    }

    /// PEM as cosign writes and reads it, which is always encrypted, if with an empty password.
    fn to_cosign_pem(&self, py: Python<'_>, password: Password) -> PyResult<String> {
        py.detach(|| self.0.to_cosign_pem(&password.0).map(|text| text.to_string())).raise(py)
    }

    /// The public half.
    #[getter]
    fn public_key(&self) -> PublicKey {
        PublicKey(self.0.public_key().clone())
    }

    /// Signs a message; ECDSA and ML-DSA signatures differ from call to call. Raises PrivateKeyError if a key of this kind
    /// does not sign so.
    fn sign(&self, py: Python<'_>, scheme: SchemeOption, message: Buffer) -> PyResult<Octets<Vec<u8>>> {
        py.detach(|| self.0.sign(scheme.0, &message)).map(Octets).raise(py)
    }

    fn __repr__(&self) -> String {
        let public = self.0.public_key();
        format!("<PrivateKey {} sha256:{}>", public.kind(), public.fingerprint())
    }
}
