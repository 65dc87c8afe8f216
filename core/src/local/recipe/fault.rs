use super::{Content, Payload, Recipe};
use crate::check::Code;
use crate::local::entry::EntryType;
use crate::local::log::LogStyle;

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident => $code:ident,)*) => {
        /// One thing that is wrong with a bundle, for tests of verifiers.
        ///
        /// Everything else stays right and is signed anew: a certificate with the wrong usage has a valid SCT and stands
        /// in the log entry, a log entry about another signature is proven to be in the log. Where there are several
        /// SCTs, entries or timestamps, the first is the wrong one.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[non_exhaustive]
        pub enum Fault { $($(#[$doc])* $name,)* }

        impl Fault {
            /// Every fault.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            fn usual_code(self) -> Code {
                match self { $(Self::$name => Code::$code,)* }
            }
        }
    };
}

faults! {
    /// The signature is of the right key, over other bytes; it is logged and timestamped as it is.
    SignatureOfOtherContent => SignatureArtifact,
    /// The signature is of another key than the certificate's; it is logged and timestamped as it is.
    SignatureByOtherKey => SignatureArtifact,
    /// The bundle's message digest is of something else; the signature and the entry are right.
    MessageDigest => SignatureArtifact,
    /// The envelope has no signature; the log entry has one.
    NoEnvelopeSignature => BundleMalformed,
    /// The envelope has two signatures, both of the signer.
    TwoEnvelopeSignatures => BundleLimit,
    /// The signed payload type is not in-toto's; the payload is a statement.
    PayloadType => StatementMalformed,
    /// The signed payload is no statement.
    PayloadNoStatement => StatementMalformed,
    /// The statement is about another digest than the artifact's.
    SubjectDigest => SubjectDigest,
    /// The statement is about nothing.
    NoSubject => SubjectMissing,

    /// The certificate says nothing of whom it is for.
    NoIdentity => CertIdentity,
    /// The certificate is for two identities.
    TwoIdentities => CertIdentity,
    /// The certificate has no extended key usage.
    LeafUsageMissing => CertUsage,
    /// The certificate is for TLS servers.
    LeafUsageOther => CertUsage,
    /// The certificate has no key usage.
    LeafKeyUsageMissing => CertUsage,
    /// The certificate's key usage is key encipherment.
    LeafKeyUsageOther => CertUsage,
    /// The certificate is one of an authority.
    LeafIsAuthority => CertUsage,
    /// The certificate has a critical extension that nobody knows.
    LeafUnknownCriticalExtension => CertUsage,
    /// The certificate has one extension twice.
    LeafDuplicateExtension => BundleMalformed,
    /// The certificate expired before the signature was made.
    LeafExpired => CertValidity,
    /// The certificate was not valid yet when the signature was made.
    LeafNotYetValid => CertValidity,
    /// The certificate's signature is broken; the SCT is right.
    LeafSignature => CertChain,
    /// The certificate names another issuer than signed it.
    LeafIssuerName => CertChain,
    /// The certificate's authority key identifier is of another key.
    LeafAuthorityKeyId => CertChain,
    /// The certificate is issued by an authority of the same names, with other keys.
    UntrustedAuthority => CertChain,
    /// The intermediate expired before the signature was made.
    IntermediateExpired => CertValidity,
    /// The intermediate is not one of an authority.
    IntermediateNotAuthority => CertUsage,
    /// The intermediate may not sign certificates.
    IntermediateKeyUsage => CertUsage,
    /// The intermediate is for time stamping.
    IntermediateUsage => CertUsage,
    /// The intermediate may issue for `example.org` only (email, DNS and URI), and the identity lies elsewhere.
    NameConstraints => CertChain,
    /// One intermediate more than the path length allows.
    PathLength => CertChain,
    /// The intermediate has a critical extension that nobody knows.
    IntermediateUnknownCriticalExtension => CertUsage,
    /// The intermediate's signature is of another root with the same name.
    IntermediateSignature => CertChain,

    /// The certificate has no SCT.
    SctMissing => SctMissing,
    /// The SCT is of a log that the trusted root does not know.
    SctUnknownLog => SctMissing,
    /// The SCT's signature is broken.
    SctSignature => SctSignature,
    /// The SCT is older than the log's window.
    SctOutsideWindow => SctSignature,
    /// The SCT is for another certificate of the same authority.
    SctOfOtherCertificate => SctSignature,
    /// The SCT names another issuer's key.
    SctIssuerKeyHash => SctSignature,

    /// There is no log entry; where that leaves no time, there is a timestamp.
    NoEntry => LogMissing,
    /// The entry is about another digest.
    EntryDigest => LogEntry,
    /// The entry is about another signature of the same key over the same content.
    EntrySignature => LogEntry,
    /// The entry has another certificate for the same identity, or another key.
    EntryVerifier => LogEntry,
    /// The entry is about another payload (kinds that record one).
    EntryPayloadHash => LogEntry,
    /// The entry names another signature scheme (Rekor v2).
    EntryKeyDetails => LogEntry,
    /// The bundle names another kind than the entry's body.
    EntryKind => LogEntry,
    /// The bundle names another version than the entry's body.
    EntryVersion => LogEntry,
    /// The bundle gives another log index than the proof (Rekor v2, where the two are one).
    EntryIndex => LogEntry,
    /// The entry is of a log that the trusted root does not know.
    UntrustedLog => LogMissing,
    /// The entry was made before the log's window.
    LogOutsideWindow => LogMissing,

    /// There is neither promise nor proof, of which every version needs one.
    NoPromiseNoProof => BundleMalformed,
    /// The promise's signature is broken.
    PromiseSignature => LogPromise,
    /// The promise is of another entry of the same log.
    PromiseOfOtherEntry => LogPromise,
    /// The bundle gives another integrated time than was promised.
    PromiseTime => LogPromise,
    /// The bundle gives another log index than was promised.
    PromiseIndex => LogPromise,

    /// There is no proof, in a version that needs one.
    NoProof => BundleMalformed,
    /// A hash of the proof is wrong.
    ProofHash => LogInclusion,
    /// The proof lacks its last hash.
    ProofTooShort => LogInclusion,
    /// The proof has a hash too many.
    ProofTooLong => LogInclusion,
    /// The proof is for another index of the tree.
    ProofIndex => LogInclusion,
    /// The proof's index is the tree's size.
    ProofIndexOutsideTree => LogEntry,
    /// The proof names another root than the checkpoint.
    ProofRootHash => LogCheckpoint,
    /// The proof names another tree size than the checkpoint.
    ProofTreeSize => LogCheckpoint,
    /// There is a proof, and no checkpoint.
    NoCheckpoint => BundleMalformed,
    /// The checkpoint's signature is broken.
    CheckpointSignature => LogCheckpoint,
    /// The log signed the checkpoint with a key that the trusted root does not know; the tree is right.
    CheckpointUnknownKey => LogCheckpoint,
    /// The checkpoint has the log's key id, and the signature is of another key.
    CheckpointOtherKey => LogCheckpoint,
    /// The checkpoint names another log, and is signed by this one.
    CheckpointOrigin => LogCheckpoint,
    /// The checkpoint's signature line names another log.
    CheckpointSignerName => LogCheckpoint,
    /// The log signed another tree of the same size; the proof leads to its own root.
    CheckpointOtherRoot => LogCheckpoint,
    /// The log signed another tree of the same size, and the proof names that root too.
    CheckpointOtherTree => LogInclusion,

    /// The timestamp is of something else.
    TimestampImprint => TimestampSignature,
    /// The timestamp's signature is broken.
    TimestampSignature => TimestampSignature,
    /// The timestamp's signed digest of its content is wrong.
    TimestampMessageDigest => TimestampSignature,
    /// The timestamp's signed attributes name another certificate.
    TimestampSigningCertificate => TimestampSignature,
    /// The timestamp's content is said to be plain data.
    TimestampContentType => BundleMalformed,
    /// The authority refused the request.
    TimestampStatus => BundleMalformed,
    /// The timestamp has two signers.
    TimestampTwoSigners => BundleMalformed,
    /// The timestamp is of an authority of the same names, with other keys.
    UntrustedTimestampAuthority => TimestampAuthority,
    /// The timestamp was made before the authority's window.
    TimestampOutsideWindow => TimestampAuthority,
    /// The timestamp authority's certificate has no extended key usage.
    TimestampUsageMissing => TimestampAuthority,
    /// The timestamp authority's certificate is for code signing.
    TimestampUsageOther => TimestampAuthority,
    /// The timestamp authority's certificate is for code signing too.
    TimestampUsageExtra => TimestampAuthority,
    /// The timestamp authority's extended key usage is not critical.
    TimestampUsageNotCritical => TimestampAuthority,
    /// The timestamp authority's certificate had expired.
    TimestampCertificateExpired => TimestampAuthority,
}

impl Fault {
    /// The check that a verifier should fail for it in what this recipe makes.
    pub fn code(self, recipe: &Recipe) -> Code {
        match self.usual_code() {
            Code::SignatureArtifact if matches!(recipe.content, Content::Envelope { .. }) => Code::SignatureEnvelope,
            code => code,
        }
    }

    /// Whether it makes a difference to what this recipe makes otherwise.
    pub fn applies_to(self, recipe: &Recipe) -> bool {
        let envelope = matches!(recipe.content, Content::Envelope { .. });
        let certificate = recipe.managed.is_none();
        let kind = recipe.first_entry_kind();
        let v1 = recipe.logs.first().is_some_and(|(style, _)| *style == LogStyle::V1);
        let promise = recipe.has_promise();
        let proof = kind.is_some() && recipe.proof;
        let neighbours = recipe.neighbours.0 + recipe.neighbours.1 > 0;
        match self {
            Self::MessageDigest => !envelope && recipe.message_digest,
            Self::NoEnvelopeSignature | Self::TwoEnvelopeSignatures | Self::PayloadType | Self::PayloadNoStatement => {
                envelope
            }
            Self::SubjectDigest | Self::NoSubject => {
                matches!(recipe.content, Content::Envelope { payload: Payload::Statement { .. }, .. })
            }
            Self::EntryDigest => matches!(kind, Some(EntryType::HashedRekord001 | EntryType::HashedRekord002)),
            Self::EntryPayloadHash => {
                use EntryType::{Dsse001, Dsse002, Intoto001, Intoto002};
                matches!(kind, Some(Dsse001 | Dsse002 | Intoto002 | Intoto001))
            }
            // The oldest kind records none.
            Self::EntrySignature => kind.is_some_and(|kind| kind != EntryType::Intoto001),
            Self::EntryKeyDetails => matches!(kind, Some(EntryType::HashedRekord002 | EntryType::Dsse002)),
            Self::PromiseSignature | Self::PromiseOfOtherEntry | Self::PromiseTime => promise,
            // The index of Rekor v2 is the proof's.
            Self::PromiseIndex => promise && v1,
            Self::EntryIndex => proof && !v1,
            // sigstore_rekor.proto: v0.1 is content with a promise.
            Self::NoProof => proof && !recipe.media_type.is_v01(),
            Self::ProofHash | Self::ProofTooShort | Self::ProofIndex => proof && neighbours,
            Self::CheckpointOtherRoot | Self::CheckpointOtherTree => proof && neighbours,
            Self::EntryKind | Self::EntryVersion => kind.is_some(),
            Self::NoCheckpoint => proof,
            Self::NoPromiseNoProof => promise || proof,
            Self::LeafDuplicateExtension => certificate,
            _ if self.is_about_timestamps() => recipe.timestamps.as_ref().is_none_or(|stamps| !stamps.is_empty()),
            _ => match self.usual_code() {
                Code::CertIdentity | Code::CertUsage | Code::CertValidity | Code::CertChain => certificate,
                Code::SctMissing | Code::SctSignature => certificate && !recipe.scts.is_empty(),
                Code::LogInclusion | Code::LogCheckpoint => proof,
                Code::LogEntry if self == Self::ProofIndexOutsideTree => proof,
                Code::LogEntry | Code::LogMissing => kind.is_some(),
                _ => true,
            },
        }
    }

    /// Whether it needs a timestamp to be wrong: a recipe that names none gets one.
    pub(in crate::local) fn is_about_timestamps(self) -> bool {
        matches!(self.usual_code(), Code::TimestampSignature | Code::TimestampAuthority)
            || matches!(self, Self::TimestampContentType | Self::TimestampStatus | Self::TimestampTwoSigners)
    }
}
