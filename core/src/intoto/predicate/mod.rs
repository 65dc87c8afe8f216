//! Predicates by their types, read and written: what a statement says of its subjects.
//!
//! Each specification has a module of its own. Required fields are required, times are RFC 3339, and what a
//! specification does not know is kept, so that what was read can be written again without loss. What was signed stays
//! in the [`Statement`]: a predicate is a view of it.

mod error;
pub(super) mod read;
pub(super) mod record;
mod sbom;
pub(super) mod value;

pub mod link;
pub mod openvex;
pub mod publish;
pub mod reference;
pub mod release;
pub mod runtime_trace;
pub mod scai;
pub mod slsa_v01;
pub mod slsa_v02;
pub mod slsa_v1;
pub mod svr;
pub mod test_result;
pub mod vsa;
pub mod vsa_v02;
pub mod vulns;

#[cfg(test)]
mod tests;

pub use error::PredicateError;
pub use sbom::Document;
pub use value::{Bytes, DigestSet, Entries, Integer, Json, Timestamp};

use super::make::NewSubject;
use super::statement::{Statement, StatementError};
use crate::encoding::json;
use publish::PypiPublish;

/// docs.pypi.org/attestations/publish/v1.
const PYPI_PUBLISH: &str = "https://docs.pypi.org/attestations/publish/v1";

/// Makes the enumeration of the predicates that are read into records. The first URI of each is the one that is written;
/// those after it are other names that specifications or tools have given it.
macro_rules! predicates {
    ($( $(#[$doc:meta])* $variant:ident($type:ty) = $uri:literal $(| $alias:literal)* ),* $(,)?) => {
        /// What a statement says of its subjects, by the type of its predicate.
        #[derive(Clone, PartialEq, Debug)]
        #[non_exhaustive]
        pub enum Predicate {
            $( $(#[$doc])* $variant(Box<$type>), )*
            /// PyPI's publish attestation v1.
            PypiPublish(PypiPublish),
            /// An SPDX document, of any version.
            Spdx(Document),
            /// A CycloneDX document, of any version.
            CycloneDx(Document),
            /// A predicate of any other type; a statement may have none.
            Other {
                /// Its type.
                predicate_type: String,
                /// All of it.
                predicate: Option<Json>,
            },
        }

        impl Predicate {
            fn read(predicate_type: &str, predicate: Option<&str>) -> Result<Self, PredicateError> {
                match predicate_type {
                    $( $uri $(| $alias)* => {
                        read::read(predicate.ok_or(PredicateError::Absent)?).map(|it| Self::$variant(Box::new(it)))
                    } )*
                    _ => Self::read_other(predicate_type, predicate),
                }
            }

            /// The type's URI: the one that its specification gives, whichever was read.
            pub fn predicate_type(&self) -> &str {
                match self {
                    $( Self::$variant(_) => $uri, )*
                    Self::PypiPublish(_) => PYPI_PUBLISH,
                    Self::Spdx(document) | Self::CycloneDx(document) => document.predicate_type(),
                    Self::Other { predicate_type, .. } => predicate_type,
                }
            }

            /// The predicate in compact JSON, its fields in the order of the specification and what it does not know
            /// after them: the same predicate gives the same bytes. `null` if there is none.
            pub fn to_json(&self) -> String {
                let json = match self {
                    $( Self::$variant(it) => serde_json::to_string(it), )*
                    Self::PypiPublish(it) => serde_json::to_string(&it.rest),
                    Self::Spdx(document) | Self::CycloneDx(document) => Ok(document.json().as_str().to_owned()),
                    Self::Other { predicate, .. } => serde_json::to_string(predicate),
                };
                // Text is all that is written, and every key is text.
                debug_assert!(json.is_ok());
                json.unwrap_or_default()
            }
        }
    };
}

predicates! {
    /// SLSA provenance v1.
    ProvenanceV1(slsa_v1::Provenance) = "https://slsa.dev/provenance/v1" | "https://slsa.dev/provenance/v1.0",
    /// SLSA provenance v0.2.
    ProvenanceV0_2(slsa_v02::Provenance) = "https://slsa.dev/provenance/v0.2",
    /// SLSA provenance v0.1.
    ProvenanceV0_1(slsa_v01::Provenance) = "https://slsa.dev/provenance/v0.1" | "https://in-toto.io/Provenance/v0.1",
    /// A verification summary v1.
    SummaryV1(vsa::VerificationSummary) = "https://slsa.dev/verification_summary/v1",
    /// A verification summary v0.2.
    SummaryV0_2(vsa_v02::VerificationSummary) = "https://slsa.dev/verification_summary/v0.2",
    /// A link v0.3.
    Link(link::Link) = "https://in-toto.io/attestation/link/v0.3",
    /// An attribute report of SCAI v0.3.
    ScaiV0_3(scai::AttributeReport) = "https://in-toto.io/attestation/scai/v0.3",
    /// An attribute report of SCAI v0.2.
    ScaiV0_2(scai::AttributeReport) = "https://in-toto.io/attestation/scai/attribute-report/v0.2",
    /// A test result v0.1.
    TestResult(test_result::TestResult) = "https://in-toto.io/attestation/test-result/v0.1",
    /// A release v0.2.
    ReleaseV0_2(release::ReleaseV0_2) = "https://in-toto.io/attestation/release/v0.2",
    /// A release v0.1.
    ReleaseV0_1(release::ReleaseV0_1) = "https://in-toto.io/attestation/release/v0.1",
    /// A runtime trace v0.1.
    RuntimeTrace(runtime_trace::RuntimeTrace) = "https://in-toto.io/attestation/runtime-trace/v0.1",
    /// A reference v0.1.
    Reference(reference::Reference) = "https://in-toto.io/attestation/reference/v0.1",
    /// A vulnerability scan v0.2.
    VulnsV0_2(vulns::VulnsV0_2) = "https://in-toto.io/attestation/vulns/v0.2",
    /// A vulnerability scan v0.1.
    VulnsV0_1(vulns::VulnsV0_1) = "https://in-toto.io/attestation/vulns/v0.1",
    /// A vulnerability scan in cosign's form v1.
    CosignVuln(vulns::CosignVuln) = "https://cosign.sigstore.dev/attestation/vuln/v1"
        | "cosign.sigstore.dev/attestation/vuln/v1",
    /// A simple verification result v0.2.
    SvrV0_2(svr::ResultV0_2) = "https://in-toto.io/attestation/svr/v0.2",
    /// A simple verification result v0.1.
    SvrV0_1(svr::ResultV0_1) = "https://in-toto.io/attestation/svr/v0.1",
    /// An OpenVEX document.
    OpenVex(openvex::Document) = "https://openvex.dev/ns" | "https://openvex.dev/ns/v0.2.0",
    /// npm's publish attestation v0.1.
    NpmPublish(publish::NpmPublish) = "https://github.com/npm/attestation/tree/main/specs/publish/v0.1",
}

impl Predicate {
    /// The predicate of a statement, read by its type.
    pub fn of(statement: &Statement) -> Result<Self, PredicateError> {
        Self::read(statement.predicate_type(), statement.predicate_json())
    }

    /// A predicate in JSON, read by its type: one object without duplicate keys.
    pub fn from_json(predicate_type: &str, predicate: &str) -> Result<Self, PredicateError> {
        json::check(predicate)
            .map_err(|error| PredicateError::Malformed { at: "predicate".to_owned(), reason: error.to_string() })?;
        Self::read(predicate_type, Some(predicate).filter(|text| text.trim() != "null"))
    }

    /// Makes a statement v1 that says this of these subjects.
    pub fn state(&self, subjects: &[NewSubject]) -> Result<Statement, StatementError> {
        Statement::new(subjects, self.predicate_type(), &self.to_json())
    }

    fn read_other(predicate_type: &str, predicate: Option<&str>) -> Result<Self, PredicateError> {
        if predicate_type == PYPI_PUBLISH {
            let rest = predicate.map(read::read).transpose()?;
            return Ok(Self::PypiPublish(PypiPublish { rest }));
        }
        let predicate = predicate.map(object).transpose()?;
        if sbom::is_spdx(predicate_type) {
            return Document::spdx(predicate_type, predicate.ok_or(PredicateError::Absent)?).map(Self::Spdx);
        }
        if sbom::is_cyclonedx(predicate_type) {
            return Document::cyclonedx(predicate_type, predicate.ok_or(PredicateError::Absent)?).map(Self::CycloneDx);
        }
        Ok(Self::Other { predicate_type: predicate_type.to_owned(), predicate })
    }
}

/// Statement v1: a predicate is an object.
fn object(predicate: &str) -> Result<Json, PredicateError> {
    if !predicate.trim_start().starts_with('{') {
        return Err(PredicateError::Rule { at: "predicate".to_owned(), expected: "an object" });
    }
    read::read(predicate)
}
