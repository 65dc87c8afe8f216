//! `verify-bundle`: the client protocol of sigstore-conformance, docs/cli_protocol.md, to the letter.

use std::path::Path;

use sealwright::{Artifact, Bundle, Digest, DigestAlgorithm, Identity, Policy, Refusal, TrustRoot, Verdict, Verifier};

use crate::args::{Format, VerifyBundleArgs};
use crate::exit::{Exit, Failure};
use crate::streams::Streams;
use crate::{args, input, verdicts};

/// Exit code 0 or 1; whatever stands in the way of a yes is a no.
pub(crate) fn verify_bundle(args: &VerifyBundleArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    match verdict(args, streams) {
        Err(failure) => {
            failure.show(streams);
            Ok(Exit::Refused)
        }
        decided => decided,
    }
}

fn verdict(args: &VerifyBundleArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let policy = policy(args)?;
    let verifier = Verifier::new(&trust(args, streams)?).map_err(Failure::undecided)?;
    let bundle = Bundle::from_json(&input::read(&args.bundle)?);
    let algorithms = bundle.as_ref().map_or_else(|_| Default::default(), Bundle::digest_algorithms);
    let artifact = match digest(&args.artifact) {
        Some(digest) => Artifact::from_digest(digest),
        None => Artifact::from_path_with(&args.artifact, algorithms).map_err(Failure::undecided)?,
    };
    let outcome = match bundle {
        Ok(bundle) => verifier.verify(&artifact, &bundle, &policy, input::now()),
        Err(error) => Err(Refusal::malformed(&artifact, &error)),
    };
    let (verdict, exit) = match &outcome {
        Ok(verified) => (Verdict::from(verified), Exit::Done),
        Err(refusal) => (Verdict::from(refusal), Exit::Refused),
    };
    verdicts::show(&verdict, &args.bundle.display().to_string(), Format::Human, streams)?;
    Ok(exit)
}

fn policy(args: &VerifyBundleArgs) -> Result<Policy, Failure> {
    match (&args.key, &args.identity, &args.issuer) {
        (Some(key), _, _) => Ok(Policy::key(args::key(key)?)),
        (None, Some(identity), Some(issuer)) => {
            Policy::signed_by(Identity::exact(identity, issuer)).map_err(Failure::usage)
        }
        _ => Err(Failure::usage("an identity with its issuer, or a key, is needed")),
    }
}

fn trust(args: &VerifyBundleArgs, streams: &mut Streams<'_>) -> Result<TrustRoot, Failure> {
    match &args.trusted_root {
        Some(file) => crate::trust::root(std::slice::from_ref(file), streams),
        None if args.staging => {
            let failure = Failure::undecided("the trusted root of the staging instance is not embedded");
            Err(failure.help("pass it with --trusted-root FILE"))
        }
        None => crate::trust::in_force(streams)?.root(),
    }
}

/// "The digest should start with the sha256: prefix, should be the right length […], and should not be a path on disk."
fn digest(text: &str) -> Option<Digest> {
    let digest: Digest = text.parse().ok()?;
    (digest.algorithm() == DigestAlgorithm::Sha256 && !Path::new(text).exists()).then_some(digest)
}
