//! Sealwright answers for the tool that embeds it: what is this artifact, who made it, how and from what, may I use it?

mod check;
mod crypto;
mod digest;
mod encoding;
#[cfg(feature = "sign")]
pub mod local;
mod policy;
mod time;
mod x509;

pub use check::{Check, Code, Explain, Status, Value};
pub use crypto::{KeyError, KeyKind, PublicKey, Scheme, SignatureError};
pub use digest::{Artifact, ArtifactError, Digest, DigestAlgorithm, DigestAlgorithms, ParseDigestError, Sha256};
pub use encoding::der::{DerError, DerErrorKind};
pub use policy::{
    DenyError, DenyRule, EvidenceDemand, Identity, IdentityError, LogDemand, Policy, PolicyError, PredicateTypeError,
    SctDemand, Signer, TimeSource, TrustedKey, TrustedKeyError,
};
pub use time::{ParseTimeError, UnixTime, Validity};
pub use x509::{
    Certificate, CertificateError, ChainError, Claim, Claims, CtLog, Name, NameConstraintError, PathQuery, Purpose,
    Sct, SctError, Scts, SubjectAltName, TrustedChain, UsageError, verify_certificate_path,
};
