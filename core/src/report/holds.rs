//! What it means that a check holds, in the words of a verdict.

use crate::check::Code;

/// A few words, to be followed by what was found.
#[rustfmt::skip]
pub(super) fn holds(code: Code) -> &'static str {
    match code {
        Code::BundleLimit => "the bundle is within every limit",
        Code::BundleVersion => "the bundle's version is known",
        Code::BundleMalformed => "the bundle is well-formed",
        Code::TrustMalformed => "the trusted root is well-formed",
        Code::PolicyMalformed => "the policy can be applied",
        Code::PolicyDenied => "no deny rule applies",
        Code::SignatureAlgorithm => "the signature algorithm is supported",
        Code::SignatureArtifact => "the signature covers this artifact",
        Code::SignatureEnvelope => "the signature covers the attestation",
        Code::StatementMalformed => "the attestation is an in-toto statement",
        Code::SubjectMissing => "the statement names subjects",
        Code::SubjectDigest => "the statement is about this artifact",
        Code::KeyMismatch => "the expected key signed",
        Code::CertChain => "the certificate leads to a trusted authority",
        Code::CertUsage => "the certificate is for code signing",
        Code::CertIdentity => "the certificate names one identity",
        Code::CertValidity => "the certificate was valid then",
        Code::KeyValidity => "the key was valid then",
        Code::SctSignature => "trusted CT logs promise to publish the certificate",
        Code::SctMissing => "enough CT logs promise to publish the certificate",
        Code::LogEntry => "the log entry is about this signature",
        Code::LogPromise => "the log promised to include the entry",
        Code::LogCheckpoint => "the log signed its checkpoint",
        Code::LogInclusion => "the entry is in the log",
        Code::LogMissing => "the signature is in a trusted log",
        Code::LogThreshold => "enough logs vouch for the signature",
        Code::TimestampSignature => "the timestamp is about this signature",
        Code::TimestampAuthority => "a trusted authority made the timestamp",
        Code::TimestampThreshold => "enough authorities vouch for the time",
        Code::TimeFuture => "no time lies in the future",
        Code::TimeMissing => "the time of signing is established",
        Code::IdentitySan => "the expected identity signed",
        Code::IdentityIssuer => "the expected provider vouches for it",
        Code::IdentityClaim => "the certificate says what is demanded",
        Code::PredicateType => "the attestation is of the demanded type",
        Code::PredicateMalformed => "the predicate is what its type says",
        Code::SlsaBuilder => "a trusted builder signed",
        Code::SlsaBuildType => "the builder is known for this build type",
        Code::SlsaClaim => "certificate, predicate and materials agree",
        Code::SlsaSource => "it was built from the expected source",
        Code::SlsaRef => "it was built from the expected ref",
        Code::SlsaParameter => "no external parameter is unexpected",
        Code::SlsaSubject => "the provenance is about this package",
        Code::SlsaLevel => "the builder is trusted up to the demanded level",
        Code::SlsaDependency => "the dependencies are vouched for",
        Code::VsaVerifier => "the expected verifier made the summary",
        Code::VsaResource => "the summary is about this resource",
        Code::VsaResult => "the summary says passed",
        Code::VsaLevel => "the summary states the demanded levels",
        Code::VsaTime => "the summary is recent enough",
        Code::VsaPolicy => "the expected policy was applied",
        Code::VsaInput => "the summary rests on the demanded attestations",
        Code::NetFailed => "the server answered",
        Code::NetConfig => "the network can be used as asked for",
        Code::TrustSignature => "the repository's metadata are signed",
        Code::TrustRollback => "the repository's state is no older than before",
        Code::TrustExpired => "the repository's metadata are current",
        Code::TrustMismatch => "the file is the one that the metadata describe",
        Code::TrustMissing => "the repository has what is asked for",
        Code::KeyMalformed => "the private key can be used",
        Code::KeyPassword => "the password opens the private key",
        Code::LocalAuthority => "this machine's authority can be used",
        Code::SignConfig => "there are services to sign with",
        Code::SignToken => "the identity token can be used",
        Code::SignCertificate => "the authority issued a certificate",
        Code::SignKey => "the key signs",
        Code::SignTimestamp => "the timestamp authority answered",
        Code::SignLog => "the log took the entry",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_words_of_its_own() {
        let mut words: Vec<_> = Code::all().map(holds).collect();
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count);
    }
}
