//! What the last update that came to its end has left, apart from the cache in which updates work.
//!
//! An update keeps each file as soon as it is verified, so that an old state cannot come back. Whoever reads meanwhile, or
//! after an update that was interrupted, would find new metadata with old targets. So what belongs together is copied into a
//! folder of its own, verified there, and only then named by the file `current`, which is replaced in one step.

use std::fmt::Display;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;

use sealwright::tuf::{Metadata, Repository, Role, TufError};

use super::repository::{Chosen, SIGNING_CONFIG, TRUSTED_ROOT, failed, is_there};
use crate::exit::Failure;
use crate::input;
use crate::sign::save;

/// How often something else may come in between.
const ATTEMPTS: usize = 5;

/// Verified, and complete.
pub(super) struct Whole {
    pub(super) metadata: Metadata,
    pub(super) is_expired: bool,
    pub(super) trusted_root: Vec<u8>,
    /// `None` if the repository has none.
    pub(super) signing_config: Option<Vec<u8>>,
}

impl Whole {
    /// What is there now; `None` if no update has come to its end yet.
    pub(super) fn current(chosen: &Chosen) -> Result<Option<Self>, Failure> {
        let cache = chosen.repository.cache_folder();
        let mut named = current_name(cache)?;
        for _ in 0..ATTEMPTS {
            let Some(name) = &named else { return Ok(None) };
            let folder = cache.join(name);
            let error = match chosen.in_folder(&folder).and_then(|repository| Self::read(&repository)) {
                Ok(whole) => return Ok(Some(whole)),
                Err(error) => error,
            };
            // An update may have taken that folder away meanwhile.
            let again = current_name(cache)?;
            if again == named {
                return Err(broken(&folder, &error));
            }
            named = again;
        }
        Err(Failure::undecided(format_args!("{} changes all the time", cache.display())).help("try again"))
    }

    fn read(repository: &Repository) -> Result<Self, TufError> {
        let (metadata, is_expired) = match repository.offline(input::now()) {
            Err(TufError::Expired { .. }) => (repository.offline_expired_dangerous()?, true),
            metadata => (metadata?, false),
        };
        let trusted_root = metadata.cached_target(TRUSTED_ROOT)?;
        let signing_config = match metadata.cached_target(SIGNING_CONFIG) {
            Err(TufError::NoSuchTarget { .. }) => None,
            bytes => Some(bytes?),
        };
        Ok(Self { metadata, is_expired, trusted_root, signing_config })
    }

    /// Takes over what an update has left in its cache, unless another one has got further.
    pub(super) fn take_over(chosen: &Chosen) -> Result<(), Failure> {
        let cache = chosen.repository.cache_folder();
        let cannot = |error: io::Error| Failure::undecided(format_args!("cannot write {}: {error}", cache.display()));
        let _lock = lock(cache).map_err(cannot)?;
        // A root may begin the other versions anew.
        let version = |whole: &Self| [Role::Root, Role::Timestamp].map(|role| whole.metadata.version(&role));
        // What cannot be read or verified any more is in nobody's way.
        let before = current_name(cache).ok().flatten();
        let there = Self::current(chosen).ok().flatten();
        let mut last = None;
        for _ in 0..ATTEMPTS {
            let name = free_name(cache);
            let folder = cache.join(&name);
            copy(cache, &folder).map_err(cannot)?;
            match chosen.in_folder(&folder).and_then(|repository| Self::read(&repository)) {
                Ok(whole) if there.as_ref().is_some_and(|there| version(there) > version(&whole)) => {
                    let _ = fs::remove_dir_all(&folder);
                    return Ok(());
                }
                Ok(_) => {
                    save(&cache.join(CURRENT), &name)?;
                    remove_others(cache, &[Some(name), before]);
                    return Ok(());
                }
                // Another update was writing.
                Err(error) => last = Some(error),
            }
            let _ = fs::remove_dir_all(&folder);
        }
        Err(last.map_or_else(|| Failure::undecided("the cache changes all the time"), |error| failed(&error)))
    }
}

/// The file with the name of the folder that counts.
const CURRENT: &str = "current";

const PREFIX: &str = "whole-";

fn current_name(cache: &Path) -> Result<Option<String>, Failure> {
    let file = cache.join(CURRENT);
    if !is_there(&file)? {
        return Ok(None);
    }
    let name = input::read_text(&file)?;
    match name.strip_prefix(PREFIX) {
        Some(rest) if !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()) => Ok(Some(name)),
        _ => Err(broken(cache, &"the file `current` names no folder in it")),
    }
}

fn free_name(cache: &Path) -> String {
    let mut number: u64 = 1;
    while cache.join(format!("{PREFIX}{number}")).symlink_metadata().is_ok() {
        number = number.saturating_add(1);
    }
    format!("{PREFIX}{number}")
}

/// Everything that is verified again when it is read.
fn copy(cache: &Path, folder: &Path) -> io::Result<()> {
    for part in ["", "root_history", "targets"] {
        let (from, to) = (cache.join(part), folder.join(part));
        let entries = match fs::read_dir(&from) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            entries => entries?,
        };
        fs::create_dir_all(&to)?;
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            let is_hidden = name.to_string_lossy().starts_with('.');
            if entry.file_type()?.is_file() && !is_hidden && name != CURRENT {
                match fs::copy(entry.path(), to.join(&name)) {
                    Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
            }
        }
    }
    Ok(())
}

/// But not the one before, which somebody may be reading.
fn remove_others(cache: &Path, keep: &[Option<String>]) {
    for entry in fs::read_dir(cache).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(PREFIX) && !keep.contains(&Some(name)) {
            // The next update tries again.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn lock(cache: &Path) -> io::Result<File> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(cache.join(".current.lock"))?;
    fs4::FileExt::lock(&file)?;
    Ok(file)
}

/// Whoever changed it shall not decide what takes its place.
fn broken(folder: &Path, error: &dyn Display) -> Failure {
    Failure::undecided(format_args!("the cache {} cannot be verified: {error}", folder.display())).help(RENEW)
}

pub(super) const RENEW: &str = "fetch it with `sealwright trust update`, or name a --trusted-root FILE";
