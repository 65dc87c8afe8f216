//! `sealwright trust`: whom this machine believes, and how that is kept up to date.

mod choice;
mod repository;
mod show;
mod update;
mod whole;

use crate::args::{TrustCommand, TrustExportArgs};
use crate::exit::{Exit, Failure};
use crate::local;
use crate::sign::save;
use crate::streams::Streams;
pub(crate) use choice::{in_force, root};

pub(crate) fn trust(command: &TrustCommand, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    match command {
        TrustCommand::Init(args) => update::init(args, streams),
        TrustCommand::Update(args) => update::update(args, streams),
        TrustCommand::Show(args) => show::show(args, streams),
        TrustCommand::Export(args) => export(args, streams),
    }
}

fn export(args: &TrustExportArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let trust = local::trust()?;
    match &args.output {
        Some(file) => save(file, trust.trusted_root_json())?,
        None => writeln!(streams.out, "{}", trust.trusted_root_json().trim_end())?,
    }
    Ok(Exit::Done)
}
