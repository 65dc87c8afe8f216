//! Speed of the core, beside the floor of its signatures and beside its peers. Everything here needs the feature `measure`.
#![cfg(feature = "measure")]

mod batch;
mod case;
mod clock;
mod floor;
mod hashing;
mod judging;
mod making;
mod ours;
mod peer;
pub mod peers;
mod program;
mod row;
pub mod runner;
mod signature;
mod signing;
mod timestamp;

pub use batch::Batch;
pub use case::{CASES, Case, Group, production_root};
pub use clock::fastest;
pub use floor::Floor;
pub use hashing::Hashing;
pub use judging::Judging;
pub use making::Making;
pub use ours::{Ours, build_a_verifier, build_the_embedded_verifier};
pub use peer::{Peer, peer_builds_a_verifier};
pub use program::{Cost, beside, programs};
pub use row::{Bar, head, machine, micros, ratio, row};
pub use signing::Signing;

/// What a measurement may fail with: a message for the person who runs it.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;
