//! What kind of file it is, by what stands outermost in it.

use serde::de::IgnoredAny;

use super::error::AttestationError;
use super::limits::{MAX_ATTESTATIONS, MAX_FILE};
use super::model::{Attestation, AttestationKind};
use super::{answer, cloud_build, envelope, pep740};
use crate::bundle::form::{self, FormError};
use crate::bundle::{Bundle, Outline, Stranger};

pub(super) type Item = Result<Attestation, AttestationError>;

pub(super) fn file(json: &[u8]) -> Result<Vec<Item>, AttestationError> {
    let text = form::utf8(json, MAX_FILE)?;
    let items = if is_lines(text) { lines(text)? } else { document(text)? };
    bounded(items)
}

/// More than one line, of which none but itself makes a JSON value.
fn is_lines(text: &str) -> bool {
    let mut filled = text.lines().filter(|line| !line.trim().is_empty());
    let several = filled.by_ref().nth(1).is_some();
    several
        && serde_json::from_str::<IgnoredAny>(text).is_err()
        && text.lines().any(|line| serde_json::from_str::<Outline>(line).is_ok())
}

fn lines(text: &str) -> Result<Vec<Item>, AttestationError> {
    let mut items = Vec::new();
    for (line, number) in text.lines().zip(1_usize..).filter(|(line, _)| !line.trim().is_empty()) {
        let place = || format!("line {number}");
        match document(line) {
            Ok(found) => items.extend(found.into_iter().map(|item| item.map_err(|error| error.inside(place())))),
            Err(error) => items.push(Err(error.inside(place()))),
        }
        items = bounded(items)?;
    }
    Ok(items)
}

fn bounded(items: Vec<Item>) -> Result<Vec<Item>, AttestationError> {
    match items.len() {
        0..=MAX_ATTESTATIONS => Ok(items),
        _ => Err(FormError::Limit { at: String::new(), what: "attestations", limit: MAX_ATTESTATIONS }.into()),
    }
}

fn document(text: &str) -> Result<Vec<Item>, AttestationError> {
    let outline: Outline = serde_json::from_str(text).map_err(|error| match Stranger::recognize(text) {
        Some(stranger) => AttestationError::Unknown(Some(stranger)),
        None => form::unreadable(text, &error).into(),
    })?;
    let any = |names: &[&str]| names.iter().any(|name| outline.has(name));
    let all = |names: &[&str]| names.iter().all(|name| outline.has(name));
    match () {
        () if any(&["mediaType", "verificationMaterial", "dsseEnvelope", "messageSignature"]) => bundle(text),
        () if all(&["signatures"]) && any(&["payload", "payloadType"]) => {
            envelope::each(text, AttestationKind::Envelope)
        }
        () if any(&["provenance_summary", "image_summary"]) => cloud_build::each(text),
        () if any(&["attestation_bundles"]) => pep740::provenance(text),
        () if all(&["verification_material", "envelope"]) => Ok(vec![pep740::attestation(text)]),
        () if any(&["attestations"]) => answer::each(text),
        () => Err(AttestationError::Unknown(Stranger::of(&outline))),
    }
}

fn bundle(text: &str) -> Result<Vec<Item>, AttestationError> {
    let bundle = Bundle::from_json(text.as_bytes()).map_err(|error| match error {
        crate::bundle::BundleError::NotABundle(stranger) => AttestationError::Unknown(Some(stranger)),
        error => error.into(),
    });
    Ok(vec![bundle.map(|bundle| Attestation::new(AttestationKind::SigstoreBundle, bundle))])
}

/// One JSON value without duplicate keys, read as what a wrapper says.
pub(super) fn message<'a, T: serde::Deserialize<'a>>(text: &'a str) -> Result<T, FormError> {
    crate::encoding::json::check(text).map_err(|error| form::unreadable(text, &error))?;
    form::message(text)
}
