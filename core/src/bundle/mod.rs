//! The Sigstore bundle: its wire format, and the checked model that everything else works with.

mod form;
mod limits;
mod place;
pub(crate) mod proto;
mod stranger;
pub(crate) mod wire;

pub use form::FormError;
pub use stranger::Stranger;
