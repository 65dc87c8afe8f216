//! The statement as it is written in JSON.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::statement::{DigestRecord, MAX_DIGESTS, MAX_SUBJECTS, StatementError, SubjectRecord, Subjects};
use crate::digest::{Digest, DigestAlgorithm};
use crate::encoding::json;

pub(super) struct Wire<'a> {
    pub(super) type_: Cow<'a, str>,
    pub(super) predicate_type: Cow<'a, str>,
    pub(super) predicate: Option<&'a str>,
    pub(super) subjects: Subjects,
}

pub(super) fn parse(text: &str) -> Result<Wire<'_>, StatementError> {
    let mut refused = None;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = Fields { refused: &mut refused }.deserialize(&mut deserializer);
    let fields = match (refused, read) {
        // The rest of the text was not read: what it says does not matter any more.
        (Some(error), _) => return Err(error),
        (None, read) => read?,
    };
    deserializer.end()?;
    if let Some(predicate) = fields.predicate {
        json::check(predicate)?;
    }
    Ok(fields)
}

/// The statement's own fields, each read where it stands; what is unknown is checked for duplicate keys and ignored.
struct Fields<'s> {
    refused: &'s mut Refused,
}

impl<'de> DeserializeSeed<'de> for Fields<'_> {
    type Value = Wire<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Wire<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Fields<'_> {
    type Value = Wire<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an in-toto statement")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Wire<'de>, A::Error> {
        let (mut type_, mut predicate_type, mut predicate, mut subjects) = (None, None, None, None);
        let mut unknown = Unknown::default();
        while let Some(Text(key)) = map.next_key()? {
            let duplicate = match &*key {
                "_type" => type_.replace(map.next_value::<Text<'de>>()?.0).is_some(),
                "predicateType" => predicate_type.replace(map.next_value::<Text<'de>>()?.0).is_some(),
                // in-toto v1: optional. PyPI's publish attestations (PEP 740) write null for it.
                "predicate" => predicate.replace(map.next_value::<Option<&'de RawValue>>()?).is_some(),
                "subject" => {
                    let mut list = Subjects::with_room();
                    map.next_value_seed(List { subjects: &mut list, refused: self.refused })?;
                    subjects.replace(list).is_some()
                }
                _ => {
                    map.next_value_seed(json::Ignored)?;
                    !unknown.insert(key)
                }
            };
            if duplicate {
                return Err(A::Error::custom(DUPLICATE));
            }
        }
        Ok(Wire {
            type_: type_.ok_or_else(|| A::Error::missing_field("_type"))?,
            predicate_type: predicate_type.ok_or_else(|| A::Error::missing_field("predicateType"))?,
            predicate: predicate.flatten().map(RawValue::get),
            subjects: subjects.ok_or_else(|| A::Error::missing_field("subject"))?,
        })
    }
}

const DUPLICATE: &str = "duplicate key, or more unknown ones than any object has";

/// The keys of one object that nobody knows: in-toto says to ignore them, JSON without duplicates to remember them.
#[derive(Default)]
struct Unknown<'de>(Vec<Cow<'de, str>>);

impl<'de> Unknown<'de> {
    /// Whether the key is new; an object has room for 64.
    fn insert(&mut self, key: Cow<'de, str>) -> bool {
        let fresh = self.0.len() < 64 && !self.0.contains(&key);
        self.0.push(key);
        fresh
    }
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
        let (mut named, mut digested) = (false, false);
        let mut unknown = Unknown::default();
        while let Some(Text(key)) = map.next_key()? {
            let duplicate = match &*key {
                "name" => {
                    // in-toto v1: a name is optional, and some writers put null where they have none.
                    let name: Option<Text<'de>> = map.next_value()?;
                    record.name = name.map(|Text(name)| keep(&mut subjects.text, &name));
                    std::mem::replace(&mut named, true)
                }
                "digest" => {
                    let known = &mut record.known;
                    map.next_value_seed(DigestSet { subjects, refused, index, known })?;
                    record.digests = first..subjects.digests.len();
                    std::mem::replace(&mut digested, true)
                }
                _ => {
                    map.next_value_seed(json::Ignored)?;
                    !unknown.insert(key)
                }
            };
            if duplicate {
                return Err(A::Error::custom(DUPLICATE));
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
        let first = subjects.digests.len();
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
            let earlier = subjects.digests.get(first..).unwrap_or_default();
            if earlier.iter().any(|digest| subjects.text.get(digest.algorithm.clone()) == Some(&*name)) {
                return Err(A::Error::custom(DUPLICATE));
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
