//! How much of everything is read; the design's limits.

/// Bytes of a root. python-tuf's default.
pub(super) const ROOT: usize = 512_000;
/// Bytes of a timestamp. python-tuf's default.
pub(super) const TIMESTAMP: usize = 16_384;
/// Bytes of a snapshot. python-tuf's default.
pub(super) const SNAPSHOT: usize = 2_000_000;
/// Bytes of targets metadata, delegated ones too. python-tuf's default.
pub(super) const TARGETS: usize = 5_000_000;
/// Bytes of a target: as many as an SBOM may have.
pub(super) const TARGET: u64 = 64 << 20;
/// Roots that one update follows. python-tuf's default.
pub(super) const ROTATIONS: usize = 256;
/// Delegated roles that the search for one target visits. python-tuf's default.
pub(super) const DELEGATIONS: usize = 32;
/// Signatures of one file: as many as an envelope may have.
pub(super) const SIGNATURES: usize = 64;
/// Bytes of a signature: twice an RSA-4096 one.
pub(super) const SIGNATURE: usize = 1024;
/// Bytes of the cache's file of one update: all of it with room for escapes.
pub(super) const WHOLE: usize = 2 * (TIMESTAMP + SNAPSHOT + TARGETS);
