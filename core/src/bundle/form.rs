//! The form of a message's fields, whatever they mean: present, base64, of the right length, not too long.

use std::borrow::Cow;

use serde::Deserialize;

use super::place::{Place, place_of};
use super::proto::{Message, OVER, Repeated, Text, shorten, text};
use crate::check::Value;
use crate::encoding::base64;

/// Why bytes do not have the form of a message in protobuf's JSON.
///
/// `at` is the field, for example `verificationMaterial.tlogEntries[0].logId`; empty for the whole.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FormError {
    /// More of something than there may be.
    #[error("{}more than {limit} {what}", prefix(at))]
    Limit {
        /// The field.
        at: String,
        /// Of what: `bytes`, or elements `in the list`.
        what: &'static str,
        /// What is still accepted.
        limit: usize,
    },
    /// Not UTF-8.
    #[error("not UTF-8 from byte {offset} on")]
    Utf8 {
        /// The first byte that is none.
        offset: usize,
    },
    /// Not JSON; or an unknown field, a field given twice, a value of another type.
    #[error("line {line} column {column}: {}{reason}", prefix(at))]
    Json {
        /// From 1.
        line: usize,
        /// Bytes into the line, from 1.
        column: usize,
        /// The field in which reading stopped.
        at: String,
        /// What stopped it.
        reason: String,
    },
    /// A field that cannot be left out is absent, null or empty.
    #[error("{at} is missing")]
    Missing {
        /// The field.
        at: String,
    },
    /// A field's bytes are not strict base64.
    #[error("{at}: not standard base64 with padding")]
    Base64 {
        /// The field.
        at: String,
    },
    /// A field's bytes have another length than they must.
    #[error("{at}: not {expected} bytes")]
    Length {
        /// The field.
        at: String,
        /// Bytes that it must have.
        expected: usize,
    },
    /// A field has a value that it cannot have.
    #[error("{at}: expected {expected}, found {found:?}")]
    Value {
        /// The field.
        at: String,
        /// What it can be.
        expected: &'static str,
        /// What is there, cut short.
        found: String,
    },
}

fn prefix(at: &str) -> String {
    if at.is_empty() { String::new() } else { format!("{at}: ") }
}

impl FormError {
    pub(crate) fn expected(&self) -> Option<Value> {
        match self {
            Self::Limit { limit, what, .. } => Some(format!("at most {limit} {what}").into()),
            Self::Length { expected, .. } => Some(format!("{expected} bytes").into()),
            Self::Value { expected, .. } => Some((*expected).into()),
            Self::Base64 { .. } => Some("standard base64 with padding, without line breaks".into()),
            Self::Utf8 { .. } | Self::Json { .. } | Self::Missing { .. } => None,
        }
    }

    pub(crate) fn found(&self) -> Option<Value> {
        match self {
            Self::Value { found, .. } => Some(found.clone().into()),
            _ => None,
        }
    }

    pub(crate) fn at(&self) -> Option<Cow<'static, str>> {
        let at = match self {
            Self::Utf8 { offset } => return Some(format!("byte {offset}").into()),
            Self::Json { line, column, at, .. } if at.is_empty() => {
                return Some(format!("line {line} column {column}").into());
            }
            Self::Limit { at, .. }
            | Self::Json { at, .. }
            | Self::Missing { at }
            | Self::Base64 { at }
            | Self::Length { at, .. }
            | Self::Value { at, .. } => at,
        };
        (!at.is_empty()).then(|| at.clone().into())
    }

    pub(crate) fn hint(&self) -> Cow<'static, str> {
        match self {
            Self::Limit { .. } => "no Sigstore client or service makes this: do not trust where it came from",
            Self::Utf8 { .. } => "pass the JSON itself, neither compressed nor in another encoding",
            Self::Json { .. } => "pass the file as its maker wrote it; if another tool rewrote it, fetch it again",
            _ => "the file is damaged, or its maker does not follow the format: fetch it again",
        }
        .into()
    }

    pub(crate) fn spec(&self) -> Option<&'static str> {
        match self {
            Self::Base64 { .. } => Some("RFC 4648 section 4"),
            Self::Utf8 { .. } | Self::Json { .. } => Some("RFC 8259; ProtoJSON"),
            _ => None,
        }
    }
}

/// The bytes as text, unless there are too many.
pub(crate) fn utf8(bytes: &[u8], limit: usize) -> Result<&str, FormError> {
    if bytes.len() > limit {
        return Err(FormError::Limit { at: String::new(), what: "bytes", limit });
    }
    std::str::from_utf8(bytes).map_err(|e| FormError::Utf8 { offset: e.valid_up_to() })
}

/// One message and nothing after it.
pub(crate) fn message<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, FormError> {
    let read: Result<Message<T>, _> = serde_json::from_str(json);
    read.map(|message| message.0).map_err(|error| unreadable(json, &error))
}

pub(crate) fn unreadable(json: &str, error: &serde_json::Error) -> FormError {
    let (line, column) = (error.line(), error.column());
    let at = place_of(json, line, column);
    let full = error.to_string();
    let reason = full.rsplit_once(" at line ").map_or(full.as_str(), |split| split.0);
    // The names that it knows instead are no help.
    let reason = reason.split_once(", expected one of").map_or(reason, |split| split.0);
    match reason.strip_prefix(OVER).map(str::parse) {
        Some(Ok(limit)) => {
            // The place is the first element too many, unless that was the last one.
            let list = at.strip_suffix(']').and_then(|element| element.rsplit_once('['));
            let at = list.map_or(at.as_str(), |split| split.0).to_owned();
            FormError::Limit { at, what: "in the list", limit }
        }
        _ => FormError::Json { line, column, at, reason: shorten(reason) },
    }
}

pub(crate) fn missing(at: Place<'_>) -> FormError {
    FormError::Missing { at: at.to_string() }
}

/// The field's message.
pub(crate) fn required<'m, T>(field: &'m Option<Message<T>>, at: Place<'_>) -> Result<&'m T, FormError> {
    field.as_ref().map(|message| &message.0).ok_or_else(|| missing(at))
}

/// The field's text, not empty.
pub(crate) fn required_text<'t>(field: &'t Option<Text<'_>>, at: Place<'_>) -> Result<&'t str, FormError> {
    text(field).ok_or_else(|| missing(at))
}

/// The field's elements, none if it is left out.
pub(crate) fn elements<T, const MAX: usize>(field: &Option<Repeated<T, MAX>>) -> &[T] {
    field.as_ref().map_or(&[], |list| &list.0)
}

/// The field's bytes, not empty and at most `limit`.
pub(crate) fn bytes(field: &Option<Text<'_>>, limit: usize, at: Place<'_>) -> Result<Vec<u8>, FormError> {
    let text = required_text(field, at)?;
    let padding = text.bytes().rev().take(2).filter(|c| *c == b'=').count();
    if (text.len() / 4 * 3).saturating_sub(padding) > limit {
        return Err(FormError::Limit { at: at.to_string(), what: "bytes", limit });
    }
    base64::decode(text).map_err(|_| FormError::Base64 { at: at.to_string() })
}

/// The field's `N` bytes.
pub(crate) fn array<const N: usize>(field: &Option<Text<'_>>, at: Place<'_>) -> Result<[u8; N], FormError> {
    array_of(required_text(field, at)?, at)
}

pub(crate) fn array_of<const N: usize>(text: &str, at: Place<'_>) -> Result<[u8; N], FormError> {
    base64::decode_array(text).ok_or_else(|| match base64::decode(text) {
        Ok(_) => FormError::Length { at: at.to_string(), expected: N },
        Err(_) => FormError::Base64 { at: at.to_string() },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(text: &str) -> Option<Text<'_>> {
        Some(Text(text.into()))
    }

    #[test]
    fn bytes_at_their_limit_pass_and_one_more_does_not() {
        for length in 1..=7 {
            let encoded = base64::encode(vec![7; length]);
            assert_eq!(bytes(&field(&encoded), length, Place::ROOT).unwrap().len(), length);
            assert!(matches!(bytes(&field(&encoded), length - 1, Place::ROOT), Err(FormError::Limit { .. })));
        }
    }

    #[test]
    fn every_fault_of_a_field_names_it() {
        let at = Place::ROOT.field("key");
        let named = |e: FormError| e.at().unwrap().into_owned();
        assert_eq!(named(bytes(&None, 9, at).unwrap_err()), "key");
        assert_eq!(named(bytes(&field("AA"), 9, at).unwrap_err()), "key");
        assert_eq!(array::<3>(&field("AAAA"), at), Ok([0; 3]));
        assert_eq!(array::<4>(&field("AAAA"), at), Err(FormError::Length { at: "key".into(), expected: 4 }));
        assert_eq!(array::<4>(&field("AA-_"), at), Err(FormError::Base64 { at: "key".into() }));
    }

    #[test]
    fn a_message_that_cannot_be_read_says_where_and_why() {
        #[derive(Deserialize, Debug)]
        #[serde(deny_unknown_fields)]
        #[allow(dead_code)]
        struct Inner {
            a: Option<u8>,
        }
        #[derive(Deserialize, Debug)]
        #[serde(deny_unknown_fields)]
        #[allow(dead_code)]
        struct Outer {
            #[serde(alias = "in_ner")]
            inner: Option<Message<Inner>>,
            list: Option<Repeated<Message<Inner>, 3>>,
        }
        let fault = |json: &str| match message::<Outer>(json) {
            Err(FormError::Json { at, reason, line, .. }) => (at, reason, line),
            other => panic!("{json}: {other:?}"),
        };
        let starts = |json: &str, at: &str, reason: &str| {
            let (found, why, _) = fault(json);
            assert!(found == at && why.starts_with(reason), "{json}: {found} {why}");
        };
        starts(r#"{"inner":{"a":1,"b":2}}"#, "inner.b", "unknown field `b`");
        starts(r#"{"inner":{"a":1,"a":2}}"#, "inner.a", "duplicate field `a`");
        starts(r#"{"inner":{},"in_ner":{}}"#, "in_ner", "duplicate field `inner`");
        starts(r#"{"list":[{"a":1},{"a":"x"}]}"#, "list[1].a", "invalid type: string");
        starts(r#"{"list":[{},null]}"#, "list[1]", "invalid type: null");
        let over = message::<Outer>(r#"{"list":[{},{},{},{"a":1}, nonsense"#);
        assert_eq!(over.unwrap_err(), FormError::Limit { at: "list".into(), what: "in the list", limit: 3 });
        starts(r#"{"inner":[1]}"#, "inner", "invalid type: sequence");
        starts("[]", "", "invalid type: sequence");
        starts("{} {}", "", "trailing characters");
        starts("{\"inner\":", "inner", "EOF");
        assert_eq!(fault("{\n\"inner\":{\n\"a\" 1}}").2, 3);
        assert!(message::<Outer>(r#"{"inner":null,"list":null}"#).is_ok());
    }
}
