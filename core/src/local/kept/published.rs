//! What the log publishes, C2SP tlog-tiles.md: read without its keys, and believed only as far as it is signed.

use std::path::PathBuf;

use super::disk;
use super::error::{LocalError, damaged};
use super::tiles::{self, Edge, Hash, Place, Tiles, WIDTH};
use crate::tlog::{Checkpoint, Log, TreeHead};

pub(super) const CHECKPOINT: &str = "checkpoint";

/// Bytes of an entry bundle of the longest entries.
pub(super) const MAX_BUNDLE: u64 = 256 * (2 + 65_535);

/// The log's directory, and the log as the trusted root names it.
#[derive(Clone, Debug)]
pub(super) struct Published {
    pub(super) dir: PathBuf,
    pub(super) log: Log,
}

/// The size and root that a checkpoint says.
pub(super) fn checkpoint_of(note: &str) -> Option<TreeHead> {
    Checkpoint::parse(note).ok().map(|checkpoint| checkpoint.head())
}

impl Published {
    /// Whether the log signed this checkpoint.
    pub(super) fn verify(&self, note: &str) -> Result<(), LocalError> {
        let wrong = |_| damaged(self.dir.join(CHECKPOINT), "it is not signed by the log");
        Checkpoint::parse(note).map_err(wrong)?.verify(&self.log).map_err(wrong)
    }

    /// The checkpoint, verified.
    pub(super) fn checkpoint(&self) -> Result<String, LocalError> {
        let path = self.dir.join(CHECKPOINT);
        let bytes = disk::read(&path, 65_536)?.ok_or_else(|| damaged(&path, "it is missing"))?;
        let note = String::from_utf8(bytes).map_err(|_| damaged(&path, "it is no text"))?;
        self.verify(&note)?;
        Ok(note)
    }

    /// The right edge of a tree of full tiles.
    pub(super) fn edge(&self, size: u64) -> Result<Edge, LocalError> {
        let mut edge = Edge { size, levels: vec![Vec::new()] };
        let mut level = 1;
        loop {
            let (index, width) = tiles::extent(size, level);
            match (index, width) {
                (0, 0) => return Ok(edge),
                (_, 0) => edge.levels.push(Vec::new()),
                (_, width) => edge.levels.push(self.tile((level, index), width)?),
            }
            level += 1;
        }
    }

    /// A tile of entries or hashes; the full one where the partial one is gone.
    pub(super) fn read(&self, full: &str, width: u64, limit: u64) -> Result<Vec<u8>, LocalError> {
        let name = tiles::of_width(full.to_owned(), width);
        let found = match disk::read(&self.dir.join(&name), limit)? {
            None if width < WIDTH => disk::read(&self.dir.join(full), limit)?,
            found => found,
        };
        found.ok_or_else(|| damaged(self.dir.join(name), "it is missing"))
    }
}

impl Tiles for Published {
    type Error = LocalError;

    fn tile(&self, place: Place, width: u64) -> Result<Vec<Hash>, LocalError> {
        let bytes = self.read(&tiles::hash_tile(place), width, 32 * WIDTH)?;
        let (hashes, rest) = bytes.as_chunks::<32>();
        let hashes = usize::try_from(width).ok().and_then(|width| hashes.get(..width));
        hashes.filter(|_| rest.is_empty()).map(<[Hash]>::to_vec).ok_or_else(|| self.too_short(place))
    }

    fn too_short(&self, place: Place) -> LocalError {
        damaged(self.dir.join(tiles::hash_tile(place)), "it has too few hashes")
    }
}
