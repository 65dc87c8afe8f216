use super::*;
use crate::check::{Code, Explain};

fn v1() -> Raw {
    Raw::of(&bundle("cosign-v3-blob.sigstore.json"))
}

fn v2() -> Raw {
    Raw::of(&bundle("staging-rekor-v2.txt.sigstore.json"))
}

/// The field that the entry is refused for.
fn refused(raw: &Raw) -> String {
    let error = raw.entry().unwrap_err();
    assert!(error.hint().is_some());
    error.at().map(String::from).unwrap_or_else(|| error.to_string())
}

#[test]
fn negative_numbers_are_refused() {
    assert_eq!(refused(&Raw { log_index: -1, ..v1() }), "logIndex");
    assert_eq!(refused(&Raw { time: -1, ..v1() }), "integratedTime");
    let mut raw = v1();
    raw.proof().log_index = -1;
    assert_eq!(refused(&raw), "inclusionProof.logIndex");
    let mut raw = v1();
    raw.proof().tree_size = i64::MIN;
    assert_eq!(refused(&raw), "inclusionProof.treeSize");
}

#[test]
fn a_leaf_beyond_the_tree_is_refused() {
    let mut raw = v1();
    raw.proof().tree_size = raw.proof().log_index;
    assert_eq!(refused(&raw), "inclusionProof.logIndex");
}

#[test]
fn the_checkpoint_and_the_proof_are_about_one_tree() {
    let mut raw = v1();
    raw.proof().tree_size += 1;
    let error = raw.entry().unwrap_err();
    assert_eq!((error.code(), error.to_string().contains("tree size")), (Code::LogCheckpoint, true));
    let mut raw = v1();
    raw.proof().root_hash[0] ^= 1;
    let error = raw.entry().unwrap_err();
    assert_eq!((error.code(), error.to_string().contains("root hash")), (Code::LogCheckpoint, true));
}

#[test]
fn the_kind_is_that_of_the_body() {
    let with = |kind: &str, version: &str| refused(&Raw { kind: kind.into(), version: version.into(), ..v1() });
    for (kind, version) in
        [("hashedrekord", "0.0.2"), ("dsse", "0.0.1"), ("intoto", "0.0.2"), ("rekord", "0.0.1"), ("", "")]
    {
        assert_eq!(with(kind, version), "kindVersion");
    }
}

#[test]
fn an_entry_of_rekor_v2_has_one_index_no_promise_and_no_time() {
    assert!(v2().entry().is_ok());
    assert_eq!(refused(&Raw { log_index: v2().log_index + 1, ..v2() }), "logIndex");
    assert_eq!(refused(&Raw { promise: Some(vec![1]), ..v2() }), "inclusionPromise");
    assert_eq!(refused(&Raw { time: 1, ..v2() }), "integratedTime");
    assert!(v2().entry().unwrap().claimed_time().is_none());
}

#[test]
fn an_index_over_all_trees_is_no_less_than_that_in_the_tree() {
    let mut raw = v1();
    raw.log_index = raw.proof().log_index;
    assert!(raw.entry().is_ok());
    raw.log_index -= 1;
    assert_eq!(refused(&raw), "logIndex");
}

#[test]
fn a_promise_about_no_time_is_refused() {
    assert_eq!(refused(&Raw { time: 0, ..v1() }), "integratedTime");
    let unpromised = Raw { time: 0, promise: None, ..v1() };
    assert!(unpromised.entry().is_ok());
}

#[test]
fn limits_hold_for_the_number_after_the_last_and_not_before() {
    let mut raw = v1();
    raw.proof().hashes = vec![[0; 32]; 64];
    assert!(raw.entry().is_ok());
    raw.proof().hashes.push([0; 32]);
    assert_eq!((refused(&raw), raw.entry().unwrap_err().code()), ("inclusionProof.hashes".into(), Code::BundleLimit));
    let mut raw = v1();
    raw.proof().checkpoint = Some("x".repeat(64 * 1024 + 1));
    assert_eq!(raw.entry().unwrap_err().code(), Code::BundleLimit);
    // Blanks around a value are JSON, so the limit alone refuses the last one.
    let mut raw = v1();
    raw.body.resize(16 << 20, b' ');
    assert!(raw.entry().is_ok());
    raw.body.push(b' ');
    assert_eq!(refused(&raw), "canonicalizedBody");
}
