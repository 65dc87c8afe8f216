//! A layer that cosign attached to an image: an envelope, and in the layer's annotations who signed and what the log
//! promised (cosign specs/SIGNATURE_SPEC.md and ATTESTATION_SPEC.md).

use std::collections::BTreeMap;

use serde::Deserialize;

use super::envelope::material;
use super::error::AttestationError;
use super::model::{Attestation, AttestationKind};
use super::read::{self, Item};
use crate::bundle::form::{bytes, required, required_text};
use crate::bundle::limits::{MAX_BUNDLE, MAX_SIGNATURES};
use crate::bundle::place::Place;
use crate::bundle::proto::{Number, Text, number, shorten, text};
use crate::bundle::wire::Maybe;
use crate::bundle::{Bundle, BundleError, FormError, Parts};
use crate::dsse::{Envelope, Sealed};
use crate::encoding::hex;
use crate::timestamp::Timestamp;
use crate::tlog::{LogEntry, LogEntryParts, LogId};

pub(super) const MEDIA_TYPE: &str = "application/vnd.dsse.envelope.v1+json";

const CERTIFICATE: &str = "dev.sigstore.cosign/certificate";
const CHAIN: &str = "dev.sigstore.cosign/chain";
const BUNDLE: &str = "dev.sigstore.cosign/bundle";
const TIMESTAMP: &str = "dev.sigstore.cosign/rfc3161timestamp";

/// What cosign calls a bundle: the log's promise, and what it is about.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Promised<'a> {
    #[serde(borrow, rename = "SignedEntryTimestamp")]
    promise: Option<Text<'a>>,
    #[serde(borrow, rename = "Payload")]
    payload: Maybe<Entry<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry<'a> {
    #[serde(borrow)]
    body: Option<Text<'a>>,
    #[serde(rename = "integratedTime")]
    integrated_time: Option<Number>,
    #[serde(rename = "logIndex")]
    log_index: Option<Number>,
    #[serde(borrow, rename = "logID")]
    log_id: Option<Text<'a>>,
}

/// The fields that every entry's body has, whatever its kind.
#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    kind: Option<Text<'a>>,
    #[serde(borrow, rename = "apiVersion")]
    version: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stamped<'a> {
    #[serde(borrow, rename = "SignedRFC3161Timestamp")]
    timestamp: Option<Text<'a>>,
}

/// The attestation of a layer: its annotations speak of one signature, so its envelope has one.
pub(super) fn layer(envelope: &[u8], annotations: &BTreeMap<String, String>) -> Item {
    let mut each = Envelope::each_from_json(envelope)?.into_iter();
    match (each.next(), each.next()) {
        (Some(only), None) => attestation(only?, annotations),
        _ => {
            let limit = MAX_SIGNATURES;
            Err(FormError::Limit { at: "signatures".to_owned(), what: "in the list", limit }.into())
        }
    }
}

fn attestation(sealed: Sealed, annotations: &BTreeMap<String, String>) -> Item {
    let annotated = |name: &str| annotations.get(name).map(String::as_str).filter(|text| !text.is_empty());
    let certificate = annotated(CERTIFICATE).or(sealed.certificate.as_deref());
    let material = material(&sealed.envelope, certificate, annotated(CHAIN), CERTIFICATE)?;
    let log_entries: Result<Vec<_>, _> = annotated(BUNDLE).map(entry).into_iter().collect();
    let log_entries = log_entries.map_err(|error| error.inside(BUNDLE))?;
    let timestamps: Result<Vec<_>, _> = annotated(TIMESTAMP).map(timestamp).into_iter().collect();
    let timestamps = timestamps.map_err(|error| error.inside(TIMESTAMP))?;
    let bundle = Bundle::assemble(Parts { material, envelope: sealed.envelope, log_entries, timestamps })?;
    Ok(Attestation::new(AttestationKind::CosignLayer, bundle))
}

fn entry(annotation: &str) -> Result<LogEntry, AttestationError> {
    let promised: Promised<'_> = read::message(annotation)?;
    let at = Place::ROOT.field("Payload");
    let entry = required(&promised.payload, at)?;
    let promise = bytes(&promised.promise, MAX_BUNDLE, Place::ROOT.field("SignedEntryTimestamp"))?;
    let at_body = at.field("body");
    let canonical_body = bytes(&entry.body, MAX_BUNDLE, at_body)?;
    let json = std::str::from_utf8(&canonical_body).map_err(|e| FormError::Utf8 { offset: e.valid_up_to() })?;
    let body: Body<'_> = read::message(json)?;
    let mut log_id = [0; 32];
    let at_id = at.field("logID");
    hex::decode_to_slice(required_text(&entry.log_id, at_id)?, &mut log_id).map_err(|_| FormError::Value {
        at: at_id.to_string(),
        expected: "64 hexadecimal digits",
        found: shorten(text(&entry.log_id).unwrap_or_default()),
    })?;
    let parts = LogEntryParts {
        log_index: number(entry.log_index),
        log_id: LogId(log_id),
        kind: required_text(&body.kind, at_body.field("kind"))?,
        version: required_text(&body.version, at_body.field("apiVersion"))?,
        integrated_time: number(entry.integrated_time),
        promise: Some(promise),
        proof: None,
        encoded_body: text(&entry.body).unwrap_or_default(),
        canonical_body: canonical_body.clone(),
    };
    let read = LogEntry::new(parts);
    Ok(read.map_err(|source| BundleError::Entry { at: at.to_string(), source: Box::new(source) })?)
}

fn timestamp(annotation: &str) -> Result<Timestamp, AttestationError> {
    let stamped: Stamped<'_> = read::message(annotation)?;
    let at = Place::ROOT.field("SignedRFC3161Timestamp");
    let der = bytes(&stamped.timestamp, MAX_BUNDLE, at)?;
    let read = Timestamp::from_der(der);
    Ok(read.map_err(|source| BundleError::Timestamp { at: at.to_string(), source })?)
}
