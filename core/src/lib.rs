//! Sealwright answers for the tool that embeds it: what is this artifact, who made it, how and from what, may I use it?

mod bundle;
mod check;
mod crypto;
mod digest;
mod dsse;
mod encoding;
mod intoto;
#[cfg(feature = "sign")]
pub mod local;
mod policy;
mod report;
mod time;
mod timestamp;
mod tlog;
mod trust;
mod verify;
mod x509;

pub use bundle::{Bundle, BundleError, BundleVersion, Content as BundleContent, FormError, Material, Stranger};
pub use check::{Check, Code, Explain, Status, Value};
pub use crypto::{KeyError, KeyKind, PublicKey, Scheme, SignatureError};
pub use digest::{Artifact, ArtifactError, Digest, DigestAlgorithm, DigestAlgorithms, ParseDigestError, Sha256};
pub use dsse::{Envelope, EnvelopeError, EnvelopeSignature};
pub use encoding::der::{DerError, DerErrorKind};
pub use intoto::{Statement, StatementError, StatementVersion, Subject, SubjectError, Unlike};
pub use policy::{
    DenyError, DenyRule, EvidenceDemand, Identity, IdentityError, LogDemand, Policy, PolicyError, PredicateTypeError,
    SctDemand, Signer, TimeSource, TrustedKey, TrustedKeyError,
};
pub use report::{Colour, Human, Verdict, escape};
pub use time::{ParseTimeError, UnixTime, Validity};
pub use timestamp::{Timestamp, TimestampAuthority, TimestampError};
pub use tlog::{
    Checkpoint, CheckpointError, Difference, DsseEntry, EntryBody, EntryError, EntryKind, EntryVerifier,
    HashedRekordEntry, InclusionError, InclusionProof, IntotoEntry, Log, LogEntry, LogId, PromiseError, ProofError,
    TreeHead, Witness, leaf_hash, root_from_inclusion, verify_consistency, verify_inclusion,
};
pub use trust::{CertificateAuthority, Instance, TrustError, TrustRoot, UnusableKey, UnusableLog};
pub use verify::{
    Cancel, Content, EstablishedTime, Evidence, Job, LogEvidence, Refusal, SignerEvidence, TimeSourceKind, Verified,
    Verifier,
};
pub use x509::{
    Certificate, CertificateError, ChainError, Claim, Claims, CtLog, Name, NameConstraintError, PathQuery, Purpose,
    Sct, SctError, Scts, SubjectAltName, TrustedChain, UnverifiedSct, UsageError, verify_certificate_path,
};
