//! A SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7) from what a token says about a public key.

use crate::encoding::der::{self, tag, write};

/// 1.2.840.10045.2.1, id-ecPublicKey.
const EC_PUBLIC_KEY: &[u64] = &[1, 2, 840, 10045, 2, 1];
/// 1.2.840.113549.1.1.1, rsaEncryption.
const RSA_ENCRYPTION: &[u64] = &[1, 2, 840, 113_549, 1, 1, 1];
/// 1.3.101.112, id-Ed25519.
const ED25519: &[u64] = &[1, 3, 101, 112];

/// CKA_MODULUS and CKA_PUBLIC_EXPONENT, both big-endian.
pub(super) fn rsa(modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
    let key = write::sequence(&[&write::unsigned(modulus), &write::unsigned(exponent)]);
    // RFC 3279 §2.3.1: the parameters are NULL.
    info(&[&write::oid(RSA_ENCRYPTION), write::NULL], &key)
}

/// CKA_EC_PARAMS (the DER of the curve's identifier) and CKA_EC_POINT.
pub(super) fn ec(parameters: &[u8], point: &[u8]) -> Vec<u8> {
    info(&[&write::oid(EC_PUBLIC_KEY), parameters], octets(point))
}

/// CKA_EC_POINT of a key on edwards25519.
pub(super) fn ed25519(point: &[u8]) -> Vec<u8> {
    info(&[&write::oid(ED25519)], octets(point))
}

/// PKCS #11 3.1 §6.3: the point is in an OCTET STRING, which some tokens leave out.
fn octets(point: &[u8]) -> &[u8] {
    der::single(point, tag::OCTET_STRING).map_or(point, |value| value.content)
}

fn info(algorithm: &[&[u8]], key: &[u8]) -> Vec<u8> {
    write::sequence(&[&write::sequence(algorithm), &write::bit_string(key)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::{KeyKind, PrivateKey, PublicKey};

    #[test]
    fn what_a_token_says_becomes_the_same_key() {
        for (kind, curve) in
            [(KeyKind::EcdsaP256, &[1, 2, 840, 10045, 3, 1, 7][..]), (KeyKind::EcdsaP384, &[1, 3, 132, 0, 34])]
        {
            let key = PrivateKey::generate(kind).unwrap().public_key().clone();
            for point in [key.raw().to_vec(), write::octet_string(key.raw())] {
                assert_eq!(PublicKey::from_spki_der(ec(&write::oid(curve), &point)), Ok(key.clone()));
            }
        }
        let key = PrivateKey::generate(KeyKind::Ed25519).unwrap().public_key().clone();
        assert_eq!(PublicKey::from_spki_der(ed25519(&write::octet_string(key.raw()))), Ok(key));
        let key = PrivateKey::generate(KeyKind::Rsa { bits: 2048 }).unwrap().public_key().clone();
        let mut fields = der::single(key.raw(), tag::SEQUENCE).unwrap().reader();
        let [modulus, exponent] = [(); 2].map(|()| der::positive_integer(&fields.read(tag::INTEGER).unwrap()).unwrap());
        assert_eq!(PublicKey::from_spki_der(rsa(modulus, exponent)), Ok(key));
    }
}
