use std::borrow::Cow;

use super::read::MAX_MEMBERS;
use crate::check::{Code, Explain, Value};

/// Why a predicate is not what its type says.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PredicateError {
    /// The statement has none, and its type asks for one.
    #[error("the statement has no predicate")]
    Absent,
    /// A required field is not there.
    #[error("{at} is missing")]
    Missing {
        /// The field.
        at: String,
    },
    /// A field is of the wrong kind.
    #[error("{at} is not what the predicate's type says: {reason}")]
    Malformed {
        /// The field.
        at: String,
        /// What is there and what should be.
        reason: String,
    },
    /// A field breaks a rule of the specification.
    #[error("{at} breaks a rule of the predicate's type")]
    Rule {
        /// The field.
        at: String,
        /// What it must be.
        expected: &'static str,
    },
    /// More than 100,000 members of lists and objects.
    #[error("the predicate has more than {MAX_MEMBERS} members")]
    TooManyMembers {
        /// Where the first one too many is.
        at: String,
    },
}

impl Explain for PredicateError {
    fn code(&self) -> Code {
        match self {
            Self::TooManyMembers { .. } => Code::BundleLimit,
            _ => Code::PredicateMalformed,
        }
    }

    fn expected(&self) -> Option<Value> {
        match self {
            Self::Absent => Some("an object".into()),
            Self::Missing { .. } => Some("a required field".into()),
            Self::Rule { expected, .. } => Some((*expected).into()),
            Self::TooManyMembers { .. } => Some(format!("at most {MAX_MEMBERS}").into()),
            Self::Malformed { reason, .. } => {
                let expected = reason.split_once(", expected ").map(|(_, expected)| expected.to_owned());
                Some(expected.map_or("JSON as the type says".into(), Value::from))
            }
        }
    }

    fn found(&self) -> Option<Value> {
        match self {
            Self::Absent => Some("none".into()),
            Self::Missing { .. } => Some("absent".into()),
            Self::Malformed { reason, .. } => {
                Some(reason.split_once(", expected ").map_or(reason.as_str(), |(found, _)| found).to_owned().into())
            }
            Self::Rule { .. } | Self::TooManyMembers { .. } => None,
        }
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::Absent => "predicate".into(),
            Self::Missing { at } | Self::Malformed { at, .. } | Self::Rule { at, .. } | Self::TooManyMembers { at } => {
                at.clone().into()
            }
        })
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some("the attestation was made wrongly, by its signer: report it to the artifact's publisher".into())
    }
}
