//! Sealwright answers for the tool that embeds it: what is this artifact, who made it, how and from what, may I use it?
//!
//! It verifies Sigstore bundles over artifacts and in-toto attestations: completely, offline, and fast enough to be
//! always on. The core has no network, no clock that it did not get, no environment.
//!
//! ```
//! use sealwright::{Artifact, Bundle, Identity, Policy, TrustRoot, UnixTime, Verifier};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../testdata/bundles/cosign-v3-blob.txt");
//! # let json = std::fs::read(format!("{}.sigstore.json", file.trim_end_matches(".txt")))?;
//! # let now = UnixTime::from_secs(1_795_262_400);
//! // Whom to trust, and who must have signed. There is no default for either.
//! let verifier = Verifier::new(&TrustRoot::sigstore()?)?;
//! let policy = Policy::signed_by(Identity::exact("w.vollprecht@gmail.com", "https://github.com/login/oauth"))?;
//!
//! // The bundle says which digests it speaks of, so that a large file is read once.
//! let bundle = Bundle::from_json(&json)?;
//! let artifact = Artifact::from_path_with(file, bundle.digest_algorithms())?;
//!
//! let verified = verifier.verify(&artifact, &bundle, &policy, now)?;
//! assert!(verified.checks().len() > 10);
//!
//! // A refusal says which checks failed, the most telling first: what was expected, what was found, what to do.
//! let stranger = Policy::signed_by(Identity::github("octo/app").workflow("release.yml").tag("v*"))?;
//! let refusal = verifier.verify(&artifact, &bundle, &stranger, now).unwrap_err();
//! assert_eq!(refusal.code().as_str(), "identity.san");
//! assert!(refusal.failures().iter().all(|check| check.expected.is_some() && check.hint.is_some()));
//! # Ok(())
//! # }
//! ```
//!
//! # The nouns
//! - [`Artifact`]: a path, bytes, a reader or a [`Digest`].
//! - [`TrustRoot`]: one Sigstore instance, or several side by side; [`TrustRoot::sigstore`] and [`TrustRoot::github`] are
//!   embedded.
//! - [`Policy`]: the signer ([`Identity`], key, any of, all of), the evidence demanded, deny rules; in code or as TOML.
//! - [`Bundle`]: the evidence, checked for shape, limits and contradictions; nothing in it is believed yet.
//! - [`Verifier`]: makes every check and gives a [`Verified`] or a [`Refusal`]; both carry the same [`Evidence`].
//!   [`Verifier::verify_all`] does so for many, on several threads.
//! - [`Check`]: its stable [`Code`], what was expected, what was found, where, and what to do.
//!
//! # Promises
//! A [`Verified`] can be made by the verifier alone, so a function that takes one cannot be handed something unchecked.
//! A refusal has every check that failed, the most telling first. Whatever opts out of evidence has `dangerous` in its
//! name. Malformed, oversized and contradictory input is a typed error and never a panic.
//!
//! # Features
//! None by default. `sign`: keys that sign, and the in-process authority in `local` that makes bundles for tests of
//! verifiers, right or wrong in one way. `pkcs11`: keys on tokens. `net`: HTTP, and with `sign` the identities that CI
//! systems and browsers give. `tuf`: trusted roots that are kept up to date.

mod attestation;
mod bundle;
mod check;
mod crypto;
mod digest;
mod dsse;
mod encoding;
#[cfg(feature = "sign")]
pub mod identity;
mod intoto;
#[cfg(feature = "sign")]
pub mod keys;
#[cfg(feature = "sign")]
pub mod local;
#[cfg(feature = "net")]
pub mod net;
mod policy;
mod report;
#[cfg(feature = "sign")]
pub mod sign;
mod slsa;
mod time;
mod timestamp;
mod tlog;
mod trust;
mod verify;
mod x509;

pub use attestation::{Attestation, AttestationError, AttestationKind, Attestations, LayoutError, Publisher};
pub use bundle::{Bundle, BundleError, BundleVersion, Content as BundleContent, FormError, Material, Stranger};
pub use check::{Check, Code, Explain, Status, Value};
#[cfg(feature = "sign")]
pub use crypto::{
    CommandError, KeyFile, KeyFormat, Password, PrivateKey, PrivateKeyError, SignError, SigningKey, TokenError,
};
pub use crypto::{KeyError, KeyKind, PublicKey, Scheme, SignatureError};
pub use digest::{Artifact, ArtifactError, Digest, DigestAlgorithm, DigestAlgorithms, ParseDigestError, Sha256};
pub use dsse::{Envelope, EnvelopeError, EnvelopeSignature};
pub use encoding::der::{DerError, DerErrorKind};
pub use intoto::predicate;
pub use intoto::{
    NewSubject, Predicate, PredicateError, ResourceDescriptor, Statement, StatementError, StatementVersion, Subject,
    SubjectError, Unlike,
};
pub use policy::{
    DenyError, DenyRule, EvidenceDemand, Identity, IdentityError, KeySigns, LogDemand, Policy, PolicyError,
    PredicateTypeError, SctDemand, Signer, TimeSource, TrustedKey, TrustedKeyError, Unlogged,
};
pub use report::{Colour, Human, Verdict, escape};
pub use slsa::{
    Builders, BuildersError, Ci, Environment, Expectations, Judged, LevelError, LocalBuild, LocalSource, MakeError,
    NewProvenance, NewResource, NewSummary, NewSummaryError, Provenance, Publish, SlsaLevel, Subjects, SummaryError,
    Unproven, VsaExpectations, VsaExpectationsError,
};
pub use time::{ParseTimeError, UnixTime, Validity};
pub use timestamp::{Timestamp, TimestampError};
pub use tlog::{
    Checkpoint, CheckpointError, Difference, DsseEntry, EntryBody, EntryError, EntryKind, EntryVerifier,
    HashedRekordEntry, InclusionError, InclusionProof, IntotoEntry, IntotoV001Entry, Log, LogEntry, LogId,
    PromiseError, ProofError, TreeHead, Witness, leaf_hash, root_from_inclusion, verify_consistency, verify_inclusion,
};
#[cfg(feature = "tuf")]
pub use trust::tuf;
pub use trust::{Instance, TrustError, TrustRoot, UnusableKey, UnusableLog};
#[cfg(feature = "sign")]
pub use trust::{Service, SigningConfig, SigningConfigError, TrustConfig};
pub use verify::{
    Cancel, Content, EstablishedTime, Evidence, Job, JobBundle, LogEvidence, Refusal, SignerEvidence, TimeSourceKind,
    Verified, Verifier,
};
pub use x509::{
    Certificate, CertificateAuthority, CertificateError, ChainError, Claim, Claims, CtLog, Name, NameConstraintError,
    PathQuery, Purpose, Sct, SctError, Scts, SubjectAltName, TrustedChain, UnverifiedSct, UsageError,
    verify_certificate_path,
};
