//! The `sealwright` program as a library: [`run`] is called by the program and by both language packages.

mod args;
mod attest;
mod conformance;
mod demo;
mod exit;
mod explain;
mod input;
mod inspect;
mod key;
mod local;
mod net;
mod password;
mod progress;
mod provenance;
mod shell;
mod sign;
mod slsa;
mod slsa_vsa;
mod streams;
mod target;
mod trust;
pub mod user;
mod verdicts;
mod verify;

use std::ffi::OsString;

use clap::Parser;

use args::{Cli, Command, SlsaCommand};
use exit::{Exit, Failure};
pub use provenance::collect;
pub use sealwright::Colour;
pub use streams::Streams;

/// Runs the program on the standard streams and gives its exit code; colours where standard output is a terminal.
pub fn run_on_terminal(args: impl IntoIterator<Item = OsString>) -> u8 {
    run(args, &mut Streams::standard())
}

/// Runs the program with these arguments, the first of which is its name, and gives its exit code.
///
/// 0 verified or done, 1 refused, 2 usage, 3 nothing to verify, 4 could not authenticate, 5 could not decide.
pub fn run(args: impl IntoIterator<Item = OsString>, streams: &mut Streams<'_>) -> u8 {
    let outcome = match Cli::try_parse_from(args) {
        Ok(cli) => dispatch(&cli, streams),
        Err(error) => usage(&error, streams),
    };
    let outcome = outcome.and_then(|exit| streams.flush().map(|()| exit).map_err(Failure::from));
    outcome.unwrap_or_else(|failure| failure.show(streams)).code()
}

fn dispatch(cli: &Cli, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    if let Some(code) = &cli.explain {
        return explain::explain(code.as_deref(), streams);
    }
    match &cli.command {
        Some(Command::Verify(args)) => verify::verify(args, streams),
        Some(Command::Sign(args)) => sign::sign(args, streams),
        Some(Command::SignBundle(args)) => sign::sign_bundle(args, streams),
        Some(Command::VerifyBundle(args)) => conformance::verify_bundle(args, streams),
        Some(Command::Slsa(SlsaCommand::Verify(args))) => slsa::verify(args, streams),
        Some(Command::Inspect(args)) => inspect::inspect(args, streams),
        Some(Command::Provenance(args)) => provenance::provenance(args, streams),
        Some(Command::Attest(args)) => attest::attest(args, streams),
        Some(Command::Slsa(SlsaCommand::VerifyVsa(args))) => slsa_vsa::verify_vsa(args, streams),
        Some(Command::Key(command)) => key::key(command, streams),
        Some(Command::Trust(command)) => trust::trust(command, streams),
        Some(Command::Demo(args)) => demo::demo(args, streams),
        Some(Command::Completions { shell }) => shell::completions(*shell, streams),
        Some(Command::Man { folder }) => shell::man(folder.as_deref(), streams),
        None => usage(&shell::no_command(), streams),
    }
}

/// What clap has to say: help and version are answers, the rest is a mistake.
fn usage(error: &clap::Error, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let text = error.render();
    let answer = !error.use_stderr();
    let to = if answer { &mut streams.out } else { &mut streams.err };
    match streams.colour {
        Colour::Always => write!(to, "{}", text.ansi())?,
        _ => write!(to, "{text}")?,
    }
    Ok(if answer { Exit::Done } else { Exit::Usage })
}
