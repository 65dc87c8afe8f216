//! The bundle v0.3 as it is written: protobuf-specs `sigstore_bundle.proto`, in JSON.

use serde_json::{Map, Value, json};

use super::content::Signed;
use crate::crypto::{PublicKey, hash_name};
use crate::digest::DigestAlgorithm;
use crate::encoding::base64;

const MEDIA_TYPE: &str = "application/vnd.dev.sigstore.bundle.v0.3+json";

/// Who signed.
pub(super) enum Material<'a> {
    /// The certificate's DER.
    Certificate(&'a [u8]),
    /// A key that the verifier knows from elsewhere.
    Key(&'a PublicKey),
}

/// The bundle of a signature, with what its logs and timestamp authorities answered.
pub(super) fn json(material: &Material<'_>, signed: &Signed, entries: &[Value], timestamps: &[Vec<u8>]) -> String {
    let mut verification = Map::new();
    match material {
        Material::Certificate(der) => {
            verification.insert("certificate".to_owned(), json!({ "rawBytes": base64::encode(der) }));
        }
        // As cosign and sigstore-go have it: by what its SubjectPublicKeyInfo hashes to.
        Material::Key(key) => {
            let hint = DigestAlgorithm::Sha256.digest(key.spki_der());
            verification.insert("publicKey".to_owned(), json!({ "hint": base64::encode(hint.as_bytes()) }));
        }
    }
    if !entries.is_empty() {
        verification.insert("tlogEntries".to_owned(), entries.into());
    }
    if !timestamps.is_empty() {
        let each = |token: &Vec<u8>| json!({ "signedTimestamp": base64::encode(token) });
        let timestamps: Vec<Value> = timestamps.iter().map(each).collect();
        verification.insert("timestampVerificationData".to_owned(), json!({ "rfc3161Timestamps": timestamps }));
    }
    let (name, content) = match signed.envelope() {
        Some(envelope) => ("dsseEnvelope", envelope),
        None => ("messageSignature", message(signed)),
    };
    let bundle = json!({ "mediaType": MEDIA_TYPE, "verificationMaterial": verification, name: content });
    format!("{bundle}\n")
}

fn message(signed: &Signed) -> Value {
    json!({
        "messageDigest": { "algorithm": hash_name(signed.digest.algorithm()), "digest": base64::encode(signed.digest.as_bytes()) },
        "signature": base64::encode(&signed.signature),
    })
}
