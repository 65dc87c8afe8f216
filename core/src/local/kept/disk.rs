//! The file operations that change anything, so that tests can make each of them fail.

use std::fmt::Debug;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::error::{LocalError, io_error};

/// Whether a file must outlast a loss of power before the next step is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Durable {
    Yes,
    /// It can be made again from what is durable.
    No,
}

pub(super) trait Disk: Debug + Send + Sync {
    /// Makes a directory and those above it, mode 0700.
    fn make_dir(&self, dir: &Path) -> io::Result<()>;
    /// Makes a file or empties it, and writes these bytes; mode 0600.
    fn write(&self, path: &Path, bytes: &[u8], durable: Durable) -> io::Result<()>;
    /// Cuts a file to `at` bytes, then writes these behind them, durably.
    fn append(&self, path: &Path, at: u64, bytes: &[u8]) -> io::Result<()>;
    /// Gives a file another name, in the place of whatever has it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Makes durable which names a directory has.
    fn sync_dir(&self, dir: &Path) -> io::Result<()>;
    /// Removes a file; none is no error.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Removes a directory and all in it; none is no error.
    fn remove_dir(&self, dir: &Path) -> io::Result<()>;
}

/// The real one.
#[derive(Debug)]
pub(super) struct System;

impl Disk for System {
    fn make_dir(&self, dir: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(dir)
    }

    fn write(&self, path: &Path, bytes: &[u8], durable: Durable) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        file.write_all(bytes)?;
        if durable == Durable::Yes { file.sync_all() } else { Ok(()) }
    }

    fn append(&self, path: &Path, at: u64, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).open(path)?;
        if file.metadata()?.len() != at {
            file.set_len(at)?;
        }
        io::Seek::seek(&mut file, io::SeekFrom::Start(at))?;
        file.write_all(bytes)?;
        file.sync_data()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        // Only Unix opens directories as files; elsewhere names are durable with the file.
        if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        ignore_absent(fs::remove_file(path))
    }

    fn remove_dir(&self, dir: &Path) -> io::Result<()> {
        ignore_absent(fs::remove_dir_all(dir))
    }
}

fn ignore_absent(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Puts a file in its place whole: written under another name, then renamed.
///
/// The other name is always the same one, because whoever writes holds the lock.
pub(super) fn place(disk: &dyn Disk, path: &Path, bytes: &[u8], durable: Durable) -> Result<(), LocalError> {
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(".tmp");
    let temporary = Path::new(&temporary);
    disk.write(temporary, bytes, durable).map_err(io_error("write", path))?;
    disk.rename(temporary, path).map_err(io_error("write", path))
}

/// The same, and it stays there through a loss of power.
pub(super) fn place_durably(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), LocalError> {
    place(disk, path, bytes, Durable::Yes)?;
    path.parent().map_or(Ok(()), |dir| disk.sync_dir(dir).map_err(io_error("write", dir)))
}

/// Reads a file of at most `limit` bytes; `None` if there is none.
pub(super) fn read(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, LocalError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(io_error("read", path)(error)),
    };
    let mut bytes = Vec::new();
    io::Read::read_to_end(&mut io::Read::take(file, limit + 1), &mut bytes).map_err(io_error("read", path))?;
    match u64::try_from(bytes.len()) {
        Ok(length) if length <= limit => Ok(Some(bytes)),
        _ => Err(super::error::damaged(path, "it is longer than any that is written here")),
    }
}
