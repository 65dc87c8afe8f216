//! Whom one believes, as commands.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::url;

#[derive(Subcommand, Debug)]
pub(crate) enum TrustCommand {
    /// Believe the instance that another repository publishes, from now on; without a URL, the public Sigstore again
    Init(TrustInitArgs),
    /// Fetch the newest trusted root and signing config, and say what changed
    Update(TrustUpdateArgs),
    /// Show whom this machine believes and which services would sign; asks no server
    Show(TrustShowArgs),
    /// Write the trusted root of this machine's authority, for whoever shall believe what `sign --local` signs
    Export(TrustExportArgs),
}

#[derive(Args, Debug)]
pub(crate) struct TrustInitArgs {
    /// Where the repository (The Update Framework) has its metadata
    #[arg(value_name = "URL", value_parser = url, requires = "root")]
    pub(crate) url: Option<String>,

    /// The repository's root.json, from which trust begins: get it from the operator, not from the URL
    #[arg(long, value_name = "FILE", requires = "url")]
    pub(crate) root: Option<PathBuf>,

    /// Where its targets are [default: URL/targets]
    #[arg(long, value_name = "URL", value_parser = url, requires = "url")]
    pub(crate) targets_url: Option<String>,

    #[command(flatten)]
    pub(crate) update: TrustUpdateArgs,
}

#[derive(Args, Debug)]
pub(crate) struct TrustUpdateArgs {
    /// The certificate authorities for TLS, in PEM, instead of this machine's
    #[arg(long, value_name = "FILE")]
    pub(crate) ca_file: Option<PathBuf>,

    /// Say what changed as JSON, schema sealwright/trust-update/v1
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct TrustShowArgs {
    /// One JSON object in a line, schema sealwright/trust/v1
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct TrustExportArgs {
    /// Write to this file, whole or not at all, instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
