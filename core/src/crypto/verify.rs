use std::fmt;

use aws_lc_rs::digest as lc_digest;
use aws_lc_rs::signature::{self as lc, ParsedPublicKey, UnparsedPublicKey, VerificationAlgorithm};

use super::ed25519;
use super::key::PublicKey;
use super::spki::KeyKind;
use crate::digest::{Digest, DigestAlgorithm};

/// How a signature is made with a key: Sigstore's algorithm registry, and the pairs that X.509 and CMS add.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Scheme {
    /// ECDSA over a digest; the signature is the DER of `r` and `s`.
    Ecdsa(DigestAlgorithm),
    /// RSASSA-PKCS1-v1_5.
    RsaPkcs1(DigestAlgorithm),
    /// RSASSA-PSS, MGF1 with the same digest, salt as long as the digest.
    RsaPss(DigestAlgorithm),
    /// Ed25519 over the message itself.
    Ed25519,
    /// Ed25519ph: over the SHA-512 of the message, RFC 8032 section 5.1, empty context.
    Ed25519ph,
    /// ML-DSA over the message itself, empty context, FIPS 204 section 5.3.
    MlDsa,
}

impl Scheme {
    /// The scheme that the registry gives a key of this kind (RSA: PKCS #1 v1.5 with SHA-256).
    pub fn of(kind: KeyKind) -> Self {
        match kind {
            KeyKind::EcdsaP256 => Self::Ecdsa(DigestAlgorithm::Sha256),
            KeyKind::EcdsaP384 => Self::Ecdsa(DigestAlgorithm::Sha384),
            KeyKind::EcdsaP521 => Self::Ecdsa(DigestAlgorithm::Sha512),
            KeyKind::Ed25519 => Self::Ed25519,
            KeyKind::Rsa { .. } => Self::RsaPkcs1(DigestAlgorithm::Sha256),
            KeyKind::MlDsa44 | KeyKind::MlDsa65 | KeyKind::MlDsa87 => Self::MlDsa,
        }
    }

    /// Two octets that tell every scheme from every other.
    pub(super) fn id(self) -> (u8, u8) {
        let digest = |d| match d {
            DigestAlgorithm::Sha256 => 1,
            DigestAlgorithm::Sha384 => 2,
            DigestAlgorithm::Sha512 => 3,
        };
        match self {
            Self::Ecdsa(d) => (1, digest(d)),
            Self::RsaPkcs1(d) => (2, digest(d)),
            Self::RsaPss(d) => (3, digest(d)),
            Self::Ed25519 => (4, 0),
            Self::Ed25519ph => (5, 0),
            Self::MlDsa => (6, 0),
        }
    }

    /// The digest that it signs; `None` where it signs the message itself.
    pub fn digest(self) -> Option<DigestAlgorithm> {
        match self {
            Self::Ecdsa(digest) | Self::RsaPkcs1(digest) | Self::RsaPss(digest) => Some(digest),
            Self::Ed25519ph => Some(DigestAlgorithm::Sha512),
            Self::Ed25519 | Self::MlDsa => None,
        }
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ecdsa(digest) => write!(f, "ECDSA with {digest}"),
            Self::RsaPkcs1(digest) => write!(f, "RSA PKCS #1 v1.5 with {digest}"),
            Self::RsaPss(digest) => write!(f, "RSA-PSS with {digest}"),
            Self::Ed25519 => f.write_str("Ed25519"),
            Self::Ed25519ph => f.write_str("Ed25519ph"),
            Self::MlDsa => f.write_str("ML-DSA"),
        }
    }
}

/// Why a signature does not verify.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// It is not the signature of this key over this message.
    #[error("the signature is not this key's over these bytes")]
    Mismatch,
    /// A key of this kind does not sign in this way.
    #[error("{scheme} is not a scheme for a key of kind {kind}")]
    Scheme {
        /// The scheme asked for.
        scheme: Scheme,
        /// The key's kind.
        kind: KeyKind,
    },
    /// The scheme signs the message itself, and only a digest is known.
    #[error("{scheme} signs the artifact itself; its digest alone is not enough")]
    NeedsMessage {
        /// The scheme asked for.
        scheme: Scheme,
    },
    /// More signature checks than one verification may ask for.
    #[error("more than 100 signature checks in one verification")]
    TooMany,
    /// The digest is not of the algorithm that the scheme signs.
    #[error("{scheme} needs another digest than {found}")]
    Digest {
        /// The scheme asked for.
        scheme: Scheme,
        /// The digest given.
        found: DigestAlgorithm,
    },
}

pub(super) fn parse(kind: KeyKind, key: &[u8]) -> Option<ParsedPublicKey> {
    ParsedPublicKey::new(algorithm(kind, Scheme::of(kind))?, key).ok()
}

pub(super) fn message(key: &PublicKey, scheme: Scheme, message: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
    let kind = key.kind();
    if scheme == Scheme::Ed25519ph {
        return digest(key, scheme, &DigestAlgorithm::Sha512.digest(message), signature);
    }
    let algorithm = algorithm(kind, scheme).ok_or(SignatureError::Scheme { scheme, kind })?;
    let verified = if scheme == Scheme::of(kind) {
        key.parsed().verify_sig(message, signature)
    } else {
        UnparsedPublicKey::new(algorithm, key.raw()).verify(message, signature)
    };
    verified.map_err(|_| SignatureError::Mismatch)
}

pub(super) fn digest(key: &PublicKey, scheme: Scheme, digest: &Digest, signature: &[u8]) -> Result<(), SignatureError> {
    let kind = key.kind();
    let wanted = scheme.digest().ok_or(SignatureError::NeedsMessage { scheme })?;
    if wanted != digest.algorithm() {
        return Err(SignatureError::Digest { scheme, found: digest.algorithm() });
    }
    if scheme == Scheme::Ed25519ph {
        let fits = kind == KeyKind::Ed25519;
        let verified = fits && ed25519::verify_prehashed(key.raw(), digest, signature);
        return match (fits, verified) {
            (_, true) => Ok(()),
            (true, false) => Err(SignatureError::Mismatch),
            (false, false) => Err(SignatureError::Scheme { scheme, kind }),
        };
    }
    let algorithm = algorithm(kind, scheme).ok_or(SignatureError::Scheme { scheme, kind })?;
    let imported = lc_digest::Digest::import_less_safe(digest.as_bytes(), lc_algorithm(wanted))
        .map_err(|_| SignatureError::Mismatch)?;
    let verified = if scheme == Scheme::of(kind) {
        key.parsed().verify_digest_sig(&imported, signature)
    } else {
        UnparsedPublicKey::new(algorithm, key.raw()).verify_digest(&imported, signature)
    };
    verified.map_err(|_| SignatureError::Mismatch)
}

pub(super) fn lc_algorithm(algorithm: DigestAlgorithm) -> &'static lc_digest::Algorithm {
    match algorithm {
        DigestAlgorithm::Sha256 => &lc_digest::SHA256,
        DigestAlgorithm::Sha384 => &lc_digest::SHA384,
        DigestAlgorithm::Sha512 => &lc_digest::SHA512,
    }
}

/// The crypto library's name for a scheme with a kind of key; `None` where they do not go together.
fn algorithm(kind: KeyKind, scheme: Scheme) -> Option<&'static dyn VerificationAlgorithm> {
    use DigestAlgorithm::{Sha256, Sha384, Sha512};
    Some(match (kind, scheme) {
        (KeyKind::EcdsaP256, Scheme::Ecdsa(Sha256)) => &lc::ECDSA_P256_SHA256_ASN1,
        (KeyKind::EcdsaP256, Scheme::Ecdsa(Sha384)) => &lc::ECDSA_P256_SHA384_ASN1,
        (KeyKind::EcdsaP256, Scheme::Ecdsa(Sha512)) => &lc::ECDSA_P256_SHA512_ASN1,
        (KeyKind::EcdsaP384, Scheme::Ecdsa(Sha256)) => &lc::ECDSA_P384_SHA256_ASN1,
        (KeyKind::EcdsaP384, Scheme::Ecdsa(Sha384)) => &lc::ECDSA_P384_SHA384_ASN1,
        (KeyKind::EcdsaP384, Scheme::Ecdsa(Sha512)) => &lc::ECDSA_P384_SHA512_ASN1,
        (KeyKind::EcdsaP521, Scheme::Ecdsa(Sha256)) => &lc::ECDSA_P521_SHA256_ASN1,
        (KeyKind::EcdsaP521, Scheme::Ecdsa(Sha384)) => &lc::ECDSA_P521_SHA384_ASN1,
        (KeyKind::EcdsaP521, Scheme::Ecdsa(Sha512)) => &lc::ECDSA_P521_SHA512_ASN1,
        (KeyKind::Rsa { .. }, Scheme::RsaPkcs1(Sha256)) => &lc::RSA_PKCS1_2048_8192_SHA256,
        (KeyKind::Rsa { .. }, Scheme::RsaPkcs1(Sha384)) => &lc::RSA_PKCS1_2048_8192_SHA384,
        (KeyKind::Rsa { .. }, Scheme::RsaPkcs1(Sha512)) => &lc::RSA_PKCS1_2048_8192_SHA512,
        (KeyKind::Rsa { .. }, Scheme::RsaPss(Sha256)) => &lc::RSA_PSS_2048_8192_SHA256,
        (KeyKind::Rsa { .. }, Scheme::RsaPss(Sha384)) => &lc::RSA_PSS_2048_8192_SHA384,
        (KeyKind::Rsa { .. }, Scheme::RsaPss(Sha512)) => &lc::RSA_PSS_2048_8192_SHA512,
        (KeyKind::Ed25519, Scheme::Ed25519) => &lc::ED25519,
        (KeyKind::MlDsa44, Scheme::MlDsa) => &lc::ML_DSA_44,
        (KeyKind::MlDsa65, Scheme::MlDsa) => &lc::ML_DSA_65,
        (KeyKind::MlDsa87, Scheme::MlDsa) => &lc::ML_DSA_87,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::rand::SystemRandom;
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};

    use super::*;
    use crate::digest::DigestAlgorithm::{Sha256, Sha384, Sha512};

    /// A fresh P-256 key and its signature of a message.
    fn signed(message: &[u8]) -> (PublicKey, Vec<u8>) {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
        let signature = pair.sign(&SystemRandom::new(), message).unwrap().as_ref().to_vec();
        (public(&pair), signature)
    }

    fn public(pair: &EcdsaKeyPair) -> PublicKey {
        use aws_lc_rs::encoding::AsDer;
        use aws_lc_rs::signature::KeyPair;
        PublicKey::from_spki_der(pair.public_key().as_der().unwrap().as_ref().to_vec()).unwrap()
    }

    #[test]
    fn a_signature_verifies_by_message_and_by_digest_alike() {
        let (key, signature) = signed(b"artifact");
        assert_eq!(key.verify(Scheme::Ecdsa(Sha256), b"artifact", &signature), Ok(()));
        assert_eq!(key.verify_digest(Scheme::Ecdsa(Sha256), &Sha256.digest(b"artifact"), &signature), Ok(()));
    }

    #[test]
    fn another_message_key_digest_or_signature_is_a_mismatch() {
        let (key, signature) = signed(b"artifact");
        let (other, _) = signed(b"artifact");
        let mismatch = Err(SignatureError::Mismatch);
        assert_eq!(key.verify(Scheme::Ecdsa(Sha256), b"Artifact", &signature), mismatch);
        assert_eq!(other.verify(Scheme::Ecdsa(Sha256), b"artifact", &signature), mismatch);
        assert_eq!(key.verify(Scheme::Ecdsa(Sha384), b"artifact", &signature), mismatch);
        assert_eq!(key.verify(Scheme::Ecdsa(Sha256), b"artifact", &[]), mismatch);
        assert_eq!(key.verify_digest(Scheme::Ecdsa(Sha256), &Sha256.digest(b""), &signature), mismatch);
    }

    #[test]
    fn an_ecdsa_signature_is_strict_der_with_nothing_after_it() {
        let (key, signature) = signed(b"artifact");
        let mut padded = signature.clone();
        padded[1] += 1;
        padded.insert(4, 0);
        padded[3] += 1;
        for bad in [[&signature[..], &[0]].concat(), padded, signature[2..].to_vec()] {
            assert_eq!(key.verify(Scheme::Ecdsa(Sha256), b"artifact", &bad), Err(SignatureError::Mismatch));
        }
    }

    #[test]
    fn a_scheme_of_another_kind_of_key_is_refused_before_any_arithmetic() {
        let (key, signature) = signed(b"artifact");
        let kind = KeyKind::EcdsaP256;
        for scheme in
            [Scheme::RsaPkcs1(Sha256), Scheme::RsaPss(Sha256), Scheme::Ed25519, Scheme::Ed25519ph, Scheme::MlDsa]
        {
            assert_eq!(key.verify(scheme, b"artifact", &signature), Err(SignatureError::Scheme { scheme, kind }));
        }
        let scheme = Scheme::Ed25519ph;
        assert_eq!(
            key.verify_digest(scheme, &Sha512.digest(b""), &signature),
            Err(SignatureError::Scheme { scheme, kind })
        );
    }

    #[test]
    fn a_scheme_that_signs_the_message_says_that_a_digest_is_not_enough() {
        let (key, signature) = signed(b"artifact");
        for scheme in [Scheme::Ed25519, Scheme::MlDsa] {
            let found = key.verify_digest(scheme, &Sha512.digest(b"artifact"), &signature);
            assert_eq!(found, Err(SignatureError::NeedsMessage { scheme }));
        }
    }

    #[test]
    fn a_digest_of_another_algorithm_is_named() {
        let (key, signature) = signed(b"artifact");
        let scheme = Scheme::Ecdsa(Sha256);
        let found = key.verify_digest(scheme, &Sha512.digest(b"artifact"), &signature);
        assert_eq!(found, Err(SignatureError::Digest { scheme, found: Sha512 }));
    }

    #[test]
    fn every_scheme_has_an_id_of_its_own() {
        let digests = [Sha256, Sha384, Sha512];
        let mut ids: Vec<_> = digests.map(Scheme::Ecdsa).into();
        ids.extend(digests.map(Scheme::RsaPkcs1));
        ids.extend(digests.map(Scheme::RsaPss));
        ids.extend([Scheme::Ed25519, Scheme::Ed25519ph, Scheme::MlDsa]);
        let distinct: std::collections::HashSet<_> = ids.iter().map(|scheme| scheme.id()).collect();
        assert_eq!(distinct.len(), ids.len());
    }
}
