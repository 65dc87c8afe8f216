//! The metadata files: their form, read once and strictly, with unknown fields tolerated (TUF specification 4).

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::canonical::canonical;
use super::error::{Item, Role, TufError, shorten};
use super::limits;
use crate::encoding::json;
use crate::time::UnixTime;

/// What one kind of metadata has beside the fields that all have.
pub(super) trait Body: DeserializeOwned {
    /// `_type`.
    const TYPE: &'static str;
    /// Bytes of a file.
    const LIMIT: usize;

    /// What JSON alone does not say is wrong.
    fn check(&self) -> Result<(), String>;
}

/// A file, read but not trusted.
pub(super) struct Document<T> {
    pub(super) role: Role,
    pub(super) version: u64,
    pub(super) expires: UnixTime,
    pub(super) body: T,
    pub(super) signatures: Vec<Signature>,
    /// What the signatures cover.
    pub(super) signed: Vec<u8>,
}

/// A signature: whose it says it is, and hexadecimal that need not be one.
#[derive(Deserialize)]
pub(super) struct Signature {
    pub(super) keyid: String,
    pub(super) sig: String,
}

#[derive(Deserialize)]
struct File<'a> {
    #[serde(borrow)]
    signed: &'a RawValue,
    signatures: Vec<Signature>,
}

#[derive(Deserialize)]
struct Header {
    #[serde(rename = "_type")]
    kind: String,
    spec_version: String,
    version: u64,
    expires: String,
}

impl<T: Body> Document<T> {
    /// Reads the file of a role.
    pub(super) fn read(role: Role, bytes: &[u8]) -> Result<Self, TufError> {
        if bytes.len() > T::LIMIT {
            let limit = u64::try_from(T::LIMIT).unwrap_or(u64::MAX);
            return Err(TufError::TooLarge { item: Item::Metadata(role), limit });
        }
        let malformed = |reason: String| TufError::Malformed { role: role.clone(), reason };
        let not_json = |error: serde_json::Error| malformed(error.to_string());
        let text = std::str::from_utf8(bytes).map_err(|error| malformed(error.to_string()))?;
        let file: File<'_> = json::from_str(text).map_err(not_json)?;
        let signed = canonical(file.signed.get()).map_err(not_json)?;
        let header: Header = serde_json::from_str(file.signed.get()).map_err(not_json)?;
        if header.kind != T::TYPE {
            return Err(TufError::Type { role, found: shorten(&header.kind) });
        }
        // TUF specification 4.3: the major version decides.
        if header.spec_version.split('.').next() != Some("1") {
            return Err(TufError::SpecVersion { role, found: shorten(&header.spec_version) });
        }
        if header.version == 0 {
            return Err(malformed("version 0: versions begin with 1".into()));
        }
        let expires =
            UnixTime::parse_rfc3339(&header.expires).map_err(|error| malformed(format!("expires: {error}")))?;
        let body: T = serde_json::from_str(file.signed.get()).map_err(not_json)?;
        body.check().map_err(malformed)?;
        let signatures = signatures(&role, file.signatures)?;
        Ok(Self { role, version: header.version, expires, body, signatures, signed })
    }
}

impl Role {
    /// The version that a file states, if it has the form of this role's metadata. Nothing is verified.
    pub fn stated_version(&self, file: &[u8]) -> Result<u64, TufError> {
        let role = self.clone();
        match self {
            Self::Root => Document::<Root>::read(role, file).map(|document| document.version),
            Self::Timestamp => Document::<Timestamp>::read(role, file).map(|document| document.version),
            Self::Snapshot => Document::<Snapshot>::read(role, file).map(|document| document.version),
            Self::Targets | Self::Delegated(_) => {
                Document::<Targets>::read(role, file).map(|document| document.version)
            }
        }
    }
}

fn signatures(role: &Role, signatures: Vec<Signature>) -> Result<Vec<Signature>, TufError> {
    if signatures.len() > limits::SIGNATURES {
        let reason = format!("more than {} signatures", limits::SIGNATURES);
        return Err(TufError::Malformed { role: role.clone(), reason });
    }
    // TUF specification 4.2.1: the keyid is unique in the list.
    let mut seen = BTreeSet::new();
    for signature in &signatures {
        if !seen.insert(&signature.keyid) {
            return Err(TufError::DuplicateSignature { role: role.clone(), keyid: shorten(&signature.keyid) });
        }
    }
    Ok(signatures)
}

/// Keys by their ids, which need not be hashes (TAP 12).
pub(super) type Keys = BTreeMap<String, Key>;

/// A key. One that cannot be used signs nothing, and is no reason to refuse the file.
#[derive(Clone, Deserialize)]
pub(super) struct Key {
    pub(super) keytype: String,
    pub(super) scheme: String,
    pub(super) keyval: KeyValue,
}

#[derive(Clone, Deserialize)]
pub(super) struct KeyValue {
    #[serde(default)]
    pub(super) public: String,
}

/// Who signs for a role, and how many of them must.
#[derive(Clone, Deserialize)]
pub(super) struct Signers {
    pub(super) keyids: Vec<String>,
    pub(super) threshold: u64,
}

impl Signers {
    fn check(&self, role: &str) -> Result<(), String> {
        if self.threshold == 0 {
            return Err(format!("role {:?}: a threshold of 0", shorten(role)));
        }
        let distinct: BTreeSet<_> = self.keyids.iter().collect();
        if distinct.len() != self.keyids.len() {
            return Err(format!("role {:?}: a keyid twice", shorten(role)));
        }
        Ok(())
    }
}

#[derive(Deserialize)]
pub(super) struct Root {
    consistent_snapshot: Option<bool>,
    pub(super) keys: Keys,
    pub(super) roles: TopLevel,
}

/// The roles that every root has; others are for mirrors.
#[derive(Deserialize)]
pub(super) struct TopLevel {
    pub(super) root: Signers,
    pub(super) timestamp: Signers,
    pub(super) snapshot: Signers,
    pub(super) targets: Signers,
}

impl Root {
    pub(super) fn is_consistent(&self) -> bool {
        self.consistent_snapshot.unwrap_or(false)
    }
}

impl Body for Root {
    const TYPE: &'static str = "root";
    const LIMIT: usize = limits::ROOT;

    fn check(&self) -> Result<(), String> {
        self.roles.root.check("root")?;
        self.roles.timestamp.check("timestamp")?;
        self.roles.snapshot.check("snapshot")?;
        self.roles.targets.check("targets")
    }
}

/// What signed metadata say about another file.
#[derive(Clone, Deserialize)]
pub(super) struct MetaFile {
    pub(super) version: u64,
    pub(super) length: Option<u64>,
    pub(super) hashes: Option<BTreeMap<String, String>>,
}

impl MetaFile {
    fn check(&self, name: &str) -> Result<(), String> {
        if self.version == 0 {
            return Err(format!("meta {:?}: version 0", shorten(name)));
        }
        if self.hashes.as_ref().is_some_and(BTreeMap::is_empty) {
            return Err(format!("meta {:?}: hashes without any", shorten(name)));
        }
        Ok(())
    }
}

#[derive(Deserialize)]
pub(super) struct Timestamp {
    pub(super) meta: TimestampMeta,
}

#[derive(Deserialize)]
pub(super) struct TimestampMeta {
    #[serde(rename = "snapshot.json")]
    pub(super) snapshot: MetaFile,
}

impl Body for Timestamp {
    const TYPE: &'static str = "timestamp";
    const LIMIT: usize = limits::TIMESTAMP;

    fn check(&self) -> Result<(), String> {
        self.meta.snapshot.check("snapshot.json")
    }
}

#[derive(Deserialize)]
pub(super) struct Snapshot {
    /// By file name, for example `targets.json`.
    pub(super) meta: BTreeMap<String, MetaFile>,
}

impl Body for Snapshot {
    const TYPE: &'static str = "snapshot";
    const LIMIT: usize = limits::SNAPSHOT;

    fn check(&self) -> Result<(), String> {
        if !self.meta.contains_key("targets.json") {
            return Err("meta has no targets.json".into());
        }
        self.meta.iter().try_for_each(|(name, file)| file.check(name))
    }
}

#[derive(Deserialize)]
pub(super) struct Targets {
    pub(super) targets: BTreeMap<String, TargetFile>,
    pub(super) delegations: Option<Delegations>,
}

/// What signed metadata say about a target.
#[derive(Clone, Deserialize)]
pub(super) struct TargetFile {
    pub(super) length: u64,
    pub(super) hashes: BTreeMap<String, String>,
}

#[derive(Deserialize)]
pub(super) struct Delegations {
    pub(super) keys: Keys,
    pub(super) roles: Vec<Delegation>,
}

/// To whom which paths are delegated.
#[derive(Clone, Deserialize)]
pub(super) struct Delegation {
    pub(super) name: String,
    #[serde(flatten)]
    pub(super) signers: Signers,
    #[serde(default)]
    pub(super) terminating: bool,
    pub(super) paths: Option<Vec<String>>,
    pub(super) path_hash_prefixes: Option<Vec<String>>,
}

impl Body for Targets {
    const TYPE: &'static str = "targets";
    const LIMIT: usize = limits::TARGETS;

    fn check(&self) -> Result<(), String> {
        let mut names = BTreeSet::new();
        for role in self.delegations.iter().flat_map(|delegations| &delegations.roles) {
            let name = shorten(&role.name);
            role.signers.check(&role.name)?;
            if matches!(role.name.as_str(), "" | "root" | "timestamp" | "snapshot" | "targets") {
                return Err(format!("delegation to {name:?}: the name is taken"));
            }
            if !names.insert(&role.name) {
                return Err(format!("delegation to {name:?}: twice"));
            }
            // TUF specification 4.5: exactly one of them.
            if role.paths.is_some() && role.path_hash_prefixes.is_some() {
                return Err(format!("delegation to {name:?}: both paths and path_hash_prefixes"));
            }
        }
        Ok(())
    }
}
