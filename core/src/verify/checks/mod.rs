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

impl Signer<'_> {
    pub(super) fn key(&self) -> &PublicKey {
        match self {
            Self::Certificate { key, .. } => key,
            Self::Key { key, .. } => key,
        }
    }
}
