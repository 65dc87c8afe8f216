//! Summaries that a key signed, without a log: envelopes as they are.

use std::borrow::Cow;

use super::p1363;
use crate::bundle::Bundle;
use crate::check::{Code, Explain, Value};
use crate::crypto::{KeyKind, PublicKey, Scheme, SignatureChecks};
use crate::digest::{Artifact, Sha256};
use crate::dsse::{Envelope, EnvelopeSignature};
use crate::encoding::base64;
use crate::policy::{Policy, TrustedKey};
use crate::time::UnixTime;
use crate::verify::{Content, Refusal, Verified, Verifier};

/// No signature of an envelope may be by the key of that id.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("no signature of the envelope is by a key of the expected id")]
#[non_exhaustive]
pub struct KeyIdError {
    /// The id that was expected; empty for none.
    pub expected: String,
    /// The id of the first signature.
    pub found: Option<String>,
}

impl Explain for KeyIdError {
    fn code(&self) -> Code {
        Code::KeyMismatch
    }

    fn expected(&self) -> Option<Value> {
        Some(if self.expected.is_empty() { "no key id".into() } else { self.expected.clone().into() })
    }

    fn found(&self) -> Option<Value> {
        self.found.clone().map(Value::from)
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        Some("signatures[].keyid".into())
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some("name the key by the id that its owner publishes, if you trust it: --public-key-id ID".into())
    }
}

impl Verifier {
    /// Verifies a statement in a plain envelope that a key signed, without a log: any signature of the envelope that is by
    /// a key of the policy suffices (DSSE protocol, verification). Such evidence is in
    /// no log: the policy must say that this is accepted ([`LogDemand::NoneDangerous`](crate::LogDemand)).
    ///
    /// A signature without a key id may be by any key. One with an id is by the key of exactly that `key_id`; where
    /// that is empty, only of the id that is computed from the key itself (`SHA256:` and the fingerprint that OpenSSH
    /// shows): an empty id is no wildcard.
    pub fn verify_key_signed(
        &self,
        artifact: &Artifact,
        envelope: &Envelope,
        key_id: &str,
        policy: &Policy,
        now: UnixTime,
    ) -> Result<Verified<Content>, Refusal> {
        let candidates = by_key(envelope, key_id, policy);
        // Of many signatures one is verified in full, so that what a stranger appends costs little.
        let chosen = candidates.iter().find(made_by(envelope, policy)).or(candidates.first());
        match chosen.and_then(|signature| Bundle::of_key_signature(envelope, signature)) {
            Some(bundle) => self.verify(artifact, &bundle, policy, now),
            None => {
                let found = envelope.signatures().iter().find_map(EnvelopeSignature::key_id);
                let found = found.map(|id| id.chars().take(100).collect());
                Self::refuse(artifact, &KeyIdError { expected: key_id.to_owned(), found })
            }
        }
    }
}

/// The signatures that may be by the key of that id, each in every form that it may have.
fn by_key(envelope: &Envelope, key_id: &str, policy: &Policy) -> Vec<EnvelopeSignature> {
    let keys: Vec<&PublicKey> = policy.keys().into_iter().map(TrustedKey::key).collect();
    let own: Vec<_> = keys.iter().filter_map(|key| openssh_fingerprint(key)).collect();
    let may_be = |signature: &&EnvelopeSignature| match signature.key_id().unwrap_or_default() {
        "" => true,
        found if key_id.is_empty() => own.iter().any(|own| own == found),
        found => key_id == found,
    };
    let mut candidates = Vec::new();
    for signature in envelope.signatures().iter().filter(may_be) {
        candidates.push(signature.clone());
        // Google's key service signs in this form; the numbers are the same, and so is what they prove.
        if let Some(der) = keys.iter().find_map(|key| p1363::to_der(key.kind(), signature.signature())) {
            candidates.push(EnvelopeSignature { signature: der, ..signature.clone() });
        }
    }
    candidates
}

/// Whether a key of the policy made a signature in its usual way; the payload is hashed once for all of them.
fn made_by<'e>(envelope: &'e Envelope, policy: &'e Policy) -> impl FnMut(&&EnvelopeSignature) -> bool + use<'e> {
    let checks = SignatureChecks::new();
    let keys = policy.keys().into_iter().map(|trusted| {
        let scheme = Scheme::of(trusted.key().kind());
        (trusted.key(), scheme, scheme.digest().map(|algorithm| envelope.pae_digest(algorithm)))
    });
    let keys: Vec<_> = keys.collect();
    move |signature| {
        keys.iter().any(|(key, scheme, digest)| match digest {
            Some(digest) => checks.verify_digest(key, *scheme, digest, signature.signature()).is_ok(),
            None => checks.verify(key, *scheme, &envelope.pae(), signature.signature()).is_ok(),
        })
    }
}

/// RFC 4253 section 6.6 and RFC 5656 section 3.1 for the key as bytes, RFC 4648 without padding for the digest. `None` for
/// kinds of keys that OpenSSH does not have.
fn openssh_fingerprint(key: &PublicKey) -> Option<String> {
    let (name, curve): (&[u8], Option<&[u8]>) = match key.kind() {
        KeyKind::EcdsaP256 => (b"ecdsa-sha2-nistp256", Some(b"nistp256")),
        KeyKind::EcdsaP384 => (b"ecdsa-sha2-nistp384", Some(b"nistp384")),
        KeyKind::EcdsaP521 => (b"ecdsa-sha2-nistp521", Some(b"nistp521")),
        KeyKind::Ed25519 => (b"ssh-ed25519", None),
        _ => return None,
    };
    let mut blob = Vec::with_capacity(256);
    for part in [Some(name), curve, Some(key.raw())].into_iter().flatten() {
        blob.extend_from_slice(&u32::try_from(part.len()).ok()?.to_be_bytes());
        blob.extend_from_slice(part);
    }
    let digest = base64::encode(Sha256::of(&blob));
    Some(format!("SHA256:{}", digest.trim_end_matches('=')))
}
