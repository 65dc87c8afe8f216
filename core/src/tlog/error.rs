use std::borrow::Cow;

use super::kind::EntryKind;
use super::note::CheckpointError;
use crate::check::{Code, Explain, Value};
use crate::digest::Digest;
use crate::encoding::base64;

/// Why a log entry cannot be read, contradicts itself, or is about something else.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EntryError {
    /// A size or count is over its limit.
    #[error("{field} is over its limit of {limit}")]
    Limit {
        /// Which field of the entry.
        field: &'static str,
        /// The most that is accepted.
        limit: usize,
        /// What is there.
        found: usize,
    },
    /// The entry is of a kind that is not read.
    #[error("log entries of the kind {found} are not supported")]
    Kind {
        /// Kind and version.
        found: String,
    },
    /// The body is not UTF-8.
    #[error("the entry's body is not UTF-8")]
    NotUtf8,
    /// The body is not JSON of its kind.
    #[error("the entry's body is not one of {kind}: {source}")]
    Body {
        /// The kind that it should be.
        kind: EntryKind,
        /// What is wrong, and where.
        source: serde_json::Error,
    },
    /// A field of the body does not have the form that it must have.
    #[error("{field} in the entry's body: {what}")]
    Field {
        /// Which field of the body.
        field: &'static str,
        /// What is wrong.
        what: &'static str,
    },
    /// A number that cannot be negative is.
    #[error("{field} is negative")]
    Negative {
        /// Which field of the entry.
        field: &'static str,
        /// The number.
        found: i64,
    },
    /// The entry says two things about one fact, or one that an entry of its kind cannot say.
    #[error("the entry contradicts itself: {field}")]
    Contradiction {
        /// Which field of the entry.
        field: &'static str,
        /// What the rest of the entry demands, and what the field says.
        difference: Box<Difference>,
    },
    /// The entry is about something else than the bundle.
    #[error("the log entry is about something else: {field} differs")]
    Mismatch {
        /// Which field of the body.
        field: &'static str,
        /// What the bundle has, and what the entry has.
        difference: Box<Difference>,
    },
    /// An entry of this kind cannot be about this content.
    #[error("a log entry of the kind {kind} is never about {content}")]
    Content {
        /// The entry's kind.
        kind: EntryKind,
        /// What the bundle has.
        content: &'static str,
    },
    /// The checkpoint cannot be read or is of another tree than the proof.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}

/// Two values that should be one.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Difference {
    /// What should be there.
    pub expected: Value,
    /// What is there.
    pub found: Value,
}

impl EntryError {
    pub(super) fn contradiction(field: &'static str, expected: impl Into<Value>, found: impl Into<Value>) -> Self {
        let (expected, found) = (expected.into(), found.into());
        Self::Contradiction { field, difference: Box::new(Difference { expected, found }) }
    }

    pub(super) fn mismatch(field: &'static str, expected: impl Into<Value>, found: impl Into<Value>) -> Self {
        let (expected, found) = (expected.into(), found.into());
        Self::Mismatch { field, difference: Box::new(Difference { expected, found }) }
    }

    pub(super) fn signature(field: &'static str, expected: &[u8], found: &[u8]) -> Self {
        let text = |bytes: &[u8]| Self::short(&base64::encode(bytes));
        Self::mismatch(field, text(expected), text(found))
    }

    pub(super) fn same_digest(field: &'static str, expected: Digest, found: Digest) -> Result<(), Self> {
        if expected == found {
            return Ok(());
        }
        Err(Self::mismatch(field, Value::Digest(expected), Value::Digest(found)))
    }

    /// What a person can compare by eye of a text of any length.
    pub(super) fn short(text: &str) -> String {
        text.chars().take(128).collect()
    }
}

impl Explain for EntryError {
    fn code(&self) -> Code {
        match self {
            Self::Limit { .. } => Code::BundleLimit,
            Self::Checkpoint(error) => error.code(),
            _ => Code::LogEntry,
        }
    }

    fn expected(&self) -> Option<Value> {
        match self {
            Self::Limit { limit, .. } => u64::try_from(*limit).ok().map(Value::Number),
            Self::Kind { .. } => {
                Some("hashedrekord/0.0.1, hashedrekord/0.0.2, dsse/0.0.1, intoto/0.0.2 or intoto/0.0.1".into())
            }
            Self::Contradiction { difference, .. } | Self::Mismatch { difference, .. } => {
                Some(difference.expected.clone())
            }
            Self::Content { content, .. } => Some(Value::Text(format!("an entry about {content}").into())),
            Self::Checkpoint(error) => error.expected(),
            _ => None,
        }
    }

    fn found(&self) -> Option<Value> {
        match self {
            Self::Limit { found, .. } => u64::try_from(*found).ok().map(Value::Number),
            Self::Kind { found } => Some(found.clone().into()),
            Self::Negative { found, .. } => Some(found.to_string().into()),
            Self::Contradiction { difference, .. } | Self::Mismatch { difference, .. } => {
                Some(difference.found.clone())
            }
            Self::Content { kind, .. } => Some(kind.to_string().into()),
            Self::Checkpoint(error) => error.found(),
            _ => None,
        }
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Limit { field, .. } | Self::Negative { field, .. } | Self::Contradiction { field, .. } => {
                Some((*field).into())
            }
            Self::NotUtf8 | Self::Body { .. } => Some("canonicalizedBody".into()),
            Self::Field { field, .. } | Self::Mismatch { field, .. } => {
                Some(format!("canonicalizedBody: {field}").into())
            }
            Self::Kind { .. } => Some("kindVersion".into()),
            Self::Checkpoint(error) => error.at(),
            Self::Content { .. } => None,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        let hint = match self {
            Self::Mismatch { .. } | Self::Content { .. } => {
                "this entry proves the logging of another signature: do not use the artifact unless its publisher can \
                 give you a bundle whose entry is about this one"
            }
            Self::Kind { .. } => "the bundle may be newer than this program: update it, or ask the publisher",
            Self::Checkpoint(error) => return error.hint(),
            _ => "the bundle is damaged or was put together wrongly; fetch it anew from its publisher",
        };
        Some(hint.into())
    }
}
