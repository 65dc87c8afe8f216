use pyo3::prelude::*;

use crate::digest::DigestArgument;
use crate::errors::Raise;
use crate::input::{Buffer, Octets, Text};
use crate::validity::Validity;
use crate::word::{KeyKindWord, KeySignsOption, KeySignsWord, SchemeOption, SchemeWord};

/// A public key, parsed and checked: the point lies on its curve, the modulus has an accepted size.
#[pyclass(frozen, eq, from_py_object, module = "sealwright")]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct PublicKey(pub(crate) sealwright::PublicKey);

#[pymethods]
impl PublicKey {
    /// A key from the DER of its SubjectPublicKeyInfo. Raises PublicKeyError.
    #[staticmethod]
    fn from_spki_der(py: Python<'_>, spki: Buffer) -> PyResult<Self> {
        sealwright::PublicKey::from_spki_der(&*spki).map(Self).raise(py)
    }

    /// A key from PEM (`-----BEGIN PUBLIC KEY-----`). Raises PublicKeyError.
    #[staticmethod]
    fn from_pem(py: Python<'_>, pem: Text) -> PyResult<Self> {
        sealwright::PublicKey::from_pem(&pem.to_str()).map(Self).raise(py)
    }

    /// The key as PEM (`-----BEGIN PUBLIC KEY-----`).
    fn to_pem(&self) -> String {
        self.0.to_pem()
    }

    /// The DER of its SubjectPublicKeyInfo.
    #[getter]
    fn spki_der(&self) -> Octets<&[u8]> {
        Octets(self.0.spki_der())
    }

    /// What kind of key it is, for example `ECDSA P-256`.
    #[getter]
    fn kind(&self) -> KeyKindWord {
        self.0.kind().into()
    }

    /// The scheme that Sigstore's algorithm registry gives a key of this kind.
    #[getter]
    fn scheme(&self) -> SchemeWord {
        sealwright::Scheme::of(self.0.kind()).into()
    }

    /// SHA-256 of the SubjectPublicKeyInfo in hexadecimal: the id by which logs and verdicts name the key.
    #[getter]
    fn fingerprint(&self) -> String {
        self.0.fingerprint().to_string()
    }

    /// Verifies a signature over a message; raises SignatureError if it does not verify.
    ///
    /// That a signature verifies says nothing about an artifact's maker: that is what a `Verifier` is for.
    fn verify(&self, py: Python<'_>, scheme: SchemeOption, message: Buffer, signature: Buffer) -> PyResult<()> {
        py.detach(|| self.0.verify(scheme.0, &message, &signature)).raise(py)
    }

    /// Verifies a signature over a message of which only the digest is known; raises SignatureError.
    ///
    /// Pure Ed25519 and ML-DSA sign the message itself and cannot be verified so.
    fn verify_digest(
        &self,
        py: Python<'_>,
        scheme: SchemeOption,
        digest: DigestArgument,
        signature: Buffer,
    ) -> PyResult<()> {
        let digest = digest.read(py)?;
        py.detach(|| self.0.verify_digest(scheme.0, &digest, &signature)).raise(py)
    }

    fn __repr__(&self) -> String {
        format!("<PublicKey {} sha256:{}>", self.0.kind(), self.0.fingerprint())
    }

    fn __hash__(&self) -> u64 {
        crate::hash(&self.0.spki_der())
    }
}

/// A key that is trusted, at all times or in a window.
///
/// `validity`: trusted only for signatures of which every established time lies in the window. `hint`: the name by
/// which bundles mean this key; it helps to find the key and decides nothing. `only_named`: only for signatures that
/// name it so, and for no others; it is the hint then. `signs`: what of an envelope its signatures are over: `pae`, as
/// DSSE has it, or `payload-dangerous`, the payload alone, so that its type is not authenticated: only some keys of
/// Google Cloud Build, which sign nothing else.
#[pyclass(frozen, eq, from_py_object, module = "sealwright")]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct TrustedKey(pub(crate) sealwright::TrustedKey);

#[pymethods]
impl TrustedKey {
    #[new]
    #[pyo3(signature = (key, *, validity=None, hint=None, only_named=None, signs=None))]
    fn new(
        key: PublicKey,
        validity: Option<Validity>,
        hint: Option<&str>,
        only_named: Option<&str>,
        signs: Option<KeySignsOption>,
    ) -> Self {
        let key = sealwright::TrustedKey::new(key.0);
        let key = validity.map_or(key.clone(), |window| key.valid(window.0));
        let key = hint.map_or(key.clone(), |hint| key.hinted(hint));
        let key = only_named.map_or(key.clone(), |name| key.only_named(name));
        Self(key.signs(signs.map(|signs| signs.0).unwrap_or_default()))
    }

    /// The key.
    #[getter]
    fn key(&self) -> PublicKey {
        PublicKey(self.0.key().clone())
    }

    /// When it is trusted; None is always.
    #[getter]
    fn validity(&self) -> Option<Validity> {
        self.0.validity().map(Validity)
    }

    /// The name by which bundles mean this key.
    #[getter]
    fn hint(&self) -> Option<&str> {
        self.0.hint()
    }

    /// Whether it is only for signatures that name it as `hint` does.
    #[getter]
    fn is_only_named(&self) -> bool {
        self.0.is_only_named()
    }

    /// What of an envelope its signatures are over: `pae` or `payload-dangerous`.
    #[getter]
    fn signs(&self) -> KeySignsWord {
        self.0.signed_form().into()
    }

    fn __repr__(&self) -> String {
        let window = self.0.validity().map_or_else(String::new, |window| format!(", {window}"));
        format!("<TrustedKey {} sha256:{}{window}>", self.0.key().kind(), self.0.key().fingerprint())
    }

    fn __hash__(&self) -> u64 {
        crate::hash(&(self.0.key().spki_der(), self.0.hint()))
    }
}
