use std::fmt;
use std::sync::Arc;

use aws_lc_rs::signature::ParsedPublicKey;

use super::spki::{self, KeyKind};
use super::verify::{self, Scheme, SignatureError};
use crate::digest::{Digest, Sha256};
use crate::encoding::der::DerError;
use crate::encoding::pem::{self, PemError};

/// The smallest and largest RSA modulus, in bits, as Sigstore's algorithm registry has them.
pub(super) const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=4096;

/// A public key, parsed and checked: the point lies on its curve, the modulus has an accepted size.
#[derive(Clone)]
pub struct PublicKey(Arc<Inner>);

struct Inner {
    kind: KeyKind,
    spki: Box<[u8]>,
    /// The key without its SubjectPublicKeyInfo: point, raw key, or RSAPublicKey.
    raw: std::ops::Range<usize>,
    fingerprint: Sha256,
    /// Ready for the kind's own scheme.
    parsed: ParsedPublicKey,
}

/// Why bytes are not a public key that can be used.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Not the DER of a SubjectPublicKeyInfo.
    #[error("not a SubjectPublicKeyInfo: {0}")]
    Der(#[from] DerError),
    /// Not PEM with the label PUBLIC KEY.
    #[error("not a PEM public key: {0}")]
    Pem(String),
    /// Well-formed, but of a kind that Sigstore does not use.
    #[error("a key of this algorithm is not supported: use ECDSA P-256/384/521, Ed25519, RSA or ML-DSA")]
    Unsupported,
    /// An RSA modulus outside 2048 to 4096 bits.
    #[error("an RSA key of {bits} bits is not accepted: 2048 to 4096 are")]
    RsaSize {
        /// Bits of the modulus.
        bits: usize,
    },
    /// The key is not a point of its curve, or otherwise no key.
    #[error("the bytes are no valid {kind} key")]
    Invalid {
        /// The kind that it says it is.
        kind: KeyKind,
    },
}

impl PublicKey {
    /// A key from the DER of its SubjectPublicKeyInfo.
    pub fn from_spki_der(spki: impl Into<Box<[u8]>>) -> Result<Self, KeyError> {
        let spki = spki.into();
        let (kind, key) = spki::parse(&spki)?.ok_or(KeyError::Unsupported)?;
        if let KeyKind::Rsa { bits } = kind
            && !RSA_BITS.contains(&bits)
        {
            return Err(KeyError::RsaSize { bits });
        }
        let raw = spki.len() - key.len()..spki.len();
        let parsed = verify::parse(kind, key).ok_or(KeyError::Invalid { kind })?;
        Ok(Self(Arc::new(Inner { kind, fingerprint: Sha256::of(&spki), spki, raw, parsed })))
    }

    /// A key from PEM (`-----BEGIN PUBLIC KEY-----`).
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        let (label, der) = pem::decode(text.trim().as_bytes()).map_err(|e: PemError| KeyError::Pem(e.to_string()))?;
        if label != "PUBLIC KEY" {
            return Err(KeyError::Pem(format!("expected the label PUBLIC KEY, found {label:?}")));
        }
        Self::from_spki_der(der)
    }

    /// The DER of its SubjectPublicKeyInfo.
    pub fn spki_der(&self) -> &[u8] {
        &self.0.spki
    }

    /// The key as PEM (`-----BEGIN PUBLIC KEY-----`), which [`Self::from_pem`] reads.
    pub fn to_pem(&self) -> String {
        pem::encode("PUBLIC KEY", self.spki_der())
    }

    /// The key without its SubjectPublicKeyInfo.
    pub(crate) fn raw(&self) -> &[u8] {
        self.0.spki.get(self.0.raw.clone()).unwrap_or_default()
    }

    /// What kind of key it is.
    pub fn kind(&self) -> KeyKind {
        self.0.kind
    }

    /// SHA-256 of the SubjectPublicKeyInfo: the id by which logs and verdicts name the key.
    pub fn fingerprint(&self) -> Sha256 {
        self.0.fingerprint
    }

    /// Verifies a signature over a message that is in memory.
    pub fn verify(&self, scheme: Scheme, message: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        verify::message(self, scheme, message, signature)
    }

    /// Verifies a signature over a message of which only the digest is known.
    ///
    /// Pure Ed25519 and ML-DSA sign the message itself: [`SignatureError::NeedsMessage`].
    pub fn verify_digest(&self, scheme: Scheme, digest: &Digest, signature: &[u8]) -> Result<(), SignatureError> {
        verify::digest(self, scheme, digest, signature)
    }

    pub(super) fn parsed(&self) -> &ParsedPublicKey {
        &self.0.parsed
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.spki == other.0.spki
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({}, sha256:{})", self.kind(), self.fingerprint())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const P256: &str = include_str!("../../../testdata/bundles/managed-key.pub");
    const RSA: [u8; 13] = [0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];

    fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len()).unwrap().to_be_bytes();
        let mut out = vec![tag];
        match length {
            [0, short @ 0..0x80] => out.push(short),
            [0, octet] => out.extend([0x81, octet]),
            both => out.extend([&[0x82], &both[..]].concat()),
        }
        out.extend(content);
        out
    }

    fn spki(algorithm: &[u8], key: &[u8]) -> Vec<u8> {
        tlv(0x30, &[tlv(0x30, algorithm), tlv(0x03, &[&[0], key].concat())].concat())
    }

    fn rsa(bits: usize) -> Vec<u8> {
        let mut modulus = vec![0xff; bits.div_ceil(8)];
        modulus[0] >>= modulus.len() * 8 - bits;
        if modulus[0] & 0x80 != 0 {
            modulus.insert(0, 0);
        }
        spki(&RSA, &tlv(0x30, &[tlv(0x02, &modulus), vec![0x02, 3, 1, 0, 1]].concat()))
    }

    fn p256_point() -> Vec<u8> {
        PublicKey::from_pem(P256).unwrap().raw().to_vec()
    }

    #[test]
    fn a_key_is_the_same_from_pem_and_from_der() {
        let key = PublicKey::from_pem(P256).unwrap();
        assert_eq!(key.kind(), KeyKind::EcdsaP256);
        assert_eq!(PublicKey::from_spki_der(key.spki_der()), Ok(key.clone()));
        assert_eq!(key.fingerprint(), Sha256::of(key.spki_der()));
        assert_eq!(key.to_pem(), P256);
    }

    #[test]
    fn rsa_moduli_of_2048_to_4096_bits_are_accepted_and_no_others() {
        for bits in [2048, 2049, 3072, 4096] {
            assert_eq!(PublicKey::from_spki_der(rsa(bits)).map(|key| key.kind()), Ok(KeyKind::Rsa { bits }));
        }
        for bits in [1024, 2047, 4097, 8192] {
            assert_eq!(PublicKey::from_spki_der(rsa(bits)), Err(KeyError::RsaSize { bits }));
        }
    }

    #[test]
    fn a_point_off_its_curve_is_no_key() {
        let key = PublicKey::from_pem(P256).unwrap();
        let mut der = key.spki_der().to_vec();
        *der.last_mut().unwrap() ^= 1;
        assert_eq!(PublicKey::from_spki_der(der), Err(KeyError::Invalid { kind: KeyKind::EcdsaP256 }));
    }

    #[test]
    fn a_key_of_another_algorithm_is_unsupported() {
        // X25519 (RFC 8410 §3), and id-RSASSA-PSS, which Sigstore's registry does not have.
        let x25519 = spki(&[0x06, 3, 0x2b, 0x65, 0x6e], &[9; 32]);
        let pss = spki(&[0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10], &[9; 32]);
        assert_eq!(PublicKey::from_spki_der(x25519), Err(KeyError::Unsupported));
        assert_eq!(PublicKey::from_spki_der(pss), Err(KeyError::Unsupported));
    }

    #[test]
    fn what_is_not_strictly_a_subject_public_key_info_is_refused() {
        let good = PublicKey::from_pem(P256).unwrap().spki_der().to_vec();
        let ec =
            [&[0x06, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1][..], &[0x06, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7]];
        let compressed = [&[2], &p256_point()[1..33]].concat();
        let ed25519 = |parameters: &[u8], key: &[u8]| spki(&[&[0x06, 3, 0x2b, 0x65, 0x70], parameters].concat(), key);
        let mut base = [0x66; 32];
        base[0] = 0x58;
        assert!(PublicKey::from_spki_der(ed25519(&[], &base)).is_ok());
        for (why, der) in [
            ("empty", Vec::new()),
            ("truncated", good[..good.len() - 1].to_vec()),
            ("trailing data", [&good[..], &[0]].concat()),
            ("compressed point", spki(&ec.concat(), &compressed)),
            ("P-256 without its curve", spki(ec[0], &p256_point())),
            ("Ed25519 with parameters", ed25519(&[5, 0], &base)),
            ("Ed25519 of 31 bytes", ed25519(&[], &base[1..])),
            ("Ed25519 not below the prime", ed25519(&[], &[0xff; 32])),
            ("RSA without NULL", spki(&RSA[..11], &[0x30, 0])),
        ] {
            assert!(matches!(PublicKey::from_spki_der(der), Err(KeyError::Der(_))), "{why}");
        }
    }

    #[test]
    fn pem_of_anything_else_is_refused() {
        for text in ["", "abc", &P256.replace("PUBLIC KEY", "EC PUBLIC KEY"), &format!("{P256}{P256}")] {
            assert!(matches!(PublicKey::from_pem(text), Err(KeyError::Pem(_))), "{text}");
        }
    }
}
