//! What is signed: an artifact by its digest, or a statement in an envelope.

use serde_json::{Value, json};

use super::error::{SigningError, SigningProblem, Stage};
use crate::crypto::{KeyKind, Scheme, SigningKey};
use crate::digest::{Artifact, Digest, DigestAlgorithm};
use crate::dsse::Envelope;
use crate::encoding::base64;
use crate::intoto::Statement;

/// What an envelope of a statement says that it is (in-toto attestation spec v1, envelope).
const IN_TOTO: &str = "application/vnd.in-toto+json";

/// What has been signed, and how.
#[derive(Debug)]
pub(super) struct Signed {
    pub(super) content: Content,
    pub(super) signature: Vec<u8>,
    /// What the signature is over, for a log that takes a digest.
    pub(super) digest: Digest,
    pub(super) scheme: Scheme,
}

#[derive(Debug)]
pub(super) enum Content {
    /// An artifact.
    Artifact,
    /// A payload of this type.
    Envelope { payload_type: &'static str, payload: Vec<u8> },
}

impl Signed {
    /// The artifact's digest, signed.
    pub(super) fn artifact(artifact: &Artifact, key: &dyn SigningKey) -> Result<Self, SigningError> {
        let algorithm = key.digest_algorithm();
        let digest = artifact.digest(algorithm);
        let digest =
            digest.ok_or_else(|| SigningError::at(Stage::Sign, SigningProblem::Digest { wanted: algorithm }))?;
        let signature = key.sign_digest(&digest).map_err(|error| SigningError::at(Stage::Sign, error.into()))?;
        let scheme = match key.public_key().kind() {
            KeyKind::Ed25519 => Scheme::Ed25519ph,
            _ => scheme(key, algorithm),
        };
        Ok(Self { content: Content::Artifact, signature, digest, scheme })
    }

    /// A statement in an envelope, its encoding (PAE) signed.
    pub(super) fn statement(statement: &Statement, key: &dyn SigningKey) -> Result<Self, SigningError> {
        let payload = statement.json().as_bytes().to_vec();
        let pae = Envelope::encoded(IN_TOTO, &payload);
        let signature = key.sign_message(&pae).map_err(|error| SigningError::at(Stage::Sign, error.into()))?;
        let algorithm = key.digest_algorithm();
        let scheme = match key.public_key().kind() {
            KeyKind::Ed25519 => Scheme::Ed25519,
            _ => scheme(key, algorithm),
        };
        let content = Content::Envelope { payload_type: IN_TOTO, payload };
        Ok(Self { content, signature, digest: algorithm.digest(&pae), scheme })
    }

    /// The envelope as JSON, if there is one.
    pub(super) fn envelope(&self) -> Option<Value> {
        let Content::Envelope { payload_type, payload } = &self.content else { return None };
        Some(json!({
            "payload": base64::encode(payload),
            "payloadType": payload_type,
            "signatures": [{ "sig": base64::encode(&self.signature) }],
        }))
    }
}

/// How a key of this kind signs a digest of this algorithm.
fn scheme(key: &dyn SigningKey, algorithm: DigestAlgorithm) -> Scheme {
    match key.public_key().kind() {
        KeyKind::Rsa { .. } => Scheme::RsaPkcs1(algorithm),
        KeyKind::MlDsa44 | KeyKind::MlDsa65 | KeyKind::MlDsa87 => Scheme::MlDsa,
        _ => Scheme::Ecdsa(algorithm),
    }
}
