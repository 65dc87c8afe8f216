//! Which services sign: `SigningConfig`, its `Service`s, and `TrustConfig`.

use napi::Result;
use napi::bindgen_prelude::{Either, Uint8Array};
use napi_derive::napi;

use crate::error::thrown;
use crate::time::Validity;
use crate::trust::TrustRoot;
use crate::verifier::moment;

/// JSON as bytes or text.
type Json = Either<Uint8Array, String>;

/// One service: where it is, and what it speaks.
#[napi]
pub struct Service(sealwright::Service);

#[napi]
impl Service {
    /// Its address.
    #[napi(getter, catch_unwind)]
    pub fn url(&self) -> &str {
        &self.0.url
    }

    /// The major version of its interface.
    #[napi(getter, catch_unwind)]
    pub fn version(&self) -> u32 {
        self.0.version
    }

    /// Who runs it. Services of one operator count as one.
    #[napi(getter, catch_unwind)]
    pub fn operator(&self) -> &str {
        &self.0.operator
    }

    /// When it may be used.
    #[napi(getter, catch_unwind)]
    pub fn validity(&self) -> Validity {
        Validity(self.0.validity)
    }
}

/// Which services of an instance sign, and how many of them are to be used (protobuf-specs, SigningConfig v0.2).
///
/// `now` is the clock's time unless it is given. What finds no service throws a `TrustError`.
#[napi]
pub struct SigningConfig(pub(crate) sealwright::SigningConfig);

#[napi]
impl SigningConfig {
    /// The services of the public instance, as they were embedded in this release.
    #[napi(factory, catch_unwind)]
    pub fn sigstore() -> Result<Self> {
        sealwright::SigningConfig::sigstore().map(Self).map_err(thrown)
    }

    /// Reads a signing config of version 0.2, at most 1 MiB. Throws a `TrustError`.
    #[napi(factory, catch_unwind)]
    pub fn from_json(#[napi(ts_arg_type = "Uint8Array | string")] json: Json) -> Result<Self> {
        sealwright::SigningConfig::from_json(bytes(&json)).map(Self).map_err(thrown)
    }

    /// The certificate authority to ask.
    #[napi(catch_unwind, ts_args_type = "options?: { now?: Date }")]
    pub fn authority(&self, now: Option<f64>) -> Result<Service> {
        self.0.authority(moment(now)?).cloned().map(Service).map_err(thrown)
    }

    /// The issuer of identity tokens to ask.
    #[napi(catch_unwind, ts_args_type = "options?: { now?: Date }")]
    pub fn issuer(&self, now: Option<f64>) -> Result<Service> {
        self.0.issuer(moment(now)?).cloned().map(Service).map_err(thrown)
    }

    /// The logs to log in: as many as the config says, each of another operator, the newest version first.
    #[napi(catch_unwind, ts_args_type = "options?: { now?: Date }")]
    pub fn logs(&self, now: Option<f64>) -> Result<Vec<Service>> {
        self.0.logs(moment(now)?).map(owned).map_err(thrown)
    }

    /// The timestamp authorities to ask; none if the config names none.
    #[napi(catch_unwind, ts_args_type = "options?: { now?: Date }")]
    pub fn timestamp_authorities(&self, now: Option<f64>) -> Result<Vec<Service>> {
        self.0.timestamp_authorities(moment(now)?).map(owned).map_err(thrown)
    }
}

/// A trusted root and the signing config that goes with it (protobuf-specs, ClientTrustConfig v0.1).
#[napi]
pub struct TrustConfig(sealwright::TrustConfig);

#[napi]
impl TrustConfig {
    /// Reads a client trust config of version 0.1, at most 6 MiB. Throws a `TrustError`.
    #[napi(factory, catch_unwind)]
    pub fn from_json(#[napi(ts_arg_type = "Uint8Array | string")] json: Json) -> Result<Self> {
        sealwright::TrustConfig::from_json(bytes(&json)).map(Self).map_err(thrown)
    }

    /// Whom to believe.
    #[napi(getter, catch_unwind)]
    pub fn root(&self) -> TrustRoot {
        TrustRoot(self.0.root.clone())
    }

    /// Who signs.
    #[napi(getter, catch_unwind)]
    pub fn signing(&self) -> SigningConfig {
        SigningConfig(self.0.signing.clone())
    }
}

fn bytes(json: &Json) -> &[u8] {
    match json {
        Either::A(bytes) => bytes,
        Either::B(text) => text.as_bytes(),
    }
}

fn owned(services: Vec<&sealwright::Service>) -> Vec<Service> {
    services.into_iter().cloned().map(Service).collect()
}
