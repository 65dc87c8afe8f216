//! Who signs: OIDC tokens, which Fulcio makes certificates of (feature `sign`).
//!
//! A [`Token`] is read without being verified, which is Fulcio's business: so that it can be said before anything is sent
//! that it has expired, is for somebody else, or names nobody. With the feature `net`, tokens are also got: from the
//! system in which a job runs ([`ambient`]), or by way of a browser ([`Login`]).
//!
//! A token goes to Fulcio, by whoever calls [`Token::expose`], and to nobody else; `Debug` and errors show none.

#[cfg(feature = "net")]
mod ambient;
mod claims;
mod error;
#[cfg(feature = "net")]
mod form;
mod kind;
#[cfg(feature = "net")]
mod login;
mod token;

#[cfg(feature = "net")]
pub use ambient::{Ambient, Surroundings, ambient};
pub use error::TokenError;
pub use kind::IssuerKind;
#[cfg(feature = "net")]
pub use login::{DevicePrompt, Login};
pub use token::Token;

/// The audience of tokens that Sigstore takes (sigstore/fulcio, docs/oidc.md).
pub const AUDIENCE: &str = "sigstore";
