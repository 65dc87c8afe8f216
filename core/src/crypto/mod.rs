//! Keys and signatures. The only room that names aws-lc-rs (and ed25519-dalek, for the one scheme it lacks).

mod ed25519;
mod key;
mod spki;
mod verify;

pub use key::{KeyError, PublicKey};
pub use spki::KeyKind;
pub use verify::{Scheme, SignatureError};
