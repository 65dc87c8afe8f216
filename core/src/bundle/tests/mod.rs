//! Every rule of the bundle, on bundles that real clients made.

use std::path::PathBuf;

use serde_json::Value;

use super::{Bundle, BundleError};
use crate::check::{Code, Explain};

mod fields;
mod files;
mod limits;
mod rules;

/// v0.3, message, production: promise, proof, timestamp.
const COSIGN: &str = "cosign-v3-blob.sigstore.json";
/// v0.3, envelope, production.
const ENVELOPE: &str = "happy-path.json";
/// v0.2, message, a chain of one certificate.
const V0_2: &str = "bundle_v3_github.whl.sigstore";
/// v0.1, envelope, promise only, the chain carries the root.
const V0_1: &str = "dsse.sigstore.json";
/// v0.3, message, a key instead of a certificate.
const KEY: &str = "managed-key.sigstore.json";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../testdata/bundles")
}

fn json(name: &str) -> Value {
    serde_json::from_slice(&std::fs::read(folder().join(name)).unwrap()).unwrap()
}

fn read(value: &Value) -> Result<Bundle, BundleError> {
    Bundle::from_json(&serde_json::to_vec(value).unwrap())
}

/// What becomes of that bundle after a change.
fn changed(name: &str, change: impl FnOnce(&mut Value)) -> Result<Bundle, BundleError> {
    let mut value = json(name);
    change(&mut value);
    read(&value)
}

/// Code and place of the error after a change.
fn fault(name: &str, change: impl FnOnce(&mut Value)) -> (Code, String) {
    let error = changed(name, change).expect_err("this change has to be refused");
    assert!(error.hint().is_some_and(|hint| !hint.is_empty()), "{error}");
    (error.code(), error.at().unwrap_or_default().into_owned())
}

fn material(bundle: &mut Value) -> &mut Value {
    &mut bundle["verificationMaterial"]
}

fn entry(bundle: &mut Value) -> &mut Value {
    &mut bundle["verificationMaterial"]["tlogEntries"][0]
}
