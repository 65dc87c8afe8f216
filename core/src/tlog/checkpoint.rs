use std::ops::Range;

use super::log::Log;
use super::merkle::TreeHead;
use super::note::{CheckpointError, Note};
use super::witness::Witness;
use crate::crypto::SignatureChecks;
use crate::digest::Sha256;
use crate::encoding::base64;
use crate::time::UnixTime;

/// A checkpoint: what a log signed about its tree at one time (C2SP tlog-checkpoint).
///
/// Parsed is not verified: [`Checkpoint::verify`] tells whether a log signed it.
#[derive(Clone, Debug)]
pub struct Checkpoint {
    note: Note,
    origin: Range<usize>,
    head: TreeHead,
}

impl Checkpoint {
    /// Reads a checkpoint with its signatures: at most 64 KiB and 64 signature lines, newlines as they are.
    pub fn parse(note: &str) -> Result<Self, CheckpointError> {
        let note = Note::parse(note)?;
        let wrong = |what| CheckpointError::Text { what };
        // C2SP tlog-checkpoint, "Note text": origin, size and root hash, then lines that are for others to read.
        let mut lines = note.text().strip_suffix('\n').unwrap_or_default().split('\n');
        let origin = lines.next().filter(|line| !line.is_empty()).ok_or(wrong("it has no origin"))?;
        let size = lines.next().and_then(tree_size).ok_or(wrong("the second line is not a tree size"))?;
        let root = lines.next().and_then(base64::decode_array).map(Sha256);
        let root = root.ok_or(wrong("the third line is not the base64 of a root hash of 32 bytes"))?;
        if lines.any(str::is_empty) {
            return Err(wrong("it has an empty line"));
        }
        Ok(Self { origin: 0..origin.len(), head: TreeHead { size, root }, note })
    }

    /// Which log (and which of its trees) the checkpoint says it is of.
    pub fn origin(&self) -> &str {
        self.note.text().get(self.origin.clone()).unwrap_or_default()
    }

    /// The size and root hash of the tree.
    pub fn head(&self) -> TreeHead {
        self.head
    }

    /// The whole text, signatures included.
    pub fn as_str(&self) -> &str {
        self.note.as_str()
    }

    /// The lines between the root hash and the signatures.
    pub fn extensions(&self) -> impl Iterator<Item = &str> {
        self.note.text().lines().skip(3)
    }

    /// The names on the signature lines; nobody has verified them.
    pub fn claimed_signers(&self) -> impl Iterator<Item = &str> {
        self.note.signatures().map(|line| line.name)
    }

    /// Checks that the checkpoint is one of this log and that the log signed it.
    ///
    /// Signatures by other keys are ignored; one by the log's key that does not verify is an error.
    pub fn verify(&self, log: &Log) -> Result<(), CheckpointError> {
        self.verify_with(log, &SignatureChecks::new())
    }

    pub(crate) fn verify_with(&self, log: &Log, checks: &SignatureChecks<'_>) -> Result<(), CheckpointError> {
        let origin = self.origin();
        let name = log
            .signer_name(origin)
            .ok_or_else(|| CheckpointError::Origin { expected: log.name().to_owned(), found: shorten(origin) })?;
        let mut verified: Option<&[u8]> = None;
        for line in self.note.signatures() {
            // A key id alone is a hint; name and id together say whose signature this claims to be.
            let claimed = line.name == name && log.has_key_id(name, line.key_id);
            // The same line twice is one signature.
            if !claimed || verified == Some(line.signature) {
                continue;
            }
            let text = self.note.text().as_bytes();
            let checked = checks.verify_shared(log.key(), log.scheme(), text, line.signature);
            checked.map_err(|source| CheckpointError::Signature { name: shorten(name), source })?;
            verified = Some(line.signature);
        }
        verified.map(|_| ()).ok_or_else(|| CheckpointError::NoSignature { expected: shorten(name) })
    }

    /// When a witness saw this tree as one that grew from all it had seen before; `None` without its cosignature.
    ///
    /// A cosignature by the witness's key that does not verify is an error.
    pub fn cosigned_by(&self, witness: &Witness) -> Result<Option<UnixTime>, CheckpointError> {
        let mut seen = None;
        for line in self.note.signatures().filter(|line| witness.claims(line.name, line.key_id)) {
            let at = witness.verify(self.note.text(), line.signature);
            seen = Some(at.map_err(|source| CheckpointError::Signature { name: shorten(line.name), source })?);
        }
        Ok(seen)
    }
}

/// C2SP tlog-checkpoint: the size in ASCII decimal without leading zeros.
fn tree_size(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|c| c.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if plain { text.parse().ok() } else { None }
}

/// An origin or name may be as long as a checkpoint; an error need not.
fn shorten(name: &str) -> String {
    name.chars().take(128).collect()
}
