use std::time::Duration;

use super::dependencies::Counts;
use super::error::{SummaryError, VsaExpectationsError};
use super::level::SlsaLevel;
use crate::check::{Check, Code, Value};
use crate::digest::DigestAlgorithm;
use crate::intoto::predicate::vsa::{VerificationResult, VerificationSummary};
use crate::intoto::{Predicate, ResourceDescriptor, Statement};
use crate::policy::PredicateTypeError;
use crate::time::UnixTime;
use crate::verify::{Content, Refusal, Verified};

/// verification_summary.md, "How to verify", step 3.
const PREDICATE_TYPE: &str = "https://slsa.dev/verification_summary/v1";

/// What a verification summary must say.
///
/// verification_summary.md, "How to verify": whoever signs is trusted for specific verifiers only, so that the policy
/// under which the statement was verified and the verifier expected here belong together.
#[derive(Clone, Debug)]
#[must_use]
pub struct VsaExpectations {
    verifier_id: String,
    resource_uri: String,
    levels: Vec<SlsaLevel>,
    dependency_levels: Vec<SlsaLevel>,
    max_age: Option<Duration>,
    policy_uri: Option<String>,
    policy_digests: Vec<TextDigest>,
    inputs: Vec<TextDigest>,
    subjects: Vec<TextDigest>,
}

/// A digest of any algorithm: SHA-2 compared as bytes, all else as text.
#[derive(Clone, Debug)]
struct TextDigest {
    algorithm: String,
    value: String,
}

impl VsaExpectations {
    /// A summary by this verifier about this resource.
    pub fn new(verifier_id: impl Into<String>, resource_uri: impl Into<String>) -> Result<Self, VsaExpectationsError> {
        Ok(Self {
            verifier_id: filled("verifier id", verifier_id)?,
            resource_uri: filled("resource URI", resource_uri)?,
            levels: Vec::new(),
            dependency_levels: Vec::new(),
            max_age: None,
            policy_uri: None,
            policy_digests: Vec::new(),
            inputs: Vec::new(),
            subjects: Vec::new(),
        })
    }

    /// The artifact has reached this level or a higher one of its track; any other word must stand there as it is.
    pub fn level(mut self, level: &str) -> Result<Self, VsaExpectationsError> {
        self.levels.push(level.parse()?);
        Ok(self)
    }

    /// So has every dependency, and the summary says how many there are.
    pub fn dependency_level(mut self, level: &str) -> Result<Self, VsaExpectationsError> {
        self.dependency_levels.push(level.parse()?);
        Ok(self)
    }

    /// The verification is no older than this.
    pub fn max_age(mut self, age: Duration) -> Self {
        self.max_age = Some(age);
        self
    }

    /// The policy is the one of this URI.
    pub fn policy(mut self, uri: impl Into<String>) -> Result<Self, VsaExpectationsError> {
        self.policy_uri = Some(filled("policy URI", uri)?);
        Ok(self)
    }

    /// The policy has this digest.
    pub fn policy_digest(mut self, algorithm: &str, value: &str) -> Result<Self, VsaExpectationsError> {
        self.policy_digests.push(TextDigest::new("policy digest", algorithm, value)?);
        Ok(self)
    }

    /// The attestation of this digest is one of those that the summary rests on.
    pub fn input_attestation(mut self, algorithm: &str, value: &str) -> Result<Self, VsaExpectationsError> {
        self.inputs.push(TextDigest::new("digest of an attestation", algorithm, value)?);
        Ok(self)
    }

    /// A subject has this digest, of any algorithm (`gce_image_id`). It is demanded besides the artifact that was
    /// verified; each one may be of another subject, because a summary is about all of its subjects alike.
    pub fn subject_digest(mut self, algorithm: &str, value: &str) -> Result<Self, VsaExpectationsError> {
        self.subjects.push(TextDigest::new("subject digest", algorithm, value)?);
        Ok(self)
    }

    /// Judges a statement that was verified, as of `now`. Every check is made, also after one failed.
    pub fn check(&self, verified: Verified<Content>, now: UnixTime) -> Result<Verified<VerificationSummary>, Refusal> {
        let mut checks = Vec::with_capacity(12);
        let statement = match verified.content() {
            Content::Statement(statement) => Some(statement.clone()),
            Content::Artifact => None,
        };
        let summary = summary_of(statement.as_deref(), &mut checks);
        if let Some(statement) = &statement {
            checks.extend(self.subjects.iter().map(|demand| subject(statement, demand)));
        }
        if let Some(summary) = &summary {
            self.judge(summary, now, &mut checks);
        }
        verified.judge(checks, summary)
    }

    fn judge(&self, summary: &VerificationSummary, now: UnixTime, checks: &mut Vec<Check>) {
        checks.push(outcome(Code::VsaVerifier, self.verifier(summary)));
        checks.push(outcome(Code::VsaResource, self.resource(summary)));
        checks.push(outcome(Code::VsaResult, passed(summary)));
        self.levels(summary, checks);
        self.dependencies(summary, checks);
        checks.push(outcome(Code::VsaTime, self.time(summary, now)));
        if self.policy_uri.is_some() || !self.policy_digests.is_empty() {
            checks.push(outcome(Code::VsaPolicy, self.policy_of(summary)));
        }
        checks.extend(self.inputs.iter().map(|demand| outcome(Code::VsaInput, input(summary, demand))));
    }

    /// Step 4: the verifier is the one that the signer is trusted for.
    fn verifier(&self, summary: &VerificationSummary) -> Result<(), SummaryError> {
        let (expected, found) = (&self.verifier_id, &summary.verifier.id);
        let error = || SummaryError::Verifier { expected: expected.clone(), found: short(found) };
        if expected == found { Ok(()) } else { Err(error()) }
    }

    /// Step 5.
    fn resource(&self, summary: &VerificationSummary) -> Result<(), SummaryError> {
        let (expected, found) = (&self.resource_uri, &summary.resource_uri);
        let error = || SummaryError::Resource { expected: expected.clone(), found: short(found) };
        if expected == found { Ok(()) } else { Err(error()) }
    }

    /// Step 7.
    fn levels(&self, summary: &VerificationSummary, checks: &mut Vec<Check>) {
        let reached: Result<Vec<SlsaLevel>, _> = summary.verified_levels.iter().map(|level| level.parse()).collect();
        let reached = match reached {
            Ok(reached) => reached,
            Err(error) => return checks.push(Check::fail(&SummaryError::NoLevel(error))),
        };
        for wanted in &self.levels {
            let reason = || SummaryError::Level {
                expected: wanted.to_string(),
                found: short(&summary.verified_levels.join(", ")),
            };
            let reached = reached.iter().any(|level| level.satisfies(wanted));
            checks.push(outcome(Code::VsaLevel, if reached { Ok(()) } else { Err(reason()) }));
        }
        if self.levels.is_empty() {
            checks.push(Check::skipped(Code::VsaLevel, "no level is demanded"));
        }
    }

    fn dependencies(&self, summary: &VerificationSummary, checks: &mut Vec<Check>) {
        for wanted in &self.dependency_levels {
            let expected = wanted.to_string();
            // verification_summary.md: unset "means that the verifier makes no claims", empty that there are none.
            let judged = match summary.dependency_levels.as_ref().map(Counts::of) {
                None => Err(SummaryError::NoDependencies { expected }),
                Some(Err(error)) => Err(SummaryError::NoLevel(error)),
                Some(Ok(counts)) => match counts.short_of(wanted) {
                    0 => Ok(()),
                    count => Err(SummaryError::Dependencies { expected, count }),
                },
            };
            checks.push(outcome(Code::VsaLevel, judged));
        }
    }

    fn time(&self, summary: &VerificationSummary, now: UnixTime) -> Result<(), SummaryError> {
        let found = match (&summary.time_verified, self.max_age) {
            (Some(time), _) => time.at(),
            (None, Some(max_age)) => return Err(SummaryError::NoTime { max_age }),
            (None, None) => return Ok(()),
        };
        if found > now {
            return Err(SummaryError::Future { now, found });
        }
        let Some(max_age) = self.max_age else { return Ok(()) };
        let age = i64::try_from(max_age.as_secs()).unwrap_or(i64::MAX);
        let earliest = UnixTime::from_secs_nanos(now.secs().saturating_sub(age), now.subsec_nanos());
        if found < earliest { Err(SummaryError::Old { earliest, found }) } else { Ok(()) }
    }

    fn policy_of(&self, summary: &VerificationSummary) -> Result<(), SummaryError> {
        let found = summary.policy.uri.as_deref().unwrap_or_default();
        let wrong = |expected: &str, found: String| SummaryError::Policy { expected: expected.to_owned(), found };
        if let Some(expected) = self.policy_uri.as_deref().filter(|expected| *expected != found) {
            return Err(wrong(expected, short(found)));
        }
        match self.policy_digests.iter().find(|demand| !demand.is_of(&summary.policy)) {
            None => Ok(()),
            Some(demand) => {
                let found = summary.policy.digest.get(&demand.algorithm);
                Err(wrong(&demand.to_string(), found.map_or("no such digest".to_owned(), |value| short(value))))
            }
        }
    }
}

/// Step 3, and the form of the predicate.
fn summary_of(statement: Option<&Statement>, checks: &mut Vec<Check>) -> Option<VerificationSummary> {
    let found = statement.map(Statement::predicate_type);
    let Some(statement) = statement.filter(|_| found == Some(PREDICATE_TYPE)) else {
        let found = found.map(short);
        checks.push(Check::fail(&PredicateTypeError { expected: PREDICATE_TYPE.to_owned(), found }));
        return None;
    };
    checks.push(Check::pass(Code::PredicateType, None));
    match Predicate::of(statement) {
        Ok(Predicate::SummaryV1(summary)) => return Some(*summary),
        // The type says that it is a summary, so that no other predicate comes of it.
        Ok(_) => {}
        Err(error) => checks.push(Check::fail(&error)),
    }
    None
}

/// Step 6.
fn passed(summary: &VerificationSummary) -> Result<(), SummaryError> {
    match summary.verification_result {
        VerificationResult::Passed => Ok(()),
        _ => Err(SummaryError::Failed),
    }
}

/// Step 2, for digests that an artifact cannot be compared by.
fn subject(statement: &Statement, demand: &TextDigest) -> Check {
    let mut other = None;
    for (algorithm, value) in statement.subjects().flat_map(|subject| subject.digests()) {
        if demand.is(algorithm, value) {
            return Check::pass(Code::SubjectDigest, Some(demand.to_string().into()));
        }
        if algorithm == demand.algorithm {
            other = other.or_else(|| Some(format!("{algorithm}:{}", short(value))));
        }
    }
    Check::fail(&SummaryError::Subject { expected: demand.to_string(), found: other })
}

fn input(summary: &VerificationSummary, demand: &TextDigest) -> Result<(), SummaryError> {
    let count = summary.input_attestations.len();
    match summary.input_attestations.iter().any(|input| demand.is_of(input)) {
        true => Ok(()),
        false => Err(SummaryError::Input { expected: demand.to_string(), count }),
    }
}

impl TextDigest {
    fn new(option: &'static str, algorithm: &str, value: &str) -> Result<Self, VsaExpectationsError> {
        Ok(Self { algorithm: filled(option, algorithm)?, value: filled(option, value)? })
    }

    fn is(&self, algorithm: &str, value: &str) -> bool {
        // Digits of either case name the same bytes.
        let same = match DigestAlgorithm::from_name(algorithm) {
            Some(_) => self.value.eq_ignore_ascii_case(value),
            None => self.value == value,
        };
        self.algorithm == algorithm && same
    }

    fn is_of(&self, resource: &ResourceDescriptor) -> bool {
        resource.digest.iter().any(|(algorithm, value)| self.is(algorithm, value))
    }
}

impl std::fmt::Display for TextDigest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.algorithm, self.value)
    }
}

fn outcome(code: Code, judged: Result<(), SummaryError>) -> Check {
    match judged {
        Ok(()) => Check::pass(code, None::<Value>),
        Err(error) => Check::fail(&error),
    }
}

fn filled(option: &'static str, value: impl Into<String>) -> Result<String, VsaExpectationsError> {
    let value = value.into();
    if value.is_empty() { Err(VsaExpectationsError::Empty { option }) } else { Ok(value) }
}

fn short(text: &str) -> String {
    text.chars().take(300).collect()
}
