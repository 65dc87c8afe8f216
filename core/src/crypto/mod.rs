//! Keys and signatures. The only room that names aws-lc-rs (and, for what it lacks: ed25519-dalek, scrypt, crypto_secretbox).

mod checks;
mod ed25519;
mod key;
pub(crate) mod p1363;
#[cfg(all(feature = "sign", feature = "net"))]
mod random;
mod registry;
#[cfg(feature = "sign")]
pub(crate) mod sign;
mod spki;
mod verify;

pub(crate) use checks::{SignatureCache, SignatureChecks};
pub use key::{KeyError, PublicKey};
#[cfg(all(feature = "sign", feature = "net"))]
pub(crate) use random::random;
pub(crate) use registry::{HASH_ALGORITHMS, KeyDetails, KeyEncoding, PUBLIC_KEY_DETAILS};
#[cfg(feature = "sign")]
pub(crate) use registry::{hash_name, key_details};
#[cfg(feature = "sign")]
pub use sign::{
    CommandError, KeyFile, KeyFormat, Password, PrivateKey, PrivateKeyError, SignError, SigningKey, TokenError,
};
pub use spki::KeyKind;
pub use verify::{Scheme, SignatureError};
