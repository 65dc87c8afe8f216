//! Recorded environments, and what is made of them.

mod recorded;
mod secrets;

use self::recorded::{RECORDED, Recorded};
use super::{Ci, Environment, LocalBuild, LocalSource, MakeError, NewProvenance, NewResource, Subjects};
use crate::check::Explain;
use crate::digest::DigestAlgorithm::Sha256;
use crate::time::UnixTime;

fn subjects() -> Subjects {
    Subjects::new([("app.tar.gz".to_owned(), Sha256.digest(b"app"))]).unwrap()
}

/// The one statement about [`subjects`].
fn statement(provenance: &NewProvenance) -> String {
    let [statement] = &provenance.statements(&subjects()).unwrap()[..] else { panic!("one subject, one statement") };
    statement.json().to_owned()
}

fn made(ci: Ci, variables: &[(&str, &str)]) -> Result<NewProvenance, MakeError> {
    NewProvenance::from_environment(ci, &Environment::from_pairs(variables.iter().copied())?, None)
}

fn expected(predicate: &str) -> String {
    let digest = Sha256.digest(b"app").to_hex();
    let head = r#"{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"app.tar.gz","digest":{"sha256":"DIGEST"}}],"predicateType":"https://slsa.dev/provenance/v1","predicate":"#;
    // The expectations are written over several lines; no value in them begins or ends with a space.
    let predicate: String = predicate.lines().map(str::trim).collect();
    format!("{}{predicate}}}", head.replace("DIGEST", &digest))
}

#[test]
fn each_recorded_environment_gives_its_exact_statement() {
    for Recorded { ci, variables, predicate, .. } in RECORDED {
        let environment = Environment::from_pairs(variables.iter().copied()).unwrap();
        assert_eq!(Ci::detect(&environment).unwrap(), *ci);
        let provenance = made(*ci, variables).unwrap();
        assert_eq!(statement(&provenance), expected(predicate), "{ci}");
    }
    assert_eq!(RECORDED.len(), Ci::ALL.len() - 1);
}

#[test]
fn the_order_of_the_variables_decides_nothing() {
    for Recorded { ci, variables, .. } in RECORDED {
        let mut turned = variables.to_vec();
        turned.reverse();
        assert_eq!(statement(&made(*ci, &turned).unwrap()), statement(&made(*ci, variables).unwrap()), "{ci}");
    }
}

#[test]
fn each_required_variable_that_is_missing_is_named() {
    for Recorded { ci, variables, optional, .. } in RECORDED {
        for (missing, _) in *variables {
            for empty in [false, true] {
                let mut rest: Vec<_> = variables.iter().copied().filter(|(name, _)| name != missing).collect();
                rest.extend(empty.then_some((*missing, "")));
                match made(*ci, &rest) {
                    Ok(_) => assert!(optional.contains(missing), "{ci} can do without {missing}"),
                    Err(MakeError::MissingVariable { ci: named, name }) => {
                        assert_eq!((named, name), (*ci, *missing));
                        assert!(!optional.contains(missing), "{ci} needs {missing}");
                    }
                    Err(error) => panic!("{ci} without {missing}: {error}"),
                }
            }
        }
    }
}

#[test]
fn every_variable_that_may_be_read_is_in_a_recorded_environment_or_one_of_these() {
    let elsewhere = ["CI_COMMIT_BRANCH", "CI_MERGE_REQUEST_REF_PATH", "CIRCLE_BRANCH", "CIRCLE_PR_NUMBER", "CHANGE_ID"];
    for Recorded { ci, variables, .. } in RECORDED {
        for name in ci.variables() {
            let known = variables.iter().any(|(known, _)| *known == name) || elsewhere.contains(&name);
            let other = (*ci == Ci::Jenkins && name == "TAG_NAME") || (*ci == Ci::CloudBuild && name == "BRANCH_NAME");
            assert!(known || other, "{ci}: {name}");
        }
    }
}

#[test]
fn a_reference_is_claimed_only_where_it_is_one() {
    let uri = |ci: Ci, change: &[(&str, &str)]| {
        let recorded = RECORDED.iter().find(|recorded| recorded.ci == ci).unwrap();
        let mut variables: Vec<_> = recorded.variables.to_vec();
        variables.retain(|(name, _)| change.iter().all(|(changed, _)| changed != name));
        variables.extend(change);
        let json = statement(&made(ci, &variables).unwrap());
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let uri = &json["predicate"]["buildDefinition"]["resolvedDependencies"][0]["uri"];
        uri.as_str().unwrap().rsplit_once('@').map(|(_, git_ref)| git_ref.to_owned())
    };
    let is = |ci, change: &[(&str, &str)], expected: Option<&str>| {
        assert_eq!(uri(ci, change).as_deref(), expected, "{change:?}")
    };
    is(Ci::GitLab, &[("CI_COMMIT_TAG", ""), ("CI_COMMIT_BRANCH", "main")], Some("refs/heads/main"));
    let merge_request = ("CI_MERGE_REQUEST_REF_PATH", "refs/merge-requests/1/head");
    is(Ci::GitLab, &[("CI_COMMIT_TAG", ""), merge_request], Some("refs/merge-requests/1/head"));
    is(Ci::GitLab, &[("CI_COMMIT_TAG", "")], None);
    is(Ci::Buildkite, &[("BUILDKITE_TAG", "")], Some("refs/heads/main"));
    is(Ci::Buildkite, &[("BUILDKITE_TAG", ""), ("BUILDKITE_BRANCH", "fork:main")], None);
    is(Ci::CircleCi, &[("CIRCLE_TAG", ""), ("CIRCLE_BRANCH", "main")], Some("refs/heads/main"));
    is(Ci::CircleCi, &[("CIRCLE_TAG", ""), ("CIRCLE_BRANCH", "pull/7"), ("CIRCLE_PR_NUMBER", "7")], None);
    is(Ci::Jenkins, &[("TAG_NAME", "v1")], Some("refs/tags/v1"));
    is(Ci::Jenkins, &[("BRANCH_NAME", "PR-7"), ("CHANGE_ID", "7")], None);
    is(Ci::CloudBuild, &[("TAG_NAME", ""), ("BRANCH_NAME", "main")], Some("refs/heads/main"));
}

#[test]
fn what_a_variable_should_not_hold_is_refused_by_name() {
    for (ci, name, value) in [
        (Ci::GitHubActions, "GITHUB_SHA", "HEAD"),
        (Ci::GitHubActions, "GITHUB_WORKFLOW_REF", "release.yml"),
        (Ci::GitLab, "CI_JOB_STARTED_AT", "today"),
        (Ci::Buildkite, "BUILDKITE_COMMIT", "HEAD"),
        (Ci::Buildkite, "BUILDKITE_REPO", "../app"),
        (Ci::CircleCi, "CIRCLE_BUILD_URL", "42"),
    ] {
        let recorded = RECORDED.iter().find(|recorded| recorded.ci == ci).unwrap();
        let mut variables: Vec<_> = recorded.variables.to_vec();
        variables.retain(|(other, _)| *other != name);
        variables.push((name, value));
        let error = made(ci, &variables).unwrap_err();
        assert!(matches!(error, MakeError::Variable { name: named, .. } if named == name), "{error}");
    }
}

#[test]
fn the_inputs_of_a_workflow_that_somebody_started_are_parameters() {
    let mut variables: Vec<_> = RECORDED[0].variables.to_vec();
    variables.retain(|(name, _)| *name != "GITHUB_EVENT_NAME");
    variables.push(("GITHUB_EVENT_NAME", "workflow_dispatch"));
    let environment = Environment::from_pairs(variables).unwrap();
    let with = |event| NewProvenance::from_environment(Ci::GitHubActions, &environment, event);
    let provenance = with(Some(br#"{"inputs":{"release":"true"}}"#)).unwrap();
    assert!(statement(&provenance).contains(r#""externalParameters":{"inputs":{"release":"true"},"workflow":{"#));
    assert!(!statement(&with(Some(b"{}")).unwrap()).contains("inputs"));
    let missing = with(None).unwrap_err();
    assert!(matches!(missing, MakeError::MissingVariable { name: "GITHUB_EVENT_PATH", .. }));
}

fn local() -> LocalBuild {
    let source = LocalSource {
        remote: Some("https://octocat:t0ken@git.example.com/octo/app.git".to_owned()),
        git_ref: Some("refs/heads/main".to_owned()),
        commit: "2b4ba8fe79386d40ce27dc5f6cc4161a0f598cc2".to_owned(),
        dirty: true,
    };
    LocalBuild {
        builder_id: LocalBuild::BUILDER.to_owned(),
        source,
        lockfiles: vec![NewResource::file("Cargo.lock", Sha256.digest(b"lock"))],
        command: vec!["make".to_owned(), "URL=https://u:t0ken@a.example/".to_owned()],
        started: Some(UnixTime::from_secs(1_795_262_400)),
        finished: Some(UnixTime::from_secs(1_795_262_460)),
        byproducts: vec![NewResource {
            name: "log".to_owned(),
            uri: "https://u:t0ken@a.example/log".to_owned(),
            ..NewResource::default()
        }],
    }
}

#[test]
fn a_local_build_gives_its_exact_statement() {
    let predicate = r#"{"buildDefinition":{
        "buildType":"https://sealwright.dev/buildtypes/local/v1",
        "externalParameters":{"command":["make","URL=https://a.example/"],"ref":"refs/heads/main","repository":"https://git.example.com/octo/app"},
        "internalParameters":{"dirty":true},
        "resolvedDependencies":[
        {"uri":"git+https://git.example.com/octo/app@refs/heads/main","digest":{"gitCommit":"2b4ba8fe79386d40ce27dc5f6cc4161a0f598cc2"}},
        {"name":"Cargo.lock","digest":{"sha256":"LOCK"}}]},
        "runDetails":{"builder":{"id":"https://sealwright.dev/builders/local/v1"},
        "metadata":{"startedOn":"2026-11-21T12:00:00Z","finishedOn":"2026-11-21T12:01:00Z"},
        "byproducts":[{"name":"log","uri":"https://a.example/log"}]}}"#;
    let predicate = predicate.replace("LOCK", &Sha256.digest(b"lock").to_hex());
    assert_eq!(statement(&NewProvenance::local(&local()).unwrap()), expected(&predicate));
}

#[test]
fn a_local_build_needs_a_commit_and_nothing_else() {
    let commit = "2b4ba8fe79386d40ce27dc5f6cc4161a0f598cc2".to_owned();
    let bare = LocalBuild { source: LocalSource { commit, ..LocalSource::default() }, ..LocalBuild::default() };
    let json = statement(&NewProvenance::local(&bare).unwrap());
    assert!(json.contains(r#""resolvedDependencies":[{"name":"source","digest":{"gitCommit":"2b4ba8"#), "{json}");
    let none = NewProvenance::local(&LocalBuild::default()).unwrap_err();
    assert!(matches!(none, MakeError::Commit { .. }));
    let environment = Environment::default();
    let error = NewProvenance::from_environment(Ci::Local, &environment, None).unwrap_err();
    assert!(matches!(error, MakeError::NotACi));
}

#[test]
fn control_characters_of_a_local_build_are_refused() {
    let mut build = local();
    build.source.git_ref = Some("refs/heads/\u{1b}".to_owned());
    assert!(matches!(NewProvenance::local(&build), Err(MakeError::ControlCharacter { .. })));
    let odd = NewResource { name: "a\0".to_owned(), ..NewResource::default() };
    let build = LocalBuild { byproducts: vec![odd.clone()], ..local() };
    assert!(matches!(NewProvenance::local(&build), Err(MakeError::ControlCharacter { .. })));
    let added = NewProvenance::local(&local()).unwrap().byproduct(&odd);
    assert!(matches!(added, Err(MakeError::ControlCharacter { .. })));
}

#[test]
fn what_is_added_has_a_mebibyte_of_room() {
    let large = NewResource { uri: "x".repeat(64 * 1_024), ..NewResource::default() };
    let mut provenance = made(RECORDED[0].ci, RECORDED[0].variables).unwrap();
    for _ in 0..16 {
        provenance = provenance.dependency(&large).unwrap();
    }
    assert!(matches!(provenance.dependency(&large), Err(MakeError::TooMuch)));
}

#[test]
fn an_error_says_where_and_what_to_do() {
    for Recorded { ci, .. } in RECORDED {
        let error = made(*ci, &[]).unwrap_err();
        let place = error.at().unwrap();
        assert!(ci.variables().contains(&&*place) && error.to_string().contains(&*place), "{error}");
        assert_eq!(error.hint().unwrap(), ci.hint());
    }
}

#[test]
fn the_epoch_takes_the_place_of_the_times_that_are_there() {
    let epoch = UnixTime::from_secs(1);
    let json = statement(&NewProvenance::local(&local()).unwrap().source_date_epoch(epoch));
    assert!(json.contains(r#""metadata":{"startedOn":"1970-01-01T00:00:01Z","finishedOn":"1970-01-01T00:00:01Z"}"#));
    let later = LocalBuild { started: Some(UnixTime::from_secs(5)), ..local() };
    assert_eq!(statement(&NewProvenance::local(&later).unwrap().source_date_epoch(epoch)), json);
    let gitlab = RECORDED.iter().find(|recorded| recorded.ci == Ci::GitLab).unwrap();
    let json = statement(&made(Ci::GitLab, gitlab.variables).unwrap().source_date_epoch(epoch));
    assert!(json.contains(r#""startedOn":"1970-01-01T00:00:01Z"}"#) && !json.contains("finishedOn"), "{json}");
}

#[test]
fn what_else_went_in_and_came_out_is_added_and_no_level_is_claimed() {
    let time = UnixTime::from_secs(0);
    let provenance = made(RECORDED[0].ci, RECORDED[0].variables).unwrap().started(time).finished(time);
    let lock = NewResource::file("go.sum", Sha256.digest(b"x"));
    let json = statement(&provenance.dependency(&lock).unwrap().byproduct(&lock).unwrap());
    assert!(
        json.contains(r#"}},{"name":"go.sum","digest":"#) && json.contains(r#""byproducts":[{"name":"go.sum""#),
        "{json}"
    );
    assert!(!json.to_lowercase().contains("level"));
}
