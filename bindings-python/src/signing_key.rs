use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use sealwright::{SigningKey as Core, keys};

use crate::call::{self, SignDigest, call};
use crate::digest::{Digest, DigestArgument};
use crate::errors::Raise;
use crate::input::{Buffer, Octets};
use crate::key::PublicKey;
use crate::password::PasswordSource;
use crate::private_key::PrivateKey;
use crate::waiting;
use crate::word::AlgorithmWord;

/// Whoever signs with one key: a key file, a PKCS#11 token, a program, or a function of yours that reaches a KMS or a
/// remote service.
///
/// `sign_digest` is called with a `Digest` of `digest_algorithm`, in whichever thread signs, and gives the signature's
/// bytes (ECDSA in DER, RSA by PKCS#1 v1.5). What it gives is verified with the public key before it is used; what it
/// raises is the cause of the error. A `PrivateKey` will do wherever a SigningKey does.
#[pyclass(frozen, from_py_object, module = "sealwright")]
#[derive(Clone)]
pub(crate) struct SigningKey {
    key: Arc<dyn Core>,
    /// A program or a token signs, which may take long.
    is_slow: bool,
}

/// A key as an argument.
#[derive(FromPyObject)]
pub(crate) enum KeyArgument {
    Signing(SigningKey),
    Private(PrivateKey),
}

impl KeyArgument {
    /// The key, and whether it may take long.
    pub(crate) fn core(self) -> (Arc<dyn Core>, bool) {
        match self {
            Self::Signing(signing) => (signing.key, signing.is_slow),
            Self::Private(private) => (Arc::new(private.0), false),
        }
    }
}

#[pymethods]
impl SigningKey {
    #[new]
    fn new(public_key: PublicKey, sign_digest: SignDigest) -> Self {
        Self { key: Arc::new(called(public_key.0, sign_digest.0)), is_slow: false }
    }

    /// The key that a name stands for: `pkcs11:token=…;object=…?module-path=…` on a token (RFC 7512),
    /// `command:PROGRAM?public-key=FILE&arg=…&timeout=SECONDS` behind a program, anything else a file in PEM.
    ///
    /// `password`: text, bytes, or a function that is called at most once, and only if it is needed: with `key-file` and
    /// the path, or with `token` and the token's label; None is no password. What it raises is raised here. Raises
    /// PrivateKeyError, with the code `key.password` if it is missing or wrong.
    #[staticmethod]
    #[pyo3(signature = (name, password=None))]
    fn load(py: Python<'_>, name: PathBuf, password: Option<PasswordSource>) -> PyResult<Self> {
        let name = name.into_os_string().into_string();
        let name = name.map_err(|_| PyValueError::new_err("the name of a key is no text"))?;
        let is_slow = name.starts_with("pkcs11:") || name.starts_with("command:");
        let is_asking = matches!(password, Some(PasswordSource::Asked(_)));
        let work = move || call::catching(|| keys::load(&name, &mut |ask| password.as_ref()?.password(ask)));
        // Whoever asks a person does so in the thread that they know.
        let (loaded, raised) = if is_asking { py.detach(work) } else { waiting::wait(py, move |_| work())? };
        raised.map_or(Ok(()), Err)?;
        loaded.map(|key| Self { key: key.into(), is_slow }).raise(py)
    }

    /// The public half.
    #[getter]
    fn public_key(&self) -> PublicKey {
        PublicKey(self.key.public_key().clone())
    }

    /// The digest that goes with the key: `sha256` for P-256 and RSA, `sha384` for P-384, `sha512` for P-521 and Ed25519.
    #[getter]
    fn digest_algorithm(&self) -> AlgorithmWord {
        self.key.digest_algorithm().into()
    }

    /// Signs what has this digest. Raises PrivateKeyError.
    fn sign_digest(&self, py: Python<'_>, digest: DigestArgument) -> PyResult<Octets<Vec<u8>>> {
        let (key, digest) = (Arc::clone(&self.key), digest.read(py)?);
        let work = move || call::catching(|| key.sign_digest(&digest));
        let signed = if self.is_slow { waiting::wait(py, move |_| work())? } else { py.detach(work) };
        call::caused(py, signed).map(Octets)
    }

    fn __repr__(&self) -> String {
        let public = self.key.public_key();
        format!("<SigningKey {} sha256:{}>", public.kind(), public.fingerprint())
    }
}

/// A key that a function of Python's signs with.
fn called(public: sealwright::PublicKey, function: Py<PyAny>) -> impl Core {
    keys::FunctionKey::new("the sign_digest of the SigningKey", public, move |digest: &sealwright::Digest| {
        let given = call(|py| {
            let answer = function.bind(py).call1((Digest(*digest),))?;
            answer.extract::<Buffer>().map(|signature| signature.to_vec())
        });
        given.ok_or_else(|| "it raised, or gave no bytes".to_owned())
    })
}
