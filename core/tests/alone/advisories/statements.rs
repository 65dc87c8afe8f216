//! What was signed and is no statement, or says more than anybody asked.

use sealwright::local::Recipe;
use sealwright::{Code, Content, Policy, Predicate, TrustRoot, Verifier, predicate};
use serde_json::{Value, json};

use super::*;

const IN_TOTO: &str = "application/vnd.in-toto+json";

fn signed(payload: impl Into<Vec<u8>>) -> Recipe {
    statement().payload(IN_TOTO, payload)
}

/// A statement about the artifact, of this predicate.
fn about(predicate_type: &str, predicate: &Value) -> Value {
    let digest = sealwright::DigestAlgorithm::Sha256.digest(b"an artifact").to_hex();
    json!({
        "_type": "https://in-toto.io/Statement/v1", "predicateType": predicate_type, "predicate": predicate,
        "subject": [{"name": "an artifact", "digest": {"sha256": digest}}],
    })
}

#[test]
fn ghsa_w6c6_c85g_mmv6_what_cannot_be_read_of_a_signed_statement_is_refused() {
    let judged = |payload: &str| codes(&make(&signed(payload)));
    let whole = about("https://example.com/t", &json!({}));
    assert_eq!(judged(&whole.to_string()), []);
    for payload in ["hello", "{", "[]", "null", "\u{feff}{}", "{}"] {
        assert_eq!(judged(payload), [Code::StatementMalformed], "{payload}");
    }
    for field in ["_type", "predicateType"] {
        for other in [None, Some(json!(null)), Some(json!("")), Some(json!(1)), Some(json!(["https://example.com/t"]))]
        {
            let mut changed = whole.clone();
            let fields = changed.as_object_mut().unwrap();
            fields.remove(field);
            fields.extend(other.map(|other| (field.to_owned(), other)));
            assert_eq!(judged(&changed.to_string()), [Code::StatementMalformed], "{changed}");
        }
    }
    for predicate in [json!("x"), json!([]), json!(1), json!(true)] {
        let changed = about("https://example.com/t", &predicate).to_string();
        assert_eq!(judged(&changed), [Code::PredicateMalformed], "{changed}");
    }
}

#[test]
fn ghsa_73jv_h86v_c2vh_what_no_rule_covers_is_in_the_result_as_it_was_signed() {
    let link = json!({"name": "build", "command": ["make"], "return-value": 1, "environment": {"A": "b"}});
    let mut said = about("https://in-toto.io/attestation/link/v0.3", &link);
    said["expires"] = "2020-01-01T00:00:00Z".into();
    said["subject"][0]["mode"] = "0777".into();
    let made = make(&signed(said.to_string()));
    let verifier = Verifier::new(&TrustRoot::from_json(made.trusted_root().as_bytes()).unwrap()).unwrap();
    let artifact = sealwright::Artifact::from_bytes(made.artifact());
    let policy: Policy = usual_policy(&made);
    let verified = verifier.verify_json(&artifact, made.json().as_bytes(), &policy, NOW).unwrap();
    // Nothing of the predicate was judged, and no check says that it was.
    let judged = [Code::PredicateType, Code::PredicateMalformed];
    assert!(verified.checks().iter().all(|check| !judged.contains(&check.code)));
    let Content::Statement(statement) = verified.content() else { panic!("a statement was signed") };
    assert_eq!(statement.json(), said.to_string());
    let Predicate::Link(link) = Predicate::of(statement).unwrap() else { panic!("a link was signed") };
    let beyond: Vec<_> = link.rest.iter().collect();
    assert_eq!(beyond, [("return-value", &predicate::Json::new("1").unwrap())]);
    assert_eq!(link.environment.len(), 1);
}
