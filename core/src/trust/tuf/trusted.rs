//! What is trusted, and how it grows: every check of the client workflow, without a file or a server (TUF specification 5).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::error::{Item, Role, TufError, shorten};
use super::keys;
use super::metadata::{Body, Delegation, Document, Keys, MetaFile, Root, Snapshot, Targets, Timestamp};
use crate::digest::DigestAlgorithm;
use crate::time::UnixTime;

/// The metadata that are trusted so far.
#[derive(Clone)]
pub(super) struct Trusted {
    pub(super) root: Arc<Document<Root>>,
    pub(super) timestamp: Option<Arc<Document<Timestamp>>>,
    pub(super) snapshot: Option<Arc<Document<Snapshot>>>,
    pub(super) targets: Option<Arc<Document<Targets>>>,
}

impl Trusted {
    /// Begins with a root that the caller trusts. Its own keys must have signed it; that it has expired does not matter.
    pub(super) fn new(root: &[u8]) -> Result<Self, TufError> {
        let root: Document<Root> = Document::read(Role::Root, root)?;
        let body = &root.body;
        keys::verify(&root, &body.keys, &body.roles.root, || "the root itself".into())?;
        Ok(Self { root: Arc::new(root), timestamp: None, snapshot: None, targets: None })
    }

    /// Goes on to the next root. Whether timestamp or snapshot lost a key: then both begin anew.
    pub(super) fn follow(&mut self, root: &[u8]) -> Result<bool, TufError> {
        let next: Document<Root> = Document::read(Role::Root, root)?;
        let trusted = &self.root.body;
        // 5.3.4: signed by the keys of both.
        keys::verify(&next, &trusted.keys, &trusted.roles.root, || self.root_name())?;
        keys::verify(&next, &next.body.keys, &next.body.roles.root, || "the root itself".into())?;
        // 5.3.5
        let expected = self.root.version.saturating_add(1);
        if next.version != expected {
            return Err(TufError::RootVersion { expected, found: next.version });
        }
        let rotated = lost_a_key(&self.root.body, &next.body);
        // 5.3.11: recovers from versions that an attacker has raised.
        if rotated {
            (self.timestamp, self.snapshot, self.targets) = (None, None, None);
        }
        self.root = Arc::new(next);
        Ok(rotated)
    }

    /// 5.3.10: the last root has not expired.
    pub(super) fn root_is_fresh(&self, now: UnixTime) -> Result<(), TufError> {
        fresh(&self.root, now)
    }

    /// A timestamp that was trusted before, if it still is: what later ones are compared with.
    pub(super) fn recall_timestamp(&mut self, bytes: &[u8]) -> Result<(), TufError> {
        self.timestamp = Some(Arc::new(self.read_timestamp(bytes)?));
        Ok(())
    }

    /// 5.4: a timestamp that was downloaded. Whether it is a newer one.
    pub(super) fn timestamp(&mut self, bytes: &[u8], now: UnixTime) -> Result<bool, TufError> {
        let new = self.read_timestamp(bytes)?;
        if let Some(trusted) = &self.timestamp {
            // 5.4.3.1
            not_older(&Role::Timestamp, trusted.version, new.version)?;
            if new.version == trusted.version {
                fresh(trusted, now)?;
                return Ok(false);
            }
            // 5.4.3.2
            not_older(&Role::Snapshot, trusted.body.meta.snapshot.version, new.body.meta.snapshot.version)?;
        }
        // 5.4.4
        fresh(&new, now)?;
        self.timestamp = Some(Arc::new(new));
        Ok(true)
    }

    /// The timestamp that is trusted has not expired.
    pub(super) fn timestamp_is_fresh(&self, now: UnixTime) -> Result<(), TufError> {
        fresh(self.trusted_timestamp()?, now)
    }

    /// A snapshot that was trusted before, if it still is: what later ones are compared with.
    pub(super) fn recall_snapshot(&mut self, bytes: &[u8]) -> Result<(), TufError> {
        self.snapshot = Some(Arc::new(self.read_snapshot(bytes)?));
        Ok(())
    }

    /// What the trusted timestamp says about the snapshot.
    pub(super) fn snapshot_meta(&self) -> Result<&MetaFile, TufError> {
        Ok(&self.trusted_timestamp()?.body.meta.snapshot)
    }

    /// 5.5: the snapshot that the trusted timestamp names.
    pub(super) fn snapshot(&mut self, bytes: &[u8], now: Option<UnixTime>) -> Result<(), TufError> {
        let meta = self.snapshot_meta()?;
        // 5.5.2: mix-and-match
        check_file(&Item::Metadata(Role::Snapshot), bytes, meta)?;
        let new = self.read_snapshot(bytes)?;
        // 5.5.4
        same_version(&new, meta)?;
        // 5.5.5
        if let Some(trusted) = &self.snapshot {
            for (name, before) in &trusted.body.meta {
                let role = role_of_file(name);
                let Some(after) = new.body.meta.get(name) else { return Err(TufError::Removed { role }) };
                not_older(&role, before.version, after.version)?;
            }
        }
        // 5.5.6
        now.map_or(Ok(()), |now| fresh(&new, now))?;
        self.snapshot = Some(Arc::new(new));
        Ok(())
    }

    /// What the trusted snapshot says about the metadata of a role.
    pub(super) fn targets_meta(&self, role: &Role) -> Result<&MetaFile, TufError> {
        let absent = TufError::NotCached { item: Item::Metadata(Role::Snapshot) };
        let snapshot = self.snapshot.as_ref().ok_or(absent)?;
        let meta = snapshot.body.meta.get(&format!("{}.json", role.name()));
        meta.ok_or_else(|| TufError::NotInSnapshot { role: role.clone() })
    }

    /// 5.6: the top-level targets that the trusted snapshot names.
    pub(super) fn targets(&mut self, bytes: &[u8], now: Option<UnixTime>) -> Result<(), TufError> {
        let root = &self.root.body;
        let new = self.read_targets(Role::Targets, bytes, now, |new| {
            keys::verify(new, &root.keys, &root.roles.targets, || self.root_name())
        })?;
        self.targets = Some(Arc::new(new));
        Ok(())
    }

    /// 5.6.7: the metadata of a role to which `by` delegates.
    pub(super) fn delegated(
        &self,
        delegation: &Delegation,
        by: (&Role, &Keys),
        bytes: &[u8],
        now: Option<UnixTime>,
    ) -> Result<Document<Targets>, TufError> {
        let (delegator, keys) = by;
        self.read_targets(Role::Delegated(delegation.name.clone()), bytes, now, |new| {
            keys::verify(new, keys, &delegation.signers, || delegator.to_string())
        })
    }

    fn read_targets(
        &self,
        role: Role,
        bytes: &[u8],
        now: Option<UnixTime>,
        signed: impl FnOnce(&Document<Targets>) -> Result<(), TufError>,
    ) -> Result<Document<Targets>, TufError> {
        let meta = self.targets_meta(&role)?;
        // 5.6.2: mix-and-match
        check_file(&Item::Metadata(role.clone()), bytes, meta)?;
        let new = Document::read(role, bytes)?;
        // 5.6.3
        signed(&new)?;
        // 5.6.4
        same_version(&new, meta)?;
        // 5.6.5
        now.map_or(Ok(()), |now| fresh(&new, now))?;
        Ok(new)
    }

    fn read_timestamp(&self, bytes: &[u8]) -> Result<Document<Timestamp>, TufError> {
        let new = Document::read(Role::Timestamp, bytes)?;
        let root = &self.root.body;
        // 5.4.2
        keys::verify(&new, &root.keys, &root.roles.timestamp, || self.root_name())?;
        Ok(new)
    }

    fn read_snapshot(&self, bytes: &[u8]) -> Result<Document<Snapshot>, TufError> {
        let new = Document::read(Role::Snapshot, bytes)?;
        let root = &self.root.body;
        // 5.5.3
        keys::verify(&new, &root.keys, &root.roles.snapshot, || self.root_name())?;
        Ok(new)
    }

    fn trusted_timestamp(&self) -> Result<&Document<Timestamp>, TufError> {
        self.timestamp.as_deref().ok_or(TufError::NotCached { item: Item::Metadata(Role::Timestamp) })
    }

    fn root_name(&self) -> String {
        format!("root version {}", self.root.version)
    }
}

/// Whether a key that signed timestamps or snapshots does so no longer.
///
/// The specification says "rotated" and leaves open what that is. A key that is added, or a threshold that changes, is no
/// reason to forget versions: what an attacker without keys has recorded would be accepted again.
fn lost_a_key(before: &Root, after: &Root) -> bool {
    let roles = [(&before.roles.timestamp, &after.roles.timestamp), (&before.roles.snapshot, &after.roles.snapshot)];
    roles.into_iter().any(|(old, new)| {
        let kept = keys::of(&after.keys, new);
        keys::of(&before.keys, old).iter().any(|key| !kept.contains(key))
    })
}

fn role_of_file(name: &str) -> Role {
    match name.strip_suffix(".json").unwrap_or(name) {
        "targets" => Role::Targets,
        name => Role::Delegated(name.to_owned()),
    }
}

fn not_older(role: &Role, trusted: u64, found: u64) -> Result<(), TufError> {
    if found < trusted {
        return Err(TufError::Rollback { role: role.clone(), trusted, found });
    }
    Ok(())
}

fn same_version<T: Body>(document: &Document<T>, meta: &MetaFile) -> Result<(), TufError> {
    if document.version != meta.version {
        let (role, expected) = (document.role.clone(), meta.version);
        return Err(TufError::Version { role, expected, found: document.version });
    }
    Ok(())
}

/// An expiry is the first moment at which the file is not valid.
fn fresh<T>(document: &Document<T>, now: UnixTime) -> Result<(), TufError> {
    if document.expires <= now {
        let (role, version, expires) = (document.role.clone(), document.version, document.expires);
        return Err(TufError::Expired { role, version, expires, now });
    }
    Ok(())
}

fn check_file(item: &Item, bytes: &[u8], meta: &MetaFile) -> Result<(), TufError> {
    if let Some(length) = meta.length {
        check_length(item, bytes, length)?;
    }
    meta.hashes.as_ref().map_or(Ok(()), |hashes| check_hashes(item, bytes, hashes))
}

/// Exactly as many bytes as were signed.
pub(super) fn check_length(item: &Item, bytes: &[u8], expected: u64) -> Result<(), TufError> {
    let found = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if found != expected {
        return Err(TufError::Length { item: item.clone(), expected, found });
    }
    Ok(())
}

/// Every hash that is supported fits, and there is one.
pub(super) fn check_hashes(item: &Item, bytes: &[u8], hashes: &BTreeMap<String, String>) -> Result<(), TufError> {
    let mut supported = false;
    for (name, expected) in hashes {
        let Some(algorithm) = DigestAlgorithm::from_name(name) else { continue };
        supported = true;
        let found = algorithm.digest(bytes).to_hex();
        if !found.eq_ignore_ascii_case(expected) {
            let (expected, found) = (format!("{name}:{}", shorten(expected)), format!("{name}:{found}"));
            return Err(TufError::Hash { item: item.clone(), expected, found });
        }
    }
    if supported { Ok(()) } else { Err(TufError::UnknownHash { item: item.clone() }) }
}
