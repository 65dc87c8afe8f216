//! SLSA provenance v1 (slsa-framework/slsa v1.2: spec/build-provenance.md).

use super::record::record;
use super::value::{Entries, Json, Timestamp};
use crate::intoto::ResourceDescriptor;

record! {
    /// How an artifact was built.
    Provenance {
        /// What went into the build.
        build_definition: BuildDefinition = "buildDefinition" required,
        /// This run of the build.
        run_details: RunDetails = "runDetails" required,
    }

    /// What went into a build: all that is needed to begin it.
    BuildDefinition {
        /// Which template the build follows, and so what its parameters mean; a URI.
        build_type: String = "buildType" required,
        /// The parameters under external control; from build level 3 on they are complete.
        external_parameters: Entries<Json> = "externalParameters" required,
        /// The parameters under the builder's control.
        internal_parameters: Entries<Json> = "internalParameters",
        /// What the build used, as far as it is known.
        resolved_dependencies: Vec<ResourceDescriptor> = "resolvedDependencies",
    }

    /// One run of a build.
    RunDetails {
        /// Who ran it.
        builder: Builder = "builder" required,
        /// When and which run it was.
        metadata: Option<BuildMetadata> = "metadata",
        /// What was made besides the artifacts.
        byproducts: Vec<ResourceDescriptor> = "byproducts",
    }

    /// A build platform.
    Builder {
        /// All that is trusted in it; a URI, by which the build level is told.
        id: String = "id" required,
        /// What the platform itself uses.
        builder_dependencies: Vec<ResourceDescriptor> = "builderDependencies",
        /// Versions of the platform's components.
        version: Entries<String> = "version",
    }

    /// When a build ran, and which run it was.
    BuildMetadata {
        /// The run, in the builder's own words.
        invocation_id: Option<String> = "invocationId",
        /// When it began.
        started_on: Option<Timestamp> = "startedOn",
        /// When it was done.
        finished_on: Option<Timestamp> = "finishedOn",
    }
}
