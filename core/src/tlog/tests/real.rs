use super::*;
use crate::check::{Code, Explain};
use crate::crypto::SignatureChecks;
use crate::tlog::{EntryKind, InclusionError};

/// Bundle, trusted root, kind, whether it has a promise and whether a proof with a checkpoint.
const REAL: &[(&str, &str, EntryKind, bool, bool)] = &[
    ("cosign-v3-blob.sigstore.json", SIGSTORE, EntryKind::HashedRekordV1, true, true),
    ("bundle_v3_github.whl.sigstore", SIGSTORE, EntryKind::HashedRekordV1, true, true),
    ("sigstore.js@2.0.0-provenance.sigstore.json", SIGSTORE, EntryKind::Intoto, true, true),
    ("conda-attestation.sigstore.json", SIGSTORE, EntryKind::Dsse, true, true),
    ("happy-path.json", SIGSTORE, EntryKind::Dsse, true, true),
    ("github_build_provenance_jdx_mise.json", SIGSTORE, EntryKind::Dsse, true, true),
    ("dsse.sigstore.json", SIGSTORE, EntryKind::Intoto, true, false),
    ("bundle_v3.json", STAGING, EntryKind::HashedRekordV1, true, true),
    ("conda-attestation-rekor2.sigstore.json", STAGING, EntryKind::HashedRekordV2, false, true),
    ("staging-rekor-v2.txt.sigstore.json", STAGING, EntryKind::HashedRekordV2, false, true),
    ("a.dsse.staging-rekor-v2.txt.sigstore.json", STAGING, EntryKind::HashedRekordV2, false, true),
    ("rekor-v2-tsa.sigstore.json", STAGING, EntryKind::HashedRekordV2, false, true),
    ("sct-multi-intermediate.sigstore.json", STAGING, EntryKind::HashedRekordV2, false, true),
    ("othername.sigstore.json", "testdata/roots/scaffolding.json", EntryKind::HashedRekordV1, true, true),
];

#[test]
fn the_entry_of_every_real_bundle_verifies_and_is_about_that_bundle() {
    for (name, root, kind, has_promise, has_proof) in REAL {
        let bundle = bundle(name);
        let entry = Raw::of(&bundle).entry().unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(entry.kind(), *kind, "{name}");
        let log = log_of(root, &entry);
        let checks = SignatureChecks::new();
        let promise = entry.verify_promise(&log, &checks);
        assert_eq!(promise.is_ok(), *has_promise, "{name}: {promise:?}");
        assert_eq!(promise.ok(), entry.claimed_time(), "{name}");
        let inclusion = entry.verify_inclusion(&log, &checks);
        assert_eq!(inclusion.is_ok(), *has_proof, "{name}: {inclusion:?}");
        About::of(&bundle).matched_by(&entry).unwrap_or_else(|e| panic!("{name}: {e}"));
    }
}

#[test]
fn the_entry_of_a_bundle_signed_with_a_key_has_that_key() {
    let bundle = bundle("managed-key.sigstore.json");
    let entry = Raw::of(&bundle).entry().unwrap();
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/bundles/managed-key.pub");
    let key = PublicKey::from_pem(&std::fs::read_to_string(path).unwrap()).unwrap();
    let about = About::of(&bundle);
    let matches = |signer| entry.matches(about.signed(), &about.signature, signer);
    assert!(matches(SignerMaterial::Key(&key)).is_ok());
    let log_key = logs(SIGSTORE).remove(0).key().clone();
    let error = matches(SignerMaterial::Key(&log_key)).unwrap_err();
    assert_eq!(error.at().unwrap(), "canonicalizedBody: spec.signature.publicKey.content");
    // A key is not a certificate, even of the same bytes.
    assert!(matches(SignerMaterial::Certificate(key.spki_der())).is_err());
}

#[test]
fn an_entry_of_one_log_is_not_verified_with_another() {
    let entry = Raw::of(&bundle("cosign-v3-blob.sigstore.json")).entry().unwrap();
    let other = logs(STAGING).remove(0);
    let checks = SignatureChecks::new();
    assert!(matches!(entry.verify_inclusion(&other, &checks), Err(InclusionError::Log { .. })));
    assert!(entry.verify_promise(&other, &checks).is_err());
}

#[test]
fn a_promise_covers_time_index_and_body() {
    let raw = || Raw::of(&bundle("cosign-v3-blob.sigstore.json"));
    let verify = |raw: Raw| {
        let entry = raw.entry().unwrap();
        entry.verify_promise(&log_of(SIGSTORE, &entry), &SignatureChecks::new())
    };
    assert!(verify(raw()).is_ok());
    assert_eq!(verify(Raw { time: raw().time + 1, ..raw() }).unwrap_err().code(), Code::LogPromise);
    assert!(verify(Raw { log_index: raw().log_index + 1, ..raw() }).is_err());
    let mut promise = raw().promise.unwrap();
    *promise.last_mut().unwrap() ^= 1;
    assert!(verify(Raw { promise: Some(promise), ..raw() }).is_err());
    let mut body = raw().body;
    body.push(b' ');
    assert!(verify(Raw { body, ..raw() }).is_err());
}

#[test]
fn a_promised_time_outside_the_logs_window_is_no_time() {
    let entry = Raw::of(&bundle("cosign-v3-blob.sigstore.json")).entry().unwrap();
    let log = log_of(SIGSTORE, &entry);
    let time = entry.claimed_time().unwrap();
    let verify = |start: i64, end: i64| {
        let at = |offset| UnixTime::from_secs(time.secs() + offset);
        let validity = Validity { start: at(start), end: Some(at(end)) };
        let log = Log::new(log.id(), log.key().clone(), log.scheme(), validity, log.base_url());
        entry.verify_promise(&log, &SignatureChecks::new())
    };
    assert_eq!(verify(0, 0), Ok(time));
    assert!(verify(1, 2).is_err());
    assert!(verify(-2, -1).is_err());
}

#[test]
fn a_proof_covers_body_index_and_every_hash() {
    let raw = || Raw::of(&bundle("staging-rekor-v2.txt.sigstore.json"));
    let verify = |raw: Raw| {
        let entry = raw.entry().unwrap();
        entry.verify_inclusion(&log_of(STAGING, &entry), &SignatureChecks::new())
    };
    assert_eq!(verify(raw()), Ok(()));
    let mut longer = raw().body;
    longer.push(b'\n');
    assert_eq!(verify(Raw { body: longer, ..raw() }).unwrap_err().code(), Code::LogInclusion);
    let mut moved = raw();
    moved.log_index -= 1;
    moved.proof().log_index -= 1;
    assert!(verify(moved).is_err());
    for index in 0..raw().proof().hashes.len() {
        let mut forged = raw();
        forged.proof().hashes[index][31] ^= 1;
        assert!(matches!(verify(forged), Err(InclusionError::Proof(_))));
    }
    let mut short = raw();
    short.proof().hashes.pop();
    assert!(matches!(verify(short), Err(InclusionError::Proof(_))));
    let mut bare = raw();
    bare.proof().checkpoint = None;
    assert_eq!(verify(bare), Err(InclusionError::NoCheckpoint));
    assert_eq!(verify(Raw { proof: None, ..raw() }), Err(InclusionError::NoProof));
}
