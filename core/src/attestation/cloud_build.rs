//! Google Cloud Build's provenance, as `gcloud artifacts docker images describe --show-provenance --format json` gives it:
//! for each build the signed envelope, the statement once more for people, and what it is about.
//!
//! The keys of some regions sign the bare payload. That is no DSSE signature, and verifies by no key but one of which the
//! policy says so ([`KeySigns::PayloadDangerous`](crate::KeySigns)).

use serde::Deserialize;
use serde_json::value::RawValue;

use super::envelope;
use super::error::AttestationError;
use super::limits::{MAX_PROVENANCES, MAX_STATEMENT};
use super::model::AttestationKind;
use super::read::{self, Item};
use super::same::difference;
use crate::bundle::form::{FormError, elements, missing, required, required_text};
use crate::bundle::place::Place;
use crate::bundle::proto::{Repeated, Text, shorten};
use crate::bundle::wire::Maybe;
use crate::digest::Digest;
use crate::dsse::Envelope;
use crate::intoto::Statement;

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    image_summary: Maybe<Summary<'a>>,
    #[serde(borrow)]
    provenance_summary: Maybe<Provenances<'a>>,
}

#[derive(Deserialize)]
struct Summary<'a> {
    #[serde(borrow)]
    digest: Option<Text<'a>>,
    #[serde(borrow)]
    fully_qualified_digest: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Provenances<'a> {
    #[serde(borrow)]
    provenance: Option<Repeated<&'a RawValue, MAX_PROVENANCES>>,
}

#[derive(Deserialize)]
struct Provenance<'a> {
    #[serde(borrow)]
    build: Maybe<Build<'a>>,
    #[serde(borrow)]
    kind: Option<Text<'a>>,
    #[serde(borrow, rename = "resourceUri")]
    resource_uri: Option<Text<'a>>,
    #[serde(borrow)]
    envelope: Option<&'a RawValue>,
}

/// The statement for people; which name it has depends on the version of the provenance.
#[derive(Deserialize)]
struct Build<'a> {
    #[serde(borrow, rename = "intotoStatement")]
    v0_1: Option<&'a RawValue>,
    #[serde(borrow, rename = "inTotoSlsaProvenanceV1")]
    v1: Option<&'a RawValue>,
}

pub(super) fn each(text: &str) -> Result<Vec<Item>, AttestationError> {
    let answer: Answer<'_> = read::message(text)?;
    let at = Place::ROOT.field("provenance_summary");
    let at_image = Place::ROOT.field("image_summary");
    let summary = required(&answer.image_summary, at_image)?;
    let provenances = elements(&required(&answer.provenance_summary, at)?.provenance);
    if provenances.is_empty() {
        return Err(missing(at.field("provenance")).into());
    }
    let mut items = Vec::new();
    for (index, raw) in provenances.iter().enumerate() {
        let place = || format!("provenance_summary.provenance[{index}]");
        match provenance(raw.get(), summary) {
            Ok(found) => items.extend(found.into_iter().map(|item| item.map_err(|error| error.inside(place())))),
            Err(error) => items.push(Err(error.inside(place()))),
        }
    }
    Ok(items)
}

fn provenance(text: &str, summary: &Summary<'_>) -> Result<Vec<Item>, AttestationError> {
    let wire: Provenance<'_> = read::message(text)?;
    let kind = required_text(&wire.kind, Place::ROOT.field("kind"))?;
    if kind != "BUILD" {
        let found = shorten(kind);
        return Err(FormError::Value { at: "kind".to_owned(), expected: "BUILD", found }.into());
    }
    let sealed = wire.envelope.ok_or_else(|| missing(Place::ROOT.field("envelope")))?.get();
    // An envelope that cannot be read at all says so for itself.
    let Some(payload) = payload(sealed) else { return envelope::each(sealed, AttestationKind::CloudBuild) };
    let statement = Statement::from_payload(payload.payload())?;
    says_the_same(&wire, &statement)?;
    about_its_subject(&wire, summary, &statement)?;
    envelope::each(sealed, AttestationKind::CloudBuild)
}

/// The payload that all signatures share, from the first that can be read.
fn payload(sealed: &str) -> Option<Envelope> {
    let each = Envelope::each_from_json(sealed.as_bytes()).ok()?;
    each.into_iter().find_map(Result::ok).map(|sealed| sealed.envelope)
}

/// People read the text and believe that it was signed.
fn says_the_same(wire: &Provenance<'_>, statement: &Statement) -> Result<(), AttestationError> {
    let at = Place::ROOT.field("build");
    let build = required(&wire.build, at)?;
    let named = [("build.intotoStatement", build.v0_1), ("build.inTotoSlsaProvenanceV1", build.v1)];
    let texts = named.into_iter().filter_map(|(name, raw)| raw.map(|raw| (name, raw.get())));
    let mut compared = false;
    for (at, text) in texts {
        if text.len().max(statement.json().len()) > MAX_STATEMENT {
            return Err(FormError::Limit { at: at.to_owned(), what: "bytes", limit: MAX_STATEMENT }.into());
        }
        let read =
            |json: &str| serde_json::from_str(json).map_err(|error| crate::bundle::form::unreadable(json, &error));
        if let Some(path) = difference(read(text)?, read(statement.json())?) {
            return Err(AttestationError::Contradiction {
                at: if path.is_empty() { at.to_owned() } else { format!("{at}.{path}") },
                rule: "the text says something else than the signed statement",
                expected: "what was signed".to_owned(),
                found: "another value".to_owned(),
            });
        }
        compared = true;
    }
    if compared { Ok(()) } else { Err(missing(at.field("intotoStatement")).into()) }
}

/// What is said about the image beside the statement names one of its subjects.
fn about_its_subject(
    wire: &Provenance<'_>,
    summary: &Summary<'_>,
    statement: &Statement,
) -> Result<(), AttestationError> {
    let facts = [
        ("resourceUri", &wire.resource_uri, true),
        ("image_summary.digest", &summary.digest, false),
        ("image_summary.fully_qualified_digest", &summary.fully_qualified_digest, true),
    ];
    for (at, text, qualified) in facts {
        let text = text.as_ref().map_or("", Text::as_str);
        let named = if qualified { text.rsplit_once('@').map(|split| split.1) } else { Some(text) };
        let named: Option<Digest> = named.and_then(|digest| digest.parse().ok());
        let subjects = || statement.subjects().flat_map(|subject| subject.known_digests());
        if named.is_none_or(|named| !subjects().any(|subject| subject == named)) {
            let expected = subjects().next().map_or("a digest of a subject".to_owned(), |digest| digest.to_string());
            return Err(AttestationError::OtherSubject { at, expected, found: shorten(text) });
        }
    }
    Ok(())
}
