use std::borrow::Cow;

use super::level::{LevelError, SlsaLevel};
use crate::check::{Code, Explain};
use crate::digest::Artifact;
use crate::intoto::predicate::vsa::{VerificationResult, VerificationSummary, Verifier};
use crate::intoto::predicate::{Entries, Integer};
use crate::intoto::{NewSubject, Predicate, ResourceDescriptor, Statement, StatementError};
use crate::time::UnixTime;
use crate::verify::{Refusal, Verified};

/// The version of SLSA by whose rules summaries are made.
const SLSA_VERSION: &str = "1.2";

/// What a verifier says of itself and of what it was asked, when it makes a summary of a verdict.
#[derive(Clone, Debug)]
pub struct NewSummary {
    /// Who verified; a URI.
    pub verifier_id: String,
    /// Versions of the verifier's components.
    pub verifier_version: Entries<String>,
    /// The resource as which the artifact was verified; a URI, where consumers expect to fetch it.
    pub resource_uri: String,
    /// The policy; it has a URI, and should have a digest.
    pub policy: ResourceDescriptor,
    /// All attestations that were used, each with a digest; or none.
    pub input_attestations: Vec<ResourceDescriptor>,
    /// How many dependencies have each level, if they were verified too.
    pub dependency_levels: Option<Entries<Integer>>,
}

impl NewSummary {
    /// A verifier, a resource and a policy; nothing is said of inputs and dependencies.
    pub fn new(verifier_id: impl Into<String>, resource_uri: impl Into<String>, policy: ResourceDescriptor) -> Self {
        Self {
            verifier_id: verifier_id.into(),
            verifier_version: Entries::default(),
            resource_uri: resource_uri.into(),
            policy,
            input_attestations: Vec::new(),
            dependency_levels: None,
        }
    }
}

/// Why no summary can be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NewSummaryError {
    /// A required value is empty.
    #[error("{field} is empty")]
    Empty {
        /// Which one.
        field: &'static str,
    },
    /// A level that cannot exist.
    #[error(transparent)]
    Level(#[from] LevelError),
    /// Two levels of one track; the highest implies the others.
    #[error("more than one level of the track {track}")]
    Track {
        /// The track.
        track: String,
    },
    /// `FAILED` is no level of what has passed.
    #[error("what was verified has not FAILED")]
    Failed,
    /// The statement that would come of it is none.
    #[error(transparent)]
    Statement(#[from] StatementError),
}

impl Explain for NewSummaryError {
    fn code(&self) -> Code {
        match self {
            Self::Empty { .. } => Code::PredicateMalformed,
            Self::Level(_) | Self::Track { .. } | Self::Failed => Code::VsaLevel,
            Self::Statement(error) => error.code(),
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Empty { .. } => Some("a summary names its verifier, its resource and its policy".into()),
            Self::Level(_) => Some("levels are written like SLSA_BUILD_LEVEL_2".into()),
            Self::Track { .. } => Some("name the highest level only".into()),
            Self::Failed => Some("name levels that were reached, or none".into()),
            Self::Statement(error) => error.hint(),
        }
    }
}

impl VerificationSummary {
    /// Says in a statement that this artifact passed, as of `now`.
    ///
    /// `levels` are those that the judgement of its provenance gave: a summary claims none by itself.
    pub fn from_verdict<T>(
        verified: &Verified<T>,
        summary: &NewSummary,
        levels: &[SlsaLevel],
        now: UnixTime,
    ) -> Result<Statement, NewSummaryError> {
        one_of_each_track(levels)?;
        let levels = levels.iter().map(SlsaLevel::to_string).collect();
        make(&verified.evidence().artifact, summary, VerificationResult::Passed, levels, now)
    }

    /// Says in a statement that this artifact was refused, as of `now`.
    pub fn failed(refusal: &Refusal, summary: &NewSummary, now: UnixTime) -> Result<Statement, NewSummaryError> {
        // verification_summary.md, verifiedLevels: "or FAILED if policy verification failed".
        let levels = vec![FAILED.to_owned()];
        make(&refusal.evidence().artifact, summary, VerificationResult::Failed, levels, now)
    }
}

const FAILED: &str = "FAILED";

/// verification_summary.md, verifiedLevels: "Users MUST NOT include more than one level per SLSA track."
fn one_of_each_track(levels: &[SlsaLevel]) -> Result<(), NewSummaryError> {
    let mut tracks: Vec<&str> = Vec::new();
    for level in levels {
        // A level that was not read from text may hold any.
        level.to_string().parse::<SlsaLevel>()?;
        match level {
            SlsaLevel::Level { track, .. } | SlsaLevel::Unevaluated { track } => {
                if tracks.contains(&track.as_str()) {
                    return Err(NewSummaryError::Track { track: track.clone() });
                }
                tracks.push(track);
            }
            SlsaLevel::Property(word) if word == FAILED => return Err(NewSummaryError::Failed),
            SlsaLevel::Property(_) => {}
        }
    }
    Ok(())
}

fn make(
    artifact: &Artifact,
    summary: &NewSummary,
    verification_result: VerificationResult,
    verified_levels: Vec<String>,
    now: UnixTime,
) -> Result<Statement, NewSummaryError> {
    let digests = artifact.digests().map(|digest| (digest.algorithm().name().to_owned(), digest.to_hex()));
    let foreign = artifact.foreign_digest().map(|(algorithm, value)| (algorithm.to_owned(), value.to_owned()));
    let subject =
        NewSubject { name: artifact.name().unwrap_or_default().to_owned(), digests: digests.chain(foreign).collect() };
    let policy_uri = summary.policy.uri.as_deref().unwrap_or_default();
    for (field, value) in [
        ("verifier.id", summary.verifier_id.as_str()),
        ("resourceUri", &summary.resource_uri),
        ("policy.uri", policy_uri),
    ] {
        if value.is_empty() {
            return Err(NewSummaryError::Empty { field });
        }
    }
    if summary.input_attestations.iter().any(|input| input.digest.is_empty()) {
        return Err(NewSummaryError::Empty { field: "inputAttestations[].digest" });
    }
    let made = VerificationSummary {
        verifier: Verifier {
            id: summary.verifier_id.clone(),
            version: summary.verifier_version.clone(),
            ..Verifier::default()
        },
        time_verified: Some(now.into()),
        resource_uri: summary.resource_uri.clone(),
        policy: summary.policy.clone(),
        input_attestations: summary.input_attestations.clone(),
        verification_result,
        verified_levels,
        dependency_levels: summary.dependency_levels.clone(),
        slsa_version: Some(SLSA_VERSION.to_owned()),
        ..VerificationSummary::default()
    };
    Ok(Predicate::SummaryV1(Box::new(made)).state(&[subject])?)
}
