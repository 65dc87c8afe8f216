//! What the build used must be vouched for, if that is asked.

use sealwright::local::{Authority, BASE_TIME, Recipe};
use sealwright::predicate::vsa::VerificationSummary;
use sealwright::{
    Artifact, Code, DigestAlgorithm, Identity, Policy, TrustRoot, UnixTime, Verified, Verifier, VsaExpectations,
};
use serde_json::json;

use crate::scene::{Build, REPOSITORY, TAG, expected, failed};

const VERIFIER: &str = "https://verifier.example.com";

/// A summary of a verifier about an artifact of these bytes.
fn summary(artifact: &str) -> Verified<VerificationSummary> {
    let predicate = json!({
        "verifier": { "id": VERIFIER },
        "timeVerified": "2026-01-01T00:00:00Z",
        "resourceUri": "pkg:generic/dependency",
        "policy": { "uri": "https://verifier.example.com/policy" },
        "verificationResult": "PASSED",
        "verifiedLevels": ["SLSA_BUILD_LEVEL_3"],
    });
    let recipe = Recipe::statement(artifact).predicate("https://slsa.dev/verification_summary/v1", predicate);
    let made = Authority::new().unwrap().make(&recipe).unwrap();
    let verifier = Verifier::new(&TrustRoot::from_json(made.trusted_root().as_bytes()).unwrap()).unwrap();
    let signer = Identity::exact("signer@example.com", "https://accounts.example.com");
    let now = UnixTime::from_secs(BASE_TIME.secs().max(1_767_225_600) + 86_400);
    let policy = Policy::signed_by(signer).unwrap();
    let verified =
        verifier.verify_json(&Artifact::from_bytes(made.artifact()), made.json().as_bytes(), &policy, now).unwrap();
    VsaExpectations::new(VERIFIER, "pkg:generic/dependency").unwrap().check(verified, now).unwrap()
}

#[test]
fn every_dependency_is_a_subject_of_a_summary() {
    let digest = |bytes: &str| DigestAlgorithm::Sha256.digest(bytes.as_bytes()).to_hex();
    let build = Build::new().with(
        "/buildDefinition/resolvedDependencies",
        json!([
            { "uri": format!("git+{REPOSITORY}@{TAG}"), "digest": { "sha256": digest("the source") } },
            { "name": "compiler", "digest": { "sha256": digest("the compiler") } },
        ]),
    );
    let provenance = build.judge(&expected()).unwrap();
    let (source, compiler, other) = (summary("the source"), summary("the compiler"), summary("something else"));
    let judge = |summaries: &[&Verified<_>]| failed(&expected().check_dependencies(&provenance, summaries));
    assert!(judge(&[&source, &compiler]).is_empty() && judge(&[&other, &compiler, &source]).is_empty());
    for summaries in [&[][..], &[&source], &[&compiler], &[&source, &other]] {
        assert_eq!(judge(summaries), [Code::SlsaDependency]);
    }
    let refusal = expected().check_dependencies(&provenance, &[&source]).unwrap_err();
    assert_eq!(refusal.failures()[0].found.as_ref().unwrap().to_string(), "compiler");
}

#[test]
fn a_build_that_used_nothing_needs_nobody() {
    let build = Build::new().without("/buildDefinition/resolvedDependencies");
    let provenance = build.judge(&expected()).unwrap();
    assert!(failed(&expected().check_dependencies(&provenance, &[])).is_empty());
}
