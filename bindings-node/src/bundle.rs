//! `Bundle`, and what is in one.

use std::sync::Arc;

use napi::Result;
use napi::bindgen_prelude::{Buffer, Either, Uint8Array};
use napi_derive::napi;
use sealwright::{BundleContent, Material as CoreMaterial};

use crate::certificate::Certificate;
use crate::digest::Digest;
use crate::entry::LogEntry;
use crate::envelope::Envelope;
use crate::error::thrown;
use crate::timestamp::Timestamp;
use crate::value::bytes;

/// The evidence, checked for shape, limits and contradictions; nothing in it is believed yet.
#[napi]
pub struct Bundle(pub(crate) Arc<sealwright::Bundle>);

#[napi]
impl Bundle {
    /// Reads a Sigstore bundle of version 0.1, 0.2 or 0.3, at most 16 MiB. Throws a `BundleError`.
    #[napi(factory, catch_unwind)]
    pub fn from_json(#[napi(ts_arg_type = "Uint8Array | string")] json: Either<Uint8Array, String>) -> Result<Self> {
        let read = match &json {
            Either::A(bytes) => sealwright::Bundle::from_json(bytes),
            Either::B(text) => sealwright::Bundle::from_json(text.as_bytes()),
        };
        read.map(Arc::new).map(Self).map_err(thrown)
    }

    /// Reads a file of JSON lines, each of them a bundle; empty lines are skipped. Throws a `BundleError` that names the
    /// first line that is none.
    #[napi(catch_unwind)]
    pub fn from_json_lines(
        #[napi(ts_arg_type = "Uint8Array | string")] lines: Either<Uint8Array, String>,
    ) -> Result<Vec<Bundle>> {
        let lines: &[u8] = match &lines {
            Either::A(bytes) => bytes,
            Either::B(text) => text.as_bytes(),
        };
        sealwright::Bundle::from_json_lines(lines).map(|read| read.map(Arc::new).map(Self).map_err(thrown)).collect()
    }

    /// The version of its format; `assembled` is never a bundle file: put together of what evidence of another kind holds.
    #[napi(getter, catch_unwind, ts_return_type = "BundleVersion")]
    pub fn version(&self) -> String {
        self.0.version().to_string()
    }

    /// Who signed, by their own account.
    #[napi(getter, catch_unwind)]
    pub fn material(&self) -> Material {
        Material(Arc::clone(&self.0))
    }

    /// What was signed: an artifact itself, or an envelope.
    #[napi(getter, catch_unwind, ts_return_type = "MessageSignature | Envelope")]
    pub fn content(&self) -> Either<MessageSignature, Envelope> {
        match self.0.content() {
            BundleContent::Message { digest, signature } => {
                Either::A(MessageSignature { digest: *digest, signature: signature.clone() })
            }
            BundleContent::Envelope(envelope) => Either::B(Envelope(envelope.clone())),
        }
    }

    /// The entries of transparency logs.
    #[napi(getter, catch_unwind)]
    pub fn log_entries(&self) -> Vec<LogEntry> {
        self.0.log_entries().iter().cloned().map(LogEntry).collect()
    }

    /// The timestamps of RFC 3161.
    #[napi(getter, catch_unwind)]
    pub fn timestamps(&self) -> Vec<Timestamp> {
        self.0.timestamps().iter().cloned().map(Timestamp).collect()
    }

    /// The signature, of the message or of the envelope.
    #[napi(getter, catch_unwind)]
    pub fn signature(&self) -> Buffer {
        bytes(self.0.signature())
    }

    /// The digests that the bundle speaks of, so that a large artifact is read once.
    #[napi(getter, catch_unwind, ts_return_type = "Array<DigestAlgorithm>")]
    pub fn digest_algorithms(&self) -> Vec<&'static str> {
        self.0.digest_algorithms().iter().map(sealwright::DigestAlgorithm::name).collect()
    }
}

/// Who signed a bundle, by their own account.
#[napi]
pub struct Material(Arc<sealwright::Bundle>);

#[napi]
impl Material {
    /// The signing certificate; `null` if a key without one signed.
    #[napi(getter, catch_unwind, ts_return_type = "Certificate | null")]
    pub fn certificate(&self) -> Option<Certificate> {
        match self.0.material() {
            CoreMaterial::Certificate { leaf, .. } => Some(Certificate(leaf.clone())),
            CoreMaterial::PublicKey { .. } => None,
        }
    }

    /// The certificates that came with it; nothing in them is trusted.
    #[napi(getter, catch_unwind)]
    pub fn chain(&self) -> Vec<Certificate> {
        match self.0.material() {
            CoreMaterial::Certificate { chain, .. } => chain.iter().cloned().map(Certificate).collect(),
            CoreMaterial::PublicKey { .. } => Vec::new(),
        }
    }

    /// The name of the key that signed, if it has one.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn key_hint(&self) -> Option<&str> {
        match self.0.material() {
            CoreMaterial::Certificate { .. } => None,
            CoreMaterial::PublicKey { hint } => hint.as_deref(),
        }
    }
}

/// A signature over an artifact itself.
#[napi]
pub struct MessageSignature {
    digest: Option<sealwright::Digest>,
    signature: Vec<u8>,
}

#[napi]
impl MessageSignature {
    /// The artifact's digest as the bundle has it: a hint, which the verifier compares.
    #[napi(getter, catch_unwind, ts_return_type = "Digest | null")]
    pub fn digest(&self) -> Option<Digest> {
        self.digest.map(Digest)
    }

    /// The signature.
    #[napi(getter, catch_unwind)]
    pub fn signature(&self) -> Buffer {
        bytes(&self.signature)
    }
}
