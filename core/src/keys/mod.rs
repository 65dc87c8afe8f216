//! Keys that sign, wherever they are held: in a file, on a PKCS#11 token, behind a command of the caller's.
//!
//! [`load`] takes all of them by one text. What leaves this process is a digest (or, for Ed25519 and ML-DSA, a short
//! message), and every signature that comes back is verified with the key's public half before it is given out.

mod command;
mod error;
mod file;
mod function;
mod load;
#[cfg(not(feature = "pkcs11"))]
mod no_token;
mod percent;
mod pkcs11_uri;
#[cfg(feature = "pkcs11")]
mod spki;
#[cfg(feature = "pkcs11")]
mod token;

pub use command::{CommandKey, MAX_ANSWER};
pub use error::LoadError;
pub use function::FunctionKey;
pub use load::{Ask, load};
pub use pkcs11_uri::{Pkcs11Uri, Pkcs11UriError};
#[cfg(feature = "pkcs11")]
pub use token::TokenKey;

use crate::crypto::{PublicKey, Scheme, SignError};
use crate::digest::Digest;

/// What was signed.
#[derive(Clone, Copy)]
enum Signed<'a> {
    Digest(&'a Digest),
    Message(&'a [u8]),
}

/// The signature, if it is this key's over that.
fn checked(
    by: &str,
    key: &PublicKey,
    scheme: Scheme,
    signed: Signed<'_>,
    signature: Vec<u8>,
) -> Result<Vec<u8>, SignError> {
    let verified = match signed {
        Signed::Digest(digest) => key.verify_digest(scheme, digest, &signature),
        Signed::Message(message) => key.verify(scheme, message, &signature),
    };
    let key = || format!("sha256:{}", key.fingerprint());
    verified.map_err(|_| SignError::NotItsSignature { by: by.to_owned(), key: key() })?;
    Ok(signature)
}

/// The scheme with which a key of this kind signs a digest; `None` for ML-DSA, which signs messages only.
fn scheme_for(key: &PublicKey, digest: &Digest) -> Option<Scheme> {
    match Scheme::of(key.kind()) {
        Scheme::Ecdsa(_) => Some(Scheme::Ecdsa(digest.algorithm())),
        Scheme::RsaPkcs1(_) => Some(Scheme::RsaPkcs1(digest.algorithm())),
        Scheme::Ed25519 => Some(Scheme::Ed25519ph),
        _ => None,
    }
}
