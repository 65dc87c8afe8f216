use super::after;
use crate::digest::DigestAlgorithm;
use crate::time::UnixTime;

/// One RFC 3161 timestamp of the signature.
#[derive(Clone, Debug)]
pub struct Stamp {
    pub(in crate::local) authority: usize,
    pub(in crate::local) time: UnixTime,
    pub(in crate::local) imprint: DigestAlgorithm,
    pub(in crate::local) digest: Option<DigestAlgorithm>,
    pub(in crate::local) embedded: bool,
}

impl Stamp {
    /// A timestamp by the authority of that number (0 or 1), of the signature's SHA-256.
    pub fn by(authority: usize) -> Self {
        Self { authority, time: after(6), imprint: DigestAlgorithm::Sha256, digest: None, embedded: false }
    }

    /// The time that it gives.
    #[must_use]
    pub fn at(mut self, time: UnixTime) -> Self {
        self.time = time;
        self
    }

    /// The digest by which it names the signature.
    #[must_use]
    pub fn imprint(mut self, digest: DigestAlgorithm) -> Self {
        self.imprint = digest;
        self
    }

    /// The digest that its authority signs (ECDSA and RSA keys); else the one that goes with the key.
    #[must_use]
    pub fn digest(mut self, digest: DigestAlgorithm) -> Self {
        self.digest = Some(digest);
        self
    }

    /// With the authority's certificates in it.
    #[must_use]
    pub fn embedded(mut self) -> Self {
        self.embedded = true;
        self
    }
}
