use super::signer::Signer;
use crate::crypto::sign::{PrivateKey, SignError};
use crate::crypto::{KeyKind, Scheme};
use crate::digest::{Digest, DigestAlgorithm};
use crate::local::bundle::ContentFacts;
use crate::local::envelope;
use crate::local::recipe::{Content, Fault, Payload, Recipe};

/// What was signed, and the signature over it.
pub(super) struct Signed {
    pub(super) content: ContentFacts,
    pub(super) scheme: Scheme,
    pub(super) signature: Vec<u8>,
    /// The bytes that the signature covers: the artifact, or the envelope's PAE.
    pub(super) covered: Vec<u8>,
    /// Of the covered bytes, as a log records it.
    pub(super) digest: Digest,
    pub(super) payload_type: String,
    pub(super) payload: Vec<u8>,
}

impl Signed {
    pub(super) fn make(signer: &Signer, recipe: &Recipe) -> Result<Self, SignError> {
        let (payload_type, payload) = payload(recipe);
        let covered = match &recipe.content {
            Content::Message(artifact) => artifact.clone(),
            Content::Envelope { .. } => envelope::pae(&payload_type, &payload),
        };
        let scheme = recipe.scheme.unwrap_or_else(|| usual_scheme(signer.key.public_key().kind(), recipe));
        let algorithm = recipe.digest.or(scheme.digest()).unwrap_or(DigestAlgorithm::Sha256);
        let signature = sign(&signer.key, scheme, &covered, recipe)?;
        let content = match &recipe.content {
            Content::Message(artifact) => {
                let wrong = recipe.has(Fault::MessageDigest);
                let digest = algorithm.digest(if wrong { b"something else" } else { artifact });
                let digest = recipe.message_digest.then_some(digest);
                ContentFacts::Message { digest, signature: signature.clone() }
            }
            Content::Envelope { .. } => {
                let signatures = match recipe {
                    _ if recipe.has(Fault::NoEnvelopeSignature) => Vec::new(),
                    _ if recipe.has(Fault::TwoEnvelopeSignatures) => {
                        vec![signature.clone(), signer.key.sign(scheme, &covered)?]
                    }
                    _ => vec![signature.clone()],
                };
                let with_key_id = |bytes| (recipe.key_id.as_deref(), bytes);
                let signatures: Vec<_> = signatures.iter().map(Vec::as_slice).map(with_key_id).collect();
                ContentFacts::Envelope(envelope::json(&payload_type, &payload, &signatures))
            }
        };
        let digest = algorithm.digest(&covered);
        Ok(Self { content, scheme, signature, covered, digest, payload_type, payload })
    }

    /// The envelope, as a log's entry digests it.
    pub(super) fn envelope(&self) -> Vec<u8> {
        match &self.content {
            ContentFacts::Message { .. } => Vec::new(),
            ContentFacts::Envelope(json) => json.to_string().into_bytes(),
        }
    }

    /// Another signature of the same key: over the same bytes if the scheme has several, else over others.
    pub(super) fn other_signature(&self, key: &PrivateKey) -> Result<Vec<u8>, SignError> {
        let again = key.sign(self.scheme, &self.covered)?;
        if again == self.signature { key.sign(self.scheme, b"something else") } else { Ok(again) }
    }
}

fn sign(key: &PrivateKey, scheme: Scheme, covered: &[u8], recipe: &Recipe) -> Result<Vec<u8>, SignError> {
    let covered = if recipe.has(Fault::SignatureOfOtherContent) { b"something else" } else { covered };
    if recipe.has(Fault::SignatureByOtherKey) {
        return PrivateKey::generate(key.public_key().kind())?.sign(scheme, covered);
    }
    key.sign(scheme, covered)
}

/// The registry's scheme for the key, with Ed25519ph where only a digest of the artifact is logged.
fn usual_scheme(kind: KeyKind, recipe: &Recipe) -> Scheme {
    let message = matches!(recipe.content, Content::Message(_));
    match (Scheme::of(kind), recipe.digest) {
        (Scheme::Ed25519, _) if message => Scheme::Ed25519ph,
        (Scheme::Ecdsa(_), Some(digest)) => Scheme::Ecdsa(digest),
        (Scheme::RsaPkcs1(_), Some(digest)) => Scheme::RsaPkcs1(digest),
        (scheme, _) => scheme,
    }
}

fn payload(recipe: &Recipe) -> (String, Vec<u8>) {
    let Content::Envelope { payload_type, payload, .. } = &recipe.content else {
        return (String::new(), Vec::new());
    };
    let payload = match payload {
        _ if recipe.has(Fault::PayloadNoStatement) => b"no statement".to_vec(),
        Payload::Raw(bytes) => bytes.clone(),
        Payload::Statement { statement_type, subjects, predicate_type, predicate } => {
            let mut subjects = subjects.clone();
            if recipe.has(Fault::SubjectDigest) {
                let other = |d: &mut Digest| *d = d.algorithm().digest(b"something else");
                subjects.iter_mut().flat_map(|(_, digests)| digests).for_each(other);
            }
            if recipe.has(Fault::NoSubject) {
                subjects.clear();
            }
            envelope::statement(statement_type, &subjects, predicate_type, predicate)
        }
    };
    let wrong_type = recipe.has(Fault::PayloadType);
    (if wrong_type { "text/plain".to_owned() } else { payload_type.clone() }, payload)
}
