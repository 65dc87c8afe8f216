//! `sealwright slsa verify-vsa`.

use std::path::PathBuf;

use clap::Args;
use sealwright::{Artifact, Bundle, Explain, Policy, TrustedKey, VsaExpectations, VsaExpectationsError};

use crate::args::{JudgingArgs, key};
use crate::exit::{Exit, Failure};
use crate::streams::Streams;
use crate::target::{self, Target};
use crate::{input, verdicts};

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

    /// A level that must have been reached, or a higher one of its track; may be given several times
    #[arg(long = "verified-level", visible_alias = "verified-levels", value_name = "LEVEL", value_delimiter = ',')]
    pub(crate) verified_levels: Vec<String>,

    /// The public key that must have signed, in PEM; the signature need be in no log
    #[arg(long, visible_alias = "public-key-path", value_name = "FILE")]
    pub(crate) public_key: PathBuf,

    /// The key's id in the envelope: only signatures with this id count; empty for those without
    #[arg(long, value_name = "ID")]
    pub(crate) public_key_id: Option<String>,

    #[command(flatten)]
    pub(crate) judging: JudgingArgs,
}

pub(crate) fn verify_vsa(args: &VerifyVsaArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let digests = digests(&args.subject_digests)?;
    let expected = expectations(args, &digests).map_err(|error| {
        let failure = Failure::usage(&error);
        error.hint().map_or(Failure::usage(&error), |hint| failure.help(hint))
    })?;
    let artifact = artifact(&digests)?;
    let trusted = TrustedKey::new(key(&args.public_key)?);
    let trusted = match &args.public_key_id {
        Some(id) => trusted.only_named(id),
        None => trusted,
    };
    // What a verifier's own key signs need be in no log: the key is whom one trusts.
    let policy = Policy::key(trusted).unlogged_dangerous();
    let verifier = args.judging.verifier()?;
    let attestations = target::of_files(std::slice::from_ref(&args.attestation))?;
    let now = input::now();
    let judge = |artifact: &Artifact, bundle: &Bundle| {
        verifier.verify(artifact, bundle, &policy, now).and_then(|verified| expected.check(verified, now))
    };
    verdicts::one_suffices(Target { artifact, attestations }, judge, &args.judging, streams)
}

type Digests<'a> = Vec<(&'a str, &'a str)>;

fn digests(texts: &[String]) -> Result<Digests<'_>, Failure> {
    let whole = |(algorithm, value): &(&str, &str)| !algorithm.is_empty() && !value.is_empty();
    let digests = texts.iter().map(|text| {
        let mistake = || Failure::usage(format_args!("--subject-digest {text}: not ALGORITHM:VALUE"));
        text.split_once(':').filter(whole).ok_or_else(mistake)
    });
    digests.collect()
}

/// The artifact is what the first digest that can be compared says, or the first one at all.
fn artifact(digests: &Digests<'_>) -> Result<Artifact, Failure> {
    for (algorithm, value) in digests {
        if Artifact::from_foreign_digest(*algorithm, *value).is_none() {
            let text = format!("{algorithm}:{value}");
            let digest = text.parse().map_err(|error| Failure::usage(format_args!("{text}: {error}")))?;
            return Ok(Artifact::from_digest(digest));
        }
    }
    let foreign = digests.first().and_then(|(algorithm, value)| Artifact::from_foreign_digest(*algorithm, *value));
    foreign.ok_or_else(|| Failure::usage("no --subject-digest"))
}

fn expectations(args: &VerifyVsaArgs, digests: &Digests<'_>) -> Result<VsaExpectations, VsaExpectationsError> {
    let mut expected = VsaExpectations::new(&args.verifier_id, &args.resource_uri)?;
    for (algorithm, value) in digests {
        expected = expected.subject_digest(algorithm, value)?;
    }
    for level in &args.verified_levels {
        expected = expected.level(level)?;
    }
    Ok(expected)
}
