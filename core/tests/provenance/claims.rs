//! Certificate, predicate and materials say the same, or nothing is believed.

use sealwright::Code;

use crate::scene::{Build, REPOSITORY, TAG, expected, failed};

const OTHER: &str = "https://github.com/octo/other";

#[test]
fn each_claim_that_differs_is_a_contradiction() {
    let workflow = "/buildDefinition/externalParameters/workflow";
    let github = "/buildDefinition/internalParameters/github";
    let dependency = "/buildDefinition/resolvedDependencies/0";
    for (pointer, value) in [
        (format!("{workflow}/ref"), "refs/heads/main".to_owned()),
        (format!("{workflow}/path"), ".github/workflows/other.yml".to_owned()),
        (format!("{github}/event_name"), "pull_request".to_owned()),
        (format!("{github}/repository_id"), "12".to_owned()),
        (format!("{github}/repository_owner_id"), "23".to_owned()),
        (format!("{github}/runner_environment"), "self-hosted".to_owned()),
        (format!("{dependency}/uri"), format!("git+{REPOSITORY}@refs/heads/main")),
        (format!("{dependency}/digest/gitCommit"), "0".repeat(40)),
        ("/runDetails/metadata/invocationId".to_owned(), format!("{REPOSITORY}/actions/runs/78/attempts/1")),
    ] {
        assert_eq!(failed(&Build::new().with(&pointer, value).judge(&expected())), [Code::SlsaClaim], "{pointer}");
    }
}

#[test]
fn each_claim_of_the_certificate_that_differs_is_a_contradiction() {
    for (arc, text) in
        [(13, &*"0".repeat(40)), (14, "refs/heads/main"), (15, "12"), (17, "23"), (20, "workflow_dispatch")]
    {
        assert_eq!(failed(&Build::new().claim(arc, text).judge(&expected())), [Code::SlsaClaim], "claim {arc}");
    }
}

#[test]
fn another_repository_anywhere_is_also_another_source() {
    let both = [Code::SlsaClaim, Code::SlsaSource];
    let in_workflow = Build::new().with("/buildDefinition/externalParameters/workflow/repository", OTHER);
    assert_eq!(failed(&in_workflow.judge(&expected())), both);
    let in_materials = Build::new().with("/buildDefinition/resolvedDependencies/0/uri", format!("git+{OTHER}@{TAG}"));
    // The workflow is then not one of the repository that was built.
    let three = [Code::SlsaBuilder, Code::SlsaClaim, Code::SlsaSource];
    assert_eq!(failed(&in_materials.judge(&expected())), three);
    assert_eq!(failed(&Build::new().claim(12, OTHER).judge(&expected())), both);
}

#[test]
fn claims_that_are_not_there_contradict_nothing() {
    for pointer in
        ["/buildDefinition/internalParameters", "/runDetails/metadata", "/buildDefinition/resolvedDependencies"]
    {
        assert!(failed(&Build::new().without(pointer).judge(&expected())).is_empty(), "{pointer}");
    }
    let mut bare = Build::new();
    bare.claims.retain(|(arc, _)| [11, 12].contains(arc));
    assert!(failed(&bare.judge(&expected())).is_empty());
}
