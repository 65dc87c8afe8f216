//! The log entry: it is about this signature, and the log stands by it.

use sealwright::PrivateKey;
use sealwright::local::{EntryType, Fault, LogStyle, MediaType, Recipe, Stamp};
use sealwright::{Code, KeyKind, Status};
use serde_json::{Value, json};

use super::*;
use crate::judge::judge;
use crate::right::shapes;

/// What the failing check of the entry says is wrong.
fn entry_at(recipe: &Recipe) -> String {
    let refusal = judge(recipe).unwrap_err();
    let failures: Vec<_> = refusal.checks().iter().filter(|check| check.status == Status::Fail).collect();
    let [check] = failures.as_slice() else { panic!("{failures:#?}") };
    assert_eq!(check.code, Code::LogEntry);
    check.at.as_deref().unwrap().to_owned()
}

#[test]
fn ghsa_8gw7_4j42_w388_an_entry_about_another_digest_signature_or_certificate_is_refused() {
    for (fault, field) in [
        (Fault::EntrySignature, "spec.signature.content"),
        (Fault::EntryVerifier, "spec.signature.publicKey.content"),
        (Fault::EntryDigest, "spec.data.hash.value"),
    ] {
        // Promise, proof and checkpoint are right, about that entry.
        assert!(entry_at(&message().wrong(fault)).contains(field), "{fault:?}");
    }
}

#[test]
fn ghsa_8gw7_4j42_w388_an_expired_certificate_without_an_entry_is_refused() {
    let made = make(&message().logs([]).timestamps([]));
    // Ten minutes the certificate is valid; without a time that somebody signed it makes no difference.
    for now in [after(60), after(601)] {
        let codes = failed(&judge_with(&made, &usual_policy(&made), now));
        assert!(codes.contains(&Code::LogMissing), "{codes:?}");
    }
}

#[test]
fn ghsa_whqx_f9j3_ch6m_every_version_evidence_kind_and_field_of_an_entry_is_bound() {
    let v1 = [LogStyle::V1].as_slice();
    let mut runs = 0;
    for media_type in MediaType::ALL {
        for (content, kind, styles) in [
            (message(), EntryType::HashedRekord001, v1),
            (message(), EntryType::HashedRekord002, &[LogStyle::V2]),
            (statement(), EntryType::HashedRekord002, &[LogStyle::V2]),
            (statement(), EntryType::Dsse001, v1),
            (statement(), EntryType::Intoto002, v1),
        ] {
            for style in styles {
                let old = matches!(media_type, MediaType::V01 | MediaType::V01Path);
                // Version 0.1 is content with the promise, which version 2 of Rekor does not make.
                if old && *style == LogStyle::V2 {
                    continue;
                }
                let recipe = content.clone().media_type(media_type).log(*style).entry(kind);
                let evidence = match old {
                    true => vec![recipe.clone(), recipe.without_proof()],
                    false => vec![recipe.clone(), recipe.promise(false).timestamps([Stamp::by(0)])],
                };
                for recipe in evidence {
                    assert_eq!(failed(&judge(&recipe)), [], "{media_type:?} {kind:?}");
                    for fault in [
                        Fault::EntrySignature,
                        Fault::EntryVerifier,
                        Fault::EntryDigest,
                        Fault::EntryPayloadHash,
                        Fault::EntryKeyDetails,
                    ] {
                        if fault.applies_to(&recipe) {
                            runs += 1;
                            let found = failed(&judge(&recipe.clone().wrong(fault)));
                            assert_eq!(found, [Code::LogEntry], "{media_type:?} {kind:?} {fault:?}");
                        }
                    }
                }
            }
        }
    }
    // A kind that is not read is never about anything.
    let unread = statement().log(LogStyle::V2).entry(EntryType::Dsse002);
    assert_eq!(failed(&judge(&unread)), [Code::LogEntry]);
    println!("GHSA-whqx-f9j3-ch6m: {runs} entries about something else, each refused for that alone");
    assert!(runs > 150, "{runs}");
}

#[test]
fn ghsa_ccxc_vr6p_4858_the_entry_of_another_signature_of_the_same_key_is_refused() {
    let key = PrivateKey::generate(KeyKind::EcdsaP256).unwrap();
    let of = |artifact: &[u8]| Recipe::message(artifact).key(&key).managed_key(None);
    let mut donor = make(&of(b"artifact 1"));
    assert_eq!(changed(&of(b"artifact 2"), |b| *entries(b) = entries(donor.bundle_mut()).clone()), [Code::LogEntry]);
    // And between versions, with a certificate each.
    let mut donor = make(&message().media_type(MediaType::V02));
    assert_eq!(changed(&message(), |b| *entries(b) = entries(donor.bundle_mut()).clone()), [Code::LogEntry]);
}

#[test]
fn ghsa_q4xm_6fjc_5f6w_an_envelope_with_the_entry_of_another_is_refused() {
    for kind in [EntryType::Dsse001, EntryType::Intoto002] {
        let mut donor = make(&Recipe::statement(*b"another artifact").entry(kind));
        let codes = changed(&statement().entry(kind), |b| *entries(b) = entries(donor.bundle_mut()).clone());
        assert_eq!(codes, [Code::LogEntry], "{kind:?}");
    }
}

#[test]
fn ghsa_jp26_88mw_89qr_a_tree_of_ones_own_is_refused_in_every_shape_of_bundle() {
    for (name, recipe) in shapes() {
        for fault in [Fault::CheckpointUnknownKey, Fault::CheckpointOtherKey, Fault::CheckpointSignature] {
            for recipe in [recipe.clone(), recipe.clone().neighbours(0, 0)] {
                if fault.applies_to(&recipe) {
                    assert_eq!(failed(&judge(&recipe.wrong(fault))), [Code::LogCheckpoint], "{name}, {fault:?}");
                }
            }
        }
    }
}

#[test]
fn ghsa_jp26_88mw_89qr_the_logs_signature_over_another_checkpoint_is_refused() {
    let signatures = |envelope: &Value| envelope.as_str().unwrap().split_once("\n\n").unwrap().1.to_owned();
    let at = "/inclusionProof/checkpoint/envelope";
    let mut donor = make(&message().neighbours(2, 0));
    let borrowed = signatures(first_entry(donor.bundle_mut()).pointer(at).unwrap());
    let codes = changed(&message(), |b| {
        let envelope = first_entry(b).pointer_mut(at).unwrap();
        let text = envelope.as_str().unwrap().split_once("\n\n").unwrap().0;
        *envelope = format!("{text}\n\n{borrowed}").into();
    });
    assert_eq!(codes, [Code::LogCheckpoint]);
}

#[test]
fn cosign_7351cace_an_entry_without_any_of_its_parts_is_refused_in_every_combination() {
    let parts = ["logId", "kindVersion", "inclusionProof", "inclusionPromise", "canonicalizedBody", "integratedTime"];
    for chosen in 1..1_u32 << parts.len() {
        let missing: Vec<_> = (0..parts.len()).filter(|n| chosen & 1 << n != 0).map(|n| parts[n]).collect();
        let codes = changed(&message(), |b| {
            for part in &missing {
                first_entry(b).as_object_mut().unwrap().remove(*part);
            }
        });
        assert!(!codes.is_empty(), "without {missing:?}");
    }
}

#[test]
fn cosign_4229f6d1_a_body_that_is_no_base64_or_no_json_object_is_refused() {
    for body in [
        "?".to_owned(),
        base64("not JSON"),
        base64("[]"),
        base64("null"),
        base64("{}"),
        String::new(),
        base64(vec![b' '; 11 << 20]),
    ] {
        let codes = changed(&message(), |b| first_entry(b)["canonicalizedBody"] = body.into());
        assert!(matches!(codes.as_slice(), [Code::BundleMalformed | Code::BundleLimit | Code::LogEntry]), "{codes:?}");
    }
}

#[test]
fn ghsa_frqx_jfcm_6jjr_a_null_in_the_body_of_an_entry_is_an_error() {
    for (kind, pointer) in [
        (EntryType::Dsse001, "/spec/signatures/0"),
        (EntryType::Dsse001, "/spec"),
        (EntryType::Intoto002, "/spec/content/envelope/signatures/0"),
        (EntryType::Intoto002, "/spec"),
        (EntryType::Intoto002, "/kind"),
    ] {
        let codes = changed(&statement().entry(kind), |b| {
            let text = &mut first_entry(b)["canonicalizedBody"];
            let mut body: Value = serde_json::from_slice(&unbase64(text)).unwrap();
            *body.pointer_mut(pointer).unwrap() = Value::Null;
            *text = base64(body.to_string()).into();
        });
        assert_eq!(codes, [Code::LogEntry], "{kind:?} {pointer}");
    }
}

#[test]
fn ghsa_273p_m2cw_6833_an_entry_of_a_kind_that_is_not_read_is_refused() {
    for kind in ["cose", "rfc3161", "alpine", "HashedRekord"] {
        let codes = changed(&message(), |b| {
            let entry = first_entry(b);
            let body = json!({"apiVersion": "0.0.1", "kind": kind, "spec": {"message": null}});
            entry["kindVersion"]["kind"] = kind.into();
            entry["canonicalizedBody"] = base64(body.to_string()).into();
        });
        assert_eq!(codes, [Code::LogEntry], "{kind}");
    }
}
