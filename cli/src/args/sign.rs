//! What is signed, by whom, and with whose help, as options.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::url;

#[derive(Args, Debug)]
pub(crate) struct SignArgs {
    /// Files to sign; each gets its bundle beside it, as ARTIFACT.sigstore.json
    #[arg(value_name = "ARTIFACT", required = true)]
    pub(crate) artifacts: Vec<String>,

    /// Write the bundle to this file; of one artifact only
    #[arg(long, value_name = "FILE")]
    pub(crate) bundle: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) signing: SigningArgs,

    /// How many artifacts are signed at the same time
    #[arg(long, value_name = "N", default_value = "8", value_parser = clap::value_parser!(u8).range(1..=64))]
    pub(crate) jobs: u8,

    /// Print one JSON object for each artifact
    #[arg(long)]
    pub(crate) json: bool,
}

/// By whom it is signed, and which services take part.
#[derive(Args, Default, Debug)]
pub(crate) struct SigningArgs {
    /// A private key: a file in PEM, pkcs11:URI or command:PROGRAM?public-key=FILE. Logged and timestamped only by services
    /// that are named
    #[arg(long, value_name = "KEY", help_heading = WHO, conflicts_with = "identity_token")]
    pub(crate) key: Option<String>,
    /// Sign by the authority of this machine, which is made when it is first used: no server and no account
    #[arg(long, help_heading = WHO, conflicts_with_all = ["key", "identity_token"])]
    pub(crate) local: bool,
    /// An identity token, or a file that holds one [default: what the environment offers; at a terminal you are asked to sign in]
    #[arg(long, value_name = "JWT|FILE", help_heading = WHO)]
    pub(crate) identity_token: Option<String>,
    /// Sign in, whatever the environment offers: in a browser here, or with a code on any device; or never
    #[arg(long, value_enum, value_name = "HOW", help_heading = WHO, conflicts_with_all = ["key", "local", "identity_token"])]
    pub(crate) login: Option<LoginWith>,
    /// Sign in with this OpenID Connect issuer [default: that of the signing config]
    #[arg(long, value_name = "URL", value_parser = url, help_heading = WHO, conflicts_with_all = ["key", "local", "identity_token"])]
    pub(crate) oidc_issuer: Option<String>,
    /// Sign in as this client of the issuer, which is whom tokens must be for [default: sigstore]
    #[arg(long, value_name = "ID", help_heading = WHO, conflicts_with_all = ["key", "local"])]
    pub(crate) oidc_client_id: Option<String>,

    /// A client trust config: a trusted root and a signing config in one [default: what `trust update`
    /// fetched, or the public Sigstore]
    #[arg(long, value_name = "FILE", help_heading = SERVICES, conflicts_with_all = ["signing_config", "trusted_root"])]
    pub(crate) trust_config: Option<PathBuf>,
    /// A signing config: which services sign
    #[arg(long, value_name = "FILE", help_heading = SERVICES)]
    pub(crate) signing_config: Option<PathBuf>,
    /// A trusted root, by which the bundle is verified before it is written
    #[arg(long, value_name = "FILE", help_heading = SERVICES)]
    pub(crate) trusted_root: Option<PathBuf>,
    /// The certificate authority, a Fulcio, instead of that of the config
    #[arg(long, value_name = "URL", value_parser = url, help_heading = SERVICES)]
    pub(crate) fulcio_url: Option<String>,
    /// A log, a Rekor, instead of those of the config; may be given several times
    #[arg(long, value_name = "URL", value_parser = url, help_heading = SERVICES)]
    pub(crate) rekor_url: Vec<String>,
    /// The major version of the interface of these logs
    #[arg(long, value_name = "VERSION", default_value = "2", help_heading = SERVICES, requires = "rekor_url")]
    #[arg(value_parser = clap::value_parser!(u8).range(1..=2))]
    pub(crate) rekor_version: u8,
    /// A timestamp authority, by its whole address, instead of those of the config; may be given several times
    #[arg(long, value_name = "URL", value_parser = url, help_heading = SERVICES)]
    pub(crate) timestamp_url: Vec<String>,
    /// The certificate authorities for TLS, in PEM, instead of this machine's
    #[arg(long, value_name = "FILE", help_heading = SERVICES)]
    pub(crate) ca_file: Option<PathBuf>,
}

impl SigningArgs {
    /// Whether an option says who signs.
    pub(crate) fn names_signer(&self) -> bool {
        let signs_in = matches!(self.login, Some(LoginWith::Browser | LoginWith::Device));
        self.local || self.key.is_some() || self.identity_token.is_some() || signs_in
    }

    /// Whether the options leave nothing to a signing config.
    pub(crate) fn names_all_services(&self) -> bool {
        (self.fulcio_url.is_some() || self.key.is_some()) && !self.rekor_url.is_empty()
    }

    /// Whether an option names services.
    pub(crate) fn names_services(&self) -> bool {
        self.trust_config.is_some()
            || self.signing_config.is_some()
            || !self.rekor_url.is_empty()
            || !self.timestamp_url.is_empty()
    }
}

/// How somebody signs in.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum LoginWith {
    /// In a browser on this machine
    Browser,
    /// With a code, on any device that has a browser
    Device,
    /// Not at all
    Never,
}

const WHO: &str = "Who signs";
const SERVICES: &str = "Which services take part";

/// https://github.com/sigstore/sigstore-conformance, docs/cli_protocol.md
#[derive(Args, Debug)]
pub(crate) struct SignBundleArgs {
    /// Use the staging instance
    #[arg(long)]
    pub(crate) staging: bool,
    /// Sign the artifact as an in-toto statement
    #[arg(long)]
    pub(crate) in_toto: bool,
    /// The identity token
    #[arg(long, value_name = "TOKEN")]
    pub(crate) identity_token: String,
    /// Where the bundle is written
    #[arg(long, value_name = "FILE")]
    pub(crate) bundle: PathBuf,
    /// Whom to believe
    #[arg(long, value_name = "FILE")]
    pub(crate) trusted_root: Option<PathBuf>,
    /// Which services sign
    #[arg(long, value_name = "FILE")]
    pub(crate) signing_config: Option<PathBuf>,
    /// The artifact
    #[arg(value_name = "FILE")]
    pub(crate) artifact: PathBuf,
}
