//! What a version of the bundle demands, and what no bundle may say twice.

use super::error::BundleError;
use super::form;
use super::model::BundleVersion;
use super::place::Place;
use super::proto::{Message, number, shorten, text};
use super::wire;
use crate::x509::Certificate;

const BUNDLE_PROTO: &str = "protobuf-specs sigstore_bundle.proto";
const REKOR_PROTO: &str = "protobuf-specs sigstore_rekor.proto";
const SIGN_AGAIN: &str = "sign again with a current client: it writes version 0.3";
const TAMPERED: &str = "no client makes such a bundle: do not trust where it came from";

#[rustfmt::skip]
const MEDIA_TYPES: &[(&str, BundleVersion)] = &[
    ("application/vnd.dev.sigstore.bundle.v0.3+json", BundleVersion::V0_3),
    ("application/vnd.dev.sigstore.bundle+json;version=0.3", BundleVersion::V0_3),
    ("application/vnd.dev.sigstore.bundle+json;version=0.2", BundleVersion::V0_2),
    ("application/vnd.dev.sigstore.bundle.v0.2+json", BundleVersion::V0_2),
    ("application/vnd.dev.sigstore.bundle+json;version=0.1", BundleVersion::V0_1),
    ("application/vnd.dev.sigstore.bundle.v0.1+json", BundleVersion::V0_1),
];

fn rule(at: Place<'_>, rule: &'static str, hint: &'static str, spec: &'static str) -> BundleError {
    BundleError::Rule { at: at.to_string(), rule, hint, spec }
}

/// The version that the media type names.
pub(super) fn version(media_type: Option<&str>) -> Result<BundleVersion, BundleError> {
    let media_type = media_type.ok_or_else(|| form::missing(Place::ROOT.field("mediaType")))?;
    let known = MEDIA_TYPES.iter().find(|row| row.0 == media_type);
    known.map(|row| row.1).ok_or_else(|| BundleError::MediaType { found: shorten(media_type) })
}

/// Of several fields of a `oneof` exactly one is there.
pub(super) fn exactly_one(fields: &[bool], what: &'static str, at: Place<'_>) -> Result<(), BundleError> {
    match fields.iter().filter(|there| **there).count() {
        1 => Ok(()),
        _ => Err(rule(at, what, TAMPERED, BUNDLE_PROTO)),
    }
}

/// sigstore_bundle.proto: "When used in a `0.3` bundle … form (3) MUST be used", a single certificate.
pub(super) fn chain_allowed(version: BundleVersion, at: Place<'_>) -> Result<(), BundleError> {
    match version {
        BundleVersion::V0_1 | BundleVersion::V0_2 | BundleVersion::Assembled => Ok(()),
        BundleVersion::V0_3 => {
            Err(rule(at, "version 0.3 has one certificate instead of a chain", SIGN_AGAIN, BUNDLE_PROTO))
        }
    }
}

/// No root, but where clients of version 0.1 put it: last.
///
/// sigstore_bundle.proto: "Signers MUST NOT include root CA certificates in bundles"; "Verifiers SHOULD handle old or
/// non-complying bundles … by either ignoring them or …". npm's of 2023 have leaf, intermediate, root: there it is kept,
/// anchors nothing, and is refused in the end if it is not one of the trusted root's own.
pub(super) fn root_last_if_any(
    version: BundleVersion,
    chain: &[Certificate],
    at: Place<'_>,
) -> Result<(), BundleError> {
    let tolerated = match (version, chain) {
        // cosign writes the root last too, beside the layers of an image.
        (BundleVersion::V0_1 | BundleVersion::Assembled, [_, .., _]) => chain.len() - 1,
        _ => chain.len(),
    };
    match chain.iter().take(tolerated).position(Certificate::is_self_issued) {
        // The bundle's first certificate is its leaf.
        Some(index) => Err(rule(at.index(index + 1), "a root certificate in the bundle", SIGN_AGAIN, BUNDLE_PROTO)),
        None => Ok(()),
    }
}

/// sigstore_rekor.proto: the promise is "required for v0.1 bundles", the proof from v0.2 on.
pub(super) fn entry_complete(
    version: BundleVersion,
    entry: &wire::TlogEntry<'_>,
    at: Place<'_>,
) -> Result<(), BundleError> {
    match version {
        BundleVersion::V0_1 if entry.inclusion_promise.is_none() => {
            let at = at.field("inclusionPromise");
            Err(rule(at, "version 0.1 needs the log's promise (SET) in each log entry", SIGN_AGAIN, REKOR_PROTO))
        }
        BundleVersion::V0_2 | BundleVersion::V0_3 if entry.inclusion_proof.is_none() => {
            let at = at.field("inclusionProof");
            Err(rule(at, "from version 0.2 on each log entry needs an inclusion proof", SIGN_AGAIN, REKOR_PROTO))
        }
        _ => Ok(()),
    }
}

/// sigstore_bundle.proto: with a key hint and an envelope, "the key hints MUST be exactly the same".
pub(super) fn same_hint(hint: Option<&str>, key_id: Option<&str>, at: Place<'_>) -> Result<(), BundleError> {
    match (hint, key_id) {
        (Some(hint), Some(key_id)) if hint != key_id => {
            Err(rule(at, "the envelope's keyid is not the bundle's key hint", TAMPERED, BUNDLE_PROTO))
        }
        _ => Ok(()),
    }
}

/// One log counts an entry once: two with the same index, or the same body, would count it twice.
/// Two logs may well hold the same body.
pub(super) fn entries_distinct(entries: &[Message<wire::TlogEntry<'_>>], at: Place<'_>) -> Result<(), BundleError> {
    // Strict base64 has one text for the same bytes, so equal texts are equal bytes.
    let twins = |a: &wire::TlogEntry<'_>, b: &wire::TlogEntry<'_>| {
        let index = |entry: &wire::TlogEntry<'_>| number(entry.log_index);
        log_of(a) == log_of(b) && (index(a) == index(b) || text(&a.canonicalized_body) == text(&b.canonicalized_body))
    };
    match repeated(entries, twins) {
        Some(index) => Err(rule(at.index(index), "the same log entry twice", TAMPERED, BUNDLE_PROTO)),
        None => Ok(()),
    }
}

fn log_of<'e>(entry: &'e wire::TlogEntry<'_>) -> Option<&'e str> {
    entry.log_id.as_ref().and_then(|id| text(&id.0.key_id))
}

/// The same timestamp twice would be two where the policy demands two.
pub(super) fn timestamps_distinct(
    timestamps: &[Message<wire::SignedTimestamp<'_>>],
    at: Place<'_>,
) -> Result<(), BundleError> {
    match repeated(timestamps, |a, b| text(&a.signed_timestamp) == text(&b.signed_timestamp)) {
        Some(index) => Err(rule(at.index(index), "the same timestamp twice", TAMPERED, BUNDLE_PROTO)),
        None => Ok(()),
    }
}

/// The first element that has a twin before it.
fn repeated<T>(elements: &[Message<T>], twins: impl Fn(&T, &T) -> bool) -> Option<usize> {
    let has_twin = |(index, this): (usize, &Message<T>)| {
        let twin = elements.iter().take(index).any(|earlier| twins(&earlier.0, &this.0));
        twin.then_some(index)
    };
    elements.iter().enumerate().find_map(has_twin)
}
