//! Seven public negative cases fail for another reason than their name says (`masked-fixtures.tsv`): here each of them
//! fails for that reason, and for no other.

use sealwright::local::{Chain, Fault, LogStyle, Made, MediaType, Recipe, Stamp};
use sealwright::{Artifact, Bundle, BundleError, Code, Policy};
use serde_json::{Value, json};

use crate::judge::{NOW, failed, judge, judge_artifact, judge_with, make, usual_policy};
use crate::right::shapes;

fn message() -> Recipe {
    Recipe::message(*b"an artifact")
}

fn certificates(made: &mut Made) -> &mut Value {
    &mut made.bundle_mut()["verificationMaterial"]["x509CertificateChain"]["certificates"]
}

/// Refused when it is read, with this code and at this place.
fn unreadable(made: &Made, code: Code, at: &str) {
    let refusal = judge_with(made, &Policy::anyone_dangerous(), NOW).unwrap_err();
    let [check] = refusal.checks() else { panic!("{refusal:#?}") };
    assert_eq!((check.code, check.at.as_deref()), (code, Some(at)));
}

#[test]
fn an_empty_certificate_chain_is_refused_as_malformed() {
    for media_type in [MediaType::V01, MediaType::V02] {
        let mut made = make(&message().media_type(media_type));
        assert_eq!(failed(&judge_with(&made, &usual_policy(&made), NOW)), []);
        *certificates(&mut made) = json!([]);
        let at = "verificationMaterial.x509CertificateChain.certificates";
        unreadable(&made, Code::BundleMalformed, at);
    }
}

#[test]
fn a_root_certificate_in_the_chain_is_refused_as_malformed() {
    let at = |place| format!("verificationMaterial.x509CertificateChain.certificates[{place}]");
    let made = make(&message().media_type(MediaType::V02).chain(Chain::Root));
    unreadable(&made, Code::BundleMalformed, &at(2));
    assert!(matches!(Bundle::from_json(made.json().as_bytes()), Err(BundleError::Rule { .. })));

    // Clients of version 0.1 put it last, where it anchors nothing; before the intermediate it is not last.
    let mut made = make(&message().media_type(MediaType::V01).chain(Chain::Root));
    assert_eq!(failed(&judge_with(&made, &usual_policy(&made), NOW)), []);
    certificates(&mut made).as_array_mut().unwrap().swap(1, 2);
    unreadable(&made, Code::BundleMalformed, &at(1));
}

#[test]
fn a_proof_that_does_not_lead_to_the_checkpoints_root_is_refused_as_inclusion() {
    for recipe in [message(), message().media_type(MediaType::V02), message().log(LogStyle::V2)] {
        assert_eq!(failed(&judge(&recipe)), []);
        for fault in [Fault::ProofHash, Fault::ProofTooShort, Fault::ProofTooLong, Fault::ProofIndex] {
            assert_eq!(failed(&judge(&recipe.clone().wrong(fault))), [Code::LogInclusion], "{fault:?}");
        }
        // A proof of an older tree, with the checkpoint of today.
        let stale = [Fault::ProofTreeSize, Fault::ProofRootHash];
        for fault in stale {
            assert_eq!(failed(&judge(&recipe.clone().wrong(fault))), [Code::LogCheckpoint], "{fault:?}");
        }
    }
}

#[test]
fn a_timestamp_outside_the_certificates_validity_is_refused_as_that() {
    // The certificate is valid for ten minutes from the base time, both ends included.
    let base = sealwright::local::BASE_TIME.secs();
    let at = |seconds| {
        let stamp = Stamp::by(0).at(sealwright::UnixTime::from_secs(base + seconds));
        failed(&judge(&message().log(LogStyle::V2).timestamps([stamp])))
    };
    assert_eq!([at(0), at(600)], [[], []]);
    assert_eq!([at(-1), at(601)], [[Code::CertValidity], [Code::CertValidity]]);
}

#[test]
fn a_valid_key_that_did_not_sign_is_refused_as_that() {
    for (name, recipe) in shapes().into_iter().filter(|(name, _)| name.contains("managed key")) {
        let (made, other) = (make(&recipe), make(&recipe));
        assert_eq!(failed(&judge_with(&made, &Policy::key(made.public_key().clone()), NOW)), []);
        let verdict = judge_with(&made, &Policy::key(other.public_key().clone()), NOW);
        assert_eq!(failed(&verdict), [Code::KeyMismatch], "{name}");
    }
}

#[test]
fn an_entry_about_another_artifact_is_refused_as_that() {
    for (name, recipe) in shapes() {
        for fault in [Fault::EntryDigest, Fault::EntryPayloadHash, Fault::EntrySignature, Fault::EntryVerifier] {
            if fault.applies_to(&recipe) {
                assert_eq!(failed(&judge(&recipe.clone().wrong(fault))), [Code::LogEntry], "{name}, {fault:?}");
            }
        }
    }
}

#[test]
fn a_negative_log_index_is_refused_as_malformed_where_no_promise_covers_it() {
    // Rekor v2 promises nothing, and the proof has an index of its own: only the sign is wrong.
    let made = make(&message().log(LogStyle::V2));
    assert_eq!(failed(&judge_with(&made, &usual_policy(&made), NOW)), []);
    for negative in [json!("-1"), json!(-1), json!(i64::MIN.to_string())] {
        for (pointer, at) in [
            ("/logIndex", "verificationMaterial.tlogEntries[0].logIndex"),
            ("/inclusionProof/logIndex", "verificationMaterial.tlogEntries[0].inclusionProof.logIndex"),
        ] {
            let mut changed = made.clone();
            let entry = &mut changed.bundle_mut()["verificationMaterial"]["tlogEntries"][0];
            *entry.pointer_mut(pointer).unwrap() = negative.clone();
            unreadable(&changed, Code::BundleMalformed, at);
            let anyone = Policy::anyone_dangerous();
            assert!(judge_artifact(&changed, &Artifact::from_bytes(changed.artifact()), &anyone, NOW).is_err());
        }
    }
}
