//! Who signs, and with whose help.

use std::path::Path;
use std::sync::Arc;

use sealwright::net::Http;
use sealwright::sign::{Services, Signer, SigningError, SigningProblem};
use sealwright::{Explain, SigningConfig, SigningConfigError, TrustConfig, TrustRoot, Verifier};

use super::token::token;
use crate::args::SigningArgs;
use crate::exit::Failure;
use crate::streams::Streams;
use crate::{input, key, local, net, trust};

/// The signer that the options say.
pub(crate) fn signer(args: &SigningArgs, streams: &mut Streams<'_>) -> Result<Signer, Failure> {
    if args.local {
        let signer = Signer::local(Arc::new(local::authority()?), local::identity()?, input::now);
        return signer.map_err(|error| failed(&error));
    }
    let (root, config) = instance(args, streams)?;
    let verifier = Verifier::new(&root).map_err(Failure::undecided)?;
    if let Some(key) = &args.key {
        let signer = Signer::key(key::load(key)?.into(), verifier, input::now);
        return Ok(match args.names_services() {
            true => signer.witnessed(services(args, config.as_ref())?, transport(args)?),
            false => signer,
        });
    }
    let services = services(args, config.as_ref())?;
    let transport = transport(args)?;
    let token = token(args, config.as_ref(), &*transport, streams)?;
    Signer::keyless(token, services, transport, verifier, input::now).map_err(|error| failed(&error))
}

fn transport(args: &SigningArgs) -> Result<Arc<Http>, Failure> {
    net::transport(args.ca_file.as_deref())
}

/// Whom to believe, and which services sign if anything says so.
fn instance(args: &SigningArgs, streams: &mut Streams<'_>) -> Result<(TrustRoot, Option<SigningConfig>), Failure> {
    let of = |file: &Path, error: SigningConfigError| Failure::undecided(format_args!("{}: {error}", file.display()));
    if let Some(file) = &args.trust_config {
        let config = TrustConfig::from_json(&input::read(file)?).map_err(|error| of(file, error))?;
        return Ok((config.root, Some(config.signing)));
    }
    let config = match &args.signing_config {
        Some(file) => Some(SigningConfig::from_json(&input::read(file)?).map_err(|error| of(file, error))?),
        None => None,
    };
    let root = input::trust(args.trusted_root.as_slice())?;
    if let (Some(root), Some(_)) = (&root, &config) {
        return Ok((root.clone(), config));
    }
    let in_force = trust::in_force(streams)?;
    let root = root.map_or_else(|| in_force.root(), Ok)?;
    let config = config.map_or_else(|| in_force.signing(), |config| Ok(Some(config)))?;
    Ok((root, config))
}

/// Those that are named, and of every other kind those of the config.
fn services(args: &SigningArgs, config: Option<&SigningConfig>) -> Result<Services, Failure> {
    let mut services = Services::new();
    if let Some(url) = &args.fulcio_url {
        services = services.authority(url);
    }
    for url in &args.rekor_url {
        services = services.log(url, u32::from(args.rekor_version));
    }
    for url in &args.timestamp_url {
        services = services.timestamp_authority(url);
    }
    match config {
        Some(config) => services.or_config(config, input::now()).map_err(|error| failed(&error)),
        None if args.names_all_services() => Ok(services),
        None => Err(Failure::undecided("the repository that this machine believes does not say which services sign")
            .help("name them: --signing-config FILE, or --fulcio-url, --rekor-url and --timestamp-url")),
    }
}

/// What went wrong, and the exit code that goes with it.
pub(crate) fn failed(error: &SigningError) -> Failure {
    let failure = match error.is_unauthenticated() {
        true => Failure::unauthenticated(error),
        false => Failure::undecided(error),
    };
    let help = match error.problem() {
        SigningProblem::Net(error) => net::help(error).map(Into::into),
        _ => None,
    };
    match help.or_else(|| error.hint()) {
        Some(help) => failure.help(help),
        None => failure,
    }
}
