use std::path::Path;

use sealwright::{Artifact, DigestAlgorithm, NewResource};

use super::CollectError;

/// Files that say which version of every dependency is built with.
const LOCKFILES: [&str; 10] = [
    "Cargo.lock",
    "Gemfile.lock",
    "composer.lock",
    "go.sum",
    "gradle.lockfile",
    "package-lock.json",
    "pnpm-lock.yaml",
    "poetry.lock",
    "uv.lock",
    "yarn.lock",
];

/// Fixes what is installed only where it has hashes (pip, Secure installs).
const REQUIREMENTS: &str = "requirements.txt";

/// The lockfiles in that folder, with their digests.
pub fn lockfiles(folder: &Path) -> Result<Vec<NewResource>, CollectError> {
    let mut found = Vec::new();
    for name in LOCKFILES.into_iter().chain([REQUIREMENTS]) {
        let path = folder.join(name);
        if !path.is_file() || (name == REQUIREMENTS && !has_hashes(&path)?) {
            continue;
        }
        if let Some(digest) = Artifact::from_path(&path)?.digest(DigestAlgorithm::Sha256) {
            found.push(NewResource::file(name, digest));
        }
    }
    Ok(found)
}

fn has_hashes(path: &Path) -> Result<bool, CollectError> {
    let bytes = std::fs::read(path).map_err(|source| CollectError::Read { path: path.to_owned(), source })?;
    Ok(String::from_utf8_lossy(&bytes).contains("--hash="))
}
