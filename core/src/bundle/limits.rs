//! How much of everything a bundle may hold. More is refused before memory is spent on it.

/// Bytes of the JSON.
pub(crate) const MAX_BUNDLE: usize = 16 * 1024 * 1024;
/// sigstore-go and sigstore-python have the same.
pub(crate) const MAX_ENTRIES: usize = 32;
/// sigstore-go and sigstore-python have the same.
pub(crate) const MAX_TIMESTAMPS: usize = 32;
/// Certificates of one chain.
pub(crate) const MAX_CERTIFICATES: usize = 10;
/// Bytes of one certificate.
pub(crate) const MAX_CERTIFICATE: usize = 64 * 1024;
/// sigstore_bundle.proto: "DSSE envelopes in a bundle MUST have exactly one signature."
pub(crate) const MAX_SIGNATURES: usize = 1;
/// RFC 6962 §2.1.1: a proof has as many hashes as the tree is high, and a tree size is 64 bits.
pub(crate) const MAX_HASHES: usize = 64;
/// Bytes of a checkpoint with all its cosignatures.
pub(crate) const MAX_CHECKPOINT: usize = 64 * 1024;
