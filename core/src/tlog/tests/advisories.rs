use super::*;
use crate::check::{Code, Explain};
use crate::crypto::SignatureChecks;
use crate::tlog::{Checkpoint, CheckpointError, InclusionError, leaf_hash};

/// Where the entry and the bundle differ.
fn differs(bundle: &Value, entry: &Value) -> String {
    let entry = Raw::read(entry).entry().unwrap();
    let error = About::of(bundle).matched_by(&entry).unwrap_err();
    assert_eq!(error.code(), Code::LogEntry);
    error.at().map(String::from).unwrap_or_else(|| error.to_string())
}

fn entry_of(bundle: &Value) -> &Value {
    &bundle["verificationMaterial"]["tlogEntries"][0]
}

#[test]
fn ghsa_ccxc_vr6p_4858_a_valid_entry_of_another_signature_proves_nothing() {
    let names = [
        "cosign-v3-blob.sigstore.json",
        "bundle_v3_github.whl.sigstore",
        "staging-rekor-v2.txt.sigstore.json",
        "conda-attestation.sigstore.json",
        "happy-path.json",
        "sigstore.js@2.0.0-provenance.sigstore.json",
        "a.dsse.staging-rekor-v2.txt.sigstore.json",
    ];
    let bundles = names.map(bundle);
    for (mine, one) in names.iter().zip(&bundles) {
        for (theirs, other) in names.iter().zip(&bundles).filter(|(theirs, _)| *theirs != mine) {
            let at = differs(one, entry_of(other));
            assert!(at.starts_with("canonicalizedBody: "), "{mine} with {theirs}: {at}");
        }
    }
}

#[test]
fn ghsa_8gw7_4j42_w388_the_entry_of_the_bundle_made_for_it_is_refused() {
    let bundle = bundle("bundle_cve_2022_36056.txt.sigstore");
    assert_eq!(differs(&bundle, entry_of(&bundle)), "canonicalizedBody: spec.signature.content");
}

/// GHSA-8gw7-4j42-w388, GHSA-whqx-f9j3-ch6m, GHSA-q4xm-6fjc-5f6w: each field on each kind, with nothing else wrong.
#[test]
fn ghsa_whqx_f9j3_ch6m_every_field_of_every_kind_of_entry_is_compared() {
    let donor = bundle("dsse.sigstore.json");
    let certificate = base64::encode(About::of(&donor).certificate);
    let pem_body: Vec<_> = certificate.as_bytes().chunks(64).map(|c| String::from_utf8_lossy(c)).collect();
    let pem = format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", pem_body.join("\n"));
    let (pem, signature) = (base64::encode(pem), base64::encode(b"another signature"));
    let (hex, twice) = ("ab".repeat(32), base64::encode(&signature));
    let digest = base64::encode([7; 32]);
    let v1 = "cosign-v3-blob.sigstore.json";
    let dsse = "conda-attestation.sigstore.json";
    let intoto = "sigstore.js@2.0.0-provenance.sigstore.json";
    let envelope_v2 = "a.dsse.staging-rekor-v2.txt.sigstore.json";
    let cases: &[(&str, &str, &str)] = &[
        (v1, "spec.signature.content", &signature),
        (v1, "spec.signature.publicKey.content", &pem),
        (v1, "spec.data.hash.value", &hex),
        (dsse, "spec.signatures[0].signature", &signature),
        (dsse, "spec.signatures[0].verifier", &pem),
        (dsse, "spec.payloadHash.value", &hex),
        (intoto, "spec.content.envelope.signatures[0].sig", &twice),
        (intoto, "spec.content.envelope.signatures[0].publicKey", &pem),
        (intoto, "spec.content.envelope.payloadType", "text/plain"),
        (intoto, "spec.content.payloadHash.value", &hex),
        (envelope_v2, "spec.hashedRekordV002.signature.content", &signature),
        (envelope_v2, "spec.hashedRekordV002.data.digest", &digest),
    ];
    for (name, field, value) in cases {
        let bundle = bundle(name);
        let mut raw = Raw::of(&bundle);
        let mut body = raw.body();
        let pointer = format!("/{}", field.replace(['.', '['], "/").replace(']', ""));
        *body.pointer_mut(&pointer).unwrap() = Value::from(*value);
        raw.body = body.to_string().into_bytes();
        let error = About::of(&bundle).matched_by(&raw.entry().unwrap()).unwrap_err();
        assert_eq!(error.at().unwrap(), format!("canonicalizedBody: {field}"), "{name}");
        assert!(error.expected().is_some() && error.found().is_some() && error.expected() != error.found());
    }
    // The certificate of Rekor v2, and the payload that some entries of `intoto` still have.
    let with = |name: &str, pointer: &str, key: &str, value: &str| {
        let bundle = bundle(name);
        let mut raw = Raw::of(&bundle);
        let mut body = raw.body();
        body.pointer_mut(pointer).unwrap()[key] = value.into();
        raw.body = body.to_string().into_bytes();
        About::of(&bundle).matched_by(&raw.entry().unwrap()).unwrap_err().at().unwrap().into_owned()
    };
    let verifier = "/spec/hashedRekordV002/signature/verifier/x509Certificate";
    let at = with(envelope_v2, verifier, "rawBytes", &certificate);
    assert_eq!(at, "canonicalizedBody: spec.hashedRekordV002.signature.verifier");
    let at = with(intoto, "/spec/content/envelope", "payload", &twice);
    assert_eq!(at, "canonicalizedBody: spec.content.envelope.payload");
}

#[test]
fn an_entry_about_a_message_is_not_one_about_an_envelope() {
    let message = bundle("cosign-v3-blob.sigstore.json");
    let entry = Raw::of(&message).entry().unwrap();
    let about = About::of(&message);
    let envelope = About::of(&bundle("conda-attestation.sigstore.json")).envelope.unwrap();
    let signer = SignerMaterial::Certificate { der: &about.certificate, key: &about.key };
    let error = entry.matches(Signed::Envelope { envelope: &envelope }, &about.signature, signer).unwrap_err();
    assert!(matches!(error, EntryError::Content { .. }), "{error:?}");
    let attested = bundle("conda-attestation.sigstore.json");
    let entry = Raw::of(&attested).entry().unwrap();
    let digest = about.digest.unwrap();
    let about = About::of(&attested);
    let signer = SignerMaterial::Certificate { der: &about.certificate, key: &about.key };
    let error = entry.matches(Signed::Message { digest: &digest }, &about.signature, signer).unwrap_err();
    assert!(matches!(error, EntryError::Content { .. }), "{error:?}");
}

/// A tree of one leaf, everything in it consistent: only the checkpoint's signature says that it is the log's.
#[test]
fn ghsa_jp26_88mw_89qr_a_tree_that_the_log_did_not_sign_is_refused() {
    let bundle = bundle("staging-rekor-v2.txt.sigstore.json");
    let real = Raw::of(&bundle).proof().checkpoint.clone().unwrap();
    let (text, signatures) = real.split_once("\n\n").unwrap();
    let origin = text.lines().next().unwrap();
    let verify = |signatures: &str| {
        let mut raw = Raw::of(&bundle);
        let root = leaf_hash(&raw.body);
        raw.log_index = 0;
        let note = format!("{origin}\n1\n{}\n\n{signatures}", base64::encode(root));
        raw.proof = Some(RawProof {
            log_index: 0,
            tree_size: 1,
            root_hash: root.0,
            hashes: Vec::new(),
            checkpoint: Some(note),
        });
        let entry = raw.entry().unwrap();
        entry.verify_inclusion(&log_of(STAGING, &entry), &SignatureChecks::new()).unwrap_err()
    };
    let unknown = verify(&format!("\u{2014} {origin} {}\n", base64::encode([1; 68])));
    assert!(matches!(unknown, InclusionError::Checkpoint(CheckpointError::NoSignature { .. })), "{unknown:?}");
    let copied = verify(signatures);
    assert!(matches!(copied, InclusionError::Checkpoint(CheckpointError::Signature { .. })), "{copied:?}");
    assert_eq!(copied.code(), Code::LogCheckpoint);
}

#[test]
fn ghsa_273p_m2cw_6833_an_entry_of_an_unknown_kind_is_an_error() {
    let mut raw = Raw::of(&bundle("cosign-v3-blob.sigstore.json"));
    raw.kind = "cose".into();
    raw.body = br#"{"apiVersion":"0.0.1","kind":"cose","spec":{}}"#.to_vec();
    assert!(matches!(raw.entry(), Err(EntryError::Kind { .. })));
}

#[test]
fn sigstore_js_e66d99f0_the_names_on_a_checkpoint_are_compared_literally() {
    let real = Raw::of(&bundle("staging-rekor-v2.txt.sigstore.json")).proof().checkpoint.clone().unwrap();
    let checkpoint = Checkpoint::parse(&real).unwrap();
    let log = logs(STAGING).into_iter().find(|log| checkpoint.verify(log).is_ok()).unwrap();
    for name in [".*", "log2025-alpha1.rekor.sigstage.de.", "(a+)+$", "[", ""] {
        let other = Log::new(log.id(), log.key().clone(), log.scheme(), log.validity(), format!("https://{name}"));
        assert!(matches!(checkpoint.verify(&other), Err(CheckpointError::Origin { .. })), "{name}");
        let renamed = Checkpoint::parse(&real.replace(log.name(), name));
        assert!(renamed.and_then(|checkpoint| checkpoint.verify(&log)).is_err(), "{name}");
    }
}

#[test]
fn sigstore_go_1_3_0_a_size_that_is_no_number_is_refused() {
    for size in ["", "x", "-1", "1.0", "0x10", "01", "18446744073709551616"] {
        let note = format!("log\n{size}\n{}\n\n\u{2014} log AAAAAAA=\n", base64::encode([0; 32]));
        assert!(matches!(Checkpoint::parse(&note), Err(CheckpointError::Text { .. })), "{size}");
    }
}

#[test]
fn cosign_7351cace_an_entry_without_evidence_proves_nothing() {
    let raw = Raw { promise: None, proof: None, ..Raw::of(&bundle("cosign-v3-blob.sigstore.json")) };
    let entry = raw.entry().unwrap();
    let log = log_of(SIGSTORE, &entry);
    assert!(entry.verify_promise(&log, &SignatureChecks::new()).is_err());
    assert!(entry.verify_inclusion(&log, &SignatureChecks::new()).is_err());
}
