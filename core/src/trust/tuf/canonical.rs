//! OLPC canonical JSON: what the signatures of TUF metadata cover.
//!
//! Keys in the order of their code points, nothing between tokens, integers only; in strings only `"` and `\` are escaped,
//! so that it is JSON no longer where a string has a control character. RFC 8785 is another canonical form.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

/// The canonical form of one JSON value.
///
/// # Errors
/// Not JSON, more than 128 deep, a key twice in one object, or a number that is no integer of 64 bits.
pub(super) fn canonical(json: &str) -> Result<Vec<u8>, serde_json::Error> {
    let mut out = Vec::with_capacity(json.len());
    let mut deserializer = serde_json::Deserializer::from_str(json);
    Value { out: &mut out }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(out)
}

/// Writes the value that it reads.
struct Value<'o> {
    out: &'o mut Vec<u8>,
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.out.push(b'{');
        let mut members = Vec::new();
        loop {
            let start = self.out.len();
            if map.next_key_seed(Value { out: self.out })?.is_none() {
                break;
            }
            let key = start..self.out.len();
            self.out.push(b':');
            map.next_value_seed(Value { out: self.out })?;
            self.out.push(b',');
            members.push(Member { key, end: self.out.len() });
        }
        sort(self.out, members).map_err(|key| A::Error::custom(format_args!("duplicate key {key}")))?;
        close(self.out, b'}');
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        self.out.push(b'[');
        while seq.next_element_seed(Value { out: self.out })?.is_some() {
            self.out.push(b',');
        }
        close(self.out, b']');
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.out.extend(if value { &b"true"[..] } else { b"false" });
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.out.extend(value.to_string().bytes());
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.out.extend(value.to_string().bytes());
        Ok(())
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        Err(E::custom("a number that is no integer of 64 bits has no canonical form"))
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.out.push(b'"');
        for byte in value.bytes() {
            if matches!(byte, b'"' | b'\\') {
                self.out.push(b'\\');
            }
            self.out.push(byte);
        }
        self.out.push(b'"');
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.out.extend(b"null");
        Ok(())
    }
}

/// Where a member of an object stands in what has been written: `"key":value,`.
struct Member {
    key: Range<usize>,
    end: usize,
}

/// The last comma becomes the bracket; an empty list has none.
fn close(out: &mut Vec<u8>, bracket: u8) {
    if out.last() == Some(&b',') {
        out.pop();
    }
    out.push(bracket);
}

/// Puts the members in the order of their keys. The error is a key that is there twice.
fn sort(out: &mut Vec<u8>, mut members: Vec<Member>) -> Result<(), String> {
    let Some(start) = members.first().map(|first| first.key.start) else { return Ok(()) };
    let was_sorted = members.is_sorted_by(|a, b| compare(out, a, b) == Ordering::Less);
    if was_sorted {
        return Ok(());
    }
    members.sort_by(|a, b| compare(out, a, b));
    let pairs = members.iter().zip(members.iter().skip(1));
    if let Some((twice, _)) = pairs.into_iter().find(|(a, b)| compare(out, a, b) == Ordering::Equal) {
        let key = out.get(twice.key.clone()).unwrap_or_default();
        return Err(String::from_utf8_lossy(key).chars().take(40).collect());
    }
    let written = out.split_off(start);
    for member in members {
        let range = member.key.start.saturating_sub(start)..member.end.saturating_sub(start);
        out.extend(written.get(range).unwrap_or_default());
    }
    Ok(())
}

fn compare(out: &[u8], a: &Member, b: &Member) -> Ordering {
    plain(out, a).cmp(plain(out, b))
}

/// A key without its quotes and escapes. The order of UTF-8 is that of the code points.
fn plain<'o>(out: &'o [u8], member: &Member) -> impl Iterator<Item = u8> + 'o {
    let quoted = out.get(member.key.clone()).unwrap_or_default();
    let key = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
    let mut bytes = key.iter().copied();
    std::iter::from_fn(move || match bytes.next()? {
        b'\\' => bytes.next(),
        byte => Some(byte),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(json: &str) -> String {
        String::from_utf8(canonical(json).unwrap()).unwrap()
    }

    #[test]
    fn keys_are_sorted_at_every_depth_and_nothing_stands_between_tokens() {
        let json = r#" { "b" : [ 1 , { "d" : null , "c" : true } , [ ] ] , "a" : { } , "" : -7, "aa": false } "#;
        assert_eq!(form(json), r#"{"":-7,"a":{},"aa":false,"b":[1,{"c":true,"d":null},[]]}"#);
    }

    #[test]
    fn only_quotes_and_backslashes_are_escaped() {
        assert_eq!(form(r#""a\n\t\u0000\"\\\/\u00e9é""#), "\"a\n\t\0\\\"\\\\/éé\"");
    }

    #[test]
    fn keys_are_sorted_as_they_are_and_not_as_they_are_escaped() {
        // `"` is less than `#`, its escape is not; U+FFFF is less than U+10000, in UTF-16 it is not.
        assert_eq!(form(r##"{"#":1,"\"":2}"##), r##"{"\"":2,"#":1}"##);
        assert_eq!(form("{\"\u{10000}\":1,\"\u{ffff}\":2}"), "{\"\u{ffff}\":2,\"\u{10000}\":1}");
    }

    #[test]
    fn integers_of_64_bits_are_numbers_and_no_others() {
        assert_eq!(
            form("[0,18446744073709551615,-9223372036854775808]"),
            "[0,18446744073709551615,-9223372036854775808]"
        );
        for bad in ["1.0", "1e3", "-0", "18446744073709551616", "0.5"] {
            assert!(canonical(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn duplicate_keys_depth_and_trailing_data_are_refused() {
        for bad in [r#"{"a":1,"a":1}"#, r#"{"b":1,"a":{"c":1,"\u0063":1}}"#, "{} {}", "{", ""] {
            assert!(canonical(bad).is_err(), "{bad}");
        }
        assert!(canonical(&format!("{}{}", "[".repeat(1000), "]".repeat(1000))).is_err());
    }
}
