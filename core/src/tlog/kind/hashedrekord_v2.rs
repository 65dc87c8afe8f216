//! `hashedrekord` 0.0.2 (sigstore/rekor-tiles: api/proto/rekor/v2/hashedrekord.proto), in protobuf JSON.

use serde::Deserialize;

use super::super::error::EntryError;
use super::hashedrekord::{HashedRekordEntry, bytes};
use super::{EntryKind, EntryVerifier, Fields, present};
use crate::crypto::{HASH_ALGORITHMS, KeyDetails, PUBLIC_KEY_DETAILS};
use crate::digest::Digest;
use crate::encoding::base64;

pub(super) const FIELDS: Fields = Fields {
    signature: "spec.hashedRekordV002.signature.content",
    verifier: "spec.hashedRekordV002.signature.verifier",
};

const DIGEST: &str = "spec.hashedRekordV002.data";
pub(super) const KEY_DETAILS: &str = "spec.hashedRekordV002.signature.verifier.keyDetails";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec<'a> {
    #[serde(borrow, rename = "hashedRekordV002")]
    entry: Entry<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry<'a> {
    #[serde(borrow)]
    data: Data<'a>,
    #[serde(borrow)]
    signature: Signature<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data<'a> {
    algorithm: &'a str,
    digest: &'a str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Signature<'a> {
    content: &'a str,
    #[serde(borrow)]
    verifier: Verifier<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Verifier<'a> {
    key_details: &'a str,
    #[serde(default, borrow, deserialize_with = "present")]
    x509_certificate: Option<Raw<'a>>,
    #[serde(default, borrow, deserialize_with = "present")]
    public_key: Option<Raw<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Raw<'a> {
    raw_bytes: &'a str,
}

pub(super) fn parse(json: &str) -> Result<HashedRekordEntry, EntryError> {
    let kind = EntryKind::HashedRekordV2;
    let Spec { entry } = super::read(json, kind)?;
    Ok(HashedRekordEntry {
        kind,
        digest: digest(&entry.data)?,
        signature: bytes(FIELDS.signature, entry.signature.content)?,
        verifier: verifier(&entry.signature.verifier)?,
        key_details: key_details(entry.signature.verifier.key_details)?,
    })
}

fn digest(data: &Data<'_>) -> Result<Digest, EntryError> {
    let wrong = |what| EntryError::Field { field: DIGEST, what };
    let algorithm = HASH_ALGORITHMS.iter().find(|row| row.1 == data.algorithm).map(|row| row.2);
    let algorithm = algorithm.ok_or(wrong("the algorithm is not SHA2_256, SHA2_384 or SHA2_512"))?;
    let bytes = base64::decode(data.digest).map_err(|_| wrong("not strict base64"))?;
    Digest::from_bytes(algorithm, &bytes).ok_or(wrong("not of the algorithm's length"))
}

fn verifier(verifier: &Verifier<'_>) -> Result<EntryVerifier, EntryError> {
    let wrong = |what| EntryError::Field { field: FIELDS.verifier, what };
    let decode = |raw: &Raw<'_>| bytes(FIELDS.verifier, raw.raw_bytes);
    match (&verifier.x509_certificate, &verifier.public_key) {
        (Some(certificate), None) => Ok(EntryVerifier::Certificate(decode(certificate)?)),
        (None, Some(key)) => Ok(EntryVerifier::Key(decode(key)?)),
        (Some(_), Some(_)) => Err(wrong("both a certificate and a public key")),
        (None, None) => Err(wrong("neither a certificate nor a public key")),
    }
}

/// protobuf-specs PublicKeyDetails, by name. The key itself is compared byte for byte, so that a name that is new to us
/// is no reason to refuse; one that is known must be that of the key.
fn key_details(name: &str) -> Result<Option<KeyDetails>, EntryError> {
    let is_name = |c: u8| matches!(c, b'A'..=b'Z' | b'0'..=b'9' | b'_');
    if name.is_empty() || !name.bytes().all(is_name) {
        return Err(EntryError::Field { field: KEY_DETAILS, what: "not the name of a kind of key" });
    }
    Ok(PUBLIC_KEY_DETAILS.iter().find(|row| row.1 == name).map(|row| row.2))
}
