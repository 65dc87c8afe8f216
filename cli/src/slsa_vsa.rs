//! `sealwright slsa verify-vsa`.

use sealwright::{Artifact, Bundle, Explain, VsaExpectations, VsaExpectationsError};

use crate::args::VerifyVsaArgs;
use crate::exit::{Exit, Failure};
use crate::streams::Streams;
use crate::target::{self, Target};
use crate::{input, verdicts};

pub(crate) fn verify_vsa(args: &VerifyVsaArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let digests = digests(&args.subject_digests)?;
    let expected = expectations(args, &digests).map_err(|error| {
        let failure = Failure::usage(&error);
        error.hint().map_or(Failure::usage(&error), |hint| failure.help(hint))
    })?;
    let artifact = artifact(&digests)?;
    let policy = args.policy()?;
    let verifier = args.judging.verifier(streams)?;
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
        let mistake = || {
            let failure = Failure::usage(format_args!("--subject-digest {text}: not ALGORITHM:VALUE"));
            failure.help("write the algorithm before the digest: sha256:HEX")
        };
        text.split_once(':').filter(whole).ok_or_else(mistake)
    });
    digests.collect()
}

/// The artifact is what the first digest that can be compared says, or the first one at all.
fn artifact(digests: &Digests<'_>) -> Result<Artifact, Failure> {
    for (algorithm, value) in digests {
        if Artifact::from_foreign_digest(*algorithm, *value).is_none() {
            let text = format!("{algorithm}:{value}");
            let digest =
                text.parse().map_err(|error| Failure::usage(format_args!("--subject-digest {text}: {error}")))?;
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
