//! X.509 certificates of Fulcio and of timestamp authorities: read strictly once, chained, and their CT log promises.
//!
//! RFC 5280 is the rule, Fulcio's certificate specification narrows it. What is not processed is refused, never skipped.

mod algorithm;
mod authority;
mod certificate;
mod chain;
mod chain_error;
mod claims;
mod constraints;
mod error;
mod extensions;
mod name;
mod path;
mod precertificate;
mod san;
mod sct;
mod span;
mod subtree;
mod usage;

pub use authority::CertificateAuthority;
pub use certificate::Certificate;
pub use chain::TrustedChain;
pub use chain_error::ChainError;
pub use claims::{Claim, Claims};
pub use constraints::NameConstraintError;
pub use error::CertificateError;
pub use name::Name;
pub(crate) use path::{Path, verify_path};
pub use path::{PathQuery, verify_certificate_path};
pub use san::SubjectAltName;
pub(crate) use sct::verify_scts;
pub use sct::{CtLog, Sct, SctError, Scts, UnverifiedSct};
pub use usage::{Purpose, UsageError};

#[cfg(test)]
mod real;
