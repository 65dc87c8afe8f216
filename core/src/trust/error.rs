use std::borrow::Cow;

use crate::bundle::{FormError, Stranger};
use crate::check::{Code, Explain, Value};
use crate::crypto::{KeyError, KeyKind};
use crate::x509::{CertificateError, ChainError};

/// Why bytes are not a trusted root. `at` is the field, for example `tlogs[0].publicKey.validFor`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TrustError {
    /// The JSON, or one of its fields, does not have the form of a trusted root.
    #[error(transparent)]
    Form(#[from] FormError),
    /// The media type is not one of the trusted root's.
    #[error("media type {found:?} is not one of a trusted root")]
    MediaType {
        /// What is there, cut short.
        found: String,
    },
    /// Something that is well known and no trusted root.
    #[error("this is {0}")]
    NotATrustedRoot(Stranger),
    /// It trusts nobody.
    #[error("the trusted root names no authority and no log")]
    Empty,
    /// A field contradicts another.
    #[error("{at}: {rule}")]
    Rule {
        /// The field.
        at: String,
        /// The rule that it breaks.
        rule: &'static str,
    },
    /// A certificate cannot be read.
    #[error("{at}: {source}")]
    Certificate {
        /// The field.
        at: String,
        /// Why.
        source: CertificateError,
    },
    /// An authority's certificates are no chain.
    #[error("{at}: {source}")]
    Chain {
        /// The field.
        at: String,
        /// Why.
        source: ChainError,
    },
}

/// Why a log's key cannot be used. The rest of the trusted root is not affected.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UnusableKey {
    /// `keyDetails` names a key or scheme that is not supported.
    #[error("key details {0} are not supported")]
    Details(String),
    /// The key is of another kind than `keyDetails` says.
    #[error("expected a key of kind {expected}, found {found}")]
    Kind {
        /// What `keyDetails` says.
        expected: &'static str,
        /// What the key is.
        found: KeyKind,
    },
    /// The key itself cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The log hashes with something else than SHA-256.
    #[error("a log that hashes with {0} is not supported")]
    HashAlgorithm(String),
}

/// Why a signing config cannot be read, or names no service that could be used.
#[cfg(feature = "sign")]
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SigningConfigError {
    /// Too many bytes.
    #[error("the signing config has more than {limit} bytes")]
    TooLarge {
        /// How many it may have.
        limit: usize,
    },
    /// It is no text.
    #[error("the signing config is not UTF-8")]
    NotUtf8,
    /// It is no JSON, or a field is of another type.
    #[error("the signing config cannot be read: {0}")]
    Json(String),
    /// It is something else, or of another version.
    #[error("media type {found:?} is not that of a signing config of version 0.2")]
    MediaType {
        /// What is there, cut short.
        found: String,
    },
    /// The trusted root beside it cannot be read.
    #[error("trustedRoot: {0}")]
    Root(String),
    /// Too many services of a kind.
    #[error("{at} has more than {limit} services")]
    TooMany {
        /// The field.
        at: &'static str,
        /// How many it may have.
        limit: usize,
    },
    /// A field breaks a rule.
    #[error("{at}: {rule}")]
    Field {
        /// The field.
        at: &'static str,
        /// The rule.
        rule: &'static str,
    },
    /// No service of this kind is valid now and of a version that is spoken here.
    #[error("{at} names no service that can be used now: get the newest signing config of this instance")]
    NoService {
        /// The field.
        at: &'static str,
    },
    /// The config demands more services than it names.
    #[error("{at}: {wanted} services of different operators are demanded, and {found} can be used now")]
    TooFew {
        /// The field.
        at: &'static str,
        /// How many are demanded.
        wanted: usize,
        /// How many there are.
        found: usize,
    },
}

impl TrustError {
    /// What it is instead tells more than the first field that is odd about it.
    pub(super) fn unreadable(error: FormError, json: &str) -> Self {
        match Stranger::recognize(json) {
            Some(stranger) if stranger != Stranger::TrustedRoot => Self::NotATrustedRoot(stranger),
            _ => Self::Form(error),
        }
    }
}

impl Explain for TrustError {
    fn code(&self) -> Code {
        Code::TrustMalformed
    }

    fn expected(&self) -> Option<Value> {
        match self {
            Self::Form(error) => error.expected(),
            Self::NotATrustedRoot(_) => Some("a trusted root".into()),
            Self::MediaType { .. } => Some("application/vnd.dev.sigstore.trustedroot+json;version=0.1".into()),
            _ => None,
        }
    }

    fn found(&self) -> Option<Value> {
        match self {
            Self::Form(error) => error.found(),
            Self::NotATrustedRoot(stranger) => Some(stranger.to_string().into()),
            Self::MediaType { found } => Some(found.clone().into()),
            _ => None,
        }
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Form(error) => error.at(),
            Self::MediaType { .. } => Some("mediaType".into()),
            Self::Empty | Self::NotATrustedRoot(_) => None,
            Self::Rule { at, .. } | Self::Certificate { at, .. } | Self::Chain { at, .. } => Some(at.clone().into()),
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::Form(error) => error.hint(),
            Self::MediaType { found } if found.starts_with("application/vnd.dev.sigstore.bundle") => {
                "this is a bundle: pass it as the bundle, and a trusted_root.json as the trusted root".into()
            }
            Self::NotATrustedRoot(_) => "pass the trusted_root.json of the Sigstore instance that signed".into(),
            Self::MediaType { .. } => "pass a trusted_root.json of version 0.1 or 0.2".into(),
            Self::Empty => "pass the trusted root of the Sigstore instance that signed".into(),
            _ => "ask the operator of this Sigstore instance for a correct trusted root".into(),
        })
    }

    fn spec(&self) -> &'static str {
        match self {
            Self::Form(error) => error.spec().unwrap_or(self.code().spec()),
            _ => self.code().spec(),
        }
    }
}

#[cfg(feature = "sign")]
impl Explain for SigningConfigError {
    fn code(&self) -> Code {
        Code::SignConfig
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some("use the newest signing config of this instance".into())
    }
}
