//! Keys that sign: for the local authority, and for whoever signs with a key of their own.

mod stored;

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::digest as lc_digest;
use aws_lc_rs::encoding::{AsBigEndian, AsDer, PublicKeyX509Der};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{self as lc, EcdsaKeyPair, Ed25519KeyPair, KeyPair, PqdsaKeyPair, RsaKeyPair};

use super::ed25519::Prehashed;
use super::key::{KeyError, PublicKey};
use super::spki::KeyKind;
use super::verify::{self, Scheme};
use crate::digest::{Digest, DigestAlgorithm};

/// A private key, held in memory; its `Debug` shows the public key only.
#[derive(Clone)]
pub struct PrivateKey(Arc<Inner>);

struct Inner {
    pair: Pair,
    public: PublicKey,
}

enum Pair {
    // The algorithm's own digest: the one that the crypto library lets this pair sign.
    Ecdsa(EcdsaKeyPair, DigestAlgorithm),
    Ed25519(Ed25519KeyPair),
    Rsa(RsaKeyPair),
    MlDsa(PqdsaKeyPair),
}

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

/// Why a key cannot be made or cannot sign.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// A key of this kind does not sign in this way.
    #[error("{scheme} is not a scheme for a key of kind {kind}")]
    Scheme {
        /// The scheme asked for.
        scheme: Scheme,
        /// The key's kind.
        kind: KeyKind,
    },
    /// No key of this kind can be made.
    #[error("a key of kind {kind} cannot be generated: RSA keys have 2048, 3072 or 4096 bits")]
    Kind {
        /// The kind asked for.
        kind: KeyKind,
    },
    /// There is no such combination in X.509, CMS or the trusted root.
    #[error("{scheme} has no {format} identifier")]
    NoIdentifier {
        /// The scheme asked for.
        scheme: Scheme,
        /// The format that lacks it.
        format: &'static str,
    },
    /// The key made is none that can be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The crypto library failed.
    #[error("the crypto library failed")]
    Failed,
}

impl From<Unspecified> for SignError {
    fn from(_: Unspecified) -> Self {
        Self::Failed
    }
}

impl PrivateKey {
    /// A fresh key of this kind.
    pub fn generate(kind: KeyKind) -> Result<Self, SignError> {
        let pair = match kind {
            KeyKind::EcdsaP256 => ecdsa(&lc::ECDSA_P256_SHA256_ASN1_SIGNING, DigestAlgorithm::Sha256)?,
            KeyKind::EcdsaP384 => ecdsa(&lc::ECDSA_P384_SHA384_ASN1_SIGNING, DigestAlgorithm::Sha384)?,
            KeyKind::EcdsaP521 => ecdsa(&lc::ECDSA_P521_SHA512_ASN1_SIGNING, DigestAlgorithm::Sha512)?,
            KeyKind::Ed25519 => Pair::Ed25519(Ed25519KeyPair::generate()?),
            KeyKind::Rsa { bits: 2048 } => Pair::Rsa(RsaKeyPair::generate(KeySize::Rsa2048)?),
            KeyKind::Rsa { bits: 3072 } => Pair::Rsa(RsaKeyPair::generate(KeySize::Rsa3072)?),
            KeyKind::Rsa { bits: 4096 } => Pair::Rsa(RsaKeyPair::generate(KeySize::Rsa4096)?),
            KeyKind::Rsa { .. } => return Err(SignError::Kind { kind }),
            KeyKind::MlDsa44 => Pair::MlDsa(PqdsaKeyPair::generate(&lc::ML_DSA_44_SIGNING)?),
            KeyKind::MlDsa65 => Pair::MlDsa(PqdsaKeyPair::generate(&lc::ML_DSA_65_SIGNING)?),
            KeyKind::MlDsa87 => Pair::MlDsa(PqdsaKeyPair::generate(&lc::ML_DSA_87_SIGNING)?),
        };
        let public = PublicKey::from_spki_der(pair.spki()?.as_ref())?;
        Ok(Self(Arc::new(Inner { pair, public })))
    }

    /// The public key.
    pub fn public_key(&self) -> &PublicKey {
        &self.0.public
    }

    /// Signs a message; ECDSA and ML-DSA signatures differ from call to call.
    pub fn sign(&self, scheme: Scheme, message: &[u8]) -> Result<Vec<u8>, SignError> {
        let kind = self.0.public.kind();
        match (&self.0.pair, scheme) {
            (Pair::Ecdsa(pair, own), Scheme::Ecdsa(digest)) => sign_ecdsa(pair, *own, &digest.digest(message)),
            (Pair::Ed25519(pair), Scheme::Ed25519) => Ok(pair.try_sign(message)?.as_ref().to_vec()),
            (Pair::Ed25519(pair), Scheme::Ed25519ph) => sign_prehashed(pair, DigestAlgorithm::Sha512.digest(message)),
            (Pair::Rsa(pair), Scheme::RsaPkcs1(_) | Scheme::RsaPss(_)) => {
                let padding = padding(scheme).ok_or(SignError::Scheme { scheme, kind })?;
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(padding, &SystemRandom::new(), message, &mut signature)?;
                Ok(signature)
            }
            (Pair::MlDsa(pair), Scheme::MlDsa) => {
                let mut signature = vec![0; pair.algorithm().signature_len()];
                pair.sign(message, &mut signature)?;
                Ok(signature)
            }
            _ => Err(SignError::Scheme { scheme, kind }),
        }
    }
}

impl SigningKey for PrivateKey {
    fn public_key(&self) -> &PublicKey {
        self.public_key()
    }

    fn sign_digest(&self, digest: &Digest) -> Result<Vec<u8>, SignError> {
        let kind = self.public_key().kind();
        let refused = |scheme| SignError::Scheme { scheme, kind };
        match (&self.0.pair, digest.algorithm()) {
            (Pair::Ecdsa(pair, own), _) => sign_ecdsa(pair, *own, digest),
            (Pair::Ed25519(pair), DigestAlgorithm::Sha512) => sign_prehashed(pair, *digest),
            (Pair::Ed25519(_), _) => Err(refused(Scheme::Ed25519ph)),
            (Pair::Rsa(pair), algorithm) => {
                let scheme = Scheme::RsaPkcs1(algorithm);
                let padding = padding(scheme).ok_or(refused(scheme))?;
                let imported = lc_digest::Digest::import_less_safe(digest.as_bytes(), verify::lc_algorithm(algorithm))?;
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign_digest(padding, &imported, &mut signature)?;
                Ok(signature)
            }
            // FIPS 204: the pure form alone is in Sigstore's registry.
            (Pair::MlDsa(_), _) => Err(refused(Scheme::MlDsa)),
        }
    }

    fn sign_message(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        match self.0.pair {
            Pair::Ed25519(_) => self.sign(Scheme::Ed25519, message),
            Pair::MlDsa(_) => self.sign(Scheme::MlDsa, message),
            Pair::Ecdsa(..) | Pair::Rsa(_) => self.sign_digest(&self.digest_algorithm().digest(message)),
        }
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey(of {:?})", self.public_key())
    }
}

impl Pair {
    fn spki(&self) -> Result<PublicKeyX509Der<'static>, Unspecified> {
        match self {
            Self::Ecdsa(pair, _) => pair.public_key().as_der(),
            Self::Ed25519(pair) => pair.public_key().as_der(),
            Self::Rsa(pair) => pair.public_key().as_der(),
            Self::MlDsa(pair) => pair.public_key().as_der(),
        }
    }
}

fn ecdsa(algorithm: &'static lc::EcdsaSigningAlgorithm, own: DigestAlgorithm) -> Result<Pair, SignError> {
    Ok(Pair::Ecdsa(EcdsaKeyPair::generate(algorithm)?, own))
}

fn sign_ecdsa(pair: &EcdsaKeyPair, own: DigestAlgorithm, digest: &Digest) -> Result<Vec<u8>, SignError> {
    let fitted = fit(digest, own.len());
    let imported = lc_digest::Digest::import_less_safe(&fitted, verify::lc_algorithm(own))?;
    Ok(pair.sign_digest(&imported)?.as_ref().to_vec())
}

/// RFC 8032 §5.1: Ed25519ph, with the empty context.
fn sign_prehashed(pair: &Ed25519KeyPair, digest: Digest) -> Result<Vec<u8>, SignError> {
    let seed = pair.seed()?.as_be_bytes()?;
    let key = ed25519_dalek::SigningKey::from_bytes(seed.as_ref().try_into().map_err(|_| SignError::Failed)?);
    let signature = key.sign_prehashed(Prehashed(digest), None).map_err(|_| SignError::Failed)?;
    Ok(signature.to_vec())
}

/// A digest as one of another length that ECDSA turns into the same number.
///
/// FIPS 186-5 §6.4.1: ECDSA signs the leftmost bits of the digest, as many as the order has, as an integer. So a longer
/// digest may be cut and a shorter one filled with zeros in front; the crypto library offers only one digest per curve.
fn fit(digest: &Digest, length: usize) -> Vec<u8> {
    let bytes = digest.as_bytes();
    let zeros = std::iter::repeat_n(0, length.saturating_sub(bytes.len()));
    zeros.chain(bytes.iter().copied().take(length)).collect()
}

fn padding(scheme: Scheme) -> Option<&'static dyn lc::RsaEncoding> {
    use DigestAlgorithm::{Sha256, Sha384, Sha512};
    Some(match scheme {
        Scheme::RsaPkcs1(Sha256) => &lc::RSA_PKCS1_SHA256,
        Scheme::RsaPkcs1(Sha384) => &lc::RSA_PKCS1_SHA384,
        Scheme::RsaPkcs1(Sha512) => &lc::RSA_PKCS1_SHA512,
        Scheme::RsaPss(Sha256) => &lc::RSA_PSS_SHA256,
        Scheme::RsaPss(Sha384) => &lc::RSA_PSS_SHA384,
        Scheme::RsaPss(Sha512) => &lc::RSA_PSS_SHA512,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schemes(kind: KeyKind) -> Vec<Scheme> {
        let all = |f: fn(DigestAlgorithm) -> Scheme| DigestAlgorithm::ALL.map(f).to_vec();
        match kind {
            KeyKind::EcdsaP256 | KeyKind::EcdsaP384 | KeyKind::EcdsaP521 => all(Scheme::Ecdsa),
            KeyKind::Rsa { .. } => [all(Scheme::RsaPkcs1), all(Scheme::RsaPss)].concat(),
            KeyKind::Ed25519 => vec![Scheme::Ed25519, Scheme::Ed25519ph],
            _ => vec![Scheme::MlDsa],
        }
    }

    #[test]
    fn every_scheme_verifies_what_its_key_signed_and_nothing_else() {
        let kinds = [
            KeyKind::EcdsaP256,
            KeyKind::EcdsaP384,
            KeyKind::EcdsaP521,
            KeyKind::Ed25519,
            KeyKind::Rsa { bits: 2048 },
            KeyKind::MlDsa44,
            KeyKind::MlDsa65,
            KeyKind::MlDsa87,
        ];
        for kind in kinds {
            let key = PrivateKey::generate(kind).unwrap();
            assert_eq!(key.public_key().kind(), kind);
            for scheme in schemes(kind) {
                let signature = key.sign(scheme, b"message").unwrap();
                assert_eq!(key.public_key().verify(scheme, b"message", &signature), Ok(()), "{kind} {scheme}");
                assert!(key.public_key().verify(scheme, b"massage", &signature).is_err(), "{kind} {scheme}");
            }
        }
    }

    #[test]
    fn a_digest_and_a_message_are_signed_as_the_registry_says() {
        let kinds =
            [KeyKind::EcdsaP256, KeyKind::EcdsaP384, KeyKind::EcdsaP521, KeyKind::Ed25519, KeyKind::Rsa { bits: 2048 }];
        for kind in kinds {
            let key = PrivateKey::generate(kind).unwrap();
            let signer: &dyn SigningKey = &key;
            let algorithm = signer.digest_algorithm();
            let (of_digest, of_message) = match kind {
                KeyKind::Ed25519 => (Scheme::Ed25519ph, Scheme::Ed25519),
                KeyKind::Rsa { .. } => (Scheme::RsaPkcs1(algorithm), Scheme::RsaPkcs1(algorithm)),
                _ => (Scheme::Ecdsa(algorithm), Scheme::Ecdsa(algorithm)),
            };
            let signature = signer.sign_digest(&algorithm.digest(b"message")).unwrap();
            assert_eq!(key.public_key().verify(of_digest, b"message", &signature), Ok(()), "{kind}");
            let signature = signer.sign_message(b"message").unwrap();
            assert_eq!(key.public_key().verify(of_message, b"message", &signature), Ok(()), "{kind}");
        }
        let key = PrivateKey::generate(KeyKind::MlDsa44).unwrap();
        assert!(key.public_key().verify(Scheme::MlDsa, b"m", &key.sign_message(b"m").unwrap()).is_ok());
        assert!(key.sign_digest(&DigestAlgorithm::Sha256.digest(b"m")).is_err());
        let key = PrivateKey::generate(KeyKind::Ed25519).unwrap();
        assert!(key.sign_digest(&DigestAlgorithm::Sha256.digest(b"m")).is_err());
    }

    #[test]
    fn a_scheme_of_another_kind_of_key_is_refused() {
        let key = PrivateKey::generate(KeyKind::Ed25519).unwrap();
        let error = SignError::Scheme { scheme: Scheme::MlDsa, kind: KeyKind::Ed25519 };
        assert_eq!(key.sign(Scheme::MlDsa, b""), Err(error));
        let kind = KeyKind::Rsa { bits: 1024 };
        assert_eq!(PrivateKey::generate(kind).err(), Some(SignError::Kind { kind }));
    }

    #[test]
    fn debug_shows_the_public_key_only() {
        let key = PrivateKey::generate(KeyKind::EcdsaP256).unwrap();
        assert_eq!(format!("{key:?}"), format!("PrivateKey(of {:?})", key.public_key()));
    }
}
