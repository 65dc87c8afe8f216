//! References to documents v0.1 (in-toto/attestation: spec/predicates/reference.md).

use super::read::Broken;
use super::record::record;
use crate::intoto::ResourceDescriptor;

record! {
    /// Which documents belong to the subjects.
    Reference [documents_located] {
        /// Who says so.
        attester: Attester = "attester" required,
        /// The documents; each has a place to get it from and a media type.
        references: Vec<ResourceDescriptor> = "references" required,
    }

    /// Who provides the documents.
    Attester {
        /// Its identity; a URI.
        id: String = "id" required,
    }
}

/// reference.md: "The `downloadLocation` and `mediaType` MUST be provided for each."
fn documents_located(reference: &Reference) -> Result<(), Broken> {
    let located = |one: &ResourceDescriptor| one.download_location.is_some() && one.media_type.is_some();
    match reference.references.iter().all(located) {
        true => Ok(()),
        false => Err(Broken { field: "references", expected: "downloadLocation and mediaType of each" }),
    }
}
