use super::*;
use crate::crypto::KeyKind;
use crate::crypto::sign::PrivateKey;
use crate::digest::DigestAlgorithm;
use crate::local::log::{Log, LogStyle};
use crate::local::recipe::{Fault, Stamp};
use crate::local::{EntryType, MediaType, San};

fn quick() -> Authority {
    Authority::with_certificate_keys(KeyKind::EcdsaP256).unwrap()
}

/// An authority and a signer of which every signature is the same each time, so that what is made can be compared.
fn deterministic() -> (Authority, PrivateKey) {
    let mut authority = Authority::with_certificate_keys(KeyKind::Ed25519).unwrap();
    let key = || PrivateKey::generate(KeyKind::Ed25519).unwrap();
    for log in authority.logs_mut(LogStyle::V1) {
        *log = Log::new(key(), LogStyle::V1, &log.host);
    }
    (authority, key())
}

fn recipes(key: &PrivateKey) -> Vec<(&'static str, Recipe)> {
    let message = || Recipe::message(b"hello").key(key).scts([]).timestamps([Stamp::by(0)]);
    let statement = || Recipe::statement(b"hello").key(key).scts([]).timestamps([Stamp::by(0)]);
    vec![
        ("message", message()),
        ("statement", statement()),
        ("rekor v2", message().log(LogStyle::V2)),
        ("rekor v2 statement", statement().log(LogStyle::V2)),
        ("intoto", statement().entry(EntryType::Intoto002)),
        ("early rekor v2 statement", statement().log(LogStyle::V2).entry(EntryType::Dsse002)),
        ("managed key", message().managed_key(Some("hint"))),
    ]
}

#[test]
fn the_same_recipe_makes_the_same_again() {
    let (authority, key) = deterministic();
    for (name, recipe) in recipes(&key) {
        let (one, two) = (authority.make(&recipe).unwrap(), authority.make(&recipe).unwrap());
        assert_eq!(one.json(), two.json(), "{name}");
        assert_eq!(one.trusted_root(), two.trusted_root(), "{name}");
    }
}

#[test]
fn every_fault_changes_something_where_it_applies_and_no_bundle_where_it_does_not() {
    let (authority, key) = deterministic();
    let mut applied = std::collections::HashSet::new();
    for (name, recipe) in recipes(&key) {
        let right = authority.make(&recipe).unwrap();
        for fault in Fault::ALL {
            let wrong = authority.make(&recipe.clone().wrong(*fault)).unwrap();
            let applies = fault.applies_to(&recipe);
            let same_bundle = right.json() == wrong.json();
            let same = same_bundle && right.trusted_root() == wrong.trusted_root();
            assert!(if applies { !same } else { same_bundle }, "{name} {fault:?}");
            if applies {
                applied.insert(*fault);
            }
        }
    }
    // SCTs are ECDSA and differ each time, so those faults are not compared here.
    let left: Vec<_> = Fault::ALL.iter().filter(|fault| !applied.contains(fault)).map(|f| format!("{f:?}")).collect();
    assert!(left.iter().all(|name| name.starts_with("Sct")), "{left:?}");
}

#[test]
fn a_fault_of_the_proof_leaves_all_else_as_it_is() {
    let (authority, key) = deterministic();
    let (_, recipe) = recipes(&key).remove(0);
    let right = authority.make(&recipe).unwrap();
    for (fault, place) in [
        (Fault::ProofHash, "/verificationMaterial/tlogEntries/0/inclusionProof/hashes"),
        (Fault::ProofIndex, "/verificationMaterial/tlogEntries/0/inclusionProof/logIndex"),
        (Fault::ProofRootHash, "/verificationMaterial/tlogEntries/0/inclusionProof/rootHash"),
        (Fault::CheckpointSignature, "/verificationMaterial/tlogEntries/0/inclusionProof/checkpoint"),
        (Fault::CheckpointOrigin, "/verificationMaterial/tlogEntries/0/inclusionProof/checkpoint"),
        (Fault::PromiseSignature, "/verificationMaterial/tlogEntries/0/inclusionPromise"),
        (Fault::PromiseTime, "/verificationMaterial/tlogEntries/0/integratedTime"),
        (Fault::TimestampImprint, "/verificationMaterial/timestampVerificationData"),
        (Fault::MessageDigest, "/messageSignature/messageDigest/digest"),
    ] {
        let mut wrong = authority.make(&recipe.clone().wrong(fault)).unwrap();
        assert_ne!(wrong.bundle_mut().pointer(place), right.bundle.pointer(place), "{fault:?}");
        let repaired = wrong.bundle_mut().pointer_mut(place).unwrap();
        repaired.clone_from(right.bundle.pointer(place).unwrap());
        assert_eq!(wrong.json(), right.json(), "{fault:?}");
    }
}

#[test]
fn every_kind_of_key_signs_and_is_logged() {
    let authority = quick();
    let kinds = [
        KeyKind::EcdsaP256,
        KeyKind::EcdsaP384,
        KeyKind::EcdsaP521,
        KeyKind::Ed25519,
        KeyKind::Rsa { bits: 2048 },
        KeyKind::MlDsa44,
        KeyKind::MlDsa65,
        KeyKind::MlDsa87,
    ];
    for kind in kinds {
        for style in [LogStyle::V1, LogStyle::V2] {
            let made = authority.make(&Recipe::message(b"hello").key_kind(kind).log(style)).unwrap();
            assert_eq!(made.public_key().kind(), kind);
            assert_eq!(made.bundle["verificationMaterial"]["tlogEntries"].as_array().unwrap().len(), 1);
        }
    }
    let p384 = authority.make(&Recipe::message(b"hello").key_kind(KeyKind::EcdsaP384)).unwrap();
    assert_eq!(p384.bundle["messageSignature"]["messageDigest"]["algorithm"], "SHA2_384");
    let chosen = Recipe::message(b"hello").digest(DigestAlgorithm::Sha512).log(LogStyle::V1);
    let made = authority.make(&chosen).unwrap();
    assert_eq!(made.bundle["messageSignature"]["messageDigest"]["algorithm"], "SHA2_512");
}

#[test]
fn a_bundle_carries_the_certificates_of_its_version() {
    let authority = quick();
    let count = |recipe: Recipe| {
        let made = authority.make(&recipe).unwrap();
        let material = &made.bundle["verificationMaterial"];
        material["x509CertificateChain"]["certificates"].as_array().map_or(0, Vec::len)
    };
    let message = || Recipe::message(b"hello");
    assert_eq!(count(message()), 0);
    assert_eq!(count(message().media_type(MediaType::V03Parameter)), 0);
    assert_eq!(count(message().media_type(MediaType::V01)), 2);
    assert_eq!(count(message().chain(Chain::Leaf)), 1);
    assert_eq!(count(message().chain(Chain::Root).intermediates(2)), 4);
}

#[test]
fn the_trusted_root_says_what_the_recipe_wants() {
    let authority = quick();
    let other = quick();
    let recipe = Recipe::message(b"hello").beside(&other).root_only_in_trusted_root();
    let root = authority.make(&recipe).unwrap().trusted_root;
    assert_eq!(root["tlogs"].as_array().unwrap().len(), 8);
    assert_eq!(root["certificateAuthorities"][0]["certChain"]["certificates"].as_array().unwrap().len(), 1);
    let recipe = Recipe::message(b"hello").wrong(Fault::LogOutsideWindow).identity(San::Dns("example.com".to_owned()));
    let root = authority.make(&recipe).unwrap().trusted_root;
    let starts: Vec<_> =
        root["tlogs"].as_array().unwrap().iter().map(|log| &log["publicKey"]["validFor"]["start"]).collect();
    assert_eq!(starts, ["2026-01-02T00:00:00Z", "2025-01-01T00:00:00Z"].repeat(2));
}
