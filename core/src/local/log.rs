//! A transparency log like Rekor: it promises, proves inclusion and signs checkpoints.

use serde_json::{Value, json};

use super::tree::Tree;
use crate::crypto::sign::{PrivateKey, SignError};
use crate::crypto::{KeyKind, Scheme};
use crate::digest::Sha256;
use crate::encoding::{base64, hex};
use crate::time::UnixTime;

/// How many entries the v1 log has in trees that are closed: a global index is that much more than one in the tree.
const CLOSED: u64 = 4_163_431;

/// Which server a log behaves like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum LogStyle {
    /// Rekor v1: promises, an integrated time, a log id that is the digest of the key.
    V1,
    /// Rekor v2: checkpoints of tiles, no promise, no time; the log id is a C2SP note key id.
    V2,
}

#[derive(Clone, Debug)]
pub(super) struct Log {
    pub(super) key: PrivateKey,
    pub(super) scheme: Scheme,
    pub(super) style: LogStyle,
    /// The name under which it signs notes; its URL is that of this host.
    pub(super) host: String,
}

/// What a log says of an entry.
#[derive(Clone, Debug)]
pub(super) struct LoggedFacts {
    pub(super) kind: String,
    pub(super) version: String,
    pub(super) body: Vec<u8>,
    pub(super) log_id: Vec<u8>,
    pub(super) index: u64,
    pub(super) integrated_time: Option<UnixTime>,
    pub(super) promise: Option<PromiseFacts>,
    pub(super) proof: Option<ProofFacts>,
}

/// What a promise (SET) is about.
#[derive(Clone, Debug)]
pub(super) struct PromiseFacts {
    pub(super) body: Vec<u8>,
    pub(super) integrated_time: UnixTime,
    pub(super) log_id: Vec<u8>,
    pub(super) index: u64,
}

#[derive(Clone, Debug)]
pub(super) struct ProofFacts {
    pub(super) index: u64,
    pub(super) size: u64,
    pub(super) root: [u8; 32],
    pub(super) hashes: Vec<[u8; 32]>,
    pub(super) checkpoint: Option<CheckpointFacts>,
}

#[derive(Clone, Debug)]
pub(super) struct CheckpointFacts {
    pub(super) origin: String,
    pub(super) size: u64,
    pub(super) root: [u8; 32],
}

/// An entry as a bundle carries it, signed by its log.
#[derive(Clone, Debug)]
pub(super) struct Sealed {
    pub(super) facts: LoggedFacts,
    pub(super) promise: Option<Vec<u8>>,
    pub(super) checkpoint: Option<Note>,
}

/// A signed note, C2SP signed-note.md.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub(super) text: String,
    pub(super) signatures: Vec<NoteSignature>,
}

#[derive(Clone, Debug)]
pub(super) struct NoteSignature {
    pub(super) name: String,
    pub(super) key_id: [u8; 4],
    pub(super) signature: Vec<u8>,
}

impl Log {
    pub(super) fn new(key: PrivateKey, style: LogStyle, host: &str) -> Self {
        Self { scheme: Scheme::of(key.public_key().kind()), key, style, host: host.to_owned() }
    }

    /// Rekor v1 and every ECDSA key: SHA-256 of the key. C2SP signed-note: of name, newline, type and raw key.
    pub(super) fn id(&self) -> [u8; 32] {
        let key = self.key.public_key();
        match (self.style, key.kind()) {
            (LogStyle::V2, KeyKind::Ed25519) => note_key_id(&self.host, 1, key.raw()),
            _ => key.fingerprint().0,
        }
    }

    pub(super) fn origin(&self) -> String {
        match self.style {
            LogStyle::V1 => format!("{} - 1193050959916656506", self.host),
            LogStyle::V2 => self.host.clone(),
        }
    }

    /// What an honest log says of the entry at `index` of its tree.
    pub(super) fn facts(
        &self,
        tree: &Tree,
        index: u64,
        kind: (&str, &str),
        body: Vec<u8>,
        at: UnixTime,
    ) -> LoggedFacts {
        let log_id = self.id().to_vec();
        let (size, root) = (tree.size(), tree.root());
        let global = match self.style {
            LogStyle::V1 => CLOSED + index,
            LogStyle::V2 => index,
        };
        let promise = PromiseFacts { body: body.clone(), integrated_time: at, log_id: log_id.clone(), index: global };
        let checkpoint = CheckpointFacts { origin: self.origin(), size, root };
        let v1 = self.style == LogStyle::V1;
        LoggedFacts {
            kind: kind.0.to_owned(),
            version: kind.1.to_owned(),
            body,
            log_id,
            index: global,
            integrated_time: v1.then_some(at),
            promise: v1.then_some(promise),
            proof: Some(ProofFacts { index, size, root, hashes: tree.proof(index), checkpoint: Some(checkpoint) }),
        }
    }

    /// Signs what is to be signed of it.
    pub(super) fn seal(&self, facts: LoggedFacts) -> Result<Sealed, SignError> {
        let sign = |promise: &PromiseFacts| self.key.sign(self.scheme, &promise.signed());
        let promise = facts.promise.as_ref().map(sign).transpose()?;
        let checkpoint = facts.proof.as_ref().and_then(|proof| proof.checkpoint.as_ref());
        let checkpoint = checkpoint.map(|checkpoint| self.sign_checkpoint(checkpoint)).transpose()?;
        Ok(Sealed { facts, promise, checkpoint })
    }

    pub(super) fn sign_checkpoint(&self, checkpoint: &CheckpointFacts) -> Result<Note, SignError> {
        let text = checkpoint.text();
        let signature = self.key.sign(self.scheme, text.as_bytes())?;
        let signature = NoteSignature { name: self.host.clone(), key_id: first4(self.id()), signature };
        Ok(Note { text, signatures: vec![signature] })
    }
}

/// A witness's cosignature, C2SP tlog-cosignature.md: over a head line with the time, then the note.
pub(super) fn cosign(key: &PrivateKey, name: &str, text: &str, at: UnixTime) -> Result<NoteSignature, SignError> {
    let seconds = u64::try_from(at.secs()).unwrap_or(0);
    let message = format!("cosignature/v1\ntime {seconds}\n{text}");
    let signature = key.sign(Scheme::Ed25519, message.as_bytes())?;
    let key_id = first4(note_key_id(name, 4, key.public_key().raw()));
    Ok(NoteSignature { name: name.to_owned(), key_id, signature: [&seconds.to_be_bytes()[..], &signature].concat() })
}

fn note_key_id(name: &str, algorithm: u8, key: &[u8]) -> [u8; 32] {
    Sha256::of_parts(&[name.as_bytes(), b"\n", &[algorithm], key]).0
}

fn first4([a, b, c, d, ..]: [u8; 32]) -> [u8; 4] {
    [a, b, c, d]
}

impl PromiseFacts {
    /// The canonical JSON that Rekor v1 signs, RFC 8785.
    fn signed(&self) -> Vec<u8> {
        let payload = json!({
            "body": base64::encode(&self.body),
            "integratedTime": self.integrated_time.secs(),
            "logID": hex::encode(&self.log_id),
            "logIndex": self.index,
        });
        payload.to_string().into_bytes()
    }
}

impl CheckpointFacts {
    /// C2SP tlog-checkpoint.md: origin, size, root.
    fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, base64::encode(self.root))
    }
}

impl Note {
    pub(super) fn to_text(&self) -> String {
        let line = |s: &NoteSignature| {
            format!("\u{2014} {} {}\n", s.name, base64::encode([&s.key_id[..], &s.signature].concat()))
        };
        let lines: String = self.signatures.iter().map(line).collect();
        format!("{}\n{lines}", self.text)
    }
}

impl Sealed {
    /// `TransparencyLogEntry` of protobuf-specs sigstore_rekor.proto.
    pub(super) fn json(&self) -> Value {
        let facts = &self.facts;
        let mut entry = json!({
            "logIndex": facts.index.to_string(),
            "logId": { "keyId": base64::encode(&facts.log_id) },
            "kindVersion": { "kind": facts.kind, "version": facts.version },
            "canonicalizedBody": base64::encode(&facts.body),
        });
        let mut put = |key: &str, value: Value| {
            if let Some(object) = entry.as_object_mut() {
                object.insert(key.to_owned(), value);
            }
        };
        if let Some(time) = facts.integrated_time {
            put("integratedTime", Value::from(time.secs().to_string()));
        }
        if let Some(promise) = &self.promise {
            put("inclusionPromise", json!({ "signedEntryTimestamp": base64::encode(promise) }));
        }
        if let Some(proof) = &facts.proof {
            put("inclusionProof", proof.json(self.checkpoint.as_ref()));
        }
        entry
    }
}

impl ProofFacts {
    fn json(&self, checkpoint: Option<&Note>) -> Value {
        let mut proof = json!({
            "logIndex": self.index.to_string(),
            "rootHash": base64::encode(self.root),
            "treeSize": self.size.to_string(),
            "hashes": self.hashes.iter().map(base64::encode).collect::<Vec<_>>(),
        });
        if let (Some(note), Some(object)) = (checkpoint, proof.as_object_mut()) {
            object.insert("checkpoint".to_owned(), json!({ "envelope": note.to_text() }));
        }
        proof
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(style: LogStyle, kind: KeyKind) -> (Log, Sealed) {
        let log = Log::new(PrivateKey::generate(kind).unwrap(), style, "log.example");
        let mut tree = Tree::default();
        tree.push(b"other");
        let index = tree.push(b"body");
        let at = UnixTime::from_secs(1_767_225_605);
        let facts = log.facts(&tree, index, ("hashedrekord", "0.0.1"), b"body".to_vec(), at);
        let sealed = log.seal(facts).unwrap();
        (log, sealed)
    }

    #[test]
    fn a_promise_is_signed_over_canonical_json() {
        let (log, sealed) = sealed(LogStyle::V1, KeyKind::EcdsaP256);
        let id = hex::encode(&log.key.public_key().fingerprint().0);
        let signed = format!(r#"{{"body":"Ym9keQ==","integratedTime":1767225605,"logID":"{id}","logIndex":4163432}}"#);
        let promise = sealed.promise.unwrap();
        assert_eq!(log.key.public_key().verify(log.scheme, signed.as_bytes(), &promise), Ok(()));
    }

    #[test]
    fn a_checkpoint_is_a_note_signed_under_the_logs_key_id() {
        for (style, kind) in [(LogStyle::V1, KeyKind::EcdsaP256), (LogStyle::V2, KeyKind::Ed25519)] {
            let (log, sealed) = sealed(style, kind);
            let note = sealed.checkpoint.unwrap();
            let text = note.to_text();
            let (body, signatures) = text.split_once("\n\n").unwrap();
            let line = signatures.strip_prefix("\u{2014} log.example ").unwrap().strip_suffix('\n').unwrap();
            let bytes = base64::decode(line).unwrap();
            assert_eq!(bytes[..4], log.id()[..4]);
            let signed = format!("{body}\n");
            assert_eq!(log.key.public_key().verify(log.scheme, signed.as_bytes(), &bytes[4..]), Ok(()));
            assert_eq!(body.lines().nth(1), Some("2"));
        }
    }

    #[test]
    fn rekor_v2_has_one_index_and_neither_time_nor_promise() {
        let (_, sealed) = sealed(LogStyle::V2, KeyKind::Ed25519);
        let json = sealed.json();
        assert_eq!(json["logIndex"], json["inclusionProof"]["logIndex"]);
        assert!(json.get("integratedTime").is_none() && json.get("inclusionPromise").is_none());
    }

    #[test]
    fn a_cosignature_is_over_its_time_and_the_note() {
        let key = PrivateKey::generate(KeyKind::Ed25519).unwrap();
        let signature = cosign(&key, "witness.example", "origin\n1\nroot\n", UnixTime::from_secs(9)).unwrap();
        assert_eq!(signature.signature[..8], 9_u64.to_be_bytes());
        let signed = b"cosignature/v1\ntime 9\norigin\n1\nroot\n";
        assert_eq!(key.public_key().verify(Scheme::Ed25519, signed, &signature.signature[8..]), Ok(()));
    }
}
