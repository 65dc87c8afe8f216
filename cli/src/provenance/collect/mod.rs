//! What provenance is made of, collected where the program runs: environment, git, lockfiles, digests.
//!
//! The core makes provenance of values; here they come from. The language packages collect by the same functions.

mod environment;
mod error;
mod files;
mod git;
mod lockfiles;

pub use environment::{environment, github_event, source_date_epoch};
pub use error::CollectError;
pub use files::{resources, subjects};
pub use git::source;
pub use lockfiles::lockfiles;
