//! The servers and clients, built or installed once in `target/e2e`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::python::environment;
use crate::run::{Outcome, root, run, say, target};

/// The programs, by their packages; the last part of the name is the program's.
const PROGRAMS: [&str; 8] = [
    "github.com/sigstore/fulcio",
    "github.com/sigstore/rekor-tiles/v2/cmd/rekor-server/posix",
    "github.com/sigstore/rekor/cmd/rekor-server",
    "github.com/sigstore/timestamp-authority/v2/cmd/timestamp-server",
    "github.com/sigstore/cosign/v3/cmd/cosign",
    "./cmd/ctlog",
    "./cmd/registry",
    "./cmd/client",
];

/// Where what was built lies.
pub(crate) struct Kit {
    folder: PathBuf,
}

impl Kit {
    pub(crate) fn new() -> Self {
        Self { folder: target().join("e2e") }
    }

    /// A program of [`PROGRAMS`].
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.folder.join("bin").join(name)
    }

    /// The environment that has sigstore-python.
    pub(crate) fn environment(&self) -> PathBuf {
        self.folder.join("venv")
    }

    /// Its interpreter.
    pub(crate) fn interpreter(&self) -> PathBuf {
        self.environment().join("bin/python")
    }

    /// A script of `e2e/stack`.
    pub(crate) fn python(&self, script: &str) -> Command {
        let mut command = Command::new(self.interpreter());
        command.arg("-B").arg(sources().join("stack").join(script));
        command
    }
}

/// The folder of what is not Rust.
pub(crate) fn sources() -> PathBuf {
    root().join("e2e")
}

/// Builds and installs what is not there, or was made of other sources.
pub(crate) fn build() -> Result<Kit, String> {
    let kit = Kit::new();
    let bin = kit.folder.join("bin");
    fs::create_dir_all(&bin).map_err(|error| format!("{} ({error})", bin.display()))?;
    go(&bin)?;
    installed(&kit.environment(), "sigstore-python", &sources().join("clients/requirements.txt"))?;
    Ok(kit)
}

/// The interpreter of an environment with what sigstore-conformance needs, made if it is not there.
pub(crate) fn suite(kit: &Kit, checkout: &Path) -> Result<PathBuf, String> {
    let folder = kit.folder.join("suite");
    installed(&folder, "what the conformance suite needs", &checkout.join("requirements.in"))
}

fn go(bin: &Path) -> Outcome {
    let modules = sources().join("servers");
    let mut files = vec![modules.join("go.mod"), modules.join("go.sum")];
    files.extend(["ctlog", "registry", "client"].map(|name| modules.join("cmd").join(name).join("main.go")));
    let of = Sources::read(&files, Command::new("go").arg("version"))?;
    if of.are_those_of(bin) {
        return Ok(());
    }
    say("the servers and cosign are built once: several minutes of CPU");
    let mut command = Command::new("go");
    command.args(["build", "-mod=readonly", "-buildvcs=false", "-trimpath", "-ldflags=-s -w", "-o"]).arg(bin);
    command.args(PROGRAMS).current_dir(modules).env("CGO_ENABLED", "0");
    run("go build", &mut command)?;
    of.note(bin)
}

/// The interpreter of a virtual environment that has these requirements.
fn installed(venv: &Path, name: &str, requirements: &Path) -> Result<PathBuf, String> {
    let interpreter = environment(venv)?;
    let of = Sources::read(&[requirements.to_path_buf()], Command::new(&interpreter).arg("--version"))?;
    if of.are_those_of(venv) {
        return Ok(interpreter);
    }
    let mut command = Command::new(&interpreter);
    command.args(["-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--requirement"]);
    run(name, command.arg(requirements))?;
    of.note(venv)?;
    Ok(interpreter)
}

/// What something was made of: the text of its sources, and what the tool calls itself.
struct Sources(Vec<u8>);

impl Sources {
    fn read(files: &[PathBuf], tool: &mut Command) -> Result<Self, String> {
        let version = tool.output().map_err(|error| format!("{} ({error})", tool.get_program().to_string_lossy()))?;
        let mut all = version.stdout;
        for file in files {
            all.extend(fs::read(file).map_err(|error| format!("{} ({error})", file.display()))?);
        }
        Ok(Self(all))
    }

    fn are_those_of(&self, folder: &Path) -> bool {
        fs::read(folder.join(NOTE)).is_ok_and(|note| note == self.0)
    }

    fn note(&self, folder: &Path) -> Outcome {
        fs::write(folder.join(NOTE), &self.0).map_err(|error| format!("{} ({error})", folder.display()))
    }
}

const NOTE: &str = "made-of";
