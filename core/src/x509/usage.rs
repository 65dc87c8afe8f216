//! What a certificate may be used for: RFC 5280 section 4.2.1, Fulcio's certificate specification, RFC 3161 section 2.3.

use super::certificate::Certificate;
use super::name::Oid;
use crate::crypto::{KeyKind, PublicKey};
use crate::encoding::der::{self, tag};

/// What a leaf certificate is to be used for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Purpose {
    /// Signing artifacts: a leaf of Fulcio.
    CodeSigning,
    /// Signing timestamps, RFC 3161.
    TimeStamping,
}

/// Why a certificate may not be used so.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UsageError {
    /// A critical extension that is not processed.
    #[error("it has the critical extension {oid}, which is not known here")]
    UnknownCritical {
        /// Which, in dotted decimal.
        oid: String,
    },
    /// An extension that RFC 5280 wants critical and that is not, or the other way round.
    #[error("its extension {oid} has a critical flag that RFC 5280 forbids")]
    CriticalFlag {
        /// Which, in dotted decimal.
        oid: String,
    },
    /// The leaf is an authority.
    #[error("it is the certificate of an authority, not of a signer")]
    IsAuthority,
    /// The issuer is no authority.
    #[error("it is not the certificate of an authority (basicConstraints CA, critical)")]
    NotAuthority,
    /// The issuer has no name.
    #[error("it is of an authority without a name")]
    Nameless,
    /// keyUsage is missing or does not allow this.
    #[error("its key usage is not {expected}")]
    KeyUsage {
        /// What it must be.
        expected: &'static str,
    },
    /// extendedKeyUsage is missing or does not allow this.
    #[error("its extended key usage is not {expected}")]
    ExtendedKeyUsage {
        /// What it must be.
        expected: &'static str,
    },
    /// subjectKeyIdentifier is missing.
    #[error("it has no subject key identifier")]
    NoSubjectKeyId,
    /// authorityKeyIdentifier is missing.
    #[error("it has no authority key identifier")]
    NoAuthorityKeyId,
    /// Name constraints in a leaf, or not critical.
    #[error("its name constraints are not critical, or it is no authority")]
    NameConstraints,
    /// Not exactly one subject alternative name, or not critical where the subject is empty.
    #[error("it does not name one signer: {found} alternative names, critical where there is no subject")]
    Identity {
        /// How many alternative names it has.
        found: usize,
    },
    /// A key that Fulcio never certifies.
    #[error("Fulcio does not certify a key like its {kind} key")]
    Key {
        /// The key.
        kind: KeyKind,
    },
}

/// The rules of a leaf; its key is checked by [`leaf_key`].
pub(super) fn leaf(leaf: &Certificate, purpose: Purpose) -> Result<(), UsageError> {
    let extensions = leaf.extensions();
    any(leaf)?;
    if extensions.basic_constraints.is_some_and(|basic| basic.ca) {
        return Err(UsageError::IsAuthority);
    }
    // RFC 5280 §4.2.1.10: in a CA certificate only.
    if extensions.name_constraints.is_some() {
        return Err(UsageError::NameConstraints);
    }
    // RFC 5280 §4.2.1.1: in every certificate but a self-signed one.
    if extensions.authority_key_id.flatten().is_none() {
        return Err(UsageError::NoAuthorityKeyId);
    }
    leaf_key_usage(leaf, purpose)?;
    let usage = extensions.extended_key_usage.unwrap_or_default();
    match purpose {
        // Fulcio certificate-specification.md, Issued Certificate.
        Purpose::CodeSigning if !usage.code_signing => Err(UsageError::ExtendedKeyUsage { expected: "code signing" }),
        Purpose::CodeSigning => identity(leaf),
        // RFC 3161 §2.3: this purpose alone, and critical.
        Purpose::TimeStamping if !(usage.time_stamping && usage.count == 1 && usage.critical) => {
            Err(UsageError::ExtendedKeyUsage { expected: "time stamping alone, and critical" })
        }
        Purpose::TimeStamping => Ok(()),
    }
}

fn leaf_key_usage(leaf: &Certificate, purpose: Purpose) -> Result<(), UsageError> {
    let fits = leaf.extensions().key_usage.is_some_and(|usage| {
        // RFC 5280 §4.2.1.12: for time stamping, digitalSignature and/or nonRepudiation.
        let signs = usage.digital_signature || (purpose == Purpose::TimeStamping && usage.content_commitment);
        signs && !usage.key_cert_sign && !usage.crl_sign
    });
    if fits { Ok(()) } else { Err(UsageError::KeyUsage { expected: "digital signature" }) }
}

/// Fulcio certificate-specification.md: exactly one SAN; RFC 5280 §4.2.1.6: critical where the subject is empty.
fn identity(leaf: &Certificate) -> Result<(), UsageError> {
    let names = leaf.extensions().subject_alt_names;
    match names {
        Some(names) if names.count == 1 && (names.critical || leaf.has_subject()) => Ok(()),
        _ => Err(UsageError::Identity { found: names.map_or(0, |names| names.count) }),
    }
}

/// Fulcio certificate-specification.md, Issued Certificate: RSA of whole octets, with the exponent 65537.
pub(super) fn leaf_key(key: &PublicKey) -> Result<(), UsageError> {
    let kind = key.kind();
    match kind {
        KeyKind::Rsa { bits } if bits % 8 != 0 || !has_usual_exponent(key) => Err(UsageError::Key { kind }),
        _ => Ok(()),
    }
}

fn has_usual_exponent(key: &PublicKey) -> bool {
    let exponent = || {
        let mut fields = der::single(key.raw(), tag::SEQUENCE).ok()?.reader();
        fields.any().ok()?;
        fields.any().ok()
    };
    exponent().is_some_and(|value| value.content == [1, 0, 1])
}

/// The rules of an authority; `anchor` for one that is trusted as it stands.
pub(super) fn authority(authority: &Certificate, purpose: Purpose, anchor: bool) -> Result<(), UsageError> {
    let extensions = authority.extensions();
    any(authority)?;
    // RFC 5280 §4.2.1.9: critical, and CA.
    if !extensions.basic_constraints.is_some_and(|basic| basic.ca && basic.critical) {
        return Err(UsageError::NotAuthority);
    }
    // RFC 5280 §4.2.1.3: in every CA certificate.
    if !extensions.key_usage.is_some_and(|usage| usage.key_cert_sign) {
        return Err(UsageError::KeyUsage { expected: "certificate signing" });
    }
    // RFC 5280 §4.1.2.6: a CA has a name.
    if !authority.has_subject() {
        return Err(UsageError::Nameless);
    }
    if extensions.subject_key_id.is_none() {
        return Err(UsageError::NoSubjectKeyId);
    }
    if !anchor && extensions.authority_key_id.flatten().is_none() {
        return Err(UsageError::NoAuthorityKeyId);
    }
    if extensions.name_constraints.is_some_and(|(_, critical)| !critical) {
        return Err(UsageError::NameConstraints);
    }
    // An extended key usage in an authority limits what is below it, as every implementation reads §4.2.1.12.
    let (allows, expected): (fn(_) -> bool, _) = match purpose {
        Purpose::CodeSigning => (|usage: super::extensions::ExtendedKeyUsage| usage.code_signing, "code signing"),
        Purpose::TimeStamping => (|usage: super::extensions::ExtendedKeyUsage| usage.time_stamping, "time stamping"),
    };
    match extensions.extended_key_usage {
        Some(usage) if !usage.any && !allows(usage) => Err(UsageError::ExtendedKeyUsage { expected }),
        _ => Ok(()),
    }
}

/// RFC 5280 §4.2: what is critical and not processed refuses the certificate.
fn any(certificate: &Certificate) -> Result<(), UsageError> {
    let extensions = certificate.extensions();
    let text = |span: super::span::Span| Oid(span.of(certificate.der())).to_string();
    match (extensions.unknown_critical, extensions.out_of_profile) {
        (Some(oid), _) => Err(UsageError::UnknownCritical { oid: text(oid) }),
        (None, Some(oid)) => Err(UsageError::CriticalFlag { oid: text(oid) }),
        (None, None) => Ok(()),
    }
}
