use std::fmt;

use super::{Signed, checked, scheme_for};
use crate::crypto::{KeyKind, PublicKey, SignError, SigningKey};
use crate::digest::Digest;

/// A key that a function signs with: that of a KMS, of a remote service, or of whatever else has the private half.
///
/// The function is given a digest of [`SigningKey::digest_algorithm`], and gives the signature: ECDSA in DER (RFC 3279), RSA
/// by PKCS#1 v1.5, Ed25519 as Ed25519ph; or says in words why not, without a secret. What it gives is verified with the
/// public key. Envelopes cannot be signed with one of Ed25519, which signs them whole, and nothing with one of ML-DSA.
pub struct FunctionKey<F> {
    by: String,
    public: PublicKey,
    sign: F,
}

impl<F: Fn(&Digest) -> Result<Vec<u8>, String> + Send + Sync> FunctionKey<F> {
    /// The key whose private half `sign` reaches; `by` is how errors call it.
    pub fn new(by: impl Into<String>, public: PublicKey, sign: F) -> Self {
        Self { by: by.into(), public, sign }
    }

    fn elsewhere(&self, reason: impl Into<String>) -> SignError {
        SignError::Elsewhere { by: self.by.clone(), reason: reason.into() }
    }
}

impl<F: Fn(&Digest) -> Result<Vec<u8>, String> + Send + Sync> SigningKey for FunctionKey<F> {
    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    fn sign_digest(&self, digest: &Digest) -> Result<Vec<u8>, SignError> {
        let kind = self.public.kind();
        let scheme =
            scheme_for(&self.public, digest).ok_or_else(|| self.elsewhere("a key of this kind signs no digest"))?;
        if kind == KeyKind::Ed25519 && digest.algorithm() != self.digest_algorithm() {
            return Err(SignError::Scheme { scheme, kind });
        }
        let signature = (self.sign)(digest).map_err(|reason| self.elsewhere(reason))?;
        checked(&self.by, &self.public, scheme, Signed::Digest(digest), signature)
    }

    fn sign_message(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        match self.public.kind() {
            // DSSE in Sigstore takes pure Ed25519, which has no digest to sign.
            KeyKind::Ed25519 => Err(self.elsewhere(
                "it is given digests, and Ed25519 signs envelopes whole: use an ECDSA key, or a command: key",
            )),
            _ => self.sign_digest(&self.digest_algorithm().digest(message)),
        }
    }
}

impl<F> fmt::Debug for FunctionKey<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FunctionKey").field("by", &self.by).field("public", &self.public).finish_non_exhaustive()
    }
}
