//! Releases v0.1 and v0.2 (in-toto/attestation: spec/predicates/release.md).

use super::record::record;

record! {
    /// That files are a release, v0.1.
    ReleaseV0_1 {
        /// The release; a package URL with a version.
        purl: String = "purl" required,
        /// What stays the same from release to release.
        release_id: Option<String> = "releaseId",
    }

    /// That files are a release, v0.2. GitHub says more of its releases; that is in `rest`.
    ReleaseV0_2 {
        /// The release; a package URL with a version.
        purl: String = "purl" required,
        /// What stays the same from release to release.
        package_id: Option<String> = "packageId",
    }
}
