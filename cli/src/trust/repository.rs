//! The repository from which this machine's user keeps trust up to date: the public one, or the one that was chosen.
//!
//! In the folder `trust`: `repository.json` says which one was chosen, and each has its cache in a folder of its own.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use sealwright::Explain;
use sealwright::Sha256;
use sealwright::tuf::{Repository, TufError};
use serde::{Deserialize, Serialize};

use crate::exit::Failure;
use crate::sign::save;
use crate::{home, input};

pub(super) const TRUSTED_ROOT: &str = "trusted_root.json";
pub(super) const SIGNING_CONFIG: &str = "signing_config.v0.2.json";

const SCHEMA: &str = "sealwright/repository/v1";

/// The user's repository.
pub(crate) struct Chosen {
    pub(super) repository: Repository,
    pub(super) is_public: bool,
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
        let Some(folder) = home::folder("trust") else { return Ok(None) };
        let file = folder.join("repository.json");
        match fs::symlink_metadata(&file) {
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Self::public(&folder).map(Some);
            }
            Err(error) => return Err(unreadable(&file, error)),
            Ok(_) => {}
        }
        let wire: Wire = serde_json::from_slice(&input::read(&file)?).map_err(|error| unreadable(&file, error))?;
        if wire.schema != SCHEMA {
            return Err(unreadable(&file, format_args!("it is no {SCHEMA}")));
        }
        Self::other(&folder, &wire).map(Some).map_err(|error| unreadable(&file, error))
    }

    /// The public Sigstore.
    pub(super) fn public(folder: &Path) -> Result<Self, Failure> {
        let repository = Repository::sigstore(folder.join("sigstore")).map_err(|error| failed(&error))?;
        Ok(Self { repository, is_public: true })
    }

    /// Another one, whose cache is no other's: of another address or beginning nothing is taken over.
    fn other(folder: &Path, wire: &Wire) -> Result<Self, TufError> {
        let targets = wire.targets_url.as_deref();
        let about = [wire.url.as_str(), targets.unwrap_or_default(), &wire.root].join("\n");
        let name = Sha256::of(about.as_bytes()).to_string().chars().take(16).collect::<String>();
        let repository = Repository::new(&wire.url, wire.root.as_bytes(), folder.join(name))?;
        let repository = targets.map_or(repository.clone(), |url| repository.targets_url(url));
        Ok(Self { repository, is_public: false })
    }

    /// Another one, which is not the user's yet, and what makes it so.
    pub(super) fn beginning(
        url: &str,
        targets_url: Option<&str>,
        root: String,
    ) -> Result<(Self, impl FnOnce() -> Result<(), Failure>), Failure> {
        let folder = place()?;
        let wire =
            Wire { schema: SCHEMA.to_owned(), url: url.to_owned(), targets_url: targets_url.map(str::to_owned), root };
        let chosen = Self::other(&folder, &wire).map_err(|error| {
            Failure::undecided(error).help(
                "--root is the root.json of the repository (The Update Framework), as its operator gives it; a trusted root of \
                 Sigstore is named to each command with --trusted-root",
            )
        })?;
        let choose = move || {
            let json = serde_json::to_string(&wire).map_err(Failure::undecided)?;
            save(&folder.join("repository.json"), &json)
        };
        Ok((chosen, choose))
    }

    /// Whether an update has come to its end: the trusted root is what it fetches behind the metadata.
    pub(super) fn has_cache(&self) -> Result<bool, Failure> {
        let file = self.repository.cache_folder().join("targets").join(TRUSTED_ROOT);
        match fs::symlink_metadata(&file) {
            Ok(_) => Ok(true),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(false),
            Err(error) => Err(unreadable(&file, error)),
        }
    }
}

/// The folder `trust`.
pub(super) fn place() -> Result<PathBuf, Failure> {
    home::folder("trust").ok_or_else(|| {
        Failure::undecided("there is no place for a cache: nothing says where your files are")
            .help("name one with SEALWRIGHT_HOME")
    })
}

/// Back to the public repository. Its cache, and the other's, stay as they are.
pub(super) fn forget() -> Result<(), Failure> {
    let file = place()?.join("repository.json");
    match fs::remove_file(&file) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Failure::undecided(format_args!("cannot remove {}: {error}", file.display())))
        }
        _ => Ok(()),
    }
}

fn unreadable(file: &Path, error: impl std::fmt::Display) -> Failure {
    Failure::undecided(format_args!("cannot read {}, which says whom to believe: {error}", file.display()))
        .help("mend or remove it, choose anew with `sealwright trust init`, or name a --trusted-root FILE")
}

pub(super) fn failed(error: &TufError) -> Failure {
    let failure = Failure::undecided(error);
    match error.hint() {
        Some(hint) => failure.help(hint),
        None => failure,
    }
}
