//! The statement as it is written in JSON.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::statement::{DigestRecord, MAX_DIGESTS, MAX_SUBJECTS, StatementError, SubjectRecord, Subjects};
use crate::digest::{Digest, DigestAlgorithm};
use crate::encoding::json;

pub(super) struct Wire<'a> {
    pub(super) type_: Cow<'a, str>,
    pub(super) predicate_type: Cow<'a, str>,
    pub(super) predicate: Option<&'a str>,
    pub(super) subjects: Result<Subjects, StatementError>,
}

#[derive(Deserialize)]
struct Fields<'a> {
    #[serde(borrow, rename = "_type")]
    type_: Cow<'a, str>,
    #[serde(borrow, rename = "predicateType")]
    predicate_type: Cow<'a, str>,
    // in-toto v1: optional. PyPI's publish attestations (PEP 740) write null for it.
    #[serde(default, borrow)]
    predicate: Option<&'a RawValue>,
    #[serde(borrow)]
    subject: &'a RawValue,
}

pub(super) fn parse(text: &str) -> Result<Wire<'_>, StatementError> {
    let fields: Fields<'_> = json::from_str(text)?;
    let mut subjects = Subjects::default();
    let mut refused = None;
    let mut deserializer = serde_json::Deserializer::from_str(fields.subject.get());
    let list = List { subjects: &mut subjects, refused: &mut refused };
    let read = list.deserialize(&mut deserializer);
    let subjects = match (refused, read) {
        (Some(error), _) => Err(error),
        (None, Err(error)) => return Err(error.into()),
        (None, Ok(())) => Ok(subjects),
    };
    let predicate = fields.predicate.map(RawValue::get);
    Ok(Wire { type_: fields.type_, predicate_type: fields.predicate_type, predicate, subjects })
}

/// Why reading stopped, said in the statement's own words; the JSON error beside it is only how it stopped.
type Refused = Option<StatementError>;

struct List<'s> {
    subjects: &'s mut Subjects,
    refused: &'s mut Refused,
}

fn stop<E: serde::de::Error>(refused: &mut Refused, error: StatementError) -> E {
    *refused = Some(error);
    E::custom("refused")
}

impl<'de> DeserializeSeed<'de> for List<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of subjects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        loop {
            let subjects = &mut *self.subjects;
            let index = subjects.records.len();
            if index == MAX_SUBJECTS {
                return match seq.next_element::<IgnoredAny>()? {
                    Some(_) => Err(stop(self.refused, StatementError::TooManySubjects)),
                    None => Ok(()),
                };
            }
            if seq.next_element_seed(One { subjects, refused: self.refused, index })?.is_none() {
                return Ok(());
            }
        }
    }
}

struct One<'s> {
    subjects: &'s mut Subjects,
    refused: &'s mut Refused,
    index: usize,
}

impl<'de> DeserializeSeed<'de> for One<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for One<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a subject")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { subjects, refused, index } = self;
        let first = subjects.digests.len();
        let mut record = SubjectRecord { name: None, digests: first..first, known: [None; 3] };
        while let Some(Text(key)) = map.next_key()? {
            match &*key {
                "name" => {
                    // in-toto v1: a name is optional, and some writers put null where they have none.
                    let name: Option<Text<'de>> = map.next_value()?;
                    record.name = name.map(|Text(name)| keep(&mut subjects.text, &name));
                }
                "digest" => {
                    let known = &mut record.known;
                    map.next_value_seed(DigestSet { subjects, refused, index, known })?;
                    record.digests = first..subjects.digests.len();
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        // in-toto attestation spec v1, ResourceDescriptor: a subject has a digest, and it alone is what is matched.
        if record.digests.is_empty() {
            return Err(stop(refused, StatementError::NoDigest { index }));
        }
        subjects.records.push(record);
        Ok(())
    }
}

struct DigestSet<'s> {
    subjects: &'s mut Subjects,
    refused: &'s mut Refused,
    index: usize,
    known: &'s mut [Option<Digest>; 3],
}

impl<'de> DeserializeSeed<'de> for DigestSet<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for DigestSet<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of digests")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { subjects, refused, index, known } = self;
        for count in 1.. {
            let Some((Text(name), Text(value))) = map.next_entry()? else { return Ok(()) };
            if count > MAX_DIGESTS {
                return Err(stop(refused, StatementError::TooManyDigests { index }));
            }
            // in-toto digest_set.md: unknown algorithms are ignored. Those that can be compared must be whole;
            // digits of either case name the same bytes.
            if let Some(algorithm) = DigestAlgorithm::from_name(&name) {
                let digest = Digest::from_hex(algorithm, &value);
                let digest = digest.ok_or_else(|| stop(refused, StatementError::Digest { index, algorithm }))?;
                for (slot, which) in known.iter_mut().zip(DigestAlgorithm::ALL) {
                    if which == algorithm {
                        *slot = Some(digest);
                    }
                }
            }
            let algorithm = keep(&mut subjects.text, &name);
            let value = keep(&mut subjects.text, &value);
            subjects.digests.push(DigestRecord { algorithm, value });
        }
        Ok(())
    }
}

fn keep(text: &mut String, part: &str) -> Range<usize> {
    let start = text.len();
    text.push_str(part);
    start..text.len()
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);
