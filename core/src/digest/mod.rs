//! Digests and the artifacts they name.

mod artifact;
mod value;

pub use artifact::{Artifact, ArtifactError};
pub(crate) use value::Hasher;
pub use value::{Digest, DigestAlgorithm, DigestAlgorithms, ParseDigestError, Sha256};
