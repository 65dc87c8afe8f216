use std::borrow::Cow;
use std::ops::Range;

use super::subject::Subject;
use super::wire;
use crate::check::{Code, Explain, Value};
use crate::digest::{Digest, DigestAlgorithm};

/// Subjects in one statement, and digests of one subject; the design's limits.
pub(crate) const MAX_SUBJECTS: usize = 1_024;
pub(super) const MAX_DIGESTS: usize = 32;

/// The payload type of an envelope that carries a statement (in-toto attestation spec v1, envelope).
pub(crate) const PAYLOAD_TYPE: &str = "application/vnd.in-toto+json";

/// Which version of the statement format.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum StatementVersion {
    /// `https://in-toto.io/Statement/v0.1`
    V0_1,
    /// `https://in-toto.io/Statement/v1`
    V1,
}

impl StatementVersion {
    /// The URI that names it.
    pub fn uri(self) -> &'static str {
        match self {
            Self::V0_1 => "https://in-toto.io/Statement/v0.1",
            Self::V1 => "https://in-toto.io/Statement/v1",
        }
    }

    pub(super) fn from_uri(uri: &str) -> Option<Self> {
        [Self::V0_1, Self::V1].into_iter().find(|version| version.uri() == uri)
    }
}

/// An in-toto statement: well-formed and within limits; whose it is and whether it is true is not known by reading it.
#[derive(Clone, Debug)]
pub struct Statement {
    json: Box<str>,
    version: StatementVersion,
    predicate_type: Box<str>,
    predicate: Option<Range<usize>>,
    subjects: Subjects,
}

/// All subjects in three allocations, however many there are.
#[derive(Clone, Default, Debug)]
pub(super) struct Subjects {
    pub(super) records: Vec<SubjectRecord>,
    pub(super) digests: Vec<DigestRecord>,
    /// The names and values that the records point into.
    pub(super) text: String,
}

#[derive(Clone, Debug)]
pub(super) struct SubjectRecord {
    pub(super) name: Option<Range<usize>>,
    pub(super) digests: Range<usize>,
    /// The digests of algorithms that an artifact can be compared by, in the order of [`DigestAlgorithm::ALL`].
    pub(super) known: [Option<Digest>; 3],
}

#[derive(Clone, Debug)]
pub(super) struct DigestRecord {
    pub(super) algorithm: Range<usize>,
    pub(super) value: Range<usize>,
}

/// Why bytes are not a statement.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StatementError {
    /// Not UTF-8, and so not JSON.
    #[error("the statement is not UTF-8")]
    NotUtf8,
    /// Not JSON, or not that of a statement.
    #[error("not an in-toto statement: {0}")]
    Json(#[from] serde_json::Error),
    /// `_type` is not that of a statement.
    #[error("{found:?} is not the type of an in-toto statement")]
    Type {
        /// What is there, cut short.
        found: String,
    },
    /// The predicate has no type.
    #[error("the predicate type is empty")]
    NoPredicateType,
    /// The predicate is not a JSON object.
    #[error("the predicate is not an object")]
    Predicate,
    /// There is no subject.
    #[error("the statement has no subject")]
    NoSubject,
    /// A subject has no digest.
    #[error("subject {index} has no digest")]
    NoDigest {
        /// Which subject, from 0.
        index: usize,
    },
    /// A digest is not hexadecimal of its algorithm's length.
    #[error("the {algorithm} of subject {index} is not {} hexadecimal digits", algorithm.len() * 2)]
    Digest {
        /// Which subject, from 0.
        index: usize,
        /// Which of its digests.
        algorithm: DigestAlgorithm,
    },
    /// More than 1,024 subjects.
    #[error("more than 1024 subjects")]
    TooManySubjects,
    /// More than 32 digests of one subject.
    #[error("subject {index} has more than 32 digests")]
    TooManyDigests {
        /// Which subject, from 0.
        index: usize,
    },
}

impl Explain for StatementError {
    fn code(&self) -> Code {
        match self {
            Self::TooManySubjects | Self::TooManyDigests { .. } => Code::BundleLimit,
            Self::NoSubject | Self::NoDigest { .. } => Code::SubjectMissing,
            Self::Predicate => Code::PredicateMalformed,
            _ => Code::StatementMalformed,
        }
    }

    fn expected(&self) -> Option<Value> {
        match self {
            Self::Type { .. } => Some(StatementVersion::V1.uri().into()),
            Self::Predicate => Some("an object".into()),
            Self::TooManySubjects => Some(Value::Text("at most 1024".into())),
            Self::TooManyDigests { .. } => Some(Value::Text("at most 32".into())),
            _ => None,
        }
    }

    fn found(&self) -> Option<Value> {
        match self {
            Self::Type { found } => Some(found.clone().into()),
            _ => None,
        }
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::NotUtf8 | Self::Json(_) => None,
            Self::Type { .. } => Some("_type".into()),
            Self::NoPredicateType => Some("predicateType".into()),
            Self::Predicate => Some("predicate".into()),
            Self::NoSubject | Self::TooManySubjects => Some("subject".into()),
            Self::NoDigest { index } | Self::TooManyDigests { index } => {
                Some(format!("subject[{index}].digest").into())
            }
            Self::Digest { index, algorithm } => Some(format!("subject[{index}].digest.{algorithm}").into()),
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some("the attestation was made wrongly, by its signer: report it to the artifact's publisher".into())
    }
}

impl Subjects {
    /// Room for what most statements have, so that it is not found piece by piece.
    pub(super) fn with_room() -> Self {
        Self { records: Vec::with_capacity(16), digests: Vec::with_capacity(16), text: String::with_capacity(2_048) }
    }
}

impl Statement {
    /// Reads a statement, v1 or v0.1: no duplicate key at any depth, at most 1,024 subjects of 32 digests, every SHA-2
    /// digest whole. Fields that in-toto does not know are ignored.
    pub fn from_payload(payload: &[u8]) -> Result<Self, StatementError> {
        let json = std::str::from_utf8(payload).map_err(|_| StatementError::NotUtf8)?;
        let wire = wire::parse(json)?;
        let unknown_type = || StatementError::Type { found: wire.type_.chars().take(128).collect() };
        let version = StatementVersion::from_uri(&wire.type_).ok_or_else(unknown_type)?;
        if wire.predicate_type.is_empty() {
            return Err(StatementError::NoPredicateType);
        }
        let subjects = wire.subjects;
        if subjects.records.is_empty() {
            return Err(StatementError::NoSubject);
        }
        let predicate = wire.predicate.map(|raw| object_in(json, raw)).transpose()?;
        let predicate_type = wire.predicate_type.into();
        Ok(Self { json: json.into(), version, predicate_type, predicate, subjects })
    }

    /// Which version of the format it is in.
    pub fn version(&self) -> StatementVersion {
        self.version
    }

    /// What the predicate is; a URI.
    pub fn predicate_type(&self) -> &str {
        &self.predicate_type
    }

    /// The predicate: one JSON object as it was signed, without duplicate keys. in-toto lets a statement have
    /// none, and `null` is none.
    pub fn predicate_json(&self) -> Option<&str> {
        self.json.get(self.predicate.clone()?)
    }

    /// The whole statement, as it was signed.
    pub fn json(&self) -> &str {
        &self.json
    }

    /// What the statement is about; there is at least one subject.
    pub fn subjects(&self) -> impl ExactSizeIterator<Item = Subject<'_>> {
        let subjects = &self.subjects;
        subjects.records.iter().map(move |record| Subject::new(subjects, record))
    }
}

/// Where the predicate stands in the statement; it is an object or an error.
fn object_in(json: &str, raw: &str) -> Result<Range<usize>, StatementError> {
    if !raw.starts_with('{') {
        return Err(StatementError::Predicate);
    }
    // A raw value is borrowed from the text, so the two addresses tell where it stands.
    let start = raw.as_ptr().addr() - json.as_ptr().addr();
    Ok(start..start + raw.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(fields: &str) -> Result<Statement, StatementError> {
        let digest = "ab".repeat(32);
        let subject = format!(r#"[{{"name":"a","digest":{{"sha256":"{digest}"}}}}]"#);
        Statement::from_payload(fields.replace("SUBJECT", &subject).as_bytes())
    }

    const V1: &str = r#""_type":"https://in-toto.io/Statement/v1""#;

    #[test]
    fn the_predicate_is_kept_as_it_was_signed() {
        let statement =
            with(&format!(r#"{{"subject":SUBJECT, "predicate" : {{ "b":1, "a":[2] }},"predicateType":"t",{V1}}}"#));
        let statement = statement.unwrap();
        assert_eq!(statement.predicate_json(), Some(r#"{ "b":1, "a":[2] }"#));
        assert_eq!((statement.predicate_type(), statement.version()), ("t", StatementVersion::V1));
        assert_eq!(statement.subjects().len(), 1);
    }

    #[test]
    fn ghsa_w6c6_c85g_mmv6_a_predicate_that_is_no_object_is_an_error() {
        for predicate in ["1", "\"x\"", "[]", "true"] {
            let read = with(&format!(r#"{{{V1},"subject":SUBJECT,"predicateType":"t","predicate":{predicate}}}"#));
            assert!(matches!(read, Err(StatementError::Predicate)), "{predicate}");
        }
        let none = with(&format!(r#"{{{V1},"subject":SUBJECT,"predicateType":"t"}}"#)).unwrap();
        assert_eq!(none.predicate_json(), None);
        let null = with(&format!(r#"{{{V1},"subject":SUBJECT,"predicateType":"t","predicate":null}}"#)).unwrap();
        assert_eq!(null.predicate_json(), None);
    }

    #[test]
    fn a_statement_says_where_it_is_wrong() {
        let at = |fields: &str| with(fields).unwrap_err().at().map(String::from);
        let subject = |json: &str| at(&format!(r#"{{{V1},"predicateType":"t","subject":{json}}}"#));
        assert_eq!(subject("[]").as_deref(), Some("subject"));
        assert_eq!(subject(r#"[{"digest":{"x":"y"}},{}]"#).as_deref(), Some("subject[1].digest"));
        assert_eq!(subject(r#"[{"digest":{"sha384":"ab"}}]"#).as_deref(), Some("subject[0].digest.sha384"));
        assert_eq!(at(&format!(r#"{{{V1},"subject":SUBJECT,"predicateType":""}}"#)).as_deref(), Some("predicateType"));
        let other = with(r#"{"_type":"https://in-toto.io/Statement/v2","subject":SUBJECT,"predicateType":"t"}"#);
        assert_eq!(other.unwrap_err().at().as_deref(), Some("_type"));
    }

    #[test]
    fn duplicate_keys_are_refused_wherever_they_are() {
        for bad in [
            r#"{TYPE,"subject":SUBJECT,"predicateType":"t","predicateType":"t"}"#,
            r#"{TYPE,"subject":SUBJECT,"predicateType":"t","x":{"a":1,"a":1}}"#,
            r#"{TYPE,"subject":SUBJECT,"predicateType":"t","predicate":{"a":{"b":1,"\u0062":1}}}"#,
            r#"{TYPE,"subject":[{"digest":{"x":"1","x":"1"}}],"predicateType":"t"}"#,
            r#"{TYPE,"subject":[{"digest":{"x":"1"},"digest":{"y":"1"}}],"predicateType":"t"}"#,
        ] {
            let read = with(&bad.replace("TYPE", V1));
            assert!(matches!(read, Err(StatementError::Json(_))), "{bad}: {read:?}");
        }
    }
}
