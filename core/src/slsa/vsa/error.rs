use std::borrow::Cow;
use std::time::Duration;

use super::level::LevelError;
use crate::check::{Code, Explain, Value};
use crate::time::UnixTime;

/// Why expectations are none.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VsaExpectationsError {
    /// An expectation is empty; a summary that says nothing would meet it.
    #[error("{option} is empty")]
    Empty {
        /// Which one.
        option: &'static str,
    },
    /// A level that cannot exist.
    #[error(transparent)]
    Level(#[from] LevelError),
}

impl Explain for VsaExpectationsError {
    fn code(&self) -> Code {
        Code::PolicyMalformed
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::Empty { .. } => "say what you expect: whoever issues the summary publishes its values".into(),
            Self::Level(_) => "levels are written like SLSA_BUILD_LEVEL_2".into(),
        })
    }
}

/// Why a verification summary is not the one that was expected.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SummaryError {
    /// Another verifier made it.
    #[error("the summary was made by another verifier")]
    Verifier {
        /// Who was expected.
        expected: String,
        /// Who made it.
        found: String,
    },
    /// It is about another resource.
    #[error("the summary is about another resource")]
    Resource {
        /// Which was expected.
        expected: String,
        /// Which it is.
        found: String,
    },
    /// The verification failed.
    #[error("the summary says that verification failed")]
    Failed,
    /// A level was not reached.
    #[error("the summary does not state {expected}")]
    Level {
        /// The level.
        expected: String,
        /// Those that were reached.
        found: String,
    },
    /// A level that cannot exist.
    #[error("the summary states a level that SLSA does not define: {0}")]
    NoLevel(LevelError),
    /// Nothing is said about dependencies.
    #[error("the summary says nothing about dependencies")]
    NoDependencies {
        /// The level that all of them should have.
        expected: String,
    },
    /// Some dependencies did not reach a level.
    #[error("{count} dependencies are not known to have reached {expected}")]
    Dependencies {
        /// The level.
        expected: String,
        /// How many, at least.
        count: i64,
    },
    /// It does not say when it was made.
    #[error("the summary does not say when it was made")]
    NoTime {
        /// How old it may be.
        max_age: Duration,
    },
    /// It is too old.
    #[error("the summary is too old")]
    Old {
        /// The earliest time that would do.
        earliest: UnixTime,
        /// When it was made.
        found: UnixTime,
    },
    /// It was made later than now.
    #[error("the summary is from the future")]
    Future {
        /// Now.
        now: UnixTime,
        /// When it says that it was made.
        found: UnixTime,
    },
    /// It was made under another policy.
    #[error("the summary was made under another policy")]
    Policy {
        /// Which was expected.
        expected: String,
        /// Which it is.
        found: String,
    },
    /// It does not rest on an attestation.
    #[error("the summary does not rest on an attestation that is demanded")]
    Input {
        /// The attestation's digest.
        expected: String,
        /// How many attestations it rests on.
        count: usize,
    },
    /// A digest is that of no subject.
    #[error("the summary is not about {expected}")]
    Subject {
        /// The digest.
        expected: String,
        /// What a subject has instead; `None` if none has a digest of this algorithm.
        found: Option<String>,
    },
}

impl Explain for SummaryError {
    fn code(&self) -> Code {
        match self {
            Self::Verifier { .. } => Code::VsaVerifier,
            Self::Resource { .. } => Code::VsaResource,
            Self::Failed => Code::VsaResult,
            Self::Level { .. } | Self::NoLevel(_) | Self::NoDependencies { .. } | Self::Dependencies { .. } => {
                Code::VsaLevel
            }
            Self::NoTime { .. } | Self::Old { .. } | Self::Future { .. } => Code::VsaTime,
            Self::Policy { .. } => Code::VsaPolicy,
            Self::Input { .. } => Code::VsaInput,
            Self::Subject { found: Some(_), .. } => Code::SubjectDigest,
            Self::Subject { found: None, .. } => Code::SubjectMissing,
        }
    }

    fn expected(&self) -> Option<Value> {
        Some(match self {
            Self::Verifier { expected, .. }
            | Self::Resource { expected, .. }
            | Self::Level { expected, .. }
            | Self::NoDependencies { expected }
            | Self::Dependencies { expected, .. }
            | Self::Policy { expected, .. }
            | Self::Input { expected, .. }
            | Self::Subject { expected, .. } => expected.clone().into(),
            Self::Failed => "PASSED".into(),
            Self::NoLevel(_) => "SLSA_<TRACK>_LEVEL_<NUMBER>".into(),
            Self::NoTime { max_age } => format!("no older than {} seconds", max_age.as_secs()).into(),
            Self::Old { earliest, .. } => Value::Time(*earliest),
            Self::Future { now, .. } => Value::Time(*now),
        })
    }

    fn found(&self) -> Option<Value> {
        Some(match self {
            Self::Verifier { found, .. }
            | Self::Resource { found, .. }
            | Self::Level { found, .. }
            | Self::Policy { found, .. } => found.clone().into(),
            Self::Failed => "FAILED".into(),
            Self::NoLevel(error) => error.text.clone().into(),
            Self::NoDependencies { .. } | Self::NoTime { .. } => "absent".into(),
            Self::Dependencies { count, .. } => format!("{count} that have not").into(),
            Self::Old { found, .. } | Self::Future { found, .. } => Value::Time(*found),
            Self::Input { count, .. } => format!("{count} others").into(),
            Self::Subject { found, .. } => found.clone().map_or("no digest of that algorithm".into(), Value::from),
        })
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        Some(Cow::Borrowed(match self {
            Self::Verifier { .. } => "predicate.verifier.id",
            Self::Resource { .. } => "predicate.resourceUri",
            Self::Failed => "predicate.verificationResult",
            Self::Level { .. } | Self::NoLevel(_) => "predicate.verifiedLevels",
            Self::NoDependencies { .. } | Self::Dependencies { .. } => "predicate.dependencyLevels",
            Self::NoTime { .. } | Self::Old { .. } | Self::Future { .. } => "predicate.timeVerified",
            Self::Policy { .. } => "predicate.policy",
            Self::Input { .. } => "predicate.inputAttestations",
            Self::Subject { .. } => "subject",
        }))
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some(Cow::Borrowed(match self {
            Self::Verifier { .. } => "a signer is trusted for one verifier only; expect this one if you trust it",
            Self::Resource { .. } => {
                "the summary was made for another use: fetch the one of the resource that you have"
            }
            Self::Failed => "do not use the artifact; whoever verified it knows why",
            Self::Level { .. } | Self::NoLevel(_) => "get an artifact that was built at that level, or expect less",
            Self::NoDependencies { .. } | Self::Dependencies { .. } => {
                "have the dependencies verified, and the artifact after them, or expect less of them"
            }
            Self::NoTime { .. } | Self::Old { .. } => "fetch a newer summary from whoever verifies the artifact",
            Self::Future { .. } => "check this machine's clock, then that of whoever made the summary",
            Self::Policy { .. } => "fetch the summary that was made under your policy",
            Self::Input { .. } => "the summary was made from other evidence: have the artifact verified anew",
            Self::Subject { .. } => "this summary is about other artifacts: check that you have the right one",
        }))
    }
}
