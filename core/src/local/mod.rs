//! An authority in this process: all that Sigstore consists of, with keys of its own and no network.
//!
//! [`Authority`] issues certificates, promises them in CT logs, logs signatures, timestamps them and says what a
//! verifier must trust. A [`Recipe`] says what bundle to make, right or wrong in one way ([`Fault`]): these two are for
//! tests of verifiers.
//!
//! [`LocalAuthority`] is such an authority in a directory, for signing with nothing but this machine.

mod algorithm;
mod authority;
mod bundle;
mod certificate;
mod ct;
mod entry;
mod envelope;
mod extension;
mod hierarchy;
mod kept;
mod log;
mod make;
mod recipe;
mod root;
mod timestamp;
mod tree;

use crate::encoding::der::write as der;
pub use authority::Authority;
pub use bundle::MediaType;
pub use entry::EntryType;
pub use extension::San;
pub use kept::{
    CLOCK_TOLERANCE, LOCAL_ISSUER, LocalAuthority, LocalError, LocalIdentity, LocalLog, LocalProof, LocalTrust,
};
pub use log::LogStyle;
pub use make::Made;
pub use recipe::{BASE_TIME, Chain, Fault, Part, Recipe, Stamp};
