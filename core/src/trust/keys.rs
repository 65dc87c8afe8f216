//! Public keys of logs: `PublicKeyDetails` of `sigstore_common.proto`, as Sigstore's algorithm registry has them.

use super::error::UnusableKey;
use crate::bundle::proto::Choice;
use crate::crypto::{KeyKind, PublicKey, Scheme};
use crate::digest::DigestAlgorithm::{Sha256, Sha384, Sha512};

#[derive(Clone, Copy)]
enum Encoding {
    /// SubjectPublicKeyInfo.
    Pkix,
    /// RSAPublicKey, RFC 8017 appendix A.1.1.
    Pkcs1,
}

type Details = (Encoding, &'static str, Scheme);

use Encoding::{Pkcs1, Pkix};

#[rustfmt::skip]
const DETAILS: &[(u64, &str, Details)] = &[
    (1, "PKCS1_RSA_PKCS1V5", (Pkcs1, "RSA", Scheme::RsaPkcs1(Sha256))),
    (2, "PKCS1_RSA_PSS", (Pkcs1, "RSA", Scheme::RsaPss(Sha256))),
    (3, "PKIX_RSA_PKCS1V5", (Pkix, "RSA", Scheme::RsaPkcs1(Sha256))),
    (4, "PKIX_RSA_PSS", (Pkix, "RSA", Scheme::RsaPss(Sha256))),
    (9, "PKIX_RSA_PKCS1V15_2048_SHA256", (Pkix, "RSA-2048", Scheme::RsaPkcs1(Sha256))),
    (10, "PKIX_RSA_PKCS1V15_3072_SHA256", (Pkix, "RSA-3072", Scheme::RsaPkcs1(Sha256))),
    (11, "PKIX_RSA_PKCS1V15_4096_SHA256", (Pkix, "RSA-4096", Scheme::RsaPkcs1(Sha256))),
    (16, "PKIX_RSA_PSS_2048_SHA256", (Pkix, "RSA-2048", Scheme::RsaPss(Sha256))),
    (17, "PKIX_RSA_PSS_3072_SHA256", (Pkix, "RSA-3072", Scheme::RsaPss(Sha256))),
    (18, "PKIX_RSA_PSS_4096_SHA256", (Pkix, "RSA-4096", Scheme::RsaPss(Sha256))),
    // RFC 6979: how the signer picks its nonce; verifying is the same.
    (6, "PKIX_ECDSA_P256_HMAC_SHA_256", (Pkix, "ECDSA P-256", Scheme::Ecdsa(Sha256))),
    (5, "PKIX_ECDSA_P256_SHA_256", (Pkix, "ECDSA P-256", Scheme::Ecdsa(Sha256))),
    (12, "PKIX_ECDSA_P384_SHA_384", (Pkix, "ECDSA P-384", Scheme::Ecdsa(Sha384))),
    (13, "PKIX_ECDSA_P521_SHA_512", (Pkix, "ECDSA P-521", Scheme::Ecdsa(Sha512))),
    (19, "PKIX_ECDSA_P384_SHA_256", (Pkix, "ECDSA P-384", Scheme::Ecdsa(Sha256))),
    (20, "PKIX_ECDSA_P521_SHA_256", (Pkix, "ECDSA P-521", Scheme::Ecdsa(Sha256))),
    (7, "PKIX_ED25519", (Pkix, "Ed25519", Scheme::Ed25519)),
    (8, "PKIX_ED25519_PH", (Pkix, "Ed25519", Scheme::Ed25519ph)),
    (23, "ML_DSA_44", (Pkix, "ML-DSA-44", Scheme::MlDsa)),
    (21, "ML_DSA_65", (Pkix, "ML-DSA-65", Scheme::MlDsa)),
    (22, "ML_DSA_87", (Pkix, "ML-DSA-87", Scheme::MlDsa)),
];

/// The key and the scheme that it signs with.
pub(super) fn parse(details: &Choice<'_>, raw: Vec<u8>) -> Result<(PublicKey, Scheme), UnusableKey> {
    let unknown = || UnusableKey::Details(details.to_string());
    let (encoding, kind, scheme) = details.find(DETAILS).ok_or_else(unknown)?;
    let spki = match encoding {
        Encoding::Pkix => raw,
        Encoding::Pkcs1 => spki_of_rsa(&raw).ok_or_else(unknown)?,
    };
    let key = PublicKey::from_spki_der(spki)?;
    let found = key.kind();
    let fits = found.to_string() == kind || (kind == "RSA" && matches!(found, KeyKind::Rsa { .. }));
    if fits { Ok((key, scheme)) } else { Err(UnusableKey::Kind { expected: kind, found }) }
}

/// RFC 3279 §2.3.1: the SubjectPublicKeyInfo around an RSAPublicKey.
fn spki_of_rsa(key: &[u8]) -> Option<Vec<u8>> {
    const ALGORITHM: &[u8] =
        &[0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
    let bits = [&[0][..], key].concat();
    let body = [ALGORITHM, &tlv(0x03, &bits)?].concat();
    tlv(0x30, &body)
}

/// The definite long form: every RSA key is longer than 127 bytes and shorter than 64 KiB.
fn tlv(tag: u8, value: &[u8]) -> Option<Vec<u8>> {
    let [high, low] = u16::try_from(value.len()).ok()?.to_be_bytes();
    let header: &[u8] = if high == 0 { &[tag, 0x81, low] } else { &[tag, 0x82, high, low] };
    Some([header, value].concat())
}
