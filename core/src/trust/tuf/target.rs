use std::collections::BTreeSet;
use std::sync::Arc;

use super::cache;
use super::error::{Item, Role, TufError, shorten};
use super::limits;
use super::metadata::{Delegation, Document, TargetFile, Targets};
use super::repository::{Repository, ask};
use super::trusted::{Trusted, check_hashes, check_length};
use super::url;
use crate::net::Transport;
use crate::time::UnixTime;

/// Verified metadata of a repository: what [`Repository::update`] and [`Repository::offline`] give, and nothing else makes.
pub struct Metadata {
    repository: Repository,
    trusted: Trusted,
    now: Option<UnixTime>,
}

impl Metadata {
    pub(super) fn new(repository: Repository, trusted: Trusted, now: Option<UnixTime>) -> Self {
        Self { repository, trusted, now }
    }

    /// The version of a role's metadata; `None` for roles to which targets are delegated.
    pub fn version(&self, role: &Role) -> Option<u64> {
        let trusted = &self.trusted;
        match role {
            Role::Root => Some(trusted.root.version),
            Role::Timestamp => Some(trusted.timestamp.as_ref()?.version),
            Role::Snapshot => Some(trusted.snapshot.as_ref()?.version),
            Role::Targets => Some(trusted.targets.as_ref()?.version),
            Role::Delegated(_) => None,
        }
    }

    /// When the first of root, timestamp, snapshot and targets expires.
    pub fn expires(&self) -> UnixTime {
        let trusted = &self.trusted;
        let others = [
            trusted.timestamp.as_ref().map(|document| document.expires),
            trusted.snapshot.as_ref().map(|document| document.expires),
            trusted.targets.as_ref().map(|document| document.expires),
        ];
        others.into_iter().flatten().fold(trusted.root.expires, UnixTime::min)
    }

    /// A target's bytes, at most 64 MiB: out of the cache if they are there, otherwise downloaded and kept.
    ///
    /// # Errors
    /// Nobody who may says that there is such a target, or what the server gives is not it.
    pub fn target(&self, path: &str, transport: &dyn Transport) -> Result<Vec<u8>, TufError> {
        let file = self.find(path, Some(transport))?;
        if let Some(bytes) = self.cached(path, &file)? {
            return Ok(bytes);
        }
        let bytes = self.download(path, &file, transport)?;
        let folder = &self.repository.targets_folder;
        let lock = self.repository.cache.lock()?;
        std::fs::create_dir_all(folder).map_err(cache::cannot("make the folder", folder))?;
        cache::write(&lock, folder, &cache::encode(path), &bytes)?;
        Ok(bytes)
    }

    /// A target's bytes out of the cache, without a server.
    ///
    /// # Errors
    /// [`TufError::NotCached`] unless it was downloaded before and has not changed since.
    pub fn cached_target(&self, path: &str) -> Result<Vec<u8>, TufError> {
        let file = self.find(path, None)?;
        self.cached(path, &file)?.ok_or_else(|| TufError::NotCached { item: Item::Target(path.into()) })
    }

    fn cached(&self, path: &str, file: &TargetFile) -> Result<Option<Vec<u8>>, TufError> {
        let item = Item::Target(path.into());
        let limit = usize::try_from(file.length.min(limits::TARGET)).unwrap_or(usize::MAX);
        let bytes = cache::read(&self.repository.targets_folder.join(cache::encode(path)), limit)?;
        Ok(bytes.filter(|bytes| check(&item, bytes, file).is_ok()))
    }

    fn download(&self, path: &str, file: &TargetFile, transport: &dyn Transport) -> Result<Vec<u8>, TufError> {
        let item = Item::Target(path.into());
        let Some(limit) = usize::try_from(file.length).ok().filter(|_| file.length <= limits::TARGET) else {
            return Err(TufError::TooLarge { item, limit: limits::TARGET });
        };
        let url = format!("{}{}", self.repository.targets_url, url::path(&self.file_name(path, file)));
        let bytes = ask(transport, url, &item, limit)?;
        let bytes = bytes.map_err(|url| TufError::Absent { item: item.clone(), url })?;
        check(&item, &bytes, file)?;
        Ok(bytes)
    }

    /// 5.7.3: with consistent snapshots the hash stands before the last part of the path.
    fn file_name(&self, path: &str, file: &TargetFile) -> String {
        let preferred = ["sha256", "sha512", "sha384"].into_iter().find_map(|name| file.hashes.get(name));
        let Some(hash) = preferred.filter(|_| self.trusted.root.body.is_consistent()) else { return path.to_owned() };
        match path.rsplit_once('/') {
            Some((folder, name)) => format!("{folder}/{hash}.{name}"),
            None => format!("{hash}.{path}"),
        }
    }

    /// 5.6.7: who says something about the target, depth first, in the order of the delegations.
    fn find(&self, path: &str, transport: Option<&dyn Transport>) -> Result<TargetFile, TufError> {
        let absent = || TufError::NotCached { item: Item::Metadata(Role::Targets) };
        let mut visited = BTreeSet::new();
        let mut open: Vec<(Delegation, Arc<Document<Targets>>)> = Vec::new();
        let mut role = self.trusted.targets.clone().ok_or_else(absent)?;
        loop {
            if let Some(file) = role.body.targets.get(path) {
                return Ok(file.clone());
            }
            let children = role.body.delegations_for(path);
            // A terminating delegation ends the search behind it, at every level.
            if children.last().is_some_and(|last| last.terminating) {
                open.clear();
            }
            open.extend(children.into_iter().rev().map(|child| (child.clone(), Arc::clone(&role))));
            let (delegation, by) = loop {
                let Some(next) = open.pop() else { return Err(TufError::NoSuchTarget { target: shorten(path) }) };
                if visited.insert(next.0.name.clone()) {
                    break next;
                }
            };
            if visited.len() > limits::DELEGATIONS {
                return Err(TufError::TooManyDelegations { target: shorten(path), limit: limits::DELEGATIONS });
            }
            role = Arc::new(self.delegated(&delegation, &by, transport)?);
        }
    }

    /// The metadata of a role, verified for this delegation, whatever was verified for another one.
    fn delegated(
        &self,
        delegation: &Delegation,
        by: &Document<Targets>,
        transport: Option<&dyn Transport>,
    ) -> Result<Document<Targets>, TufError> {
        let role = Role::Delegated(delegation.name.clone());
        let meta = self.trusted.targets_meta(&role)?;
        let keys = by.body.delegations.as_ref().map(|delegations| &delegations.keys);
        let Some(keys) = keys else { return Err(TufError::NotInSnapshot { role }) };
        let verify = |bytes: &[u8]| self.trusted.delegated(delegation, (&by.role, keys), bytes, self.now);
        let cached = self.repository.cache.read(&role, limits::TARGETS)?;
        if let Some(document) = cached.and_then(|bytes| verify(&bytes).ok()) {
            return Ok(document);
        }
        let Some(transport) = transport else { return Err(TufError::NotCached { item: Item::Metadata(role) }) };
        let bytes = self.repository.ask_meta(&role, meta, limits::TARGETS, &self.trusted, transport)?;
        let document = verify(&bytes)?;
        self.repository.keep(&self.trusted, &role, &bytes)?;
        Ok(document)
    }
}

/// The versions of its metadata.
impl std::fmt::Debug for Metadata {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let version = |role| self.version(&role).unwrap_or_default();
        f.debug_struct("Metadata")
            .field("root", &version(Role::Root))
            .field("timestamp", &version(Role::Timestamp))
            .field("snapshot", &version(Role::Snapshot))
            .field("targets", &version(Role::Targets))
            .finish_non_exhaustive()
    }
}

fn check(item: &Item, bytes: &[u8], file: &TargetFile) -> Result<(), TufError> {
    check_length(item, bytes, file.length)?;
    check_hashes(item, bytes, &file.hashes)
}
