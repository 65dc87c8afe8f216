//! One process at a time.

use std::fs::{File, OpenOptions};
use std::io::ErrorKind;
use std::path::Path;

use super::error::{LocalError, io_error};

/// Held until it is dropped, or its process ends in whatever way.
pub(super) struct Lock(File);

impl Lock {
    /// Waits until nobody else holds the lock of this directory.
    pub(super) fn take(dir: &Path) -> Result<Self, LocalError> {
        let path = dir.join("lock");
        // It stays when it is released: who removes a lock may remove that of another.
        let file = OpenOptions::new().create(true).append(true).open(&path).map_err(io_error("lock", &path))?;
        loop {
            match fs4::FileExt::lock(&file) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                result => return result.map(|()| Self(file)).map_err(io_error("lock", &path)),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file would do it too, unless a child of this process has it as well.
        let _ = fs4::FileExt::unlock(&self.0);
    }
}
