//! Sealwright answers for the tool that embeds it: what is this artifact, who made it, how and from what, may I use it?

mod check;
mod crypto;
mod digest;
mod encoding;
mod time;
mod timestamp;
mod x509;

pub use check::{Check, Code, Explain, Status, Value};
pub use crypto::{KeyError, KeyKind, PublicKey, Scheme, SignatureError};
pub use digest::{Artifact, ArtifactError, Digest, DigestAlgorithm, DigestAlgorithms, ParseDigestError, Sha256};
pub use encoding::der::{DerError, DerErrorKind};
pub use time::{ParseTimeError, UnixTime, Validity};
pub use timestamp::{Timestamp, TimestampAuthority, TimestampError};
pub use x509::{
    Certificate, CertificateError, ChainError, Claim, Claims, CtLog, Name, NameConstraintError, PathQuery, Purpose,
    Sct, SctError, Scts, SubjectAltName, TrustedChain, UsageError, verify_certificate_path,
};
