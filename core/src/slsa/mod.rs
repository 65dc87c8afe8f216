//! SLSA: provenance, made from what a build says of itself.

mod make;

pub use make::{Ci, Environment, LocalBuild, LocalSource, MakeError, NewProvenance, NewResource, Subjects};
