//! in-toto links v0.3 (in-toto/attestation: spec/predicates/link.md).

use super::read::Broken;
use super::record::record;
use super::value::{Entries, Json};
use crate::intoto::ResourceDescriptor;

record! {
    /// That a step was carried out.
    Link [materials_named] {
        /// The step, as a layout calls it.
        name: String = "name" required,
        /// The command and its arguments.
        command: Vec<String> = "command",
        /// What went into the step; each has a name and a digest.
        materials: Vec<ResourceDescriptor> = "materials",
        /// What else is known of the step.
        byproducts: Entries<Json> = "byproducts",
        /// Where it was carried out.
        environment: Entries<Json> = "environment",
    }
}

/// link.md: "The `name` and `digest` fields of each entry MUST be set".
fn materials_named(link: &Link) -> Result<(), Broken> {
    match link.materials.iter().all(|material| material.name.is_some() && !material.digest.is_empty()) {
        true => Ok(()),
        false => Err(Broken { field: "materials", expected: "a name and a digest of each material" }),
    }
}
