//! A client of The Update Framework: how a trusted root is kept up to date from a repository that is not trusted itself
//! (feature `tuf`).
//!
//! It follows the client workflow of the specification, section 5, and keeps what it verified in a folder:
//! [`Repository::update`] asks the server, [`Repository::offline`] does not.
//!
//! ```no_run
//! use sealwright::net::Transport;
//! use sealwright::tuf::Repository;
//! use sealwright::{TrustRoot, UnixTime};
//!
//! fn trust(server: &dyn Transport, now: UnixTime) -> Result<TrustRoot, Box<dyn std::error::Error>> {
//!     let metadata = Repository::sigstore("cache/sigstore")?.update(server, now)?;
//!     Ok(TrustRoot::from_json(&metadata.trusted_root(server)?)?)
//! }
//! ```

mod cache;
mod canonical;
mod delegation;
mod error;
mod keep;
mod keys;
mod limits;
mod metadata;
mod repository;
mod sigstore;
mod target;
mod trusted;
mod url;

pub use error::{Item, Role, TufError};
pub use repository::Repository;
pub use target::Metadata;
