//! Why a key cannot be made, read or used. No message holds a secret, nor any byte of a private key.

use aws_lc_rs::error::Unspecified;

use super::pem::MAX_FILE;
use super::scrypt;
use crate::crypto::key::KeyError;
use crate::crypto::spki::KeyKind;
use crate::crypto::verify::Scheme;
use crate::encoding::der::DerError;

/// Why a key cannot be made or cannot sign.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// A key of this kind does not sign in this way.
    #[error("{scheme} is not a scheme for a key of kind {kind}")]
    Scheme {
        /// The scheme asked for.
        scheme: Scheme,
        /// The key's kind.
        kind: KeyKind,
    },
    /// No key of this kind can be made.
    #[error("a key of kind {kind} cannot be generated: RSA keys have 2048, 3072 or 4096 bits")]
    Kind {
        /// The kind asked for.
        kind: KeyKind,
    },
    /// There is no such combination in X.509, CMS or the trusted root.
    #[error("{scheme} has no {format} identifier")]
    NoIdentifier {
        /// The scheme asked for.
        scheme: Scheme,
        /// The format that lacks it.
        format: &'static str,
    },
    /// The key made is none that can be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// What a token, a program or a service gave does not verify with the public key that it is said to have.
    #[error("{by} gave a signature that does not verify with its public key {key}: is it the key's other half?")]
    NotItsSignature {
        /// Who gave it.
        by: String,
        /// The public key's fingerprint, `sha256:…`.
        key: String,
    },
    /// A PKCS#11 token did not sign.
    #[error("token {token:?}: {reason}")]
    Token {
        /// The token's label.
        token: String,
        /// Why.
        reason: TokenError,
    },
    /// An external command did not sign.
    #[error("the signing command {program}: {reason}")]
    Command {
        /// The program.
        program: String,
        /// Why.
        reason: CommandError,
    },
    /// For a [`SigningKey`](super::SigningKey) of the caller's own: whoever holds the key did not sign.
    #[error("{by} did not sign: {reason}")]
    Elsewhere {
        /// Who holds the key.
        by: String,
        /// What it said; never a secret.
        reason: String,
    },
    /// The crypto library failed.
    #[error("the crypto library failed")]
    Failed,
}

impl From<Unspecified> for SignError {
    fn from(_: Unspecified) -> Self {
        Self::Failed
    }
}

/// Why a PKCS#11 token (OASIS PKCS #11 3.1) cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// The module is no library that can be loaded, or not a PKCS#11 module.
    #[error("cannot load the module {path}: {reason}")]
    Module {
        /// The module's path.
        path: String,
        /// What the loader said.
        reason: String,
    },
    /// No slot has a token with these attributes.
    #[error("no slot has such a token; the tokens found are: {found}")]
    NoToken {
        /// Their labels.
        found: String,
    },
    /// Several tokens have these attributes.
    #[error("{count} tokens fit: name one by token, serial or slot-id")]
    SeveralTokens {
        /// How many.
        count: usize,
    },
    /// The token has no private key with these attributes.
    #[error("it has no private key that fits; name it by object (its label) or id, and log in with a PIN")]
    NoKey,
    /// Several private keys have these attributes.
    #[error("{count} private keys fit: name one by object (its label) or id")]
    SeveralKeys {
        /// How many.
        count: usize,
    },
    /// Neither a public key nor a certificate belongs to the private key.
    #[error("it has neither a public key nor a certificate with the private key's id: put one of them on the token")]
    NoPublicKey,
    /// Its public key is none that Sigstore uses.
    #[error("its public key: {0}")]
    PublicKey(KeyError),
    /// The token wants a PIN, and there is none.
    #[error("a PIN is needed")]
    PinNeeded,
    /// The PIN is not the token's.
    #[error("the PIN is wrong; after a few wrong ones a token locks itself")]
    WrongPin,
    /// The token has locked itself after too many wrong PINs.
    #[error("the PIN is locked; its security officer can unlock it")]
    PinLocked,
    /// The token refused a call.
    #[error("{0}")]
    Refused(String),
}

/// Why an external command did not sign.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CommandError {
    /// It could not be started.
    #[error("cannot be started: {0}")]
    Start(String),
    /// It took longer than it may; it was ended.
    #[error("gave no answer within {seconds} s")]
    Timeout {
        /// The limit.
        seconds: u64,
    },
    /// It ended with a failure.
    #[error("ended with {status}{}{said}", if said.is_empty() { "" } else { ": " })]
    Failed {
        /// `exit status: 1`, `signal: 9`.
        status: String,
        /// The first line of its standard error, escaped, at most 200 characters.
        said: String,
    },
    /// Its answer is over the limit.
    #[error("wrote more than {limit} bytes")]
    TooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// Its answer is not `{"signature": "<base64>"}`.
    #[error("did not answer {{\"signature\": \"<base64>\"}}: {0}")]
    Answer(String),
}

/// Why a text or DER is not a private key that can be used.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PrivateKeyError {
    /// Larger than any key.
    #[error("larger than {MAX_FILE} bytes, which no private key is")]
    TooLarge,
    /// Not PEM.
    #[error("not a PEM private key: {0}")]
    Pem(String),
    /// PEM of something else.
    #[error("PEM with the label {0:?} is not a private key that can be read: PKCS#8 has PRIVATE KEY")]
    Label(String),
    /// Encrypted as OpenSSL did before PKCS#8 (RFC 1421), with MD5.
    #[error("encrypted in OpenSSL's old form, with MD5: convert it with `openssl pkcs8 -topk8 -in KEY -out NEW`")]
    OldEncryption,
    /// Not the DER of its format.
    #[error("not the DER of a private key: {0}")]
    Der(#[from] DerError),
    /// Not the JSON that cosign writes.
    #[error("not cosign's encrypted key: {0}")]
    Cosign(String),
    /// Well-formed, but of a kind that is not supported.
    #[error("a private key of this algorithm is not supported: use ECDSA P-256/384/521, Ed25519, RSA or ML-DSA")]
    Unsupported,
    /// The key's numbers are no key.
    #[error("no valid {kind} private key: {reason}")]
    Invalid {
        /// What it says it is.
        kind: &'static str,
        /// What the crypto library has against it.
        reason: String,
    },
    /// Its public half is none that can be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Encrypted in a way that is not read.
    #[error("encrypted with {0}, which is not supported: use scrypt or PBKDF2 with AES-CBC")]
    Encryption(String),
    /// The key derivation asks for more than any file should.
    #[error("its {kdf} parameters are out of bounds: {reason}")]
    Cost {
        /// The key derivation function.
        kdf: &'static str,
        /// What is asked for, and the limit.
        reason: String,
    },
    /// The key is encrypted and there is no password.
    #[error("the key is encrypted: a password is needed")]
    PasswordNeeded,
    /// The password does not open the key.
    #[error("the password does not open the key")]
    WrongPassword,
    /// The crypto library failed.
    #[error("the crypto library failed")]
    Failed,
}

impl PrivateKeyError {
    /// scrypt with parameters over the limit.
    pub(super) fn scrypt(reason: impl ToString) -> Self {
        Self::Cost { kdf: scrypt::NAME, reason: reason.to_string() }
    }
}

impl From<Unspecified> for PrivateKeyError {
    fn from(_: Unspecified) -> Self {
        Self::Failed
    }
}
