//! PyPI's attestations: PEP 740, "Attestation objects" and "Provenance objects".

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::error::AttestationError;
use super::limits::MAX_ATTESTATIONS;
use super::model::{Attestation, AttestationKind, Publisher};
use super::read::{self, Item};
use crate::bundle::form::{FormError, bytes, elements, missing, required, required_text};
use crate::bundle::limits::{MAX_BUNDLE, MAX_CERTIFICATE, MAX_ENTRIES};
use crate::bundle::place::Place;
use crate::bundle::proto::{Message, Number, Repeated, Text, number};
use crate::bundle::wire::{Many, Maybe, TlogEntry};
use crate::bundle::{Bundle, Material, Parts, entries};
use crate::dsse::{Envelope, EnvelopeSignature};
use crate::intoto::PAYLOAD_TYPE;
use crate::x509::Certificate;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireAttestation<'a> {
    version: Option<Number>,
    #[serde(borrow)]
    verification_material: Maybe<WireMaterial<'a>>,
    #[serde(borrow)]
    envelope: Maybe<WireEnvelope<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireMaterial<'a> {
    #[serde(borrow)]
    certificate: Option<Text<'a>>,
    #[serde(borrow)]
    transparency_entries: Many<TlogEntry<'a>, MAX_ENTRIES>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireEnvelope<'a> {
    #[serde(borrow)]
    statement: Option<Text<'a>>,
    #[serde(borrow)]
    signature: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct WireProvenance<'a> {
    version: Option<Number>,
    #[serde(borrow)]
    attestation_bundles: Repeated<Message<Group<'a>>, MAX_ATTESTATIONS>,
}

#[derive(Deserialize)]
struct Group<'a> {
    #[serde(borrow)]
    publisher: Maybe<BTreeMap<String, &'a RawValue>>,
    #[serde(borrow)]
    attestations: Option<Repeated<&'a RawValue, MAX_ATTESTATIONS>>,
}

/// Every attestation of a provenance object, with the publisher that stands beside it.
pub(super) fn provenance(text: &str) -> Result<Vec<Item>, AttestationError> {
    let wire: WireProvenance<'_> = read::message(text)?;
    first_version(wire.version)?;
    let mut items = Vec::new();
    for (outer, group) in wire.attestation_bundles.0.iter().enumerate() {
        let place = |rest: String| format!("attestation_bundles[{outer}]{rest}");
        let publisher = publisher(&group.0).map_err(|error| error.inside(place(String::new())))?;
        let publisher = Arc::new(publisher);
        for (inner, raw) in elements(&group.0.attestations).iter().enumerate() {
            if items.len() > MAX_ATTESTATIONS {
                return Ok(items);
            }
            let read = attestation(raw.get());
            let read = read.map(|read| Attestation { publisher: Some(Arc::clone(&publisher)), ..read });
            items.push(read.map_err(|error| error.inside(place(format!(".attestations[{inner}]")))));
        }
    }
    Ok(items)
}

/// PEP 740: "publisher: a JSON object, containing information about the Trusted Publisher", `kind` at least.
fn publisher(group: &Group<'_>) -> Result<Publisher, AttestationError> {
    let at = Place::ROOT.field("publisher");
    let wire = required(&group.publisher, at)?;
    // What is no text (`claims`, or null) is not shown.
    let texts = wire.iter().filter_map(|(name, raw)| {
        let text: String = serde_json::from_str(raw.get()).ok()?;
        Some((Box::<str>::from(name.as_str()), Box::<str>::from(text)))
    });
    let (kind, fields): (Vec<_>, Vec<_>) = texts.partition(|(name, _)| &**name == "kind");
    let kind = kind.into_iter().next().ok_or_else(|| missing(at.field("kind")))?.1;
    Ok(Publisher { kind, fields })
}

/// One attestation object, as the parts of a bundle.
pub(super) fn attestation(text: &str) -> Item {
    let wire: WireAttestation<'_> = read::message(text)?;
    first_version(wire.version)?;
    let at = Place::ROOT.field("verification_material");
    let material = required(&wire.verification_material, at)?;
    let at_certificate = at.field("certificate");
    let der = bytes(&material.certificate, MAX_CERTIFICATE, at_certificate)?;
    let leaf = Certificate::from_der(der)
        .map_err(|source| AttestationError::Certificate { at: "verification_material.certificate", source })?;
    let at_entries = at.field("transparency_entries");
    // PEP 740: "transparency_entries … One or more".
    if elements(&material.transparency_entries).is_empty() {
        return Err(missing(at_entries).into());
    }
    let log_entries = entries(elements(&material.transparency_entries), at_entries)?;
    let envelope = envelope(&wire)?;
    let material = Material::Certificate { leaf, chain: Vec::new() };
    let bundle = Bundle::assemble(Parts { material, envelope, log_entries, timestamps: Vec::new() })?;
    Ok(Attestation::new(AttestationKind::Pep740, bundle))
}

/// PEP 740: the statement and its signature are those of a DSSE envelope of in-toto's payload type.
fn envelope(wire: &WireAttestation<'_>) -> Result<Envelope, AttestationError> {
    let at = Place::ROOT.field("envelope");
    let envelope = required(&wire.envelope, at)?;
    let payload = bytes(&envelope.statement, MAX_BUNDLE, at.field("statement"))?;
    required_text(&envelope.signature, at.field("signature"))?;
    let signature = bytes(&envelope.signature, MAX_BUNDLE, at.field("signature"))?;
    Ok(Envelope::new(PAYLOAD_TYPE, payload, vec![EnvelopeSignature { key_id: None, signature }])?)
}

fn first_version(version: Option<Number>) -> Result<(), FormError> {
    match number(version) {
        1 => Ok(()),
        other => Err(FormError::Value { at: "version".to_owned(), expected: "1", found: other.to_string() }),
    }
}
