//! Private keys as they are kept: PKCS#8 (RFC 5958), unencrypted.

use aws_lc_rs::pkcs8::Document;
use aws_lc_rs::signature::{self as lc, EcdsaKeyPair, Ed25519KeyPair};

use super::{Inner, Pair, PrivateKey, SignError};
use crate::crypto::key::PublicKey;
use crate::crypto::spki::KeyKind;
use crate::digest::DigestAlgorithm;

impl PrivateKey {
    /// The DER of a P-256 or Ed25519 key; it wipes itself when it is dropped.
    pub(crate) fn to_stored(&self) -> Result<Document, SignError> {
        match &self.0.pair {
            Pair::Ecdsa(pair, DigestAlgorithm::Sha256) => Ok(pair.to_pkcs8v1()?),
            Pair::Ed25519(pair) => Ok(pair.to_pkcs8v1()?),
            _ => Err(SignError::Kind { kind: self.public_key().kind() }),
        }
    }

    /// Reads what [`Self::to_stored`] wrote.
    pub(crate) fn from_stored(kind: KeyKind, der: &[u8]) -> Result<Self, SignError> {
        let failed = |_| SignError::Failed;
        let pair = match kind {
            KeyKind::EcdsaP256 => {
                let pair = EcdsaKeyPair::from_pkcs8(&lc::ECDSA_P256_SHA256_ASN1_SIGNING, der).map_err(failed)?;
                Pair::Ecdsa(pair, DigestAlgorithm::Sha256)
            }
            KeyKind::Ed25519 => Pair::Ed25519(Ed25519KeyPair::from_pkcs8_maybe_unchecked(der).map_err(failed)?),
            _ => return Err(SignError::Kind { kind }),
        };
        let public = PublicKey::from_spki_der(pair.spki()?.as_ref())?;
        Ok(Self(std::sync::Arc::new(Inner { pair, public })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::Scheme;

    #[test]
    fn a_key_that_was_stored_signs_as_before() {
        for kind in [KeyKind::EcdsaP256, KeyKind::Ed25519] {
            let key = PrivateKey::generate(kind).unwrap();
            let again = PrivateKey::from_stored(kind, key.to_stored().unwrap().as_ref()).unwrap();
            let scheme = Scheme::of(kind);
            let signature = again.sign(scheme, b"message").unwrap();
            assert_eq!(key.public_key().verify(scheme, b"message", &signature), Ok(()));
        }
    }

    #[test]
    fn a_key_of_another_kind_is_neither_stored_nor_read() {
        let p384 = PrivateKey::generate(KeyKind::EcdsaP384).unwrap();
        assert_eq!(p384.to_stored().err(), Some(SignError::Kind { kind: KeyKind::EcdsaP384 }));
        let p256 = PrivateKey::generate(KeyKind::EcdsaP256).unwrap().to_stored().unwrap();
        assert!(PrivateKey::from_stored(KeyKind::Ed25519, p256.as_ref()).is_err());
        assert!(PrivateKey::from_stored(KeyKind::EcdsaP256, b"").is_err());
    }
}
