//! Provenance v1 made from the environment of a CI system, or of a build on somebody's machine.
//!
//! Nothing here reads an environment, a clock or a file: all of it comes in as values, and the same values give the same
//! bytes. Of an environment only the names of an allow-list are kept; credentials in URLs are cut out. A level is never
//! claimed: SLSA v1.2 leaves it to whoever verifies, who knows the builder by its signature.
//!
//! # Build types
//! GitHub Actions, GitLab, Buildkite and Cloud Build have public build types, which are used. The others have
//! `https://sealwright.dev/buildtypes/…/v1`, whose fields are described where their tables stand.

mod azure;
mod buildkite;
mod checksums;
mod ci;
mod circleci;
mod cloud_build;
mod environment;
mod error;
mod event;
mod github;
mod gitlab;
mod jenkins;
mod local;
mod predicate;
mod provenance;
mod resource;
mod subjects;
mod table;
mod tekton;
mod template;
#[cfg(test)]
mod tests;
mod url;

pub use ci::Ci;
pub use environment::Environment;
pub use error::MakeError;
pub use local::{LocalBuild, LocalSource};
pub use provenance::NewProvenance;
pub use resource::NewResource;
pub use subjects::Subjects;
