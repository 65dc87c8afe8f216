use std::num::NonZeroU8;

use sealwright::identity::IssuerKind;
use sealwright::{
    AttestationKind, Ci, DigestAlgorithm, DigestAlgorithms, EntryKind, KeyFormat, KeySigns, LogDemand, Purpose, Scheme,
    SctDemand, Status, TimeSource, TimeSourceKind, Unlogged,
};

use crate::Failure;

/// What signature schemes are called.
const SCHEMES: &[(&str, Scheme)] = &[
    ("ecdsa-sha256", Scheme::Ecdsa(DigestAlgorithm::Sha256)),
    ("ecdsa-sha384", Scheme::Ecdsa(DigestAlgorithm::Sha384)),
    ("ecdsa-sha512", Scheme::Ecdsa(DigestAlgorithm::Sha512)),
    ("ed25519", Scheme::Ed25519),
    ("ed25519ph", Scheme::Ed25519ph),
    ("rsa-pkcs1-sha256", Scheme::RsaPkcs1(DigestAlgorithm::Sha256)),
    ("rsa-pkcs1-sha384", Scheme::RsaPkcs1(DigestAlgorithm::Sha384)),
    ("rsa-pkcs1-sha512", Scheme::RsaPkcs1(DigestAlgorithm::Sha512)),
    ("rsa-pss-sha256", Scheme::RsaPss(DigestAlgorithm::Sha256)),
    ("rsa-pss-sha384", Scheme::RsaPss(DigestAlgorithm::Sha384)),
    ("rsa-pss-sha512", Scheme::RsaPss(DigestAlgorithm::Sha512)),
    ("ml-dsa", Scheme::MlDsa),
];

/// The scheme of that name.
pub fn scheme(text: &str) -> Result<Scheme, Failure> {
    let found = SCHEMES.iter().find(|row| row.0 == text).map(|row| row.1);
    let names = || SCHEMES.iter().map(|row| row.0).collect::<Vec<_>>().join(", ");
    found.ok_or_else(|| Failure::option("the scheme", text, &names()))
}

/// What the scheme is called.
pub fn scheme_text(scheme: Scheme) -> &'static str {
    SCHEMES.iter().find(|row| row.1 == scheme).map_or("unknown", |row| row.0)
}

/// `sha256`, `sha384` or `sha512`.
pub fn digest_algorithm(text: &str) -> Result<DigestAlgorithm, Failure> {
    DigestAlgorithm::from_name(text)
        .ok_or_else(|| Failure::option("the digest algorithm", text, "sha256, sha384 or sha512"))
}

/// A set of them; SHA-256 if there are none.
pub fn digest_algorithms<T: AsRef<str>>(texts: &[T]) -> Result<DigestAlgorithms, Failure> {
    let mut set = DigestAlgorithms::default();
    for text in texts {
        set = set.with(digest_algorithm(text.as_ref())?);
    }
    Ok(if texts.is_empty() { DigestAlgorithms::SHA256 } else { set })
}

/// `hashedrekord/0.0.1` and its like.
pub fn entry_kind(text: &str) -> Result<EntryKind, Failure> {
    let found = text.split_once('/').and_then(|(name, version)| EntryKind::find(name, version));
    found.ok_or_else(|| {
        let all = EntryKind::ALL.map(|kind| kind.to_string()).join(", ");
        Failure::option("the kind of entry", text, &all)
    })
}

/// `code-signing` or `time-stamping`.
pub fn purpose(text: &str) -> Result<Purpose, Failure> {
    [Purpose::CodeSigning, Purpose::TimeStamping]
        .into_iter()
        .find(|purpose| purpose_text(*purpose) == text)
        .ok_or_else(|| Failure::option("the purpose", text, "code-signing or time-stamping"))
}

/// What the purpose is called.
const fn purpose_text(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::CodeSigning => "code-signing",
        Purpose::TimeStamping => "time-stamping",
        _ => "unknown",
    }
}

/// `either`, `log`, `tsa` or `both`.
pub fn time_source(text: &str) -> Result<TimeSource, Failure> {
    [TimeSource::Either, TimeSource::Log, TimeSource::Tsa, TimeSource::Both]
        .into_iter()
        .find(|source| time_source_text(*source) == text)
        .ok_or_else(|| Failure::option("the source of time", text, "either, log, tsa or both"))
}

/// What the source of time is called.
pub const fn time_source_text(source: TimeSource) -> &'static str {
    match source {
        TimeSource::Either => "either",
        TimeSource::Log => "log",
        TimeSource::Tsa => "tsa",
        TimeSource::Both => "both",
    }
}

/// A CI system by its short name, `github`.
pub fn ci(text: &str) -> Result<Ci, Failure> {
    let names = || Ci::ALL.map(Ci::name).join(", ");
    Ci::from_name(text).ok_or_else(|| Failure::option("the CI system", text, &names()))
}

/// In what form an attestation was published.
pub const fn attestation_kind(kind: AttestationKind) -> &'static str {
    match kind {
        AttestationKind::SigstoreBundle => "sigstore-bundle",
        AttestationKind::Envelope => "envelope",
        AttestationKind::CloudBuild => "cloud-build",
        AttestationKind::NpmRegistry => "npm-registry",
        AttestationKind::Pep740 => "pep740",
        AttestationKind::CosignLayer => "cosign-layer",
        _ => "unknown",
    }
}

/// `pae` or `payload-dangerous`.
pub fn key_signs(text: &str) -> Result<KeySigns, Failure> {
    [KeySigns::Pae, KeySigns::PayloadDangerous]
        .into_iter()
        .find(|signs| key_signs_text(*signs) == text)
        .ok_or_else(|| Failure::option("what the key signs", text, "pae or payload-dangerous"))
}

/// What of an envelope a key signs.
pub const fn key_signs_text(signs: KeySigns) -> &'static str {
    match signs {
        KeySigns::Pae => "pae",
        KeySigns::PayloadDangerous => "payload-dangerous",
        _ => "unknown",
    }
}

/// How a private key is written.
pub const fn key_format_text(format: KeyFormat) -> &'static str {
    match format {
        KeyFormat::Pkcs8 => "pkcs8",
        KeyFormat::EncryptedPkcs8 => "encrypted-pkcs8",
        KeyFormat::Cosign => "cosign",
        KeyFormat::Sec1 => "sec1",
        KeyFormat::Pkcs1 => "pkcs1",
        _ => "unknown",
    }
}

/// Who issued a token, as far as it makes a difference.
pub const fn issuer_kind_text(kind: IssuerKind) -> &'static str {
    match kind {
        IssuerKind::GitHub => "github",
        IssuerKind::GitLab => "gitlab",
        IssuerKind::Buildkite => "buildkite",
        IssuerKind::CircleCi => "circleci",
        IssuerKind::Google => "google",
        IssuerKind::Sigstore => "sigstore",
        _ => "other",
    }
}

/// Whether evidence without a witness is accepted.
pub const fn unlogged_text(unlogged: Unlogged) -> &'static str {
    match unlogged {
        Unlogged::Refused => "refused",
        Unlogged::AcceptedDangerous => "accepted-dangerous",
    }
}

/// Who signed a time.
pub const fn signed_time(source: TimeSourceKind) -> &'static str {
    match source {
        TimeSourceKind::Log => "log",
        TimeSourceKind::Tsa => "tsa",
        _ => "unknown",
    }
}

/// What came of a check, as the JSON verdict has it.
pub const fn status_text(status: Status) -> &'static str {
    match status {
        Status::Pass => "pass",
        Status::Fail => "fail",
        Status::Skipped => "skipped",
    }
}

/// How many logs a policy asks for: a number that is not zero. No log at all has a dangerous name of its own.
pub fn log_demand(at_least: u8) -> Result<LogDemand, Failure> {
    NonZeroU8::new(at_least).map(LogDemand::AtLeast).ok_or_else(none)
}

/// How many CT logs a policy asks for: a number that is not zero. No log at all has a dangerous name of its own.
pub fn sct_demand(at_least: u8) -> Result<SctDemand, Failure> {
    NonZeroU8::new(at_least).map(SctDemand::AtLeast).ok_or_else(none)
}

fn none() -> Failure {
    Failure::option("the number of logs", "0", "1 or more; none is asked for by the name that says it is dangerous")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_read_as_what_it_is_written_for() {
        for (name, _) in SCHEMES {
            assert_eq!(scheme_text(scheme(name).unwrap()), *name);
        }
        for kind in EntryKind::ALL {
            assert_eq!(entry_kind(&kind.to_string()).unwrap(), kind);
        }
        for text in ["either", "log", "tsa", "both"] {
            assert_eq!(time_source_text(time_source(text).unwrap()), text);
        }
        for text in ["code-signing", "time-stamping"] {
            assert_eq!(purpose_text(purpose(text).unwrap()), text);
        }
        for text in ["pae", "payload-dangerous"] {
            assert_eq!(key_signs_text(key_signs(text).unwrap()), text);
        }
        for system in Ci::ALL {
            assert_eq!(ci(system.name()).unwrap(), system);
        }
        for algorithm in DigestAlgorithm::ALL {
            assert_eq!(digest_algorithm(algorithm.name()).unwrap(), algorithm);
        }
    }

    #[test]
    fn other_texts_are_refused_with_what_there_is() {
        let failure = scheme("ecdsa").unwrap_err();
        assert_eq!(failure.check.found.unwrap().to_string(), "ecdsa");
        assert!(failure.check.expected.unwrap().to_string().contains("rsa-pss-sha256"));
        assert!(digest_algorithm("SHA256").is_err());
        assert!(log_demand(0).is_err() && sct_demand(0).is_err());
    }
}
