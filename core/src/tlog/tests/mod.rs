//! Entries of real bundles, whole and with one thing wrong.

mod advisories;
mod bodies;
mod intoto_v001;
mod real;
mod rules;

use serde_json::Value;

use super::{EntryError, Log, LogEntry, LogEntryParts, LogId, ProofParts, Signed, SignerMaterial};
use crate::crypto::{PublicKey, Scheme};
use crate::dsse::{Envelope, EnvelopeSignature};
use crate::encoding::base64;
use crate::time::{UnixTime, Validity};

/// A bundle of the repository's test data.
fn bundle(name: &str) -> Value {
    read(&format!("testdata/bundles/{name}"))
}

fn read(path: &str) -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap()
}

/// An entry as a bundle's reader hands it over, to be changed before it is read.
struct Raw {
    log_index: i64,
    log_id: [u8; 32],
    kind: String,
    version: String,
    time: i64,
    promise: Option<Vec<u8>>,
    proof: Option<RawProof>,
    body: Vec<u8>,
}

struct RawProof {
    log_index: i64,
    tree_size: i64,
    root_hash: [u8; 32],
    hashes: Vec<[u8; 32]>,
    checkpoint: Option<String>,
}

impl Raw {
    fn of(bundle: &Value) -> Self {
        Self::read(&bundle["verificationMaterial"]["tlogEntries"][0])
    }

    fn read(entry: &Value) -> Self {
        let proof = entry.get("inclusionProof").map(|proof| RawProof {
            log_index: number(&proof["logIndex"]),
            tree_size: number(&proof["treeSize"]),
            root_hash: array(&proof["rootHash"]),
            hashes: proof["hashes"].as_array().map(Vec::as_slice).unwrap_or_default().iter().map(array).collect(),
            checkpoint: proof["checkpoint"]["envelope"].as_str().map(str::to_owned),
        });
        let promise = &entry["inclusionPromise"]["signedEntryTimestamp"];
        Self {
            log_index: number(&entry["logIndex"]),
            log_id: array(&entry["logId"]["keyId"]),
            kind: entry["kindVersion"]["kind"].as_str().unwrap().to_owned(),
            version: entry["kindVersion"]["version"].as_str().unwrap().to_owned(),
            time: number(&entry["integratedTime"]),
            promise: promise.is_string().then(|| bytes(promise)),
            proof,
            body: bytes(&entry["canonicalizedBody"]),
        }
    }

    fn entry(&self) -> Result<LogEntry, EntryError> {
        LogEntry::new(LogEntryParts {
            log_index: self.log_index,
            log_id: LogId(self.log_id),
            kind: &self.kind,
            version: &self.version,
            integrated_time: self.time,
            promise: self.promise.clone(),
            proof: self.proof.as_ref().map(|proof| ProofParts {
                log_index: proof.log_index,
                tree_size: proof.tree_size,
                root_hash: proof.root_hash,
                hashes: proof.hashes.clone(),
                checkpoint: proof.checkpoint.as_deref(),
            }),
            encoded_body: &base64::encode(&self.body),
            canonical_body: self.body.clone(),
        })
    }

    fn body(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn proof(&mut self) -> &mut RawProof {
        self.proof.as_mut().unwrap()
    }
}

/// What a bundle is about, for [`LogEntry::matches`].
struct About {
    envelope: Option<Envelope>,
    digest: Option<crate::digest::Digest>,
    signature: Vec<u8>,
    certificate: Vec<u8>,
    /// The certificate's, or that of the bundles that are signed with a key.
    key: PublicKey,
}

impl About {
    fn of(bundle: &Value) -> Self {
        let material = &bundle["verificationMaterial"];
        let chain = &material["x509CertificateChain"]["certificates"][0]["rawBytes"];
        let certificate = material["certificate"].get("rawBytes").unwrap_or(chain);
        let certificate = if certificate.is_string() { bytes(certificate) } else { Vec::new() };
        let key = match crate::x509::Certificate::from_der(certificate.clone()) {
            Ok(certificate) => certificate.public_key().unwrap(),
            Err(_) => PublicKey::from_pem(include_str!("../../../../testdata/bundles/managed-key.pub")).unwrap(),
        };
        match bundle.get("dsseEnvelope") {
            Some(envelope) => {
                let signature = bytes(&envelope["signatures"][0]["sig"]);
                let signed = EnvelopeSignature { key_id: None, signature: signature.clone() };
                let payload_type = envelope["payloadType"].as_str().unwrap();
                let envelope = Envelope::new(payload_type, bytes(&envelope["payload"]), vec![signed]).unwrap();
                Self { envelope: Some(envelope), digest: None, signature, certificate, key }
            }
            None => {
                let message = &bundle["messageSignature"];
                let digest = crate::digest::Digest::from_bytes(
                    crate::digest::DigestAlgorithm::Sha256,
                    &bytes(&message["messageDigest"]["digest"]),
                );
                Self { envelope: None, digest, signature: bytes(&message["signature"]), certificate, key }
            }
        }
    }

    fn signed(&self) -> Signed<'_> {
        match (&self.envelope, &self.digest) {
            (Some(envelope), _) => Signed::Envelope { envelope },
            (None, Some(digest)) => Signed::Message { digest },
            (None, None) => panic!("neither an envelope nor a digest"),
        }
    }

    fn signer(&self) -> SignerMaterial<'_> {
        SignerMaterial::Certificate { der: &self.certificate, key: &self.key }
    }

    fn matched_by(&self, entry: &LogEntry) -> Result<(), EntryError> {
        entry.matches(self.signed(), &self.signature, self.signer())
    }
}

/// The logs of a trusted root.
fn logs(root: &str) -> Vec<Log> {
    let log = |log: &Value| {
        let key = PublicKey::from_spki_der(bytes(&log["publicKey"]["rawBytes"])).unwrap();
        let window = &log["publicKey"]["validFor"];
        let time = |text: &Value| text.as_str().map(|text| UnixTime::parse_rfc3339(text).unwrap());
        let validity = Validity { start: time(&window["start"]).unwrap(), end: time(&window["end"]) };
        let (id, scheme) = (LogId(array(&log["logId"]["keyId"])), Scheme::of(key.kind()));
        Log::new(id, key, scheme, validity, log["baseUrl"].as_str().unwrap())
    };
    read(root)["tlogs"].as_array().unwrap().iter().map(log).collect()
}

fn log_of(root: &str, entry: &LogEntry) -> Log {
    logs(root).into_iter().find(|log| log.id() == entry.log_id()).unwrap()
}

const SIGSTORE: &str = "core/roots/sigstore.json";
const STAGING: &str = "testdata/roots/staging.json";

fn number(value: &Value) -> i64 {
    value.as_i64().or_else(|| value.as_str().map(|text| text.parse().unwrap())).unwrap_or(0)
}

fn bytes(value: &Value) -> Vec<u8> {
    base64::decode(value.as_str().unwrap()).unwrap()
}

fn array(value: &Value) -> [u8; 32] {
    bytes(value).try_into().unwrap()
}
