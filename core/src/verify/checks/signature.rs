//! The signature over the artifact or the envelope, and what the envelope says.

use std::borrow::Cow;
use std::sync::Arc;

use super::Signer;
use crate::bundle::{self, BundleVersion, Material};
use crate::check::{Check, Code, Explain, Value};
use crate::crypto::{KeyError, KeyKind, PublicKey, Scheme, SignatureError, p1363};
use crate::digest::{Digest, DigestAlgorithm};
use crate::encoding::base64;
use crate::intoto::{PAYLOAD_TYPE, Statement};
use crate::policy::{KeySigns, TrustedKey};
use crate::tlog::EntryVerifier;
use crate::verify::evidence::{Evidence, SignerEvidence};
use crate::verify::outcome::Content;
use crate::verify::verifier::Case;

#[derive(Debug, thiserror::Error)]
enum SignerError {
    #[error("the certificate's key cannot be used: {0}")]
    Unusable(KeyError),
    #[error("the bundle is signed with a key, and the policy names none")]
    NoKey { hint: Option<String> },
    #[error("none of the policy's keys made this signature")]
    OtherKey { expected: String, hint: Option<String> },
}

impl Explain for SignerError {
    fn code(&self) -> Code {
        match self {
            Self::Unusable(_) => Code::SignatureAlgorithm,
            Self::NoKey { .. } | Self::OtherKey { .. } => Code::KeyMismatch,
        }
    }

    fn expected(&self) -> Option<Value> {
        match self {
            Self::Unusable(_) => Some("an ECDSA, Ed25519, RSA or ML-DSA key".into()),
            Self::NoKey { .. } => Some("a certificate with the identity that the policy asks for".into()),
            Self::OtherKey { expected, .. } => Some(expected.clone().into()),
        }
    }

    fn found(&self) -> Option<Value> {
        match self {
            Self::Unusable(_) => None,
            Self::NoKey { hint } | Self::OtherKey { hint, .. } => Some(match hint {
                Some(hint) => format!("a key with the hint {hint:?}").into(),
                None => "a key without a hint".into(),
            }),
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::Unusable(_) => "sign with a key of the Sigstore algorithm registry".into(),
            Self::NoKey { .. } => "pass the signer's public key (--key) if it is a key that you trust".into(),
            Self::OtherKey { .. } => "get the signer's current public key from where the signer publishes it".into(),
        })
    }
}

#[derive(Debug, thiserror::Error)]
enum ContentError {
    #[error("the signature is over another artifact")]
    OtherArtifact(Box<OtherArtifact>),
    #[error("the signature does not verify over this artifact")]
    Artifact { artifact: Option<Digest> },
    #[error("the artifact's {algorithm} is not known, and the signature is over that digest")]
    NoDigest { algorithm: DigestAlgorithm },
    #[error("the envelope's signature does not verify over its payload and payload type")]
    Envelope,
    #[error("{0}")]
    Scheme(SignatureError),
    #[error("the envelope holds no in-toto statement")]
    PayloadType { found: String },
    #[error("no subject of the statement is {expected}")]
    Foreign { expected: String, found: Option<String> },
}

/// The digest that the bundle names, and the artifact's.
#[derive(Debug)]
struct OtherArtifact {
    signed: Digest,
    artifact: Digest,
}

impl Explain for ContentError {
    fn code(&self) -> Code {
        match self {
            Self::OtherArtifact(_) | Self::Artifact { .. } | Self::NoDigest { .. } => Code::SignatureArtifact,
            Self::Envelope => Code::SignatureEnvelope,
            Self::Scheme(_) => Code::SignatureAlgorithm,
            Self::PayloadType { .. } => Code::StatementMalformed,
            Self::Foreign { found: Some(_), .. } => Code::SubjectDigest,
            Self::Foreign { found: None, .. } => Code::SubjectMissing,
        }
    }

    fn expected(&self) -> Option<Value> {
        match self {
            Self::OtherArtifact(other) => Some(Value::Digest(other.signed)),
            Self::PayloadType { .. } => Some(PAYLOAD_TYPE.into()),
            Self::NoDigest { algorithm } => Some(algorithm.name().into()),
            Self::Foreign { expected, .. } => Some(expected.clone().into()),
            _ => None,
        }
    }

    fn found(&self) -> Option<Value> {
        match self {
            Self::OtherArtifact(other) => Some(Value::Digest(other.artifact)),
            Self::Artifact { artifact } => artifact.map(Value::Digest),
            Self::PayloadType { found } => Some(found.clone().into()),
            Self::Foreign { found, .. } => {
                Some(found.clone().map_or("no digest of that algorithm".into(), Value::from))
            }
            _ => None,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::OtherArtifact(_) | Self::Artifact { .. } => {
                "the artifact was changed after it was signed, or this bundle belongs to another one: \
                 fetch both again from their origin"
                    .into()
            }
            Self::NoDigest { algorithm } => {
                format!("give the artifact by path or bytes, or its {algorithm} digest").into()
            }
            Self::Envelope => "the attestation was changed after it was signed: fetch it again".into(),
            Self::Scheme(SignatureError::NeedsMessage { .. }) => {
                "give the artifact's bytes (Artifact::from_bytes), not its digest".into()
            }
            Self::Scheme(_) => "sign with an algorithm of the Sigstore algorithm registry".into(),
            Self::PayloadType { .. } => {
                "only envelopes with an in-toto statement say anything about an artifact".into()
            }
            Self::Foreign { .. } => {
                "this attestation is about other artifacts: check that you have the right one of each".into()
            }
        })
    }
}

/// Finds the key that the bundle was signed with and verifies the signature; `None` if there is no such key.
pub(in crate::verify) fn check<'a>(case: &Case<'a>, evidence: &mut Evidence) -> Option<Signer<'a>> {
    match case.bundle.material() {
        Material::Certificate { leaf, .. } => {
            evidence.signer = Some(SignerEvidence::Certificate(leaf.clone()));
            let key = match leaf.public_key() {
                Ok(key) => key,
                Err(error) => {
                    evidence.checks.push(Check::fail(&SignerError::Unusable(error)));
                    return None;
                }
            };
            let verified = verify(case, &key, KeySigns::Pae);
            record(case, verified, evidence);
            Some(Signer::Certificate { certificate: leaf, key })
        }
        Material::PublicKey { hint } => with_policy_key(case, hint.as_deref(), evidence),
    }
}

/// Of the keys that the policy names, the one that made the signature.
fn with_policy_key<'a>(case: &Case<'a>, hint: Option<&str>, evidence: &mut Evidence) -> Option<Signer<'a>> {
    let mut first = None;
    let named = |name: Option<&str>| name.unwrap_or_default() == hint.unwrap_or_default();
    let meant = |trusted: &&TrustedKey| !trusted.is_only_named() || named(trusted.hint());
    for trusted in case.policy.keys().into_iter().filter(meant) {
        let signer = || Signer::Key { key: trusted.key(), windowed: trusted.validity().is_some() };
        match verify(case, trusted.key(), trusted.signed_form()) {
            Ok(()) => {
                evidence.signer = Some(SignerEvidence::Key(trusted.key().clone()));
                record(case, Ok(()), evidence);
                return Some(signer());
            }
            // The bundle names this very key, or is about another artifact: then it is not the key that is wrong.
            Err(error) if names(case, hint, trusted.key()) || matches!(error, ContentError::OtherArtifact(_)) => {
                evidence.signer = Some(SignerEvidence::Key(trusted.key().clone()));
                record(case, Err(error), evidence);
                return Some(signer());
            }
            Err(_) => first = first.or(Some(trusted.key())),
        }
    }
    let hint = hint.map(|h| h.chars().take(100).collect());
    let error = match first {
        None => match case.policy.keys().first().and_then(|trusted| trusted.hint()) {
            Some(name) => SignerError::OtherKey { expected: format!("the key named {name:?}"), hint },
            None => SignerError::NoKey { hint },
        },
        Some(key) => SignerError::OtherKey { expected: format!("sha256:{}", key.fingerprint()), hint },
    };
    evidence.checks.push(Check::fail(&error));
    None
}

/// Whether the bundle itself says that this key signed it: by cosign's hint, or in the log entry.
fn names(case: &Case<'_>, hint: Option<&str>, key: &PublicKey) -> bool {
    hint == Some(base64::encode(key.fingerprint()).as_str())
        || case
            .bundle
            .log_entries()
            .iter()
            .any(|entry| *entry.body().verifier() == EntryVerifier::Key(key.spki_der().to_vec()))
}

fn record(case: &Case<'_>, verified: Result<(), ContentError>, evidence: &mut Evidence) {
    let code = match case.bundle.content() {
        bundle::Content::Message { .. } => Code::SignatureArtifact,
        bundle::Content::Envelope(_) => Code::SignatureEnvelope,
    };
    evidence.checks.push(match verified {
        Ok(()) => Check::pass(code, None),
        Err(error) => Check::fail(&error),
    });
}

fn verify(case: &Case<'_>, key: &PublicKey, signs: KeySigns) -> Result<(), ContentError> {
    match case.bundle.content() {
        bundle::Content::Message { digest, signature } => message(case, key, digest.as_ref(), signature),
        bundle::Content::Envelope(envelope) => match signs {
            KeySigns::Pae => self::envelope(case, key, &envelope.pae()),
            KeySigns::PayloadDangerous => self::envelope(case, key, envelope.payload()),
        },
    }
}

fn message(case: &Case<'_>, key: &PublicKey, signed: Option<&Digest>, signature: &[u8]) -> Result<(), ContentError> {
    // Client spec: the bundle's own digest is only a hint, but one that contradicts the artifact is a lie.
    if let Some(signed) = signed {
        let artifact =
            case.artifact.digest(signed.algorithm()).ok_or(ContentError::NoDigest { algorithm: signed.algorithm() })?;
        if artifact != *signed {
            return Err(ContentError::OtherArtifact(Box::new(OtherArtifact { signed: *signed, artifact })));
        }
    }
    let schemes = message_schemes(key.kind(), signed.map(Digest::algorithm));
    first_success(schemes, |scheme| match scheme.digest() {
        Some(algorithm) => {
            let digest = case.artifact.digest(algorithm).ok_or(ContentError::NoDigest { algorithm })?;
            case.signatures
                .verify_digest(key, scheme, &digest, signature)
                .map_err(|error| of_artifact(error, Some(digest)))
        }
        None => {
            let content = case.artifact.content();
            let content = content.ok_or(ContentError::Scheme(SignatureError::NeedsMessage { scheme }))?;
            case.signatures
                .verify(key, scheme, content, signature)
                .map_err(|error| of_artifact(error, case.artifact.digest(DigestAlgorithm::Sha256)))
        }
    })
}

fn envelope(case: &Case<'_>, key: &PublicKey, signed: &[u8]) -> Result<(), ContentError> {
    // A bundle's signature is DER; in an envelope alone some key services write both numbers at fixed length.
    let fixed = match case.bundle.version() {
        BundleVersion::Assembled => p1363::to_der(key.kind(), case.bundle.signature()),
        _ => None,
    };
    let signature = fixed.as_deref().unwrap_or(case.bundle.signature());
    first_success(envelope_schemes(key.kind()), |scheme| {
        case.signatures.verify(key, scheme, signed, signature).map_err(|error| match error {
            SignatureError::Mismatch => ContentError::Envelope,
            other => ContentError::Scheme(other),
        })
    })
}

fn of_artifact(error: SignatureError, artifact: Option<Digest>) -> ContentError {
    match error {
        SignatureError::Mismatch => ContentError::Artifact { artifact },
        other => ContentError::Scheme(other),
    }
}

/// The first scheme that verifies; if none does, the error of the first, which is the key's usual one.
fn first_success(
    schemes: &[Scheme],
    mut verify: impl FnMut(Scheme) -> Result<(), ContentError>,
) -> Result<(), ContentError> {
    let mut first = None;
    for scheme in schemes {
        match verify(*scheme) {
            Ok(()) => return Ok(()),
            Err(error) => first = first.or(Some(error)),
        }
    }
    Err(first.unwrap_or(ContentError::Artifact { artifact: None }))
}

/// How a key of this kind may sign an artifact of which this digest is known.
///
/// Sigstore algorithm registry; ECDSA P-384 and P-521 with SHA-256 are its deprecated rows, which cosign made.
/// Nothing in a bundle says which RSA padding was used, so both rows of the registry are tried.
fn message_schemes(kind: KeyKind, digest: Option<DigestAlgorithm>) -> &'static [Scheme] {
    use DigestAlgorithm::{Sha256, Sha384, Sha512};
    match (kind, digest) {
        (KeyKind::EcdsaP384 | KeyKind::EcdsaP521, Some(Sha256)) => &[Scheme::Ecdsa(Sha256)],
        (KeyKind::EcdsaP256, _) => &[Scheme::Ecdsa(Sha256)],
        (KeyKind::EcdsaP384, _) => &[Scheme::Ecdsa(Sha384)],
        (KeyKind::EcdsaP521, _) => &[Scheme::Ecdsa(Sha512)],
        (KeyKind::Ed25519, Some(Sha512)) => &[Scheme::Ed25519ph, Scheme::Ed25519],
        (KeyKind::Ed25519, _) => &[Scheme::Ed25519],
        (KeyKind::Rsa { .. }, _) => &[Scheme::RsaPkcs1(Sha256), Scheme::RsaPss(Sha256)],
        (KeyKind::MlDsa44 | KeyKind::MlDsa65 | KeyKind::MlDsa87, _) => &[Scheme::MlDsa],
    }
}

/// How a key of this kind may sign an envelope.
fn envelope_schemes(kind: KeyKind) -> &'static [Scheme] {
    use DigestAlgorithm::{Sha256, Sha384, Sha512};
    match kind {
        KeyKind::EcdsaP384 => &[Scheme::Ecdsa(Sha384), Scheme::Ecdsa(Sha256)],
        KeyKind::EcdsaP521 => &[Scheme::Ecdsa(Sha512), Scheme::Ecdsa(Sha256)],
        KeyKind::Ed25519 => &[Scheme::Ed25519, Scheme::Ed25519ph],
        other => message_schemes(other, None),
    }
}

/// What was signed: for an envelope, its statement, with this artifact among the subjects.
pub(in crate::verify) fn content(case: &Case<'_>, evidence: &mut Evidence) -> Option<Content> {
    let envelope = match case.bundle.content() {
        bundle::Content::Message { .. } => return Some(Content::Artifact),
        bundle::Content::Envelope(envelope) => envelope,
    };
    if envelope.payload_type() != PAYLOAD_TYPE {
        let found = envelope.payload_type().chars().take(200).collect();
        evidence.checks.push(Check::fail(&ContentError::PayloadType { found }));
        return None;
    }
    let statement = match Statement::from_payload(envelope.payload()) {
        Ok(statement) => Arc::new(statement),
        Err(error) => {
            evidence.checks.push(Check::fail(&error));
            return None;
        }
    };
    evidence.checks.push(match case.artifact.foreign_digest() {
        Some((algorithm, value)) => foreign_subject(&statement, algorithm, value),
        None => match statement.subject_for(case.artifact) {
            Ok(_) => Check::pass(Code::SubjectDigest, None),
            Err(error) => Check::fail(&error),
        },
    });
    // Nothing of an envelope is shown as evidence before its signature was verified.
    if !evidence.has_failed(&[Code::SignatureEnvelope, Code::SignatureAlgorithm, Code::KeyMismatch]) {
        evidence.statement = Some(Arc::clone(&statement));
    }
    Some(Content::Statement(statement))
}

/// in-toto digest_set.md: a digest of an algorithm that cannot be computed is the same only if it is the same text.
fn foreign_subject(statement: &Statement, algorithm: &str, value: &str) -> Check {
    let mut first = None;
    for (own_algorithm, own) in statement.subjects().flat_map(|subject| subject.digests()) {
        if own_algorithm == algorithm {
            if own == value {
                return Check::pass(Code::SubjectDigest, None);
            }
            first = first.or(Some(own));
        }
    }
    let found = first.map(|own| format!("{algorithm}:{}", own.chars().take(200).collect::<String>()));
    Check::fail(&ContentError::Foreign { expected: format!("{algorithm}:{value}"), found })
}
