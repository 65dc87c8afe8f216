//! Public test vectors, each with the verdict that its makers give it. They stand beside the project or where
//! `SEALWRIGHT_VECTORS` says; without them every test here says that it skipped, and passes.

#![cfg(test)]

mod advisories;
mod bundles;
mod certificates;
mod checkpoint;
mod conformance;
mod dsse;
mod ed25519;
mod evidence;
mod limbo;
mod merkle;
#[path = "../support/patience.rs"]
mod patience;
mod predicates;
mod roots;
mod slsa;
#[cfg(feature = "sign")]
mod vsa;
mod wycheproof;

use std::path::{Path, PathBuf};

/// The folder of that name among the vectors, or a line that says it is not there.
#[cfg(test)]
fn folder(name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors");
    let root = std::env::var_os("SEALWRIGHT_VECTORS").map_or(beside, PathBuf::from);
    let folder = root.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no public vectors at {} (set SEALWRIGHT_VECTORS)", folder.display());
    None
}

/// The bytes of base64 in a vector.
fn base64(text: &str) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(text).unwrap()
}

/// The bytes of hexadecimal text.
fn unhex(text: &str) -> Vec<u8> {
    let nibble = |c: u8| char::from(c).to_digit(16).unwrap();
    let octet = |pair: &[u8]| u8::try_from(nibble(pair[0]) << 4 | nibble(pair[1])).unwrap();
    text.as_bytes().chunks(2).map(octet).collect()
}
