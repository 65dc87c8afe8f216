//! Private keys as files: PEM in the forms that OpenSSL, Go and cosign write.

use std::fmt;

use zeroize::Zeroizing;

use super::error::PrivateKeyError;
use super::password::Password;
use super::private::PrivateKey;
use super::{cosign, encrypted, pkcs8};
use crate::encoding::pem;

/// Bytes of a file with a private key; an encrypted RSA key of 4096 bits has some 3,500.
pub(crate) const MAX_FILE: usize = 64 * 1024;

const PKCS8: &str = "PRIVATE KEY";
const ENCRYPTED_PKCS8: &str = "ENCRYPTED PRIVATE KEY";
const SIGSTORE: &str = "ENCRYPTED SIGSTORE PRIVATE KEY";
const COSIGN: &str = "ENCRYPTED COSIGN PRIVATE KEY";
const SEC1: &str = "EC PRIVATE KEY";
const PKCS1: &str = "RSA PRIVATE KEY";

/// How a private key is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum KeyFormat {
    /// PKCS#8 (RFC 5958): `PRIVATE KEY`.
    Pkcs8,
    /// PKCS#8, encrypted with PBES2 (RFC 8018): `ENCRYPTED PRIVATE KEY`.
    EncryptedPkcs8,
    /// PKCS#8 in cosign's encryption: `ENCRYPTED SIGSTORE PRIVATE KEY`, and formerly `ENCRYPTED COSIGN PRIVATE KEY`.
    Cosign,
    /// ECPrivateKey of SEC 1 (RFC 5915): `EC PRIVATE KEY`.
    Sec1,
    /// RSAPrivateKey of PKCS#1 (RFC 8017): `RSA PRIVATE KEY`.
    Pkcs1,
}

impl KeyFormat {
    /// Whether a password is needed.
    pub fn is_encrypted(self) -> bool {
        matches!(self, Self::EncryptedPkcs8 | Self::Cosign)
    }
}

impl fmt::Display for KeyFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pkcs8 => "PKCS#8",
            Self::EncryptedPkcs8 => "PKCS#8, encrypted",
            Self::Cosign => "cosign, encrypted",
            Self::Sec1 => "SEC 1",
            Self::Pkcs1 => "PKCS#1",
        })
    }
}

/// A private key as it lies in a file, read but not yet opened: whoever asks for passwords first looks whether one is
/// needed.
pub struct KeyFile {
    format: KeyFormat,
    content: Zeroizing<Vec<u8>>,
}

impl KeyFile {
    /// Reads PEM of at most 64 KiB.
    pub fn from_pem(text: &str) -> Result<Self, PrivateKeyError> {
        if text.len() > MAX_FILE {
            return Err(PrivateKeyError::TooLarge);
        }
        if text.contains("Proc-Type: 4,ENCRYPTED") {
            return Err(PrivateKeyError::OldEncryption);
        }
        let block = without_parameters(text.trim());
        let (label, content) =
            pem::decode(block.as_bytes()).map_err(|error| PrivateKeyError::Pem(error.to_string()))?;
        let content = Zeroizing::new(content);
        let format = match label {
            PKCS8 => KeyFormat::Pkcs8,
            ENCRYPTED_PKCS8 => KeyFormat::EncryptedPkcs8,
            SIGSTORE | COSIGN => KeyFormat::Cosign,
            SEC1 => KeyFormat::Sec1,
            PKCS1 => KeyFormat::Pkcs1,
            other => return Err(PrivateKeyError::Label(other.chars().take(64).collect())),
        };
        Ok(Self { format, content })
    }

    /// How it is written.
    pub fn format(&self) -> KeyFormat {
        self.format
    }

    /// The key; the password is looked at if the format is encrypted, and is needed then.
    pub fn open(&self, password: Option<&Password>) -> Result<PrivateKey, PrivateKeyError> {
        let password = || password.ok_or(PrivateKeyError::PasswordNeeded);
        match self.format {
            KeyFormat::Pkcs8 => PrivateKey::from_pkcs8_der(&self.content),
            KeyFormat::EncryptedPkcs8 => PrivateKey::from_pkcs8_der(&encrypted::decrypt(&self.content, password()?)?),
            KeyFormat::Cosign => PrivateKey::from_pkcs8_der(&cosign::open(&self.content, password()?)?),
            KeyFormat::Sec1 => PrivateKey::from_pair(pkcs8::from_sec1(&self.content)?),
            KeyFormat::Pkcs1 => PrivateKey::from_pair(pkcs8::from_pkcs1(&self.content)?),
        }
    }
}

impl fmt::Debug for KeyFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyFile({})", self.format)
    }
}

/// `openssl ecparam -genkey` writes the curve in a block of its own before the key, which names it too.
fn without_parameters(text: &str) -> &str {
    let rest = text.strip_prefix("-----BEGIN EC PARAMETERS-----");
    let after = rest.and_then(|rest| rest.split_once("-----END EC PARAMETERS-----"));
    after.map_or(text, |(_, key)| key.trim_start())
}

impl PrivateKey {
    /// A key from PEM: PKCS#8, plain or encrypted, cosign's encrypted keys, SEC 1 and PKCS#1.
    ///
    /// Without need of a password, it is not looked at.
    pub fn from_pem(text: &str, password: Option<&Password>) -> Result<Self, PrivateKeyError> {
        KeyFile::from_pem(text)?.open(password)
    }

    /// A key from the DER of its PKCS#8 PrivateKeyInfo, of at most 64 KiB.
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, PrivateKeyError> {
        if der.len() > MAX_FILE {
            return Err(PrivateKeyError::TooLarge);
        }
        Self::from_pair(pkcs8::from_pkcs8(der)?)
    }

    /// PKCS#8 as PEM, encrypted (PBES2, scrypt, AES-256-CBC) if there is a password.
    pub fn to_pem(&self, password: Option<&Password>) -> Result<Zeroizing<String>, PrivateKeyError> {
        let info = pkcs8::to_pkcs8(self.pair())?;
        Ok(Zeroizing::new(match password {
            None => pem::encode(PKCS8, &info),
            Some(password) => pem::encode(ENCRYPTED_PKCS8, &encrypted::encrypt(&info, password)?),
        }))
    }

    /// PEM as cosign writes and reads it, which is always encrypted, if with an empty password.
    pub fn to_cosign_pem(&self, password: &Password) -> Result<Zeroizing<String>, PrivateKeyError> {
        let info = pkcs8::to_pkcs8(self.pair())?;
        Ok(Zeroizing::new(pem::encode(SIGSTORE, &cosign::seal(&info, password)?)))
    }
}
