use pyo3::prelude::*;
use sealwright::predicate::vsa::VerificationSummary;
use sealwright::{NewSummary, Predicate, SlsaLevel, VsaExpectations as Core, VsaExpectationsError};
use sealwright_bindings::{Class, Failure};

use crate::errors::Raise;
use crate::json::{Counts, Descriptor};
use crate::pairs::Pairs;
use crate::statement::Statement;
use crate::time::{Length, Time};
use crate::verdict::{Outcome, Told, Verified, verified as conclude};

const PREDICATE_TYPE: &str = "https://slsa.dev/verification_summary/v1";

/// What a verification summary must say: a summary by the verifier `verifier_id` about the resource `resource_uri`.
///
/// Whoever signs is trusted for specific verifiers only, so that the policy under which the statement was verified and
/// the verifier expected here belong together.
///
/// `levels`: the artifact has reached each, or a higher one of its track; any other word must stand there as it is.
/// `dependency_levels`: so has every dependency, and the summary says how many there are. `max_age`: the verification is
/// no older than this. `policy`: the URI of the policy. `policy_digests`: it has these digests. `input_attestations`:
/// the attestations of these digests are among those that the summary rests on. `subject_digests`: a subject has this
/// digest, of any algorithm (`gce_image_id`); demanded besides the artifact that was verified. Raises PolicyError for an
/// expectation that is empty, and for a level that is none.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct VsaExpectations {
    inner: Core,
    verifier_id: String,
}

#[pymethods]
impl VsaExpectations {
    // Python's keyword arguments are Rust's arguments.
    #[allow(clippy::too_many_arguments)]
    #[new]
    #[pyo3(signature = (verifier_id, resource_uri, *, levels=None, dependency_levels=None, max_age=None, policy=None,
        policy_digests=None, input_attestations=None, subject_digests=None))]
    fn new(
        py: Python<'_>,
        verifier_id: String,
        resource_uri: &str,
        levels: Option<Vec<String>>,
        dependency_levels: Option<Vec<String>>,
        max_age: Option<Length>,
        policy: Option<&str>,
        policy_digests: Option<Pairs>,
        input_attestations: Option<Pairs>,
        subject_digests: Option<Pairs>,
    ) -> PyResult<Self> {
        let make = || -> Result<Core, VsaExpectationsError> {
            let mut made = Core::new(&*verifier_id, resource_uri)?;
            for level in levels.unwrap_or_default() {
                made = made.level(&level)?;
            }
            for level in dependency_levels.unwrap_or_default() {
                made = made.dependency_level(&level)?;
            }
            if let Some(age) = max_age {
                made = made.max_age(age.0);
            }
            if let Some(uri) = policy {
                made = made.policy(uri)?;
            }
            for (algorithm, value) in policy_digests.unwrap_or_default().0 {
                made = made.policy_digest(&algorithm, &value)?;
            }
            for (algorithm, value) in input_attestations.unwrap_or_default().0 {
                made = made.input_attestation(&algorithm, &value)?;
            }
            for (algorithm, value) in subject_digests.unwrap_or_default().0 {
                made = made.subject_digest(&algorithm, &value)?;
            }
            Ok(made)
        };
        let inner = make().raise(py)?;
        Ok(Self { inner, verifier_id })
    }

    /// Judges a statement that was verified, as of `now` (the system's clock, unless it is given). Gives a `Verified`
    /// that has `summary`, or raises Refused with all that is wrong. `verified` is what a `Verifier` gave.
    #[pyo3(signature = (verified, now=None))]
    fn check(&self, py: Python<'_>, verified: &Verified, now: Option<Time>) -> PyResult<Verified> {
        let (given, now) = (verified.given()?, Time::or_now(now));
        let judged = py.detach(|| self.inner.check(given.clone(), now));
        conclude(py, Outcome::judged(judged, Outcome::Summary))
    }

    fn __repr__(&self) -> String {
        format!("<VsaExpectations of {}>", sealwright::escape(&self.verifier_id))
    }
}

/// Says in a statement, a verification summary v1, what a verdict was: that the artifact passed, or that it `FAILED`.
///
/// `verifier_id`: who verified; a URI. `resource_uri`: as what the artifact was verified; a URI, where consumers expect
/// to fetch it. `policy`: a mapping with a `uri`, which should have a `digest` (`{"sha256": ...}`) too. `levels`: those
/// that the judgement of its provenance gave; a summary claims none by itself, and a refusal has none. `verifier_version`:
/// versions of the verifier's components. `input_attestations`: all attestations that were used, each a mapping with a
/// `digest`. `dependency_levels`: how many dependencies have each level, if they were verified too. `now`: the system's
/// clock, unless it is given. Raises MakeError.
// Python's keyword arguments are Rust's arguments.
#[allow(clippy::too_many_arguments)]
#[pyfunction]
#[pyo3(signature = (verdict, *, verifier_id, resource_uri, policy, levels=None, verifier_version=None,
    input_attestations=None, dependency_levels=None, now=None))]
pub(crate) fn summary_of(
    py: Python<'_>,
    verdict: Told,
    verifier_id: String,
    resource_uri: String,
    policy: Descriptor,
    levels: Option<Vec<String>>,
    verifier_version: Option<Pairs>,
    input_attestations: Option<Vec<Descriptor>>,
    dependency_levels: Option<Counts>,
    now: Option<Time>,
) -> PyResult<Statement> {
    let levels: Result<Vec<SlsaLevel>, _> = levels.unwrap_or_default().iter().map(|level| level.parse()).collect();
    let levels = levels.raise(py)?;
    let said = said(py, &policy, &input_attestations.unwrap_or_default(), dependency_levels.as_ref())?;
    let new = NewSummary {
        verifier_version: verifier_version.unwrap_or_default().0.into_iter().collect(),
        input_attestations: said.input_attestations,
        dependency_levels: said.dependency_levels,
        ..NewSummary::new(verifier_id, resource_uri, said.policy)
    };
    let now = Time::or_now(now);
    let made = match &*verdict.0 {
        Outcome::Verified(verified) => VerificationSummary::from_verdict(verified, &new, &levels, now),
        Outcome::Provenance(verified) => VerificationSummary::from_verdict(verified, &new, &levels, now),
        Outcome::Publish(verified) => VerificationSummary::from_verdict(verified, &new, &levels, now),
        Outcome::Summary(verified) => VerificationSummary::from_verdict(verified, &new, &levels, now),
        Outcome::Refused(refusal) => VerificationSummary::failed(refusal, &new, now),
    };
    made.map(Statement::from).raise(py)
}

/// What is given as JSON, read by the core's own reader of summaries.
fn said(
    py: Python<'_>,
    policy: &Descriptor,
    inputs: &[Descriptor],
    dependency_levels: Option<&Counts>,
) -> PyResult<VerificationSummary> {
    let counts = dependency_levels.map(|counts| format!(r#","dependencyLevels":{}"#, counts.as_str()));
    let json = format!(
        r#"{{"verifier":{{"id":""}},"resourceUri":"","policy":{},"inputAttestations":[{}],"verificationResult":"PASSED","verifiedLevels":[]{}}}"#,
        policy.as_str(),
        inputs.iter().map(Descriptor::as_str).collect::<Vec<_>>().join(","),
        counts.unwrap_or_default(),
    );
    match Predicate::from_json(PREDICATE_TYPE, &json) {
        Ok(Predicate::SummaryV1(summary)) => Ok(*summary),
        Ok(_) => Ok(VerificationSummary::default()),
        Err(error) => Err(Failure { class: Class::Make, ..error.into() }).raise(py),
    }
}

/// Whether something that reached `level` meets a demand for `wanted`: tracks are ladders (`SLSA_BUILD_LEVEL_3`
/// satisfies `SLSA_BUILD_LEVEL_2`), all else must be the same. Raises PolicyError for what SLSA does not define.
#[pyfunction]
pub(crate) fn level_satisfies(py: Python<'_>, level: &str, wanted: &str) -> PyResult<bool> {
    let (level, wanted): (SlsaLevel, SlsaLevel) = (level.parse().raise(py)?, wanted.parse().raise(py)?);
    Ok(level.satisfies(&wanted))
}
