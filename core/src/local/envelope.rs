//! The DSSE envelope and the in-toto statement in it.

use serde_json::{Value, json};

use crate::digest::Digest;
use crate::encoding::base64;

pub(super) const IN_TOTO: &str = "application/vnd.in-toto+json";

/// What is signed of an envelope: DSSE v1.0.2, protocol.md, "PAE".
pub(super) fn pae(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let head = format!("DSSEv1 {} {payload_type} {} ", payload_type.len(), payload.len());
    [head.as_bytes(), payload].concat()
}

/// The envelope with its signatures, each with a key id or without.
pub(super) fn json(payload_type: &str, payload: &[u8], signatures: &[(Option<&str>, &[u8])]) -> Value {
    let signature = |(key_id, bytes): &(Option<&str>, &[u8])| match key_id {
        Some(key_id) => json!({ "keyid": key_id, "sig": base64::encode(bytes) }),
        None => json!({ "sig": base64::encode(bytes) }),
    };
    json!({
        "payload": base64::encode(payload),
        "payloadType": payload_type,
        "signatures": signatures.iter().map(signature).collect::<Vec<_>>(),
    })
}

/// A statement, in-toto attestation spec v1.
pub(super) fn statement(
    statement_type: &str,
    subjects: &[(String, Vec<Digest>)],
    predicate_type: &str,
    predicate: &Value,
) -> Vec<u8> {
    let subject = |(name, digests): &(String, Vec<Digest>)| {
        let digests = digests.iter().map(|d| (d.algorithm().name().to_owned(), Value::from(d.to_hex())));
        json!({ "name": name, "digest": digests.collect::<serde_json::Map<_, _>>() })
    };
    let statement = json!({
        "_type": statement_type,
        "subject": subjects.iter().map(subject).collect::<Vec<_>>(),
        "predicateType": predicate_type,
        "predicate": predicate,
    });
    statement.to_string().into_bytes()
}
