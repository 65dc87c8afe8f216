//! Who signs, and with whose help.

use std::sync::Arc;

use sealwright::net::Http;
use sealwright::sign::{Services, Signer, SigningError};
use sealwright::{Explain, SigningConfig, TrustConfig, TrustRoot, Verifier};

use super::token::token;
use crate::args::SigningArgs;
use crate::exit::Failure;
use crate::{input, key, local, user};

/// The signer that the options say.
pub(crate) fn signer(args: &SigningArgs) -> Result<Signer, Failure> {
    if args.local {
        let signer = Signer::local(Arc::new(local::authority()?), local::identity()?, input::now);
        return signer.map_err(|error| failed(&error));
    }
    let (root, config) = instance(args)?;
    let verifier = Verifier::new(&root).map_err(Failure::undecided)?;
    if let Some(key) = &args.key {
        let signer = Signer::key(key::load(key)?.into(), verifier, input::now);
        return Ok(match args.names_services() {
            true => signer.witnessed(witnesses(args, &config, Services::new())?, transport()?),
            false => signer,
        });
    }
    let services = services(args, &config)?;
    let transport = transport()?;
    let token = token(args.identity_token.as_deref(), &*transport)?;
    Signer::keyless(token, services, transport, verifier, input::now).map_err(|error| failed(&error))
}

/// Through the proxies that the environment names.
pub(crate) fn transport() -> Result<Arc<Http>, Failure> {
    Ok(Arc::new(Http::new(user::http().map_err(Failure::usage)?)))
}

/// Whom to believe, and which services sign.
fn instance(args: &SigningArgs) -> Result<(TrustRoot, SigningConfig), Failure> {
    if let Some(file) = &args.trust_config {
        let config = TrustConfig::from_json(&input::read(file)?);
        let config = config.map_err(|error| Failure::undecided(format_args!("{}: {error}", file.display())))?;
        return Ok((config.root, config.signing));
    }
    let root = match &args.trusted_root {
        Some(file) => input::trust(std::slice::from_ref(file))?,
        None => TrustRoot::sigstore().map_err(Failure::undecided)?,
    };
    let config = match &args.signing_config {
        Some(file) => SigningConfig::from_json(&input::read(file)?)
            .map_err(|error| Failure::undecided(format_args!("{}: {error}", file.display())))?,
        None => SigningConfig::sigstore().map_err(Failure::undecided)?,
    };
    Ok((root, config))
}

/// Those of the config, but for those that are named.
fn services(args: &SigningArgs, config: &SigningConfig) -> Result<Services, Failure> {
    let authority = match &args.fulcio_url {
        Some(url) => url,
        None => &config.authority(input::now()).map_err(Failure::undecided)?.url,
    };
    witnesses(args, config, Services::new().authority(authority))
}

/// With the logs and timestamp authorities.
fn witnesses(args: &SigningArgs, config: &SigningConfig, mut services: Services) -> Result<Services, Failure> {
    let now = input::now();
    if args.rekor_url.is_empty() {
        for log in config.logs(now).map_err(Failure::undecided)? {
            services = services.log(&log.url, log.version);
        }
    }
    for url in &args.rekor_url {
        services = services.log(url, u32::from(args.rekor_version));
    }
    if args.timestamp_url.is_empty() {
        for authority in config.timestamp_authorities(now).map_err(Failure::undecided)? {
            services = services.timestamp_authority(&authority.url);
        }
    }
    for url in &args.timestamp_url {
        services = services.timestamp_authority(url);
    }
    Ok(services)
}

/// What went wrong, and the exit code that goes with it.
pub(crate) fn failed(error: &SigningError) -> Failure {
    let failure = match error.is_unauthenticated() {
        true => Failure::unauthenticated(error),
        false => Failure::undecided(error),
    };
    match error.hint() {
        Some(hint) => failure.help(hint),
        None => failure,
    }
}
