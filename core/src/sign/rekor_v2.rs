//! Rekor v2 (sigstore/rekor-tiles: `rekor_service.proto`, hashedrekord 0.0.2): what is logged is a digest and its
//! signature, of an envelope the digest of its encoding.

use serde_json::{Value, json};

use super::ask::Ask;
use super::bundle::Material;
use super::content::{Content, Signed};
use super::error::{SigningError, SigningProblem, Stage};
use crate::crypto::{Scheme, key_details};
use crate::encoding::base64;
use crate::net::{Request, Transport};

/// The entry, as a bundle has it. Logged once: a request that the log may have got is never repeated.
pub(super) fn entry(
    transport: &dyn Transport,
    url: &str,
    material: &Material<'_>,
    signed: &Signed,
) -> Result<Value, SigningError> {
    let unsupported = |what| SigningError::at(Stage::Log, SigningProblem::Unsupported { version: 2, what });
    if matches!((&signed.content, signed.scheme), (Content::Envelope { .. }, Scheme::Ed25519)) {
        return Err(unsupported("an envelope that an Ed25519 key signed whole"));
    }
    let (key, verifier) = match material {
        Material::Certificate(der) => {
            let certificate = crate::x509::Certificate::from_der(*der).ok().and_then(|leaf| leaf.public_key().ok());
            let key = certificate.ok_or_else(|| unsupported("a certificate that cannot be read"))?;
            (key, json!({ "x509Certificate": { "rawBytes": base64::encode(der) } }))
        }
        Material::Key(key) => ((*key).clone(), json!({ "publicKey": { "rawBytes": base64::encode(key.spki_der()) } })),
    };
    let details = key_details(key.kind(), signed.scheme).ok_or_else(|| unsupported("a signature of this kind"))?;
    let mut verifier = verifier;
    if let Some(fields) = verifier.as_object_mut() {
        fields.insert("keyDetails".to_owned(), details.into());
    }
    let body = json!({ "hashedRekordRequestV002": {
        "digest": base64::encode(signed.digest.as_bytes()),
        "signature": { "content": base64::encode(&signed.signature), "verifier": verifier },
    } });
    let request = Request::post(format!("{url}/api/v2/log/entries"), "application/json", body.to_string().into_bytes());
    let ask = Ask { stage: Stage::Log, request };
    let entry: Value = ask.json(transport, "no log entry")?;
    if entry.get("inclusionProof").is_none() || entry.get("canonicalizedBody").is_none() {
        return Err(ask.odd("an entry without its body or its proof"));
    }
    Ok(entry)
}
