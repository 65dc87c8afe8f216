//! SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7) of the keys in Sigstore's algorithm registry.

use std::fmt;

use super::ed25519;
use crate::encoding::der::{self, DerError, DerResult, Reader, tag};

/// The kind of a public key.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum KeyKind {
    /// ECDSA on NIST P-256.
    EcdsaP256,
    /// ECDSA on NIST P-384.
    EcdsaP384,
    /// ECDSA on NIST P-521.
    EcdsaP521,
    /// Ed25519, RFC 8032.
    Ed25519,
    /// RSA, with the modulus in bits.
    Rsa {
        /// Bits of the modulus.
        bits: usize,
    },
    /// ML-DSA-44, FIPS 204.
    MlDsa44,
    /// ML-DSA-65, FIPS 204.
    MlDsa65,
    /// ML-DSA-87, FIPS 204.
    MlDsa87,
}

impl fmt::Display for KeyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EcdsaP256 => f.write_str("ECDSA P-256"),
            Self::EcdsaP384 => f.write_str("ECDSA P-384"),
            Self::EcdsaP521 => f.write_str("ECDSA P-521"),
            Self::Ed25519 => f.write_str("Ed25519"),
            Self::Rsa { bits } => write!(f, "RSA-{bits}"),
            Self::MlDsa44 => f.write_str("ML-DSA-44"),
            Self::MlDsa65 => f.write_str("ML-DSA-65"),
            Self::MlDsa87 => f.write_str("ML-DSA-87"),
        }
    }
}

pub(super) const EC_PUBLIC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
pub(super) const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
pub(super) const P384: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x22];
pub(super) const P521: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x23];
pub(super) const ED25519: &[u8] = &[0x2b, 0x65, 0x70];
pub(super) const RSA_ENCRYPTION: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
pub(super) const ML_DSA_44: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x11];
pub(super) const ML_DSA_65: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x12];
pub(super) const ML_DSA_87: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x13];

/// The kind of key and the key itself, as the crypto library takes it (point, raw key, or RSAPublicKey).
///
/// `Ok(None)` is well-formed DER of a kind that is not in the registry.
pub(super) fn parse(spki: &[u8]) -> DerResult<Option<(KeyKind, &[u8])>> {
    let outer = der::single(spki, tag::SEQUENCE)?;
    let mut fields = outer.reader();
    let mut algorithm = fields.sequence()?;
    let oid_value = algorithm.read(tag::OID)?;
    let oid = der::oid(&oid_value)?;
    let key_value = fields.read(tag::BIT_STRING)?;
    fields.finish()?;
    let key = der::bit_string(&key_value)?.whole().ok_or(key_value.invalid("public key"))?;
    let invalid = key_value.invalid("public key");
    let found = match oid {
        EC_PUBLIC_KEY => ec(&mut algorithm, key, invalid)?,
        RSA_ENCRYPTION => {
            // RFC 3279 §2.3.1: the parameters are NULL.
            algorithm.read(tag::NULL)?;
            Some(KeyKind::Rsa { bits: rsa_bits(key)? })
        }
        ED25519 if !ed25519::is_canonical_point(key) => return Err(invalid),
        ED25519 => Some(KeyKind::Ed25519),
        ML_DSA_44 => sized(KeyKind::MlDsa44, key, 1312),
        ML_DSA_65 => sized(KeyKind::MlDsa65, key, 1952),
        ML_DSA_87 => sized(KeyKind::MlDsa87, key, 2592),
        _ => return Ok(None),
    };
    // RFC 8410 §3 and RFC 9881 §2: no parameters beyond those read above.
    algorithm.finish()?;
    Ok(Some((found.ok_or(invalid)?, key)))
}

fn ec(algorithm: &mut Reader<'_>, key: &[u8], invalid: DerError) -> DerResult<Option<KeyKind>> {
    let curve_value = algorithm.read(tag::OID)?;
    // RFC 5480 §2.2: uncompressed points; Sigstore uses no others.
    let uncompressed = key.first() == Some(&4);
    match der::oid(&curve_value)? {
        P256 if uncompressed => Ok(sized(KeyKind::EcdsaP256, key, 65)),
        P384 if uncompressed => Ok(sized(KeyKind::EcdsaP384, key, 97)),
        P521 if uncompressed => Ok(sized(KeyKind::EcdsaP521, key, 133)),
        _ => Err(invalid),
    }
}

fn sized(kind: KeyKind, key: &[u8], length: usize) -> Option<KeyKind> {
    (key.len() == length).then_some(kind)
}

/// Bits of the modulus of an RSAPublicKey (RFC 8017 appendix A.1.1).
fn rsa_bits(key: &[u8]) -> DerResult<usize> {
    let mut fields = der::single(key, tag::SEQUENCE)?.reader();
    let modulus = der::positive_integer(&fields.read(tag::INTEGER)?)?;
    der::positive_integer(&fields.read(tag::INTEGER)?)?;
    fields.finish()?;
    Ok(bits(modulus))
}

/// Bits of a number without leading zero octets.
pub(super) fn bits(magnitude: &[u8]) -> usize {
    let leading = magnitude.first().map_or(0, |octet| usize::try_from(octet.leading_zeros()).unwrap_or(0));
    (magnitude.len() * 8).saturating_sub(leading)
}
