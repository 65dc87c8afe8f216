//! The repository from which this machine's user keeps trust up to date: the public one, or the one that was chosen.
//!
//! In the folder `trust`: `repository.json` says which one was chosen, and each has its cache in a folder of its own.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use sealwright::tuf::{Repository, TufError};
use sealwright::{Explain, Sha256};
use serde::{Deserialize, Serialize};

use crate::exit::Failure;
use crate::sign::save;
use crate::{input, net, user};

pub(super) const TRUSTED_ROOT: &str = "trusted_root.json";
pub(super) const SIGNING_CONFIG: &str = "signing_config.v0.2.json";

const SCHEMA: &str = "sealwright/repository/v1";

/// The user's repository.
pub(crate) struct Chosen {
    /// `None` for the public one.
    other: Option<Wire>,
    /// Where updates keep what they verified.
    pub(super) repository: Repository,
}

/// `repository.json`.
#[derive(Serialize, Deserialize)]
struct Wire {
    schema: String,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    targets_url: Option<String>,
    /// The root from which trust begins, byte for byte.
    root: String,
}

impl Chosen {
    /// What the user chose, or the public one; `None` where a user has no place for a cache.
    pub(super) fn load() -> Result<Option<Self>, Failure> {
        let Some(folder) = user::folder("trust") else { return Ok(None) };
        let file = folder.join("repository.json");
        if !is_there(&file)? {
            return Self::public(&folder).map(Some);
        }
        let wire: Wire = serde_json::from_slice(&input::read(&file)?).map_err(|error| unreadable(&file, error))?;
        if wire.schema != SCHEMA {
            return Err(unreadable(&file, format_args!("it is no {SCHEMA}")));
        }
        Self::other(&folder, wire).map(Some).map_err(|error| unreadable(&file, error))
    }

    /// The public Sigstore.
    pub(super) fn public(folder: &Path) -> Result<Self, Failure> {
        let repository = Repository::sigstore(folder.join("sigstore")).map_err(|error| failed(&error))?;
        Ok(Self { other: None, repository })
    }

    /// Another one, whose cache is no other's: of another address or beginning nothing is taken over.
    fn other(folder: &Path, wire: Wire) -> Result<Self, TufError> {
        let about = [wire.url.as_str(), wire.targets_url.as_deref().unwrap_or_default(), &wire.root].join("\n");
        let name = Sha256::of(about.as_bytes()).to_string().chars().take(16).collect::<String>();
        let repository = wire.repository(folder.join(name))?;
        Ok(Self { other: Some(wire), repository })
    }

    /// Another one, which is not the user's before [`Self::choose`].
    pub(super) fn beginning(url: &str, targets_url: Option<&str>, root: String) -> Result<Self, Failure> {
        let (schema, url, targets_url) = (SCHEMA.to_owned(), url.to_owned(), targets_url.map(str::to_owned));
        Self::other(&place()?, Wire { schema, url, targets_url, root }).map_err(|error| {
            Failure::undecided(error).help(
                "--root is the root.json of the repository (The Update Framework), as its operator gives it; a trusted root of \
                 Sigstore is named to each command with --trusted-root",
            )
        })
    }

    /// Makes it the user's.
    pub(super) fn choose(&self) -> Result<(), Failure> {
        let json = serde_json::to_string(&self.other).map_err(Failure::undecided)?;
        save(&place()?.join("repository.json"), &json)
    }

    pub(super) fn is_public(&self) -> bool {
        self.other.is_none()
    }

    pub(super) fn url(&self) -> &str {
        self.repository.metadata_url()
    }

    /// The same repository with its cache in this folder.
    pub(super) fn in_folder(&self, folder: &Path) -> Result<Repository, TufError> {
        match &self.other {
            Some(wire) => wire.repository(folder.to_owned()),
            None => Repository::sigstore(folder),
        }
    }
}

impl Wire {
    fn repository(&self, folder: PathBuf) -> Result<Repository, TufError> {
        let repository = Repository::new(&self.url, self.root.as_bytes(), folder)?;
        Ok(match &self.targets_url {
            Some(url) => repository.targets_url(url),
            None => repository,
        })
    }
}

/// The folder `trust`.
pub(super) fn place() -> Result<PathBuf, Failure> {
    user::folder("trust").ok_or_else(|| {
        Failure::undecided("there is no place for a cache: nothing says where your files are")
            .help("name one with SEALWRIGHT_HOME")
    })
}

/// Back to the public repository. Its cache, and the other's, stay as they are.
pub(super) fn forget() -> Result<(), Failure> {
    let file = place()?.join("repository.json");
    match fs::remove_file(&file) {
        Err(error) if !is_absent(error.kind()) => {
            Err(Failure::undecided(format_args!("cannot remove {}: {error}", file.display())))
        }
        _ => Ok(()),
    }
}

/// What may not be looked at is not taken for absent.
pub(super) fn is_there(file: &Path) -> Result<bool, Failure> {
    match fs::symlink_metadata(file) {
        Ok(_) => Ok(true),
        Err(error) if is_absent(error.kind()) => Ok(false),
        Err(error) => Err(unreadable(file, error)),
    }
}

fn is_absent(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn unreadable(file: &Path, error: impl std::fmt::Display) -> Failure {
    Failure::undecided(format_args!("cannot read {}, which says whom to believe: {error}", file.display()))
        .help("mend or remove it, choose anew with `sealwright trust init`, or name a --trusted-root FILE")
}

pub(super) fn failed(error: &TufError) -> Failure {
    let failure = Failure::undecided(error);
    let here = match error {
        TufError::Net(error) => net::help(error),
        TufError::Cache { .. } => Some("make the folder writable, or name another place with SEALWRIGHT_HOME"),
        _ => None,
    };
    match here.map(Into::into).or_else(|| error.hint()) {
        Some(hint) => failure.help(hint),
        None => failure,
    }
}
