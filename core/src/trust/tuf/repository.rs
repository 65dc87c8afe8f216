use std::path::PathBuf;

use super::cache::Cache;
use super::error::{Item, Role, TufError};
use super::limits;
use super::metadata::MetaFile;
use super::target::Metadata;
use super::trusted::Trusted;
use super::url;
use crate::net::{NetError, NetErrorKind, Request, Transport};
use crate::time::UnixTime;

/// A repository of The Update Framework, and the folder in which what is verified of it is kept.
///
/// Several processes may share a folder; a process that ends at any moment leaves it usable.
#[derive(Clone, Debug)]
pub struct Repository {
    metadata_url: String,
    pub(super) targets_url: String,
    pub(super) cache: Cache,
    pub(super) targets_folder: PathBuf,
    /// The root from which the caller's trust begins; `None` for the one in the cache.
    root: Option<Vec<u8>>,
}

impl Repository {
    /// A repository whose metadata are at `metadata_url`, of which the caller trusts `root_json`, any version of it.
    ///
    /// Targets are at `targets/` below the metadata unless [`Self::targets_url`] says otherwise.
    ///
    /// # Errors
    /// `root_json` is no root, or its own keys have not signed it.
    pub fn new(metadata_url: &str, root_json: &[u8], cache_folder: impl Into<PathBuf>) -> Result<Self, TufError> {
        Trusted::new(root_json)?;
        Ok(Self { root: Some(root_json.to_vec()), ..Self::trusting_cache(metadata_url, cache_folder) })
    }

    /// A repository of which the caller trusts the `root.json` in the cache folder, put there by [`Self::init`] or by any
    /// other client.
    pub fn trusting_cache(metadata_url: &str, cache_folder: impl Into<PathBuf>) -> Self {
        let folder = cache_folder.into();
        let metadata_url = url::folder(metadata_url);
        Self {
            targets_url: format!("{metadata_url}targets/"),
            metadata_url,
            targets_folder: folder.join("targets"),
            cache: Cache::new(folder),
            root: None,
        }
    }

    /// The same with its targets below this address.
    #[must_use]
    pub fn targets_url(self, url: &str) -> Self {
        Self { targets_url: url::folder(url), ..self }
    }

    /// The same with downloaded targets kept in this folder instead of `targets` in the cache folder.
    #[must_use]
    pub fn targets_folder(self, folder: impl Into<PathBuf>) -> Self {
        Self { targets_folder: folder.into(), ..self }
    }

    /// The folder of the cache.
    pub fn cache_folder(&self) -> &std::path::Path {
        self.cache.folder()
    }

    /// Writes the root from which trust begins into the cache, without asking a server. A newer one that leads on from
    /// it stays.
    pub fn init(&self) -> Result<(), TufError> {
        self.recall_root().map(drop)
    }

    /// Brings the metadata up to date: TUF specification 5.2 to 5.6.6. `now` holds for the whole update.
    ///
    /// # Errors
    /// Of the first step that fails. What was verified before it is kept.
    pub fn update(&self, transport: &dyn Transport, now: UnixTime) -> Result<Metadata, TufError> {
        let mut trusted = self.recall_root()?;
        self.follow_roots(&mut trusted, transport)?;
        trusted.root_is_fresh(now)?;
        let cached_snapshot = self.recall_others(&mut trusted)?;
        self.update_timestamp(&mut trusted, transport, now)?;
        if cached_snapshot.is_none_or(|bytes| trusted.snapshot(&bytes, Some(now)).is_err()) {
            let bytes =
                self.ask_meta(&Role::Snapshot, trusted.snapshot_meta()?, limits::SNAPSHOT, &trusted, transport)?;
            trusted.snapshot(&bytes, Some(now))?;
            self.keep(&trusted, &Role::Snapshot, &bytes)?;
        }
        let cached_targets = self.cache.read(&Role::Targets, limits::TARGETS)?;
        if cached_targets.is_none_or(|bytes| trusted.targets(&bytes, Some(now)).is_err()) {
            let meta = trusted.targets_meta(&Role::Targets)?;
            let bytes = self.ask_meta(&Role::Targets, meta, limits::TARGETS, &trusted, transport)?;
            trusted.targets(&bytes, Some(now))?;
            self.keep(&trusted, &Role::Targets, &bytes)?;
        }
        Ok(Metadata::new(self.clone(), trusted, Some(now)))
    }

    /// The metadata of the last whole update, verified again, without a server.
    ///
    /// # Errors
    /// [`TufError::NotCached`] if there was no update; [`TufError::Expired`] if one of them has expired by now.
    pub fn offline(&self, now: UnixTime) -> Result<Metadata, TufError> {
        self.cached(Some(now))
    }

    /// Like [`Self::offline`], but however old they are: whoever withholds updates is not noticed.
    pub fn offline_expired_dangerous(&self) -> Result<Metadata, TufError> {
        self.cached(None)
    }

    fn cached(&self, now: Option<UnixTime>) -> Result<Metadata, TufError> {
        let absent = |role| TufError::NotCached { item: Item::Metadata(role) };
        let mut trusted = self.recall_root()?;
        if let Some(now) = now {
            trusted.root_is_fresh(now)?;
        }
        let _lock = self.cache.lock()?;
        let read = |role: Role, limit| self.cache.read(&role, limit)?.ok_or_else(|| absent(role));
        trusted.recall_timestamp(&read(Role::Timestamp, limits::TIMESTAMP)?)?;
        if let Some(now) = now {
            trusted.timestamp_is_fresh(now)?;
        }
        trusted.snapshot(&read(Role::Snapshot, limits::SNAPSHOT)?, now)?;
        trusted.targets(&read(Role::Targets, limits::TARGETS)?, now)?;
        Ok(Metadata::new(self.clone(), trusted, now))
    }

    /// The newest root to which the caller's leads with what is in the cache. `root.json` is brought up to it.
    fn recall_root(&self) -> Result<Trusted, TufError> {
        let lock = self.cache.lock()?;
        let kept = self.cache.read(&Role::Root, limits::ROOT)?;
        let first = self.root.as_ref().or(kept.as_ref());
        let mut newest = first.ok_or(TufError::NotCached { item: Item::Metadata(Role::Root) })?.clone();
        let mut trusted = Trusted::new(&newest)?;
        let kept_version =
            kept.as_deref().and_then(|bytes| Trusted::new(bytes).ok()).map_or(0, |kept| kept.root.version);
        let mut rotated = false;
        while let Some(bytes) = self.cache.read_root(trusted.root.version.saturating_add(1), limits::ROOT)? {
            let Ok(step) = trusted.follow(&bytes) else { break };
            rotated |= step && trusted.root.version > kept_version;
            newest = bytes;
        }
        if self.cache.read_root(trusted.root.version, limits::ROOT)?.as_ref() != Some(&newest) {
            self.cache.write_root(&lock, trusted.root.version, &newest)?;
        }
        if kept_version < trusted.root.version {
            self.settle(&lock, &newest, rotated)?;
        }
        Ok(trusted)
    }

    /// 5.3: every root from the trusted one on.
    fn follow_roots(&self, trusted: &mut Trusted, transport: &dyn Transport) -> Result<(), TufError> {
        for _ in 0..limits::ROTATIONS {
            let next = trusted.root.version.saturating_add(1);
            let url = format!("{}{next}.root.json", self.metadata_url);
            let Some(bytes) = ask(transport, url, &Item::Metadata(Role::Root), limits::ROOT)?.ok() else {
                return Ok(());
            };
            let rotated = trusted.follow(&bytes)?;
            self.keep_root(trusted, &bytes, rotated)?;
        }
        // 5.3.3: more than that, and the update goes on with what it has; the next one continues from there.
        Ok(())
    }

    fn keep_root(&self, trusted: &Trusted, bytes: &[u8], rotated: bool) -> Result<(), TufError> {
        let lock = self.cache.lock()?;
        self.cache.write_root(&lock, trusted.root.version, bytes)?;
        if self.kept_root_version()? < trusted.root.version {
            self.settle(&lock, bytes, rotated)?;
        }
        Ok(())
    }

    /// 5.3.8 and 5.3.11. The history has the root already: after a kill in between, [`Self::recall_root`] repeats this.
    fn settle(&self, lock: &super::cache::Lock, root: &[u8], rotated: bool) -> Result<(), TufError> {
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
    fn recall_others(&self, trusted: &mut Trusted) -> Result<Option<Vec<u8>>, TufError> {
        let _lock = self.cache.lock()?;
        if let Some(bytes) = self.cache.read(&Role::Timestamp, limits::TIMESTAMP)? {
            // What is not valid any more is as good as absent.
            let _ = trusted.recall_timestamp(&bytes);
        }
        let snapshot = self.cache.read(&Role::Snapshot, limits::SNAPSHOT)?;
        Ok(snapshot.filter(|bytes| trusted.recall_snapshot(bytes).is_ok()))
    }

    fn update_timestamp(
        &self,
        trusted: &mut Trusted,
        transport: &dyn Transport,
        now: UnixTime,
    ) -> Result<(), TufError> {
        let url = format!("{}timestamp.json", self.metadata_url);
        let item = Item::Metadata(Role::Timestamp);
        let bytes = ask(transport, url, &item, limits::TIMESTAMP)?.map_err(|url| TufError::Absent { item, url })?;
        if trusted.timestamp(&bytes, now)? {
            self.keep(trusted, &Role::Timestamp, &bytes)?;
        }
        Ok(())
    }

    /// Downloads metadata that other metadata name.
    pub(super) fn ask_meta(
        &self,
        role: &Role,
        meta: &MetaFile,
        limit: usize,
        trusted: &Trusted,
        transport: &dyn Transport,
    ) -> Result<Vec<u8>, TufError> {
        let prefix = if trusted.root.body.is_consistent() { format!("{}.", meta.version) } else { String::new() };
        let url = format!("{}{prefix}{}.json", self.metadata_url, url::segment(role.name()));
        let limit =
            meta.length.and_then(|length| usize::try_from(length).ok()).map_or(limit, |length| length.min(limit));
        let item = Item::Metadata(role.clone());
        ask(transport, url, &item, limit)?.map_err(|url| TufError::Absent { item, url })
    }

    /// Writes what has been verified, unless another process has brought the cache further meanwhile.
    pub(super) fn keep(&self, trusted: &Trusted, role: &Role, bytes: &[u8]) -> Result<(), TufError> {
        let lock = self.cache.lock()?;
        if self.kept_root_version()? > trusted.root.version {
            return Ok(());
        }
        let mut kept = Trusted { timestamp: None, ..trusted.clone() };
        let timestamp = self.cache.read(&Role::Timestamp, limits::TIMESTAMP)?;
        let is_valid = timestamp.is_some_and(|bytes| kept.recall_timestamp(&bytes).is_ok());
        let version = |trusted: &Trusted| trusted.timestamp.as_ref().map(|timestamp| timestamp.version);
        if is_valid && version(&kept) > version(trusted) {
            return Ok(());
        }
        self.cache.write(&lock, role, bytes)
    }
}

/// Downloads a file of at most `limit` bytes. The inner error is the address, as it may be shown, where there is none.
pub(super) fn ask(
    transport: &dyn Transport,
    url: String,
    item: &Item,
    limit: usize,
) -> Result<Result<Vec<u8>, String>, TufError> {
    let request = Request::get(url).limit(limit);
    let too_large = || TufError::TooLarge { item: item.clone(), limit: u64::try_from(limit).unwrap_or(u64::MAX) };
    let response = transport.send(&request).map_err(|error: NetError| match error.kind() {
        NetErrorKind::TooLarge { .. } => too_large(),
        _ => TufError::Net(error),
    })?;
    // Stores of objects say 403 where a listing is not allowed.
    if matches!(response.status, 403 | 404) {
        return Ok(Err(request.shown()));
    }
    let body = response.success(&request)?;
    if body.len() > limit {
        return Err(too_large());
    }
    Ok(Ok(body))
}
