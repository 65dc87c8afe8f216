//! Whom to trust: the trusted root of a Sigstore instance, and several of them side by side.

mod build;
mod choose;
mod error;
mod instance;
mod keys;
mod limits;
mod root;
#[cfg(feature = "sign")]
mod signing;
#[cfg(feature = "tuf")]
pub mod tuf;
mod wire;

#[cfg(test)]
mod tests;

#[cfg(feature = "sign")]
pub use error::SigningConfigError;
pub use error::{TrustError, UnusableKey};
pub use instance::{Instance, UnusableLog};
pub use root::TrustRoot;
#[cfg(feature = "sign")]
pub use signing::{Service, SigningConfig, TrustConfig};
