//! `cargo xtask bench --peers`: installs other clients as they are published, then lets the benches measure all side by side.

use std::path::Path;
use std::process::Command;

use crate::node::copy;
use crate::run::{Outcome, cargo, root, run, say, target};

/// Installs what there is to install in `target/peers` and measures it. What cannot be installed is said, and left out.
pub(crate) fn peers(args: &[&str]) -> Outcome {
    let folder = target().join("peers");
    std::fs::create_dir_all(&folder).map_err(|error| format!("{} ({error})", folder.display()))?;
    let sources = root().join("benches/peers");
    let installed = [
        ("Rust", rust(&sources, &folder)),
        ("Go", go(&sources, &folder)),
        ("Python", python(&sources, &folder)),
        ("Python, ours", our_python(&folder)),
        ("Node", node(&sources, &folder)),
        ("Node, ours", our_node(&folder)),
    ];
    for (what, outcome) in installed {
        if let Err(why) = outcome {
            say(&format!("{what}: left out: {why}"));
        }
    }
    let build = ["build", "--release", "--package", "sealwright-benches", "--features", "measure", "--bins"];
    run("the benches", &mut cargo(&build))?;
    run("side by side", Command::new(target().join("release/peers")).arg(&folder).args(args))
}

fn rust(sources: &Path, folder: &Path) -> Outcome {
    let mut command = cargo(&["build", "--release", "--locked", "--quiet", "--manifest-path"]);
    command.arg(sources.join("rust/Cargo.toml")).arg("--target-dir").arg(folder.join("rust"));
    run("sigstore for Rust", &mut command)
}

fn go(sources: &Path, folder: &Path) -> Outcome {
    let mut command = Command::new("go");
    command.args(["build", "-o"]).arg(folder.join("go-runner")).arg(".").current_dir(sources.join("go"));
    run("sigstore-go", &mut command)
}

fn python(sources: &Path, folder: &Path) -> Outcome {
    let venv = folder.join("venv");
    if !venv.is_dir() {
        run("a virtual environment", Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
    }
    run("sigstore-python", pip(folder).arg("--requirement").arg(sources.join("python/requirements.txt")))
}

fn our_python(folder: &Path) -> Outcome {
    run("sealwright for Python", pip(folder).arg(root().join("bindings-python")))
}

fn pip(folder: &Path) -> Command {
    let mut command = Command::new(folder.join("venv/bin/python"));
    command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    command
}

/// The scripts lie beside the packages: that is where Node looks for them.
fn node(sources: &Path, folder: &Path) -> Outcome {
    let folder = folder.join("node");
    copy(&sources.join("node"), &folder).map_err(|error| format!("the scripts for Node ({error})"))?;
    run("@sigstore/verify", Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(folder))
}

fn our_node(folder: &Path) -> Outcome {
    let package = crate::node::built()?;
    let link = folder.join("node/node_modules/sealwright");
    if link.is_symlink() {
        std::fs::remove_file(&link).map_err(|error| format!("{} ({error})", link.display()))?;
    }
    symlink(&package, &link).map_err(|error| format!("{} ({error})", link.display()))
}

#[cfg(unix)]
fn symlink(to: &Path, at: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(to, at)
}

#[cfg(not(unix))]
fn symlink(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(std::io::Error::other("measured on Unix only"))
}
