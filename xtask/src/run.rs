//! Running other programs, and saying what came of it.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What failed, in words; a chore that goes on after a failure collects several.
pub(crate) type Outcome = Result<(), String>;

/// One line on standard output. A reader that has gone away is no error.
pub(crate) fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Where cargo builds, and where everything else is put that is made.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or(root().join("target"), PathBuf::from)
}

/// `cargo` with these arguments, in the folder of the workspace.
pub(crate) fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.args(args).current_dir(root());
    command
}

/// Runs it with its output as it comes.
pub(crate) fn run(name: &str, command: &mut Command) -> Outcome {
    say(&format!("── {name}"));
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(name.to_owned()),
        Err(error) => Err(format!("{name} ({error})")),
    }
}

/// Runs it, shows every line of its standard output as it comes, and hands each to `see`.
pub(crate) fn run_seeing(name: &str, command: &mut Command, mut see: impl FnMut(&str)) -> Outcome {
    say(&format!("── {name}"));
    let failed = |error: std::io::Error| format!("{name} ({error})");
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(failed)?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            say(&line);
            see(&line);
        }
    }
    let status = child.wait().map_err(failed)?;
    if status.success() { Ok(()) } else { Err(name.to_owned()) }
}

/// All failures in one outcome.
pub(crate) fn all(outcomes: impl IntoIterator<Item = Outcome>) -> Outcome {
    let failed: Vec<String> = outcomes.into_iter().filter_map(Result::err).collect();
    if failed.is_empty() { Ok(()) } else { Err(failed.join(", ")) }
}

/// The program of a cargo subcommand: on the PATH, or in `target/tools`, or installed there now if `install` says so.
///
/// `None`, with a line that says why, where it is not and cannot be installed.
pub(crate) fn tool(name: &str, install: bool) -> Option<PathBuf> {
    let tools = root().join("target/tools");
    let installed = tools.join("bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if let Some(found) = on_path(name).or_else(|| Some(installed.clone()).filter(|file| file.is_file())) {
        return Some(found);
    }
    if !install {
        say(&format!("{name} is not installed here: skipped (cargo install {name} --locked)"));
        return None;
    }
    say(&format!("── installing {name} into target/tools"));
    let mut command = cargo(&["install", name, "--locked", "--quiet", "--root"]);
    command.arg(&tools).env("CARGO_TARGET_DIR", tools.join("build"));
    if let Err(why) = within(Duration::from_secs(15 * 60), &mut command) {
        say(&format!("{name} could not be installed ({why}): skipped"));
        return None;
    }
    installed.is_file().then_some(installed)
}

/// Where the program of that name is on the PATH.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn within(limit: Duration, command: &mut Command) -> Result<(), String> {
    let mut child = command.spawn().map_err(|error| error.to_string())?;
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(status.to_string()),
            Ok(None) if start.elapsed() < limit => std::thread::sleep(Duration::from_millis(200)),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("not done after {} minutes", limit.as_secs() / 60));
            }
            Err(error) => return Err(error.to_string()),
        }
    }
}
