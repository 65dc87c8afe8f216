//! The predicate of provenance v1 as it is written (SLSA v1.2, provenance, schema), in the order of the specification.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::resource::NewResource;
use crate::time::UnixTime;

/// SLSA v1.2 provenance: the version in the URI is the major one alone.
pub(super) const PREDICATE_TYPE: &str = "https://slsa.dev/provenance/v1";

#[derive(Clone, PartialEq, Default, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Predicate {
    pub(super) build_definition: BuildDefinition,
    pub(super) run_details: RunDetails,
}

#[derive(Clone, PartialEq, Default, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct BuildDefinition {
    pub(super) build_type: String,
    pub(super) external_parameters: Map<String, Value>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub(super) internal_parameters: Map<String, Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) resolved_dependencies: Vec<NewResource>,
}

#[derive(Clone, PartialEq, Default, Debug, Serialize)]
pub(super) struct RunDetails {
    pub(super) builder: Builder,
    #[serde(skip_serializing_if = "Metadata::is_empty")]
    pub(super) metadata: Metadata,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) byproducts: Vec<NewResource>,
}

#[derive(Clone, PartialEq, Default, Debug, Serialize)]
pub(super) struct Builder {
    pub(super) id: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) version: BTreeMap<String, String>,
}

#[derive(Clone, PartialEq, Default, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Metadata {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) invocation_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_text")]
    pub(super) started_on: Option<UnixTime>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_text")]
    pub(super) finished_on: Option<UnixTime>,
}

impl Metadata {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn as_text<S: Serializer>(time: &Option<UnixTime>, serializer: S) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) => serializer.collect_str(time),
        None => serializer.serialize_none(),
    }
}
