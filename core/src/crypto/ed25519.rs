//! What aws-lc-rs leaves open for Ed25519: Ed25519ph, and keys that are not in their one encoding.

use ed25519_dalek::{Signature, VerifyingKey};
use sha2::digest::{FixedOutput, HashMarker, Output, OutputSizeUser, Update};

use crate::digest::{Digest, DigestAlgorithm};

/// The field prime 2^255 - 19, little-endian.
const PRIME: [u8; 32] = {
    let mut prime = [0xff; 32];
    prime[0] = 0xed;
    prime[31] = 0x7f;
    prime
};

/// RFC 8032 §5.1.3: a y coordinate of the prime or more is no encoding of a point, nor is a negative zero x.
pub(super) fn is_canonical_point(key: &[u8]) -> bool {
    let Ok(mut y) = <[u8; 32]>::try_from(key) else { return false };
    let negative = y[31] & 0x80 != 0;
    y[31] &= 0x7f;
    let below_prime = y.iter().rev().lt(PRIME.iter().rev());
    let mut one = [0; 32];
    one[0] = 1;
    let mut minus_one = PRIME;
    minus_one[0] -= 1;
    // x is zero for y = 1 and y = -1 only.
    below_prime && !(negative && (y == one || y == minus_one))
}

/// Ed25519ph over a SHA-512 digest, with the empty context.
pub(super) fn verify_prehashed(key: &[u8], digest: &Digest, signature: &[u8]) -> bool {
    let key = key.try_into().ok().and_then(|key| VerifyingKey::from_bytes(key).ok());
    let signature = Signature::from_slice(signature).ok();
    let (Some(key), Some(signature)) = (key, signature) else { return false };
    key.verify_prehashed_strict(Prehashed(*digest), None, &signature).is_ok()
}

/// A digest that is known already, in the shape in which ed25519-dalek asks for one: all it does is `finalize`.
pub(super) struct Prehashed(pub(super) Digest);

impl HashMarker for Prehashed {}
impl OutputSizeUser for Prehashed {
    type OutputSize = sha2::digest::typenum::U64;
}
impl Default for Prehashed {
    fn default() -> Self {
        Self(DigestAlgorithm::Sha512.digest(&[]))
    }
}
impl Update for Prehashed {
    fn update(&mut self, data: &[u8]) {
        self.0 = DigestAlgorithm::Sha512.digest(data);
    }
}
impl FixedOutput for Prehashed {
    fn finalize_into(self, out: &mut Output<Self>) {
        for (to, from) in out.iter_mut().zip(self.0.as_bytes()) {
            *to = *from;
        }
    }
}
