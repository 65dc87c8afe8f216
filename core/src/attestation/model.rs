use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::error::AttestationError;
use super::{layout, read};
use crate::bundle::Bundle;
use crate::digest::Digest;

/// In what form an attestation was published.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum AttestationKind {
    /// A Sigstore bundle; alone, in JSON lines, in an answer of GitHub's attestation service, or in an OCI layout.
    SigstoreBundle,
    /// A DSSE envelope alone: signed by a key, or with a certificate in its signature; nobody else has seen it.
    Envelope,
    /// Google Cloud Build's provenance, as `gcloud artifacts docker images describe --show-provenance` gives it.
    CloudBuild,
    /// A Sigstore bundle in an answer of npm's registry.
    NpmRegistry,
    /// PyPI's: a PEP 740 attestation, or one of a PEP 740 provenance object.
    Pep740,
    /// A layer that cosign attached to an image.
    CosignLayer,
}

/// `Sigstore bundle`.
impl fmt::Display for AttestationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SigstoreBundle => "Sigstore bundle",
            Self::Envelope => "DSSE envelope",
            Self::CloudBuild => "Google Cloud Build provenance",
            Self::NpmRegistry => "npm registry attestation",
            Self::Pep740 => "PEP 740 attestation",
            Self::CosignLayer => "cosign attestation layer",
        })
    }
}

/// An attestation: what kind of file it was in, the bundle that it amounts to, and what stood beside it.
///
/// Whoever holds one knows that it is well-formed and that its wrapper agrees with it; nothing in it is verified. A copy
/// costs next to nothing.
#[derive(Clone, Debug)]
pub struct Attestation {
    pub(super) kind: AttestationKind,
    pub(super) bundle: Arc<Bundle>,
    /// That of many attestations is one.
    pub(super) publisher: Option<Arc<Publisher>>,
    pub(super) predicate_type: Option<Box<str>>,
}

impl Attestation {
    pub(super) fn new(kind: AttestationKind, bundle: Bundle) -> Self {
        Self { kind, bundle: Arc::new(bundle), publisher: None, predicate_type: None }
    }

    /// In what form it was published.
    pub fn kind(&self) -> AttestationKind {
        self.kind
    }

    /// The bundle that it is, or that was put together of it.
    pub fn bundle(&self) -> &Arc<Bundle> {
        &self.bundle
    }

    /// Who published it, as a PEP 740 provenance object says: unsigned, so nothing to decide by.
    pub fn publisher(&self) -> Option<&Publisher> {
        self.publisher.as_deref()
    }

    /// The predicate type that npm's registry names beside the bundle: the same as that of the signed statement.
    pub fn outer_predicate_type(&self) -> Option<&str> {
        self.predicate_type.as_deref()
    }
}

/// A trusted publisher, as PyPI names it beside its attestations (PEP 740, "Provenance objects").
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Publisher {
    pub(super) kind: Box<str>,
    pub(super) fields: Vec<(Box<str>, Box<str>)>,
}

impl Publisher {
    /// What kind of publisher, for example `GitHub`.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// One of its other texts, for example `repository` or `workflow`.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|field| *field.0 == *name).map(|field| &*field.1)
    }
}

/// The attestations of a file or layout, in their order; each of them can be read or says why it cannot.
#[derive(Debug)]
pub struct Attestations(pub(super) Vec<Result<Attestation, AttestationError>>);

impl Attestations {
    /// Reads whatever holds attestations, at most 16 MiB and 1,024 of them: Sigstore bundles, envelopes, the answers of
    /// npm, GitHub and Google Cloud Build, PEP 740 objects, and JSON lines of these.
    ///
    /// An envelope of several signatures gives an attestation for each: any one that verifies is enough. An error is given
    /// for a file that is nothing of the kind; one unreadable attestation does not hide the others.
    pub fn from_json(json: &[u8]) -> Result<Self, AttestationError> {
        read::file(json).map(Self)
    }

    /// Reads what is attached to the image with this digest in an OCI layout: the layers of cosign's attestation tag, and
    /// Sigstore bundles that refer to the image. Every blob is checked against its digest and size.
    pub fn from_oci_layout(layout: impl AsRef<Path>, image: &Digest) -> Result<Self, AttestationError> {
        layout::attached(layout.as_ref(), image).map(Self)
    }

    /// The digests of the images in an OCI layout, without what is attached to them.
    pub fn images_of_oci_layout(layout: impl AsRef<Path>) -> Result<Vec<Digest>, AttestationError> {
        layout::images(layout.as_ref())
    }

    /// How many there are, those that cannot be read included.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Result<Attestation, AttestationError>> {
        self.0.iter()
    }
}

impl IntoIterator for Attestations {
    type Item = Result<Attestation, AttestationError>;
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Attestations {
    type Item = &'a Result<Attestation, AttestationError>;
    type IntoIter = std::slice::Iter<'a, Result<Attestation, AttestationError>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
