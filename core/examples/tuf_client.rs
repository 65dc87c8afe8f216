//! A client that tuf-conformance can test: its CLIENT-CLI.md says what the arguments mean.

#![allow(clippy::print_stderr, reason = "a program")]

use std::error::Error;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use sealwright::UnixTime;
use sealwright::net::{Http, HttpConfig};
use sealwright::tuf::Repository;

#[derive(Default)]
struct Arguments {
    metadata_dir: String,
    metadata_url: String,
    target_names: Vec<String>,
    target_url: String,
    target_dir: String,
    command: Vec<String>,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let arguments = arguments()?;
    let client = Repository::trusting_cache(&arguments.metadata_url, &arguments.metadata_dir)
        .targets_url(&arguments.target_url)
        .targets_folder(&arguments.target_dir);
    match arguments.command.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["init", root] => {
            let root = std::fs::read(root)?;
            Repository::new(&arguments.metadata_url, &root, &arguments.metadata_dir)?.init()?;
        }
        ["refresh"] => drop(client.update(&Http::new(HttpConfig::default()), now()?)?),
        ["download"] => {
            let http = Http::new(HttpConfig::default());
            let metadata = client.update(&http, now()?)?;
            for name in &arguments.target_names {
                metadata.target(name, &http)?;
            }
        }
        other => return Err(format!("not init ROOT, refresh or download: {other:?}").into()),
    }
    Ok(())
}

fn arguments() -> Result<Arguments, Box<dyn Error>> {
    let mut arguments = Arguments::default();
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        let mut value = || given.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--metadata-dir" => arguments.metadata_dir = value()?,
            "--metadata-url" => arguments.metadata_url = value()?,
            "--target-name" => arguments.target_names.push(value()?),
            "--target-base-url" => arguments.target_url = value()?,
            "--target-dir" => arguments.target_dir = value()?,
            _ => arguments.command.push(argument),
        }
    }
    Ok(arguments)
}

fn now() -> Result<UnixTime, Box<dyn Error>> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(UnixTime::from_secs_nanos(since.as_secs().try_into()?, since.subsec_nanos()))
}
