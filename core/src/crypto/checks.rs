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
