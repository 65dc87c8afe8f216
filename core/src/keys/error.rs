use std::borrow::Cow;

use super::pkcs11_uri::Pkcs11UriError;
use crate::check::{Code, Explain};
use crate::crypto::{KeyError, PrivateKeyError, SignError};

/// Why there is no key to sign with.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The file cannot be read.
    #[error("cannot read {file}: {reason}")]
    Read {
        /// Its path.
        file: String,
        /// What the system says.
        reason: String,
    },
    /// The file is no private key, or cannot be opened with the password.
    #[error("{file}: {error}")]
    PrivateKey {
        /// Its path.
        file: String,
        /// Why.
        error: PrivateKeyError,
    },
    /// The public key that goes with a command is none.
    #[error("{file}: {error}")]
    PublicKey {
        /// Its path.
        file: String,
        /// Why.
        error: KeyError,
    },
    /// Not the URI of a key on a token.
    #[error(transparent)]
    Uri(#[from] Pkcs11UriError),
    /// Not `command:PROGRAM?public-key=FILE`.
    #[error("command:PROGRAM?public-key=FILE[&arg=ARGUMENT]...[&timeout=SECONDS] is expected: {0}")]
    CommandUri(String),
    /// The token cannot be used.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// This build has no PKCS#11.
    #[error("this build cannot use PKCS#11 tokens: it was made without the feature pkcs11")]
    NoPkcs11,
}

impl LoadError {
    /// Whether a password or PIN is missing or wrong: the key is there, and whoever asks is not let in.
    pub fn is_authentication(&self) -> bool {
        self.code() == Code::KeyPassword
    }
}

impl Explain for LoadError {
    fn code(&self) -> Code {
        match self {
            Self::PrivateKey { error, .. } => error.code(),
            Self::Sign(error) => error.code(),
            _ => Code::KeyMalformed,
        }
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Read { file, .. } | Self::PrivateKey { file, .. } | Self::PublicKey { file, .. } => {
                Some(file.clone().into())
            }
            _ => None,
        }
    }
}
