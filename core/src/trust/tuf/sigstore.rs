//! Sigstore's public repository.

use std::path::PathBuf;

use super::error::TufError;
use super::repository::Repository;
use super::target::Metadata;
use crate::net::Transport;

/// Where the public instance publishes its metadata (sigstore/root-signing).
const METADATA: &str = "https://tuf-repo-cdn.sigstore.dev/";

/// The root from which trust begins; `core/roots/ORIGIN.md` says where it is from.
const ROOT: &[u8] = include_bytes!("../../../roots/tuf/sigstore.16.root.json");

impl Repository {
    /// The public instance at sigstore.dev, beginning with the root that was its when this version of the library was made.
    pub fn sigstore(cache_folder: impl Into<PathBuf>) -> Result<Self, TufError> {
        Self::new(METADATA, ROOT, cache_folder)
    }
}

/// What a Sigstore instance publishes.
impl Metadata {
    /// `trusted_root.json`, for [`TrustRoot::from_json`](crate::TrustRoot::from_json).
    pub fn trusted_root(&self, transport: &dyn Transport) -> Result<Vec<u8>, TufError> {
        self.target("trusted_root.json", transport)
    }

    /// `signing_config.v0.2.json`: which services to sign with.
    pub fn signing_config(&self, transport: &dyn Transport) -> Result<Vec<u8>, TufError> {
        self.target("signing_config.v0.2.json", transport)
    }
}
