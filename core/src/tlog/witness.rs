use crate::crypto::{KeyKind, PublicKey, Scheme, SignatureError};
use crate::digest::Sha256;
use crate::time::UnixTime;

/// A witness: it cosigns checkpoints of logs that only ever grew under its eyes (C2SP tlog-cosignature).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Witness {
    name: Box<str>,
    key: PublicKey,
    key_id: [u8; 4],
}

impl Witness {
    /// A witness from its name and its Ed25519 key; `None` for a key of another kind.
    pub fn new(name: impl Into<Box<str>>, key: PublicKey) -> Option<Self> {
        let name = name.into();
        if key.kind() != KeyKind::Ed25519 {
            return None;
        }
        // C2SP signed-note, "Signature types": 0x04 is a timestamped Ed25519 cosignature.
        let hash = Sha256::of_parts(&[name.as_bytes(), b"\n\x04", key.raw()]);
        let key_id = *hash.0.first_chunk()?;
        Some(Self { name, key, key_id })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn claims(&self, name: &str, key_id: [u8; 4]) -> bool {
        *self.name == *name && self.key_id == key_id
    }

    /// C2SP tlog-cosignature, "cosignature/v1": eight bytes of time, then Ed25519 over time and text.
    pub(super) fn verify(&self, text: &str, cosignature: &[u8]) -> Result<UnixTime, SignatureError> {
        let (time, signature) = cosignature.split_first_chunk().ok_or(SignatureError::Mismatch)?;
        let seconds = u64::from_be_bytes(*time);
        let message = format!("cosignature/v1\ntime {seconds}\n{text}");
        self.key.verify(Scheme::Ed25519, message.as_bytes(), signature)?;
        i64::try_from(seconds).map(UnixTime::from_secs).map_err(|_| SignatureError::Mismatch)
    }
}
