//! Everything that is attested of an artifact, in one call.

use sealwright::{Attestations, Code, Expectations, Judged, Unproven};
use serde_json::{Value, json};

use crate::scene::{Build, REPOSITORY, artifact, expected, now, verifier};

fn judge(expected: &Expectations, attested: &str) -> Result<Judged, Unproven> {
    let found = Attestations::from_json(attested.as_bytes()).unwrap();
    expected.verify(verifier(), &artifact(), &found, &expected.policy(), now())
}

/// JSON lines.
fn lines(builds: &[&Build]) -> String {
    builds.iter().map(|build| build.bundle() + "\n").collect()
}

/// As npm's registry answers.
fn answer(builds: &[&Build]) -> String {
    let one = |build: &&Build| {
        let bundle: Value = serde_json::from_str(&build.bundle()).unwrap();
        json!({ "predicateType": build.predicate_type, "bundle": bundle })
    };
    json!({ "attestations": builds.iter().map(one).collect::<Vec<_>>() }).to_string()
}

/// What a publish attestation of this version says.
fn published(version: &str) -> Build {
    let predicate_type = "https://docs.pypi.org/attestations/publish/v1".to_owned();
    Build { predicate_type, predicate: Value::Null, subject: format!("octo_app-{version}.tar.gz"), ..Build::new() }
}

fn elsewhere() -> Build {
    Build::new().with("/buildDefinition/externalParameters/workflow/repository", "https://github.com/octo/other")
}

fn codes(unproven: &Unproven) -> Vec<(usize, Code)> {
    assert!(unproven.refused().iter().all(|(_, refusal)| refusal.failures().iter().all(|check| check.hint.is_some())));
    unproven.refused().iter().map(|(index, refusal)| (*index, refusal.code())).collect()
}

#[test]
fn one_provenance_suffices_and_the_others_are_told() {
    let judged = judge(&expected(), &lines(&[&elsewhere(), &Build::new(), &Build::new()])).unwrap();
    assert_eq!((judged.index(), judged.verified().content().repository()), (1, Some(REPOSITORY)));
    assert!(judged.published().is_none());
    let refused: Vec<_> = judged.refused().iter().map(|(index, refusal)| (*index, refusal.code())).collect();
    assert_eq!(refused, [(0, Code::SlsaClaim)]);
}

#[test]
fn none_that_suffices_is_a_refusal_of_each() {
    let unproven = judge(&expected().tag("v1.2.4"), &lines(&[&elsewhere(), &Build::new()])).unwrap_err();
    assert_eq!(codes(&unproven), [(0, Code::SlsaClaim), (1, Code::SlsaRef)]);
    assert_eq!((unproven.nearest().code(), unproven.nearest().failures().len()), (Code::SlsaRef, 1), "{unproven}");
}

#[test]
fn one_that_cannot_be_read_hides_no_other() {
    let unreadable = json!({ "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json" });
    let judged = judge(&expected(), &format!("{unreadable}\n{}", lines(&[&Build::new()]))).unwrap();
    assert_eq!(judged.index(), 1);
    assert_eq!(
        judged.refused().first().map(|(index, refusal)| (*index, refusal.code())),
        Some((0, Code::BundleMalformed))
    );
}

#[test]
fn what_is_published_is_proven_and_as_expected() {
    for attested in [lines, answer] {
        let judged = judge(&expected().package_version("1.2.3"), &attested(&[&published("1.2.3"), &Build::new()]));
        // The provenance names no package: a subject with a version is none of its own.
        assert_eq!(codes(&judged.unwrap_err()), [(1, Code::SlsaSubject)]);
        let judged = judge(&expected(), &attested(&[&published("1.2.3"), &Build::new()])).unwrap();
        assert_eq!(judged.published().unwrap().content().version(), "1.2.3");
        assert_eq!(judged.index(), 1);
    }
}

#[test]
fn a_publish_attestation_that_does_not_hold_has_no_second() {
    let stranger = "https://github.com/mallory/app/.github/workflows/release.yml@refs/tags/v1.2.3";
    let forged = Build { signer: stranger.to_owned(), ..published("1.2.3") };
    let attested = lines(&[&Build::new(), &forged, &published("1.2.3")]);
    assert_eq!(codes(&judge(&expected(), &attested).unwrap_err()), [(1, Code::SlsaSource)]);
}

#[test]
fn a_publish_attestation_alone_is_no_provenance() {
    assert_eq!(codes(&judge(&expected(), &lines(&[&published("1.2.3")])).unwrap_err()), [(0, Code::PredicateType)]);
}

#[test]
fn npms_provenance_alone_is_half_an_answer() {
    assert_eq!(codes(&judge(&expected(), &answer(&[&Build::new()])).unwrap_err()), [(0, Code::PredicateType)]);
    assert!(judge(&expected(), &lines(&[&Build::new()])).is_ok());
}

#[test]
fn nothing_attested_is_refused() {
    assert_eq!(codes(&judge(&expected(), r#"{"attestations": []}"#).unwrap_err()), [(0, Code::PredicateType)]);
}
