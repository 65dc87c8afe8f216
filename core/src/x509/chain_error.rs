use std::borrow::Cow;

use super::certificate::Certificate;
use super::chain::MAX_CERTIFICATES;
use super::constraints::NameConstraintError;
use super::usage::UsageError;
use crate::check::{Code, Explain, Value};
use crate::crypto::{KeyError, SignatureError};
use crate::time::{UnixTime, Validity};

/// Why a certificate does not chain to a trusted authority.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChainError {
    /// A trusted chain without certificates, or with more than 10.
    #[error("a chain of {found} certificates")]
    Length {
        /// How many.
        found: usize,
    },
    /// A trusted chain in which a certificate is not followed by its issuer.
    #[error("the certificate of {child} is not followed by its issuer, but by {next}")]
    Broken {
        /// The certificate.
        child: Certificate,
        /// What follows it.
        next: Certificate,
    },
    /// There is no time at which to judge the chain.
    #[error("no time is known at which the certificate must have been valid")]
    NoTime,
    /// No certificate at hand has issued this one.
    #[error("the certificate of {certificate} was issued by {}, which is not trusted here", certificate.issuer())]
    NoIssuer {
        /// The last certificate of the path.
        certificate: Certificate,
    },
    /// Every path is longer than allowed.
    #[error("the path from the certificate of {certificate} to a trusted root is too long")]
    TooLong {
        /// The last certificate of the path.
        certificate: Certificate,
    },
    /// The authority allows fewer authorities below it.
    #[error("{authority} allows {allowed} authorities below it, there are {found}")]
    PathLength {
        /// The authority with the constraint.
        authority: Certificate,
        /// How many it allows.
        allowed: u32,
        /// How many there are.
        found: u32,
    },
    /// A signature algorithm that is not supported.
    #[error("the certificate of {certificate} is signed with an algorithm that is not supported")]
    Algorithm {
        /// The certificate.
        certificate: Certificate,
    },
    /// A key that cannot be used.
    #[error("the key in the certificate of {certificate} cannot be used: {source}")]
    Key {
        /// The certificate.
        certificate: Certificate,
        /// What is wrong with the key.
        source: KeyError,
    },
    /// The signature of a certificate does not verify.
    #[error("the certificate of {certificate} is not signed by {issuer}: {source}")]
    Signature {
        /// The certificate.
        certificate: Certificate,
        /// The authority of that name.
        issuer: Certificate,
        /// What is wrong with the signature.
        source: SignatureError,
    },
    /// A name that an authority above may not vouch for.
    #[error("the certificate of {certificate} breaks the name constraints of {authority}: {source}")]
    Names {
        /// The certificate.
        certificate: Certificate,
        /// The authority with the constraint.
        authority: Certificate,
        /// The name and what is wrong with it.
        source: NameConstraintError,
    },
    /// A certificate is not made for this use.
    #[error("the certificate of {certificate} cannot be used here: {source}")]
    Usage {
        /// The certificate.
        certificate: Certificate,
        /// Why not.
        source: UsageError,
    },
    /// A certificate was not valid at a time at which it must have been.
    #[error("the certificate of {certificate} was not valid at {time}")]
    Validity {
        /// The certificate, anywhere in the path.
        certificate: Certificate,
        /// When it is valid.
        window: Validity,
        /// When it had to be valid.
        time: UnixTime,
    },
}

impl ChainError {
    /// How much it tells: of many paths that fail, the error with the highest rank is the one to report.
    pub(crate) fn rank(&self) -> u8 {
        match self {
            Self::NoTime | Self::Length { .. } | Self::Broken { .. } => 0,
            Self::NoIssuer { .. } => 1,
            Self::TooLong { .. } => 2,
            Self::Signature { .. } => 3,
            Self::Key { .. } | Self::Algorithm { .. } => 4,
            Self::PathLength { .. } => 5,
            Self::Usage { .. } => 6,
            Self::Validity { .. } => 7,
            Self::Names { .. } => 8,
        }
    }
}

impl Explain for ChainError {
    fn code(&self) -> Code {
        match self {
            Self::Validity { .. } => Code::CertValidity,
            Self::Usage { source: UsageError::Identity { .. }, .. } => Code::CertIdentity,
            Self::Usage { .. } => Code::CertUsage,
            _ => Code::CertChain,
        }
    }

    fn expected(&self) -> Option<Value> {
        Some(match self {
            Self::Length { .. } => format!("1 to {MAX_CERTIFICATES} certificates").into(),
            Self::Broken { child, .. } => child.issuer().to_string().into(),
            Self::NoIssuer { .. } => "a path to an authority of the trusted root".into(),
            Self::TooLong { .. } => format!("at most {MAX_CERTIFICATES} certificates").into(),
            Self::PathLength { allowed, .. } => Value::Number(u64::from(*allowed)),
            Self::Validity { window, .. } => Value::Window(*window),
            Self::Usage { source: UsageError::KeyUsage { expected }, .. }
            | Self::Usage { source: UsageError::ExtendedKeyUsage { expected }, .. } => (*expected).into(),
            Self::Usage { source: UsageError::Identity { .. }, .. } => "one subject alternative name".into(),
            _ => return None,
        })
    }

    fn found(&self) -> Option<Value> {
        Some(match self {
            Self::Length { found } => Value::Number(u64::try_from(*found).ok()?),
            Self::Broken { next, .. } => next.subject().to_string().into(),
            Self::NoIssuer { certificate } => certificate.issuer().to_string().into(),
            Self::PathLength { found, .. } => Value::Number(u64::from(*found)),
            Self::Validity { time, .. } => Value::Time(*time),
            Self::Usage { source: UsageError::Identity { found }, .. } => Value::Number(u64::try_from(*found).ok()?),
            _ => return None,
        })
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        let certificate = match self {
            Self::NoIssuer { certificate }
            | Self::TooLong { certificate }
            | Self::Algorithm { certificate }
            | Self::Key { certificate, .. }
            | Self::Signature { certificate, .. }
            | Self::Names { certificate, .. }
            | Self::Usage { certificate, .. }
            | Self::Validity { certificate, .. } => certificate,
            Self::PathLength { authority, .. } => authority,
            Self::Broken { child, .. } => child,
            Self::Length { .. } | Self::NoTime => return None,
        };
        Some(format!("certificate of {certificate}").into())
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        let hint = match self {
            Self::Length { .. } | Self::Broken { .. } => {
                "A trusted root lists each authority's certificates from the issuing one to the root: put them in order."
            }
            Self::NoTime => {
                "Demand a log or timestamp: without a trusted time no short-lived certificate can be judged."
            }
            Self::NoIssuer { .. } => {
                "The certificate is of another Sigstore instance, or the trusted root is old: update it, or name the right one."
            }
            Self::Validity { .. } => {
                "The signature was made outside the certificate's lifetime, or its time is wrong: sign again."
            }
            Self::Signature { .. } => "An authority of the same name is trusted, but did not make this certificate.",
            Self::Usage { .. } => {
                "The certificate was made for something else: only signing certificates of a Fulcio instance sign artifacts."
            }
            Self::Names { .. } => "The authority may not vouch for this name: ask its operator.",
            Self::TooLong { .. } | Self::PathLength { .. } => {
                "There are more authorities in between than allowed: ask their operator."
            }
            Self::Algorithm { .. } | Self::Key { .. } => {
                "Use ECDSA with P-256, P-384 or P-521, Ed25519, RSA of 2048 to 4096 bits, or ML-DSA."
            }
        };
        Some(hint.into())
    }

    fn spec(&self) -> &'static str {
        match self {
            Self::Names { .. } => "RFC 5280 section 4.2.1.10",
            Self::PathLength { .. } => "RFC 5280 section 4.2.1.9",
            Self::TooLong { .. } | Self::Length { .. } => "Sealwright limits",
            Self::Usage { source: UsageError::UnknownCritical { .. }, .. } => "RFC 5280 section 4.2",
            _ => self.code().spec(),
        }
    }
}
