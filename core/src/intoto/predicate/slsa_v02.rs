//! SLSA provenance v0.2 (slsa-framework/slsa, branch releases/v0.2: spec/provenance.md).

use super::record::record;
use super::value::{DigestSet, Entries, Json, Timestamp};

record! {
    /// How an artifact was built.
    Provenance {
        /// Who ran the build.
        builder: Builder = "builder" required,
        /// What kind of build it was; a URI.
        build_type: String = "buildType" required,
        /// What started it.
        invocation: Option<Invocation> = "invocation",
        /// The steps of the build, if they are not in the sources.
        build_config: Entries<Json> = "buildConfig",
        /// Other facts about the run.
        metadata: Option<Metadata> = "metadata",
        /// What influenced the build.
        materials: Vec<Material> = "materials",
    }

    /// A builder.
    Builder {
        /// Its identity; a URI.
        id: String = "id" required,
    }

    /// The event that started a build.
    Invocation {
        /// Where the build's configuration came from.
        config_source: Option<ConfigSource> = "configSource",
        /// What was set from outside, beyond the configuration.
        parameters: Entries<Json> = "parameters",
        /// What the builder itself set, as far as it is needed to run the build again.
        environment: Entries<Json> = "environment",
    }

    /// Where a build's configuration came from.
    ConfigSource {
        /// The source; a URI.
        uri: Option<String> = "uri",
        /// Its digests.
        digest: DigestSet = "digest",
        /// Where in the source the build begins.
        entry_point: Option<String> = "entryPoint",
    }

    /// Facts about a run.
    Metadata {
        /// The run, in the builder's own words.
        build_invocation_id: Option<String> = "buildInvocationId",
        /// When it began.
        build_started_on: Option<Timestamp> = "buildStartedOn",
        /// When it was done.
        build_finished_on: Option<Timestamp> = "buildFinishedOn",
        /// What the builder claims to have told completely.
        completeness: Option<Completeness> = "completeness",
        /// Whether running the build again gives the same bits.
        reproducible: Option<bool> = "reproducible",
    }

    /// What the builder claims to have told completely.
    Completeness {
        /// The parameters.
        parameters: Option<bool> = "parameters",
        /// The environment.
        environment: Option<bool> = "environment",
        /// The materials.
        materials: Option<bool> = "materials",
    }

    /// Something that influenced a build.
    Material {
        /// What it is; a URI.
        uri: Option<String> = "uri",
        /// Its digests.
        digest: DigestSet = "digest",
    }
}
