//! What was expected, and what was built instead.

use sealwright::{Code, Expectations};
use serde_json::json;

use crate::scene::{BUILD_TYPE, Build, COMMIT, REPOSITORY, TAG, WORKFLOW, expected, failed};

type With = fn(Expectations) -> Expectations;

#[test]
fn provenance_that_is_what_was_expected_is_verified() {
    let everything = expected()
        .builder(&format!("{WORKFLOW}@{TAG}"))
        .build_type(BUILD_TYPE)
        .git_ref(TAG)
        .tag("v1.2.3")
        .versioned_tag("v1")
        .commit(COMMIT)
        .workflow(".github/workflows/release.yml")
        .repository_id("11")
        .owner_id("22")
        .runner("github-hosted")
        .level(2);
    let verified = Build::new().judge(&everything).unwrap();
    let provenance = verified.content();
    assert_eq!((provenance.repository(), provenance.git_ref()), (Some(REPOSITORY), Some(TAG)));
    assert_eq!((provenance.commit(), provenance.level()), (Some(COMMIT), 2));
    assert_eq!((provenance.builder_name(), provenance.event()), ("GitHub Actions", Some("push")));
    assert_eq!(provenance.builder(), format!("{WORKFLOW}@{TAG}"));
    assert!(verified.checks().iter().any(|check| check.code == Code::SlsaBuilder));
}

#[test]
fn each_expectation_that_is_not_met_is_refused_by_its_own_check() {
    let cases: [(With, Code); 14] = [
        (|_| Expectations::new("https://github.com/octo/other"), Code::SlsaSource),
        // Letter by letter.
        (|_| Expectations::new("https://github.com/octo/App"), Code::SlsaSource),
        // A stranger's repository may take a name that was given up, and never its id.
        (|e| e.repository_id("12"), Code::SlsaSource),
        (|e| e.owner_id("23"), Code::SlsaSource),
        (|e| e.builder("https://github.com/octo/builder/.github/workflows/build.yml"), Code::SlsaBuilder),
        (|e| e.builder(&format!("{WORKFLOW}@v1.2.4")), Code::SlsaBuilder),
        (|e| e.runner("self-hosted"), Code::SlsaBuilder),
        (|e| e.build_type("https://example.com/other"), Code::SlsaBuildType),
        (|e| e.git_ref("refs/heads/main"), Code::SlsaRef),
        (|e| e.branch("main"), Code::SlsaRef),
        (|e| e.tag("v1.2.4"), Code::SlsaRef),
        (|e| e.versioned_tag("v2"), Code::SlsaRef),
        (|e| e.commit("1234567890123456789012345678901234567891"), Code::SlsaRef),
        (|e| e.workflow(".github/workflows/other.yml"), Code::SlsaParameter),
    ];
    for (index, (with, code)) in cases.into_iter().enumerate() {
        assert_eq!(failed(&Build::new().judge(&with(expected()))), [code], "case {index}");
    }
    assert_eq!(failed(&Build::new().judge(&expected().level(3))), [Code::SlsaLevel]);
}

#[test]
fn an_expectation_that_is_a_mistake_is_no_verdict_about_the_artifact() {
    for version in ["", "latest", "v1.x", "refs/tags/v1"] {
        assert_eq!(
            failed(&Build::new().judge(&expected().versioned_tag(version))),
            [Code::PolicyMalformed],
            "{version}"
        );
    }
}

#[test]
fn all_that_is_wrong_is_in_the_refusal() {
    let wrong = Expectations::new("https://github.com/octo/other").tag("v9").level(4);
    assert_eq!(failed(&Build::new().judge(&wrong)), [Code::SlsaSource, Code::SlsaRef, Code::SlsaLevel]);
}

#[test]
fn a_branch_is_the_branch_that_was_built() {
    let main = "refs/heads/main";
    let build = || {
        Build::new()
            .built_by(&format!("{WORKFLOW}@{main}"))
            .with("/buildDefinition/externalParameters/workflow/ref", main)
            .with(
                "/buildDefinition/resolvedDependencies/0",
                json!({ "uri": format!("git+{REPOSITORY}@{main}"), "digest": { "gitCommit": COMMIT } }),
            )
            .claim(14, main)
    };
    assert!(failed(&build().judge(&expected().branch("main"))).is_empty());
    assert_eq!(failed(&build().judge(&expected().branch("mai"))), [Code::SlsaRef]);
    assert_eq!(failed(&build().judge(&expected().tag("main"))), [Code::SlsaRef]);
    assert_eq!(failed(&build().judge(&expected().versioned_tag("v1"))), [Code::SlsaRef]);
}

#[test]
fn inputs_are_those_that_were_expected() {
    let inputs = json!({ "release": "yes", "count": 3, "dry": false, "list": [1] });
    let build = || Build::new().with("/buildDefinition/externalParameters/inputs", inputs.clone());
    let all = expected().input("release", "yes").input("count", "3").input("dry", "false");
    assert!(failed(&build().judge(&all)).is_empty());
    for (name, value) in [("release", "no"), ("missing", ""), ("count", "3.0"), ("list", "[1]")] {
        assert_eq!(failed(&build().judge(&expected().input(name, value))), [Code::SlsaParameter], "{name}");
    }
    assert_eq!(failed(&Build::new().judge(&expected().input("release", "yes"))), [Code::SlsaParameter]);
}

#[test]
fn an_external_parameter_that_nobody_expected_is_refused() {
    let build = || Build::new().with("/buildDefinition/externalParameters/backdoor", true);
    assert_eq!(failed(&build().judge(&expected())), [Code::SlsaParameter]);
    assert!(failed(&build().judge(&expected().parameter("backdoor"))).is_empty());
}

#[test]
fn predicates_of_other_types_are_no_provenance() {
    for other in
        ["https://spdx.dev/Document", "https://slsa.dev/verification_summary/v1", "https://slsa.dev/provenance/v2"]
    {
        let mut build = Build::new();
        other.clone_into(&mut build.predicate_type);
        assert_eq!(failed(&build.judge(&expected())), [Code::PredicateType], "{other}");
    }
    let mut alias = Build::new();
    "https://slsa.dev/provenance/v1.0".clone_into(&mut alias.predicate_type);
    assert!(failed(&alias.judge(&expected())).is_empty());
}

#[test]
fn provenance_without_builder_or_build_type_is_malformed() {
    for pointer in ["/runDetails/builder/id", "/buildDefinition/buildType"] {
        assert_eq!(failed(&Build::new().without(pointer).judge(&expected())), [Code::PredicateMalformed], "{pointer}");
        assert_eq!(failed(&Build::new().with(pointer, json!({})).judge(&expected())), [Code::PredicateMalformed]);
    }
}
