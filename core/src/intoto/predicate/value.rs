//! What fields of predicates hold (in-toto/attestation: spec/v1/field_types.md), kept so that nothing is lost.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::read::{Context, Read, wrong};
use crate::encoding::{base64, json};
use crate::time::UnixTime;

/// Any JSON value, as it is written.
#[derive(Clone, Default)]
pub struct Json(Box<RawValue>);

impl Json {
    /// One JSON value without duplicate keys.
    pub fn new(text: &str) -> Result<Self, serde_json::Error> {
        json::check(text)?;
        serde_json::from_str(text).map(Self)
    }

    /// Text as a JSON string.
    pub fn text(text: &str) -> Self {
        serde_json::value::to_raw_value(text).map(Self).unwrap_or_default()
    }

    /// The value, as it is written.
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    /// The text, if it is a string.
    pub fn to_text(&self) -> Option<String> {
        serde_json::from_str(self.as_str()).ok()
    }

    /// The members, if it is an object.
    pub fn to_entries(&self) -> Option<Entries<Self>> {
        super::read::read(self.as_str()).ok()
    }

    /// The members, if it is a list.
    pub fn to_list(&self) -> Option<Vec<Self>> {
        super::read::read(self.as_str()).ok()
    }

    pub(in crate::intoto) fn written(text: &'static str) -> Self {
        RawValue::from_string(text.to_owned()).map(Self).unwrap_or_default()
    }
}

/// Two values are the same if they are written the same.
impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Read<'de> for Json {
    fn read<D: Deserializer<'de>>(_: &Context, deserializer: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(Self)
    }
}

/// The members of a JSON object, in their order.
#[derive(Clone, PartialEq, Debug)]
pub struct Entries<T>(Vec<(String, T)>);

/// Digests by the algorithm's name, mostly in hexadecimal (spec/v1/digest_set.md).
pub type DigestSet = Entries<String>;

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Entries<T> {
    /// The value of that key.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.iter().find(|(own, _)| *own == key).map(|(_, value)| value)
    }

    /// Puts a value in the place of the one of that key, or at the end.
    pub fn insert(&mut self, key: impl Into<String>, value: T) {
        let key = key.into();
        match self.0.iter_mut().find(|(own, _)| *own == key) {
            Some((_, old)) => *old = value,
            None => self.0.push((key, value)),
        }
    }

    /// Keys and values in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &T)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Without looking whether the key is there: the text was checked for duplicates.
    pub(in crate::intoto) fn push(&mut self, key: String, value: T) {
        self.0.push((key, value));
    }
}

/// The last value of a key counts.
impl<K: Into<String>, T> FromIterator<(K, T)> for Entries<T> {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(entries: I) -> Self {
        let mut made = Self::default();
        entries.into_iter().for_each(|(key, value)| made.insert(key, value));
        made
    }
}

impl<T: Serialize> Serialize for Entries<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

/// A point in time, RFC 3339, as it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Timestamp {
    text: String,
    at: UnixTime,
}

impl Timestamp {
    /// The text as it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// When that is.
    pub fn at(&self) -> UnixTime {
        self.at
    }
}

impl From<UnixTime> for Timestamp {
    fn from(at: UnixTime) -> Self {
        Self { text: at.to_string(), at }
    }
}

/// The beginning of 1970.
impl Default for Timestamp {
    fn default() -> Self {
        Self::from(UnixTime::from_secs(0))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Read<'de> for Timestamp {
    fn read<D: Deserializer<'de>>(_: &Context, deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match UnixTime::parse_rfc3339(&text) {
            Ok(at) => Ok(Self { text, at }),
            Err(_) => Err(wrong(&text, "an RFC 3339 time")),
        }
    }
}

/// Bytes, in base64 as they are written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bytes(String);

impl Bytes {
    /// Bytes, to be written in the standard alphabet.
    pub fn new(bytes: impl AsRef<[u8]>) -> Self {
        Self(base64::encode(bytes))
    }

    /// The base64.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bytes.
    pub fn to_vec(&self) -> Vec<u8> {
        // It was decoded once when it was read.
        base64::decode_either(&self.0).unwrap_or_default()
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Read<'de> for Bytes {
    fn read<D: Deserializer<'de>>(_: &Context, deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match base64::decode_either(&text) {
            Ok(_) => Ok(Self(text)),
            Err(_) => Err(wrong(&text, "base64")),
        }
    }
}

/// A whole number. Writers that follow protobuf's JSON put 64-bit numbers in quotes; so was this one, perhaps.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Integer {
    value: i64,
    quoted: bool,
}

impl Integer {
    /// The number.
    pub fn value(self) -> i64 {
        self.value
    }
}

impl From<i64> for Integer {
    fn from(value: i64) -> Self {
        Self { value, quoted: false }
    }
}

impl Serialize for Integer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.quoted { serializer.collect_str(&self.value) } else { serializer.serialize_i64(self.value) }
    }
}

impl<'de> Read<'de> for Integer {
    fn read<D: Deserializer<'de>>(_: &Context, deserializer: D) -> Result<Self, D::Error> {
        struct IntegerVisitor;
        impl Visitor<'_> for IntegerVisitor {
            type Value = Integer;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number")
            }
            fn visit_i64<E>(self, value: i64) -> Result<Integer, E> {
                Ok(value.into())
            }
            fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Integer, E> {
                i64::try_from(value).map(Integer::from).map_err(|_| E::custom("the number is too large"))
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Integer, E> {
                let value: Option<i64> = text.parse().ok().filter(|value: &i64| value.to_string() == text);
                value.map(|value| Integer { value, quoted: true }).ok_or_else(|| wrong(text, "a whole number"))
            }
        }
        deserializer.deserialize_any(IntegerVisitor)
    }
}

/// Makes an enumeration of the words that a specification lists; another word is an error.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $( $(#[$word_meta:meta])* $variant:ident = $text:literal ),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
        #[non_exhaustive]
        pub enum $name { $( $(#[$word_meta])* $variant, )* }

        impl $name {
            /// The word as it is written.
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $text, )* }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::intoto::predicate::read::Read<'de> for $name {
            fn read<D: serde::Deserializer<'de>>(
                _: &$crate::intoto::predicate::read::Context,
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                match text.as_str() {
                    $( $text => Ok(Self::$variant), )*
                    _ => Err($crate::intoto::predicate::read::wrong(&text, concat!("one of", $( " ", $text ),*))),
                }
            }
        }
    };
}
pub(super) use words;
