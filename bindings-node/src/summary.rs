//! Verification summaries: `VsaExpectations`, `summaryOf` and `levelSatisfies`.

use napi::Result;
use napi::bindgen_prelude::{ClassInstance, Either};
use napi_derive::napi;
use sealwright::predicate::vsa::VerificationSummary;
use sealwright::{NewSummary, Predicate, PredicateError, SlsaLevel};
use sealwright_bindings::{Class, Failure};

use crate::error::thrown;
use crate::policy::duration;
use crate::statement::Statement;
use crate::value::Pairs;
use crate::verdict::{Refusal, Shown, Verified, Yes, judged};
use crate::verifier::moment;

/// What more is expected of a verification summary than its verifier and its resource.
#[napi(object, object_to_js = false)]
#[derive(Default)]
pub struct VsaExpectationsOptions {
    /// The artifact has reached these levels or higher ones of their tracks; any other word must stand there as it is.
    #[napi(ts_type = "ReadonlyArray<string>")]
    pub levels: Option<Vec<String>>,
    /// So has every dependency, and the summary says how many there are.
    #[napi(ts_type = "ReadonlyArray<string>")]
    pub dependency_levels: Option<Vec<String>>,
    /// The verification is no older than this, in seconds.
    pub max_age: Option<f64>,
    /// The policy that it was verified under: its URI.
    pub policy: Option<String>,
    /// That policy has these digests, by the names of their algorithms.
    #[napi(ts_type = "Readonly<Record<string, string>>")]
    pub policy_digests: Option<Pairs>,
    /// The attestations of these digests are among those that the summary rests on.
    #[napi(ts_type = "ReadonlyArray<readonly [algorithm: string, value: string]>")]
    pub input_attestations: Option<Pairs>,
    /// A subject has this digest, of any algorithm (`gce_image_id`). It is demanded besides the artifact that was
    /// verified; each one may be of another subject, because a summary is about all of its subjects alike.
    #[napi(ts_type = "ReadonlyArray<readonly [algorithm: string, value: string]>")]
    pub subject_digests: Option<Pairs>,
}

/// What a verification summary must say (SLSA v1.2, verification summary, how to verify).
///
/// Whoever signs is trusted for specific verifiers only, so that the policy under which the statement was verified and
/// the verifier expected here belong together.
#[napi]
pub struct VsaExpectations(sealwright::VsaExpectations);

#[napi]
impl VsaExpectations {
    /// A summary by this verifier about this resource. Throws a `PolicyError` if a text is empty or a level cannot exist.
    #[napi(constructor, catch_unwind)]
    pub fn new(verifier_id: String, resource_uri: String, options: Option<VsaExpectationsOptions>) -> Result<Self> {
        let expected = sealwright::VsaExpectations::new(verifier_id, resource_uri).map_err(thrown)?;
        options.unwrap_or_default().apply(expected).map(Self)
    }

    /// Judges a statement that was verified, as of `now`, which is the clock's time unless it is given. Every check is
    /// made, also after one failed. What it gives has `summary`. Throws `Refused`.
    #[napi(catch_unwind, ts_args_type = "verified: Verified, options?: { now?: Date }", ts_return_type = "Verified")]
    pub fn check(&self, verified: &Verified, now: Option<f64>) -> Result<Shown> {
        let verified = sealwright::Verified::clone(verified.given()?);
        Ok(judged(self.0.check(verified, moment(now)?), Yes::Summary))
    }
}

impl VsaExpectationsOptions {
    fn apply(self, mut expected: sealwright::VsaExpectations) -> Result<sealwright::VsaExpectations> {
        type Apply = fn(
            sealwright::VsaExpectations,
            &str,
            &str,
        ) -> std::result::Result<sealwright::VsaExpectations, sealwright::VsaExpectationsError>;
        for level in self.levels.unwrap_or_default() {
            expected = expected.level(&level).map_err(thrown)?;
        }
        for level in self.dependency_levels.unwrap_or_default() {
            expected = expected.dependency_level(&level).map_err(thrown)?;
        }
        if let Some(seconds) = self.max_age {
            expected = expected.max_age(duration(seconds)?);
        }
        if let Some(uri) = self.policy {
            expected = expected.policy(uri).map_err(thrown)?;
        }
        let digests: [(Option<Pairs>, Apply); 3] = [
            (self.policy_digests, sealwright::VsaExpectations::policy_digest),
            (self.input_attestations, sealwright::VsaExpectations::input_attestation),
            (self.subject_digests, sealwright::VsaExpectations::subject_digest),
        ];
        for (pairs, apply) in digests {
            for (algorithm, value) in pairs.unwrap_or_default() {
                expected = apply(expected, &algorithm, &value).map_err(thrown)?;
            }
        }
        Ok(expected)
    }
}

/// Says in a statement that the artifact of a verdict passed, or was refused, as of `now`. Throws a `MakeError`.
///
/// `levels` are those that the judgement of its provenance gave: a summary claims none by itself, and a refusal has none.
#[napi(
    catch_unwind,
    ts_args_type = "verdict: Verified | Refused, options: SummaryOptions",
    ts_return_type = "Statement"
)]
pub fn summary_of(
    verdict: Either<ClassInstance<'_, Verified>, ClassInstance<'_, Refusal>>,
    summary: String,
    levels: Vec<String>,
    now: Option<f64>,
) -> Result<Statement> {
    let now = moment(now)?;
    let summary = new_summary(&summary).map_err(thrown)?;
    let levels: Result<Vec<_>> = levels.iter().map(|level| parsed(level)).collect();
    let levels = levels?;
    let made = match verdict {
        Either::A(verified) => verified.0.summary(&summary, &levels, now),
        Either::B(refusal) => VerificationSummary::failed(&refusal.0, &summary, now),
    };
    made.map(Statement::of).map_err(thrown)
}

/// What `lib/provenance.js` writes as the predicate of a summary: the core's own reader says what is wrong with it.
fn new_summary(json: &str) -> std::result::Result<NewSummary, Failure> {
    const TYPE: &str = "https://slsa.dev/verification_summary/v1";
    let failed = |error: PredicateError| Failure { class: Class::Make, ..Failure::from(error) };
    match Predicate::from_json(TYPE, json).map_err(failed)? {
        Predicate::SummaryV1(read) => Ok(NewSummary {
            verifier_id: read.verifier.id,
            verifier_version: read.verifier.version,
            resource_uri: read.resource_uri,
            policy: read.policy,
            input_attestations: read.input_attestations,
            dependency_levels: read.dependency_levels,
        }),
        // No other predicate has this type.
        _ => Err(failed(PredicateError::Absent)),
    }
}

/// Whether something that reached `level` meets a demand for `wanted`: tracks are ladders, all else must be the same.
/// Throws a `PolicyError` for a text that begins with `SLSA_` and is nothing that SLSA defines.
#[napi(catch_unwind)]
pub fn level_satisfies(level: String, wanted: String) -> Result<bool> {
    Ok(parsed(&level)?.satisfies(&parsed(&wanted)?))
}

fn parsed(level: &str) -> Result<SlsaLevel> {
    level.parse().map_err(|error: sealwright::LevelError| thrown(error))
}
