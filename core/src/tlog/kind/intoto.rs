//! `intoto` 0.0.2 (sigstore/rekor: pkg/types/intoto/v0.0.2).

use std::borrow::Cow;

use serde::Deserialize;

use super::super::error::EntryError;
use super::dsse::sha256;
use super::hashedrekord::{Hash, bytes};
use super::{EntryKind, EntryVerifier, Fields, present};
use crate::digest::Digest;
use crate::dsse::Envelope;
use crate::encoding::base64;

/// A log entry about an envelope, as Rekor had them before `dsse`.
#[derive(Clone, Debug)]
pub struct IntotoEntry {
    payload_type: Box<str>,
    payload: Option<Vec<u8>>,
    payload_hash: Digest,
    envelope_hash: Digest,
    signature: Vec<u8>,
    verifier: EntryVerifier,
}

impl IntotoEntry {
    /// What the envelope says that its payload is.
    pub fn payload_type(&self) -> &str {
        &self.payload_type
    }

    /// The digest of the envelope's payload.
    pub fn payload_hash(&self) -> Digest {
        self.payload_hash
    }

    /// The digest of the envelope as the log was given it; for why nobody checks it see `DsseEntry`.
    pub fn envelope_hash(&self) -> Digest {
        self.envelope_hash
    }

    /// The envelope's signature.
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// The certificate or key that verifies it.
    pub fn verifier(&self) -> &EntryVerifier {
        &self.verifier
    }

    pub(super) fn matches_content(&self, envelope: &Envelope) -> Result<(), EntryError> {
        if *self.payload_type != *envelope.payload_type() {
            let short = |text| EntryError::short(text);
            return Err(EntryError::mismatch(PAYLOAD_TYPE, short(envelope.payload_type()), short(&self.payload_type)));
        }
        let algorithm = self.payload_hash.algorithm();
        let expected = algorithm.digest(envelope.payload());
        EntryError::same_digest("spec.content.payloadHash.value", expected, self.payload_hash)?;
        match &self.payload {
            Some(logged) if logged != envelope.payload() => {
                let found = algorithm.digest(logged);
                EntryError::same_digest("spec.content.envelope.payload", expected, found)
            }
            _ => Ok(()),
        }
    }
}

const PAYLOAD_TYPE: &str = "spec.content.envelope.payloadType";

pub(super) const FIELDS: Fields = Fields {
    signature: "spec.content.envelope.signatures[0].sig",
    verifier: "spec.content.envelope.signatures[0].publicKey",
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec<'a> {
    #[serde(borrow)]
    content: Content<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Content<'a> {
    #[serde(borrow)]
    envelope: LoggedEnvelope<'a>,
    #[serde(borrow)]
    hash: Hash<'a>,
    #[serde(borrow)]
    payload_hash: Hash<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct LoggedEnvelope<'a> {
    #[serde(default, borrow, deserialize_with = "present")]
    payload: Option<&'a str>,
    #[serde(borrow)]
    payload_type: Cow<'a, str>,
    #[serde(borrow)]
    signatures: [Signature<'a>; 1],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Signature<'a> {
    // Unsigned, and nothing is looked up by it.
    #[serde(default, borrow, rename = "keyid", deserialize_with = "present")]
    _key_id: Option<&'a str>,
    #[serde(rename = "publicKey")]
    public_key: &'a str,
    sig: &'a str,
}

pub(super) fn parse(json: &str) -> Result<IntotoEntry, EntryError> {
    let Spec { content } = super::read(json, EntryKind::Intoto)?;
    let [signed] = content.envelope.signatures;
    if content.envelope.payload_type.is_empty() {
        return Err(EntryError::Field { field: PAYLOAD_TYPE, what: "empty" });
    }
    Ok(IntotoEntry {
        payload_type: content.envelope.payload_type.into(),
        payload: content.envelope.payload.map(|text| twice("spec.content.envelope.payload", text)).transpose()?,
        payload_hash: sha256(&content.payload_hash, "spec.content.payloadHash")?,
        envelope_hash: sha256(&content.hash, "spec.content.hash")?,
        signature: bytes(FIELDS.signature, &inner(FIELDS.signature, signed.sig)?)?,
        verifier: EntryVerifier::from_base64_pem(FIELDS.verifier, signed.public_key)?,
    })
}

/// Version 0.0.2 took the envelope's base64 text for the bytes, and put base64 around it once more.
fn twice(field: &'static str, text: &str) -> Result<Vec<u8>, EntryError> {
    base64::decode(&inner(field, text)?).map_err(|_| EntryError::Field { field, what: "not strict base64 of base64" })
}

fn inner(field: &'static str, text: &str) -> Result<String, EntryError> {
    let bytes = base64::decode(text).map_err(|_| EntryError::Field { field, what: "not strict base64" })?;
    String::from_utf8(bytes).map_err(|_| EntryError::Field { field, what: "not the base64 of base64" })
}
