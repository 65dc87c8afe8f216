//! Attribute reports of SCAI, v0.2 and v0.3 alike (in-toto/attestation: spec/predicates/scai.md).

use super::read::Broken;
use super::record::record;
use super::value::{Entries, Json};
use crate::intoto::ResourceDescriptor;

record! {
    /// What is asserted of an artifact or of who made it.
    AttributeReport [not_empty] {
        /// The assertions; there is at least one.
        attributes: Vec<AttributeAssertion> = "attributes" required,
        /// Who made the artifact.
        producer: Option<ResourceDescriptor> = "producer",
    }

    /// One assertion.
    AttributeAssertion {
        /// What is asserted.
        attribute: String = "attribute" required,
        /// Of what, if not of the subject.
        target: Option<ResourceDescriptor> = "target",
        /// Under which conditions.
        conditions: Entries<Json> = "conditions",
        /// On what grounds.
        evidence: Option<ResourceDescriptor> = "evidence",
    }
}

/// scai.md: "An array of one or more SCAI Attribute Assertions".
fn not_empty(report: &AttributeReport) -> Result<(), Broken> {
    let empty = report.attributes.is_empty();
    if empty { Err(Broken { field: "attributes", expected: "one assertion at least" }) } else { Ok(()) }
}
