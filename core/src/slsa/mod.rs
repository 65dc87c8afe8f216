//! SLSA provenance: who built an artifact, from what and how (slsa-framework/slsa: spec v1.2).

mod builders;
mod certificate;
mod expect;
mod facts;
mod git;
mod judge;
mod package;
mod pick;
mod provenance;

pub use builders::{Builders, BuildersError};
pub use expect::Expectations;
pub use provenance::{Provenance, Publish};
