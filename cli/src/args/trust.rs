//! Whom one believes, as commands.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Subcommand, Debug)]
pub(crate) enum TrustCommand {
    /// Write the trusted root of this machine's authority, for whoever shall believe what `sign --local` signs
    Export(TrustExportArgs),
}

#[derive(Args, Debug)]
pub(crate) struct TrustExportArgs {
    /// Write to this file, whole or not at all, instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
