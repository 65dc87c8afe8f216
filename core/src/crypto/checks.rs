use std::cell::Cell;
use std::collections::HashSet;
use std::sync::Mutex;

use super::key::PublicKey;
use super::verify::{Scheme, SignatureError};
use crate::digest::{Digest, Sha256};

/// Signature checks in one verification; the design's limit, the same as rustls-webpki's.
pub(crate) const MAX_SIGNATURE_CHECKS: u32 = 100;

/// How many verified signatures a cache remembers; 32 bytes each.
const REMEMBERED: usize = 16_384;

/// The signature checks of one verification: at most 100 of them, and in a batch none of them twice.
#[derive(Debug)]
pub(crate) struct SignatureChecks<'c> {
    left: Cell<u32>,
    cache: Option<&'c SignatureCache>,
}

impl SignatureChecks<'static> {
    /// Checks that remember nothing.
    pub(crate) fn new() -> Self {
        Self { left: Cell::new(MAX_SIGNATURE_CHECKS), cache: None }
    }
}

impl<'c> SignatureChecks<'c> {
    /// Checks that share what [`Self::verify_shared`] verified with others.
    pub(crate) fn with_cache(cache: &'c SignatureCache) -> Self {
        Self { left: Cell::new(MAX_SIGNATURE_CHECKS), cache: Some(cache) }
    }

    /// Verifies a signature that belongs to one bundle alone.
    pub(crate) fn verify(
        &self,
        key: &PublicKey,
        scheme: Scheme,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        self.spend()?;
        key.verify(scheme, message, signature)
    }

    /// Verifies a signature over a message of which the digest is known.
    pub(crate) fn verify_digest(
        &self,
        key: &PublicKey,
        scheme: Scheme,
        digest: &Digest,
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        self.spend()?;
        key.verify_digest(scheme, digest, signature)
    }

    /// Verifies a signature that many bundles share: of a certificate, an SCT, a checkpoint, a timestamp authority.
    pub(crate) fn verify_shared(
        &self,
        key: &PublicKey,
        scheme: Scheme,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        self.spend()?;
        let Some(cache) = self.cache else { return key.verify(scheme, message, signature) };
        let id = SignatureCache::id(key, scheme, message, signature);
        if cache.contains(id) {
            return Ok(());
        }
        key.verify(scheme, message, signature)?;
        cache.insert(id);
        Ok(())
    }

    fn spend(&self) -> Result<(), SignatureError> {
        self.left.set(self.left.get().checked_sub(1).ok_or(SignatureError::TooMany)?);
        Ok(())
    }
}

/// Signatures that verified, by their exact bytes: key, scheme, message and signature. Failures are never remembered.
#[derive(Debug, Default)]
pub(crate) struct SignatureCache(Mutex<HashSet<[u8; 32]>>);

impl SignatureCache {
    fn id(key: &PublicKey, scheme: Scheme, message: &[u8], signature: &[u8]) -> [u8; 32] {
        let (scheme_id, digest_id) = scheme.id();
        // Every part has a fixed length but the last, so no two inputs have one encoding.
        Sha256::of_parts(&[&key.fingerprint().0, &[scheme_id, digest_id], &Sha256::of(message).0, signature]).0
    }

    fn contains(&self, id: [u8; 32]) -> bool {
        self.0.lock().is_ok_and(|set| set.contains(&id))
    }

    fn insert(&self, id: [u8; 32]) {
        if let Ok(mut set) = self.0.lock() {
            // Full is rare and forgetting is safe: start anew rather than keep an order of use.
            if set.len() >= REMEMBERED {
                set.clear();
            }
            set.insert(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};

    use super::*;

    const MESSAGE: &[u8] = b"checkpoint";

    fn signed(seed: u8) -> (PublicKey, Vec<u8>) {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap();
        let prefix = [0x30, 0x2a, 0x30, 5, 0x06, 3, 0x2b, 0x65, 0x70, 0x03, 0x21, 0];
        let spki = [&prefix, pair.public_key().as_ref()].concat();
        (PublicKey::from_spki_der(spki).unwrap(), pair.sign(MESSAGE).as_ref().to_vec())
    }

    fn remembered(cache: &SignatureCache) -> usize {
        cache.0.lock().unwrap().len()
    }

    #[test]
    fn the_hundredth_check_is_made_and_the_next_is_refused() {
        let (key, signature) = signed(1);
        let cache = SignatureCache::default();
        let checks = SignatureChecks::with_cache(&cache);
        for _ in 0..MAX_SIGNATURE_CHECKS {
            assert_eq!(checks.verify_shared(&key, Scheme::Ed25519, MESSAGE, &signature), Ok(()));
        }
        let too_many = Err(SignatureError::TooMany);
        assert_eq!(checks.verify_shared(&key, Scheme::Ed25519, MESSAGE, &signature), too_many);
        assert_eq!(checks.verify(&key, Scheme::Ed25519, MESSAGE, &signature), too_many);
        let digest = crate::digest::DigestAlgorithm::Sha512.digest(MESSAGE);
        assert_eq!(checks.verify_digest(&key, Scheme::Ed25519ph, &digest, &signature), too_many);
    }

    #[test]
    fn a_failed_check_counts_too() {
        let (key, _) = signed(1);
        let checks = SignatureChecks::new();
        for _ in 0..MAX_SIGNATURE_CHECKS {
            assert_eq!(checks.verify(&key, Scheme::Ed25519, MESSAGE, &[]), Err(SignatureError::Mismatch));
        }
        assert_eq!(checks.verify(&key, Scheme::Ed25519, MESSAGE, &[]), Err(SignatureError::TooMany));
    }

    #[test]
    fn a_success_is_remembered_once_and_a_failure_never() {
        let (key, signature) = signed(1);
        let cache = SignatureCache::default();
        let checks = SignatureChecks::with_cache(&cache);
        assert!(checks.verify_shared(&key, Scheme::Ed25519, b"other", &signature).is_err());
        assert_eq!(remembered(&cache), 0);
        for _ in 0..2 {
            assert_eq!(checks.verify_shared(&key, Scheme::Ed25519, MESSAGE, &signature), Ok(()));
        }
        assert_eq!(remembered(&cache), 1);
        assert_eq!(checks.verify(&key, Scheme::Ed25519, MESSAGE, &signature), Ok(()));
        assert_eq!(remembered(&cache), 1);
    }

    #[test]
    fn what_was_remembered_does_not_help_another_key_scheme_message_or_signature() {
        let (key, signature) = signed(1);
        let (other_key, other_signature) = signed(2);
        let cache = SignatureCache::default();
        let checks = SignatureChecks::with_cache(&cache);
        checks.verify_shared(&key, Scheme::Ed25519, MESSAGE, &signature).unwrap();
        for (key, scheme, message, signature) in [
            (&other_key, Scheme::Ed25519, MESSAGE, &signature),
            (&key, Scheme::Ed25519ph, MESSAGE, &signature),
            (&key, Scheme::Ed25519, &MESSAGE[1..], &signature),
            (&key, Scheme::Ed25519, MESSAGE, &other_signature),
        ] {
            let found = checks.verify_shared(key, scheme, message, signature);
            assert_eq!(found, Err(SignatureError::Mismatch), "{scheme} {key:?}");
        }
    }

    #[test]
    fn a_cache_that_is_full_starts_anew() {
        let cache = SignatureCache::default();
        for n in 0..=REMEMBERED {
            cache.insert(Sha256::of(&n.to_be_bytes()).0);
        }
        assert_eq!(remembered(&cache), 1);
    }
}
