//! What is expected of a verification summary, as options.

use std::path::PathBuf;

use clap::Args;
use sealwright::{Policy, TrustedKey};

use super::identity::{IDENTITIES, IdentityArgs, OF_IDENTITY, OF_SIGNER, SIGNER};
use super::{JudgingArgs, key};
use crate::exit::Failure;

#[derive(Args, Debug)]
pub(crate) struct VerifyVsaArgs {
    /// The summary, in an envelope or a bundle; of JSON lines, one that verifies suffices
    #[arg(long, visible_alias = "attestation-path", value_name = "FILE")]
    pub(crate) attestation: PathBuf,

    /// A digest that a subject must have, of any algorithm; may be given several times, each must be there
    #[arg(long = "subject-digest", value_name = "ALGORITHM:VALUE", required = true, value_delimiter = ',')]
    pub(crate) subject_digests: Vec<String>,

    /// Who must have verified
    #[arg(long, value_name = "URI")]
    pub(crate) verifier_id: String,

    /// As what the artifact must have been verified
    #[arg(long, value_name = "URI")]
    pub(crate) resource_uri: String,

    /// A level that must have been reached, or a higher one of its track: SLSA_BUILD_LEVEL_2; may be given several times
    #[arg(long = "verified-level", visible_alias = "verified-levels", value_name = "LEVEL", value_delimiter = ',')]
    pub(crate) verified_levels: Vec<String>,

    #[command(flatten)]
    identity: IdentityArgs,
    /// A public key in PEM; what it signed need be in no log
    #[arg(long, visible_alias = "public-key-path", value_name = "FILE", help_heading = SIGNER)]
    #[arg(conflicts_with_all = IDENTITIES, conflicts_with_all = OF_IDENTITY)]
    public_key: Option<PathBuf>,
    /// The key's id in the envelope: only signatures with this id count; empty for those without
    #[arg(long, value_name = "ID", help_heading = OF_SIGNER, requires = "public_key")]
    #[arg(conflicts_with_all = IDENTITIES, conflicts_with_all = OF_IDENTITY)]
    public_key_id: Option<String>,

    #[command(flatten)]
    pub(crate) judging: JudgingArgs,
}

impl VerifyVsaArgs {
    /// Who must have signed: an identity, logged as ever, or a key.
    pub(crate) fn policy(&self) -> Result<Policy, Failure> {
        let Some(file) = &self.public_key else {
            return self.identity.policy("or --public-key FILE");
        };
        let trusted = TrustedKey::new(key(file)?);
        let trusted = match &self.public_key_id {
            Some(id) => trusted.only_named(id),
            None => trusted,
        };
        // What a verifier's own key signs need be in no log: the key is whom one trusts.
        Ok(Policy::key(trusted).unlogged_dangerous())
    }
}
