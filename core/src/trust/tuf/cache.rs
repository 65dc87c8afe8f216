//! The folder in which verified metadata are kept: `root.json` and the other files as clients of TUF lay them out, and in
//! `root_history` every root on the way.
//!
//! Files are replaced whole: written beside their place, synchronised, renamed. Whoever writes holds the lock `.lock`, and
//! only while it writes, never while it waits for a server. Nothing in the folder is trusted before it is verified again.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::error::{Role, TufError};
use crate::digest::Sha256;

#[derive(Clone, Debug)]
pub(super) struct Cache {
    folder: PathBuf,
}

/// The folder is this process's while this lives; the system frees it when the process ends, however it does.
pub(super) struct Lock {
    _file: File,
}

impl Cache {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Waits until nobody else writes.
    pub(super) fn lock(&self) -> Result<Lock, TufError> {
        fs::create_dir_all(&self.folder).map_err(cannot("make the folder", &self.folder))?;
        let path = self.folder.join(".lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(cannot("open", &path))?;
        fs4::FileExt::lock(&file).map_err(cannot("lock", &path))?;
        Ok(Lock { _file: file })
    }

    /// Waits until nobody writes. Whoever cannot have this lock reads without it: each file is replaced whole and verified
    /// again, so that a writer in between makes the reading fail at worst.
    pub(super) fn lock_to_read(&self) -> Option<Lock> {
        let file = File::open(self.folder.join(".lock")).ok()?;
        fs4::FileExt::lock_shared(&file).ok()?;
        Some(Lock { _file: file })
    }

    /// The metadata of a role as they were written last; `None` if never, or if they are larger than they may be.
    pub(super) fn read(&self, role: &Role, limit: usize) -> Result<Option<Vec<u8>>, TufError> {
        read(&self.folder.join(file_name(role)), limit)
    }

    /// A root of the history.
    pub(super) fn read_root(&self, version: u64, limit: usize) -> Result<Option<Vec<u8>>, TufError> {
        read(&self.history().join(root_name(version)), limit)
    }

    pub(super) fn write(&self, lock: &Lock, role: &Role, bytes: &[u8]) -> Result<(), TufError> {
        write(lock, &self.folder, &file_name(role), bytes)
    }

    pub(super) fn write_root(&self, lock: &Lock, version: u64, bytes: &[u8]) -> Result<(), TufError> {
        let history = self.history();
        fs::create_dir_all(&history).map_err(cannot("make the folder", &history))?;
        write(lock, &history, &root_name(version), bytes)
    }

    pub(super) fn remove(&self, _lock: &Lock, role: &Role) -> Result<(), TufError> {
        let path = self.folder.join(file_name(role));
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(cannot("remove", &path)(error)),
            _ => Ok(()),
        }
    }

    fn history(&self) -> PathBuf {
        self.folder.join("root_history")
    }
}

fn root_name(version: u64) -> String {
    format!("{version}.root.json")
}

fn file_name(role: &Role) -> String {
    format!("{}.json", encode(role.name()))
}

/// A name that is a file in this folder on every system, whatever the role or target is called: lower-case letters,
/// digits, `-`, `_` and inner dots stand for themselves, so that no two names differ in case only.
pub(super) fn encode(name: &str) -> String {
    let mut out = String::new();
    for (at, byte) in name.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => out.push(char::from(byte)),
            b'.' if at > 0 => out.push('.'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    // Most file systems have 255 bytes for a name.
    if out.len() > 200 { format!("%{}", Sha256::of(name.as_bytes())) } else { out }
}

/// A file; `None` if there is none, or if it has more than `limit` bytes.
pub(super) fn read(path: &Path, limit: usize) -> Result<Option<Vec<u8>>, TufError> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file.map_err(cannot("open", path))?,
    };
    let more = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    file.take(more).read_to_end(&mut bytes).map_err(cannot("read", path))?;
    Ok((bytes.len() <= limit).then_some(bytes))
}

/// Replaces a file, or leaves it as it was.
pub(super) fn write(_lock: &Lock, folder: &Path, name: &str, bytes: &[u8]) -> Result<(), TufError> {
    let path = folder.join(name);
    // One name suffices: only who holds the lock writes, and what a kill has left is overwritten.
    let beside = folder.join(".new");
    let written = File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let renamed = written.and_then(|()| fs::rename(&beside, &path));
    if let Err(error) = renamed {
        // A full disk should not stay fuller.
        let _ = fs::remove_file(&beside);
        return Err(cannot("write", &path)(error));
    }
    // The name is durable when the folder is; not every system lets one open it.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

pub(super) fn cannot(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> TufError {
    let path = path.display().to_string();
    move |source| TufError::Cache { doing, path, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_of_a_role_leaves_the_folder_or_takes_anothers_place() {
        for (name, file) in [
            ("targets", "targets"),
            ("../root", "%2E.%2Froot"),
            ("/etc", "%2Fetc"),
            (".lock", "%2Elock"),
            ("Root", "%52oot"),
            ("a\\b:c?", "a%5Cb%3Ac%3F"),
            ("registry.npmjs.org", "registry.npmjs.org"),
        ] {
            assert_eq!(encode(name), file);
        }
        let long = encode(&"x".repeat(300));
        assert!(long.len() < 100 && long != encode(&"x".repeat(301)), "{long}");
    }
}
