//! `dsse` 0.0.1 (sigstore/rekor: pkg/types/dsse/v0.0.1).

use serde::Deserialize;

use super::super::error::EntryError;
use super::hashedrekord::{Hash, bytes};
use super::{EntryKind, EntryVerifier, Fields};
use crate::digest::{Digest, DigestAlgorithm};
use crate::dsse::Envelope;

/// A log entry about an envelope.
#[derive(Clone, Debug)]
pub struct DsseEntry {
    payload_hash: Digest,
    envelope_hash: Digest,
    signature: Vec<u8>,
    verifier: EntryVerifier,
}

impl DsseEntry {
    /// The digest of the envelope's payload.
    pub fn payload_hash(&self) -> Digest {
        self.payload_hash
    }

    /// The digest of the envelope as the log was given it.
    ///
    /// It binds nothing in a bundle, and nobody checks it (sigstore-go and sigstore-python do not either): an envelope
    /// has many JSON texts, and the bundle does not keep the one that was hashed. All that is signed in the envelope
    /// is bound by [`DsseEntry::payload_hash`] and the signature, which covers the payload type too.
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
        let expected = self.payload_hash.algorithm().digest(envelope.payload());
        EntryError::same_digest("spec.payloadHash.value", expected, self.payload_hash)
    }
}

pub(super) const FIELDS: Fields =
    Fields { signature: "spec.signatures[0].signature", verifier: "spec.signatures[0].verifier" };

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Spec<'a> {
    #[serde(borrow)]
    envelope_hash: Hash<'a>,
    #[serde(borrow)]
    payload_hash: Hash<'a>,
    // A bundle has one signature, and so has its entry; more or fewer are no entry of a bundle.
    #[serde(borrow)]
    signatures: [Signature<'a>; 1],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Signature<'a> {
    signature: &'a str,
    verifier: &'a str,
}

pub(super) fn parse(json: &str) -> Result<DsseEntry, EntryError> {
    let spec: Spec<'_> = super::read(json, EntryKind::Dsse)?;
    let [signed] = spec.signatures;
    Ok(DsseEntry {
        payload_hash: sha256(&spec.payload_hash, "spec.payloadHash")?,
        envelope_hash: sha256(&spec.envelope_hash, "spec.envelopeHash")?,
        signature: bytes(FIELDS.signature, signed.signature)?,
        verifier: EntryVerifier::from_base64_pem(FIELDS.verifier, signed.verifier)?,
    })
}

/// Rekor v1 hashes envelopes and payloads with SHA-256 and nothing else (dsse_v0_0_1_schema.json, intoto likewise).
pub(super) fn sha256(hash: &Hash<'_>, field: &'static str) -> Result<Digest, EntryError> {
    let digest = hash.digest(field)?;
    if digest.algorithm() == DigestAlgorithm::Sha256 {
        return Ok(digest);
    }
    Err(EntryError::Field { field, what: "the algorithm is not sha256" })
}
