//! Public test vectors, each with the verdict that its makers give it. They stand beside the project or where
//! `SEALWRIGHT_VECTORS` says; without them every test here says that it skipped, and passes.

// clippy.toml allows these in functions marked as tests; here the functions beside them are tests too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]
#![allow(clippy::print_stderr)]

mod checkpoint;
mod dsse;
mod merkle;

use std::path::{Path, PathBuf};

/// The folder of that name among the vectors, or a line that says it is not there.
#[allow(dead_code)]
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
