//! Making signatures and attestations: Sigstore bundles v0.3 that every client accepts (feature `sign`; with `net`, also
//! certificates, log entries and timestamps of real services).
//!
//! Nothing is given out before this crate's own verifier has accepted it.

#[cfg(feature = "net")]
mod ask;
mod bundle;
mod content;
mod error;
#[cfg(feature = "net")]
mod fulcio;
#[cfg(feature = "net")]
mod rekor_v1;
#[cfg(feature = "net")]
mod rekor_v2;
#[cfg(feature = "net")]
mod services;
mod signer;
#[cfg(feature = "net")]
mod tsa;

pub use error::{SigningError, SigningProblem, Stage};
#[cfg(feature = "net")]
pub use services::Services;
pub use signer::Signer;
