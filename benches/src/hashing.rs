use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use sealwright::{Artifact, DigestAlgorithm};

use crate::Result;
use crate::clock::{Clock, least};
use crate::program::programs;
use crate::signature::hex;

const GIB: usize = 1 << 30;
const CHUNK: usize = 1 << 20;

/// The SHA-256 of a file of 1 GiB, which lies in the page cache.
#[derive(Clone, Copy, Debug)]
pub struct Hashing {
    /// CPU time of `Artifact::from_path`.
    pub ours: Duration,
    /// CPU time of `openssl dgst -sha256`.
    pub openssl: Duration,
}

impl Hashing {
    /// Measures it; both must find the same digest.
    pub fn measure(rounds: u32) -> Result<Self> {
        let file = Large::new()?;
        let mut hashing = Self { ours: Duration::MAX, openssl: Duration::MAX };
        let mut openssl = Command::new("openssl");
        openssl.args(["dgst", "-sha256"]).arg(&file.0);
        let printed = String::from_utf8(openssl.output()?.stdout)?;
        for _ in 0..rounds {
            let ours = least(1, Clock::Thread, || {
                let digest = Artifact::from_path(&file.0)?.digest(DigestAlgorithm::Sha256).ok_or("no SHA-256")?;
                let same = printed.trim_end().ends_with(&hex(digest.as_bytes()));
                same.then_some(()).ok_or_else(|| "openssl finds another digest".into())
            })?;
            let [cost] = programs(1, [&mut openssl])?;
            hashing.ours = hashing.ours.min(ours);
            hashing.openssl = hashing.openssl.min(cost.cpu);
        }
        Ok(hashing)
    }
}

/// Bytes that no file system would store as a hole: of xorshift64.
pub(crate) fn noise(length: usize) -> Vec<u8> {
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut bytes = Vec::with_capacity(length + size_of::<u64>());
    while bytes.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(length);
    bytes
}

/// A file without holes, gone when this is dropped.
struct Large(PathBuf);

impl Large {
    fn new() -> Result<Self> {
        let large = Self(std::env::temp_dir().join(format!("sealwright-benches-{}", std::process::id())));
        let mut file = File::create(&large.0)?;
        let chunk = noise(CHUNK);
        for _ in 0..GIB / CHUNK {
            file.write_all(&chunk)?;
        }
        Ok(large)
    }
}

impl Drop for Large {
    fn drop(&mut self) {
        // Nothing to do about a temporary file that stays.
        let _ = std::fs::remove_file(&self.0);
    }
}
