use std::fmt;
use std::str::FromStr;

use aws_lc_rs::digest as lc;

use crate::encoding::hex;

/// A digest algorithm that Sigstore's algorithm registry names.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[non_exhaustive]
pub enum DigestAlgorithm {
    /// SHA-256, 32 bytes.
    Sha256,
    /// SHA-384, 48 bytes.
    Sha384,
    /// SHA-512, 64 bytes.
    Sha512,
}

impl DigestAlgorithm {
    /// Every algorithm, weakest first.
    pub const ALL: [Self; 3] = [Self::Sha256, Self::Sha384, Self::Sha512];

    /// The name that in-toto digest sets and `sha256:HEX` texts use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
        }
    }

    /// The length of a digest, in bytes.
    #[expect(clippy::len_without_is_empty, reason = "no digest is empty")]
    pub const fn len(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    /// The algorithm of that name (`sha256`, `sha384`, `sha512`; lower case).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.name() == name)
    }

    /// The digest of `bytes`.
    pub fn digest(self, bytes: &[u8]) -> Digest {
        Digest::from_lc(self, &lc::digest(self.lc(), bytes))
    }

    const fn lc(self) -> &'static lc::Algorithm {
        match self {
            Self::Sha256 => &lc::SHA256,
            Self::Sha384 => &lc::SHA384,
            Self::Sha512 => &lc::SHA512,
        }
    }
}

impl fmt::Display for DigestAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A set of digest algorithms.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct DigestAlgorithms(u8);

impl DigestAlgorithms {
    /// SHA-256 alone.
    pub const SHA256: Self = Self(1);

    /// The same set with `algorithm` in it.
    #[must_use]
    pub fn with(self, algorithm: DigestAlgorithm) -> Self {
        Self(self.0 | Self::bit(algorithm))
    }

    /// The algorithms of both sets.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether `algorithm` is in the set.
    pub fn contains(self, algorithm: DigestAlgorithm) -> bool {
        self.0 & Self::bit(algorithm) != 0
    }

    /// The algorithms, weakest first.
    pub fn iter(self) -> impl Iterator<Item = DigestAlgorithm> {
        DigestAlgorithm::ALL.into_iter().filter(move |a| self.contains(*a))
    }

    fn bit(algorithm: DigestAlgorithm) -> u8 {
        match algorithm {
            DigestAlgorithm::Sha256 => 1,
            DigestAlgorithm::Sha384 => 2,
            DigestAlgorithm::Sha512 => 4,
        }
    }
}

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sha256(pub [u8; 32]);

impl Sha256 {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self::from_lc(&lc::digest(&lc::SHA256, bytes))
    }

    /// The digest of the parts, one after the other.
    pub fn of_parts(parts: &[&[u8]]) -> Self {
        let mut context = lc::Context::new(&lc::SHA256);
        for part in parts {
            context.update(part);
        }
        Self::from_lc(&context.finish())
    }

    fn from_lc(digest: &lc::Digest) -> Self {
        let mut out = [0; 32];
        out.copy_from_slice(digest.as_ref());
        Self(out)
    }
}

impl AsRef<[u8]> for Sha256 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex::write(f, &self.0)
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A digest with its algorithm; as text `sha256:HEX`, `sha384:HEX` or `sha512:HEX`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest {
    algorithm: DigestAlgorithm,
    // Bytes past the algorithm's length are zero, so that derived equality is equality of digests.
    bytes: [u8; 64],
}

impl Digest {
    fn from_lc(algorithm: DigestAlgorithm, digest: &lc::Digest) -> Self {
        let mut bytes = [0; 64];
        for (to, from) in bytes.iter_mut().zip(digest.as_ref()) {
            *to = *from;
        }
        Self { algorithm, bytes }
    }

    /// A digest from its bytes; `None` unless they have the algorithm's length.
    pub fn from_bytes(algorithm: DigestAlgorithm, digest: &[u8]) -> Option<Self> {
        let mut bytes = [0; 64];
        if digest.len() != algorithm.len() {
            return None;
        }
        bytes.get_mut(..algorithm.len())?.copy_from_slice(digest);
        Some(Self { algorithm, bytes })
    }

    /// A digest from hexadecimal text, either case.
    pub fn from_hex(algorithm: DigestAlgorithm, text: &str) -> Option<Self> {
        let mut bytes = [0; 64];
        let out = bytes.get_mut(..algorithm.len())?;
        hex::decode_to_slice(text, out).ok()?;
        Some(Self { algorithm, bytes })
    }

    /// The algorithm.
    pub fn algorithm(&self) -> DigestAlgorithm {
        self.algorithm
    }

    /// The bytes, of the algorithm's length.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.algorithm.len()).unwrap_or_default()
    }

    /// The bytes in lower-case hexadecimal.
    pub fn to_hex(&self) -> String {
        hex::encode(self.as_bytes())
    }
}

impl From<Sha256> for Digest {
    fn from(sha256: Sha256) -> Self {
        let mut bytes = [0; 64];
        for (to, from) in bytes.iter_mut().zip(sha256.0) {
            *to = from;
        }
        Self { algorithm: DigestAlgorithm::Sha256, bytes }
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.algorithm)?;
        hex::write(f, self.as_bytes())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why a text is not a digest.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ParseDigestError {
    /// There is no `ALGORITHM:` in front.
    #[error("expected ALGORITHM:HEX, for example sha256:e3b0c442…")]
    NoAlgorithm,
    /// The algorithm is not SHA-256, SHA-384 or SHA-512.
    #[error("digest algorithm {0:?} is not one of sha256, sha384, sha512")]
    UnknownAlgorithm(String),
    /// The digest has the wrong length or is not hexadecimal.
    #[error("a {algorithm} digest is {} hexadecimal digits", algorithm.len() * 2)]
    NotHex {
        /// The algorithm named in front.
        algorithm: DigestAlgorithm,
    },
}

impl FromStr for Digest {
    type Err = ParseDigestError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, value) = text.split_once(':').ok_or(ParseDigestError::NoAlgorithm)?;
        let algorithm = DigestAlgorithm::from_name(name)
            .ok_or_else(|| ParseDigestError::UnknownAlgorithm(name.chars().take(32).collect()))?;
        Self::from_hex(algorithm, value).ok_or(ParseDigestError::NotHex { algorithm })
    }
}

/// A running digest.
pub(crate) struct Hasher {
    algorithm: DigestAlgorithm,
    context: lc::Context,
}

impl Hasher {
    pub(crate) fn new(algorithm: DigestAlgorithm) -> Self {
        Self { algorithm, context: lc::Context::new(algorithm.lc()) }
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.context.update(bytes);
    }

    pub(crate) fn finish(self) -> Digest {
        Digest::from_lc(self.algorithm, &self.context.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_reads_what_it_prints() {
        for algorithm in DigestAlgorithm::ALL {
            let digest = algorithm.digest(b"abc");
            assert_eq!(digest.to_string().parse::<Digest>().unwrap(), digest);
        }
        // FIPS 180-4, the "abc" example.
        assert_eq!(Sha256::of(b"abc").to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn a_text_that_is_no_digest_says_what_is_wrong() {
        assert_eq!("abc".parse::<Digest>(), Err(ParseDigestError::NoAlgorithm));
        assert_eq!("md5:ab".parse::<Digest>(), Err(ParseDigestError::UnknownAlgorithm("md5".into())));
        let short = "sha256:ab".parse::<Digest>();
        assert_eq!(short, Err(ParseDigestError::NotHex { algorithm: DigestAlgorithm::Sha256 }));
    }
}
