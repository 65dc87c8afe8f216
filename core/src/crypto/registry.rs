//! `PublicKeyDetails` and `HashAlgorithm` of protobuf-specs `sigstore_common.proto`, as Sigstore's algorithm registry has
//! them.

use super::{KeyKind, Scheme};
use crate::digest::DigestAlgorithm::{self, Sha256, Sha384, Sha512};

/// How a key is written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum KeyEncoding {
    /// SubjectPublicKeyInfo.
    Pkix,
    /// RSAPublicKey, RFC 8017 appendix A.1.1.
    Pkcs1,
}

/// What a name of `PublicKeyDetails` says about a key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeyDetails {
    pub(crate) encoding: KeyEncoding,
    /// The kind as [`KeyKind`] shows it; `RSA` is one of any size.
    pub(crate) kind: &'static str,
    pub(crate) scheme: Scheme,
}

impl KeyDetails {
    /// Whether a key of this kind can be meant.
    pub(crate) fn fits(self, kind: KeyKind) -> bool {
        match kind {
            KeyKind::Rsa { bits } => self.kind.strip_prefix("RSA").is_some_and(|size| match size.strip_prefix('-') {
                Some(size) => size.parse() == Ok(bits),
                None => true,
            }),
            KeyKind::EcdsaP256 => self.kind == "ECDSA P-256",
            KeyKind::EcdsaP384 => self.kind == "ECDSA P-384",
            KeyKind::EcdsaP521 => self.kind == "ECDSA P-521",
            KeyKind::Ed25519 => self.kind == "Ed25519",
            KeyKind::MlDsa44 => self.kind == "ML-DSA-44",
            KeyKind::MlDsa65 => self.kind == "ML-DSA-65",
            KeyKind::MlDsa87 => self.kind == "ML-DSA-87",
        }
    }
}

use KeyEncoding::{Pkcs1, Pkix};

const fn row(encoding: KeyEncoding, kind: &'static str, scheme: Scheme) -> KeyDetails {
    KeyDetails { encoding, kind, scheme }
}

/// Number, name and meaning.
#[rustfmt::skip]
pub(crate) const PUBLIC_KEY_DETAILS: &[(u64, &str, KeyDetails)] = &[
    (1, "PKCS1_RSA_PKCS1V5", row(Pkcs1, "RSA", Scheme::RsaPkcs1(Sha256))),
    (2, "PKCS1_RSA_PSS", row(Pkcs1, "RSA", Scheme::RsaPss(Sha256))),
    (3, "PKIX_RSA_PKCS1V5", row(Pkix, "RSA", Scheme::RsaPkcs1(Sha256))),
    (4, "PKIX_RSA_PSS", row(Pkix, "RSA", Scheme::RsaPss(Sha256))),
    (9, "PKIX_RSA_PKCS1V15_2048_SHA256", row(Pkix, "RSA-2048", Scheme::RsaPkcs1(Sha256))),
    (10, "PKIX_RSA_PKCS1V15_3072_SHA256", row(Pkix, "RSA-3072", Scheme::RsaPkcs1(Sha256))),
    (11, "PKIX_RSA_PKCS1V15_4096_SHA256", row(Pkix, "RSA-4096", Scheme::RsaPkcs1(Sha256))),
    (16, "PKIX_RSA_PSS_2048_SHA256", row(Pkix, "RSA-2048", Scheme::RsaPss(Sha256))),
    (17, "PKIX_RSA_PSS_3072_SHA256", row(Pkix, "RSA-3072", Scheme::RsaPss(Sha256))),
    (18, "PKIX_RSA_PSS_4096_SHA256", row(Pkix, "RSA-4096", Scheme::RsaPss(Sha256))),
    // RFC 6979: how the signer picks its nonce; verifying is the same.
    (6, "PKIX_ECDSA_P256_HMAC_SHA_256", row(Pkix, "ECDSA P-256", Scheme::Ecdsa(Sha256))),
    (5, "PKIX_ECDSA_P256_SHA_256", row(Pkix, "ECDSA P-256", Scheme::Ecdsa(Sha256))),
    (12, "PKIX_ECDSA_P384_SHA_384", row(Pkix, "ECDSA P-384", Scheme::Ecdsa(Sha384))),
    (13, "PKIX_ECDSA_P521_SHA_512", row(Pkix, "ECDSA P-521", Scheme::Ecdsa(Sha512))),
    (19, "PKIX_ECDSA_P384_SHA_256", row(Pkix, "ECDSA P-384", Scheme::Ecdsa(Sha256))),
    (20, "PKIX_ECDSA_P521_SHA_256", row(Pkix, "ECDSA P-521", Scheme::Ecdsa(Sha256))),
    (7, "PKIX_ED25519", row(Pkix, "Ed25519", Scheme::Ed25519)),
    (8, "PKIX_ED25519_PH", row(Pkix, "Ed25519", Scheme::Ed25519ph)),
    (23, "ML_DSA_44", row(Pkix, "ML-DSA-44", Scheme::MlDsa)),
    (21, "ML_DSA_65", row(Pkix, "ML-DSA-65", Scheme::MlDsa)),
    (22, "ML_DSA_87", row(Pkix, "ML-DSA-87", Scheme::MlDsa)),
];

/// Number, name and algorithm; what is missing here is deprecated or unspecified.
pub(crate) const HASH_ALGORITHMS: &[(u64, &str, DigestAlgorithm)] =
    &[(1, "SHA2_256", Sha256), (2, "SHA2_384", Sha384), (3, "SHA2_512", Sha512)];

/// The name of `PublicKeyDetails` for a key of this kind that signs so; a deprecated one is not given.
#[cfg(feature = "sign")]
pub(crate) fn key_details(kind: KeyKind, scheme: Scheme) -> Option<&'static str> {
    // 1 to 4: RSA of any size; 6: how the signer picks its nonce.
    let mut current = PUBLIC_KEY_DETAILS.iter().filter(|(number, ..)| *number > 4 && *number != 6);
    current.find(|(.., row)| row.scheme == scheme && row.fits(kind)).map(|(_, name, _)| *name)
}

/// The name of `HashAlgorithm`.
#[cfg(feature = "sign")]
pub(crate) fn hash_name(algorithm: DigestAlgorithm) -> &'static str {
    HASH_ALGORITHMS.iter().find(|row| row.2 == algorithm).map_or("", |row| row.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_fits_the_keys_that_it_names_and_no_others() {
        use KeyKind::{EcdsaP256, EcdsaP384, EcdsaP521, Ed25519, MlDsa44, MlDsa65, MlDsa87, Rsa};
        let sizes = [2048, 3072, 4096].map(|bits| Rsa { bits });
        let others = [EcdsaP256, EcdsaP384, EcdsaP521, Ed25519, MlDsa44, MlDsa65, MlDsa87];
        for (_, name, row) in PUBLIC_KEY_DETAILS {
            let fitting: Vec<_> = sizes.iter().chain(&others).filter(|kind| row.fits(**kind)).collect();
            match row.kind {
                "RSA" => assert_eq!(fitting, sizes.iter().collect::<Vec<_>>(), "{name}"),
                one => {
                    let shown: Vec<_> = fitting.iter().map(ToString::to_string).collect();
                    assert_eq!(shown, [one], "{name}");
                }
            }
        }
    }

    #[test]
    fn no_number_and_no_name_stands_there_twice() {
        for (place, (number, name, _)) in PUBLIC_KEY_DETAILS.iter().enumerate() {
            let others = PUBLIC_KEY_DETAILS.iter().skip(place + 1);
            assert!(others.clone().all(|other| other.0 != *number && other.1 != *name), "{name}");
        }
    }

    #[cfg(feature = "sign")]
    #[test]
    fn a_key_has_the_name_that_is_not_deprecated_or_none() {
        for (kind, scheme, name) in [
            (KeyKind::EcdsaP256, Scheme::Ecdsa(Sha256), Some("PKIX_ECDSA_P256_SHA_256")),
            (KeyKind::EcdsaP384, Scheme::Ecdsa(Sha512), None),
            (KeyKind::Rsa { bits: 3072 }, Scheme::RsaPkcs1(Sha256), Some("PKIX_RSA_PKCS1V15_3072_SHA256")),
            (KeyKind::Rsa { bits: 2056 }, Scheme::RsaPkcs1(Sha256), None),
        ] {
            assert_eq!(key_details(kind, scheme), name, "{kind} {scheme}");
        }
        for algorithm in [Sha256, Sha384, Sha512] {
            assert!(hash_name(algorithm).starts_with("SHA2_"), "{algorithm}");
        }
    }
}
