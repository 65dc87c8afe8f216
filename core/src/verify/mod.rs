//! The checks, one file each, and the verdict. No clock, no network, no file: the caller says what time it is.

mod batch;
mod checks;
mod evidence;
mod outcome;
mod verifier;

pub use batch::{Cancel, Job, JobBundle};
pub use evidence::{EstablishedTime, Evidence, LogEvidence, SignerEvidence, TimeSourceKind};
pub use outcome::{Content, Refusal, Verified};
pub use verifier::Verifier;
