//! `Signer`, and the `Services` that take part in a signature.

use std::sync::Arc;

use napi::bindgen_prelude::{ClassInstance, Either, Either3, Uint8Array};
use napi::{Env, Result};
use napi_derive::napi;
use sealwright::{UnixTime, sign};
use sealwright_bindings::Failure;

use crate::artifact::Artifact;
use crate::error::thrown;
use crate::http::{Http, transport};
use crate::local::{LocalAuthority, LocalIdentity, identity};
use crate::signing_config::SigningConfig;
use crate::signing_key::{KeyLike, shared, would_wait};
use crate::statement::Statement;
use crate::task::{Eventually, Stop, promise, waiting};
use crate::token::Token;
use crate::verifier::{Verifier, moment};

/// A statement, read or not.
pub(crate) type StatementLike<'a> = Either3<ClassInstance<'a, Statement>, Uint8Array, String>;

/// A log, a Rekor, that takes part in a signature.
#[napi(object, object_to_js = false)]
pub struct LogService {
    /// Its address.
    pub url: String,
    /// The major version of its interface, 1 or 2.
    pub version: f64,
}

/// The services that take part in a signature.
#[napi(object, object_to_js = false)]
#[derive(Default)]
pub struct ServicesOptions {
    /// The address of the certificate authority, a Fulcio; only `Signer.keyless` needs one.
    pub authority: Option<String>,
    /// The logs; each takes an entry.
    #[napi(ts_type = "ReadonlyArray<LogService>")]
    pub logs: Option<Vec<LogService>>,
    /// The whole addresses of the timestamp authorities (RFC 3161); each gives a timestamp.
    #[napi(ts_type = "ReadonlyArray<string>")]
    pub timestamp_authorities: Option<Vec<String>>,
}

/// The services that take part in a signature: who certifies, who logs, who says when.
#[napi]
pub struct Services(sign::Services);

#[napi]
impl Services {
    /// These services and no others.
    #[napi(constructor, catch_unwind)]
    pub fn new(options: Option<ServicesOptions>) -> Result<Self> {
        let ServicesOptions { authority, logs, timestamp_authorities } = options.unwrap_or_default();
        let mut services = sign::Services::new();
        if let Some(url) = authority {
            services = services.authority(url);
        }
        for log in logs.unwrap_or_default() {
            let found = [1_u32, 2].into_iter().find(|version| f64::from(*version).total_cmp(&log.version).is_eq());
            let wrong = || Failure::option("the log's version", &log.version.to_string(), "1 or 2");
            services = services.log(log.url, found.ok_or_else(|| thrown(wrong()))?);
        }
        Ok(Self(
            timestamp_authorities.unwrap_or_default().into_iter().fold(services, sign::Services::timestamp_authority),
        ))
    }

    /// Those of the config that are to be used; `now` is the clock's time unless it is given. Throws a `SigningError` with the
    /// code `sign.config` if there are too few.
    #[napi(catch_unwind, ts_args_type = "config: SigningConfig, options?: { now?: Date }")]
    pub fn from_config(config: &SigningConfig, now: Option<f64>) -> Result<Services> {
        sign::Services::from_config(&config.0, moment(now)?).map(Self).map_err(thrown)
    }
}

/// Signs artifacts and attests statements: bundles v0.3 that every Sigstore client accepts. Immutable, and made for many
/// signatures, any number of them at once: one certificate serves for all of them until it ends.
///
/// Nothing is given out before this library's own verifier has accepted it. What fails is a `SigningError`, whose code says
/// at which stage: `sign.config`, `sign.token`, `sign.certificate`, `sign.key`, `sign.timestamp`, `sign.log`, or that of the
/// check that refuses what was made; `at` is the service's address. `signal` stops the wait, not a service that has been
/// asked.
#[napi]
pub struct Signer {
    signer: Arc<sign::Signer>,
    is_called: bool,
}

#[napi]
impl Signer {
    /// Signs with a key, and asks nobody.
    #[napi(catch_unwind, ts_args_type = "key: SigningKey | PrivateKey, verifier: Verifier")]
    pub fn key(key: KeyLike<'_>, verifier: &Verifier) -> Signer {
        let (key, is_called) = shared(key);
        Self { signer: Arc::new(sign::Signer::key(key, sealwright::Verifier::clone(&verifier.0), clock)), is_called }
    }

    /// Signs as whom the token names, by keys that live for minutes: with certificates of the services' authority, logged and
    /// timestamped by the others. `http` may be `null` for the usual one. The verifier trusts the services' own root.
    ///
    /// Throws a `SigningError` with the code `sign.token` if the token could not be accepted, before it is sent anywhere.
    #[napi(catch_unwind, ts_args_type = "token: Token, services: Services, http: Http | null, verifier: Verifier")]
    pub fn keyless(
        token: &Token,
        services: &Services,
        http: Option<ClassInstance<'_, Http>>,
        verifier: &Verifier,
    ) -> Result<Signer> {
        let (http, verifier) = (transport(http)?, sealwright::Verifier::clone(&verifier.0));
        let signer = sign::Signer::keyless(token.token.clone(), services.0.clone(), http, verifier, clock);
        Ok(Self { signer: Arc::new(signer.map_err(thrown)?), is_called: false })
    }

    /// Signs by the authority of this machine, as this user of it unless another identity is given. Asks nobody.
    #[napi(catch_unwind, ts_args_type = "authority: LocalAuthority, options?: { identity?: LocalIdentity | null }")]
    pub fn local(authority: &LocalAuthority, given: Option<ClassInstance<'_, LocalIdentity>>) -> Result<Signer> {
        let signer = sign::Signer::local(Arc::clone(&authority.0), identity(given)?, clock).map_err(thrown)?;
        Ok(Self { signer: Arc::new(signer), is_called: false })
    }

    /// The same signer, and these services log and timestamp what it signs.
    #[napi(catch_unwind, ts_args_type = "services: Services, http?: Http | null")]
    pub fn witnessed(&self, services: &Services, http: Option<ClassInstance<'_, Http>>) -> Result<Signer> {
        let signer = sign::Signer::clone(&self.signer).witnessed(services.0.clone(), transport(http)?);
        Ok(Self { signer: Arc::new(signer), is_called: self.is_called })
    }

    /// By which algorithm an artifact must be hashed to be signed: `Artifact.fromPath(path, { algorithms: [this] })`.
    #[napi(getter, catch_unwind, ts_return_type = "DigestAlgorithm")]
    pub fn digest_algorithm(&self) -> &'static str {
        self.signer.digest_algorithm().name()
    }

    /// Signs an artifact: its bundle, as JSON.
    #[napi(
        catch_unwind,
        ts_args_type = "artifact: Artifact, options?: { signal?: AbortSignal }",
        ts_return_type = "Promise<string>"
    )]
    pub fn sign<'e>(
        &self,
        env: &'e Env,
        artifact: &Artifact,
        stop: Option<&Stop>,
    ) -> Result<Eventually<'e, String, String>> {
        let (signer, artifact) = (Arc::clone(&self.signer), artifact.0.clone());
        self.eventually(env, stop, move || signer.sign(&artifact).map_err(thrown))
    }

    /// The same before it returns; not with a key that a function signs with.
    #[napi(catch_unwind)]
    pub fn sign_sync(&self, artifact: &Artifact) -> Result<String> {
        match self.is_called {
            true => Err(would_wait()),
            false => self.signer.sign(&artifact.0).map_err(thrown),
        }
    }

    /// Signs a statement, in an envelope: its bundle, as JSON. Text or bytes are signed as they are, if they are a statement.
    #[napi(
        catch_unwind,
        ts_args_type = "statement: Statement | Uint8Array | string, options?: { signal?: AbortSignal }",
        ts_return_type = "Promise<string>"
    )]
    pub fn attest<'e>(
        &self,
        env: &'e Env,
        statement: StatementLike<'_>,
        stop: Option<&Stop>,
    ) -> Result<Eventually<'e, String, String>> {
        let (signer, statement) = (Arc::clone(&self.signer), unread(statement));
        self.eventually(env, stop, move || attested(&signer, &statement))
    }

    /// The same before it returns; not with a key that a function signs with.
    #[napi(catch_unwind)]
    pub fn attest_sync(
        &self,
        #[napi(ts_arg_type = "Statement | Uint8Array | string")] statement: StatementLike<'_>,
    ) -> Result<String> {
        match self.is_called {
            true => Err(would_wait()),
            false => attested(&self.signer, &unread(statement)),
        }
    }
}

impl Signer {
    fn eventually<'e>(
        &self,
        env: &'e Env,
        stop: Option<&Stop>,
        run: impl FnOnce() -> Result<String> + Send + 'static,
    ) -> Result<Eventually<'e, String, String>> {
        match self.is_called {
            true => waiting(env, stop, run, |bundle| bundle).map(Either::B),
            false => Ok(Either::A(promise(run, |bundle| bundle))),
        }
    }
}

/// A statement, or the bytes of one: nobody changes what is being signed.
pub(crate) type Unread = Either<Arc<sealwright::Statement>, Vec<u8>>;

pub(crate) fn unread(statement: StatementLike<'_>) -> Unread {
    match statement {
        Either3::A(statement) => Either::A(Arc::clone(&statement.0)),
        Either3::B(bytes) => Either::B(bytes.to_vec()),
        Either3::C(text) => Either::B(text.into_bytes()),
    }
}

fn attested(signer: &sign::Signer, statement: &Unread) -> Result<String> {
    match statement {
        Either::A(statement) => signer.attest(statement).map_err(thrown),
        Either::B(bytes) => {
            let statement = sealwright::Statement::from_payload(bytes).map_err(thrown)?;
            signer.attest(&statement).map_err(thrown)
        }
    }
}

/// The time of the clock.
fn clock() -> UnixTime {
    moment(None).unwrap_or(UnixTime::from_secs(0))
}
