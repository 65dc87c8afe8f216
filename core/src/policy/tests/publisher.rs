use super::*;
use crate::attestation::tests::pep740;
use crate::attestation::{Attestations, Publisher};
use serde_json::{Value, json};

/// The publisher that stands beside an attestation of PyPI.
fn publisher(publisher: Value) -> Publisher {
    let group = json!({"publisher": publisher, "attestations": [pep740()]});
    let object = json!({"version": 1, "attestation_bundles": [group]}).to_string();
    let found = Attestations::from_json(object.as_bytes()).unwrap().into_iter().next().unwrap().unwrap();
    found.publisher().unwrap().clone()
}

fn at_github(repository: &str, workflow: &str) -> Publisher {
    publisher(json!({"kind": "GitHub", "repository": repository, "workflow": workflow, "environment": null}))
}

#[test]
fn a_publisher_is_the_workflow_that_signed() {
    let of = |repository, workflow| codes(at_github(repository, workflow).identity().unwrap(), github());
    assert!(of("Octo/app", "release.yml").is_empty());
    assert_eq!(of("octo/app", "nightly.yml"), ["identity.san"]);
    assert_eq!(of("octo/application", "release.yml"), ["identity.san", "identity.claim"]);
}

#[test]
fn a_publisher_is_a_project_at_gitlab_or_an_address_at_google() {
    const PIPELINE: &str = "https://gitlab.com/group/sub/app//.gitlab-ci.yml@refs/heads/main";
    let mut facts = CertificateFacts {
        san: Some((SanKind::Uri, PIPELINE)),
        issuer: Some("https://gitlab.com"),
        ..Default::default()
    };
    facts.claims[12] = Some("https://gitlab.com/group/sub/app");
    let gitlab = |path| json!({"kind": "GitLab", "repository": "group/sub/app", "workflow_filepath": path});
    assert!(codes(publisher(gitlab(".gitlab-ci.yml")).identity().unwrap(), facts).is_empty());
    let google = publisher(json!({"kind": "Google", "email": "builder@example.com"})).identity().unwrap();
    let google_issuer = "https://accounts.google.com";
    assert!(codes(google.clone(), person("builder@example.com", google_issuer)).is_empty());
    assert_eq!(codes(google, person("other@example.com", google_issuer)), ["identity.san"]);
}

/// What is unsigned is no pattern: it would match any workflow.
#[test]
fn the_text_of_a_publisher_is_literal() {
    for pattern in ["*", "r*.yml", "{release,nightly}.yml", "release.ym?", "[a-z]elease.yml", "releas\\e.yml"] {
        assert_eq!(codes(at_github("octo/app", pattern).identity().unwrap(), github()), ["identity.san"], "{pattern}");
    }
}

#[test]
fn other_publishers_name_nobody() {
    assert!(publisher(json!({"kind": "CircleCI", "project_id": "1"})).identity().is_none());
    assert!(publisher(json!({"kind": "GitHub", "repository": "octo/app"})).identity().is_none());
    let unfit = at_github("octo", "release.yml").identity().unwrap();
    assert!(Policy::signed_by(unfit).is_err());
}
