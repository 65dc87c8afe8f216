//! `Envelope`: DSSE.

use napi::Result;
use napi::bindgen_prelude::{Buffer, Either, Uint8Array};
use napi_derive::napi;

use crate::error::thrown;
use crate::value::bytes;

/// A DSSE envelope; its signatures are not verified.
#[napi]
pub struct Envelope(pub(crate) sealwright::Envelope);

#[napi]
impl Envelope {
    /// Reads an envelope. Throws a `BundleError`.
    #[napi(factory, catch_unwind)]
    pub fn from_json(#[napi(ts_arg_type = "Uint8Array | string")] json: Either<Uint8Array, String>) -> Result<Self> {
        let read = match &json {
            Either::A(bytes) => sealwright::Envelope::from_json(bytes),
            Either::B(text) => sealwright::Envelope::from_json(text.as_bytes()),
        };
        read.map(Self).map_err(thrown)
    }

    /// The media type of the payload.
    #[napi(getter)]
    pub fn payload_type(&self) -> &str {
        self.0.payload_type()
    }

    /// The payload, decoded.
    #[napi(getter)]
    pub fn payload(&self) -> Buffer {
        bytes(self.0.payload())
    }

    /// The signatures.
    #[napi(getter)]
    pub fn signatures(&self) -> Vec<EnvelopeSignature> {
        self.0.signatures().iter().cloned().map(EnvelopeSignature).collect()
    }

    /// The bytes that are signed: DSSE's pre-authentication encoding.
    #[napi(catch_unwind)]
    pub fn pae(&self) -> Buffer {
        Buffer::from(self.0.pae())
    }
}

/// One signature of an envelope.
#[napi]
pub struct EnvelopeSignature(sealwright::EnvelopeSignature);

#[napi]
impl EnvelopeSignature {
    /// The name of its key, if it has one. It helps to find the key and decides nothing.
    #[napi(getter, ts_return_type = "string | null")]
    pub fn key_id(&self) -> Option<&str> {
        self.0.key_id()
    }

    /// The signature.
    #[napi(getter)]
    pub fn signature(&self) -> Buffer {
        bytes(self.0.signature())
    }
}
