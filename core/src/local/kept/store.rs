//! The log's files, and what is done to them when entries are appended.
//!
//! `journal` is the truth: entries are in the log once a record of them is durable there. `checkpoint` and `tile/` are
//! C2SP tlog-tiles.md and are made from it. Only what is full, or above level 0, is made durable, before the journal
//! forgets it; the rest is made again when it is not as it should be.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{self, Disk, Durable};
use super::error::{LocalError, damaged, io_error};
use super::journal::{self, MAX_JOURNAL, Record, Tail};
use super::published::{CHECKPOINT, Published, checkpoint_of};
use super::tiles::{self, Edge, FullTile, Hash, Place, Prover, Tiles, WIDTH};
use crate::local::log::{CheckpointFacts, Log, Note};
use crate::time::UnixTime;
use crate::tlog::leaf_hash;

const JOURNAL: &str = "journal";

/// The directory of the log, and its key.
#[derive(Debug)]
pub(super) struct Store {
    pub(super) disk: Arc<dyn Disk>,
    pub(super) published: Published,
    pub(super) log: Log,
}

/// The log as it stands.
#[derive(Debug)]
pub(super) struct Head {
    edge: Edge,
    /// Those of the partial tile.
    entries: Vec<Vec<u8>>,
    checkpoint: String,
    /// When it was last appended to.
    pub(super) time: UnixTime,
    tail: Tail,
}

/// What an append completed.
#[derive(Default, Debug)]
struct Full {
    tiles: Vec<FullTile>,
    bundles: Vec<(u64, Vec<u8>)>,
}

/// Entries that are in the log: where, and the proofs of it.
#[derive(Debug)]
pub(super) struct Appended {
    pub(super) first: u64,
    pub(super) size: u64,
    pub(super) root: Hash,
    pub(super) checkpoint: CheckpointFacts,
    pub(super) note: Note,
    pub(super) proofs: Vec<Vec<Hash>>,
}

impl Store {
    fn path(&self, name: &str) -> PathBuf {
        self.published.dir.join(name)
    }

    /// Whether anything was ever appended here.
    pub(super) fn has_entries(&self) -> Result<bool, LocalError> {
        let bytes = disk::read(&self.path(JOURNAL), MAX_JOURNAL)?.unwrap_or_default();
        let (records, _) = journal::read(&bytes);
        let sizes = records.iter().filter_map(|record| checkpoint_of(&record.checkpoint)).map(|head| head.size);
        Ok(sizes.max().unwrap_or(0) > 0)
    }

    /// Begins an empty log.
    pub(super) fn begin(&self, now: UnixTime) -> Result<(), LocalError> {
        self.disk.make_dir(&self.published.dir).map_err(io_error("make", &self.published.dir))?;
        let (_, note) = self.sign(&Edge::default())?;
        let record = Record { time: now, entries: Vec::new(), checkpoint: note.to_text() };
        disk::place(&*self.disk, &self.path(CHECKPOINT), record.checkpoint.as_bytes(), Durable::No)?;
        disk::place_durably(&*self.disk, &self.path(JOURNAL), &record.encode())
    }

    /// Whether nobody has appended since this head was read.
    pub(super) fn is_current(&self, head: &Head) -> Result<bool, LocalError> {
        let path = self.path(JOURNAL);
        let failed = || io_error("read", &path);
        let mut file = File::open(&path).map_err(failed())?;
        if file.metadata().map_err(failed())?.len() != head.tail.length || head.tail.length < 32 {
            return Ok(false);
        }
        let mut hash = [0; 32];
        file.seek(SeekFrom::End(-32)).map_err(failed())?;
        file.read_exact(&mut hash).map_err(failed())?;
        Ok(hash == head.tail.hash)
    }

    /// Reads the log, and makes again whatever of it was not finished.
    pub(super) fn load(&self) -> Result<Head, LocalError> {
        let path = self.path(JOURNAL);
        let bytes = disk::read(&path, MAX_JOURNAL)?.ok_or_else(|| damaged(&path, "it is missing"))?;
        let (records, tail) = journal::read(&bytes);
        let (first, last) = match records.as_slice() {
            [] => return Err(damaged(path, "its first record is not whole")),
            [first, ..] => (first, records.last().unwrap_or(first)),
        };
        let begun = checkpoint_of(&first.checkpoint).ok_or_else(|| damaged(&path, "it has no checkpoint"))?;
        let before = u64::try_from(first.entries.len()).ok().and_then(|entries| begun.size.checked_sub(entries));
        let base = before.filter(|base| base.is_multiple_of(WIDTH));
        let base = base.ok_or_else(|| damaged(&path, "its checkpoint has another size"))?;
        let mut head = Head {
            edge: self.published.edge(base)?,
            entries: Vec::new(),
            checkpoint: last.checkpoint.clone(),
            time: last.time,
            tail,
        };
        let mut full = Full::default();
        for record in &records {
            head.grow(record.entries.clone(), &mut full);
            if checkpoint_of(&record.checkpoint).map(|signed| signed.size) != Some(head.edge.size) {
                return Err(damaged(path, "a checkpoint in it has another size"));
            }
        }
        // The last root is over all entries, those of the tiles below the journal too.
        if checkpoint_of(&head.checkpoint).map(|signed| signed.root.0) != Some(head.edge.root()) {
            return Err(damaged(path, "its checkpoint is of another tree"));
        }
        self.published.verify(&head.checkpoint)?;
        self.restore(&mut head, &full, bytes.len())?;
        Ok(head)
    }

    /// Finishes what the last append left unfinished.
    fn restore(&self, head: &mut Head, full: &Full, length: usize) -> Result<(), LocalError> {
        let published = disk::read(&self.path(CHECKPOINT), 65_536)?.unwrap_or_default();
        let published = String::from_utf8(published).unwrap_or_default();
        // What was published was durable before: a journal without it has lost something, and would fork the log.
        if let (Some(seen), Ok(())) = (checkpoint_of(&published), self.published.verify(&published)) {
            let lost = seen.size > head.edge.size || (seen.size == head.edge.size && seen.root.0 != head.edge.root());
            if lost {
                return Err(damaged(self.path(JOURNAL), "the published checkpoint is ahead of it"));
            }
        }
        let torn = u64::try_from(length) != Ok(head.tail.length);
        let mut stale = torn || published != head.checkpoint || !full.tiles.is_empty();
        for (name, bytes) in head.partial_files() {
            stale = stale || disk::read(&self.path(&name), 1 << 25)?.as_deref() != Some(&bytes);
        }
        if !stale {
            return Ok(());
        }
        // Whoever wrote the last record may have died before it was durable; it is not published until it is.
        let path = self.path(JOURNAL);
        self.disk.append(&path, head.tail.length, &[]).map_err(io_error("write", &path))?;
        self.publish(head, full)
    }

    /// Appends entries. They are in the log when this returns well, and not when it does not.
    ///
    /// The head is `None` if it must be read again before the next append, which then finishes what is unfinished.
    pub(super) fn append(
        &self,
        mut head: Head,
        entries: Vec<Vec<u8>>,
        time: UnixTime,
    ) -> Result<(Appended, Option<Head>), LocalError> {
        if let Some(long) = entries.iter().find(|entry| u16::try_from(entry.len()).is_err()) {
            return Err(LocalError::TooLong { bytes: long.len() });
        }
        let (first, superseded) = (head.edge.size, head.entry_file());
        let mut full = Full::default();
        head.grow(entries.clone(), &mut full);
        let (checkpoint, note) = self.sign(&head.edge)?;
        head.checkpoint = note.to_text();
        head.time = time;
        let record = Record { time, entries, checkpoint: head.checkpoint.clone() }.encode();
        let path = self.path(JOURNAL);
        if let Err(error) = self.disk.append(&path, head.tail.length, &record) {
            // Should this fail too, the next one to read the journal cuts it.
            let _ = self.disk.append(&path, head.tail.length, &[]);
            return Err(io_error("write", &path)(error));
        }
        head.tail = head.tail.after(&record);
        let (size, root) = (head.edge.size, head.edge.root());
        let memory = Memory { edge: &head.edge, full: &full.tiles };
        let mut prover = Prover::new(&memory, size);
        let proofs: Result<Vec<_>, _> = (first..size).map(|index| prover.inclusion(index)).collect();
        let appended = Appended { first, size, root, checkpoint, note, proofs: proofs? };
        // The entries are in the log already: what fails now is made good before the next append.
        let mut published = self.publish(&mut head, &full).is_ok();
        if let (Some(old), true) = (superseded.filter(|old| Some(old) != head.entry_file().as_ref()), published) {
            // C2SP: "Logs MUST serve partial tiles corresponding to tree sizes for which a checkpoint was produced".
            // Those of hashes are kept until the tile is full; of entries they would be 50 MB for every full one.
            published = self.disk.remove(&self.path(&old)).is_ok();
        }
        Ok((appended, published.then_some(head)))
    }

    fn sign(&self, edge: &Edge) -> Result<(CheckpointFacts, Note), LocalError> {
        let facts = CheckpointFacts { origin: self.log.origin(), size: edge.size, root: edge.root() };
        let note = self.log.sign_checkpoint(&facts)?;
        Ok((facts, note))
    }

    /// Makes tiles and checkpoint what the head says; if a tile is full, begins a new journal.
    fn publish(&self, head: &mut Head, full: &Full) -> Result<(), LocalError> {
        if !full.tiles.is_empty() {
            self.place_durably(&self.files_of(head, full))?;
        }
        for (name, bytes) in head.partial_files() {
            let path = self.path(&name);
            if let Some(dir) = path.parent().filter(|dir| !dir.exists()) {
                self.disk.make_dir(dir).map_err(io_error("make", dir))?;
            }
            disk::place(&*self.disk, &path, &bytes, Durable::No)?;
        }
        disk::place(&*self.disk, &self.path(CHECKPOINT), head.checkpoint.as_bytes(), Durable::No)?;
        if full.tiles.is_empty() {
            return Ok(());
        }
        let entries = head.entries.clone();
        let record = Record { time: head.time, entries, checkpoint: head.checkpoint.clone() }.encode();
        disk::place_durably(&*self.disk, &self.path(JOURNAL), &record)?;
        head.tail = Tail::default().after(&record);
        let bundles = full.bundles.iter().map(|(index, _)| tiles::entry_tile(*index));
        let tiles = full.tiles.iter().map(|tile| tiles::hash_tile(tile.place));
        for name in bundles.chain(tiles) {
            let dir = self.path(&tiles::partials(&name));
            self.disk.remove_dir(&dir).map_err(io_error("remove", &dir))?;
        }
        Ok(())
    }

    /// Full tiles, full bundles, and the partial tiles above level 0.
    fn files_of(&self, head: &Head, full: &Full) -> Vec<(PathBuf, Vec<u8>)> {
        let bundles = full.bundles.iter().map(|(index, bytes)| (tiles::entry_tile(*index), bytes.clone()));
        let tiles = full.tiles.iter().map(|tile| (tiles::hash_tile(tile.place), tile.hashes.concat()));
        let above = head.edge.partial_tiles().filter(|((level, _), _)| *level > 0);
        let above = above.map(|(place, hashes)| (name_of(place, hashes), hashes.concat()));
        bundles.chain(tiles).chain(above).map(|(name, bytes)| (self.path(&name), bytes)).collect()
    }

    fn place_durably(&self, files: &[(PathBuf, Vec<u8>)]) -> Result<(), LocalError> {
        let mut dirs = BTreeSet::new();
        for (path, bytes) in files {
            let above = path.ancestors().skip(1).take_while(|dir| dir.starts_with(&self.published.dir));
            dirs.extend(above.map(Path::to_owned));
            if let Some(dir) = path.parent().filter(|dir| !dir.exists()) {
                self.disk.make_dir(dir).map_err(io_error("make", dir))?;
            }
            disk::place(&*self.disk, path, bytes, Durable::Yes)?;
        }
        dirs.iter().try_for_each(|dir| self.disk.sync_dir(dir).map_err(io_error("write", dir)))
    }
}

impl Head {
    fn grow(&mut self, entries: Vec<Vec<u8>>, full: &mut Full) {
        for entry in entries {
            let (index, _) = tiles::extent(self.edge.size, 0);
            full.tiles.extend(self.edge.push(leaf_hash(&entry).0));
            self.entries.push(entry);
            if u64::try_from(self.entries.len()) == Ok(WIDTH) {
                full.bundles.push((index, journal::bundle(&self.entries)));
                self.entries.clear();
            }
        }
    }

    /// The partial tile of entries, unless it is empty.
    fn entry_file(&self) -> Option<String> {
        let (index, width) = tiles::extent(self.edge.size, 0);
        (width > 0).then(|| tiles::of_width(tiles::entry_tile(index), width))
    }

    /// The partial tiles of level 0: entries first, so that nobody finds hashes of entries that are not there.
    fn partial_files(&self) -> Vec<(String, Vec<u8>)> {
        let entries = self.entry_file().map(|name| (name, journal::bundle(&self.entries)));
        let lowest = self.edge.partial_tiles().find(|((level, _), _)| *level == 0);
        let hashes = lowest.map(|(place, hashes)| (name_of(place, hashes), hashes.concat()));
        entries.into_iter().chain(hashes).collect()
    }
}

fn name_of(place: Place, hashes: &[Hash]) -> String {
    tiles::of_width(tiles::hash_tile(place), u64::try_from(hashes.len()).unwrap_or(WIDTH))
}

/// The tiles that entries just appended are proven from: all of them are in memory.
struct Memory<'a> {
    edge: &'a Edge,
    full: &'a [FullTile],
}

impl Tiles for Memory<'_> {
    type Error = LocalError;

    fn tile(&self, place: Place, _width: u64) -> Result<Vec<Hash>, LocalError> {
        if let Some(full) = self.full.iter().find(|tile| tile.place == place) {
            return Ok(full.hashes.clone());
        }
        let edge = self.edge.partial_tiles().find(|(at, _)| *at == place);
        edge.map(|(_, hashes)| hashes.to_vec()).ok_or_else(|| self.too_short(place))
    }

    fn too_short(&self, place: Place) -> LocalError {
        damaged(tiles::hash_tile(place), "it is not in memory")
    }
}
