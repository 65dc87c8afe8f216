//! `cargo xtask test`, `bench` and `coverage`.

use std::path::PathBuf;
use std::process::Command;

use crate::run::{Outcome, all, cargo, on_path, root, run, run_seeing, say, target, tool};
use crate::totals::Totals;

/// Everything that has tests, in every language present; goes on after a failure and fails at the end.
pub(crate) fn test() -> Outcome {
    let mut totals = Totals::default();
    // Every test's output is shown: those over public vectors say there how many they counted.
    // The benches have no tests, and with all features they bring every peer.
    let every =
        ["test", "--workspace", "--exclude", BENCHES, "--all-features", "--no-fail-fast", "--", "--show-output"];
    let core = ["test", "--package", "sealwright", "--no-fail-fast"];
    let outcomes = [
        run_seeing("Rust, all features", &mut cargo(&every), |line| totals.see(line)),
        run_seeing("Rust, core with its default features", &mut cargo(&core), |line| totals.see(line)),
        crate::python::test(|line| totals.see(line)),
        crate::node::test(|line| totals.see(line)),
    ];
    say(&vectors());
    say(&format!("{} passed, {} failed", totals.passed, totals.failed));
    for name in &totals.failures {
        say(&format!("  failed: {name}"));
    }
    all(outcomes)
}

fn vectors() -> String {
    let beside = root().join("../shared/vectors");
    let folder = std::env::var_os("SEALWRIGHT_VECTORS").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        "public vectors: found, and run".to_owned()
    } else {
        "public vectors: absent, their tests were skipped (../shared/vectors, or SEALWRIGHT_VECTORS)".to_owned()
    }
}

const BENCHES: &str = "sealwright-benches";

/// The tables of `benches/README.md`, then criterion with whatever is asked of it, then instruction counts where their
/// tools are.
pub(crate) fn bench(args: &[&str]) -> Outcome {
    if let Some((&"--peers", rest)) = args.split_first() {
        return crate::peers::peers(rest);
    }
    // Two builds: in one, cargo would give the program the features that the peers ask of shared packages.
    run("the program", &mut cargo(&["build", "--release", "--package", "sealwright-cli"]))?;
    run("the benches", &mut cargo(&["build", "--release", "--package", BENCHES, "--features", "measure"]))?;
    run("tables", &mut Command::new(target().join("release/table")))?;
    let bench = ["bench", "--package", BENCHES, "--features", "measure", "--bench"];
    run("criterion", cargo(&bench).arg("verify").args(args))?;
    let (valgrind, runner) = (on_path("valgrind"), on_path("gungraun-runner"));
    if valgrind.is_none() || runner.is_none() {
        say(
            "instruction counts skipped: they need valgrind, and cargo install gungraun-runner --version 0.20.0 --locked",
        );
        return Ok(());
    }
    run("instruction counts", cargo(&bench).arg("instructions"))
}

/// Line coverage of core by its own tests and the program's; the runner prints the percentage in its last line.
pub(crate) fn coverage() -> Outcome {
    let Some(program) = tool("cargo-tarpaulin", true) else {
        return Err("cargo-tarpaulin".to_owned());
    };
    let mut command = Command::new(program);
    command.current_dir(root()).args(COVERAGE);
    run("coverage of core", &mut command)
}

#[rustfmt::skip]
const COVERAGE: [&str; 15] = [
    "tarpaulin", "--engine", "llvm", "--timeout", "900", "--package", "sealwright", "--package", "sealwright-cli", "--all-features",
    "--include-files", "core/src/*", "--skip-clean", "--out", "Stdout",
];
