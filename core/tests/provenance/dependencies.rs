//! What the build used must be vouched for, if that is asked.

use std::collections::BTreeMap;

use sealwright::DigestAlgorithm::{self, Sha256, Sha384, Sha512};
use sealwright::local::{Authority, BASE_TIME, Recipe};
use sealwright::predicate::vsa::VerificationSummary;
use sealwright::{Artifact, Code, Digest, Identity, Policy, TrustRoot, UnixTime, Verified, Verifier, VsaExpectations};
use serde_json::{Value, json};

use crate::scene::{Build, REPOSITORY, TAG, expected, failed};

const VERIFIER: &str = "https://verifier.example.com";

/// A summary of a verifier about an artifact of these bytes.
fn summary(artifact: &str) -> Verified<VerificationSummary> {
    summary_by(artifact, &[Sha256])
}

/// The same, by these digests of it.
fn summary_by(artifact: &str, algorithms: &[DigestAlgorithm]) -> Verified<VerificationSummary> {
    let predicate = json!({
        "verifier": { "id": VERIFIER },
        "timeVerified": "2026-01-01T00:00:00Z",
        "resourceUri": "pkg:generic/dependency",
        "policy": { "uri": "https://verifier.example.com/policy" },
        "verificationResult": "PASSED",
        "verifiedLevels": ["SLSA_BUILD_LEVEL_3"],
    });
    let recipe = Recipe::statement(artifact).predicate("https://slsa.dev/verification_summary/v1", predicate);
    let digests = algorithms.iter().map(|algorithm| algorithm.digest(artifact.as_bytes())).collect::<Vec<Digest>>();
    let recipe = recipe.subjects([("dependency".to_owned(), digests)]);
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

/// What is said of a build that used its source, which is vouched for, and this.
fn of(dependency: Value, of_it: &Verified<VerificationSummary>) -> Vec<Code> {
    let source = json!({ "uri": format!("git+{REPOSITORY}@{TAG}"), "digest": { "sha256": hex(Sha256, "the source") } });
    let build = Build::new().with("/buildDefinition/resolvedDependencies", json!([source, dependency]));
    let provenance = build.judge(&expected()).unwrap();
    failed(&expected().check_dependencies(&provenance, &[&summary("the source"), of_it]))
}

fn hex(algorithm: DigestAlgorithm, bytes: &str) -> String {
    algorithm.digest(bytes.as_bytes()).to_hex()
}

#[test]
fn ghsa_vmvj_p3hw_39q3_a_dependency_and_a_summary_without_a_common_digest_are_not_the_same() {
    let named = |digest: Value| json!({ "name": "dependency", "uri": "pkg:generic/dependency", "digest": digest });
    let (by_sha256, by_sha512) = (summary_by("it", &[Sha256]), summary_by("it", &[Sha512]));
    let sha256 = || named(json!({ "sha256": hex(Sha256, "it") }));
    assert_eq!(of(sha256(), &by_sha256), []);
    // The name is the same, and there is nothing else that both say.
    assert_eq!(of(sha256(), &by_sha512), [Code::SlsaDependency]);
    assert_eq!(of(named(json!({})), &by_sha256), [Code::SlsaDependency]);
    assert_eq!(of(json!({ "uri": "pkg:generic/dependency" }), &by_sha256), [Code::SlsaDependency]);
    for digest in [
        json!({ "sha384": hex(Sha256, "it") }),
        json!({ "SHA256": hex(Sha256, "it") }),
        json!({ "sha256": hex(Sha256, "it")[..62] }),
        json!({ "sha256": "" }),
    ] {
        assert_eq!(of(named(digest.clone()), &by_sha256), [Code::SlsaDependency], "{digest}");
    }
}

#[test]
fn ghsa_pgpm_j729_qcvh_a_dependency_of_which_one_digest_differs_is_another() {
    let all = summary_by("it", &[Sha256, Sha384, Sha512]);
    let whole = [("sha256", hex(Sha256, "it")), ("sha384", hex(Sha384, "it")), ("sha512", hex(Sha512, "it"))];
    let dependency = |digests: &[(&str, String)]| {
        let digests: BTreeMap<_, _> = digests.iter().cloned().collect();
        json!({ "name": "it", "digest": digests })
    };
    assert_eq!(of(dependency(&whole), &all), []);
    for (at, algorithm) in DigestAlgorithm::ALL.into_iter().enumerate() {
        let mut torn = whole.clone();
        torn[at].1 = hex(algorithm, "something else");
        assert_eq!(of(dependency(&torn), &all), [Code::SlsaDependency], "{algorithm}");
        assert_eq!(of(dependency(&whole[at..=at]), &all), [], "{algorithm}");
    }
    // An algorithm that only one of them names says nothing.
    let more = [whole[0].clone(), ("sha3-256", "00".repeat(32))];
    assert_eq!(of(dependency(&more), &all), []);
}
