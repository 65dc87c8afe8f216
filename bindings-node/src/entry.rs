//! `LogEntry` and `EntryBody`.

use napi::bindgen_prelude::{Buffer, Either, Uint8Array};
use napi::{Env, JsDate, Result};
use napi_derive::napi;
use sealwright::{EntryBody as CoreBody, EntryVerifier};
use sealwright_bindings::entry_kind;

use crate::certificate::Certificate;
use crate::digest::Digest;
use crate::error::{thrown, wrong_type};
use crate::key::PublicKey;
use crate::merkle::InclusionProof;
use crate::value::{bytes, maybe_date, number};

/// An entry of a transparency log as a bundle has it; nothing in it is verified.
#[napi]
pub struct LogEntry(pub(crate) sealwright::LogEntry);

#[napi]
impl LogEntry {
    /// The entry's index in the log.
    #[napi(getter, catch_unwind)]
    pub fn index(&self) -> f64 {
        number(self.0.index())
    }

    /// The log, base64 as trusted roots have it.
    #[napi(getter, catch_unwind)]
    pub fn log_id(&self) -> String {
        self.0.log_id().to_string()
    }

    /// The kind of entry.
    #[napi(getter, catch_unwind, ts_return_type = "EntryKind")]
    pub fn kind(&self) -> String {
        self.0.kind().to_string()
    }

    /// What the entry says.
    #[napi(getter, catch_unwind)]
    pub fn body(&self) -> EntryBody {
        EntryBody(self.0.body().clone())
    }

    /// The entry as the log has it: what its leaf hash is taken of.
    #[napi(getter, catch_unwind)]
    pub fn canonical_body(&self) -> Buffer {
        bytes(self.0.canonical_body())
    }

    /// When the log took the entry, by the bundle's account.
    #[napi(getter, catch_unwind, ts_return_type = "Date | null")]
    pub fn claimed_time<'e>(&self, env: &'e Env) -> Result<Option<JsDate<'e>>> {
        maybe_date(env, self.0.claimed_time())
    }

    /// The log's promise (SET), if there is one.
    #[napi(getter, catch_unwind, ts_return_type = "Buffer | null")]
    pub fn promise(&self) -> Option<Buffer> {
        self.0.promise().map(bytes)
    }

    /// The inclusion proof, if there is one.
    #[napi(getter, catch_unwind, ts_return_type = "InclusionProof | null")]
    pub fn proof(&self) -> Option<InclusionProof> {
        self.0.proof().cloned().map(InclusionProof)
    }

    /// The digest of what was signed, if the entry has it.
    #[napi(getter, catch_unwind, ts_return_type = "Digest | null")]
    pub fn signed_digest(&self) -> Option<Digest> {
        self.0.signed_digest().map(Digest)
    }
}

/// What a log entry says: `hashedrekord`, `dsse` or `intoto`. What its kind does not have is `null`.
#[napi]
pub struct EntryBody(sealwright::EntryBody);

#[napi]
impl EntryBody {
    /// Reads the body of an entry of this kind. Throws a `LogError`.
    #[napi(factory, catch_unwind)]
    pub fn parse(
        #[napi(ts_arg_type = "EntryKind")] kind: String,
        #[napi(ts_arg_type = "Uint8Array | string")] body: Either<Uint8Array, String>,
    ) -> Result<Self> {
        let kind = entry_kind(&kind).map_err(thrown)?;
        let read = match &body {
            Either::A(bytes) => sealwright::EntryBody::parse(kind, bytes),
            Either::B(text) => sealwright::EntryBody::parse(kind, text.as_bytes()),
        };
        read.map(Self).map_err(thrown)
    }

    /// The kind of entry.
    #[napi(getter, catch_unwind, ts_return_type = "EntryKind")]
    pub fn kind(&self) -> String {
        self.0.kind().to_string()
    }

    /// The digest of what was signed; of `hashedrekord`.
    #[napi(getter, catch_unwind, ts_return_type = "Digest | null")]
    pub fn digest(&self) -> Option<Digest> {
        match &self.0 {
            CoreBody::HashedRekord(entry) => Some(Digest(entry.digest())),
            _ => None,
        }
    }

    /// The digest of the payload; of `dsse` and `intoto`.
    #[napi(getter, catch_unwind, ts_return_type = "Digest | null")]
    pub fn payload_hash(&self) -> Option<Digest> {
        match &self.0 {
            CoreBody::Dsse(entry) => Some(Digest(entry.payload_hash())),
            CoreBody::Intoto(entry) => Some(Digest(entry.payload_hash())),
            CoreBody::IntotoV001(entry) => Some(Digest(entry.payload_hash())),
            _ => None,
        }
    }

    /// The digest of the envelope; of `dsse` and `intoto`.
    #[napi(getter, catch_unwind, ts_return_type = "Digest | null")]
    pub fn envelope_hash(&self) -> Option<Digest> {
        match &self.0 {
            CoreBody::Dsse(entry) => Some(Digest(entry.envelope_hash())),
            CoreBody::Intoto(entry) => Some(Digest(entry.envelope_hash())),
            CoreBody::IntotoV001(entry) => Some(Digest(entry.envelope_hash())),
            _ => None,
        }
    }

    /// The media type of the payload; of `intoto`.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn payload_type(&self) -> Option<&str> {
        match &self.0 {
            CoreBody::Intoto(entry) => Some(entry.payload_type()),
            _ => None,
        }
    }

    /// The signature; null for `intoto/0.0.1`, which names it by the digest of its envelope.
    #[napi(getter, catch_unwind, ts_return_type = "Buffer | null")]
    pub fn signature(&self) -> Option<Buffer> {
        self.0.signature().map(bytes)
    }

    /// Whom the log had verify the signature. Throws a `CertificateError` or a `PublicKeyError` if it is neither.
    #[napi(getter, catch_unwind, ts_return_type = "Certificate | PublicKey")]
    pub fn verifier(&self) -> Result<Either<Certificate, PublicKey>> {
        match self.0.verifier() {
            EntryVerifier::Certificate(der) => {
                let read = sealwright::Certificate::from_der(der.as_slice()).map(Certificate);
                read.map(Either::A).map_err(thrown)
            }
            EntryVerifier::Key(spki) => {
                let read = sealwright::PublicKey::from_spki_der(spki.as_slice()).map(PublicKey);
                read.map(Either::B).map_err(thrown)
            }
            _ => Err(wrong_type("the entry has neither a certificate nor a key")),
        }
    }
}
