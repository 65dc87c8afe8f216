//! `intoto` 0.0.1 (sigstore/rekor: pkg/types/intoto/v0.0.1).

use serde::Deserialize;

use super::super::error::EntryError;
use super::dsse::sha256;
use super::hashedrekord::Hash;
use super::{EntryKind, EntryVerifier, Fields};
use crate::digest::Digest;
use crate::dsse::Envelope;

/// A log entry about an envelope, as Rekor had them first: by the digest of the envelope's own JSON text, which is where
/// the signature stands.
///
/// Cosign attached such entries to images before its version 2. A bundle keeps no text of its envelope, so no such entry
/// is about one.
#[derive(Clone, Debug)]
pub struct IntotoV001Entry {
    envelope_hash: Digest,
    payload_hash: Digest,
    verifier: EntryVerifier,
}

impl IntotoV001Entry {
    /// The digest of the envelope's JSON text, byte for byte.
    pub fn envelope_hash(&self) -> Digest {
        self.envelope_hash
    }

    /// The digest of the envelope's payload.
    pub fn payload_hash(&self) -> Digest {
        self.payload_hash
    }

    /// The certificate or key that verifies it.
    pub fn verifier(&self) -> &EntryVerifier {
        &self.verifier
    }

    pub(super) fn matches_content(&self, envelope: &Envelope) -> Result<(), EntryError> {
        let nowhere = EntryError::Content { kind: EntryKind::IntotoV001, content: "an envelope inside a bundle" };
        EntryError::same_digest(ENVELOPE_HASH, envelope.source().ok_or(nowhere)?, self.envelope_hash)?;
        let expected = self.payload_hash.algorithm().digest(envelope.payload());
        EntryError::same_digest("spec.content.payloadHash.value", expected, self.payload_hash)
    }
}

const ENVELOPE_HASH: &str = "spec.content.hash.value";

pub(super) const FIELDS: Fields = Fields { signature: ENVELOPE_HASH, verifier: "spec.publicKey" };

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Spec<'a> {
    #[serde(borrow)]
    content: Content<'a>,
    public_key: &'a str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Content<'a> {
    #[serde(borrow)]
    hash: Hash<'a>,
    // The schema lets both digests be absent, for Rekor computes them; the body that it logs has both.
    #[serde(borrow)]
    payload_hash: Hash<'a>,
}

pub(super) fn parse(json: &str) -> Result<IntotoV001Entry, EntryError> {
    let Spec { content, public_key } = super::read(json, EntryKind::IntotoV001)?;
    Ok(IntotoV001Entry {
        envelope_hash: sha256(&content.hash, "spec.content.hash")?,
        payload_hash: sha256(&content.payload_hash, "spec.content.payloadHash")?,
        verifier: EntryVerifier::from_base64_pem(FIELDS.verifier, public_key)?,
    })
}
