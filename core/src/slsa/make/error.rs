use std::borrow::Cow;

use super::Ci;
use super::environment::{MAX_ALL, MAX_VALUE};
use super::event::MAX_EVENT;
use super::subjects::MAX_SUBJECTS;
use crate::check::{Code, Explain, Value};
use crate::intoto::StatementError;

/// Why provenance, or a statement about these subjects, cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MakeError {
    /// The environment lacks a fact that provenance needs.
    #[error("{ci} did not set {name}")]
    MissingVariable {
        /// Whose environment it is taken for.
        ci: Ci,
        /// The variable that is not set, or empty.
        name: &'static str,
    },
    /// A variable does not hold what it is documented to hold.
    #[error("{name} is not {expected}")]
    Variable {
        /// Which variable.
        name: &'static str,
        /// What it should be.
        expected: &'static str,
        /// What it is, cut short.
        found: String,
    },
    /// The environment looks like that of two CI systems.
    #[error("the environment is that of {first} and of {second}")]
    SeveralCis {
        /// The one.
        first: Ci,
        /// The other.
        second: Ci,
    },
    /// A local build has no environment that says anything.
    #[error("a local build is not described by its environment")]
    NotACi,
    /// A value is longer than 64 KiB.
    #[error("{name} is longer than 65536 bytes")]
    TooLong {
        /// Whose value.
        name: String,
    },
    /// All values together are longer than 1 MiB.
    #[error("the values are longer than 1048576 bytes together")]
    TooMuch,
    /// A value has a control character in it.
    #[error("{name} has a control character in it")]
    ControlCharacter {
        /// Whose value.
        name: String,
    },
    /// The event of the GitHub workflow is not what GitHub writes.
    #[error("the workflow's event cannot be read: {0}")]
    Event(serde_json::Error),
    /// The event is larger than GitHub makes them.
    #[error("the workflow's event is larger than {MAX_EVENT} bytes")]
    EventSize,
    /// An input of a workflow is neither text, number nor boolean.
    #[error("the input {name:?} of the workflow is neither text, number nor boolean")]
    Input {
        /// Which input.
        name: String,
    },
    /// A line of a list of checksums is not one.
    #[error("line {line} is not a checksum: {why}")]
    Checksum {
        /// Which line, from 1.
        line: usize,
        /// What is wrong with it.
        why: &'static str,
    },
    /// One subject has two digests of the same algorithm.
    #[error("{name:?} has two different digests")]
    TwoDigests {
        /// Whose name.
        name: String,
    },
    /// There is nothing to make a statement about.
    #[error("there is no subject")]
    NoSubject,
    /// More subjects than are taken at once.
    #[error("more than {MAX_SUBJECTS} subjects")]
    TooManySubjects,
    /// The commit of a local build is not one.
    #[error("{found:?} is not a git commit")]
    Commit {
        /// What it is, cut short.
        found: String,
    },
    /// The statement would not be well-formed.
    #[error(transparent)]
    Statement(#[from] StatementError),
    /// The predicate cannot be written.
    #[error("the predicate cannot be written: {0}")]
    Json(serde_json::Error),
}

impl Explain for MakeError {
    fn code(&self) -> Code {
        match self {
            Self::TooLong { .. } | Self::TooMuch | Self::EventSize | Self::TooManySubjects => Code::BundleLimit,
            Self::NoSubject => Code::SubjectMissing,
            Self::Checksum { .. } | Self::TwoDigests { .. } => Code::StatementMalformed,
            Self::Statement(error) => error.code(),
            _ => Code::PredicateMalformed,
        }
    }

    fn expected(&self) -> Option<Value> {
        match self {
            Self::Variable { expected, .. } => Some((*expected).into()),
            Self::TooLong { .. } => Some(format!("at most {MAX_VALUE} bytes").into()),
            Self::TooMuch => Some(format!("at most {MAX_ALL} bytes").into()),
            Self::TooManySubjects => Some(format!("at most {MAX_SUBJECTS}").into()),
            Self::Commit { .. } => Some("40 or 64 hexadecimal digits".into()),
            Self::Statement(error) => error.expected(),
            _ => None,
        }
    }

    fn found(&self) -> Option<Value> {
        match self {
            Self::Variable { found, .. } | Self::Commit { found } => Some(found.clone().into()),
            Self::Statement(error) => error.found(),
            _ => None,
        }
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::MissingVariable { name, .. } | Self::Variable { name, .. } => Some((*name).into()),
            Self::TooLong { name } | Self::ControlCharacter { name } => Some(name.clone().into()),
            Self::Input { name } => Some(format!("inputs.{name}").into()),
            Self::Checksum { line, .. } => Some(format!("line {line}").into()),
            Self::Statement(error) => error.at(),
            _ => None,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::MissingVariable { ci, .. } => ci.hint().into(),
            Self::NotACi => Ci::Local.hint().into(),
            Self::SeveralCis { .. } => "say which one runs the build".into(),
            Self::Event(_) | Self::EventSize | Self::Input { .. } => {
                "give the file that GITHUB_EVENT_PATH names, unchanged".into()
            }
            Self::Checksum { .. } => {
                "lists are read as sha256sum, sha384sum, sha512sum and shasum -a 384 write them".into()
            }
            Self::TwoDigests { .. } => "two files have the same name: name them by different paths".into(),
            Self::TooManySubjects => "list the subjects in several calls".into(),
            Self::NoSubject => "name at least one artifact".into(),
            Self::Commit { .. } => "give the whole commit id, as git rev-parse HEAD prints it".into(),
            _ => return None,
        })
    }
}
