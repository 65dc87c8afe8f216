use std::fmt;
use std::sync::Arc;

use aws_lc_rs::signature::ParsedPublicKey;

use super::spki::{self, KeyKind};
use super::verify::{self, Scheme, SignatureError};
use crate::digest::{Digest, Sha256};
use crate::encoding::der::DerError;
use crate::encoding::pem::{self, PemError};

/// The smallest and largest RSA modulus, in bits, as Sigstore's algorithm registry has them.
const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=4096;

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
        let (label, der) = pem::decode(text.trim()).map_err(|e: PemError| KeyError::Pem(e.to_string()))?;
        if label != "PUBLIC KEY" {
            return Err(KeyError::Pem(format!("expected the label PUBLIC KEY, found {label:?}")));
        }
        Self::from_spki_der(der)
    }

    /// The DER of its SubjectPublicKeyInfo.
    pub fn spki_der(&self) -> &[u8] {
        &self.0.spki
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
