//! That a registry took in a package: npm (npm/attestation: specs/publish/v0.1) and PyPI (docs.pypi.org/attestations/publish/v1).

use super::record::record;
use super::value::{Entries, Json};

record! {
    /// That npm's registry published a package.
    NpmPublish {
        /// The package, with its scope.
        name: String = "name" required,
        /// Its version.
        version: String = "version" required,
        /// The registry; a URL.
        registry: String = "registry" required,
    }
}

/// That a file was published on PyPI. The statement's subject says all; the predicate is null or empty.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PypiPublish {
    /// What stands in the predicate all the same; `None` is null or absent.
    pub rest: Option<Entries<Json>>,
}
