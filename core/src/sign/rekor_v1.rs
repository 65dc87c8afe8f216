//! Rekor v1 (sigstore/rekor: openapi.yaml; types hashedrekord 0.0.1 and dsse 0.0.1).

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::ask::Ask;
use super::bundle::Material;
use super::content::Signed;
use super::error::{SigningError, Stage};
use crate::encoding::{base64, hex, pem};
use crate::net::{Request, Transport};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    body: String,
    integrated_time: u64,
    #[serde(rename = "logID")]
    log_id: String,
    log_index: u64,
    verification: Verification,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Verification {
    signed_entry_timestamp: String,
    inclusion_proof: Proof,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Proof {
    checkpoint: String,
    hashes: Vec<String>,
    log_index: u64,
    root_hash: String,
    tree_size: u64,
}

/// The entry, as a bundle has it. Logged once: a request that the log may have got is never repeated.
pub(super) fn entry(
    transport: &dyn Transport,
    url: &str,
    material: &Material<'_>,
    signed: &Signed,
) -> Result<Value, SigningError> {
    let verifier = match material {
        Material::Certificate(der) => pem::encode("CERTIFICATE", der),
        Material::Key(key) => pem::encode("PUBLIC KEY", key.spki_der()),
    };
    let verifier = base64::encode(verifier);
    let (kind, spec) = match signed.envelope() {
        Some(envelope) => {
            let proposed = json!({ "envelope": envelope.to_string(), "verifiers": [verifier] });
            ("dsse", json!({ "proposedContent": proposed }))
        }
        None => {
            let hash = json!({
                "algorithm": signed.digest.algorithm().to_string(),
                "value": hex::encode(signed.digest.as_bytes()),
            });
            let signature = json!({
                "content": base64::encode(&signed.signature),
                "publicKey": { "content": verifier },
            });
            ("hashedrekord", json!({ "data": { "hash": hash }, "signature": signature }))
        }
    };
    let body = json!({ "apiVersion": "0.0.1", "kind": kind, "spec": spec });
    let request = Request::post(format!("{url}/api/v1/log/entries"), "application/json", body.to_string().into_bytes());
    let ask = Ask { stage: Stage::Log, request };
    // By its UUID, of which there is one.
    let entries: BTreeMap<String, Entry> = ask.json(transport, "no log entry")?;
    let (_, entry) = entries.into_iter().next().ok_or_else(|| ask.odd("no log entry"))?;
    in_bundle(kind, &entry).ok_or_else(|| ask.odd("hashes that are not hexadecimal"))
}

/// `TransparencyLogEntry` of sigstore_rekor.proto: numbers are texts, bytes base64.
fn in_bundle(kind: &str, entry: &Entry) -> Option<Value> {
    let proof = &entry.verification.inclusion_proof;
    let hashes = proof.hashes.iter().map(|hash| octets(hash)).collect::<Option<Vec<_>>>()?;
    Some(json!({
        "logIndex": entry.log_index.to_string(),
        "logId": { "keyId": octets(&entry.log_id)? },
        "kindVersion": { "kind": kind, "version": "0.0.1" },
        "integratedTime": entry.integrated_time.to_string(),
        "inclusionPromise": { "signedEntryTimestamp": entry.verification.signed_entry_timestamp },
        "inclusionProof": {
            "logIndex": proof.log_index.to_string(),
            "rootHash": octets(&proof.root_hash)?,
            "treeSize": proof.tree_size.to_string(),
            "hashes": hashes,
            "checkpoint": { "envelope": proof.checkpoint },
        },
        "canonicalizedBody": entry.body,
    }))
}

/// 32 octets, from hexadecimal to base64.
fn octets(text: &str) -> Option<String> {
    let mut octets = [0; 32];
    hex::decode_to_slice(text, &mut octets).ok()?;
    Some(base64::encode(octets))
}
