use sealwright::identity::TokenError;
use sealwright::keys::{LoadError, Pkcs11UriError};
use sealwright::local::LocalError;
use sealwright::net::{HttpConfigError, NetError};
use sealwright::sign::SigningError;
use sealwright::tuf::TufError;
use sealwright::{
    ArtifactError, AttestationError, BuildersError, BundleError, CertificateError, ChainError, Check, CheckpointError,
    Code, EntryError, EnvelopeError, Explain, InclusionError, KeyError, LevelError, MakeError, NewSummaryError,
    ParseDigestError, PolicyError, PredicateError, PrivateKeyError, PromiseError, ProofError, SctError, SignError,
    SignatureError, SigningConfigError, StatementError, SubjectError, TimestampError, TrustError, VsaExpectationsError,
};

/// The class of an error, in both languages by this name; each is a `SealwrightError`.
///
/// `Refused` is the class of a verdict that is a no.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Class {
    /// An artifact could not be read.
    Artifact,
    /// A bundle, an envelope or another attestation is malformed.
    Bundle,
    /// A certificate, its chain or its SCTs.
    Certificate,
    /// Text that is no digest.
    Digest,
    /// The authority of this machine cannot be used.
    Local,
    /// A log entry, a checkpoint or a Merkle proof.
    Log,
    /// A statement cannot be made: a fact is missing, or too much.
    Make,
    /// A server was not reached or did not answer as it should.
    Network,
    /// A policy that is malformed or too wide, or an option of one.
    Policy,
    /// A private key that cannot be read, opened or used.
    PrivateKey,
    /// Bytes that are no public key.
    PublicKey,
    /// A signature that does not verify.
    Signature,
    /// Something could not be signed.
    Signing,
    /// An in-toto statement.
    Statement,
    /// An RFC 3161 timestamp.
    Timestamp,
    /// There is no identity token that can be used.
    Token,
    /// A trusted root, a signing config or a trust repository.
    Trust,
}

impl Class {
    /// The name of the class.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Artifact => "ArtifactError",
            Self::Bundle => "BundleError",
            Self::Certificate => "CertificateError",
            Self::Digest => "DigestError",
            Self::Local => "LocalError",
            Self::Log => "LogError",
            Self::Make => "MakeError",
            Self::Network => "NetworkError",
            Self::Policy => "PolicyError",
            Self::PrivateKey => "PrivateKeyError",
            Self::PublicKey => "PublicKeyError",
            Self::Signature => "SignatureError",
            Self::Signing => "SigningError",
            Self::Statement => "StatementError",
            Self::Timestamp => "TimestampError",
            Self::Token => "TokenError",
            Self::Trust => "TrustError",
        }
    }
}

/// An error on its way into another language: its class, and what it says as a failed check does.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Which class it becomes.
    pub class: Class,
    /// Code, message, expected, found, place and hint.
    pub check: Box<Check>,
}

impl Failure {
    /// An option, or a text that stands for one, that is none of those that there are.
    pub fn option(what: &str, found: &str, expected: &str) -> Self {
        let mut check = Check::skipped(Code::PolicyMalformed, "");
        check.status = sealwright::Status::Fail;
        check.message = Some(format!("{what} is not one of those that there are").into());
        check.expected = Some(expected.to_owned().into());
        check.found = Some(found.chars().take(128).collect::<String>().into());
        Self { class: Class::Policy, check: Box::new(check) }
    }

    fn explained(class: Class, error: &dyn Explain) -> Self {
        Self { class, check: Box::new(Check::fail(error)) }
    }

    /// An error that has no code of its own, under the code that it would refuse with.
    fn told(class: Class, code: Code, error: &dyn std::error::Error) -> Self {
        let mut check = Check::skipped(code, "");
        check.status = sealwright::Status::Fail;
        check.message = Some(error.to_string().into());
        Self { class, check: Box::new(check) }
    }
}

/// `class: error, …`: errors that explain themselves.
macro_rules! explained {
    ($($class:ident: $($error:ty),*;)*) => {$($(
        impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::explained(Class::$class, &error)
            }
        }
    )*)*};
}

explained! {
    Bundle: AttestationError, BundleError, EnvelopeError;
    Certificate: CertificateError, ChainError, SctError;
    Local: LocalError;
    Log: CheckpointError, EntryError, InclusionError, ProofError, PromiseError;
    Make: MakeError;
    Network: HttpConfigError, NetError;
    Policy: BuildersError, PolicyError, VsaExpectationsError;
    PrivateKey: LoadError, Pkcs11UriError, PrivateKeyError, SignError;
    Signing: SigningError;
    Statement: PredicateError, StatementError, SubjectError;
    Timestamp: TimestampError;
    Token: TokenError;
    Trust: SigningConfigError, TrustError, TufError;
}

impl From<KeyError> for Failure {
    fn from(error: KeyError) -> Self {
        Self::told(Class::PublicKey, Code::SignatureAlgorithm, &error)
    }
}

impl From<SignatureError> for Failure {
    fn from(error: SignatureError) -> Self {
        Self::told(Class::Signature, Code::SignatureArtifact, &error)
    }
}

impl From<ParseDigestError> for Failure {
    fn from(error: ParseDigestError) -> Self {
        Self::told(Class::Digest, Code::SubjectDigest, &error)
    }
}

impl From<ArtifactError> for Failure {
    fn from(error: ArtifactError) -> Self {
        Self::told(Class::Artifact, Code::SubjectMissing, &error)
    }
}

impl From<LevelError> for Failure {
    fn from(error: LevelError) -> Self {
        Self::told(Class::Policy, Code::PolicyMalformed, &error)
    }
}

impl From<NewSummaryError> for Failure {
    fn from(error: NewSummaryError) -> Self {
        Self::told(Class::Make, Code::PredicateMalformed, &error)
    }
}
