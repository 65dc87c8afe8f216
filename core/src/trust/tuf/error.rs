use std::borrow::Cow;
use std::fmt;
use std::io;

use crate::check::{Code, Explain, Value};
use crate::net::NetError;
use crate::time::UnixTime;

/// A role of a repository.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// `root`: says which keys the other roles have.
    Root,
    /// `timestamp`: says which snapshot is the newest.
    Timestamp,
    /// `snapshot`: says which version of everything belongs together.
    Snapshot,
    /// `targets`: says which files there are, or who says so.
    Targets,
    /// A role to which targets are delegated, by its name.
    Delegated(String),
}

impl Role {
    /// The name, as metadata have it.
    pub fn name(&self) -> &str {
        match self {
            Self::Root => "root",
            Self::Timestamp => "timestamp",
            Self::Snapshot => "snapshot",
            Self::Targets => "targets",
            Self::Delegated(name) => name,
        }
    }
}

/// The name, cut short, without what a terminal would obey.
impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Delegated(name) => write!(f, "{:?}", shorten(name)),
            _ => f.write_str(self.name()),
        }
    }
}

/// What was loaded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Item {
    /// The metadata of a role.
    Metadata(Role),
    /// A target, by its path.
    Target(String),
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Metadata(role) => write!(f, "{role} metadata"),
            Self::Target(path) => write!(f, "target {:?}", shorten(path)),
        }
    }
}

/// Why a repository's metadata or a target are not trusted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TufError {
    /// The server did not answer, or not with what was asked for.
    #[error(transparent)]
    Net(#[from] NetError),
    /// The server does not have a file that the repository must have.
    #[error("{item}: the server does not have it: {url}")]
    Absent {
        /// What is missing.
        item: Item,
        /// The address, as it may be shown.
        url: String,
    },
    /// More bytes than there may be.
    #[error("{item}: more than {limit} bytes")]
    TooLarge {
        /// Of what.
        item: Item,
        /// How many there may be.
        limit: u64,
    },
    /// The file does not have the form of this role's metadata.
    #[error("{role} metadata: {reason}")]
    Malformed {
        /// Of which role.
        role: Role,
        /// What is wrong.
        reason: String,
    },
    /// The file is another role's.
    #[error("{role} metadata: it is of type {found:?}")]
    Type {
        /// The role that was asked for.
        role: Role,
        /// The type that it says.
        found: String,
    },
    /// The file follows another major version of the specification.
    #[error("{role} metadata: version {found:?} of the specification is not supported")]
    SpecVersion {
        /// Of which role.
        role: Role,
        /// What it says.
        found: String,
    },
    /// Two signatures name the same key.
    #[error("{role} metadata: two signatures of key {keyid:?}")]
    DuplicateSignature {
        /// Of which role.
        role: Role,
        /// The key, cut short.
        keyid: String,
    },
    /// Too few of the keys that may sign have signed.
    #[error("{role} metadata, version {version}: {found} of the {threshold} signatures that {by} demands")]
    Threshold {
        /// Of which role.
        role: Role,
        /// The version that it says.
        version: u64,
        /// Whose keys: for example `root version 3`.
        by: String,
        /// How many distinct keys must sign.
        threshold: u64,
        /// How many did.
        found: u64,
    },
    /// A root is not the next one.
    #[error("root metadata: expected version {expected}, found {found}")]
    RootVersion {
        /// One more than the trusted one.
        expected: u64,
        /// What it says.
        found: u64,
    },
    /// A version is lower than one seen before.
    #[error("{role}: version {found}, after version {trusted} has been seen")]
    Rollback {
        /// Of which role.
        role: Role,
        /// What has been seen.
        trusted: u64,
        /// What came now.
        found: u64,
    },
    /// A role that was in the snapshot is no longer in it.
    #[error("snapshot metadata: {role} was in it, and is not any more")]
    Removed {
        /// Which role.
        role: Role,
    },
    /// The file is not of the version that belongs to the others.
    #[error("{role} metadata: expected version {expected}, found {found}")]
    Version {
        /// Of which role.
        role: Role,
        /// What timestamp or snapshot says.
        expected: u64,
        /// What the file says.
        found: u64,
    },
    /// Not of the length that signed metadata say.
    #[error("{item}: expected {expected} bytes, found {found}")]
    Length {
        /// What was loaded.
        item: Item,
        /// What was signed.
        expected: u64,
        /// What was loaded.
        found: u64,
    },
    /// Not of the hash that signed metadata say.
    #[error("{item}: expected {expected}, found {found}")]
    Hash {
        /// What was loaded.
        item: Item,
        /// What was signed.
        expected: String,
        /// What was loaded.
        found: String,
    },
    /// Signed metadata give hashes, but none of SHA-256, SHA-384 and SHA-512.
    #[error("{item}: no hash that is supported")]
    UnknownHash {
        /// Of what.
        item: Item,
    },
    /// It was valid until a time that has passed.
    #[error("{role} metadata, version {version}: expired at {expires}, and it is {now}")]
    Expired {
        /// Of which role.
        role: Role,
        /// The version that it says.
        version: u64,
        /// When it expired.
        expires: UnixTime,
        /// When the update began.
        now: UnixTime,
    },
    /// A role to which targets are delegated is not in the snapshot.
    #[error("snapshot metadata: {role} is not in it")]
    NotInSnapshot {
        /// Which role.
        role: Role,
    },
    /// The search for a target visits too many roles.
    #[error("target {target:?}: not found in the first {limit} delegated roles")]
    TooManyDelegations {
        /// Which target.
        target: String,
        /// How many roles may be visited.
        limit: usize,
    },
    /// No role that may say so says that there is this target.
    #[error("target {target:?}: the repository has none")]
    NoSuchTarget {
        /// Which target.
        target: String,
    },
    /// It is not in the cache, and nothing may be downloaded.
    #[error("{item}: not in the cache")]
    NotCached {
        /// What is missing.
        item: Item,
    },
    /// The cache cannot be read or written.
    #[error("cannot {doing} {path}: {source}")]
    Cache {
        /// What was tried.
        doing: &'static str,
        /// Which file or folder.
        path: String,
        /// Why it failed.
        source: io::Error,
    },
}

impl Explain for TufError {
    fn code(&self) -> Code {
        match self {
            Self::Net(_) => Code::NetFailed,
            Self::Malformed { .. } | Self::Type { .. } | Self::SpecVersion { .. } | Self::TooLarge { .. } => {
                Code::TrustMalformed
            }
            Self::DuplicateSignature { .. } | Self::Threshold { .. } => Code::TrustSignature,
            Self::Rollback { .. } | Self::Removed { .. } => Code::TrustRollback,
            Self::Expired { .. } => Code::TrustExpired,
            Self::RootVersion { .. }
            | Self::Version { .. }
            | Self::NotInSnapshot { .. }
            | Self::Length { .. }
            | Self::Hash { .. }
            | Self::UnknownHash { .. }
            | Self::TooManyDelegations { .. } => Code::TrustMismatch,
            Self::Absent { .. } | Self::NotCached { .. } | Self::NoSuchTarget { .. } | Self::Cache { .. } => {
                Code::TrustMissing
            }
        }
    }

    fn expected(&self) -> Option<Value> {
        Some(match self {
            Self::Threshold { threshold, .. } => Value::Number(*threshold),
            Self::TooLarge { limit, .. } => format!("at most {limit} bytes").into(),
            Self::Type { role: Role::Delegated(_), .. } => "targets".into(),
            Self::Type { role, .. } => role.name().to_owned().into(),
            Self::SpecVersion { .. } => "1".into(),
            Self::Rollback { trusted: expected, .. } => format!("{expected} or later").into(),
            Self::RootVersion { expected, .. } | Self::Version { expected, .. } | Self::Length { expected, .. } => {
                Value::Number(*expected)
            }
            Self::Hash { expected, .. } => expected.clone().into(),
            Self::Expired { now, .. } => format!("later than {now}").into(),
            _ => return None,
        })
    }

    fn found(&self) -> Option<Value> {
        Some(match self {
            Self::Type { found, .. } | Self::SpecVersion { found, .. } => found.clone().into(),
            Self::Threshold { found, .. }
            | Self::RootVersion { found, .. }
            | Self::Rollback { found, .. }
            | Self::Version { found, .. }
            | Self::Length { found, .. } => Value::Number(*found),
            Self::Hash { found, .. } => found.clone().into(),
            Self::Expired { expires, .. } => Value::Time(*expires),
            _ => return None,
        })
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::Malformed { role, .. }
            | Self::Type { role, .. }
            | Self::SpecVersion { role, .. }
            | Self::DuplicateSignature { role, .. }
            | Self::Threshold { role, .. }
            | Self::Rollback { role, .. }
            | Self::Version { role, .. }
            | Self::Expired { role, .. } => role.to_string().into(),
            Self::RootVersion { .. } => "root".into(),
            Self::Removed { .. } | Self::NotInSnapshot { .. } => "snapshot".into(),
            Self::TooLarge { item, .. }
            | Self::Absent { item, .. }
            | Self::Length { item, .. }
            | Self::Hash { item, .. }
            | Self::UnknownHash { item }
            | Self::NotCached { item } => item.to_string().into(),
            Self::TooManyDelegations { target, .. } | Self::NoSuchTarget { target } => target.clone().into(),
            Self::Net(error) => error.url().to_owned().into(),
            Self::Cache { path, .. } => path.clone().into(),
        })
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some(Cow::Borrowed(match self {
            Self::Net(_) => "check the network and the repository's address, then update again",
            Self::Absent { .. } => {
                "check the repository's address; if it is right, the repository is incomplete: try later"
            }
            Self::NoSuchTarget { .. } => "check the target's name, and that this is the repository that has it",
            Self::NotCached { .. } => "update once with a network; after that the cache suffices",
            Self::Cache { .. } => "make the folder writable, or choose another cache folder",
            Self::Expired { .. } => {
                "check this machine's clock; if it is right, the repository or whoever stands between withholds updates"
            }
            Self::Threshold { role: Role::Root, .. } | Self::RootVersion { .. } => {
                "compare the root that you start from with the operator's; do not go on with this repository until they agree"
            }
            Self::Rollback { .. } | Self::Removed { .. } => {
                "an old state is being served: try another network, and tell the operator if it persists"
            }
            _ => {
                "the repository is inconsistent or tampered with: try again later, and tell the operator if it persists"
            }
        }))
    }

    fn spec(&self) -> &'static str {
        match self {
            Self::Malformed { .. } | Self::Type { .. } | Self::SpecVersion { .. } => "TUF specification 4",
            Self::DuplicateSignature { .. } => "TUF specification 4.2.1",
            Self::Threshold { role: Role::Root, .. } => "TUF specification 5.3.4",
            Self::Threshold { .. } => "TUF specification 5.4.2, 5.5.3, 5.6.3",
            Self::RootVersion { .. } => "TUF specification 5.3.5",
            Self::Rollback { .. } => "TUF specification 5.4.3, 5.5.5",
            Self::Removed { .. } => "TUF specification 5.5.5",
            Self::Version { .. } => "TUF specification 5.5.4, 5.6.4",
            Self::Expired { .. } => "TUF specification 5.3.10, 5.4.4, 5.5.6, 5.6.5",
            Self::NotInSnapshot { .. } | Self::TooManyDelegations { .. } => "TUF specification 5.6.7",
            Self::Length { item: Item::Metadata(_), .. } | Self::Hash { item: Item::Metadata(_), .. } => {
                "TUF specification 5.5.2, 5.6.2"
            }
            _ => "TUF specification 5.7",
        }
    }
}

/// At most 80 characters of what somebody else wrote.
pub(super) fn shorten(text: &str) -> String {
    text.chars().take(80).collect()
}
