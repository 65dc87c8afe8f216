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
    pub(super) root: Option<Vec<u8>>,
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

    /// Where the metadata are, ending in `/`.
    pub fn metadata_url(&self) -> &str {
        &self.metadata_url
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
        let mut is_new = self.update_timestamp(&mut trusted, transport, now)?;
        if cached_snapshot.is_none_or(|bytes| trusted.snapshot(&bytes, Some(now)).is_err()) {
            let bytes =
                self.ask_meta(&Role::Snapshot, trusted.snapshot_meta()?, limits::SNAPSHOT, &trusted, transport)?;
            trusted.snapshot(&bytes, Some(now))?;
            self.keep(&trusted, &Role::Snapshot, &bytes)?;
            is_new = true;
        }
        let cached_targets = self.cache.read(&Role::Targets, limits::TARGETS)?;
        if cached_targets.is_none_or(|bytes| trusted.targets(&bytes, Some(now)).is_err()) {
            let meta = trusted.targets_meta(&Role::Targets)?;
            let bytes = self.ask_meta(&Role::Targets, meta, limits::TARGETS, &trusted, transport)?;
            trusted.targets(&bytes, Some(now))?;
            self.keep(&trusted, &Role::Targets, &bytes)?;
            is_new = true;
        }
        if is_new {
            self.keep_whole(&trusted)?;
        }
        Ok(Metadata::new(self.clone(), trusted, Some(now)))
    }

    /// The metadata of the last whole update, verified again, without a server.
    ///
    /// # Errors
    /// [`TufError::NotCached`] if there was no update; [`TufError::Expired`] if one of them has expired by now.
    pub fn offline(&self, now: UnixTime) -> Result<Metadata, TufError> {
        self.recall_all(Some(now))
    }

    /// Like [`Self::offline`], but however old they are: whoever withholds updates is not noticed.
    pub fn offline_expired_dangerous(&self) -> Result<Metadata, TufError> {
        self.recall_all(None)
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

    fn update_timestamp(
        &self,
        trusted: &mut Trusted,
        transport: &dyn Transport,
        now: UnixTime,
    ) -> Result<bool, TufError> {
        let url = format!("{}timestamp.json", self.metadata_url);
        let item = Item::Metadata(Role::Timestamp);
        let bytes = ask(transport, url, &item, limits::TIMESTAMP)?.map_err(|url| TufError::Absent { item, url })?;
        let is_new = trusted.timestamp(&bytes, now)?;
        if is_new {
            self.keep(trusted, &Role::Timestamp, &bytes)?;
        }
        Ok(is_new)
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
