//! `Timestamp`: RFC 3161.

use napi::bindgen_prelude::Buffer;
use napi::{Env, JsDate, Result};
use napi_derive::napi;

use crate::digest::Digest;
use crate::error::thrown;
use crate::value::{bytes, date};

/// A timestamp of RFC 3161, read; its signature is not verified.
#[napi]
pub struct Timestamp(pub(crate) sealwright::Timestamp);

#[napi]
impl Timestamp {
    /// Reads a timestamp response or token. Throws a `TimestampError`.
    #[napi(factory, catch_unwind)]
    pub fn from_der(#[napi(ts_arg_type = "Uint8Array")] der: &[u8]) -> Result<Self> {
        sealwright::Timestamp::from_der(der).map(Self).map_err(thrown)
    }

    /// The bytes that were read.
    #[napi(getter)]
    pub fn der(&self) -> Buffer {
        bytes(self.0.der())
    }

    /// When it says that it saw the message.
    #[napi(getter, ts_return_type = "Date")]
    pub fn time<'e>(&self, env: &'e Env) -> Result<JsDate<'e>> {
        date(env, self.0.time())
    }

    /// The digest of what was stamped.
    #[napi(getter)]
    pub fn imprint(&self) -> Digest {
        Digest(self.0.imprint())
    }

    /// The authority's policy, as a dotted object identifier.
    #[napi(getter)]
    pub fn policy(&self) -> String {
        self.0.policy()
    }

    /// The serial number, big-endian.
    #[napi(getter)]
    pub fn serial(&self) -> Buffer {
        bytes(self.0.serial())
    }

    /// The nonce of the request, if it had one.
    #[napi(getter, ts_return_type = "Buffer | null")]
    pub fn nonce(&self) -> Option<Buffer> {
        self.0.nonce().map(bytes)
    }

    /// The certificates that came with it, in DER; nothing in them is trusted.
    #[napi(getter)]
    pub fn embedded_certificates(&self) -> Vec<Buffer> {
        self.0.embedded_certificates().map(bytes).collect()
    }
}
