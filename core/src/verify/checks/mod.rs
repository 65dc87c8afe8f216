//! One file for each kind of check. A check adds what it found to the evidence and goes on.

pub(super) mod certificate;
pub(super) mod log;
pub(super) mod policy;
pub(super) mod signature;
pub(super) mod time;

use crate::crypto::PublicKey;
use crate::x509::Certificate;

/// Whose key verifies the signature.
pub(super) enum Signer<'a> {
    /// The subject of the bundle's certificate.
    Certificate { certificate: &'a Certificate, key: PublicKey },
    /// A key that the policy names; `windowed` if it is only good for a time.
    Key { key: &'a PublicKey, windowed: bool },
}

/// How many witnesses of these operators count: those of one operator count as one, and one whose operator is not told
/// (an empty text) counts by itself.
///
/// sigstore_trustroot.proto, `operator`: "two proofs from log deployments operated by the same operator should count as
/// only one".
fn independent<'a>(operators: impl Iterator<Item = &'a str> + Clone) -> usize {
    let known_before = |place, own| operators.clone().take(place).any(|earlier| earlier == own);
    operators.clone().enumerate().filter(|(place, own)| own.is_empty() || !known_before(*place, *own)).count()
}

impl Signer<'_> {
    pub(super) fn key(&self) -> &PublicKey {
        match self {
            Self::Certificate { key, .. } => key,
            Self::Key { key, .. } => key,
        }
    }
}
