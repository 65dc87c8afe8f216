//! `DenyRule`: what is refused, however well it is signed.

use napi::Result;
use napi_derive::napi;

use crate::error::thrown;
use crate::policy::duration;
use crate::time::Validity;
use crate::value::{self, DigestLike, Number, fingerprint, log_id, whole};

/// What a policy refuses all the same; each rule says why, for whoever meets it.
#[napi]
pub struct DenyRule(pub(crate) sealwright::DenyRule);

#[napi]
impl DenyRule {
    /// The certificate with this serial number, big-endian.
    #[napi(factory, catch_unwind)]
    pub fn certificate_serial(#[napi(ts_arg_type = "Uint8Array")] serial: &[u8], reason: String) -> Self {
        Self(sealwright::DenyRule::certificate_serial(serial, reason))
    }

    /// The certificate with this SHA-256, in hexadecimal.
    #[napi(factory, catch_unwind)]
    pub fn certificate(fingerprint_: String, reason: String) -> Result<Self> {
        Ok(Self(sealwright::DenyRule::certificate(fingerprint(&fingerprint_)?, reason)))
    }

    /// The key with this SHA-256 of its SubjectPublicKeyInfo, in hexadecimal.
    #[napi(factory, catch_unwind)]
    pub fn key(fingerprint_: String, reason: String) -> Result<Self> {
        Ok(Self(sealwright::DenyRule::key(fingerprint(&fingerprint_)?, reason)))
    }

    /// Every signer whose name matches the glob, in either case; of one issuer if that is named. Throws a `PolicyError`.
    #[napi(factory, catch_unwind)]
    pub fn identity(glob: String, issuer: Option<String>, reason: String) -> Result<Self> {
        sealwright::DenyRule::identity(&glob, issuer.as_deref(), reason).map(Self).map_err(thrown)
    }

    /// The build run of this URI, and what lies below it.
    #[napi(factory, catch_unwind)]
    pub fn run(uri: String, reason: String) -> Self {
        Self(sealwright::DenyRule::run(uri, reason))
    }

    /// The entries of a log from `first` to `last`, both included; the log by its identifier in base64.
    #[napi(factory, catch_unwind)]
    pub fn log_entries(
        log: String,
        #[napi(ts_arg_type = "number | bigint")] first: Number,
        #[napi(ts_arg_type = "number | bigint")] last: Number,
        reason: String,
    ) -> Result<Self> {
        let indices = whole("the first index", first)?..=whole("the last index", last)?;
        Ok(Self(sealwright::DenyRule::log_entries(log_id(&log)?.0, indices, reason)))
    }

    /// Signatures made in this window; also those of which nobody knows when.
    #[napi(factory, catch_unwind)]
    pub fn signed_in(window: &Validity, reason: String) -> Self {
        Self(sealwright::DenyRule::signed_in(window.0, reason))
    }

    /// Signatures older than this many seconds; also those of which nobody knows when.
    #[napi(factory, catch_unwind)]
    pub fn older_than(seconds: f64, reason: String) -> Result<Self> {
        Ok(Self(sealwright::DenyRule::older_than(duration(seconds)?, reason)))
    }

    /// The artifact with this digest.
    #[napi(factory, catch_unwind)]
    pub fn artifact(#[napi(ts_arg_type = "Digest | string")] digest: DigestLike<'_>, reason: String) -> Result<Self> {
        Ok(Self(sealwright::DenyRule::artifact(value::digest(digest)?, reason)))
    }

    /// Why it is denied.
    #[napi(getter)]
    pub fn reason(&self) -> &str {
        self.0.reason()
    }
}
