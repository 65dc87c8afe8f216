//! What a predicate refers to (in-toto/attestation: spec/v1/resource_descriptor.md).

use super::predicate::read::Broken;
use super::predicate::record::record;
use super::predicate::value::{Bytes, DigestSet, Entries, Json};

record! {
    /// A software artifact or another resource that a predicate refers to.
    ResourceDescriptor [says_which] {
        /// What to tell it by among the others.
        name: Option<String> = "name",
        /// What identifies it everywhere.
        uri: Option<String> = "uri",
        /// Its digests.
        digest: DigestSet = "digest",
        /// All that is in it, if that is little.
        content: Option<Bytes> = "content",
        /// Where to get it, if not at its URI.
        download_location: Option<String> = "downloadLocation",
        /// Its MIME type.
        media_type: Option<String> = "mediaType",
        /// Whatever else the producer says of it.
        annotations: Entries<Json> = "annotations",
    }
}

impl ResourceDescriptor {
    /// A resource of that URI.
    pub fn of_uri(uri: impl Into<String>) -> Self {
        Self { uri: Some(uri.into()), ..Self::default() }
    }

    /// The same resource with one digest more.
    #[must_use]
    pub fn with_digest(mut self, algorithm: impl Into<String>, value: impl Into<String>) -> Self {
        self.digest.insert(algorithm, value.into());
        self
    }
}

/// resource_descriptor.md, Fields: it "MUST specify one of uri, digest or content at a minimum".
fn says_which(descriptor: &ResourceDescriptor) -> Result<(), Broken> {
    let says = descriptor.uri.is_some() || !descriptor.digest.is_empty() || descriptor.content.is_some();
    if says { Ok(()) } else { Err(Broken { field: "uri", expected: "one of uri, digest and content" }) }
}
