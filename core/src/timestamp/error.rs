use std::borrow::Cow;

use crate::check::{Code, Explain, Value};
use crate::crypto::{KeyError, Scheme, SignatureError};
use crate::digest::{Digest, DigestAlgorithm};
use crate::encoding::der::{DerError, DerErrorKind};
use crate::time::{UnixTime, Validity};
use crate::x509::{Certificate, CertificateError, ChainError};

/// Why a timestamp is not one, or proves no time.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TimestampError {
    /// Not the DER of a TimeStampResp.
    #[error("not a timestamp: {0}")]
    Der(#[from] DerError),
    /// Over 1 MiB.
    #[error("a timestamp of {found} bytes is over the limit of 1048576")]
    Size {
        /// Its size.
        found: usize,
    },
    /// The authority did not grant it, or granted it with modifications and does not say which.
    #[error("the timestamp authority answered with status {found}, not with a timestamp")]
    Status {
        /// PKIStatus, RFC 3161 section 2.4.2.
        found: u32,
    },
    /// Another kind of content.
    #[error("{field} is {found}, not that of a timestamp")]
    ContentType {
        /// The field.
        field: &'static str,
        /// The object identifier there, in dotted decimal.
        found: String,
    },
    /// An algorithm that is not supported.
    #[error("{field} {found} is not supported")]
    Algorithm {
        /// The field.
        field: &'static str,
        /// The object identifier there, in dotted decimal.
        found: String,
    },
    /// The signature goes with another digest algorithm than the attributes do.
    #[error("{scheme} does not go with attributes that are digested with {found}")]
    MixedDigests {
        /// How the token is signed.
        scheme: Scheme,
        /// What digestAlgorithm says.
        found: DigestAlgorithm,
    },
    /// No signer, or several.
    #[error("{}", if *.one { "more than one signer" } else { "no signer" })]
    SignerCount {
        /// Whether there is one at least.
        one: bool,
    },
    /// There are no signed attributes.
    #[error("the token has no signed attributes")]
    NoSignedAttributes,
    /// A signed attribute is missing.
    #[error("the signed attribute {name} is missing")]
    MissingAttribute {
        /// Which.
        name: &'static str,
    },
    /// A signed attribute stands there twice, or has two values.
    #[error("the signed attribute {name} stands there twice")]
    RepeatedAttribute {
        /// Which.
        name: &'static str,
    },
    /// A part that no signature covers and no real authority sends.
    #[error("the token has {part}, which nothing signs")]
    Unsigned {
        /// Which.
        part: &'static str,
    },
    /// A critical extension that is not known.
    #[error("the token has the critical extension {found}, which is not known here")]
    CriticalExtension {
        /// Its object identifier, in dotted decimal.
        found: String,
    },
    /// The timestamp is about other bytes.
    #[error("the timestamp is not about this signature")]
    Imprint {
        /// The digest of the bytes that should have been timestamped.
        expected: Box<Digest>,
        /// The digest that was timestamped.
        found: Box<Digest>,
    },
    /// The signed digest is not that of the token's content.
    #[error("the signed messageDigest is not the digest of the token's content")]
    MessageDigest {
        /// The digest of the content.
        expected: Box<Digest>,
        /// The signed one.
        found: Box<Digest>,
    },
    /// The signed attributes name another certificate than the one that the signer names.
    #[error("the signed attributes name another certificate than that of {found}")]
    SigningCertificate {
        /// The certificate that issuer and serial number, or key identifier, lead to.
        found: Certificate,
    },
    /// The token says it is of another authority than the certificate.
    #[error("the token names another authority than its certificate, which is of {found}")]
    AuthorityName {
        /// The certificate.
        found: Certificate,
    },
    /// The key in the authority's certificate cannot be used.
    #[error("the key in the certificate of {certificate} cannot be used: {source}")]
    Key {
        /// The authority's certificate.
        certificate: Certificate,
        /// What is wrong with the key.
        source: KeyError,
    },
    /// The token is not signed with that key.
    #[error("the token is not signed by {certificate}: {source}")]
    Signature {
        /// The authority's certificate.
        certificate: Certificate,
        /// What is wrong with the signature.
        source: SignatureError,
    },
    /// An embedded certificate cannot be read.
    #[error("a certificate in the token cannot be read: {0}")]
    Certificate(CertificateError),
    /// An embedded certificate has nothing to do with the signer, or is there twice.
    #[error("certificate {index} of the token is not part of the signer's path")]
    UnusedCertificate {
        /// Its place among the embedded certificates, from 0.
        index: usize,
    },
    /// No trusted authority has the signer's certificate.
    #[error("no trusted timestamp authority has the certificate with {signer}")]
    UnknownAuthority {
        /// How the token names it.
        signer: String,
    },
    /// The authority was not trusted at that time.
    #[error("the timestamp authority {authority} was not trusted at {time}")]
    Window {
        /// The authority: its URI or name.
        authority: String,
        /// When it is trusted.
        window: Validity,
        /// The time of the token.
        time: UnixTime,
    },
    /// The signer's certificate does not chain to the authority's root, or is not made for timestamps.
    #[error("the certificate of the timestamp authority {authority} does not hold: {source}")]
    Path {
        /// The authority: its URI or name.
        authority: String,
        /// What is wrong with the path.
        source: ChainError,
    },
}

impl TimestampError {
    /// How far an authority came: of many that fail, the error with the highest rank is the one to report.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::UnknownAuthority { .. } => 0,
            Self::Certificate(_) => 1,
            Self::SigningCertificate { .. } | Self::AuthorityName { .. } => 2,
            Self::Window { .. } => 3,
            Self::Key { .. } | Self::Signature { .. } => 4,
            Self::Path { .. } => 5,
            _ => 6,
        }
    }
}

impl Explain for TimestampError {
    fn code(&self) -> Code {
        match self {
            Self::Size { .. } => Code::BundleLimit,
            Self::Der(error) if matches!(error.kind, DerErrorKind::Limit(_) | DerErrorKind::Depth) => Code::BundleLimit,
            Self::Der(_) => Code::BundleMalformed,
            Self::UnknownAuthority { .. } | Self::Window { .. } | Self::Path { .. } | Self::Key { .. } => {
                Code::TimestampAuthority
            }
            _ => Code::TimestampSignature,
        }
    }

    fn expected(&self) -> Option<Value> {
        Some(match self {
            Self::Size { .. } => "at most 1048576 bytes".into(),
            Self::Status { .. } => "0 (granted), or 1 (granted with modifications) and a text that says which".into(),
            Self::ContentType { field: "ContentInfo contentType", .. } => "1.2.840.113549.1.7.2 (signedData)".into(),
            Self::ContentType { .. } => "1.2.840.113549.1.9.16.1.4 (TSTInfo)".into(),
            Self::Algorithm { field: "signatureAlgorithm", .. } => "ECDSA, RSA or Ed25519 with SHA-2".into(),
            Self::Algorithm { .. } => "SHA-256, SHA-384 or SHA-512".into(),
            Self::MixedDigests { scheme, .. } => {
                scheme.digest().map_or("sha512".to_owned(), |digest| digest.to_string()).into()
            }
            Self::SignerCount { .. } => Value::Number(1),
            Self::NoSignedAttributes => "signed attributes".into(),
            Self::MissingAttribute { name } => (*name).into(),
            Self::RepeatedAttribute { name } => format!("{name} once").into(),
            Self::Imprint { expected, .. } | Self::MessageDigest { expected, .. } => Value::Digest(**expected),
            Self::Signature { certificate, .. } => format!("a signature by {certificate}").into(),
            Self::UnknownAuthority { .. } => "the certificate of a timestamp authority of the trusted root".into(),
            Self::Window { window, .. } => Value::Window(*window),
            Self::Path { source, .. } => return source.expected(),
            Self::UnusedCertificate { .. } => "the signer's certificate and its issuers, each once".into(),
            Self::Certificate(source) => return source.expected(),
            _ => return None,
        })
    }

    fn found(&self) -> Option<Value> {
        Some(match self {
            Self::Size { found } => Value::Number(u64::try_from(*found).ok()?),
            Self::Status { found } => Value::Number(u64::from(*found)),
            Self::ContentType { found, .. } | Self::Algorithm { found, .. } | Self::CriticalExtension { found } => {
                found.clone().into()
            }
            Self::MixedDigests { found, .. } => found.name().into(),
            Self::SignerCount { one } => (if *one { "several" } else { "none" }).into(),
            Self::Unsigned { part } => (*part).into(),
            Self::Imprint { found, .. } | Self::MessageDigest { found, .. } => Value::Digest(**found),
            Self::SigningCertificate { found } | Self::AuthorityName { found } => found.to_string().into(),
            Self::UnknownAuthority { signer } => signer.clone().into(),
            Self::Window { time, .. } => Value::Time(*time),
            Self::Path { source, .. } => return source.found(),
            Self::Certificate(source) => return source.found(),
            _ => return None,
        })
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Der(error) => Some(format!("byte {} of the timestamp", error.offset).into()),
            Self::ContentType { field, .. } | Self::Algorithm { field, .. } => Some((*field).into()),
            Self::Path { source, .. } => source.at(),
            Self::UnusedCertificate { index } => Some(format!("certificates[{index}]").into()),
            _ => None,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some(Cow::Borrowed(match self {
            Self::Der(_) | Self::Size { .. } | Self::MessageDigest { .. } | Self::Certificate(_) => {
                "The timestamp is damaged or not of RFC 3161: get the bundle anew, or sign again."
            }
            Self::Status { .. } => {
                "The authority refused the request: sign again, and keep only timestamps that were granted."
            }
            Self::Algorithm { .. } | Self::MixedDigests { .. } => {
                "Sign again with an authority that uses ECDSA, RSA or Ed25519 with SHA-256, SHA-384 or SHA-512."
            }
            Self::Imprint { .. } => {
                "The timestamp belongs to another signature: it is made over the bundle's signature, not the artifact."
            }
            Self::Signature { .. } | Self::SigningCertificate { .. } | Self::AuthorityName { .. } => {
                "The timestamp was changed, or made by somebody who uses the authority's name: do not trust the bundle."
            }
            Self::UnusedCertificate { .. } => {
                "Somebody added a certificate to the timestamp: get the bundle anew, or take the certificate out."
            }
            Self::UnknownAuthority { .. } => {
                "The trusted root is of another instance, or older than the authority: update it, or name the right one."
            }
            Self::Window { .. } => {
                "The trusted root does not trust this authority at that time: check that the root is current."
            }
            Self::Path { source: ChainError::Validity { .. }, .. } => {
                "The authority's certificate was not valid at the time that it states: the timestamp proves nothing."
            }
            Self::Path { .. } | Self::Key { .. } => {
                "The authority's certificates cannot vouch for a time (RFC 3161 §2.3): ask its operator."
            }
            _ => "The timestamp is not what RFC 3161 asks for: sign again with another authority.",
        }))
    }

    fn spec(&self) -> &'static str {
        match self {
            Self::Size { .. } => "Sealwright limits",
            Self::Der(_) => "RFC 3161 section 2.4.2",
            Self::SigningCertificate { .. } => "RFC 5816 section 2.2.1",
            Self::MessageDigest { .. } => "RFC 5652 section 5.6",
            Self::NoSignedAttributes | Self::MissingAttribute { .. } | Self::RepeatedAttribute { .. } => {
                "RFC 5652 section 11"
            }
            Self::Window { .. } => "protobuf-specs sigstore_trustroot.proto, valid_for",
            // RFC 3161 §2.3 has the rule for a signer's own certificate.
            Self::Path { source: ChainError::Usage { .. }, .. } => "RFC 3161 section 2.3",
            Self::Path { source, .. } => source.spec(),
            _ => self.code().spec(),
        }
    }
}
