//! Who may have signed and what else is demanded, as options.

use std::path::{Path, PathBuf};

use clap::Args;
use sealwright::local::LOCAL_ISSUER;
use sealwright::{Explain, Identity, Policy, PolicyError, PublicKey, UnixTime};

use super::identity::{IDENTITIES, IdentityArgs, OF_IDENTITY, SIGNER};
use crate::exit::Failure;
use crate::{input, local};

/// Exactly one way to say who may have signed, and what else is demanded.
#[derive(Args, Debug)]
pub(crate) struct PolicyArgs {
    #[command(flatten)]
    identity: IdentityArgs,
    /// A public key in PEM
    #[arg(long, value_name = "PEM", help_heading = SIGNER)]
    #[arg(conflicts_with_all = IDENTITIES, conflicts_with_all = OF_IDENTITY)]
    key: Option<PathBuf>,
    /// A policy file
    #[arg(long, value_name = "FILE", help_heading = SIGNER)]
    #[arg(conflicts_with_all = IDENTITIES, conflicts_with_all = OF_IDENTITY, conflicts_with = "key")]
    policy: Option<PathBuf>,
    /// You, by the authority of this machine: what `sign --local` signed
    #[arg(long, help_heading = SIGNER)]
    #[arg(conflicts_with_all = IDENTITIES, conflicts_with_all = OF_IDENTITY, conflicts_with_all = ["key", "policy"])]
    pub(crate) local: bool,

    /// The attestation must be of this type; may be given several times, one suffices
    #[arg(long = "predicate-type", value_name = "URI", help_heading = BESIDES)]
    predicate_types: Vec<String>,
    /// Accept evidence that is in no log: nobody has seen it, and nobody knows when it was signed
    #[arg(long, help_heading = BESIDES)]
    accept_unlogged: bool,
    /// Verify as of this time instead of now: 2026-11-21T10:00:00Z
    #[arg(long, value_name = "TIME", help_heading = BESIDES)]
    at: Option<String>,
}

const BESIDES: &str = "Besides the signer";

impl PolicyArgs {
    /// The policy that the options say, or the mistake in them.
    pub(crate) fn build(&self) -> Result<Policy, Failure> {
        let mut policy = self.signer()?;
        for predicate_type in &self.predicate_types {
            policy = policy.predicate_type(predicate_type);
        }
        if self.accept_unlogged {
            policy = policy.unlogged_dangerous();
        }
        if let Some(at) = &self.at {
            let time = UnixTime::parse_rfc3339(at);
            policy = policy.at(time.map_err(|error| Failure::usage(format_args!("--at {at}: {error}")))?);
        }
        Ok(policy)
    }

    fn signer(&self) -> Result<Policy, Failure> {
        if let Some(file) = &self.policy {
            let policy = Policy::from_toml(&input::read_text(file)?);
            return policy.map_err(|error| mistake(&error, Some(file)));
        }
        if let Some(file) = &self.key {
            return Ok(Policy::key(key(file)?));
        }
        if self.local {
            let identity = Identity::exact(local::identity()?.as_str(), LOCAL_ISSUER);
            return Policy::signed_by(identity).map_err(|error| mistake(&error, None));
        }
        self.identity.policy("--key PEM, --local or --policy FILE")
    }
}

/// A public key out of a PEM file.
pub(crate) fn key(file: &Path) -> Result<PublicKey, Failure> {
    let key = PublicKey::from_pem(&input::read_text(file)?);
    key.map_err(|error| {
        let failure = Failure::usage(format_args!("{} holds no public key: {error}", file.display()));
        failure.help("a public key in PEM begins with -----BEGIN PUBLIC KEY-----")
    })
}

/// What is wrong with a policy, and with which file if it is one.
pub(super) fn mistake(error: &PolicyError, file: Option<&Path>) -> Failure {
    let failure = match file {
        Some(file) => Failure::usage(format_args!("{}: {error}", file.display())),
        None => Failure::usage(error),
    };
    match error.hint() {
        Some(hint) => failure.help(hint),
        None => failure,
    }
}
