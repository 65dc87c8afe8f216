use sealwright::{
    ArtifactError, AttestationError, BuildersError, BundleError, CertificateError, ChainError, Check, CheckpointError,
    Code, EntryError, EnvelopeError, Explain, InclusionError, KeyError, LevelError, MakeError, NewSummaryError,
    ParseDigestError, PolicyError, PredicateError, PromiseError, ProofError, SctError, SignatureError, StatementError,
    SubjectError, TimestampError, TrustError, VsaExpectationsError,
};

/// The class of an error, in both languages by this name; each is a `SealwrightError`.
///
/// `Refused` is the class of a verdict that is a no, and `NetworkError` that of what could not be fetched.
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
    /// A log entry, a checkpoint or a Merkle proof.
    Log,
    /// A statement cannot be made: a fact is missing, or too much.
    Make,
    /// A policy that is malformed or too wide, or an option of one.
    Policy,
    /// Bytes that are no public key.
    PublicKey,
    /// A signature that does not verify.
    Signature,
    /// An in-toto statement.
    Statement,
    /// An RFC 3161 timestamp.
    Timestamp,
    /// A trusted root.
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
            Self::Log => "LogError",
            Self::Make => "MakeError",
            Self::Policy => "PolicyError",
            Self::PublicKey => "PublicKeyError",
            Self::Signature => "SignatureError",
            Self::Statement => "StatementError",
            Self::Timestamp => "TimestampError",
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
    Log: CheckpointError, EntryError, InclusionError, ProofError, PromiseError;
    Make: MakeError;
    Policy: BuildersError, PolicyError, VsaExpectationsError;
    Statement: PredicateError, StatementError, SubjectError;
    Timestamp: TimestampError;
    Trust: TrustError;
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
