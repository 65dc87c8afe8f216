//! The built program, as people and scripts run it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "all of this is test code"
)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

mod conformance;
mod demo;
mod inspect;
mod key;
mod login;
mod mistakes;
mod provenance;
#[path = "../../../core/tests/support/server.rs"]
mod server;
mod sign;
mod slsa;
mod slsa_vsa;
mod trust;
mod verify;

/// What a run of the program came to.
#[derive(Debug)]
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

/// Runs the program in a folder, for a user whose data are in `home` there and who is called me.
fn sealwright_at(folder: &Path, args: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sealwright"));
    command.args(args).current_dir(folder).env("SEALWRIGHT_HOME", folder.join("home"));
    Run::of(&command.env("USER", "me").env("HOSTNAME", "here").output().unwrap())
}

/// Runs the program in the folder of testdata's bundles, for a user who has no data.
fn sealwright(args: &[&str]) -> Run {
    sealwright_with(args, b"")
}

fn sealwright_with(args: &[&str], input: &[u8]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sealwright"));
    command.args(args).current_dir(bundles()).env_remove("CLICOLOR_FORCE");
    command.env("SEALWRIGHT_HOME", Path::new(env!("CARGO_TARGET_TMPDIR")).join("nobody"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that does not read its input is right to close it.
    let _ = child.stdin.take().unwrap().write_all(input);
    Run::of(&child.wait_with_output().unwrap())
}

fn testdata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata")
}

fn bundles() -> PathBuf {
    testdata().join("bundles")
}

/// A folder of its own for a test.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The public vectors, or a line that says that they are not there.
fn vectors(name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors");
    let folder = std::env::var_os("SEALWRIGHT_VECTORS").map_or(beside, PathBuf::from).join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no public vectors at {} (set SEALWRIGHT_VECTORS)", folder.display());
    None
}

/// The rows of a file of tab-separated values after its head.
fn rows(file: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(file).unwrap();
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}
