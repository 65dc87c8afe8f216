use std::borrow::Cow;

use super::checkpoint::Checkpoint;
use super::entry::LogEntry;
use super::log::{Log, LogId};
use super::merkle::{ProofError, TreeHead, leaf_hash, verify_inclusion};
use super::note::CheckpointError;
use crate::check::{Code, Explain, Value};
use crate::crypto::SignatureChecks;

/// A proof that a leaf is in a tree, and what the log signed about that tree.
#[derive(Clone, Debug)]
pub struct InclusionProof {
    pub(super) index: u64,
    pub(super) head: TreeHead,
    pub(super) hashes: Vec<[u8; 32]>,
    pub(super) checkpoint: Option<Checkpoint>,
}

impl InclusionProof {
    /// The entry's index in its tree.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// The tree that it is in; the checkpoint, if there is one, speaks of the same.
    pub fn head(&self) -> TreeHead {
        self.head
    }

    /// The siblings on the path from the leaf to the root.
    pub fn hashes(&self) -> &[[u8; 32]] {
        &self.hashes
    }

    /// What the log signed about the tree; a proof without it proves nothing.
    pub fn checkpoint(&self) -> Option<&Checkpoint> {
        self.checkpoint.as_ref()
    }
}

/// Why an entry is not proven to be in a log.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InclusionError {
    /// There is no inclusion proof.
    #[error("the log entry has no inclusion proof")]
    NoProof,
    /// There is no checkpoint, so nobody signed the tree.
    #[error("the inclusion proof has no checkpoint")]
    NoCheckpoint,
    /// The entry is one of another log.
    #[error("the entry is one of another log")]
    Log {
        /// The log that was asked.
        expected: LogId,
        /// The log that the entry names.
        found: LogId,
    },
    /// The checkpoint does not verify.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The proof does not lead to the checkpoint's root.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

impl Explain for InclusionError {
    fn code(&self) -> Code {
        match self {
            Self::NoProof | Self::Log { .. } => Code::LogInclusion,
            Self::NoCheckpoint => Code::LogCheckpoint,
            Self::Checkpoint(error) => error.code(),
            Self::Proof(error) => error.code(),
        }
    }

    fn expected(&self) -> Option<Value> {
        match self {
            Self::NoProof => Some("an inclusion proof".into()),
            Self::NoCheckpoint => Some("a checkpoint".into()),
            Self::Log { expected, .. } => Some(Value::KeyId(expected.0)),
            Self::Checkpoint(error) => error.expected(),
            Self::Proof(error) => error.expected(),
        }
    }

    fn found(&self) -> Option<Value> {
        match self {
            Self::NoProof | Self::NoCheckpoint => Some("none".into()),
            Self::Log { found, .. } => Some(Value::KeyId(found.0)),
            Self::Checkpoint(error) => error.found(),
            Self::Proof(error) => error.found(),
        }
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::NoProof | Self::Proof(_) => "inclusionProof".into(),
            Self::NoCheckpoint | Self::Checkpoint(_) => "inclusionProof.checkpoint".into(),
            Self::Log { .. } => "logId".into(),
        })
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::NoProof | Self::NoCheckpoint => Some(
                "ask the publisher for a bundle of version 0.2 or later, which has an inclusion proof and a checkpoint"
                    .into(),
            ),
            Self::Log { .. } => Some("use the trusted root of the Sigstore instance that logged the signature".into()),
            Self::Checkpoint(error) => error.hint(),
            Self::Proof(error) => error.hint(),
        }
    }
}

impl LogEntry {
    /// Checks that the log signed the checkpoint, and that the entry is in the tree which it signed.
    pub(crate) fn verify_inclusion(&self, log: &Log, checks: &SignatureChecks<'_>) -> Result<(), InclusionError> {
        if self.log_id() != log.id() {
            return Err(InclusionError::Log { expected: log.id(), found: self.log_id() });
        }
        let proof = self.proof().ok_or(InclusionError::NoProof)?;
        let checkpoint = proof.checkpoint().ok_or(InclusionError::NoCheckpoint)?;
        checkpoint.verify_with(log, checks)?;
        // Size and root are those that the log signed, not those that the bundle says beside them.
        let TreeHead { size, root } = checkpoint.head();
        let leaf = leaf_hash(self.canonical_body());
        Ok(verify_inclusion(leaf, proof.index(), size, proof.hashes(), root)?)
    }
}
