//! The Sigstore bundle: its wire format, and the checked model that everything else works with.

mod build;
mod error;
pub(crate) mod form;
pub(crate) mod limits;
mod model;
mod outline;
mod parts;
pub(crate) mod place;
pub(crate) mod proto;
mod rules;
mod stranger;
pub(crate) mod wire;

#[cfg(test)]
mod tests;

pub use error::BundleError;
pub use form::FormError;
pub use model::{Bundle, BundleVersion, Content, Material};
pub(crate) use outline::Outline;
pub(crate) use parts::{Parts, entries};
pub use stranger::Stranger;
