use std::borrow::Cow;

use crate::check::{Code, Explain, Value};
use crate::encoding::der::DerError;

/// Why bytes are not a certificate that can be used.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// Over 64 KiB.
    #[error("a certificate of {bytes} bytes is over the limit of 65536")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Not one PEM block with the label CERTIFICATE.
    #[error("not a PEM certificate: {0}")]
    Pem(String),
    /// Not the DER of a certificate.
    #[error("not a certificate: {0}")]
    Der(#[from] DerError),
    /// Not of version 3.
    #[error("not an X.509 version 3 certificate")]
    Version,
    /// The serial number is not positive, or over 20 octets.
    #[error("the serial number is not a positive number of at most 20 octets")]
    Serial,
    /// The certificate and its signature name two signature algorithms.
    #[error("the certificate names one signature algorithm inside and another outside")]
    AlgorithmMismatch,
    /// It has issuerUniqueID or subjectUniqueID.
    #[error("the certificate has a unique identifier, which RFC 5280 forbids")]
    UniqueId,
    /// The issuer is the empty name.
    #[error("the certificate has no issuer name")]
    EmptyIssuer,
    /// An extension stands there twice.
    #[error("the extension {oid} stands there twice")]
    DuplicateExtension {
        /// Which, in dotted decimal.
        oid: String,
    },
    /// A Fulcio extension is not the text that it must be.
    #[error("the Fulcio extension 1.3.6.1.4.1.57264.1.{arc} is not the string that its definition asks for")]
    Claim {
        /// The last arc of its object identifier.
        arc: u8,
    },
    /// The two extensions that name the identity provider name two.
    #[error("the certificate names two identity providers")]
    TwoIssuers {
        /// That of 1.3.6.1.4.1.57264.1.1.
        deprecated: String,
        /// That of 1.3.6.1.4.1.57264.1.8.
        current: String,
    },
    /// Not exactly one subject alternative name.
    #[error("the certificate has {found} subject alternative names")]
    IdentityCount {
        /// How many.
        found: usize,
    },
    /// The one subject alternative name is neither e-mail, nor URI, nor Fulcio's user name.
    #[error("the certificate's subject alternative name is no e-mail address, URI or Fulcio user name")]
    IdentityKind,
}

impl Explain for CertificateError {
    fn code(&self) -> Code {
        match self {
            Self::Claim { .. } | Self::TwoIssuers { .. } | Self::IdentityCount { .. } | Self::IdentityKind => {
                Code::CertIdentity
            }
            _ => Code::CertChain,
        }
    }

    fn expected(&self) -> Option<Value> {
        Some(match self {
            Self::TooLarge { .. } => "at most 65536 bytes".into(),
            Self::Claim { arc: 1..=6 } => "UTF-8 text".into(),
            Self::Claim { .. } => "a DER UTF8String".into(),
            Self::TwoIssuers { current, .. } => current.clone().into(),
            Self::IdentityCount { .. } => Value::Number(1),
            Self::IdentityKind => "an e-mail address, a URI, or an otherName 1.3.6.1.4.1.57264.1.7".into(),
            Self::Version => "version 3".into(),
            _ => return None,
        })
    }

    fn found(&self) -> Option<Value> {
        Some(match self {
            Self::TooLarge { bytes } => Value::Number(u64::try_from(*bytes).ok()?),
            Self::TwoIssuers { deprecated, .. } => deprecated.clone().into(),
            Self::IdentityCount { found } => Value::Number(u64::try_from(*found).ok()?),
            _ => return None,
        })
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Der(error) => Some(format!("byte {} of the certificate", error.offset).into()),
            Self::Claim { arc } => Some(format!("extension 1.3.6.1.4.1.57264.1.{arc}").into()),
            Self::DuplicateExtension { oid } => Some(format!("extension {oid}").into()),
            _ => None,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        let hint = match self {
            Self::Claim { .. } | Self::TwoIssuers { .. } | Self::IdentityCount { .. } | Self::IdentityKind => {
                "Only certificates of a Fulcio instance name a signer: ask where this certificate comes from."
            }
            _ => "The certificate is damaged, or made by software that does not follow RFC 5280: get the bundle anew.",
        };
        Some(hint.into())
    }

    fn spec(&self) -> &'static str {
        match self {
            Self::Version => "RFC 5280 section 4.1.2.1",
            Self::Serial => "RFC 5280 section 4.1.2.2",
            Self::AlgorithmMismatch => "RFC 5280 section 4.1.1.2",
            Self::EmptyIssuer => "RFC 5280 section 4.1.2.4",
            Self::UniqueId => "RFC 5280 section 4.1.2.8",
            Self::DuplicateExtension { .. } => "RFC 5280 section 4.2",
            Self::Claim { .. } | Self::TwoIssuers { .. } => "Fulcio OIDs 1.3.6.1.4.1.57264.1",
            Self::TooLarge { .. } => "Sealwright limits",
            _ => self.code().spec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_says_what_was_expected_and_which_rule_says_so() {
        let text = |value: Option<Value>| value.map(|value| value.to_string()).unwrap_or_default();
        let two = CertificateError::TwoIssuers {
            deprecated: "https://a.example".into(),
            current: "https://b.example".into(),
        };
        let twice = CertificateError::DuplicateExtension { oid: "2.5.29.17".into() };
        let fulcio = "Fulcio OIDs 1.3.6.1.4.1.57264.1";
        let rows = [
            (CertificateError::TooLarge { bytes: 65_537 }, "at most 65536 bytes", "65537", "", "Sealwright limits"),
            (CertificateError::Version, "version 3", "", "", "RFC 5280 section 4.1.2.1"),
            (CertificateError::Serial, "", "", "", "RFC 5280 section 4.1.2.2"),
            (CertificateError::AlgorithmMismatch, "", "", "", "RFC 5280 section 4.1.1.2"),
            (CertificateError::EmptyIssuer, "", "", "", "RFC 5280 section 4.1.2.4"),
            (CertificateError::UniqueId, "", "", "", "RFC 5280 section 4.1.2.8"),
            (twice, "", "", "extension 2.5.29.17", "RFC 5280 section 4.2"),
            (CertificateError::Claim { arc: 1 }, "UTF-8 text", "", "extension 1.3.6.1.4.1.57264.1.1", fulcio),
            (CertificateError::Claim { arc: 8 }, "a DER UTF8String", "", "extension 1.3.6.1.4.1.57264.1.8", fulcio),
            (two, "https://b.example", "https://a.example", "", fulcio),
        ];
        for (error, expected, found, at, spec) in rows {
            assert_eq!(text(error.expected()), expected, "{error}");
            assert_eq!(text(error.found()), found, "{error}");
            assert_eq!(error.at().unwrap_or_default(), at, "{error}");
            assert_eq!(error.spec(), spec, "{error}");
        }
        let many = CertificateError::IdentityCount { found: 2 };
        assert_eq!(
            (text(many.expected()), text(many.found()), many.code()),
            ("1".into(), "2".into(), Code::CertIdentity)
        );
        assert_eq!(CertificateError::Version.code(), Code::CertChain);
        assert_ne!(many.hint(), CertificateError::Version.hint());
    }
}
