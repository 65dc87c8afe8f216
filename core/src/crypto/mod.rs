//! Keys and signatures. The only room that names aws-lc-rs (and ed25519-dalek, for the one scheme it lacks).

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
pub(crate) use registry::{KeyDetails, KeyEncoding, PUBLIC_KEY_DETAILS};
#[cfg(feature = "sign")]
pub use sign::{PrivateKey, SignError, SigningKey};
pub use spki::KeyKind;
pub use verify::{Scheme, SignatureError};
