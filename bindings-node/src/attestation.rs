//! `Attestation`: whatever form a bundle was published in.

use std::sync::Arc;

use napi::Result;
use napi::bindgen_prelude::{AsyncTask, Either, Uint8Array};
use napi_derive::napi;
use sealwright::{AttestationError, Attestations};
use sealwright_bindings::attestation_kind;

use crate::bundle::Bundle;
use crate::digest::Digest;
use crate::error::{attestation_thrown, attestation_told};
use crate::identity::Identity;
use crate::task::{Work, promise};
use crate::value::{self, DigestLike};

type Item = std::result::Result<sealwright::Attestation, AttestationError>;

/// An attestation, or the text of the error that says why it cannot be read.
type Read = Either<Attestation, String>;

/// An attestation: what kind of file it was in, the bundle that it amounts to, and what stood beside it.
///
/// It is well-formed and its wrapper agrees with it; nothing in it is verified.
#[napi]
pub struct Attestation(pub(crate) sealwright::Attestation);

#[napi]
impl Attestation {
    /// Reads whatever holds attestations, at most 16 MiB and 1,024 of them: Sigstore bundles, envelopes, the answers of
    /// npm, GitHub and Google Cloud Build, PEP 740 objects, and JSON lines of these.
    ///
    /// An envelope of several signatures gives an attestation for each: any one that verifies is enough. An attestation
    /// that cannot be read does not hide the others: a `BundleError` stands in its place. Throws a `BundleError` if the
    /// file is nothing of the kind.
    #[napi(catch_unwind, ts_return_type = "Array<Attestation | BundleError>")]
    pub fn from_json(
        #[napi(ts_arg_type = "Uint8Array | string")] json: Either<Uint8Array, String>,
    ) -> Result<Vec<Read>> {
        let read = match &json {
            Either::A(bytes) => Attestations::from_json(bytes),
            Either::B(text) => Attestations::from_json(text.as_bytes()),
        };
        read.map(|found| shown(found.into_iter().collect())).map_err(attestation_thrown)
    }

    /// Reads, on the thread pool, what is attached to the image with this digest in an OCI layout: the layers of cosign's
    /// attestation tag, and Sigstore bundles that refer to the image. Every blob is checked against its digest and size.
    ///
    /// Rejects with a `BundleError`, whose `cause` says why a file cannot be read. The signal stops the wait.
    #[napi(
        catch_unwind,
        ts_args_type = "layout: string | URL, image: Digest | string, options?: { signal?: AbortSignal }",
        ts_return_type = "Promise<Array<Attestation | BundleError>>"
    )]
    pub fn from_oci_layout(layout: String, image: DigestLike<'_>) -> Result<AsyncTask<Work<Vec<Item>, Vec<Read>>>> {
        let image = value::digest(image)?;
        Ok(promise(move || attached(&layout, &image), shown))
    }

    /// Reads what is attached to an image before it returns.
    #[napi(
        catch_unwind,
        ts_args_type = "layout: string | URL, image: Digest | string",
        ts_return_type = "Array<Attestation | BundleError>"
    )]
    pub fn from_oci_layout_sync(layout: String, image: DigestLike<'_>) -> Result<Vec<Read>> {
        attached(&layout, &value::digest(image)?).map(shown)
    }

    /// Reads, on the thread pool, the digests of the images in an OCI layout, without what is attached to them. The
    /// signal stops the wait.
    #[napi(
        catch_unwind,
        ts_args_type = "layout: string | URL, options?: { signal?: AbortSignal }",
        ts_return_type = "Promise<Array<Digest>>"
    )]
    pub fn images_of_oci_layout(layout: String) -> AsyncTask<Work<Vec<sealwright::Digest>, Vec<Digest>>> {
        promise(move || images(&layout), digests)
    }

    /// Reads the digests of the images before it returns.
    #[napi(catch_unwind, ts_args_type = "layout: string | URL")]
    pub fn images_of_oci_layout_sync(layout: String) -> Result<Vec<Digest>> {
        images(&layout).map(digests)
    }

    /// In what form it was published.
    #[napi(getter, catch_unwind, ts_return_type = "AttestationKind")]
    pub fn kind(&self) -> &'static str {
        attestation_kind(self.0.kind())
    }

    /// The bundle that it is, or that was put together of it.
    #[napi(getter, catch_unwind)]
    pub fn bundle(&self) -> Bundle {
        Bundle(Arc::clone(self.0.bundle()))
    }

    /// Who published it, as a PEP 740 provenance object says: unsigned, so nothing to decide by.
    #[napi(getter, catch_unwind, ts_return_type = "Publisher | null")]
    pub fn publisher(&self) -> Option<Publisher> {
        self.0.publisher().cloned().map(Publisher)
    }

    /// The predicate type that npm's registry names beside the bundle: the same as that of the signed statement.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn outer_predicate_type(&self) -> Option<&str> {
        self.0.outer_predicate_type()
    }
}

fn attached(layout: &str, image: &sealwright::Digest) -> Result<Vec<Item>> {
    let found = Attestations::from_oci_layout(layout, image).map_err(attestation_thrown)?;
    Ok(found.into_iter().collect())
}

fn images(layout: &str) -> Result<Vec<sealwright::Digest>> {
    Attestations::images_of_oci_layout(layout).map_err(attestation_thrown)
}

fn digests(digests: Vec<sealwright::Digest>) -> Vec<Digest> {
    digests.into_iter().map(Digest).collect()
}

fn shown(items: Vec<Item>) -> Vec<Read> {
    let one = |item: Item| match item {
        Ok(found) => Either::A(Attestation(found)),
        Err(error) => Either::B(attestation_told(error)),
    };
    items.into_iter().map(one).collect()
}

/// A trusted publisher, as PyPI names it beside its attestations (PEP 740, "Provenance objects").
#[napi]
pub struct Publisher(sealwright::Publisher);

#[napi]
impl Publisher {
    /// What kind of publisher, for example `GitHub`.
    #[napi(getter, catch_unwind)]
    pub fn kind(&self) -> &str {
        self.0.kind()
    }

    /// One of its other texts, for example `repository` or `workflow`.
    #[napi(catch_unwind, ts_return_type = "string | null")]
    pub fn field(&self, name: String) -> Option<&str> {
        self.0.field(&name)
    }

    /// Whom the certificate must name if this publisher signed; `null` for a publisher of another kind than GitHub, GitLab
    /// and Google, or that does not say. It stands unsigned: look whether it is the one that may publish the package, then
    /// demand its identity.
    #[napi(getter, catch_unwind, ts_return_type = "Identity | null")]
    pub fn identity(&self) -> Option<Identity> {
        self.0.identity().map(Identity)
    }
}
