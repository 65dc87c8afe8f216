use std::borrow::Cow;

use crate::check::{Code, Explain, Value};
use crate::digest::{Digest, Sha256};
use crate::time::{UnixTime, Validity};

/// Why a policy is none: it cannot be read, or could never refuse anybody, or never accept.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// An option is empty; an option that is not wanted is left out.
    #[error("{option} is empty: it would never match")]
    Empty {
        /// The option.
        option: &'static str,
    },
    /// Strangers could satisfy a pattern.
    #[error("the pattern {pattern:?} is too wide: {why}")]
    TooWide {
        /// The pattern.
        pattern: String,
        /// What must be literal in it.
        why: &'static str,
    },
    /// Not a glob or not a regular expression.
    #[error("the pattern {pattern:?} {why}")]
    Pattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        why: String,
    },
    /// A value is not one that its option can have.
    #[error("{option} cannot be {value:?}: {why}")]
    Value {
        /// The option.
        option: &'static str,
        /// The value.
        value: String,
        /// What it must be.
        why: &'static str,
    },
    /// Two options that exclude each other, or one given twice.
    #[error("{option} is given twice, or with one that excludes it: {why}")]
    Conflict {
        /// The option.
        option: &'static str,
        /// What excludes what.
        why: &'static str,
    },
    /// An option that this kind of identity has no use for.
    #[error("{option} is no option of this kind of identity")]
    Unused {
        /// The option.
        option: &'static str,
    },
    /// More rules, or rules nested deeper, than the limit.
    #[error("more than {limit} {what}")]
    Limit {
        /// Of what.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// Not a policy file.
    #[error("not a policy file: {0}")]
    Toml(String),
    /// The same, at a key of a policy file.
    #[error("{key}: {error}")]
    At {
        /// The key, for example `signer[2].github`.
        key: String,
        /// What is wrong there.
        error: Box<PolicyError>,
    },
    /// The policy's own last day is past.
    #[error("the policy expired at {expired}")]
    Expired {
        /// Its `expires`.
        expired: UnixTime,
        /// The time of the verification.
        now: UnixTime,
    },
    /// An older policy than one that was seen before.
    #[error("the policy's serial is {found:?}, and {floor} was seen already")]
    Rollback {
        /// Its serial, if it has one.
        found: Option<u64>,
        /// The lowest that is accepted.
        floor: u64,
    },
}

impl PolicyError {
    pub(super) fn at(self, key: impl Into<String>) -> Self {
        Self::At { key: key.into(), error: Box::new(self) }
    }
}

impl Explain for PolicyError {
    fn code(&self) -> Code {
        match self {
            // Well-formed, and it refuses everything from that moment on.
            Self::Expired { .. } => Code::PolicyDenied,
            _ => Code::PolicyMalformed,
        }
    }

    fn expected(&self) -> Option<Value> {
        match self {
            Self::Expired { expired, .. } => Some(Value::Time(*expired)),
            Self::Rollback { floor, .. } => Some(Value::Number(*floor)),
            _ => None,
        }
    }

    fn found(&self) -> Option<Value> {
        match self {
            Self::Expired { now, .. } => Some(Value::Time(*now)),
            Self::Rollback { found, .. } => found.map(Value::Number),
            _ => None,
        }
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::At { key, .. } => Some(key.clone().into()),
            _ => None,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::TooWide { .. } => Some(
                "name the owner literally, list several owners as alternatives, or ask for the wide pattern by the \
                 name that says it is dangerous"
                    .into(),
            ),
            Self::Empty { .. } => Some("leave the option out if anything will do".into()),
            Self::Expired { .. } => Some("get the current policy from whoever maintains it".into()),
            Self::Rollback { .. } => Some("get the newest policy; an old one may be replayed by an attacker".into()),
            _ => None,
        }
    }
}

/// A value of a bundle as one word of a command line, whatever a hostile bundle wrote into it: hints get pasted.
pub(super) fn word(text: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._/:@+=#%,-".contains(c);
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(plain) {
        return text.into();
    }
    let mut quoted = String::from("'");
    for c in text.chars() {
        match c {
            '\'' => quoted.push_str(r"'\''"),
            c if !c.is_ascii() || c.is_control() => quoted.extend(c.escape_default()),
            c => quoted.push(c),
        }
    }
    quoted.push('\'');
    quoted.into()
}

/// Why the signer is not the one that the policy names.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IdentityError {
    /// The certificate is somebody else's.
    #[error("the certificate names another identity")]
    San {
        /// What the policy demands.
        expected: String,
        /// What the certificate has.
        found: Option<String>,
        /// What to do about it.
        hint: String,
    },
    /// Another provider vouches for the identity.
    #[error("the identity comes from another issuer")]
    Issuer {
        /// What the policy demands.
        expected: String,
        /// What the certificate has.
        found: Option<String>,
    },
    /// A claim of the certificate is another one, or absent.
    #[error("the certificate's {claim} is not the expected one")]
    Claim {
        /// Which claim.
        claim: &'static str,
        /// What the policy demands.
        expected: String,
        /// What the certificate has.
        found: Option<String>,
        /// What to do about it.
        hint: Option<String>,
    },
    /// A key signed, and the policy demands an identity.
    #[error("a key signed, not an identity")]
    SignedByKey {
        /// SHA-256 of the key.
        key: Sha256,
    },
}

impl Explain for IdentityError {
    fn code(&self) -> Code {
        match self {
            Self::San { .. } | Self::SignedByKey { .. } => Code::IdentitySan,
            Self::Issuer { .. } => Code::IdentityIssuer,
            Self::Claim { .. } => Code::IdentityClaim,
        }
    }

    fn expected(&self) -> Option<Value> {
        match self {
            Self::San { expected, .. } | Self::Issuer { expected, .. } | Self::Claim { expected, .. } => {
                Some(expected.clone().into())
            }
            Self::SignedByKey { .. } => Some("a certificate".into()),
        }
    }

    fn found(&self) -> Option<Value> {
        match self {
            Self::San { found, .. } | Self::Issuer { found, .. } | Self::Claim { found, .. } => {
                Some(found.clone().map_or("absent".into(), Value::from))
            }
            Self::SignedByKey { key } => Some(Value::Digest(Digest::from(*key))),
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::San { hint, .. } => Some(hint.clone().into()),
            Self::Issuer { found: Some(found), .. } => {
                let found = word(found);
                let hint = format!("the issuer is {found}; if you trust it, pass --certificate-oidc-issuer {found}");
                Some(hint.into())
            }
            Self::Issuer { found: None, .. } => Some("the certificate has no issuer: it is not one of Fulcio's".into()),
            Self::Claim { hint, .. } => hint.clone().map(Cow::from),
            Self::SignedByKey { .. } => Some("if you trust this key, verify with --key".into()),
        }
    }
}

/// Why the key is not one that the policy names, or not at that time.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TrustedKeyError {
    /// Another key signed.
    #[error("another key signed")]
    Mismatch {
        /// SHA-256 of the key that the policy names.
        expected: Sha256,
        /// SHA-256 of the key that signed.
        found: Sha256,
    },
    /// A certificate's key signed, and the policy demands a key of its own.
    #[error("a certificate's identity signed, not a key")]
    SignedByIdentity {
        /// SHA-256 of the key that the policy names.
        expected: Sha256,
        /// The certificate's identity.
        found: String,
    },
    /// The signature was made when the key was not valid.
    #[error("the key was not valid when the signature was made")]
    Validity {
        /// The key's window.
        window: Validity,
        /// An established time outside of it; `None` if no time is established.
        at: Option<UnixTime>,
    },
}

impl Explain for TrustedKeyError {
    fn code(&self) -> Code {
        match self {
            Self::Mismatch { .. } | Self::SignedByIdentity { .. } => Code::KeyMismatch,
            Self::Validity { .. } => Code::KeyValidity,
        }
    }

    fn expected(&self) -> Option<Value> {
        match self {
            Self::Mismatch { expected, .. } | Self::SignedByIdentity { expected, .. } => {
                Some(Value::Digest(Digest::from(*expected)))
            }
            Self::Validity { window, .. } => Some(Value::Window(*window)),
        }
    }

    fn found(&self) -> Option<Value> {
        match self {
            Self::Mismatch { found, .. } => Some(Value::Digest(Digest::from(*found))),
            Self::SignedByIdentity { found, .. } => Some(found.clone().into()),
            Self::Validity { at, .. } => Some(at.map_or("no established time".into(), Value::Time)),
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Mismatch { .. } => Some("pass the public key of the signer that you trust with --key".into()),
            Self::SignedByIdentity { found, .. } => Some(
                format!("the certificate names {found}; if you trust it, demand that identity in place of a key")
                    .into(),
            ),
            Self::Validity { at: Some(_), .. } => {
                Some("the key was retired or not yet in use: sign anew with a current key".into())
            }
            Self::Validity { at: None, .. } => {
                Some("a key with a validity needs a log entry or a timestamp that says when it signed".into())
            }
        }
    }
}

/// The attestation is not of a type that the policy accepts.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the attestation is not of an accepted type")]
#[non_exhaustive]
pub struct PredicateTypeError {
    /// The types that the policy accepts.
    pub expected: String,
    /// The statement's type; `None` if an artifact was signed, not a statement.
    pub found: Option<String>,
}

impl Explain for PredicateTypeError {
    fn code(&self) -> Code {
        Code::PredicateType
    }

    fn expected(&self) -> Option<Value> {
        Some(self.expected.clone().into())
    }

    fn found(&self) -> Option<Value> {
        Some(self.found.clone().map_or("no statement".into(), Value::from))
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        let found = word(self.found.as_deref()?);
        Some(format!("this is another attestation of the artifact; to accept it, pass --predicate-type {found}").into())
    }
}
