//! `cargo xtask e2e`: a real Sigstore on loopback, and round trips with other people's clients.

mod build;
mod processes;
mod servers;
mod stack;

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;

use crate::run::{Outcome, cargo, on_path, run, say, target};
use crate::{node, python};
use build::Kit;
use stack::Stack;

/// Where clients and tests find the file that describes the running stack.
const DESCRIPTION: &str = "SEALWRIGHT_E2E";
const PACKAGE: &str = "sealwright-e2e";

/// Builds what is not built, starts the stack, runs the tests or the command given instead, and stops it.
///
/// `--suite CHECKOUT` runs the signing tests of that checkout of sigstore-conformance instead.
///
/// On Linux all of this is in a network namespace of its own, unless that is not allowed or `--host` is given.
pub(crate) fn e2e(args: &[&str]) -> Outcome {
    match args {
        [INSIDE, command @ ..] => within(&Kit::new(), Network::Own, command),
        ["--host", command @ ..] => outside(true, command),
        command => outside(false, command),
    }
}

/// The first argument of the same program when it runs in the namespace.
const INSIDE: &str = "--inside";

fn outside(host: bool, command: &[&str]) -> Outcome {
    if let Some(missing) = missing() {
        say(&format!("e2e: skipped: {missing}"));
        return Ok(());
    }
    let kit = build::build()?;
    // Everything that needs the network, before there is none.
    run("the program", &mut cargo(&["build", "--quiet", "--package", "sealwright-cli"]))?;
    python::installed()?;
    if on_path("npm").is_some() {
        node::built()?;
    }
    run("the tests", &mut cargo(&["test", "--quiet", "--package", PACKAGE, "--no-run"]))?;
    if let ["--suite", checkout] = command {
        build::suite(&kit, Path::new(checkout))?;
    }
    if host {
        return within(&kit, Network::Host, command);
    }
    let allowed = Command::new("unshare").args(UNSHARE).arg("true").stderr(Stdio::null()).status();
    if !allowed.is_ok_and(|status| status.success()) {
        say("no network namespace of its own can be had here: the stack runs in the host's");
        return within(&kit, Network::Host, command);
    }
    let this = std::env::current_exe().map_err(|error| format!("e2e ({error})"))?;
    let mut again = Command::new("unshare");
    again.args(UNSHARE).arg(this).args(["e2e", INSIDE]).args(command);
    Err(format!("unshare ({})", replaced_by(&mut again)))
}

/// A network of its own, and root in it, without being root.
const UNSHARE: [&str; 3] = ["--user", "--map-root-user", "--net"];

/// What has to be there before anything can be built.
fn missing() -> Option<&'static str> {
    if !cfg!(unix) {
        return Some("the stack is started on Unix only");
    }
    [
        ("go", "Go is not installed: it builds the servers"),
        ("python3", "Python 3 is not installed: the issuer is written in it"),
    ]
    .into_iter()
    .find_map(|(program, why)| on_path(program).is_none().then_some(why))
}

/// So that whoever ends this process ends what it became; comes back only with an error.
#[cfg(unix)]
fn replaced_by(command: &mut Command) -> io::Error {
    std::os::unix::process::CommandExt::exec(command)
}

#[cfg(not(unix))]
fn replaced_by(_: &mut Command) -> io::Error {
    io::ErrorKind::Unsupported.into()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Network {
    /// Has nothing but a loopback interface, which is down.
    Own,
    Host,
}

fn within(kit: &Kit, network: Network, command: &[&str]) -> Outcome {
    if network == Network::Own {
        run("loopback", &mut kit.python("loopback.py"))?;
    }
    let state = target().join("e2e/state");
    let start = Instant::now();
    say("── the stack");
    let mut stack = Stack::start(kit, &state)?;
    say(&format!("up after {} ms: {}", start.elapsed().as_millis(), stack.resident()));
    let mut command = match command {
        [] => tests()?,
        ["--suite", checkout] => suite(kit, Path::new(checkout))?,
        [program, args @ ..] => {
            let mut command = Command::new(program);
            command.args(args);
            command
        }
    };
    let outcome = stack.run(command.env(DESCRIPTION, stack.description()));
    say(&format!("stopping: {}", stack.resident()));
    drop(stack);
    if outcome.is_err() {
        say(&format!("what the servers said is in {}", state.join("log").display()));
    }
    outcome
}

/// The suite's signing tests, of the program of this workspace.
fn suite(kit: &Kit, checkout: &Path) -> Result<Command, String> {
    let checkout = checkout.canonicalize().map_err(|error| format!("{} ({error})", checkout.display()))?;
    let mut command = Command::new(build::suite(kit, &checkout)?);
    command.args(["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "on_loopback", "-m", "signing"]);
    command.arg("--rootdir").arg(&checkout).arg(checkout.join("test")).arg("--entrypoint").arg(program());
    command.env("PYTHONPATH", build::sources().join("conformance")).env("PYTHONDONTWRITEBYTECODE", "1");
    command.env("GHA_SIGSTORE_CONFORMANCE_SELFTEST_ENV", kit.environment());
    Ok(command)
}

/// Ours, as cargo builds it.
fn program() -> PathBuf {
    target().join("debug/sealwright")
}

/// The program of the tests itself: cargo between it and this process could be ended without it.
fn tests() -> Result<Command, String> {
    let args = ["test", "--offline", "--quiet", "--package", PACKAGE, "--no-run", "--message-format=json"];
    let output = cargo(&args).output().map_err(|error| format!("the tests ({error})"))?;
    let messages = output.stdout.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok());
    let mut programs = messages.filter_map(|message: Value| Some(message.get("executable")?.as_str()?.to_owned()));
    programs.next().map(Command::new).ok_or_else(|| "the tests are not built".to_owned())
}
