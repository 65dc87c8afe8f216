//! `sign-bundle`: the client protocol of sigstore-conformance, docs/cli_protocol.md, to the letter.

use sealwright::{DigestAlgorithms, Statement};

use super::{artifact, failed, save, signer};
use crate::args::{SignBundleArgs, SigningArgs};
use crate::exit::{Exit, Failure};
use crate::input;
use crate::streams::Streams;

pub(crate) fn sign_bundle(args: &SignBundleArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    if args.staging && (args.trusted_root.is_none() || args.signing_config.is_none()) {
        let failure = Failure::undecided("the staging instance is not embedded");
        return Err(failure.help("pass it with --trusted-root FILE and --signing-config FILE"));
    }
    let signing = SigningArgs {
        identity_token: Some(args.identity_token.clone()),
        trusted_root: args.trusted_root.clone(),
        signing_config: args.signing_config.clone(),
        ..SigningArgs::default()
    };
    let signer = signer(&signing, streams)?;
    let bundle = match args.in_toto {
        true => {
            let statement = Statement::from_payload(&input::read(&args.artifact)?);
            signer.attest(
                &statement.map_err(|error| Failure::usage(format_args!("{}: {error}", args.artifact.display())))?,
            )
        }
        false => signer.sign(&artifact(&args.artifact, DigestAlgorithms::default().with(signer.digest_algorithm()))?),
    };
    save(&args.bundle, &bundle.map_err(|error| failed(&error))?)?;
    Ok(Exit::Done)
}
