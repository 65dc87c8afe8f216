//! Timestamps of RFC 3161: parsed strictly, verified against the authorities of a trusted root.
//!
//! The time of a token counts only when its signer, found by the SignerInfo alone, is a trusted authority's, that
//! authority was trusted at that time, and every octet of the token is either covered by a signature or has one form.

mod algorithm;
mod attributes;
mod cms;
mod error;
mod names;
mod token;
mod tst_info;
mod verify;

#[cfg(test)]
mod tests;

pub use error::TimestampError;
pub use token::Timestamp;
pub(crate) use verify::verify_timestamp;
