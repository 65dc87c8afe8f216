use std::ops::Range;

use crate::check::{Code, Explain, Value};
use crate::crypto::SignatureError;
use crate::digest::{Digest, Sha256};
use crate::encoding::base64;

/// A checkpoint with everything that is signed on it; the design's limit.
pub(crate) const MAX_CHECKPOINT: usize = 64 * 1024;

/// Signature lines; ours: a log and 63 witnesses.
const MAX_SIGNATURES: usize = 64;

/// A signed note (C2SP signed-note): a text, and lines that sign it.
#[derive(Clone, Debug)]
pub(super) struct Note {
    note: Box<str>,
    /// The signed text: everything before the empty line, with its last newline.
    text: usize,
    lines: Vec<Line>,
    /// The decoded key ids and signatures, one after the other.
    signatures: Vec<u8>,
}

#[derive(Clone, Debug)]
struct Line {
    name: Range<usize>,
    key_id: [u8; 4],
    signature: Range<usize>,
}

/// One signature line: who says that they signed, the id of their key, their signature.
pub(super) struct NoteSignature<'a> {
    pub(super) name: &'a str,
    pub(super) key_id: [u8; 4],
    pub(super) signature: &'a [u8],
}

/// Why a text is not a checkpoint, or not this log's.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CheckpointError {
    /// Longer than 64 KiB.
    #[error("a checkpoint of {found} bytes is over the limit of 65536")]
    TooLong {
        /// Its length in bytes.
        found: usize,
    },
    /// More than 64 signature lines.
    #[error("a checkpoint with more than 64 signatures is over the limit")]
    TooManySignatures,
    /// Not a signed note.
    #[error("not a signed note: {what}")]
    Note {
        /// What is wrong.
        what: &'static str,
    },
    /// A signature line is not `— NAME BASE64`.
    #[error("signature line {line} of the checkpoint: {what}")]
    Line {
        /// Which one, from 1.
        line: usize,
        /// What is wrong.
        what: &'static str,
    },
    /// The text is not that of a checkpoint.
    #[error("not a checkpoint: {what}")]
    Text {
        /// What is wrong.
        what: &'static str,
    },
    /// The checkpoint names another log.
    #[error("the checkpoint is one of {found:?}")]
    Origin {
        /// The log that it should name.
        expected: String,
        /// The log that it names.
        found: String,
    },
    /// No signature line is by the log's key.
    #[error("the checkpoint is not signed by the log {expected:?}")]
    NoSignature {
        /// The name under which the log signs.
        expected: String,
    },
    /// A signature line by the log's (or a witness's) key does not verify.
    #[error("the signature of {name:?} on the checkpoint does not verify: {source}")]
    Signature {
        /// Whose it says it is.
        name: String,
        /// Why it does not verify.
        source: SignatureError,
    },
    /// The proof speaks of a tree of another size than the checkpoint beside it.
    #[error("the checkpoint's tree size is not the proof's")]
    ProofSize {
        /// What the log signed.
        signed: u64,
        /// What the proof says.
        proof: u64,
    },
    /// The proof speaks of a tree with another root than the checkpoint beside it.
    #[error("the checkpoint's root hash is not the proof's")]
    ProofRoot {
        /// What the log signed.
        signed: Sha256,
        /// What the proof says.
        proof: Sha256,
    },
}

impl Explain for CheckpointError {
    fn code(&self) -> Code {
        match self {
            Self::TooLong { .. } | Self::TooManySignatures => Code::BundleLimit,
            _ => Code::LogCheckpoint,
        }
    }

    fn expected(&self) -> Option<Value> {
        match self {
            Self::Origin { expected, .. } | Self::NoSignature { expected } => Some(expected.clone().into()),
            Self::ProofSize { signed, .. } => Some(Value::Number(*signed)),
            Self::ProofRoot { signed, .. } => Some(Value::Digest(Digest::from(*signed))),
            _ => None,
        }
    }

    fn found(&self) -> Option<Value> {
        match self {
            Self::TooLong { found } => u64::try_from(*found).ok().map(Value::Number),
            Self::Origin { found, .. } => Some(found.clone().into()),
            Self::ProofSize { proof, .. } => Some(Value::Number(*proof)),
            Self::ProofRoot { proof, .. } => Some(Value::Digest(Digest::from(*proof))),
            _ => None,
        }
    }

    fn hint(&self) -> Option<std::borrow::Cow<'static, str>> {
        let hint = match self {
            Self::Origin { .. } | Self::NoSignature { .. } => {
                "check that the trusted root is that of the Sigstore instance that logged the signature, and up to date"
            }
            _ => "the bundle's checkpoint is damaged or was altered; fetch the bundle anew from its publisher",
        };
        Some(hint.into())
    }
}

impl Note {
    pub(super) fn parse(note: &str) -> Result<Self, CheckpointError> {
        if note.len() > MAX_CHECKPOINT {
            return Err(CheckpointError::TooLong { found: note.len() });
        }
        // C2SP signed-note, "Format": no ASCII control characters below U+0020 other than newline.
        if note.bytes().any(|c| c < 0x20 && c != b'\n') {
            return Err(CheckpointError::Note { what: "it has a control character" });
        }
        // The last empty line parts text and signatures; the text keeps its newline.
        let no_empty_line = CheckpointError::Note { what: "no empty line between text and signatures" };
        let text = note.rfind("\n\n").ok_or(no_empty_line)? + 1;
        let (_, lines) = note.split_at_checked(text + 1).unwrap_or_default();
        if lines.is_empty() {
            return Err(CheckpointError::Note { what: "it has no signature" });
        }
        let lines = lines.strip_suffix('\n').ok_or(CheckpointError::Note { what: "its last line does not end" })?;
        // Three quarters of base64 are bytes, and the decoder asks for a little more room than it fills.
        let signatures = Vec::with_capacity(lines.len());
        let mut parsed = Self { note: note.into(), text, lines: Vec::with_capacity(4), signatures };
        let mut start = text + 1;
        for (number, line) in (1..).zip(lines.split('\n')) {
            if number > MAX_SIGNATURES {
                return Err(CheckpointError::TooManySignatures);
            }
            parsed.read_line(start, line).map_err(|what| CheckpointError::Line { line: number, what })?;
            start += line.len() + 1;
        }
        Ok(parsed)
    }

    fn read_line(&mut self, start: usize, line: &str) -> Result<(), &'static str> {
        const MARK: &str = "\u{2014} ";
        let after = line.strip_prefix(MARK).ok_or("it does not begin with an em dash and a space")?;
        let (name, encoded) = after.split_once(' ').ok_or("it has no signature")?;
        if !is_key_name(name) {
            return Err("the key name is empty, or has a space or a plus sign");
        }
        let begin = self.signatures.len();
        base64::decode_onto(encoded, &mut self.signatures).map_err(|_| "the signature is not strict base64")?;
        let decoded = self.signatures.get(begin..).unwrap_or_default();
        let (key_id, signature) = decoded.split_first_chunk::<4>().ok_or("it is too short for a key id")?;
        if signature.is_empty() {
            return Err("it has a key id and no signature");
        }
        let name = start + MARK.len()..start + MARK.len() + name.len();
        self.lines.push(Line { name, key_id: *key_id, signature: begin + 4..self.signatures.len() });
        Ok(())
    }

    /// The text that is signed, with its last newline.
    pub(super) fn text(&self) -> &str {
        self.note.get(..self.text).unwrap_or_default()
    }

    /// The whole note.
    pub(super) fn as_str(&self) -> &str {
        &self.note
    }

    pub(super) fn signatures(&self) -> impl Iterator<Item = NoteSignature<'_>> {
        self.lines.iter().map(|line| NoteSignature {
            name: self.note.get(line.name.clone()).unwrap_or_default(),
            key_id: line.key_id,
            signature: self.signatures.get(line.signature.clone()).unwrap_or_default(),
        })
    }
}

/// C2SP signed-note, "Format": a key name is not empty and has no Unicode space and no plus sign.
fn is_key_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+')
}
