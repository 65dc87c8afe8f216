//! An OCI layout on disk (OCI image-layout.md), and what is attached to one of its images.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::Deserialize;

use super::cosign;
use super::error::AttestationError;
use super::limits::{MAX_ATTESTATIONS, MAX_BLOB, MAX_LAYERS, MAX_LAYOUT, MAX_MANIFEST};
use super::model::{Attestation, AttestationKind};
use super::read::{self, Item};
use crate::bundle::Bundle;
use crate::bundle::form::{self, FormError};
use crate::bundle::proto::{Message, Repeated};
use crate::check::{Code, Explain, Value};
use crate::digest::Digest;

/// OCI image-spec annotations.md: the tag, in a layout's index.
const REF_NAME: &str = "org.opencontainers.image.ref.name";
/// How `cosign save` says what an image of the layout is to another.
const COSIGN_KIND: &str = "kind";
const COSIGN_ATTESTATIONS: &str = "dev.cosignproject.cosign/atts";
const COSIGN_IMAGES: [&str; 2] = ["dev.cosignproject.cosign/image", "dev.cosignproject.cosign/imageIndex"];
const SIGSTORE_BUNDLE: &str = "application/vnd.dev.sigstore.bundle";

/// Why an OCI layout cannot be read. `at` is the file, from the layout's folder on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LayoutError {
    /// A file cannot be read.
    #[error("{at}: {source}")]
    Read {
        /// The file.
        at: String,
        /// What the system said.
        source: io::Error,
    },
    /// A descriptor's digest is of an algorithm that is not known, or not one at all.
    #[error("{found:?} is not a digest")]
    NoDigest {
        /// What is there, cut short.
        found: String,
    },
    /// A blob is longer than it may be.
    #[error("{at}: more than {limit} bytes")]
    Limit {
        /// The file.
        at: String,
        /// What is still accepted.
        limit: usize,
    },
    /// A blob does not have the size that its descriptor names.
    #[error("{at}: not of the size that its descriptor names")]
    Size {
        /// The file.
        at: String,
        /// The descriptor's.
        expected: u64,
        /// What was read: of a longer file one byte more than the descriptor's.
        found: u64,
    },
    /// A blob is not what its digest says.
    #[error("{at}: its content has another digest")]
    Content {
        /// The file.
        at: String,
        /// The descriptor's.
        expected: Box<Digest>,
        /// That of the content.
        found: Box<Digest>,
    },
}

impl Explain for LayoutError {
    fn code(&self) -> Code {
        if matches!(self, Self::Limit { .. }) { Code::BundleLimit } else { Code::BundleMalformed }
    }

    fn expected(&self) -> Option<Value> {
        match self {
            Self::Read { .. } => None,
            Self::NoDigest { .. } => Some("sha256, sha384 or sha512 and hexadecimal".into()),
            Self::Limit { limit, .. } => Some(format!("at most {limit} bytes").into()),
            Self::Size { expected, .. } => Some(Value::Number(*expected)),
            Self::Content { expected, .. } => Some(Value::Digest(**expected)),
        }
    }

    fn found(&self) -> Option<Value> {
        match self {
            Self::Read { .. } | Self::Limit { .. } => None,
            Self::NoDigest { found } => Some(found.clone().into()),
            Self::Size { found, .. } => Some(Value::Number(*found)),
            Self::Content { found, .. } => Some(Value::Digest(**found)),
        }
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::NoDigest { .. } => None,
            Self::Read { at, .. } | Self::Limit { at, .. } | Self::Size { at, .. } | Self::Content { at, .. } => {
                Some(at.clone().into())
            }
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some("pass the folder of a whole OCI layout; if it is one, save the image again".into())
    }

    fn spec(&self) -> &'static str {
        "OCI image layout specification"
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    #[serde(default)]
    media_type: String,
    digest: String,
    size: u64,
    annotations: Option<BTreeMap<String, String>>,
}

#[derive(Deserialize)]
struct Index {
    manifests: Repeated<Message<Descriptor>, MAX_LAYERS>,
}

#[derive(Deserialize)]
struct Manifest {
    layers: Option<Repeated<Message<Descriptor>, MAX_LAYERS>>,
    subject: Option<Message<Descriptor>>,
}

impl Descriptor {
    fn annotation(&self, name: &str) -> Option<&str> {
        self.annotations.as_ref()?.get(name).map(String::as_str)
    }

    fn is_index(&self) -> bool {
        self.media_type.contains(".index.") || self.media_type.contains(".manifest.list.")
    }
}

/// What is attached to the image: by cosign's tag, by `cosign save`, or by a manifest whose subject it is.
pub(super) fn attached(layout: &Path, image: &Digest) -> Result<Vec<Item>, AttestationError> {
    let index = file(layout, "index.json", MAX_MANIFEST)?;
    let index: Index = json(&index, "index.json")?;
    // `cosign save` writes one image and what is attached to it, without a tag.
    let saved = index.manifests.0.iter().any(|Message(one)| {
        let kind = one.annotation(COSIGN_KIND);
        kind.is_some_and(|kind| COSIGN_IMAGES.contains(&kind)) && one.digest == image.to_string()
    });
    let mut layout = Layout { folder: layout, left: MAX_LAYOUT };
    let mut items = Vec::new();
    for Message(one) in &index.manifests.0 {
        let tagged = one.annotation(REF_NAME).is_some_and(|name| is_tag_of(name, image));
        let ours = tagged || (saved && one.annotation(COSIGN_KIND) == Some(COSIGN_ATTESTATIONS));
        // The image itself, and an index of further images, are not attached to anything.
        if !ours && (one.is_index() || one.digest == image.to_string()) {
            continue;
        }
        match layout.manifest(one) {
            Ok(manifest) => of_manifest(&mut layout, &manifest, ours, image, &mut items),
            Err(error) => items.push(Err(error)),
        }
        if items.len() > MAX_ATTESTATIONS {
            let limit = FormError::Limit { at: String::new(), what: "attestations", limit: MAX_ATTESTATIONS };
            return Err(limit.into());
        }
    }
    Ok(items)
}

/// The images of a layout: those that `cosign save` marks, or else whatever is not attached to something.
pub(super) fn images(layout: &Path) -> Result<Vec<Digest>, AttestationError> {
    let index = file(layout, "index.json", MAX_MANIFEST)?;
    let index: Index = json(&index, "index.json")?;
    let marked = |one: &Descriptor| one.annotation(COSIGN_KIND).is_some_and(|kind| COSIGN_IMAGES.contains(&kind));
    let any_marked = index.manifests.0.iter().any(|Message(one)| marked(one));
    let attached = |one: &Descriptor| one.annotation(REF_NAME).is_some_and(is_tag_of_something);
    let mut layout = Layout { folder: layout, left: MAX_LAYOUT };
    let mut images = Vec::new();
    for Message(one) in &index.manifests.0 {
        // OCI 1.1: what has a subject is attached to it.
        let mut refers = || !one.is_index() && layout.manifest(one).is_ok_and(|manifest| manifest.subject.is_some());
        let is_image = if any_marked { marked(one) } else { !attached(one) && !refers() };
        if is_image {
            let found = || one.digest.chars().take(80).collect();
            images.push(one.digest.parse().map_err(|_| LayoutError::NoDigest { found: found() })?);
        }
    }
    Ok(images)
}

/// `sha256-HEX.att`, `.sig` or `.sbom`, behind a repository or alone.
fn is_tag_of_something(name: &str) -> bool {
    let tag = name.rsplit_once(':').map_or(name, |split| split.1);
    tag.starts_with("sha256-") && tag.contains('.')
}

/// cosign specs: the tag of what is attached to `sha256:HEX` is `sha256-HEX.att`, behind a repository or alone.
fn is_tag_of(name: &str, image: &Digest) -> bool {
    let wanted = format!("{}.att", image.to_string().replace(':', "-"));
    let tag = name.rsplit_once(':').map_or(name, |split| split.1);
    tag == wanted
}

fn of_manifest(layout: &mut Layout<'_>, manifest: &Manifest, ours: bool, image: &Digest, items: &mut Vec<Item>) {
    let refers = manifest.subject.as_ref().is_some_and(|subject| subject.0.digest == image.to_string());
    if !ours && !refers {
        return;
    }
    for Message(layer) in form::elements(&manifest.layers) {
        let found = match () {
            () if layer.media_type == cosign::MEDIA_TYPE => {
                let annotations = layer.annotations.clone().unwrap_or_default();
                layout.blob(layer, MAX_BLOB).and_then(|bytes| cosign::layer(&bytes, &annotations))
            }
            // OCI 1.1 referrers, as cosign 3 and GitHub push them.
            () if layer.media_type.starts_with(SIGSTORE_BUNDLE) => {
                layout.blob(layer, MAX_BLOB).and_then(|bytes| bundle(&bytes))
            }
            () => continue,
        };
        items.push(found.map_err(|error| error.inside(layer.digest.chars().take(80).collect::<String>())));
        if items.len() > MAX_ATTESTATIONS {
            return;
        }
    }
}

fn bundle(bytes: &[u8]) -> Item {
    Ok(Attestation::new(AttestationKind::SigstoreBundle, Bundle::from_json(bytes)?))
}

fn json<T: for<'a> Deserialize<'a>>(bytes: &[u8], place: &str) -> Result<T, AttestationError> {
    let text = form::utf8(bytes, MAX_MANIFEST);
    let read = text.and_then(|text| read::message(text));
    read.map_err(|error| AttestationError::from(error).inside(place.chars().take(80).collect::<String>()))
}

/// A layout's folder, and how much of it may still be read.
struct Layout<'a> {
    folder: &'a Path,
    left: usize,
}

impl Layout<'_> {
    fn manifest(&mut self, descriptor: &Descriptor) -> Result<Manifest, AttestationError> {
        let bytes = self.blob(descriptor, MAX_MANIFEST)?;
        json(&bytes, &descriptor.digest)
    }

    /// A blob that is what its descriptor says.
    fn blob(&mut self, descriptor: &Descriptor, limit: usize) -> Result<Vec<u8>, AttestationError> {
        let no_digest = |_| LayoutError::NoDigest { found: descriptor.digest.chars().take(80).collect() };
        // A digest that was read is letters and digits, so the path cannot lead out of the layout.
        let digest: Digest = descriptor.digest.parse().map_err(no_digest)?;
        let at = format!("blobs/{}", digest.to_string().replace(':', "/"));
        // What is too long by its own word is not even opened, and what is longer than its word is not read on.
        let limit = limit.min(self.left);
        let size = usize::try_from(descriptor.size).ok().filter(|size| *size <= limit);
        let size = size.ok_or_else(|| LayoutError::Limit { at: at.clone(), limit })?;
        self.left = self.left.saturating_sub(size);
        let bytes = read_and_one_more(self.folder, &at, size)?;
        let found = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if found != descriptor.size {
            return Err(LayoutError::Size { at, expected: descriptor.size, found }.into());
        }
        let found = digest.algorithm().digest(&bytes);
        if found == digest {
            return Ok(bytes);
        }
        Err(LayoutError::Content { at, expected: Box::new(digest), found: Box::new(found) }.into())
    }
}

fn file(layout: &Path, at: &str, limit: usize) -> Result<Vec<u8>, LayoutError> {
    let bytes = read_and_one_more(layout, at, limit)?;
    if bytes.len() > limit { Err(LayoutError::Limit { at: at.to_owned(), limit }) } else { Ok(bytes) }
}

/// At most this much of a file, and one byte more that tells that it is longer.
fn read_and_one_more(layout: &Path, at: &str, most: usize) -> Result<Vec<u8>, LayoutError> {
    let read = |source| LayoutError::Read { at: at.to_owned(), source };
    let file = File::open(layout.join(at)).map_err(read)?;
    let most = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes).map_err(read)?;
    Ok(bytes)
}
