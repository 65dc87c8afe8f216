//! Attestations as they are published: what kind of file holds them, and the bundle that each amounts to.
//!
//! Kinds are told apart by their content, never by a file's name, and what a wrapper says beside the signed bytes has to
//! agree with them. Nothing is verified here.

mod answer;
mod cloud_build;
mod cosign;
mod envelope;
mod error;
mod layout;
mod limits;
mod model;
mod pep740;
mod read;
mod same;

#[cfg(test)]
pub(crate) mod tests;

pub use error::AttestationError;
pub use layout::LayoutError;
pub use model::{Attestation, AttestationKind, Attestations, Publisher};
