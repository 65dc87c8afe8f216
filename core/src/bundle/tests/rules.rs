use serde_json::json;

use super::super::{BundleVersion, Content, Material};
use super::*;

fn refused(name: &str, at: &str, change: impl FnOnce(&mut Value)) {
    assert_eq!(fault(name, change), (Code::BundleMalformed, at.to_owned()), "{name}");
}

#[test]
fn the_three_versions_and_their_spellings_are_read_and_no_other() {
    for (spelling, version) in [
        ("application/vnd.dev.sigstore.bundle.v0.3+json", BundleVersion::V0_3),
        ("application/vnd.dev.sigstore.bundle+json;version=0.3", BundleVersion::V0_3),
    ] {
        assert_eq!(changed(COSIGN, |b| b["mediaType"] = spelling.into()).unwrap().version(), version);
    }
    for (spelling, version) in [
        ("application/vnd.dev.sigstore.bundle.v0.2+json", BundleVersion::V0_2),
        ("application/vnd.dev.sigstore.bundle+json;version=0.2", BundleVersion::V0_2),
        ("application/vnd.dev.sigstore.bundle.v0.1+json", BundleVersion::V0_1),
        ("application/vnd.dev.sigstore.bundle+json;version=0.1", BundleVersion::V0_1),
    ] {
        assert_eq!(changed(V0_2, |b| b["mediaType"] = spelling.into()).unwrap().version(), version);
    }
    for bad in [
        "application/vnd.dev.sigstore.bundle.v0.4+json",
        "application/vnd.dev.sigstore.bundle.v0.3.1+json",
        "application/vnd.dev.sigstore.bundle+json; version=0.3",
        "application/vnd.dev.sigstore.bundle+json",
        "Application/vnd.dev.sigstore.bundle.v0.3+json",
        "application/json",
    ] {
        assert_eq!(fault(COSIGN, |b| b["mediaType"] = bad.into()), (Code::BundleVersion, "mediaType".into()));
    }
    refused(COSIGN, "mediaType", |b| b["mediaType"] = "".into());
}

#[test]
fn a_bundle_has_exactly_one_signer() {
    let one = json(COSIGN)["verificationMaterial"]["certificate"].clone();
    refused(COSIGN, "verificationMaterial", |b| material(b)["publicKey"] = json!({"hint": "x"}));
    refused(COSIGN, "verificationMaterial", |b| material(b)["x509CertificateChain"] = json!({"certificates": [one]}));
    refused(COSIGN, "verificationMaterial", |b| material(b)["certificate"] = Value::Null);
    refused(COSIGN, "verificationMaterial", |b| b["verificationMaterial"] = Value::Null);
    let key = changed(KEY, |b| material(b)["publicKey"] = json!({})).unwrap();
    assert!(matches!(key.material(), Material::PublicKey { hint: None }));
}

#[test]
fn a_bundle_has_exactly_one_content() {
    let envelope = json(ENVELOPE)["dsseEnvelope"].clone();
    refused(COSIGN, "content", |b| b["dsseEnvelope"] = envelope);
    refused(COSIGN, "content", |b| b["messageSignature"] = Value::Null);
}

#[test]
fn version_0_3_has_one_certificate_and_no_chain() {
    let at = "verificationMaterial.x509CertificateChain";
    refused(V0_2, at, |b| b["mediaType"] = "application/vnd.dev.sigstore.bundle.v0.3+json".into());
}

#[test]
fn an_empty_chain_is_refused() {
    let at = "verificationMaterial.x509CertificateChain.certificates";
    refused(V0_2, at, |b| material(b)["x509CertificateChain"]["certificates"] = json!([]));
    refused(V0_2, at, |b| material(b)["x509CertificateChain"] = json!({}));
}

#[test]
fn a_root_in_the_bundle_is_read_where_old_clients_put_it_and_refused_elsewhere() {
    let chain = |b: &Bundle| match b.material() {
        Material::Certificate { chain, .. } => chain.len(),
        Material::PublicKey { .. } => 0,
    };
    assert_eq!(json(V0_1)["verificationMaterial"]["x509CertificateChain"]["certificates"].as_array().unwrap().len(), 3);
    assert_eq!(chain(&changed(V0_1, |_| ()).unwrap()), 2);
    let at = |index: usize| format!("verificationMaterial.x509CertificateChain.certificates[{index}]");
    refused(V0_1, &at(1), |b| {
        material(b)["x509CertificateChain"]["certificates"].as_array_mut().unwrap().swap(1, 2);
    });
    let root = json(V0_1)["verificationMaterial"]["x509CertificateChain"]["certificates"][2].clone();
    refused(V0_2, &at(1), |b| {
        material(b)["x509CertificateChain"]["certificates"].as_array_mut().unwrap().push(root);
    });
}

#[test]
fn version_0_1_needs_the_promise_and_later_ones_the_proof() {
    refused(V0_1, "verificationMaterial.tlogEntries[0].inclusionPromise", |b| {
        entry(b)["inclusionPromise"] = Value::Null;
    });
    for name in [V0_2, COSIGN, ENVELOPE] {
        let at = "verificationMaterial.tlogEntries[0].inclusionProof";
        refused(name, at, |b| drop(entry(b).as_object_mut().unwrap().remove("inclusionProof")));
        assert!(changed(name, |b| entry(b)["inclusionPromise"] = Value::Null).is_ok(), "{name}");
    }
}

#[test]
fn a_proof_without_a_checkpoint_is_refused_in_every_version() {
    let at = "verificationMaterial.tlogEntries[0].inclusionProof.checkpoint";
    for name in [V0_2, COSIGN] {
        refused(name, at, |b| entry(b)["inclusionProof"]["checkpoint"] = Value::Null);
        refused(name, &format!("{at}.envelope"), |b| entry(b)["inclusionProof"]["checkpoint"] = json!({}));
    }
    refused(V0_2, at, |b| {
        b["mediaType"] = "application/vnd.dev.sigstore.bundle+json;version=0.1".into();
        entry(b)["inclusionProof"]["checkpoint"] = Value::Null;
    });
}

#[test]
fn a_bundle_without_log_entries_is_well_formed() {
    for empty in [json!([]), Value::Null] {
        assert!(changed(COSIGN, |b| material(b)["tlogEntries"] = empty).unwrap().log_entries().is_empty());
    }
}

#[test]
fn a_message_digest_has_a_known_algorithm_and_its_length() {
    let at = |field: &str| format!("messageSignature.messageDigest.{field}");
    let put =
        |field: &'static str, value: Value| move |b: &mut Value| b["messageSignature"]["messageDigest"][field] = value;
    for unknown in ["SHA3_256", "HASH_ALGORITHM_UNSPECIFIED", "sha256", ""] {
        refused(COSIGN, &at("algorithm"), put("algorithm", unknown.into()));
    }
    refused(COSIGN, &at("algorithm"), put("algorithm", 4.into()));
    refused(COSIGN, &at("digest"), put("algorithm", "SHA2_384".into()));
    refused(COSIGN, &at("digest"), put("digest", "AAAA".into()));
    assert!(changed(COSIGN, put("algorithm", 1.into())).is_ok());
    let without = changed(COSIGN, |b| b["messageSignature"]["messageDigest"] = Value::Null).unwrap();
    assert!(matches!(without.content(), Content::Message { digest: None, .. }));
}

#[test]
fn the_same_log_entry_or_timestamp_twice_is_refused() {
    let twice = |b: &mut Value, index: &str| {
        let mut again = entry(b).clone();
        again["logIndex"] = index.into();
        material(b)["tlogEntries"].as_array_mut().unwrap().push(again);
    };
    let at = "verificationMaterial.tlogEntries[1]";
    refused(COSIGN, at, |b| {
        let index = entry(b)["logIndex"].as_str().unwrap().to_owned();
        twice(b, &index);
    });
    // The same body at another index.
    refused(COSIGN, at, |b| twice(b, "9876543210"));
    // The same body in another log is a second witness.
    let two_logs = changed(COSIGN, |b| {
        twice(b, "9876543210");
        material(b)["tlogEntries"][1]["logId"]["keyId"] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=".into();
    });
    assert_eq!(two_logs.unwrap().log_entries().len(), 2);
    refused(COSIGN, "verificationMaterial.timestampVerificationData.rfc3161Timestamps[1]", |b| {
        let stamps = material(b)["timestampVerificationData"]["rfc3161Timestamps"].as_array_mut().unwrap();
        stamps.push(stamps[0].clone());
    });
}

#[test]
fn a_key_hint_and_the_envelopes_keyid_do_not_differ() {
    let envelope = json(ENVELOPE)["dsseEnvelope"].clone();
    let with = |keyid: &'static str| {
        let mut envelope = envelope.clone();
        envelope["signatures"][0]["keyid"] = keyid.into();
        move |b: &mut Value| {
            b["messageSignature"] = Value::Null;
            b["dsseEnvelope"] = envelope;
            material(b)["publicKey"]["hint"] = "a".into();
        }
    };
    refused(KEY, "dsseEnvelope.signatures[0].keyid", with("b"));
    assert!(changed(KEY, with("a")).is_ok());
    assert!(changed(KEY, with("")).is_ok());
}

#[test]
fn an_entry_that_contradicts_itself_is_refused_with_its_place() {
    let (code, at) = fault(COSIGN, |b| entry(b)["kindVersion"]["kind"] = "dsse".into());
    assert!(at.starts_with("verificationMaterial.tlogEntries[0]"), "{at}");
    assert_eq!(code.as_str().split('.').next(), Some("log"));
    for index in ["-1", "-155690850"] {
        refused(COSIGN, "verificationMaterial.tlogEntries[0].logIndex", |b| entry(b)["logIndex"] = index.into());
    }
}
