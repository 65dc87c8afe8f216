use serde::{Serialize, Serializer};

use super::MakeError;
use super::environment::{Lines, Room};
use super::url::without_credentials;
use crate::digest::Digest;

/// Something that went into a build, or came out beside the artifacts (in-toto attestation spec v1, ResourceDescriptor).
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize)]
pub struct NewResource {
    /// What to call it; left out if empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Where it is from; left out if empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub uri: String,
    /// Its digests by the algorithm's in-toto name, in hexadecimal.
    #[serde(rename = "digest", serialize_with = "as_object", skip_serializing_if = "Vec::is_empty")]
    pub digests: Vec<(String, String)>,
}

impl NewResource {
    /// A file of that name and digest.
    pub fn file(name: impl Into<String>, digest: Digest) -> Self {
        let digests = vec![(digest.algorithm().name().to_owned(), digest.to_hex())];
        Self { name: name.into(), uri: String::new(), digests }
    }

    /// The same, with nothing secret in its URI, if it is within the limits of values.
    pub(super) fn checked(&self, room: &mut Room) -> Result<Self, MakeError> {
        let digests = self.digests.iter().flat_map(|(algorithm, value)| [algorithm, value]);
        for value in [&self.name, &self.uri].into_iter().chain(digests) {
            room.check(&self.name, value, Lines::One)?;
        }
        Ok(Self { uri: without_credentials(&self.uri), ..self.clone() })
    }
}

fn as_object<S: Serializer>(digests: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(digests.iter().map(|(algorithm, value)| (algorithm, value)))
}
