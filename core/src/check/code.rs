/// Which check: stable API, `room.what`.
///
/// The order is that of how much a failure tells: of many failed checks, the first in this order is the one to report.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Code {
    /// `bundle.limit`: A size, count or depth is over its limit.
    BundleLimit,
    /// `bundle.version`: The bundle's media type is not one that exists.
    BundleVersion,
    /// `bundle.malformed`: The bundle is not well-formed, or says two things about one fact.
    BundleMalformed,
    /// `trust.malformed`: The trusted root is not well-formed.
    TrustMalformed,
    /// `policy.malformed`: The policy cannot be read, or could never refuse anything.
    PolicyMalformed,
    /// `policy.denied`: A deny rule names this signer, key, run, log entry or time, or the policy has expired.
    PolicyDenied,
    /// `signature.algorithm`: The signature algorithm is not supported, or not one for this key.
    SignatureAlgorithm,
    /// `signature.artifact`: The signature does not cover this artifact.
    SignatureArtifact,
    /// `signature.envelope`: The envelope's signature does not verify.
    SignatureEnvelope,
    /// `statement.malformed`: The payload is not an in-toto statement.
    StatementMalformed,
    /// `subject.missing`: The statement names no subject with a digest that can be compared.
    SubjectMissing,
    /// `subject.digest`: No subject of the statement has the artifact's digest.
    SubjectDigest,
    /// `key.mismatch`: The bundle was not signed with the expected key.
    KeyMismatch,
    /// `cert.chain`: The certificate does not chain to a trusted authority.
    CertChain,
    /// `cert.usage`: A certificate of the chain is not made for this use.
    CertUsage,
    /// `cert.identity`: The certificate does not name one identity.
    CertIdentity,
    /// `cert.validity`: A certificate was not valid when the signature was made.
    CertValidity,
    /// `key.validity`: The key was not valid when the signature was made.
    KeyValidity,
    /// `sct.signature`: A certificate timestamp does not verify.
    SctSignature,
    /// `sct.missing`: The certificate has too few timestamps of trusted CT logs.
    SctMissing,
    /// `log.entry`: The log entry is about something else than this signature.
    LogEntry,
    /// `log.promise`: The log's promise (SET) does not verify.
    LogPromise,
    /// `log.checkpoint`: The log's checkpoint does not verify.
    LogCheckpoint,
    /// `log.inclusion`: The inclusion proof does not lead to the checkpoint's root.
    LogInclusion,
    /// `log.missing`: The signature is in no trusted log.
    LogMissing,
    /// `log.threshold`: Too few distinct logs vouch for the signature.
    LogThreshold,
    /// `timestamp.signature`: A timestamp does not verify.
    TimestampSignature,
    /// `timestamp.authority`: A timestamp was not made by a trusted authority in its time.
    TimestampAuthority,
    /// `timestamp.threshold`: Too few distinct authorities vouch for the time.
    TimestampThreshold,
    /// `time.future`: An established time lies in the future.
    TimeFuture,
    /// `time.missing`: Nothing that can be trusted says when the signature was made.
    TimeMissing,
    /// `identity.san`: The signer is somebody else.
    IdentitySan,
    /// `identity.issuer`: The signer's identity comes from another provider.
    IdentityIssuer,
    /// `identity.claim`: A claim of the certificate is not the expected one.
    IdentityClaim,
    /// `predicate.type`: The attestation is of another type.
    PredicateType,
    /// `predicate.malformed`: The predicate is not what its type says.
    PredicateMalformed,
    /// `slsa.builder`: The signer is not a builder that is trusted, or not the expected one.
    SlsaBuilder,
    /// `slsa.build-type`: The build type is not one that this builder is known for, or not the expected one.
    SlsaBuildType,
    /// `slsa.claim`: Certificate, predicate and materials say different things about one fact.
    SlsaClaim,
    /// `slsa.source`: The artifact was built from another source.
    SlsaSource,
    /// `slsa.ref`: The artifact was built from another branch, tag or commit.
    SlsaRef,
    /// `slsa.parameter`: An external parameter is not the expected one, or nobody expected it.
    SlsaParameter,
    /// `slsa.subject`: The provenance is about another package or version.
    SlsaSubject,
    /// `slsa.level`: The builder is not trusted up to the level that is demanded.
    SlsaLevel,
    /// `slsa.dependency`: A dependency is not vouched for as demanded.
    SlsaDependency,
    /// `vsa.verifier`: The summary was made by another verifier.
    VsaVerifier,
    /// `vsa.resource`: The summary is about another resource.
    VsaResource,
    /// `vsa.result`: The summary says that verification failed.
    VsaResult,
    /// `vsa.level`: The summary does not state the levels that are demanded.
    VsaLevel,
    /// `vsa.time`: The summary is too old, or from the future.
    VsaTime,
    /// `vsa.policy`: The summary was made under another policy.
    VsaPolicy,
    /// `vsa.input`: The summary does not rest on the attestations that are demanded.
    VsaInput,
    /// `net.failed`: A server was not reached, or did not answer as it should.
    NetFailed,
    /// `net.config`: The network cannot be used in the way that is asked for.
    NetConfig,
    /// `trust.signature`: The metadata of the trust repository are not signed by enough of its keys.
    TrustSignature,
    /// `trust.rollback`: The trust repository offers an older state than one seen before.
    TrustRollback,
    /// `trust.expired`: The metadata of the trust repository have expired.
    TrustExpired,
    /// `trust.mismatch`: A file of the trust repository is not the one that its metadata describe.
    TrustMismatch,
    /// `trust.missing`: The trust repository or its cache does not have what is asked for.
    TrustMissing,
    /// `key.malformed`: The private key cannot be read or used.
    KeyMalformed,
    /// `key.password`: The password or PIN of the private key is missing or wrong.
    KeyPassword,
    /// `local.authority`: The authority of this machine cannot be used.
    LocalAuthority,
    /// `sign.config`: No service can be used to sign.
    SignConfig,
    /// `sign.token`: There is no identity token that can be used.
    SignToken,
    /// `sign.certificate`: The authority issues no certificate.
    SignCertificate,
    /// `sign.key`: The key does not sign.
    SignKey,
    /// `sign.timestamp`: The timestamp authority gives no timestamp.
    SignTimestamp,
    /// `sign.log`: The log takes no entry.
    SignLog,
}

/// Code, text, what its failure means, where its rule is written.
type Row = (Code, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const TABLE: &[Row] = &[
    (Code::BundleLimit, "bundle.limit", "A size, count or depth is over its limit.", "Sealwright limits"),
    (Code::BundleVersion, "bundle.version", "The bundle's media type is not one that exists.", "protobuf-specs sigstore_bundle.proto"),
    (Code::BundleMalformed, "bundle.malformed", "The bundle is not well-formed, or says two things about one fact.", "Sigstore client spec, bundle format"),
    (Code::TrustMalformed, "trust.malformed", "The trusted root is not well-formed.", "protobuf-specs sigstore_trustroot.proto"),
    (Code::PolicyMalformed, "policy.malformed", "The policy cannot be read, or could never refuse anything.", "Sealwright policy"),
    (Code::PolicyDenied, "policy.denied", "A deny rule names this signer, key, run, log entry or time, or the policy has expired.", "Sealwright policy"),
    (Code::SignatureAlgorithm, "signature.algorithm", "The signature algorithm is not supported, or not one for this key.", "Sigstore algorithm registry"),
    (Code::SignatureArtifact, "signature.artifact", "The signature does not cover this artifact.", "Sigstore client spec, verification, step 8"),
    (Code::SignatureEnvelope, "signature.envelope", "The envelope's signature does not verify.", "DSSE v1.0.2 protocol"),
    (Code::StatementMalformed, "statement.malformed", "The payload is not an in-toto statement.", "in-toto attestation spec v1"),
    (Code::SubjectMissing, "subject.missing", "The statement names no subject with a digest that can be compared.", "in-toto statement v1, subject"),
    (Code::SubjectDigest, "subject.digest", "No subject of the statement has the artifact's digest.", "in-toto statement v1, subject"),
    (Code::KeyMismatch, "key.mismatch", "The bundle was not signed with the expected key.", "Sigstore client spec, verification with a key"),
    (Code::CertChain, "cert.chain", "The certificate does not chain to a trusted authority.", "RFC 5280 section 6.1"),
    (Code::CertUsage, "cert.usage", "A certificate of the chain is not made for this use.", "RFC 5280 section 4.2.1"),
    (Code::CertIdentity, "cert.identity", "The certificate does not name one identity.", "Fulcio certificate specification"),
    (Code::CertValidity, "cert.validity", "A certificate was not valid when the signature was made.", "RFC 5280 section 4.1.2.5"),
    (Code::KeyValidity, "key.validity", "The key was not valid when the signature was made.", "protobuf-specs sigstore_trustroot.proto, valid_for"),
    (Code::SctSignature, "sct.signature", "A certificate timestamp does not verify.", "RFC 6962 section 3.2"),
    (Code::SctMissing, "sct.missing", "The certificate has too few timestamps of trusted CT logs.", "RFC 6962 section 3.3"),
    (Code::LogEntry, "log.entry", "The log entry is about something else than this signature.", "Rekor entry types"),
    (Code::LogPromise, "log.promise", "The log's promise (SET) does not verify.", "Sigstore client spec, SET"),
    (Code::LogCheckpoint, "log.checkpoint", "The log's checkpoint does not verify.", "C2SP tlog-checkpoint"),
    (Code::LogInclusion, "log.inclusion", "The inclusion proof does not lead to the checkpoint's root.", "RFC 6962 section 2.1.1"),
    (Code::LogMissing, "log.missing", "The signature is in no trusted log.", "Sigstore client spec, transparency log"),
    (Code::LogThreshold, "log.threshold", "Too few distinct logs vouch for the signature.", "Sealwright policy"),
    (Code::TimestampSignature, "timestamp.signature", "A timestamp does not verify.", "RFC 3161 section 2.4.2"),
    (Code::TimestampAuthority, "timestamp.authority", "A timestamp was not made by a trusted authority in its time.", "RFC 3161 section 2.3"),
    (Code::TimestampThreshold, "timestamp.threshold", "Too few distinct authorities vouch for the time.", "Sealwright policy"),
    (Code::TimeFuture, "time.future", "An established time lies in the future.", "Sealwright policy"),
    (Code::TimeMissing, "time.missing", "Nothing that can be trusted says when the signature was made.", "Sigstore client spec, establishing time"),
    (Code::IdentitySan, "identity.san", "The signer is somebody else.", "Fulcio certificate specification"),
    (Code::IdentityIssuer, "identity.issuer", "The signer's identity comes from another provider.", "Fulcio OID 1.3.6.1.4.1.57264.1.8"),
    (Code::IdentityClaim, "identity.claim", "A claim of the certificate is not the expected one.", "Fulcio OIDs 1.3.6.1.4.1.57264.1"),
    (Code::PredicateType, "predicate.type", "The attestation is of another type.", "in-toto statement v1, predicateType"),
    (Code::PredicateMalformed, "predicate.malformed", "The predicate is not what its type says.", "in-toto attestation spec v1"),
    (Code::SlsaBuilder, "slsa.builder", "The signer is not a builder that is trusted, or not the expected one.", "SLSA v1.2 verifying artifacts, step 1"),
    (Code::SlsaBuildType, "slsa.build-type", "The build type is not one that this builder is known for, or not the expected one.", "SLSA v1.2 verifying artifacts, step 2"),
    (Code::SlsaClaim, "slsa.claim", "Certificate, predicate and materials say different things about one fact.", "SLSA v1.2 verifying artifacts, step 1"),
    (Code::SlsaSource, "slsa.source", "The artifact was built from another source.", "SLSA v1.2 verifying artifacts, step 2"),
    (Code::SlsaRef, "slsa.ref", "The artifact was built from another branch, tag or commit.", "SLSA v1.2 verifying artifacts, step 2"),
    (Code::SlsaParameter, "slsa.parameter", "An external parameter is not the expected one, or nobody expected it.", "SLSA v1.2 verifying artifacts, step 2"),
    (Code::SlsaSubject, "slsa.subject", "The provenance is about another package or version.", "SLSA v1.2 verifying artifacts, step 1"),
    (Code::SlsaLevel, "slsa.level", "The builder is not trusted up to the level that is demanded.", "SLSA v1.2 build levels"),
    (Code::SlsaDependency, "slsa.dependency", "A dependency is not vouched for as demanded.", "SLSA v1.2 verifying artifacts, step 3"),
    (Code::VsaVerifier, "vsa.verifier", "The summary was made by another verifier.", "SLSA v1.2 verification summary, how to verify"),
    (Code::VsaResource, "vsa.resource", "The summary is about another resource.", "SLSA v1.2 verification summary, how to verify"),
    (Code::VsaResult, "vsa.result", "The summary says that verification failed.", "SLSA v1.2 verification summary, how to verify"),
    (Code::VsaLevel, "vsa.level", "The summary does not state the levels that are demanded.", "SLSA v1.2 verification summary, how to verify"),
    (Code::VsaTime, "vsa.time", "The summary is too old, or from the future.", "SLSA v1.2 verification summary, timeVerified"),
    (Code::VsaPolicy, "vsa.policy", "The summary was made under another policy.", "SLSA v1.2 verification summary, policy"),
    (Code::VsaInput, "vsa.input", "The summary does not rest on the attestations that are demanded.", "SLSA v1.2 verification summary, inputAttestations"),
    (Code::NetFailed, "net.failed", "A server was not reached, or did not answer as it should.", "RFC 9110"),
    (Code::NetConfig, "net.config", "The network cannot be used in the way that is asked for.", "Sealwright net"),
    (Code::TrustSignature, "trust.signature", "The metadata of the trust repository are not signed by enough of its keys.", "TUF specification 5.3.4"),
    (Code::TrustRollback, "trust.rollback", "The trust repository offers an older state than one seen before.", "TUF specification 5.4.3"),
    (Code::TrustExpired, "trust.expired", "The metadata of the trust repository have expired.", "TUF specification 5.3.10"),
    (Code::TrustMismatch, "trust.mismatch", "A file of the trust repository is not the one that its metadata describe.", "TUF specification 5.7"),
    (Code::TrustMissing, "trust.missing", "The trust repository or its cache does not have what is asked for.", "TUF specification 5.7"),
    (Code::KeyMalformed, "key.malformed", "The private key cannot be read or used.", "RFC 5958"),
    (Code::KeyPassword, "key.password", "The password or PIN of the private key is missing or wrong.", "RFC 8018"),
    (Code::LocalAuthority, "local.authority", "The authority of this machine cannot be used.", "Sealwright local"),
    (Code::SignConfig, "sign.config", "No service can be used to sign.", "protobuf-specs sigstore_trustroot.proto, SigningConfig"),
    (Code::SignToken, "sign.token", "There is no identity token that can be used.", "OpenID Connect Core 1.0 section 2"),
    (Code::SignCertificate, "sign.certificate", "The authority issues no certificate.", "Sigstore client spec, signing, certificate"),
    (Code::SignKey, "sign.key", "The key does not sign.", "Sigstore algorithm registry"),
    (Code::SignTimestamp, "sign.timestamp", "The timestamp authority gives no timestamp.", "RFC 3161 section 2.4"),
    (Code::SignLog, "sign.log", "The log takes no entry.", "Sigstore client spec, signing, transparency log"),
];

impl Code {
    /// Every code, the most telling first.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.0)
    }

    /// The code as text, for example `log.inclusion`.
    pub fn as_str(self) -> &'static str {
        self.row().map_or("", |row| row.1)
    }

    /// What a failure of this check means, in a sentence.
    pub fn meaning(self) -> &'static str {
        self.row().map_or("", |row| row.2)
    }

    /// Where the rule is written.
    pub fn spec(self) -> &'static str {
        self.row().map_or("", |row| row.3)
    }

    /// The code of that text.
    pub fn from_text(text: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.1 == text).map(|row| row.0)
    }

    fn row(self) -> Option<&'static Row> {
        TABLE.iter().find(|row| row.0 == self)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_what_it_prints_and_stands_in_its_order() {
        let codes: Vec<_> = Code::all().collect();
        assert!(codes.is_sorted());
        assert_eq!(codes.last(), Some(&Code::SignLog));
        for code in codes {
            assert_eq!(Code::from_text(code.as_str()), Some(code));
            assert!(!code.meaning().is_empty() && !code.spec().is_empty());
        }
    }
}
