//! SLSA provenance: read and judged, and made from what a build says of itself (slsa-framework/slsa: spec v1.2).

mod builders;
mod certificate;
mod expect;
mod facts;
mod git;
mod judge;
mod judged;
mod make;
mod package;
mod pick;
mod provenance;
mod vsa;

pub use builders::{Builders, BuildersError};
pub use expect::Expectations;
pub use judged::{Judged, Unproven};
pub use make::{Ci, Environment, LocalBuild, LocalSource, MakeError, NewProvenance, NewResource, Subjects};
pub use provenance::{Provenance, Publish};
pub use vsa::{
    LevelError, NewSummary, NewSummaryError, SlsaLevel, SummaryError, VsaExpectations, VsaExpectationsError,
};
