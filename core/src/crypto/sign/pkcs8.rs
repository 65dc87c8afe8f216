//! Private keys as DER: PKCS#8 (RFC 5958), ECPrivateKey (RFC 5915, SEC 1) and RSAPrivateKey (RFC 8017).

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::error::KeyRejected;
use aws_lc_rs::signature::{self as lc, EcdsaKeyPair, Ed25519KeyPair, PqdsaKeyPair, RsaKeyPair};
use zeroize::Zeroizing;

use super::error::PrivateKeyError;
use super::private::Pair;
use crate::crypto::key::{KeyError, RSA_BITS};
use crate::crypto::spki;
use crate::digest::DigestAlgorithm;
use crate::encoding::der::{self, DerResult, Reader, tag};

/// A pair from PKCS#8, of version 1 (as OpenSSL and Go write it) or 2.
pub(super) fn from_pkcs8(info: &[u8]) -> Result<Pair, PrivateKeyError> {
    der::check_tree(info)?;
    let mut fields = der::single(info, tag::SEQUENCE)?.reader();
    fields.read(tag::INTEGER)?;
    let mut algorithm = fields.sequence()?;
    let oid_value = algorithm.read(tag::OID)?;
    match der::oid(&oid_value)? {
        spki::EC_PUBLIC_KEY => {
            let (signing, own) = curve(&mut algorithm)?;
            Ok(Pair::Ecdsa(EcdsaKeyPair::from_pkcs8(signing, info).map_err(rejected("ECDSA"))?, own))
        }
        spki::ED25519 => Ok(Pair::Ed25519(Ed25519KeyPair::from_pkcs8(info).map_err(rejected("Ed25519"))?)),
        spki::RSA_ENCRYPTION => {
            check_size(fields.read(tag::OCTET_STRING)?.content)?;
            Ok(Pair::Rsa(RsaKeyPair::from_pkcs8(info).map_err(rejected("RSA"))?))
        }
        spki::ML_DSA_44 => ml_dsa(&lc::ML_DSA_44_SIGNING, info),
        spki::ML_DSA_65 => ml_dsa(&lc::ML_DSA_65_SIGNING, info),
        spki::ML_DSA_87 => ml_dsa(&lc::ML_DSA_87_SIGNING, info),
        _ => Err(PrivateKeyError::Unsupported),
    }
}

/// A pair from an ECPrivateKey that names its curve.
pub(super) fn from_sec1(key: &[u8]) -> Result<Pair, PrivateKeyError> {
    let mut fields = der::single(key, tag::SEQUENCE)?.reader();
    fields.read(tag::INTEGER)?;
    fields.read(tag::OCTET_STRING)?;
    let (signing, own) = curve(&mut fields.read(tag::context_constructed(0))?.reader())?;
    Ok(Pair::Ecdsa(EcdsaKeyPair::from_private_key_der(signing, key).map_err(rejected("ECDSA"))?, own))
}

/// A pair from an RSAPrivateKey.
pub(super) fn from_pkcs1(key: &[u8]) -> Result<Pair, PrivateKeyError> {
    check_size(key)?;
    Ok(Pair::Rsa(RsaKeyPair::from_der(key).map_err(rejected("RSA"))?))
}

/// PKCS#8 of version 1, without attributes, which every other reader takes.
pub(super) fn to_pkcs8(pair: &Pair) -> Result<Zeroizing<Vec<u8>>, PrivateKeyError> {
    let bytes = |document: &[u8]| Zeroizing::new(document.to_vec());
    Ok(match pair {
        Pair::Ecdsa(pair, _) => bytes(pair.to_pkcs8v1()?.as_ref()),
        Pair::Ed25519(pair) => bytes(pair.to_pkcs8v1()?.as_ref()),
        Pair::Rsa(pair) => bytes(AsDer::<Pkcs8V1Der<'_>>::as_der(pair)?.as_ref()),
        Pair::MlDsa(pair) => bytes(pair.to_pkcs8v1()?.as_ref()),
    })
}

type Curve = (&'static lc::EcdsaSigningAlgorithm, DigestAlgorithm);

fn curve(parameters: &mut Reader<'_>) -> Result<Curve, PrivateKeyError> {
    let oid_value = parameters.read(tag::OID)?;
    match der::oid(&oid_value)? {
        spki::P256 => Ok((&lc::ECDSA_P256_SHA256_ASN1_SIGNING, DigestAlgorithm::Sha256)),
        spki::P384 => Ok((&lc::ECDSA_P384_SHA384_ASN1_SIGNING, DigestAlgorithm::Sha384)),
        spki::P521 => Ok((&lc::ECDSA_P521_SHA512_ASN1_SIGNING, DigestAlgorithm::Sha512)),
        _ => Err(PrivateKeyError::Unsupported),
    }
}

fn ml_dsa(algorithm: &'static lc::PqdsaSigningAlgorithm, info: &[u8]) -> Result<Pair, PrivateKeyError> {
    Ok(Pair::MlDsa(PqdsaKeyPair::from_pkcs8(algorithm, info).map_err(rejected("ML-DSA"))?))
}

/// Before the crypto library, which accepts up to 8192 bits, does any arithmetic.
fn check_size(key: &[u8]) -> Result<(), PrivateKeyError> {
    let bits = modulus_bits(key)?;
    if RSA_BITS.contains(&bits) { Ok(()) } else { Err(KeyError::RsaSize { bits }.into()) }
}

/// RFC 8017 appendix A.1.2: version, then modulus.
fn modulus_bits(key: &[u8]) -> DerResult<usize> {
    let mut fields = der::single(key, tag::SEQUENCE)?.reader();
    fields.read(tag::INTEGER)?;
    Ok(spki::bits(der::positive_integer(&fields.read(tag::INTEGER)?)?))
}

fn rejected(kind: &'static str) -> impl Fn(KeyRejected) -> PrivateKeyError {
    move |rejected| PrivateKeyError::Invalid { kind, reason: rejected.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::sign::PrivateKey;
    use crate::crypto::spki::KeyKind;

    #[test]
    fn a_private_key_with_the_public_half_of_another_is_refused() {
        let [one, other] = [(); 2].map(|()| PrivateKey::generate(KeyKind::EcdsaP256).unwrap());
        let mut info = to_pkcs8(one.pair()).unwrap().to_vec();
        let point = one.public_key().raw();
        let at = info.windows(point.len()).position(|window| window == point).unwrap();
        info[at..].copy_from_slice(other.public_key().raw());
        assert!(matches!(from_pkcs8(&info), Err(PrivateKeyError::Invalid { kind: "ECDSA", .. })));
    }
}
