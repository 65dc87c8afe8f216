//! How much a file of attestations may hold. More is refused before memory is spent on it.

/// Bytes of one file: the design's limit for a bundle, which such a file is not to exceed.
pub(super) const MAX_FILE: usize = 16 * 1024 * 1024;
/// Attestations in one file, each signature of an envelope counted; as many as a statement may have subjects.
pub(super) const MAX_ATTESTATIONS: usize = 1_024;
/// Provenances of one image in an answer of Cloud Build; it gives one for each build and format.
pub(super) const MAX_PROVENANCES: usize = 64;
/// Bytes of a Cloud Build statement: it is compared as free JSON, which takes a multiple of it in memory.
pub(super) const MAX_STATEMENT: usize = 1024 * 1024;
/// Bytes of an OCI manifest or index; the OCI distribution specification asks registries to accept 4 MiB.
pub(super) const MAX_MANIFEST: usize = 4 * 1024 * 1024;
/// Layers of one manifest, and manifests of one index.
pub(super) const MAX_LAYERS: usize = 1_000;
/// Bytes of all that is read of one layout, its index apart.
pub(super) const MAX_LAYOUT: usize = 64 * 1024 * 1024;
/// Bytes of a layer with an attestation.
pub(super) const MAX_BLOB: usize = 16 * 1024 * 1024;
