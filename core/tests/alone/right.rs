//! What is right is verified, in every version, kind and algorithm.

use sealwright::PrivateKey;
use sealwright::local::{Chain, EntryType, LogStyle, MediaType, Recipe};
use sealwright::{DigestAlgorithm, KeyKind, Scheme};

use crate::judge::judge;

fn accept(name: &str, recipe: &Recipe) {
    if let Err(refusal) = judge(recipe) {
        panic!("{name}: {refusal:#?}");
    }
}

fn message() -> Recipe {
    Recipe::message(*b"an artifact")
}

fn statement() -> Recipe {
    Recipe::statement(*b"an artifact")
}

/// Recipes of every shape, with their names.
pub(crate) fn shapes() -> Vec<(&'static str, Recipe)> {
    vec![
        ("message v0.3", message()),
        ("statement v0.3", statement()),
        ("message v0.3, other spelling", message().media_type(MediaType::V03Parameter)),
        ("message v0.2", message().media_type(MediaType::V02)),
        ("statement v0.2", statement().media_type(MediaType::V02).entry(EntryType::Intoto002)),
        ("message v0.1", message().media_type(MediaType::V01)),
        ("message v0.1, promise only", message().media_type(MediaType::V01).without_proof()),
        ("statement v0.1", statement().media_type(MediaType::V01).entry(EntryType::Intoto002)),
        ("message, Rekor v2", message().log(LogStyle::V2)),
        ("statement, Rekor v2", statement().log(LogStyle::V2)),
        ("message, managed key", message().managed_key(None)),
        ("statement, managed key", statement().managed_key(Some("a hint"))),
        ("message, managed key, Rekor v2", message().managed_key(None).log(LogStyle::V2)),
    ]
}

#[test]
fn every_shape_of_bundle_is_verified() {
    for (name, recipe) in shapes() {
        accept(name, &recipe);
    }
}

#[test]
fn every_key_of_the_registry_is_verified() {
    let kinds = [KeyKind::EcdsaP256, KeyKind::EcdsaP384, KeyKind::EcdsaP521, KeyKind::Ed25519];
    for kind in kinds {
        accept(&format!("{kind} statement"), &statement().key_kind(kind));
        accept(&format!("{kind} message"), &message().key_kind(kind));
        accept(&format!("{kind} managed"), &message().key_kind(kind).managed_key(None));
    }
    let rsa = PrivateKey::generate(KeyKind::Rsa { bits: 2048 }).unwrap();
    for scheme in [Scheme::RsaPkcs1(DigestAlgorithm::Sha256), Scheme::RsaPss(DigestAlgorithm::Sha256)] {
        accept(&format!("{scheme} statement"), &statement().key(&rsa).scheme(scheme));
        accept(&format!("{scheme} message"), &message().key(&rsa).scheme(scheme));
    }
    for kind in [KeyKind::MlDsa44, KeyKind::MlDsa65, KeyKind::MlDsa87] {
        accept(&format!("{kind} statement"), &statement().key_kind(kind).managed_key(None));
        accept(&format!("{kind} message"), &message().key_kind(kind).managed_key(None));
    }
}

#[test]
fn every_log_and_timestamp_key_is_verified() {
    for kind in [KeyKind::EcdsaP256, KeyKind::EcdsaP384, KeyKind::Ed25519] {
        accept(&format!("{kind} log"), &message().log_key(kind));
        accept(&format!("{kind} log, Rekor v2"), &message().log(LogStyle::V2).log_key(kind));
    }
    for kind in
        [KeyKind::EcdsaP256, KeyKind::EcdsaP384, KeyKind::EcdsaP521, KeyKind::Ed25519, KeyKind::Rsa { bits: 2048 }]
    {
        accept(&format!("{kind} timestamps"), &message().log(LogStyle::V2).timestamp_key(kind));
    }
}

#[test]
fn an_intermediate_may_come_with_the_bundle_or_with_the_trusted_root() {
    for chain in [Chain::Leaf, Chain::Intermediate] {
        accept("v0.2 chain", &message().media_type(MediaType::V02).chain(chain));
    }
    let carried = message().media_type(MediaType::V02).chain(Chain::Intermediate).root_only_in_trusted_root();
    accept("carried", &carried);
    accept("two intermediates", &message().intermediates(2));
}

#[test]
fn a_proof_in_a_tree_of_any_size_is_verified() {
    for (before, after) in [(0, 0), (0, 1), (1, 0), (3, 4), (7, 0), (8, 8), (31, 2)] {
        accept("neighbours", &message().neighbours(before, after));
        accept("neighbours, Rekor v2", &message().log(LogStyle::V2).neighbours(before, after));
    }
}

#[test]
fn cosignatures_of_unknown_witnesses_and_extensions_of_an_sct_are_accepted() {
    accept("witnesses", &message().log(LogStyle::V2).witnesses(3));
    accept("SCT extensions", &message().sct_extensions(*b"index"));
    accept("two SCTs", &message().scts([0, 1]));
}

#[test]
fn an_empty_file_is_an_artifact_like_any_other() {
    accept("empty", &Recipe::message(*b""));
    accept("empty", &Recipe::statement(*b""));
}
