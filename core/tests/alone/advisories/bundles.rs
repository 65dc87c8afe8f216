//! The bundle as a file: what stands where, how much of it, and how deep.

use sealwright::local::{LogStyle, MediaType, Recipe, Stamp};
use sealwright::{Artifact, Bundle, Code, Digest, DigestAlgorithm, Identity, Policy, PublicKey, Scheme};
use serde_json::{Value, json};

use super::*;
use crate::judge::{judge, judge_artifact};

const ISSUER: &str = "https://accounts.example.com";

fn pem_certificate(der: &[u8]) -> String {
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", base64(der))
}

#[test]
fn ghsa_fx35_mq7g_6g98_a_key_in_the_place_of_a_certificate_is_malformed() {
    let made = make(&message());
    let (spki, pem) = (made.public_key().spki_der().to_vec(), made.public_key_pem());
    let certificate = pem_certificate(made.certificate().unwrap());
    for wrong in [base64(&spki), base64(&pem), pem, base64(&certificate), certificate] {
        for at in ["/verificationMaterial/certificate", "/verificationMaterial/x509CertificateChain/certificates/0"] {
            let mut changed =
                if at.ends_with("/0") { make(&message().media_type(MediaType::V02)) } else { made.clone() };
            changed.bundle_mut().pointer_mut(at).unwrap()["rawBytes"] = wrong.clone().into();
            for policy in [usual_policy(&changed), Policy::anyone_dangerous()] {
                assert_eq!(failed(&judge_with(&changed, &policy, NOW)), [Code::BundleMalformed], "{wrong}");
            }
        }
    }
    // cosign's older bundle has its certificate in `cert`: it is not read at all.
    let legacy = json!({"base64Signature": base64("x"), "cert": base64(spki), "rekorBundle": {}});
    assert!(Bundle::from_json(legacy.to_string().as_bytes()).is_err());
}

#[test]
fn ghsa_fx35_mq7g_6g98_an_identity_is_never_satisfied_by_a_key() {
    let policy = || Policy::signed_by(Identity::exact("signer@example.com", ISSUER)).unwrap();
    for hint in [None, Some("signer@example.com")] {
        for recipe in [message().managed_key(hint), statement().managed_key(hint)] {
            assert_eq!(failed(&judge_with(&make(&recipe), &policy(), NOW)), [Code::KeyMismatch]);
        }
    }
    // Nor where the policy knows the key as well, but asks for both.
    let made = make(&message().managed_key(None));
    let identity = Identity::exact("signer@example.com", ISSUER);
    let key = sealwright::Signer::from(made.public_key().clone());
    let both = Policy::all_of([key, identity.into()]).unwrap();
    assert!(judge_with(&made, &both, NOW).is_err());
}

#[test]
fn sigstore_go_618325f_an_artifact_without_digests_is_refused_and_an_empty_file_is_not() {
    for recipe in [message(), statement(), message().without_message_digest()] {
        let made = make(&recipe);
        assert!(judge_artifact(&made, &Artifact::from_digests([]), &usual_policy(&made), NOW).is_err());
    }
    for algorithm in DigestAlgorithm::ALL {
        assert_eq!(Digest::from_bytes(algorithm, &[]), None);
    }
    for empty in [Recipe::message(*b""), Recipe::statement(*b"")] {
        assert_eq!(failed(&judge(&empty)), []);
        let made = make(&empty);
        let digest = DigestAlgorithm::Sha256.digest(b"");
        let verdict = judge_artifact(&made, &Artifact::from_digest(digest), &usual_policy(&made), NOW);
        assert_eq!(failed(&verdict), []);
    }
}

#[test]
fn tob_sigstore_6_the_key_alone_and_the_key_beside_an_identity_give_one_verdict() {
    let signed = [message(), statement(), message().log(LogStyle::V2), statement().log(LogStyle::V2)];
    for recipe in signed.map(|recipe| recipe.managed_key(None)) {
        let (made, other) = (make(&recipe), make(&recipe));
        for (key, right) in [(made.public_key(), true), (other.public_key(), false)] {
            let again = PublicKey::from_spki_der(key.spki_der()).unwrap();
            let identity = Identity::exact("somebody@example.com", ISSUER);
            let among = Policy::any_of([sealwright::Signer::from(identity), again.into()]).unwrap();
            for policy in [Policy::key(key.clone()), among] {
                assert_eq!(judge_with(&made, &policy, NOW).is_ok(), right);
            }
        }
    }
}

#[test]
fn tob_sigstore_9_a_second_signature_is_refused_whichever_is_the_good_one() {
    for good_first in [true, false] {
        let codes = changed(&statement(), |b| {
            let signatures = b["dsseEnvelope"]["signatures"].as_array_mut().unwrap();
            signatures.insert(usize::from(good_first), json!({"sig": base64("another signature")}));
        });
        assert_eq!(codes, [Code::BundleLimit]);
    }
}

#[test]
fn ghsa_jfc7_64v2_mr8c_a_payload_type_with_the_same_low_octets_is_refused() {
    // U+0161 is 0x61, `a`, to who cuts code units to one octet.
    let codes = changed(&statement(), |b| {
        b["dsseEnvelope"]["payloadType"] = "\u{161}pplication/vnd.in-toto+json".into();
    });
    assert!(codes.contains(&Code::SignatureEnvelope), "{codes:?}");
}

#[test]
fn ghsa_72c7_4g63_hpw5_an_envelope_without_a_signature_is_malformed_in_a_bundle() {
    for signatures in [json!([]), Value::Null, json!([{}]), json!([{"sig": ""}]), json!([{"sig": null}]), json!({})] {
        let codes = changed(&statement(), |b| b["dsseEnvelope"]["signatures"] = signatures.clone());
        assert_eq!(codes, [Code::BundleMalformed], "{signatures}");
    }
}

#[test]
fn ghsa_cq38_jh5f_37mq_more_entries_timestamps_subjects_or_digests_than_the_limit_are_refused() {
    let limit = |codes: &[Code]| codes.contains(&Code::BundleLimit);
    // 32 entries and timestamps are read, 33 are not.
    for (count, refused) in [(32_usize, false), (33, true)] {
        let with_entries = changed(&message(), |b| {
            let first = first_entry(b).clone();
            for n in 1..count {
                let mut entry = first.clone();
                entry["logId"]["keyId"] = base64([u8::try_from(n).unwrap(); 32]).into();
                entries(b).push(entry);
            }
        });
        assert_eq!(limit(&with_entries), refused, "{count} entries: {with_entries:?}");
        let stamps = (0..count).map(|n| Stamp::by(0).at(after(6 + i64::try_from(n).unwrap())));
        let made = make(&message().timestamps(stamps));
        let expected: &[Code] = if refused { &[Code::BundleLimit] } else { &[] };
        assert_eq!(codes(&made), expected, "{count} timestamps");
    }
    let subject = |n: usize| (format!("file {n}"), vec![DigestAlgorithm::Sha256.digest(&n.to_be_bytes())]);
    let ours = || ("ours".to_owned(), vec![DigestAlgorithm::Sha256.digest(b"an artifact")]);
    let subjects = |count: usize| statement().subjects((1..count).map(subject).chain([ours()]));
    assert_eq!(failed(&judge(&subjects(1024))), []);
    let codes = failed(&judge(&subjects(1025)));
    assert_eq!(codes.len(), 1, "{codes:?}");
    assert!(matches!(codes[0], Code::BundleLimit | Code::StatementMalformed), "{codes:?}");

    let digests = |count: usize| {
        let mut digest = serde_json::Map::new();
        digest.insert("sha256".into(), DigestAlgorithm::Sha256.digest(b"an artifact").to_hex().into());
        digest.extend((1..count).map(|n| (format!("other{n}"), "00".into())));
        let statement = json!({"_type": "https://in-toto.io/Statement/v1", "predicateType": "https://example.com/x/v1",
            "predicate": {}, "subject": [{"name": "ours", "digest": digest}]});
        failed(&judge(&statement_of(statement.to_string())))
    };
    assert_eq!(digests(32), []);
    assert_eq!(digests(33), codes);
}

fn statement_of(payload: String) -> Recipe {
    statement().payload("application/vnd.in-toto+json", payload.into_bytes())
}

#[test]
fn rustsec_2024_0012_json_nested_without_end_is_refused_wherever_it_stands() {
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for depth in [200, 10_000, 1_000_000] {
        assert!(Bundle::from_json(deep(depth).as_bytes()).is_err());
        let unknown = format!(r#"{{"mediaType":"x","x":{}}}"#, deep(depth));
        assert!(Bundle::from_json(unknown.as_bytes()).is_err());
        let body = changed(&message(), |b| first_entry(b)["canonicalizedBody"] = base64(deep(depth)).into());
        assert_eq!(body, [Code::LogEntry]);
    }
    let predicate = |depth: usize| {
        let head = r#"{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":""#;
        let digest = DigestAlgorithm::Sha256.digest(b"an artifact").to_hex();
        let tail =
            format!(r#""}}}}],"predicateType":"https://example.com/x/v1","predicate":{{"x":{}}}}}"#, deep(depth));
        failed(&judge(&statement_of(format!("{head}{digest}{tail}"))))
    };
    assert_eq!(predicate(100), []);
    assert_eq!(predicate(10_000).len(), 1);
}

#[test]
fn ghsa_q67f_28xg_22rw_an_ed25519_signature_with_a_larger_s_is_refused() {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let key = sealwright::PrivateKey::generate(sealwright::KeyKind::Ed25519).unwrap();
    let signature = key.sign(Scheme::Ed25519, b"message").unwrap();
    assert_eq!(key.public_key().verify(Scheme::Ed25519, b"message", &signature), Ok(()));
    let mut malleable = signature;
    let mut carry = 0;
    for (octet, more) in malleable[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*octet) + u16::from(more) + carry;
        (*octet, carry) = (sum.to_le_bytes()[0], sum >> 8);
    }
    assert_eq!(carry, 0);
    assert!(key.public_key().verify(Scheme::Ed25519, b"message", &malleable).is_err());
}
