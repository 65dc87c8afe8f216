//! Answers of attestation services: `{"attestations": [{"bundle": …}]}` of GitHub, and npm's with the predicate's type.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::error::AttestationError;
use super::limits::MAX_ATTESTATIONS;
use super::model::{Attestation, AttestationKind};
use super::read::{self, Item};
use crate::bundle::form::missing;
use crate::bundle::place::Place;
use crate::bundle::proto::{Message, Repeated, Text, shorten};
use crate::bundle::{Bundle, Content};
use crate::intoto::Statement;

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    attestations: Repeated<Message<Entry<'a>>, MAX_ATTESTATIONS>,
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow, rename = "predicateType")]
    predicate_type: Option<Text<'a>>,
    #[serde(borrow)]
    bundle: Option<&'a RawValue>,
}

pub(super) fn each(text: &str) -> Result<Vec<Item>, AttestationError> {
    let answer: Answer<'_> = read::message(text)?;
    let entries = answer.attestations.0.iter().enumerate();
    let read = |(index, entry): (usize, &Message<Entry<'_>>)| {
        attestation(&entry.0).map_err(|error| error.inside(format!("attestations[{index}]")))
    };
    Ok(entries.map(read).collect())
}

fn attestation(entry: &Entry<'_>) -> Result<Attestation, AttestationError> {
    // GitHub may answer with a `bundle_url` instead, which a caller that has a network can follow.
    let raw = entry.bundle.ok_or_else(|| missing(Place::ROOT.field("bundle")))?;
    let bundle = Bundle::from_json(raw.get().as_bytes())?;
    let Some(outer) = &entry.predicate_type else {
        return Ok(Attestation::new(AttestationKind::SigstoreBundle, bundle));
    };
    let outer = outer.as_str();
    let signed = signed_predicate_type(&bundle)?;
    if signed.as_deref() != Some(outer) {
        return Err(AttestationError::Contradiction {
            at: "predicateType".to_owned(),
            rule: "not the predicate type of the signed statement",
            expected: shorten(signed.as_deref().unwrap_or("none: an artifact was signed, and no statement")),
            found: shorten(outer),
        });
    }
    let predicate_type = Some(Box::from(outer));
    Ok(Attestation { predicate_type, ..Attestation::new(AttestationKind::NpmRegistry, bundle) })
}

fn signed_predicate_type(bundle: &Bundle) -> Result<Option<String>, AttestationError> {
    match bundle.content() {
        Content::Message { .. } => Ok(None),
        Content::Envelope(envelope) => {
            Ok(Some(Statement::from_payload(envelope.payload())?.predicate_type().to_owned()))
        }
    }
}
