//! The authority's private keys, each in a file of its own: PKCS#8, unencrypted PEM, mode 0600.
//!
//! Those of its two root certificates are not among them: they signed one certificate each and are forgotten.

use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::disk::{self, Disk};
use super::error::{LocalError, damaged, io_error};
use crate::crypto::KeyKind;
use crate::crypto::sign::PrivateKey;

/// Bytes of a key file; a P-256 key takes 241.
const MAX_KEY: u64 = 4_096;

/// Whose key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Office {
    CertificateAuthority,
    CtLog,
    Log,
    TimestampAuthority,
}

impl Office {
    fn path(self, dir: &Path) -> PathBuf {
        dir.join("keys").join(match self {
            Self::CertificateAuthority => "certificate-authority.pem",
            Self::CtLog => "ct-log.pem",
            Self::Log => "log.pem",
            Self::TimestampAuthority => "timestamp-authority.pem",
        })
    }

    pub(super) fn kind(self) -> KeyKind {
        match self {
            // C2SP tlog-checkpoint asks for Ed25519, and Rekor v2 has it.
            Self::Log => KeyKind::Ed25519,
            _ => KeyKind::EcdsaP256,
        }
    }

    pub(super) fn keep(self, disk: &dyn Disk, dir: &Path, key: &PrivateKey) -> Result<(), LocalError> {
        let path = self.path(dir);
        if let Some(folder) = path.parent() {
            disk.make_dir(folder).map_err(io_error("make", folder))?;
        }
        let text = key.to_pem(None).map_err(|_| damaged(&path, "the key cannot be written"))?;
        disk::place_durably(disk, &path, text.as_bytes())
    }

    /// The key, which must be that of `public`, a SubjectPublicKeyInfo of the trusted root.
    pub(super) fn load(self, dir: &Path, public: &[u8]) -> Result<PrivateKey, LocalError> {
        let path = self.path(dir);
        let text = disk::read(&path, MAX_KEY)?.ok_or_else(|| damaged(&path, "it is missing"))?;
        let text = Zeroizing::new(text);
        let key = std::str::from_utf8(&text).ok().and_then(|text| PrivateKey::from_pem(text, None).ok());
        let key = key.ok_or_else(|| damaged(&path, "it is no PKCS#8 key in PEM"))?;
        if key.public_key().spki_der() != public {
            return Err(damaged(path, "it is not the key that the trusted root names"));
        }
        Ok(key)
    }
}
