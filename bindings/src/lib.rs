//! What the Python and the Node package have in common: which class an error is of, and how what the core has as types
//! is written as text. Nothing is decided here, and nothing is public to users.

mod failure;
mod identity;
mod key;
mod text;
mod told;

pub use failure::{Class, Failure};
pub use identity::IdentityOptions;
pub use key::key_kind;
pub use text::{
    attestation_kind, ci, digest_algorithm, digest_algorithms, entry_kind, issuer_kind_text, key_format_text,
    key_signs, key_signs_text, log_demand, purpose, scheme, scheme_text, sct_demand, signed_time, status_text,
    time_source, time_source_text, unlogged_text,
};
pub use told::Told;
