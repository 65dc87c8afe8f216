//! Sealwright answers for the tool that embeds it: what is this artifact, who made it, how and from what, may I use it?

mod check;
mod crypto;
mod digest;
mod dsse;
mod encoding;
mod intoto;
mod time;
mod tlog;

pub use check::{Check, Code, Explain, Status, Value};
pub use crypto::{KeyError, KeyKind, PublicKey, Scheme, SignatureError};
pub use digest::{Artifact, ArtifactError, Digest, DigestAlgorithm, DigestAlgorithms, ParseDigestError, Sha256};
pub use dsse::{Envelope, EnvelopeError, EnvelopeSignature};
pub use encoding::der::{DerError, DerErrorKind};
pub use intoto::{Statement, StatementError, StatementVersion, Subject, SubjectError, Unlike};
pub use time::{ParseTimeError, UnixTime, Validity};
pub use tlog::{
    Checkpoint, CheckpointError, Difference, DsseEntry, EntryBody, EntryError, EntryKind, EntryVerifier,
    HashedRekordEntry, InclusionError, InclusionProof, IntotoEntry, Log, LogEntry, LogId, PromiseError, ProofError,
    TreeHead, Witness, leaf_hash, root_from_inclusion, verify_consistency, verify_inclusion,
};
