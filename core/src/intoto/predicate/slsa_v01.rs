//! SLSA provenance v0.1 (slsa-framework/slsa, branch releases/v0.1: spec/provenance.md).

use super::record::record;
use super::slsa_v02::{Builder, Material};
use super::value::{Entries, Integer, Json, Timestamp};

record! {
    /// How an artifact was built.
    Provenance {
        /// Who ran the build.
        builder: Builder = "builder" required,
        /// What was run.
        recipe: Option<Recipe> = "recipe",
        /// Other facts about the run.
        metadata: Option<Metadata> = "metadata",
        /// What influenced the build.
        materials: Vec<Material> = "materials",
    }

    /// What was run.
    Recipe {
        /// What kind of build it was; a URI.
        recipe_type: String = "type" required,
        /// Which material has the recipe, from 0.
        defined_in_material: Option<Integer> = "definedInMaterial",
        /// Where in that material the build begins.
        entry_point: Option<String> = "entryPoint",
        /// What was set from outside, beyond the recipe.
        arguments: Entries<Json> = "arguments",
        /// What the builder itself set, as far as it is needed to run the build again.
        environment: Entries<Json> = "environment",
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
        /// Whether running the recipe again gives the same bits.
        reproducible: Option<bool> = "reproducible",
    }

    /// What the builder claims to have told completely.
    Completeness {
        /// The arguments.
        arguments: Option<bool> = "arguments",
        /// The environment.
        environment: Option<bool> = "environment",
        /// The materials.
        materials: Option<bool> = "materials",
    }
}
