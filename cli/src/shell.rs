//! Completions and manual pages, made from the command line's own definition.

use std::io::Write;
use std::path::Path;

use clap::error::ErrorKind;
use clap::{Command, CommandFactory};
use clap_complete::Shell;

use crate::args::Cli;
use crate::exit::{Exit, Failure};
use crate::streams::Streams;

pub(crate) fn completions(shell: Shell, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    // clap_complete writes with expect: give it a buffer, which cannot fail.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "sealwright", &mut script);
    streams.out.write_all(&script)?;
    Ok(Exit::Done)
}

/// The page of the program on standard output, or every page in a folder.
pub(crate) fn man(folder: Option<&Path>, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let mut program = Cli::command();
    program.build();
    let Some(folder) = folder else {
        streams.out.write_all(&page(&program)?)?;
        return Ok(Exit::Done);
    };
    std::fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
    pages(&program, folder, streams)?;
    Ok(Exit::Done)
}

/// The page of a command, and those of its commands.
fn pages(command: &Command, folder: &Path, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    let file = folder.join(format!("{name}.1"));
    std::fs::write(&file, page(command)?).map_err(|error| cannot_write(&file, &error))?;
    writeln!(streams.out, "{}", file.display())?;
    let mut commands =
        command.get_subcommands().filter(|command| !command.is_hide_set() && command.get_name() != "help");
    commands.try_for_each(|command| pages(command, folder, streams))
}

fn page(command: &Command) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    Ok(page)
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    Failure::undecided(format_args!("cannot write {}: {error}", path.display()))
}

/// A call without a command: the help, and exit code 2.
pub(crate) fn no_command() -> clap::Error {
    Cli::command().error(ErrorKind::MissingSubcommand, "a command is needed: verify, inspect or demo")
}
