//! Bills of materials as predicates (in-toto/attestation: spec/predicates/spdx2.md, spdx3.md, cyclonedx.md). The documents
//! are kept as they are: what is in them is their own specifications' matter.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::error::PredicateError;
use super::value::Json;

const SPDX: &str = "https://spdx.dev/Document";

/// The specification's, and the one that cosign wrote before.
const CYCLONEDX: [&str; 2] = ["https://cyclonedx.org/bom", "https://cyclonedx.org/schema"];

/// A document that is a predicate.
#[derive(Clone, PartialEq, Debug)]
pub struct Document {
    predicate_type: String,
    json: Json,
}

impl Document {
    /// The predicate's type, with the version of the form if it says one.
    pub fn predicate_type(&self) -> &str {
        &self.predicate_type
    }

    /// All of it.
    pub fn json(&self) -> &Json {
        &self.json
    }

    /// SPDX 2.x has a version at its top, 3.x a JSON-LD context.
    pub(super) fn spdx(predicate_type: &str, json: Json) -> Result<Self, PredicateError> {
        let mark = Mark::of(&json)?;
        if mark.spdx_version.is_none() && mark.context.is_none() {
            return Err(missing("spdxVersion"));
        }
        Ok(Self { predicate_type: predicate_type.to_owned(), json })
    }

    /// CycloneDX, JSON schema: `bomFormat` is always the same, and `specVersion` is required.
    pub(super) fn cyclonedx(predicate_type: &str, json: Json) -> Result<Self, PredicateError> {
        let mark = Mark::of(&json)?;
        let format = mark.bom_format.ok_or_else(|| missing("bomFormat"))?;
        mark.spec_version.ok_or_else(|| missing("specVersion"))?;
        if format.get() != "\"CycloneDX\"" {
            return Err(PredicateError::Rule { at: "predicate.bomFormat".to_owned(), expected: "CycloneDX" });
        }
        Ok(Self { predicate_type: predicate_type.to_owned(), json })
    }
}

pub(super) fn is_spdx(predicate_type: &str) -> bool {
    is_version_of(SPDX, predicate_type)
}

pub(super) fn is_cyclonedx(predicate_type: &str) -> bool {
    CYCLONEDX.into_iter().any(|base| is_version_of(base, predicate_type))
}

/// The type itself, or the type with a version: `/v2.3`.
fn is_version_of(base: &str, predicate_type: &str) -> bool {
    let Some(rest) = predicate_type.strip_prefix(base) else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    rest.is_empty() || rest.strip_prefix("/v").is_some_and(|version| version.split('.').all(digits))
}

/// What tells documents apart.
#[derive(Deserialize)]
struct Mark<'a> {
    #[serde(rename = "spdxVersion", borrow)]
    spdx_version: Option<&'a RawValue>,
    #[serde(rename = "@context", borrow)]
    context: Option<&'a RawValue>,
    #[serde(rename = "bomFormat", borrow)]
    bom_format: Option<&'a RawValue>,
    #[serde(rename = "specVersion", borrow)]
    spec_version: Option<&'a RawValue>,
}

impl<'a> Mark<'a> {
    fn of(json: &'a Json) -> Result<Self, PredicateError> {
        serde_json::from_str(json.as_str())
            .map_err(|error| PredicateError::Malformed { at: "predicate".to_owned(), reason: error.to_string() })
    }
}

fn missing(field: &str) -> PredicateError {
    PredicateError::Missing { at: format!("predicate.{field}") }
}
