//! The command line, as clap reads it.

mod identity;
mod issuers;
mod judging;
mod key;
mod make;
mod policy;
mod sign;
mod slsa;
mod trust;
mod vsa;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use judging::JudgingArgs;
pub(crate) use key::{Form, KeyArgs, KeyCommand, KeyNewArgs};
pub(crate) use make::{AboutArgs, AttestArgs, ProvenanceArgs};
pub(crate) use policy::{PolicyArgs, key};
pub(crate) use sign::{LoginWith, SignArgs, SignBundleArgs, SigningArgs};
pub(crate) use slsa::{SlsaCommand, SlsaVerifyArgs};
pub(crate) use trust::{TrustCommand, TrustExportArgs, TrustInitArgs, TrustShowArgs, TrustUpdateArgs};
pub(crate) use vsa::VerifyVsaArgs;

/// What is this artifact, who made it, how and from what, may I use it?
#[derive(Parser, Debug)]
#[command(name = "sealwright", version, arg_required_else_help = true, args_conflicts_with_subcommands = true)]
#[command(after_help = EXITS)]
pub(crate) struct Cli {
    /// Say what a check means, why it is made and what to do when it fails; without CODE, list all codes
    #[arg(long, value_name = "CODE", num_args = 0..=1)]
    pub(crate) explain: Option<Option<String>>,

    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

const EXITS: &str = "\
Exit codes: 0 verified or done, 1 refused, 2 usage, 3 nothing to verify,
4 could not authenticate, 5 could not decide.";

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Verify who made an artifact, by the bundle that lies beside it
    #[command(
        override_usage = "sealwright verify <ARTIFACT|DIGEST> [--bundle <FILE>]... <WHO MAY HAVE SIGNED> [OPTIONS]"
    )]
    Verify(Box<VerifyArgs>),
    /// Sign artifacts, as whoever you are or with a key: a bundle beside each
    Sign(Box<SignArgs>),
    /// Judge how artifacts were built
    #[command(subcommand)]
    Slsa(SlsaCommand),
    /// Show what is in a bundle, an attestation, a certificate, a key or a trusted root; never a verdict
    Inspect(InspectArgs),
    /// Say how artifacts were built, as the CI system or git tells it
    Provenance(Box<ProvenanceArgs>),
    /// Make a statement of any predicate about artifacts
    Attest(Box<AttestArgs>),
    /// Make keys to sign with, and show them
    #[command(subcommand)]
    Key(KeyCommand),
    /// Whom this machine believes
    #[command(subcommand)]
    Trust(TrustCommand),
    /// Verify a real artifact offline, see a changed artifact and a wrong signer refused, and sign a file of your own
    Demo(DemoArgs),
    /// Print a completion script for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or write all pages into a folder
    Man {
        /// The folder to write into
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// The sigstore-conformance client protocol
    #[command(hide = true)]
    VerifyBundle(Box<VerifyBundleArgs>),
    /// The sigstore-conformance client protocol
    #[command(hide = true)]
    SignBundle(Box<SignBundleArgs>),
}

#[derive(Args, Debug)]
pub(crate) struct VerifyArgs {
    /// A file, `-` for standard input, or a digest: sha256:HEX, sha384:HEX, sha512:HEX
    #[arg(value_name = "ARTIFACT|DIGEST")]
    pub(crate) artifact: String,

    /// A bundle or attestation, as JSON or JSON lines; one that verifies suffices
    /// [default: ARTIFACT.sigstore.json, then ARTIFACT.intoto.jsonl]
    #[arg(long = "bundle", value_name = "FILE")]
    pub(crate) bundles: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) policy: PolicyArgs,

    #[command(flatten)]
    pub(crate) judging: JudgingArgs,
}

#[derive(Args, Debug)]
pub(crate) struct InspectArgs {
    /// The file to look into, `-` for standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) format: FormatArgs,
}

#[derive(Args, Debug)]
pub(crate) struct DemoArgs {
    /// A file to sign by the authority of this machine, with its bundle beside it [default: one that is made for the
    /// demonstration, and by an authority of which nothing is left]
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) format: FormatArgs,
}

/// https://github.com/sigstore/sigstore-conformance, docs/cli_protocol.md
#[derive(Args, Debug)]
#[command(group(clap::ArgGroup::new("conformance_policy").args(["identity", "key"]).required(true)))]
pub(crate) struct VerifyBundleArgs {
    /// Use the staging instance
    #[arg(long)]
    pub(crate) staging: bool,
    /// The bundle
    #[arg(long, value_name = "FILE")]
    pub(crate) bundle: PathBuf,
    /// The identity in the certificate
    #[arg(long = "certificate-identity", value_name = "IDENTITY", requires = "issuer")]
    pub(crate) identity: Option<String>,
    /// The identity's issuer
    #[arg(long = "certificate-oidc-issuer", value_name = "URL", id = "issuer", requires = "identity")]
    pub(crate) issuer: Option<String>,
    /// The public key, for a bundle that a managed key signed
    #[arg(long, value_name = "PEM", conflicts_with_all = ["identity", "issuer"])]
    pub(crate) key: Option<PathBuf>,
    /// Whom to believe, instead of the embedded root
    #[arg(long, value_name = "FILE")]
    pub(crate) trusted_root: Option<PathBuf>,
    /// The artifact, or its digest
    #[arg(value_name = "FILE_OR_DIGEST")]
    pub(crate) artifact: String,
}

/// The address of a service.
fn url(text: &str) -> Result<String, String> {
    match text.split_once("://") {
        Some(("https" | "http", rest)) if !rest.is_empty() => Ok(text.to_owned()),
        Some(_) => Err("an address begins with https://".to_owned()),
        None => Err(format!("an address begins with https://, as in https://{text}")),
    }
}

#[derive(Args, Debug)]
pub(crate) struct FormatArgs {
    /// How verdicts are written
    #[arg(long, value_enum, default_value = "human", value_name = "FORMAT")]
    format: Format,

    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

impl FormatArgs {
    pub(crate) fn format(&self) -> Format {
        if self.json { Format::Json } else { self.format }
    }
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Format {
    /// For people
    Human,
    /// One JSON object in a line, schema sealwright/verdict/v1
    Json,
}
