//! `cargo xtask fuzz`: the fuzz targets, and the exhaustive mutations.

use std::path::Path;
use std::process::Command;

use crate::run::{Outcome, all, cargo, root, run, say, tool};
use crate::seeds;

const FOLDER: [&str; 2] = ["--fuzz-dir", "fuzz"];

/// Runs of one target unless said otherwise.
const RUNS: &str = "1000000";

/// Runs of every target, the seconds that they may take, and those that one input may on a machine that is busy, in a
/// smoke run.
const SMOKE: [&str; 3] = ["-runs=10000", "-max_total_time=10", "-timeout=20"];

/// What no input may need in any other: design's limit is 100 ms, the rest is the sanitizer's.
const TIMEOUT: &str = "-timeout=1";

/// What no input may need: design's limit is 64 MiB, the rest is the sanitizer's.
const LIMITS: [&str; 2] = ["-malloc_limit_mb=64", "-rss_limit_mb=512"];

pub(crate) fn fuzz(args: &[&str]) -> Outcome {
    match args {
        ["--smoke"] => smoke(),
        ["--mutations"] => mutations(),
        [target] if !target.starts_with('-') => one(target, RUNS),
        [target, "--runs", runs] if !target.starts_with('-') => one(target, runs),
        _ => Err("fuzz: one of --smoke, --mutations, TARGET [--runs N]".to_owned()),
    }
}

/// Every target for a moment. Where cargo-fuzz cannot be installed a line says so, and nothing fails.
fn smoke() -> Outcome {
    let Some(program) = tool("cargo-fuzz", true) else {
        return Ok(());
    };
    let targets = targets();
    say(&format!("{} fuzz targets", targets.len()));
    seeds::write()?;
    // All at once, so that no run has anything left to build.
    run("fuzz targets", cargo_fuzz(&program).arg("build").args(FOLDER))?;
    all(targets.iter().map(|target| fuzzer(&program, target, &SMOKE)))
}

fn one(target: &str, runs: &str) -> Outcome {
    let program = tool("cargo-fuzz", true).ok_or("cargo-fuzz")?;
    seeds::write()?;
    fuzzer(&program, target, &[&format!("-runs={runs}"), TIMEOUT])
}

/// The ordinary test of mutations takes a sample; `SEALWRIGHT_MUTATIONS=all` makes it take all of them.
fn mutations() -> Outcome {
    let args = [
        "test",
        "--release",
        "--package",
        "sealwright",
        "--all-features",
        "--test",
        "mutations",
        "--",
        "--show-output",
    ];
    run("every mutation", cargo(&args).env("SEALWRIGHT_MUTATIONS", "all"))
}

/// One per parser, by the names of their files.
fn targets() -> Vec<String> {
    let Ok(folder) = std::fs::read_dir(root().join("fuzz/fuzz_targets")) else {
        return Vec::new();
    };
    let files = folder.flatten().map(|entry| entry.path());
    let rust = files.filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let mut names: Vec<String> = rust.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    names.sort_unstable();
    names
}

fn fuzzer(program: &Path, target: &str, options: &[&str]) -> Outcome {
    let corpus = root().join("fuzz/corpus").join(target);
    std::fs::create_dir_all(&corpus).map_err(|error| format!("{target} ({error})"))?;
    let folders = [corpus, seeds::folder(target)].into_iter().filter(|folder| folder.is_dir());

    let mut command = cargo_fuzz(program);
    command.arg("run").args(FOLDER).arg(target).args(folders).arg("--").args(LIMITS).args(options);
    run(&format!("fuzz {target}"), &mut command)
}

fn cargo_fuzz(program: &Path) -> Command {
    let mut command = Command::new(program);
    // cargo-fuzz wants sanitizer flags that only nightly compilers admit; stable ones have them too.
    command.current_dir(root()).env("RUSTC_BOOTSTRAP", "1").arg("fuzz");
    command
}
