use std::sync::OnceLock;
use std::time::Duration;

use super::*;
use crate::attestation::Attestations;
use crate::check::{Code, Explain, Status};
use crate::crypto::sign::PrivateKey;
use crate::crypto::{KeyKind, Scheme};
use crate::digest::{Artifact, DigestAlgorithm};
use crate::encoding::base64;
use crate::intoto::predicate::vsa::VerificationSummary;
use crate::intoto::predicate::{Entries, Integer};
use crate::intoto::{Predicate, ResourceDescriptor, Statement};
use crate::policy::{Policy, TrustedKey};
use crate::time::UnixTime;
use crate::trust::TrustRoot;
use crate::verify::{Content, Refusal, Verified, Verifier};

const ARTIFACT: &[u8] = b"artifact";
const VERIFIER: &str = "https://example.com/verifier";
const RESOURCE: &str = "pkg:generic/a@1";
const NOW: UnixTime = UnixTime::from_secs(1_800_000_000);

/// A summary that says all that can be said; each test changes one thing.
const PREDICATE: &str = r#"{
    "verifier": {"id": "https://example.com/verifier"},
    "timeVerified": "2027-01-15T07:00:00Z",
    "resourceUri": "pkg:generic/a@1",
    "policy": {"uri": "https://example.com/policy", "digest": {"sha256": "aabb", "gitCommit": "cc"}},
    "inputAttestations": [{"digest": {"sha256": "0011"}}, {"digest": {"sha256": "0022"}}],
    "verificationResult": "PASSED",
    "verifiedLevels": ["SLSA_BUILD_LEVEL_2", "SLSA_SOURCE_LEVEL_UNEVALUATED", "BCID_L1"],
    "dependencyLevels": {"SLSA_BUILD_LEVEL_1": 2, "SLSA_BUILD_LEVEL_3": 1},
    "slsaVersion": "1.2"
}"#;

fn signer() -> &'static PrivateKey {
    static KEY: OnceLock<PrivateKey> = OnceLock::new();
    KEY.get_or_init(|| PrivateKey::generate(KeyKind::EcdsaP256).unwrap())
}

fn statement(predicate_type: &str, predicate: &str) -> String {
    let digest = DigestAlgorithm::Sha256.digest(ARTIFACT).to_hex();
    format!(
        r#"{{"_type":"https://in-toto.io/Statement/v1","subject":[{{"name":"a","digest":{{"sha256":"{digest}","gce_image_id":"897"}}}},{{"name":"b","digest":{{"gitCommit":"cc"}}}}],"predicateType":"{predicate_type}","predicate":{predicate}}}"#
    )
}

/// The envelope of a payload, signed once for each key id.
fn sealed(payload: &str, key_ids: &[&str]) -> String {
    const TYPE: &str = "application/vnd.in-toto+json";
    let pae = format!("DSSEv1 {} {TYPE} {} {payload}", TYPE.len(), payload.len());
    let signature = || {
        let signature = signer().sign(Scheme::Ecdsa(DigestAlgorithm::Sha256), pae.as_bytes()).unwrap();
        base64::encode(signature)
    };
    let signatures: Vec<_> = key_ids.iter().map(|id| serde_json::json!({ "keyid": id, "sig": signature() })).collect();
    let envelope =
        serde_json::json!({ "payloadType": TYPE, "payload": base64::encode(payload), "signatures": signatures });
    envelope.to_string()
}

fn verified_as(artifact: &Artifact, payload: &str) -> Result<Verified<Content>, Refusal> {
    let policy = Policy::key(signer().public_key().clone()).unlogged_dangerous();
    verified_by(artifact, &sealed(payload, &[""]), &policy)
}

/// Any signature that verifies suffices.
fn verified_by(artifact: &Artifact, envelope: &str, policy: &Policy) -> Result<Verified<Content>, Refusal> {
    let verifier = Verifier::new(&TrustRoot::sigstore().unwrap()).unwrap();
    let attestations = Attestations::from_json(envelope.as_bytes()).unwrap();
    let verdicts =
        attestations.iter().map(|one| verifier.verify(artifact, one.as_ref().unwrap().bundle(), policy, NOW));
    let verdicts: Vec<_> = verdicts.collect();
    let place = verdicts.iter().position(Result::is_ok).unwrap_or(0);
    verdicts.into_iter().nth(place).unwrap()
}

fn verified(payload: &str) -> Verified<Content> {
    verified_as(&Artifact::from_bytes(ARTIFACT), payload).unwrap()
}

fn usual() -> VsaExpectations {
    VsaExpectations::new(VERIFIER, RESOURCE).unwrap()
}

/// The codes that fail, of a summary in which `from` stands as `to`.
#[track_caller]
fn fails(expectations: VsaExpectations, from: &str, to: &str) -> Vec<Code> {
    assert!(PREDICATE.contains(from), "{from} is not in the summary");
    let payload = statement("https://slsa.dev/verification_summary/v1", &PREDICATE.replace(from, to));
    match expectations.check(verified(&payload), NOW) {
        Ok(_) => Vec::new(),
        Err(refusal) => {
            let failures = refusal.failures();
            assert!(
                failures.iter().all(|check| check.hint.is_some() && check.at.is_some() && check.expected.is_some())
            );
            failures.iter().map(|check| check.code).collect()
        }
    }
}

#[track_caller]
fn holds(expectations: VsaExpectations) {
    assert_eq!(fails(expectations, "PASSED", "PASSED"), []);
}

#[test]
fn a_summary_that_says_what_is_expected_is_verified() {
    let all = usual().level("SLSA_BUILD_LEVEL_1").unwrap().level("BCID_L1").unwrap();
    let all = all.level("SLSA_SOURCE_LEVEL_UNEVALUATED").unwrap().dependency_level("SLSA_BUILD_LEVEL_1").unwrap();
    let all = all.policy("https://example.com/policy").unwrap().policy_digest("sha256", "AABB").unwrap();
    let all = all.input_attestation("sha256", "0011").unwrap().input_attestation("sha256", "0022").unwrap();
    let all = all.subject_digest("gce_image_id", "897").unwrap().subject_digest("gitCommit", "cc").unwrap();
    let all = all.max_age(Duration::from_secs(3_600));
    let payload = statement("https://slsa.dev/verification_summary/v1", PREDICATE);
    let judged = all.check(verified(&payload), NOW).unwrap();
    assert_eq!(judged.content().verified_levels.len(), 3);
    // The checks of the verifier are still there, before those of the summary.
    let codes: Vec<_> = judged.checks().iter().map(|check| check.code).collect();
    assert!(codes.starts_with(&[Code::SignatureEnvelope]) && codes.ends_with(&[Code::VsaInput]), "{codes:?}");
}

#[test]
fn only_another_verifier_is_refused() {
    assert_eq!(fails(usual(), "com/verifier", "com/verifier2"), [Code::VsaVerifier]);
    assert_eq!(fails(usual(), "https://example.com/verifier", ""), [Code::VsaVerifier]);
}

#[test]
fn only_another_resource_is_refused() {
    assert_eq!(fails(usual(), "a@1", "a@10"), [Code::VsaResource]);
    assert_eq!(fails(usual(), "pkg:generic/a@1", ""), [Code::VsaResource]);
}

#[test]
fn only_a_failed_verification_is_refused() {
    assert_eq!(fails(usual(), "PASSED", "FAILED"), [Code::VsaResult]);
}

#[test]
fn only_a_level_that_was_not_reached_is_refused() {
    let level = |level: &str| fails(usual().level(level).unwrap(), "PASSED", "PASSED");
    for reached in ["SLSA_BUILD_LEVEL_0", "SLSA_BUILD_LEVEL_2", "BCID_L1"] {
        assert_eq!(level(reached), [], "{reached}");
    }
    for missing in ["SLSA_BUILD_LEVEL_3", "SLSA_SOURCE_LEVEL_0", "SLSA_BUILD_LEVEL_UNEVALUATED", "BCID_L0", "BCID"] {
        assert_eq!(level(missing), [Code::VsaLevel], "{missing}");
    }
    assert_eq!(fails(usual(), "BCID_L1", "SLSA_MINE"), [Code::VsaLevel]);
}

#[test]
fn only_dependencies_below_the_level_are_refused() {
    let demand = |level: &str| usual().dependency_level(level).unwrap();
    holds(demand("SLSA_BUILD_LEVEL_1"));
    assert_eq!(fails(demand("SLSA_BUILD_LEVEL_2"), "PASSED", "PASSED"), [Code::VsaLevel]);
    let levels = r#"{"SLSA_BUILD_LEVEL_1": 2, "SLSA_BUILD_LEVEL_3": 1}"#;
    assert_eq!(fails(demand("SLSA_BUILD_LEVEL_3"), levels, "{}"), [], "there are none");
    assert_eq!(fails(demand("SLSA_BUILD_LEVEL_0"), levels, "null"), [Code::VsaLevel], "nothing is said");
    assert_eq!(fails(demand("SLSA_BUILD_LEVEL_0"), levels, r#"{"SLSA_X": 1}"#), [Code::VsaLevel]);
}

#[test]
fn only_a_summary_that_is_too_old_is_refused() {
    let hour = || usual().max_age(Duration::from_secs(3_600));
    holds(hour().max_age(Duration::from_secs(3_600)));
    assert_eq!(fails(hour(), "07:00:00Z", "06:59:59Z"), [Code::VsaTime]);
    assert_eq!(fails(hour(), "\"2027-01-15T07:00:00Z\"", "null"), [Code::VsaTime]);
    assert_eq!(fails(usual(), "\"2027-01-15T07:00:00Z\"", "null"), [], "the time is optional");
}

#[test]
fn only_a_summary_from_the_future_is_refused() {
    assert_eq!(fails(usual(), "07:00:00Z", "08:00:00Z"), []);
    assert_eq!(fails(usual(), "07:00:00Z", "08:00:00.001Z"), [Code::VsaTime]);
}

#[test]
fn only_another_policy_is_refused() {
    let uri = || usual().policy("https://example.com/policy").unwrap();
    holds(uri().policy_digest("sha256", "aabb").unwrap().policy_digest("gitCommit", "cc").unwrap());
    assert_eq!(fails(uri(), "com/policy", "com/policy2"), [Code::VsaPolicy]);
    assert_eq!(fails(uri().policy_digest("sha256", "aabb").unwrap(), "aabb", "aabc"), [Code::VsaPolicy]);
    assert_eq!(fails(usual().policy_digest("gitCommit", "CC").unwrap(), "PASSED", "PASSED"), [Code::VsaPolicy]);
    assert_eq!(fails(usual().policy_digest("sha512", "aabb").unwrap(), "PASSED", "PASSED"), [Code::VsaPolicy]);
}

#[test]
fn only_a_missing_input_is_refused() {
    let inputs = || usual().input_attestation("sha256", "0011").unwrap().input_attestation("sha256", "0022").unwrap();
    holds(inputs());
    assert_eq!(fails(inputs(), "0022", "0033"), [Code::VsaInput]);
    assert_eq!(fails(inputs().input_attestation("sha512", "0011").unwrap(), "PASSED", "PASSED"), [Code::VsaInput]);
}

#[test]
fn only_a_subject_that_is_not_there_is_refused() {
    holds(usual().subject_digest("gce_image_id", "897").unwrap());
    let demand = |algorithm, value| fails(usual().subject_digest(algorithm, value).unwrap(), "PASSED", "PASSED");
    assert_eq!(demand("gce_image_id", "8970"), [Code::SubjectDigest]);
    assert_eq!(demand("gitTree", "cc"), [Code::SubjectMissing]);
    let digest = DigestAlgorithm::Sha256.digest(ARTIFACT).to_hex().to_uppercase();
    assert_eq!(demand("sha256", &digest), []);
}

#[test]
fn only_another_type_of_predicate_is_refused() {
    for other in ["https://slsa.dev/verification_summary/v0.2", "https://slsa.dev/provenance/v1"] {
        let refusal = usual().check(verified(&statement(other, PREDICATE)), NOW).unwrap_err();
        assert_eq!((refusal.code(), refusal.failures().len()), (Code::PredicateType, 1));
    }
}

#[test]
fn only_a_malformed_summary_is_refused() {
    assert_eq!(fails(usual(), "\"policy\"", "\"polity\""), [Code::PredicateMalformed]);
    assert_eq!(fails(usual(), "PASSED", "passed"), [Code::PredicateMalformed]);
}

#[test]
fn all_that_is_wrong_is_said() {
    let strict = usual().level("SLSA_BUILD_LEVEL_3").unwrap().subject_digest("x", "y").unwrap();
    let codes = fails(strict, "https://example.com/verifier", "https://example.org");
    assert_eq!(codes, [Code::SubjectMissing, Code::VsaVerifier, Code::VsaLevel]);
}

#[test]
fn expectations_that_anything_would_meet_are_refused() {
    assert!(VsaExpectations::new("", RESOURCE).is_err() && VsaExpectations::new(VERIFIER, "").is_err());
    assert!(usual().level("").is_err() && usual().level("SLSA_BUILD_LEVEL_X").is_err());
    let error = usual().subject_digest("x", "").unwrap_err();
    assert!(error.code() == Code::PolicyMalformed && error.hint().is_some());
}

#[test]
fn an_artifact_of_an_unknown_algorithm_is_verified_by_its_text() {
    let payload = statement("https://slsa.dev/verification_summary/v1", PREDICATE);
    let image = |id| Artifact::from_foreign_digest("gce_image_id", id).unwrap();
    assert!(usual().check(verified_as(&image("897"), &payload).unwrap(), NOW).is_ok());
    let refusal = verified_as(&image("898"), &payload).unwrap_err();
    assert_eq!((refusal.code(), refusal.failures().len()), (Code::SubjectDigest, 1));
    let refusal = verified_as(&Artifact::from_foreign_digest("swhid", "897").unwrap(), &payload).unwrap_err();
    assert_eq!((refusal.code(), refusal.failures().len()), (Code::SubjectMissing, 1));
}

#[test]
fn a_key_that_is_only_for_its_name_is_for_no_other() {
    let key = || TrustedKey::new(signer().public_key().clone());
    let ids = |ids: &[&str], key: TrustedKey| {
        let envelope = sealed(&statement("t", "{}"), ids);
        let policy = Policy::key(key).unlogged_dangerous();
        verified_by(&Artifact::from_bytes(ARTIFACT), &envelope, &policy).map(drop).map_err(|refusal| refusal.code())
    };
    assert_eq!(ids(&["other"], key()), Ok(()));
    assert_eq!(ids(&[""], key().only_named("")), Ok(()));
    assert_eq!(ids(&["other", "mine"], key().only_named("mine")), Ok(()));
    for (found, expected) in [("mine", ""), ("mine", "other"), ("mine", "mine2"), ("", "mine")] {
        assert_eq!(ids(&[found], key().only_named(expected)), Err(Code::KeyMismatch), "{found} for {expected}");
    }
}

#[test]
fn a_summary_that_is_made_is_one_that_verifies() {
    let first = verified(&statement("t", "{}"));
    let policy = ResourceDescriptor::of_uri("https://example.com/policy").with_digest("sha256", "aa");
    let mut terms = NewSummary::new(VERIFIER, RESOURCE, policy);
    terms.dependency_levels = Some([("SLSA_BUILD_LEVEL_2", Integer::from(3))].into_iter().collect::<Entries<_>>());
    let levels = ["SLSA_BUILD_LEVEL_3".parse().unwrap(), "BCID_L1".parse().unwrap()];
    let made = VerificationSummary::from_verdict(&first, &terms, &levels, NOW).unwrap();
    let digest = DigestAlgorithm::Sha256.digest(ARTIFACT).to_hex();
    let expected = format!(
        r#"{{"_type":"https://in-toto.io/Statement/v1","subject":[{{"digest":{{"sha256":"{digest}"}}}}],"predicateType":"https://slsa.dev/verification_summary/v1","predicate":{{"verifier":{{"id":"https://example.com/verifier"}},"timeVerified":"2027-01-15T08:00:00Z","resourceUri":"pkg:generic/a@1","policy":{{"uri":"https://example.com/policy","digest":{{"sha256":"aa"}}}},"verificationResult":"PASSED","verifiedLevels":["SLSA_BUILD_LEVEL_3","BCID_L1"],"dependencyLevels":{{"SLSA_BUILD_LEVEL_2":3}},"slsaVersion":"1.2"}}}}"#
    );
    assert_eq!(made.json(), expected);
    let strict = usual().level("SLSA_BUILD_LEVEL_2").unwrap().dependency_level("SLSA_BUILD_LEVEL_2").unwrap();
    assert!(strict.check(verified(made.json()), NOW).is_ok());
}

#[test]
fn a_refusal_makes_a_summary_that_is_refused() {
    let refusal = verified_as(&Artifact::from_bytes(&b"other"[..]), &statement("t", "{}")).unwrap_err();
    let terms = NewSummary::new(VERIFIER, RESOURCE, ResourceDescriptor::of_uri("p"));
    let made = VerificationSummary::failed(&refusal, &terms, NOW).unwrap();
    let Predicate::SummaryV1(summary) = Predicate::of(&made).unwrap() else { panic!("{made:?}") };
    assert_eq!(summary.verified_levels, ["FAILED"]);
    let again = verified_as(&Artifact::from_bytes(&b"other"[..]), made.json()).unwrap();
    assert_eq!(usual().check(again, NOW).unwrap_err().code(), Code::VsaResult);
}

#[test]
fn no_summary_is_made_that_the_specification_forbids() {
    let first = verified(&statement("t", "{}"));
    let terms = NewSummary::new(VERIFIER, RESOURCE, ResourceDescriptor::of_uri("p"));
    let make = |levels: &[&str]| -> Result<Statement, NewSummaryError> {
        let levels: Vec<SlsaLevel> = levels.iter().map(|level| level.parse().unwrap()).collect();
        VerificationSummary::from_verdict(&first, &terms, &levels, NOW)
    };
    assert!(make(&["SLSA_BUILD_LEVEL_3", "SLSA_SOURCE_LEVEL_1"]).is_ok());
    assert!(matches!(make(&["SLSA_BUILD_LEVEL_3", "SLSA_BUILD_LEVEL_2"]), Err(NewSummaryError::Track { .. })));
    assert!(matches!(make(&["FAILED"]), Err(NewSummaryError::Failed)));
    let forged = [SlsaLevel::Property("SLSA_MINE".to_owned())];
    assert!(matches!(VerificationSummary::from_verdict(&first, &terms, &forged, NOW), Err(NewSummaryError::Level(_))));
    let without = NewSummary::new("", RESOURCE, ResourceDescriptor::of_uri("p"));
    assert!(matches!(
        VerificationSummary::failed(&Refusal::clone(&refused()), &without, NOW),
        Err(NewSummaryError::Empty { .. })
    ));
    assert!(first.checks().iter().all(|check| check.status != Status::Fail));
}

fn refused() -> Refusal {
    verified_as(&Artifact::from_bytes(&b"other"[..]), &statement("t", "{}")).unwrap_err()
}
