use std::path::Path;

use super::error::{LocalError, damaged};
use super::journal;
use super::published::{MAX_BUNDLE, Published, checkpoint_of};
use super::tiles::{self, Prover, WIDTH};
use super::trust::LocalTrust;
use crate::digest::Sha256;
use crate::tlog::{ProofError, TreeHead, leaf_hash, verify_inclusion};

/// How often a reader begins anew because the log moved on while it read.
const ATTEMPTS: usize = 16;

/// The log of a local authority, read without its keys, without its lock and without writing anything.
#[derive(Clone, Debug)]
pub struct LocalLog {
    published: Published,
}

/// That an entry is in the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LocalProof {
    /// The entry's index.
    pub index: u64,
    /// The tree in which it is.
    pub head: TreeHead,
    /// Its siblings, from the leaf upwards (RFC 6962 section 2.1.1).
    pub hashes: Vec<[u8; 32]>,
    /// The signed checkpoint of that tree (C2SP tlog-checkpoint.md).
    pub checkpoint: String,
}

impl LocalLog {
    /// The log of the authority in a directory; [`LocalError::Absent`] if there is none.
    pub fn open(dir: impl AsRef<Path>) -> Result<Self, LocalError> {
        Ok(Self { published: LocalTrust::open(dir)?.published()? })
    }

    /// The published checkpoint, a signed note; its signature is verified.
    pub fn checkpoint(&self) -> Result<String, LocalError> {
        self.published.checkpoint()
    }

    /// How many entries the published checkpoint covers, and their root.
    pub fn head(&self) -> Result<TreeHead, LocalError> {
        let checkpoint = self.checkpoint()?;
        checkpoint_of(&checkpoint).ok_or_else(|| damaged(&self.published.dir, "its checkpoint has no size"))
    }

    /// The entry with this index, a canonical body (`hashedrekord` 0.0.2).
    pub fn entry(&self, index: u64) -> Result<Vec<u8>, LocalError> {
        self.again(|size, _| {
            let place = within(index, size)?;
            let (full, partial) = tiles::extent(size, 0);
            let width = if place < full { WIDTH } else { partial };
            let name = tiles::entry_tile(place);
            let bundle = self.published.read(&name, width, MAX_BUNDLE)?;
            let entries = journal::unbundle(&bundle).unwrap_or_default();
            let entry = usize::try_from(index % WIDTH).ok().and_then(|at| entries.into_iter().nth(at));
            entry.ok_or_else(|| damaged(self.published.dir.join(name), "it has too few entries"))
        })
    }

    /// Proves that the entry with this index is in the log. The proof leads to the root that the log signed.
    pub fn inclusion_proof(&self, index: u64) -> Result<LocalProof, LocalError> {
        self.again(|size, checkpoint| {
            within(index, size)?;
            let mut prover = Prover::new(&self.published, size);
            let hashes = prover.inclusion(index)?;
            let root = Sha256(prover.root()?);
            let signed = checkpoint_of(checkpoint).map(|head| head.root);
            if signed != Some(root) {
                return Err(damaged(&self.published.dir, "its tiles are not those of its checkpoint"));
            }
            Ok(LocalProof { index, head: TreeHead { size, root }, hashes, checkpoint: checkpoint.to_owned() })
        })
    }

    /// Proves that the log once had these entries and no others: RFC 6962 section 2.1.2, for `verify_consistency` from
    /// a tree of `earlier` entries (at least one) to the published one, which is given too.
    pub fn consistency_proof(&self, earlier: u64) -> Result<(TreeHead, Vec<[u8; 32]>), LocalError> {
        self.again(|size, checkpoint| {
            within(earlier.saturating_sub(1), size)?;
            let proof = Prover::new(&self.published, size).consistency(earlier)?;
            let head = checkpoint_of(checkpoint);
            Ok((head.ok_or_else(|| damaged(&self.published.dir, "its checkpoint has no size"))?, proof))
        })
    }

    /// Reads under one checkpoint. Partial tiles go when a later one is signed: then under that.
    fn again<T>(&self, read: impl Fn(u64, &str) -> Result<T, LocalError>) -> Result<T, LocalError> {
        let mut attempt = 1;
        loop {
            let checkpoint = self.checkpoint()?;
            let size = checkpoint_of(&checkpoint).map_or(0, |head| head.size);
            match read(size, &checkpoint) {
                Err(LocalError::Damaged { .. }) if attempt < ATTEMPTS && self.checkpoint()? != checkpoint => {
                    attempt += 1
                }
                result => return result,
            }
        }
    }
}

impl LocalProof {
    /// Whether it is about this entry.
    pub fn verify(&self, entry: &[u8]) -> Result<(), ProofError> {
        verify_inclusion(leaf_hash(entry), self.index, self.head.size, &self.hashes, self.head.root)
    }
}

/// The tile of an entry, which must be in the log.
fn within(index: u64, size: u64) -> Result<u64, LocalError> {
    if index < size { Ok(index / WIDTH) } else { Err(LocalError::NoEntry { index, size }) }
}
