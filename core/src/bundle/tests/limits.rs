//! N passes, N + 1 is refused before it is decoded.

use serde_json::json;

use super::super::limits::{MAX_BUNDLE, MAX_CERTIFICATE, MAX_CHECKPOINT};
use super::*;
use crate::encoding::base64;

const LIMIT: Code = Code::BundleLimit;

/// Whether something other than the limit refuses it, or nothing.
fn within(name: &str, change: impl FnOnce(&mut Value)) {
    if let Err(error) = changed(name, change) {
        assert_ne!(error.code(), LIMIT, "{error}");
    }
}

#[test]
fn a_bundle_of_16_mib_is_read_and_one_byte_more_is_not() {
    let mut padded = std::fs::read(folder().join(COSIGN)).unwrap();
    padded.resize(MAX_BUNDLE, b' ');
    assert!(Bundle::from_json(&padded).is_ok());
    padded.push(b' ');
    assert_eq!(Bundle::from_json(&padded).unwrap_err().code(), LIMIT);
}

#[test]
fn log_entries_are_bounded() {
    let entries = |count: usize| {
        move |b: &mut Value| {
            let first = entry(b).clone();
            let of_another_log = |n: usize| {
                let mut entry = first.clone();
                entry["logId"]["keyId"] = base64::encode([u8::try_from(n).unwrap(); 32]).into();
                entry
            };
            material(b)["tlogEntries"] = (0..count).map(of_another_log).collect();
        }
    };
    assert_eq!(changed(COSIGN, entries(32)).unwrap().log_entries().len(), 32);
    assert_eq!(fault(COSIGN, entries(33)), (LIMIT, "verificationMaterial.tlogEntries".into()));
}

#[test]
fn timestamps_are_bounded() {
    let stamps = |count: usize| {
        move |b: &mut Value| {
            let list = &mut material(b)["timestampVerificationData"]["rfc3161Timestamps"];
            let first = base64::decode(list[0]["signedTimestamp"].as_str().unwrap()).unwrap();
            // The last octet is one of the signature's.
            let other = |n: usize| {
                let mut der = first.clone();
                *der.last_mut().unwrap() = u8::try_from(n).unwrap();
                json!({"signedTimestamp": base64::encode(der)})
            };
            *list = (0..count).map(other).collect();
        }
    };
    assert_eq!(changed(COSIGN, stamps(32)).unwrap().timestamps().len(), 32);
    let at = "verificationMaterial.timestampVerificationData.rfc3161Timestamps";
    assert_eq!(fault(COSIGN, stamps(33)), (LIMIT, at.into()));
}

#[test]
fn certificates_are_bounded_in_number_and_size() {
    let at = "verificationMaterial.x509CertificateChain.certificates";
    let chain = |count: usize| {
        move |b: &mut Value| {
            let list = &mut material(b)["x509CertificateChain"]["certificates"];
            *list = vec![list[0].clone(); count].into();
        }
    };
    assert!(changed(V0_2, chain(10)).is_ok());
    assert_eq!(fault(V0_2, chain(11)), (LIMIT, at.into()));
    let sized = |bytes: usize| {
        move |b: &mut Value| material(b)["certificate"]["rawBytes"] = base64::encode(vec![0; bytes]).into()
    };
    within(COSIGN, sized(MAX_CERTIFICATE));
    let at = "verificationMaterial.certificate.rawBytes";
    assert_eq!(fault(COSIGN, sized(MAX_CERTIFICATE + 1)), (LIMIT, at.into()));
}

#[test]
fn an_envelope_has_exactly_one_signature() {
    let signatures = |count: usize| {
        move |b: &mut Value| {
            let list = &mut b["dsseEnvelope"]["signatures"];
            *list = vec![list[0].clone(); count].into();
        }
    };
    assert!(changed(ENVELOPE, signatures(1)).is_ok());
    assert_eq!(fault(ENVELOPE, signatures(2)), (LIMIT, "dsseEnvelope.signatures".into()));
    assert_eq!(fault(ENVELOPE, signatures(0)), (Code::BundleMalformed, "dsseEnvelope.signatures".into()));
}

#[test]
fn proofs_and_checkpoints_are_bounded() {
    let hashes = |count: usize| {
        let hash = base64::encode([7; 32]);
        move |b: &mut Value| entry(b)["inclusionProof"]["hashes"] = vec![hash; count].into()
    };
    within(COSIGN, hashes(64));
    let at = "verificationMaterial.tlogEntries[0].inclusionProof.hashes";
    assert_eq!(fault(COSIGN, hashes(65)), (LIMIT, at.into()));
    let checkpoint = |length: usize| {
        move |b: &mut Value| {
            let envelope = &mut entry(b)["inclusionProof"]["checkpoint"]["envelope"];
            let mut text = envelope.as_str().unwrap().to_owned();
            text.push_str(&"x".repeat(length - text.len()));
            *envelope = text.into();
        }
    };
    within(COSIGN, checkpoint(MAX_CHECKPOINT));
    let at = "verificationMaterial.tlogEntries[0].inclusionProof.checkpoint.envelope";
    assert_eq!(fault(COSIGN, checkpoint(MAX_CHECKPOINT + 1)), (LIMIT, at.into()));
}

#[test]
fn hostile_json_is_refused_at_once() {
    let many = format!(r#"{{"verificationMaterial":{{"tlogEntries":[{}{{}}]}}}}"#, "{},".repeat(5_000_000));
    let deep = format!(r#"{{"verificationMaterial":{{"tlogEntries":[{}{}"#, "{},".repeat(33), "[".repeat(16_000_000));
    let nested = "[".repeat(MAX_BUNDLE);
    let long_key = format!(r#"{{"{}":1}}"#, "k".repeat(MAX_BUNDLE - 10));
    for (what, json) in [("many", many), ("deep", deep), ("nested", nested), ("long key", long_key)] {
        let started = std::time::Instant::now();
        let error = Bundle::from_json(json.as_bytes()).unwrap_err();
        assert!(error.to_string().len() < 400, "{what}");
        // 100 ms is the promise for optimised code.
        assert!(started.elapsed().as_secs() < 5, "{what}: {:?}", started.elapsed());
    }
}
