//! `sealwright trust`.

use crate::args::{TrustCommand, TrustExportArgs};
use crate::exit::{Exit, Failure};
use crate::local;
use crate::sign::save;
use crate::streams::Streams;

pub(crate) fn trust(command: &TrustCommand, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    match command {
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
