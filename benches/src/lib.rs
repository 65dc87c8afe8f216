//! Speed of the core, beside the floor of its signatures and beside its peers. Everything here needs the feature `measure`.
#![cfg(feature = "measure")]

mod case;
mod clock;
mod floor;
mod peer;
mod signature;
mod timestamp;

pub use case::{CASES, Case, Group, production_root};
pub use clock::{Job, fastest, fastest_wall};
pub use floor::Floor;
pub use peer::{Peer, peer_builds_a_verifier};
pub use signature::SignatureCheck;

/// What a measurement may fail with: a message for the person who runs it.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;
