//! What is read whole: key files and PINs, of at most 64 KiB.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

use super::error::LoadError;

/// A key file's limit, and one more for whoever tells that it is larger.
const MAX: u64 = 64 * 1024 + 1;

/// A text file; a larger one is cut after 64 KiB and one byte, which no key is.
pub(super) fn read(path: &Path) -> Result<Zeroizing<String>, LoadError> {
    let read = || {
        let mut text = Zeroizing::new(String::new());
        // All room at once: growing would leave copies of a secret behind.
        text.reserve_exact(usize::try_from(MAX).map_err(io::Error::other)?);
        File::open(path)?.take(MAX).read_to_string(&mut text)?;
        Ok(text)
    };
    let cannot = |error: io::Error| LoadError::Read { file: path.display().to_string(), reason: error.to_string() };
    read().map_err(cannot)
}
