//! Google Cloud Build: what stands around the signed statement has to agree with it.

use serde_json::{Value, json};

use super::{fault, one, read};
use crate::attestation::AttestationKind;
use crate::check::{Code, Explain};
use crate::encoding::base64;

fn digest() -> String {
    format!("sha256:{}", "ab".repeat(32))
}

/// What is signed: in v0.1, the predicate under both of its names.
fn signed() -> Value {
    let predicate = json!({"builder": {"id": "b"}, "metadata": {"x": 1}, "materials": [{"uri": "u"}]});
    json!({
        "_type": "https://in-toto.io/Statement/v0.1", "predicateType": "https://slsa.dev/provenance/v0.1",
        "subject": [{"name": "a", "digest": {"sha256": "ab".repeat(32)}}],
        "predicate": predicate, "slsaProvenance": predicate,
    })
}

fn text() -> Value {
    let mut text = signed();
    text.as_object_mut().unwrap().remove("predicate");
    text["slsaProvenance"]["metadata"]["buildInvocationId"] = json!("only in the text");
    text
}

fn answer_of(signed: &Value, text: &Value, signatures: Value) -> Value {
    let payload = base64::encode(signed.to_string());
    json!({
        "image_summary": {"digest": digest(), "fully_qualified_digest": format!("host/image@{}", digest())},
        "provenance_summary": {"provenance": [{
            "build": {"intotoStatement": text}, "kind": "BUILD", "resourceUri": format!("https://host/image@{}", digest()),
            "envelope": {"payloadType": "application/vnd.in-toto+json", "payload": payload, "signatures": signatures},
            "createTime": "2022-09-06T17:54:23Z",
        }]},
    })
}

pub(super) fn answer() -> Value {
    answer_of(&signed(), &text(), json!([{"keyid": "k", "sig": "AAAA"}]))
}

fn first(answer: &mut Value) -> &mut Value {
    &mut answer["provenance_summary"]["provenance"][0]
}

/// Code and place of the error after a change; the place without the provenance that it is in.
fn changed(change: impl FnOnce(&mut Value)) -> (Code, String) {
    let mut answer = answer();
    change(&mut answer);
    let (code, at) = fault(&answer);
    (code, at.trim_start_matches("provenance_summary.provenance[0]: ").to_owned())
}

#[test]
fn a_text_that_says_the_same_is_accepted() {
    assert_eq!(one(&answer()).unwrap().kind(), AttestationKind::CloudBuild);
    let mut v1 = signed();
    v1.as_object_mut().unwrap().remove("slsaProvenance");
    let mut answer = answer_of(&v1, &v1, json!([{"sig": "AAAA"}]));
    first(&mut answer)["build"] = json!({"inTotoSlsaProvenanceV1": v1});
    assert!(one(&answer).is_ok());
}

#[test]
fn each_signature_is_an_attestation() {
    let answer = answer_of(&signed(), &text(), json!([{"sig": "?"}, {"sig": "AAAA"}, {"sig": "-_8="}]));
    let found = read(&answer).unwrap();
    assert_eq!(found.iter().map(Result::is_ok).collect::<Vec<_>>(), [false, true, true]);
}

#[test]
fn a_text_that_says_something_else_is_refused_where_it_does() {
    let contradiction = |text: Value| changed(|answer| first(answer)["build"] = json!({"intotoStatement": text}));
    let at = |place: &str| (Code::BundleMalformed, format!("build.intotoStatement.{place}"));
    let with = |path: &str, value: Value| {
        let mut text = text();
        *text.pointer_mut(path).unwrap() = value;
        contradiction(text)
    };
    assert_eq!(with("/slsaProvenance/builder/id", json!("other")), at("predicate.builder.id"));
    assert_eq!(with("/slsaProvenance/materials/0/uri", json!("other")), at("predicate.materials.0.uri"));
    assert_eq!(with("/slsaProvenance/materials", json!([])), at("predicate.materials"));
    assert_eq!(with("/slsaProvenance/metadata", json!({})), at("predicate.metadata.x"));
    assert_eq!(with("/subject/0/name", json!("other")), at("subject.0.name"));
    let mut more = text();
    more["more"] = json!(1);
    assert_eq!(contradiction(more), at("more"));
    let mut double = text();
    double["predicate"] = json!({});
    assert_eq!(contradiction(double), at("slsaProvenance"));
    assert_eq!(contradiction(json!([])), (Code::BundleMalformed, "build.intotoStatement".to_owned()));
    // One of the two texts that says the same does not make up for the other.
    let both = json!({"intotoStatement": text(), "inTotoSlsaProvenanceV1": {}});
    assert_eq!(changed(|answer| first(answer)["build"] = both).0, Code::BundleMalformed);
    assert_eq!(changed(|answer| first(answer)["build"] = json!({})).1, "build.intotoStatement");
}

#[test]
fn two_values_under_the_two_names_of_the_signed_predicate_are_refused() {
    let mut double = signed();
    double["slsaProvenance"] = json!({});
    let answer = answer_of(&double, &text(), json!([{"sig": "AAAA"}]));
    assert_eq!(fault(&answer).0, Code::BundleMalformed);
}

#[test]
fn what_it_is_about_is_a_subject_of_what_was_signed() {
    let other = format!("sha256:{}", "cd".repeat(32));
    let refused = |at: &str| (Code::SubjectDigest, at.to_owned());
    for uri in [format!("https://host/image@{other}"), format!("https://host/image:{}", digest()), String::new()] {
        assert_eq!(changed(|answer| first(answer)["resourceUri"] = json!(uri)), refused("resourceUri"));
    }
    let summary = |name: &str, value: &str| changed(|answer| answer["image_summary"][name] = json!(value));
    assert_eq!(summary("digest", &other), refused("image_summary.digest"));
    assert_eq!(summary("digest", ""), refused("image_summary.digest"));
    let qualified = refused("image_summary.fully_qualified_digest");
    assert_eq!(summary("fully_qualified_digest", &format!("host/image@{other}")), qualified);
    assert_eq!(summary("fully_qualified_digest", &digest()), qualified);
}

#[test]
fn only_a_build_is_provenance_and_nothing_can_be_left_out() {
    let malformed = |at: &str| (Code::BundleMalformed, at.to_owned());
    assert_eq!(changed(|answer| first(answer)["kind"] = json!("BUILDN")), malformed("kind"));
    for name in ["kind", "envelope", "build"] {
        let removed = changed(|answer| drop(first(answer).as_object_mut().unwrap().remove(name)));
        assert_eq!(removed, malformed(name));
    }
    let mut none = answer();
    none["provenance_summary"]["provenance"] = json!([]);
    assert_eq!(read(&none).unwrap_err().at().unwrap(), "provenance_summary.provenance");
    none.as_object_mut().unwrap().remove("provenance_summary");
    assert_eq!(read(&none).unwrap_err().at().unwrap(), "provenance_summary");
    let mut many = answer();
    many["provenance_summary"]["provenance"] = json!(vec![json!({}); 65]);
    assert_eq!(read(&many).unwrap_err().code(), Code::BundleLimit);
    let long = "x".repeat(1024 * 1024);
    let long = changed(|answer| first(answer)["build"]["intotoStatement"]["_type"] = json!(long));
    assert_eq!(long, (Code::BundleLimit, "build.intotoStatement".to_owned()));
}
