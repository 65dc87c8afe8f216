//! What a log records of a signature: the canonical bodies of Rekor's entry types.

use serde_json::{Value, json};

use crate::crypto::hash_name;
use crate::digest::Digest;
use crate::encoding::{base64, pem};

/// Which entry type a signature is logged as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum EntryType {
    /// `hashedrekord` 0.0.1, Rekor v1: a digest, a signature, a certificate or key.
    HashedRekord001,
    /// `hashedrekord` 0.0.2, Rekor v2.
    HashedRekord002,
    /// `dsse` 0.0.1, Rekor v1: an envelope.
    Dsse001,
    /// `dsse` 0.0.2, of the first Rekor v2 servers.
    Dsse002,
    /// `intoto` 0.0.2, Rekor v1: what came before `dsse`.
    Intoto002,
    /// `intoto` 0.0.1, Rekor v1: what came before that, without the signature; not for bundles.
    Intoto001,
}

impl EntryType {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::HashedRekord001, Self::HashedRekord002, Self::Dsse001, Self::Dsse002, Self::Intoto002, Self::Intoto001];

    pub(super) fn kind_version(self) -> (&'static str, &'static str) {
        match self {
            Self::HashedRekord001 => ("hashedrekord", "0.0.1"),
            Self::HashedRekord002 => ("hashedrekord", "0.0.2"),
            Self::Dsse001 => ("dsse", "0.0.1"),
            Self::Dsse002 => ("dsse", "0.0.2"),
            Self::Intoto002 => ("intoto", "0.0.2"),
            Self::Intoto001 => ("intoto", "0.0.1"),
        }
    }
}

/// Who signed, as a log records it; DER.
#[derive(Clone, Debug)]
pub(super) enum Verifier {
    Certificate(Vec<u8>),
    Key(Vec<u8>),
}

/// What an entry says; each kind takes what it records of this.
#[derive(Clone, Debug)]
pub(super) struct EntryFacts {
    pub(super) kind: EntryType,
    /// Of the artifact, or of the envelope's PAE.
    pub(super) digest: Digest,
    pub(super) signature: Vec<u8>,
    pub(super) verifier: Verifier,
    /// The registry's name for the key and scheme.
    pub(super) key_details: String,
    pub(super) payload_type: String,
    pub(super) payload_hash: Digest,
    pub(super) envelope_hash: Digest,
}

impl EntryFacts {
    /// The body; its keys stand in RFC 8785's order already.
    pub(super) fn body(&self) -> Vec<u8> {
        let (kind, version) = self.kind.kind_version();
        let spec = match self.kind {
            EntryType::HashedRekord001 => json!({
                "data": { "hash": hex_hash(&self.digest) },
                "signature": {
                    "content": base64::encode(&self.signature),
                    "publicKey": { "content": self.verifier.pem_base64() },
                },
            }),
            EntryType::HashedRekord002 => json!({ "hashedRekordV002": {
                "data": raw_hash(&self.digest),
                "signature": self.signature_v002(),
            } }),
            EntryType::Dsse001 => json!({
                "envelopeHash": hex_hash(&self.envelope_hash),
                "payloadHash": hex_hash(&self.payload_hash),
                "signatures": [{
                    "signature": base64::encode(&self.signature),
                    "verifier": self.verifier.pem_base64(),
                }],
            }),
            EntryType::Dsse002 => json!({ "dsseV002": {
                "payloadHash": raw_hash(&self.payload_hash),
                "signatures": [self.signature_v002()],
            } }),
            EntryType::Intoto002 => json!({ "content": {
                "envelope": {
                    "payloadType": self.payload_type,
                    "signatures": [{
                        "publicKey": self.verifier.pem_base64(),
                        // Rekor encodes what is encoded already.
                        "sig": base64::encode(base64::encode(&self.signature)),
                    }],
                },
                "hash": hex_hash(&self.envelope_hash),
                "payloadHash": hex_hash(&self.payload_hash),
            } }),
            EntryType::Intoto001 => json!({
                "content": {
                    "hash": hex_hash(&self.envelope_hash),
                    "payloadHash": hex_hash(&self.payload_hash),
                },
                "publicKey": self.verifier.pem_base64(),
            }),
        };
        json!({ "apiVersion": version, "kind": kind, "spec": spec }).to_string().into_bytes()
    }

    fn signature_v002(&self) -> Value {
        let verifier = match &self.verifier {
            Verifier::Certificate(der) => json!({
                "keyDetails": self.key_details,
                "x509Certificate": { "rawBytes": base64::encode(der) },
            }),
            Verifier::Key(der) => json!({
                "keyDetails": self.key_details,
                "publicKey": { "rawBytes": base64::encode(der) },
            }),
        };
        json!({ "content": base64::encode(&self.signature), "verifier": verifier })
    }
}

impl Verifier {
    fn pem_base64(&self) -> String {
        base64::encode(match self {
            Self::Certificate(der) => pem::encode("CERTIFICATE", der),
            Self::Key(der) => pem::encode("PUBLIC KEY", der),
        })
    }
}

fn hex_hash(digest: &Digest) -> Value {
    json!({ "algorithm": digest.algorithm().name(), "value": digest.to_hex() })
}

fn raw_hash(digest: &Digest) -> Value {
    json!({ "algorithm": hash_name(digest.algorithm()), "digest": base64::encode(digest.as_bytes()) })
}
