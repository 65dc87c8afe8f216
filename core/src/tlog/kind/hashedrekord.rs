//! `hashedrekord` 0.0.1 (sigstore/rekor: pkg/types/hashedrekord/v0.0.1), and the model of both its versions.

use serde::Deserialize;

use super::super::Signed;
use super::super::error::EntryError;
use super::{EntryKind, EntryVerifier, Fields};
use crate::crypto::{KeyDetails, KeyKind};
use crate::digest::{Digest, DigestAlgorithm};
use crate::encoding::base64;

/// A log entry about a signature over a digest.
#[derive(Clone, Debug)]
pub struct HashedRekordEntry {
    pub(super) kind: EntryKind,
    pub(super) digest: Digest,
    pub(super) signature: Vec<u8>,
    pub(super) verifier: EntryVerifier,
    /// What Rekor v2 says of the key.
    pub(super) key_details: Option<KeyDetails>,
}

impl HashedRekordEntry {
    /// The digest that was signed: of the artifact, or of an envelope's PAE.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The signature.
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// The certificate or key that verifies it.
    pub fn verifier(&self) -> &EntryVerifier {
        &self.verifier
    }

    pub(super) fn kind(&self) -> EntryKind {
        self.kind
    }

    /// Checks that what the entry says of the signer's key is so.
    pub(super) fn matches_key(&self, kind: KeyKind) -> Result<(), EntryError> {
        match self.key_details {
            Some(details) if !details.fits(kind) => {
                Err(EntryError::mismatch(super::hashedrekord_v2::KEY_DETAILS, kind.to_string(), details.kind))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn matches_content(&self, signed: Signed<'_>) -> Result<(), EntryError> {
        let expected = match signed {
            Signed::Message { digest } => *digest,
            // Sigstore Rekor v2 spec §6.1.4: the entry's digest is one of the PAE.
            Signed::Envelope { envelope } if self.kind == EntryKind::HashedRekordV2 => {
                envelope.pae_digest(self.digest.algorithm())
            }
            // Rekor v1 has kinds of its own for envelopes, and no client logs them otherwise.
            Signed::Envelope { .. } => {
                return Err(EntryError::Content { kind: self.kind, content: "an envelope" });
            }
        };
        let field = if self.kind.is_rekor_v2() { "spec.hashedRekordV002.data.digest" } else { "spec.data.hash.value" };
        EntryError::same_digest(field, expected, self.digest)
    }
}

pub(super) const FIELDS: Fields =
    Fields { signature: "spec.signature.content", verifier: "spec.signature.publicKey.content" };

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec<'a> {
    #[serde(borrow)]
    data: Data<'a>,
    #[serde(borrow)]
    signature: Signature<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data<'a> {
    #[serde(borrow)]
    hash: Hash<'a>,
}

/// A digest as Rekor v1 writes it: a name and hexadecimal digits.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Hash<'a> {
    algorithm: &'a str,
    value: &'a str,
}

impl Hash<'_> {
    pub(super) fn digest(&self, field: &'static str) -> Result<Digest, EntryError> {
        let wrong = |what| EntryError::Field { field, what };
        let algorithm = DigestAlgorithm::from_name(self.algorithm);
        let algorithm = algorithm.ok_or(wrong("the algorithm is not sha256, sha384 or sha512"))?;
        Digest::from_hex(algorithm, self.value).ok_or(wrong("not hexadecimal digits of the algorithm's length"))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Signature<'a> {
    content: &'a str,
    #[serde(borrow)]
    public_key: PublicKey<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PublicKey<'a> {
    content: &'a str,
}

pub(super) fn parse(json: &str) -> Result<HashedRekordEntry, EntryError> {
    let kind = EntryKind::HashedRekordV1;
    let spec: Spec<'_> = super::read(json, kind)?;
    Ok(HashedRekordEntry {
        kind,
        digest: spec.data.hash.digest("spec.data.hash")?,
        signature: bytes(FIELDS.signature, spec.signature.content)?,
        verifier: EntryVerifier::from_base64_pem(FIELDS.verifier, spec.signature.public_key.content)?,
        key_details: None,
    })
}

/// Bytes in base64; without any there is nothing.
pub(super) fn bytes(field: &'static str, text: &str) -> Result<Vec<u8>, EntryError> {
    let bytes = base64::decode(text).map_err(|_| EntryError::Field { field, what: "not strict base64" })?;
    if bytes.is_empty() { Err(EntryError::Field { field, what: "empty" }) } else { Ok(bytes) }
}
