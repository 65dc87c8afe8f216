use super::checkpoint::Checkpoint;
use super::error::EntryError;
use super::inclusion::InclusionProof;
use super::kind::{EntryBody, EntryKind};
use super::log::LogId;
use super::merkle::{MAX_PROOF_HASHES, TreeHead};
use super::note::CheckpointError;
use super::promise::{Promise, promised};
use super::{Signed, SignerMaterial};
use crate::check::Value;
use crate::digest::{Digest, Sha256};
use crate::time::UnixTime;

/// 9999-12-31T23:59:59Z.
const LATEST_TIME: u64 = 253_402_300_799;

/// The body of an entry; the design's limit for a whole bundle.
const MAX_BODY: usize = 16 * 1024 * 1024;

/// One entry of a transparency log as a bundle has it: read and in agreement with itself, not yet verified.
///
/// Nothing that needs the log's key has been checked: see `verify_promise` and `verify_inclusion`.
#[derive(Clone, Debug)]
pub struct LogEntry {
    index: u64,
    log_id: LogId,
    body: EntryBody,
    canonical_body: Vec<u8>,
    claimed_time: Option<UnixTime>,
    promise: Option<Promise>,
    proof: Option<InclusionProof>,
}

/// What a bundle's JSON says about one entry, decoded and otherwise unchecked (protobuf-specs `sigstore_rekor.proto`).
pub(crate) struct LogEntryParts<'a> {
    pub(crate) log_index: i64,
    pub(crate) log_id: LogId,
    pub(crate) kind: &'a str,
    pub(crate) version: &'a str,
    /// Seconds since 1970; 0 is how protobuf writes that there is none.
    pub(crate) integrated_time: i64,
    /// The signed entry timestamp.
    pub(crate) promise: Option<Vec<u8>>,
    pub(crate) proof: Option<ProofParts<'a>>,
    /// `canonicalizedBody` as it is written, in base64, and its bytes.
    pub(crate) encoded_body: &'a str,
    pub(crate) canonical_body: Vec<u8>,
}

/// What a bundle's JSON says about one inclusion proof.
pub(crate) struct ProofParts<'a> {
    pub(crate) log_index: i64,
    pub(crate) tree_size: i64,
    pub(crate) root_hash: [u8; 32],
    pub(crate) hashes: Vec<[u8; 32]>,
    pub(crate) checkpoint: Option<&'a str>,
}

impl LogEntry {
    /// Reads the entry's body and checks all that can be checked without the log's key.
    pub(crate) fn new(parts: LogEntryParts<'_>) -> Result<Self, EntryError> {
        let unknown = || EntryError::Kind { found: EntryError::short(&format!("{}/{}", parts.kind, parts.version)) };
        let kind = EntryKind::find(parts.kind, parts.version).ok_or_else(unknown)?;
        let length = parts.canonical_body.len();
        if length > MAX_BODY {
            return Err(EntryError::Limit { field: "canonicalizedBody", limit: MAX_BODY, found: length });
        }
        let body = EntryBody::parse(kind, &parts.canonical_body)?;
        let index = unsigned("logIndex", parts.log_index)?;
        // Rekor v1 dates its entries; 0 is how protobuf JSON may write a number that is not there.
        let integrated = unsigned("integratedTime", parts.integrated_time)?;
        // RFC 3339 §5.6, which protobuf's Timestamp goes by, ends with the year 9999.
        if integrated > LATEST_TIME {
            let found = Value::Number(integrated);
            return Err(EntryError::contradiction("integratedTime", "a time before the year 10000", found));
        }
        let claimed_time = (integrated != 0).then_some(UnixTime::from_secs(parts.integrated_time));
        check_times(kind, claimed_time, parts.promise.is_some())?;
        let promise = parts.promise.map(|signature| Promise {
            signature,
            signed: promised(parts.encoded_body, parts.integrated_time, parts.log_id, index),
        });
        let proof = parts.proof.map(|proof| read_proof(kind, index, proof)).transpose()?;
        let (canonical_body, log_id) = (parts.canonical_body, parts.log_id);
        Ok(Self { index, log_id, body, canonical_body, claimed_time, promise, proof })
    }

    /// The entry's index in the log. For Rekor v1 it counts over all trees of the log and only the promise binds it;
    /// for Rekor v2 it is the index in the tree.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// Which log the entry says it is in.
    pub fn log_id(&self) -> LogId {
        self.log_id
    }

    /// Kind and version.
    pub fn kind(&self) -> EntryKind {
        self.body.kind()
    }

    /// What the entry is about.
    pub fn body(&self) -> &EntryBody {
        &self.body
    }

    /// The bytes that the log hashed and signed.
    pub fn canonical_body(&self) -> &[u8] {
        &self.canonical_body
    }

    /// When the log says it took the entry; no time for any check unless the promise verifies.
    pub fn claimed_time(&self) -> Option<UnixTime> {
        self.claimed_time
    }

    /// The log's promise (signed entry timestamp), as it is in the bundle.
    pub fn promise(&self) -> Option<&[u8]> {
        self.promise.as_ref().map(|promise| &*promise.signature)
    }

    pub(super) fn signed_promise(&self) -> Option<&Promise> {
        self.promise.as_ref()
    }

    /// The inclusion proof.
    pub fn proof(&self) -> Option<&InclusionProof> {
        self.proof.as_ref()
    }

    /// The digest that was signed, where the entry names one; its algorithm is the one to take of the artifact.
    pub fn signed_digest(&self) -> Option<Digest> {
        match &self.body {
            EntryBody::HashedRekord(entry) => Some(entry.digest()),
            EntryBody::Dsse(_) | EntryBody::Intoto(_) | EntryBody::IntotoV001(_) => None,
        }
    }

    /// Checks that the entry is about this signature by this signer over this content: every field, on every path.
    pub(crate) fn matches(
        &self,
        signed: Signed<'_>,
        signature: &[u8],
        signer: SignerMaterial<'_>,
    ) -> Result<(), EntryError> {
        self.body.matches(signed, signature, signer)
    }
}

fn unsigned(field: &'static str, number: i64) -> Result<u64, EntryError> {
    u64::try_from(number).map_err(|_| EntryError::Negative { field, found: number })
}

fn check_times(kind: EntryKind, time: Option<UnixTime>, has_promise: bool) -> Result<(), EntryError> {
    // Sigstore Rekor v2 spec §4.2: no promise, and the log gives no time.
    if kind.is_rekor_v2() {
        if has_promise {
            return Err(EntryError::contradiction("inclusionPromise", "none, in Rekor v2", "a promise"));
        }
        return match time {
            Some(time) => Err(EntryError::contradiction("integratedTime", "none, in Rekor v2", Value::Time(time))),
            None => Ok(()),
        };
    }
    // A promise is about a time, so there is one.
    if has_promise && time.is_none() {
        return Err(EntryError::contradiction("integratedTime", "the time that the promise is about", "none"));
    }
    Ok(())
}

fn read_proof(kind: EntryKind, index: u64, parts: ProofParts<'_>) -> Result<InclusionProof, EntryError> {
    let found = parts.hashes.len();
    if found > MAX_PROOF_HASHES {
        return Err(EntryError::Limit { field: "inclusionProof.hashes", limit: MAX_PROOF_HASHES, found });
    }
    let leaf = unsigned("inclusionProof.logIndex", parts.log_index)?;
    let size = unsigned("inclusionProof.treeSize", parts.tree_size)?;
    let number = Value::Number;
    if leaf >= size {
        let expected = format!("less than the tree size of {size}");
        return Err(EntryError::contradiction("inclusionProof.logIndex", expected, number(leaf)));
    }
    // Rekor v2: trees are logs, so there is one index. Rekor v1: the entry's index counts over all trees, so it is no
    // less than that in the entry's own tree.
    if kind.is_rekor_v2() && index != leaf {
        return Err(EntryError::contradiction("logIndex", number(leaf), number(index)));
    }
    if index < leaf {
        let expected = format!("at least {leaf}, the index in its tree");
        return Err(EntryError::contradiction("logIndex", expected, number(index)));
    }
    let head = TreeHead { size, root: Sha256(parts.root_hash) };
    let checkpoint = parts.checkpoint.map(|note| read_checkpoint(note, head)).transpose()?;
    Ok(InclusionProof { index: leaf, head, hashes: parts.hashes, checkpoint })
}

/// The checkpoint is what the log signed, so the proof beside it must be about the same tree.
fn read_checkpoint(note: &str, proof: TreeHead) -> Result<Checkpoint, CheckpointError> {
    let checkpoint = Checkpoint::parse(note)?;
    let signed = checkpoint.head();
    if signed.size != proof.size {
        return Err(CheckpointError::ProofSize { signed: signed.size, proof: proof.size });
    }
    if signed.root != proof.root {
        return Err(CheckpointError::ProofRoot { signed: signed.root, proof: proof.root });
    }
    Ok(checkpoint)
}
