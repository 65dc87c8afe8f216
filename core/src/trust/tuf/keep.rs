//! What a repository keeps between updates, and what it makes of it at the next.

use serde::{Deserialize, Serialize};

use super::cache::{self, Lock};
use super::error::{Item, Role, TufError};
use super::limits;
use super::repository::Repository;
use super::target::Metadata;
use super::trusted::Trusted;
use crate::time::UnixTime;

/// The file that has what belongs together. Not `.json`: those are metadata.
const WHOLE: &str = "last-update";

/// Timestamp, snapshot and targets of one update.
#[derive(Serialize, Deserialize)]
struct Whole {
    timestamp: String,
    snapshot: String,
    targets: String,
}

impl Whole {
    fn verify(&self, mut trusted: Trusted, now: Option<UnixTime>) -> Result<Trusted, TufError> {
        trusted.recall_timestamp(self.timestamp.as_bytes())?;
        now.map_or(Ok(()), |now| trusted.timestamp_is_fresh(now))?;
        trusted.snapshot(self.snapshot.as_bytes(), now)?;
        trusted.targets(self.targets.as_bytes(), now)?;
        Ok(trusted)
    }
}

/// The root to which the cache leads.
struct Recalled {
    trusted: Trusted,
    bytes: Vec<u8>,
    /// Of the `root.json` in the cache; 0 if there is none that can be read.
    kept_version: u64,
    /// Whether timestamp or snapshot lost a key behind that version.
    rotated: bool,
}

impl Repository {
    /// The newest root to which the caller's leads with what is in the cache. `root.json` is brought up to it.
    pub(super) fn recall_root(&self) -> Result<Trusted, TufError> {
        let lock = self.cache.lock()?;
        let Recalled { trusted, bytes, kept_version, rotated } = self.newest_root()?;
        if self.cache.read_root(trusted.root.version, limits::ROOT)?.as_ref() != Some(&bytes) {
            self.cache.write_root(&lock, trusted.root.version, &bytes)?;
        }
        if kept_version < trusted.root.version {
            self.settle(&lock, &bytes, rotated)?;
        }
        Ok(trusted)
    }

    /// The same, and nothing is written.
    fn newest_root(&self) -> Result<Recalled, TufError> {
        let kept = self.cache.read(&Role::Root, limits::ROOT)?;
        let first = self.root.as_ref().or(kept.as_ref());
        let mut bytes = first.ok_or(TufError::NotCached { item: Item::Metadata(Role::Root) })?.clone();
        let mut trusted = Trusted::new(&bytes)?;
        let kept_version =
            kept.as_deref().and_then(|bytes| Trusted::new(bytes).ok()).map_or(0, |kept| kept.root.version);
        let mut rotated = false;
        while let Some(next) = self.cache.read_root(trusted.root.version.saturating_add(1), limits::ROOT)? {
            let Ok(step) = trusted.follow(&next) else { break };
            rotated |= step && trusted.root.version > kept_version;
            bytes = next;
        }
        Ok(Recalled { trusted, bytes, kept_version, rotated })
    }

    /// 5.3.8: a root that was downloaded.
    pub(super) fn keep_root(&self, trusted: &Trusted, bytes: &[u8], rotated: bool) -> Result<(), TufError> {
        let lock = self.cache.lock()?;
        self.cache.write_root(&lock, trusted.root.version, bytes)?;
        if self.kept_root_version()? < trusted.root.version {
            self.settle(&lock, bytes, rotated)?;
        }
        Ok(())
    }

    /// 5.3.8 and 5.3.11. The history has the root already: after a kill in between, [`Self::recall_root`] repeats this.
    fn settle(&self, lock: &Lock, root: &[u8], rotated: bool) -> Result<(), TufError> {
        if rotated {
            self.cache.remove(lock, &Role::Timestamp)?;
            self.cache.remove(lock, &Role::Snapshot)?;
        }
        self.cache.write(lock, &Role::Root, root)
    }

    /// Of the `root.json` in the cache; 0 if there is none that can be read.
    fn kept_root_version(&self) -> Result<u64, TufError> {
        let kept = self.cache.read(&Role::Root, limits::ROOT)?;
        Ok(kept.and_then(|bytes| Trusted::new(&bytes).ok()).map_or(0, |kept| kept.root.version))
    }

    /// Timestamp and snapshot as they were trusted last, if the root's keys still vouch for them. Gives the snapshot's bytes.
    pub(super) fn recall_others(&self, trusted: &mut Trusted) -> Result<Option<Vec<u8>>, TufError> {
        let _lock = self.cache.lock()?;
        if let Some(bytes) = self.cache.read(&Role::Timestamp, limits::TIMESTAMP)? {
            // What is not valid any more is as good as absent.
            let _ = trusted.recall_timestamp(&bytes);
        }
        let snapshot = self.cache.read(&Role::Snapshot, limits::SNAPSHOT)?;
        Ok(snapshot.filter(|bytes| trusted.recall_snapshot(bytes).is_ok()))
    }

    /// Everything out of the cache, verified again; `None` for a time does not ask for expiry. Nothing is written: the
    /// folder may be one that this process may only read.
    pub(super) fn recall_all(&self, now: Option<UnixTime>) -> Result<Metadata, TufError> {
        let _lock = self.cache.lock_to_read();
        let Recalled { trusted, kept_version, rotated, .. } = self.newest_root()?;
        now.map_or(Ok(()), |now| trusted.root_is_fresh(now))?;
        let newest = match rotated && kept_version < trusted.root.version {
            // 5.3.11: what the next update takes away does not count.
            true => Err(TufError::NotCached { item: Item::Metadata(Role::Timestamp) }),
            false => self.newest().and_then(|whole| whole.verify(trusted.clone(), now)),
        };
        let trusted = newest.or_else(|error| {
            let bytes = cache::read(&self.cache.folder().join(WHOLE), limits::WHOLE).ok().flatten();
            let whole: Option<Whole> = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
            whole.and_then(|whole| whole.verify(trusted, now).ok()).ok_or(error)
        })?;
        Ok(Metadata::new(self.clone(), trusted, now))
    }

    fn newest(&self) -> Result<Whole, TufError> {
        let read = |role: Role, limit| {
            let text = self.cache.read(&role, limit)?.and_then(|bytes| String::from_utf8(bytes).ok());
            text.ok_or(TufError::NotCached { item: Item::Metadata(role) })
        };
        Ok(Whole {
            timestamp: read(Role::Timestamp, limits::TIMESTAMP)?,
            snapshot: read(Role::Snapshot, limits::SNAPSHOT)?,
            targets: read(Role::Targets, limits::TARGETS)?,
        })
    }

    /// Writes what has been verified, unless another process has brought the cache further meanwhile.
    pub(super) fn keep(&self, trusted: &Trusted, role: &Role, bytes: &[u8]) -> Result<(), TufError> {
        let lock = self.cache.lock()?;
        if self.is_further(trusted)? { Ok(()) } else { self.cache.write(&lock, role, bytes) }
    }

    /// Writes what belongs together in one file: after a kill between two files of an update it is what
    /// [`Self::offline`] has.
    pub(super) fn keep_whole(&self, trusted: &Trusted) -> Result<(), TufError> {
        let lock = self.cache.lock()?;
        if self.is_further(trusted)? {
            return Ok(());
        }
        let json = serde_json::to_vec(&self.newest()?).unwrap_or_default();
        cache::write(&lock, self.cache.folder(), WHOLE, &json)
    }

    fn is_further(&self, trusted: &Trusted) -> Result<bool, TufError> {
        if self.kept_root_version()? > trusted.root.version {
            return Ok(true);
        }
        let mut kept = Trusted { timestamp: None, ..trusted.clone() };
        let timestamp = self.cache.read(&Role::Timestamp, limits::TIMESTAMP)?;
        let is_valid = timestamp.is_some_and(|bytes| kept.recall_timestamp(&bytes).is_ok());
        let version = |trusted: &Trusted| trusted.timestamp.as_ref().map(|timestamp| timestamp.version);
        Ok(is_valid && version(&kept) > version(trusted))
    }
}
