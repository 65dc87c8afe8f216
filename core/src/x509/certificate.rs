use std::fmt;
use std::sync::{Arc, OnceLock};

use super::algorithm;
use super::claims::Claims;
use super::error::CertificateError;
use super::extensions::{self, Extensions};
use super::name::{self, Name};
use super::san::{self, SubjectAltName};
use super::sct::{SctError, UnverifiedSct};
use super::span::Span;
use crate::crypto::{KeyError, PublicKey, Scheme};
use crate::digest::Sha256;
use crate::encoding::der::{self, Tlv, tag};
use crate::encoding::pem;
use crate::time::Validity;

/// The design's limit.
const MAX_BYTES: usize = 64 * 1024;

/// An X.509 version 3 certificate, read strictly. Cloning is cheap.
///
/// That it reads says nothing about who made it: see [`crate::verify_certificate_path`].
#[derive(Clone)]
pub struct Certificate(Arc<Inner>);

struct Inner {
    der: Box<[u8]>,
    fields: Fields,
    key: OnceLock<Result<PublicKey, KeyError>>,
}

/// Where everything lies in the DER.
struct Fields {
    tbs: Span,
    /// The content of TBSCertificate.
    tbs_content: Span,
    serial: Span,
    scheme: Option<Scheme>,
    issuer: Span,
    validity: Validity,
    subject: Span,
    has_subject: bool,
    spki: Span,
    extensions: Extensions,
    signature: Span,
}

impl Certificate {
    /// A certificate from its DER, at most 64 KiB.
    pub fn from_der(der: impl Into<Box<[u8]>>) -> Result<Self, CertificateError> {
        let der = der.into();
        if der.len() > MAX_BYTES {
            return Err(CertificateError::TooLarge { bytes: der.len() });
        }
        let fields = read(&der)?;
        Claims::new(&fields.extensions.claims, &der).check()?;
        Ok(Self(Arc::new(Inner { der, fields, key: OnceLock::new() })))
    }

    /// A certificate from PEM (`-----BEGIN CERTIFICATE-----`).
    pub fn from_pem(text: &str) -> Result<Self, CertificateError> {
        let (label, der) =
            pem::decode(text.trim().as_bytes()).map_err(|error| CertificateError::Pem(error.to_string()))?;
        if label != "CERTIFICATE" {
            return Err(CertificateError::Pem(format!("expected the label CERTIFICATE, found {label:?}")));
        }
        Self::from_der(der)
    }

    /// The certificate's bytes.
    pub fn der(&self) -> &[u8] {
        &self.0.der
    }

    /// SHA-256 of the DER, computed anew at every call.
    pub fn fingerprint(&self) -> Sha256 {
        Sha256::of(self.der())
    }

    /// The serial number, big-endian, without a leading zero; 1 to 20 octets.
    pub fn serial(&self) -> &[u8] {
        self.0.fields.serial.of(self.der())
    }

    /// When it is valid, both ends included.
    pub fn validity(&self) -> Validity {
        self.0.fields.validity
    }

    /// The key that it certifies.
    pub fn public_key(&self) -> Result<PublicKey, KeyError> {
        self.0.key.get_or_init(|| PublicKey::from_spki_der(self.spki_der())).clone()
    }

    /// The names for which it stands.
    pub fn subject_alt_names(&self) -> impl Iterator<Item = SubjectAltName<'_>> {
        self.general_names().map(SubjectAltName::from)
    }

    /// The one name for which a Fulcio certificate stands: an e-mail address, a URI, or a user name.
    pub fn identity(&self) -> Result<SubjectAltName<'_>, CertificateError> {
        // Fulcio certificate-specification.md, Issued Certificate: exactly one Subject Alternative Name.
        let found = self.extensions().subject_alt_names.map_or(0, |names| names.count);
        let mut names = self.subject_alt_names();
        let (Some(name), 1) = (names.next(), found) else { return Err(CertificateError::IdentityCount { found }) };
        if name.identity_text().is_none() {
            return Err(CertificateError::IdentityKind);
        }
        Ok(name)
    }

    /// What Fulcio says about the signer.
    pub fn claims(&self) -> Claims<'_> {
        Claims::new(&self.0.fields.extensions.claims, self.der())
    }

    /// The identity provider that vouched for the signer: Fulcio extension .8, or .1 where that is missing.
    pub fn issuer_claim(&self) -> Option<&str> {
        self.claims().issuer()
    }

    /// Its own name; empty in Fulcio's leaves.
    pub fn subject(&self) -> Name<'_> {
        Name::of_checked(self.subject_der())
    }

    /// The name of the authority that made it.
    pub fn issuer(&self) -> Name<'_> {
        Name::of_checked(self.issuer_der())
    }

    /// What its embedded SCTs say, none of them verified; nothing where it has none.
    pub fn unverified_scts(&self) -> Result<Vec<UnverifiedSct>, SctError> {
        self.extensions().scts.map_or(Ok(Vec::new()), |(_, list)| UnverifiedSct::from_list(list.of(self.der())))
    }

    /// The DER of its SubjectPublicKeyInfo.
    pub(crate) fn spki_der(&self) -> &[u8] {
        self.0.fields.spki.of(self.der())
    }

    /// The bytes that its authority signed.
    pub(crate) fn tbs(&self) -> &[u8] {
        self.0.fields.tbs.of(self.der())
    }

    pub(crate) fn issuer_der(&self) -> &[u8] {
        self.0.fields.issuer.of(self.der())
    }

    pub(crate) fn subject_der(&self) -> &[u8] {
        self.0.fields.subject.of(self.der())
    }

    /// Whether issuer and subject are one name (RFC 5280 §3.2).
    pub(crate) fn is_self_issued(&self) -> bool {
        self.issuer_der() == self.subject_der()
    }

    /// Whether it is an authority's (RFC 5280 §4.2.1.9), and so no signer's.
    pub(crate) fn is_authority(&self) -> bool {
        self.extensions().basic_constraints.is_some_and(|basic| basic.ca)
    }

    pub(crate) fn subject_key_id(&self) -> Option<&[u8]> {
        Some(self.extensions().subject_key_id?.of(self.der()))
    }

    pub(crate) fn authority_key_id(&self) -> Option<&[u8]> {
        Some(self.extensions().authority_key_id.flatten()?.of(self.der()))
    }

    pub(super) fn has_subject(&self) -> bool {
        self.0.fields.has_subject
    }

    /// How it is signed; `None` for an algorithm that is not supported.
    pub(super) fn scheme(&self) -> Option<Scheme> {
        self.0.fields.scheme
    }

    pub(super) fn signature(&self) -> &[u8] {
        self.0.fields.signature.of(self.der())
    }

    pub(super) fn extensions(&self) -> &Extensions {
        &self.0.fields.extensions
    }

    pub(super) fn tbs_content(&self) -> Span {
        self.0.fields.tbs_content
    }

    pub(super) fn general_names(&self) -> impl Iterator<Item = san::GeneralName<'_>> {
        let names = self.extensions().subject_alt_names.map(|names| names.names.of(self.der()));
        san::iter(names.unwrap_or_default())
    }
}

fn read(der: &[u8]) -> Result<Fields, CertificateError> {
    // Bounds the depth of everything below, extensions that nobody reads included.
    der::check_tree(der)?;
    let mut outer = der::single(der, tag::SEQUENCE)?.reader();
    let tbs = outer.read(tag::SEQUENCE)?;
    let outer_algorithm = outer.read(tag::SEQUENCE)?;
    let signature = outer.read(tag::BIT_STRING)?;
    outer.finish()?;
    let signature_octets = der::bit_string(&signature)?.whole().ok_or(signature.invalid("signature"))?;

    let mut fields = tbs.reader();
    version(fields.optional(tag::context_constructed(0))?)?;
    let serial = serial(&fields.read(tag::INTEGER)?)?;
    let algorithm = fields.read(tag::SEQUENCE)?;
    // RFC 5280 §4.1.1.2: the same identifier, parameters included.
    if algorithm.raw != outer_algorithm.raw {
        return Err(CertificateError::AlgorithmMismatch);
    }
    let issuer = fields.read(tag::SEQUENCE)?;
    // RFC 5280 §4.1.2.4: a non-empty name.
    if !name::check(&issuer)? {
        return Err(CertificateError::EmptyIssuer);
    }
    let validity = validity(&fields.read(tag::SEQUENCE)?)?;
    let subject = fields.read(tag::SEQUENCE)?;
    let has_subject = name::check(&subject)?;
    let spki = fields.read(tag::SEQUENCE)?;
    // RFC 5280 §4.1.2.8: conforming CAs never make unique identifiers.
    if let Some(0x81 | 0xa1 | 0x82 | 0xa2) = fields.peek() {
        return Err(CertificateError::UniqueId);
    }
    let extensions = match fields.optional(tag::context_constructed(3))? {
        Some(outer) => extensions::read(&outer)?,
        None => Extensions::default(),
    };
    fields.finish()?;
    Ok(Fields {
        tbs: Span::raw(&tbs),
        tbs_content: Span::content(&tbs),
        serial,
        scheme: algorithm::scheme(&algorithm)?,
        issuer: Span::raw(&issuer),
        validity,
        subject: Span::raw(&subject),
        has_subject,
        spki: Span::raw(&spki),
        extensions,
        signature: Span::within(&signature, signature.content.len() - signature_octets.len()),
    })
}

/// RFC 5280 §4.1.2.1: version 3 wherever there are extensions, and Sigstore's certificates all have some.
fn version(explicit: Option<Tlv<'_>>) -> Result<(), CertificateError> {
    let mut value = explicit.ok_or(CertificateError::Version)?.reader();
    let number = value.read(tag::INTEGER)?;
    value.finish()?;
    if der::small_uint(&number)? == 2 { Ok(()) } else { Err(CertificateError::Version) }
}

/// RFC 5280 §4.1.2.2: positive, at most 20 octets.
fn serial(value: &Tlv<'_>) -> Result<Span, CertificateError> {
    der::integer(value)?;
    let magnitude = der::positive_integer(value).map_err(|_| CertificateError::Serial)?;
    // 20 octets of the content, that is with a leading zero.
    let positive = magnitude.iter().any(|octet| *octet != 0);
    if !positive || value.content.len() > 20 {
        return Err(CertificateError::Serial);
    }
    Ok(Span::within(value, value.content.len() - magnitude.len()))
}

fn validity(value: &Tlv<'_>) -> Result<Validity, CertificateError> {
    let mut fields = value.reader();
    let start = der::x509_time(&fields.any()?)?;
    let end = der::x509_time(&fields.any()?)?;
    fields.finish()?;
    Ok(Validity { start, end: Some(end) })
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.der() == other.der()
    }
}

impl Eq for Certificate {}

/// Whom it is about: its subject, or where that is empty its first alternative name.
impl fmt::Display for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.subject_alt_names().next() {
            _ if self.has_subject() => self.subject().fmt(f),
            Some(name) => name.fmt(f),
            None => f.write_str("nobody"),
        }
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({self}, sha256:{})", self.fingerprint())
    }
}
