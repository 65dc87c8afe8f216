use pyo3::prelude::*;
use sealwright::PathQuery;

use crate::claims::Claims;
use crate::errors::Raise;
use crate::input::{Buffer, Octets, Text};
use crate::key::PublicKey;
use crate::sct::UnverifiedSct;
use crate::time::Time;
use crate::validity::Validity;
use crate::word::PurposeOption;

/// An X.509 version 3 certificate, read strictly.
///
/// That it reads says nothing about who made it: see `verify_certificate_path`.
#[pyclass(frozen, from_py_object, module = "sealwright")]
#[derive(Clone)]
pub(crate) struct Certificate(pub(crate) sealwright::Certificate);

/// A name for which a certificate stands.
#[pyclass(frozen, eq, hash, module = "sealwright")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct SubjectAltName {
    kind: &'static str,
    value: String,
}

/// An authority of a trusted root: one that issues signing certificates (Fulcio), or one that signs timestamps.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct CertificateAuthority(pub(crate) sealwright::CertificateAuthority);

#[pymethods]
impl Certificate {
    /// A certificate from its DER, at most 64 KiB. Raises CertificateError.
    #[staticmethod]
    fn from_der(py: Python<'_>, der: Buffer) -> PyResult<Self> {
        sealwright::Certificate::from_der(&*der).map(Self).raise(py)
    }

    /// A certificate from PEM (`-----BEGIN CERTIFICATE-----`). Raises CertificateError.
    #[staticmethod]
    fn from_pem(py: Python<'_>, pem: Text) -> PyResult<Self> {
        sealwright::Certificate::from_pem(&pem.to_str()).map(Self).raise(py)
    }

    /// The certificate's bytes.
    #[getter]
    fn der(&self) -> Octets<&[u8]> {
        Octets(self.0.der())
    }

    /// SHA-256 of the DER, in hexadecimal.
    #[getter]
    fn fingerprint(&self) -> String {
        self.0.fingerprint().to_string()
    }

    /// The serial number, big-endian, without a leading zero; 1 to 20 octets.
    #[getter]
    fn serial(&self) -> Octets<&[u8]> {
        Octets(self.0.serial())
    }

    /// When it is valid, both ends included.
    #[getter]
    fn validity(&self) -> Validity {
        Validity(self.0.validity())
    }

    /// The key that it certifies. Raises PublicKeyError if that is of a kind that is not supported.
    #[getter]
    fn public_key(&self, py: Python<'_>) -> PyResult<PublicKey> {
        self.0.public_key().map(PublicKey).raise(py)
    }

    /// The names for which it stands.
    #[getter]
    fn subject_alt_names(&self) -> Vec<SubjectAltName> {
        self.0.subject_alt_names().map(SubjectAltName::from).collect()
    }

    /// The one name for which a Fulcio certificate stands: an e-mail address, a URI, or a user name. Raises
    /// CertificateError if it does not stand for exactly one.
    #[getter]
    fn identity(&self, py: Python<'_>) -> PyResult<SubjectAltName> {
        self.0.identity().map(SubjectAltName::from).raise(py)
    }

    /// What Fulcio says about the signer.
    #[getter]
    fn claims(&self) -> Claims {
        Claims(self.0.clone())
    }

    /// The identity provider that vouched for the signer.
    #[getter]
    fn issuer_claim(&self) -> Option<&str> {
        self.0.issuer_claim()
    }

    /// Its own name, for people; empty in Fulcio's leaves.
    #[getter]
    fn subject(&self) -> String {
        self.0.subject().to_string()
    }

    /// The name of the authority that made it, for people.
    #[getter]
    fn issuer(&self) -> String {
        self.0.issuer().to_string()
    }

    /// What its embedded SCTs say, none of them verified; nothing where it has none. Raises CertificateError.
    #[getter]
    fn unverified_scts(&self, py: Python<'_>) -> PyResult<Vec<UnverifiedSct>> {
        self.0.unverified_scts().map(|scts| scts.into_iter().map(UnverifiedSct).collect()).raise(py)
    }

    fn __repr__(&self) -> String {
        format!("<Certificate {} sha256:{}>", sealwright::escape(&self.0.to_string()), self.0.fingerprint())
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.0.der() == other.0.der()
    }

    fn __hash__(&self) -> u64 {
        crate::hash(&self.0.der())
    }
}

impl From<sealwright::SubjectAltName<'_>> for SubjectAltName {
    fn from(name: sealwright::SubjectAltName<'_>) -> Self {
        let kind = match name {
            sealwright::SubjectAltName::Email(_) => "email",
            sealwright::SubjectAltName::Uri(_) => "uri",
            sealwright::SubjectAltName::Dns(_) => "dns",
            sealwright::SubjectAltName::Ip(_) => "ip",
            sealwright::SubjectAltName::Username(_) => "username",
            sealwright::SubjectAltName::Directory(_) => "directory",
            _ => "other",
        };
        let value = name.identity_text().map_or_else(|| name.to_string(), str::to_owned);
        Self { kind, value }
    }
}

#[pymethods]
impl SubjectAltName {
    /// `email`, `uri`, `username`, `dns`, `ip`, `directory` or `other`; Fulcio names signers by the first three.
    #[getter]
    fn kind(&self) -> &str {
        self.kind
    }

    /// The name; for kinds that Fulcio does not name signers by, as people read it.
    #[getter]
    fn value(&self) -> &str {
        &self.value
    }

    fn __str__(&self) -> &str {
        &self.value
    }

    fn __repr__(&self) -> String {
        format!("<SubjectAltName {} {}>", self.kind, sealwright::escape(&self.value))
    }
}

#[pymethods]
impl CertificateAuthority {
    /// Its certificates, the root last. A timestamp authority's signer stands first where the trusted root names it.
    #[getter]
    fn chain(&self) -> Vec<Certificate> {
        self.0.chain().certificates().iter().cloned().map(Certificate).collect()
    }

    /// When it is trusted, both ends included.
    #[getter]
    fn validity(&self) -> Validity {
        Validity(self.0.validity())
    }

    /// Where it is; empty if the trusted root does not say.
    #[getter]
    fn uri(&self) -> &str {
        self.0.uri()
    }

    /// Who runs it; empty if the trusted root does not say.
    #[getter]
    fn operator(&self) -> &str {
        self.0.operator()
    }

    fn __repr__(&self) -> String {
        let first = self.0.chain().certificates().first().map(ToString::to_string).unwrap_or_default();
        let name = if self.0.uri().is_empty() { &first } else { self.0.uri() };
        format!("<CertificateAuthority {}>", sealwright::escape(name))
    }
}

/// Checks one certificate's path to one of the `roots`, which are trusted as they stand, and nothing else: a tool for
/// certificate authorities and their tests. Raises CertificateError.
///
/// `purpose` is `code-signing` or `time-stamping`; every certificate of the path must have been valid at `time`;
/// `max_intermediates` is never more than 8. It says nothing about a signature, an artifact, a log or an identity: that
/// is what a `Verifier` is for.
#[pyfunction]
#[pyo3(signature = (leaf, *, roots, purpose, time, intermediates=Vec::new(), max_intermediates=None))]
pub(crate) fn verify_certificate_path(
    py: Python<'_>,
    leaf: &Certificate,
    roots: Vec<Certificate>,
    purpose: PurposeOption,
    time: Time,
    intermediates: Vec<Certificate>,
    max_intermediates: Option<u8>,
) -> PyResult<()> {
    let inner = |list: Vec<Certificate>| list.into_iter().map(|certificate| certificate.0).collect::<Vec<_>>();
    let (roots, intermediates) = (inner(roots), inner(intermediates));
    let query = PathQuery {
        intermediates: &intermediates,
        roots: &roots,
        purpose: purpose.0,
        time: time.0,
        max_intermediates,
    };
    py.detach(|| sealwright::verify_certificate_path(&leaf.0, &query)).raise(py)
}
