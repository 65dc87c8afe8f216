//! Transparency logs: entries, promises, checkpoints and Merkle proofs.

mod checkpoint;
mod entry;
mod error;
mod inclusion;
mod kind;
mod log;
mod merkle;
mod note;
mod promise;
#[cfg(test)]
mod tests;
mod witness;

pub use checkpoint::Checkpoint;
pub use entry::LogEntry;
pub(crate) use entry::{LogEntryParts, ProofParts};
pub use error::{Difference, EntryError};
pub use inclusion::{InclusionError, InclusionProof};
pub use kind::{DsseEntry, EntryBody, EntryKind, EntryVerifier, HashedRekordEntry, IntotoEntry, IntotoV001Entry};
pub use log::{Log, LogId};
pub use merkle::{ProofError, TreeHead, leaf_hash, root_from_inclusion, verify_consistency, verify_inclusion};
pub use note::CheckpointError;
pub use promise::PromiseError;
pub use witness::Witness;

use crate::crypto::PublicKey;
use crate::digest::Digest;
use crate::dsse::Envelope;

/// What a bundle's signature covers, and so what its log entry must be about.
#[derive(Clone, Copy)]
pub(crate) enum Signed<'a> {
    /// An artifact, by a digest of the algorithm that the entry names.
    Message { digest: &'a Digest },
    /// An envelope.
    Envelope { envelope: &'a Envelope },
}

/// What verifies a bundle's signature.
#[derive(Clone, Copy)]
pub(crate) enum SignerMaterial<'a> {
    /// The DER of the signer's certificate, and the key in it.
    Certificate { der: &'a [u8], key: &'a PublicKey },
    /// The signer's key.
    Key(&'a PublicKey),
}
