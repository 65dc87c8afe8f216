//! `cargo xtask lint`: everything that can be said about the sources without running them.

use crate::run::{Outcome, all, cargo, root, run, say, tool};

pub(crate) fn lint() -> Outcome {
    let outcomes = [
        run("format", &mut cargo(&["fmt", "--all", "--check"])),
        run("clippy", &mut cargo(&CLIPPY_ALL)),
        run("clippy, core with its default features", &mut cargo(&CLIPPY_CORE)),
        run(
            "docs",
            cargo(&["doc", "--quiet", "--workspace", "--no-deps", "--all-features"]).env("RUSTDOCFLAGS", "-D warnings"),
        ),
        crate::surface::surface(),
        deny(),
        house(),
    ];
    all(outcomes)
}

const CLIPPY_ALL: [&str; 8] =
    ["clippy", "--quiet", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"];
const CLIPPY_CORE: [&str; 7] = ["clippy", "--quiet", "--package", "sealwright", "--", "-D", "warnings"];

/// Licences, banned crates and sources. Installed where CI runs; elsewhere used if it is there.
fn deny() -> Outcome {
    let Some(program) = tool("cargo-deny", std::env::var_os("CI").is_some()) else {
        return Ok(());
    };
    let mut command = std::process::Command::new(program);
    command.current_dir(root()).args(["--workspace", "--all-features", "check", "licenses", "bans", "sources"]);
    run("cargo-deny", &mut command)
}

fn house() -> Outcome {
    say("── rules of the house");
    let report = crate::house::check(&root())?;
    say(&format!("{} files of code, median {} lines, longest {}", report.files, report.median, report.longest));
    for complaint in &report.complaints {
        say(complaint);
    }
    if report.complaints.is_empty() { Ok(()) } else { Err("rules of the house".to_owned()) }
}
