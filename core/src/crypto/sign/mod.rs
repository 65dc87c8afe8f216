//! Keys that sign: for the local authority, and for whoever signs with a key of their own.

mod cosign;
mod encrypted;
mod error;
mod explain;
mod password;
mod pem;
mod pkcs8;
mod private;
mod scrypt;

pub use error::{CommandError, PrivateKeyError, SignError, TokenError};
pub use password::Password;
pub use pem::{KeyFile, KeyFormat};
pub use private::PrivateKey;

use super::key::PublicKey;
use super::spki::KeyKind;
use crate::digest::{Digest, DigestAlgorithm};

/// Whoever signs with one key: a [`PrivateKey`] in this process, a token, a KMS, a remote service.
///
/// What is signed is a digest where the algorithm allows it, so that an artifact need never be sent anywhere.
pub trait SigningKey: Send + Sync {
    /// The public half.
    fn public_key(&self) -> &PublicKey;

    /// Signs what has this digest, of the algorithm that [`Self::digest_algorithm`] says: ECDSA, RSA PKCS#1, Ed25519ph.
    fn sign_digest(&self, digest: &Digest) -> Result<Vec<u8>, SignError>;

    /// Signs these bytes, which are short: an envelope's encoding. Ed25519 signs them whole; every other key signs their
    /// digest.
    fn sign_message(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        self.sign_digest(&self.digest_algorithm().digest(message))
    }

    /// The digest that goes with the key: SHA-256 for P-256 and RSA, SHA-384 for P-384, SHA-512 for P-521 and Ed25519ph
    /// (Sigstore's algorithm registry).
    fn digest_algorithm(&self) -> DigestAlgorithm {
        match self.public_key().kind() {
            KeyKind::EcdsaP384 => DigestAlgorithm::Sha384,
            KeyKind::EcdsaP521 | KeyKind::Ed25519 => DigestAlgorithm::Sha512,
            _ => DigestAlgorithm::Sha256,
        }
    }
}
