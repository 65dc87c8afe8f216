use crate::digest::Sha256;
use crate::encoding::{base64, pem};

use super::super::SignerMaterial;
use super::super::error::EntryError;

/// The certificate or key in a log entry.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum EntryVerifier {
    /// A certificate, in DER.
    Certificate(Vec<u8>),
    /// A key: the DER of its SubjectPublicKeyInfo.
    Key(Vec<u8>),
}

impl EntryVerifier {
    /// Rekor v1: base64 of PEM.
    pub(super) fn from_base64_pem(field: &'static str, text: &str) -> Result<Self, EntryError> {
        let wrong = |what| EntryError::Field { field, what };
        let bytes = base64::decode(text).map_err(|_| wrong("not strict base64"))?;
        match pem::decode(&bytes).map_err(|_| wrong("not the base64 of one PEM block"))? {
            (_, der) if der.is_empty() => Err(wrong("empty")),
            ("CERTIFICATE", der) => Ok(Self::Certificate(der)),
            ("PUBLIC KEY", der) => Ok(Self::Key(der)),
            _ => Err(wrong("neither a certificate nor a public key")),
        }
    }

    /// Checks that it is the signer's, byte for byte.
    pub(super) fn matches(&self, field: &'static str, signer: SignerMaterial<'_>) -> Result<(), EntryError> {
        let same = match (self, signer) {
            (Self::Certificate(logged), SignerMaterial::Certificate { der, .. }) => logged == der,
            (Self::Key(logged), SignerMaterial::Key(expected)) => logged == expected.spki_der(),
            _ => false,
        };
        if same {
            return Ok(());
        }
        let (kind, der) = match signer {
            SignerMaterial::Certificate { der, .. } => ("certificate", der),
            SignerMaterial::Key(key) => ("key", key.spki_der()),
        };
        Err(EntryError::mismatch(field, named(kind, der), self.to_string()))
    }
}

/// What it is and its SHA-256.
impl std::fmt::Display for EntryVerifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&match self {
            Self::Certificate(der) => named("certificate", der),
            Self::Key(der) => named("key", der),
        })
    }
}

fn named(kind: &str, der: &[u8]) -> String {
    format!("{kind} sha256:{}", Sha256::of(der))
}
