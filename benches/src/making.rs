use std::fs::{File, create_dir_all, remove_dir_all};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::Result;
use crate::clock::{Clock, least};
use crate::hashing::noise;
use crate::program::{beside, programs};

const FILES: usize = 10_000;

/// Times 10,000 files: 1 GiB.
const EACH: usize = (1 << 30) / FILES;

/// `sealwright attest` over 10,000 files of 1 GiB in all, which lie in the page cache.
#[derive(Clone, Copy, Debug)]
pub struct Making {
    /// From start to exit by the wall clock.
    pub ours: Duration,
    /// CPU time of `openssl dgst -sha256` over the same files, shared out to every processor.
    pub hashing: Duration,
}

impl Making {
    /// Measures it.
    pub fn measure(rounds: u32) -> Result<Self> {
        let folder = Folder::new()?;
        let mut ours = Command::new(beside("sealwright", "--package sealwright-cli")?);
        ours.args(["attest", "--type", "https://example.com/bench/v1", "--predicate", "predicate.json", "files/*"]);
        ours.current_dir(&folder.0).stdout(Stdio::null());
        let mut openssl = Command::new("openssl");
        openssl.args(["dgst", "-sha256"]).args((0..FILES).map(name)).current_dir(&folder.0);
        let processors = u32::try_from(std::thread::available_parallelism()?.get())?;
        let mut making = Self { ours: Duration::MAX, hashing: Duration::MAX };
        for _ in 0..rounds {
            let taken = least(1, Clock::Wall, || {
                let status = ours.status()?;
                status.success().then_some(()).ok_or_else(|| format!("attest ended with {status}").into())
            })?;
            let [cost] = programs(1, [&mut openssl])?;
            making.ours = making.ours.min(taken);
            making.hashing = making.hashing.min(cost.cpu / processors);
        }
        Ok(making)
    }
}

fn name(number: usize) -> PathBuf {
    Path::new("files").join(format!("{number:05}"))
}

/// A folder of files that all differ, gone when this is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self> {
        let folder = Self(std::env::temp_dir().join(format!("sealwright-making-{}", std::process::id())));
        create_dir_all(folder.0.join("files"))?;
        std::fs::write(folder.0.join("predicate.json"), "{}")?;
        let content = noise(EACH);
        for number in 0..FILES {
            let mut file = File::create(folder.0.join(name(number)))?;
            file.write_all(&number.to_le_bytes())?;
            file.write_all(content.get(size_of::<usize>()..).unwrap_or_default())?;
        }
        Ok(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Nothing to do about a temporary folder that stays.
        let _ = remove_dir_all(&self.0);
    }
}
