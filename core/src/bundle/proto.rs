//! Protobuf's JSON, read strictly: <https://protobuf.dev/programming-guides/json/>.
//!
//! Messages are objects and nothing else, no field is unknown or given twice, `null` is absent, a list is bounded while
//! it is read. What the mapping allows beyond that is read too: original field names, 64-bit numbers as text or number,
//! enums by name or number.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// A string, borrowed from the JSON where it has no escapes.
#[derive(Debug)]
pub(crate) struct Text<'a>(pub(crate) Cow<'a, str>);

impl Text<'_> {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is left out and what is empty are the same in proto3.
pub(crate) fn text<'t>(text: &'t Option<Text<'_>>) -> Option<&'t str> {
    text.as_ref().map(Text::as_str).filter(|text| !text.is_empty())
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Strings;
        impl<'de> Visitor<'de> for Strings {
            type Value = Text<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Strings)
    }
}

/// A 64-bit number that cannot be negative where Sigstore uses it: a JSON integer, or its decimal digits in a string.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Number(i64);

impl Number {
    fn new<E: Error>(number: u64) -> Result<Self, E> {
        // The fields are int64 in the schema.
        i64::try_from(number).map(Self).map_err(|_| E::custom("number over 2^63 - 1"))
    }

    /// Never negative.
    pub(crate) fn get(self) -> i64 {
        self.0
    }
}

/// ProtoJSON leaves zero out.
pub(crate) fn number(number: Option<Number>) -> i64 {
    number.unwrap_or_default().get()
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Numbers;
        impl Visitor<'_> for Numbers {
            type Value = Number;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number of 0 to 2^63 - 1")
            }
            fn visit_u64<E: Error>(self, number: u64) -> Result<Number, E> {
                Number::new(number)
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<Number, E> {
                Number::new(u64::try_from(number).map_err(|_| E::custom("negative number"))?)
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Number, E> {
                let decimal = text.bytes().all(|c| c.is_ascii_digit()) && (text.len() == 1 || !text.starts_with('0'));
                match text.parse() {
                    Ok(number) if decimal => Number::new(number),
                    _ if text.starts_with('-') => Err(E::custom("negative number")),
                    _ => Err(E::custom("expected a whole number of 0 to 2^63 - 1 in decimal digits")),
                }
            }
        }
        deserializer.deserialize_any(Numbers)
    }
}

/// An enum's value, by name or by number.
#[derive(Debug)]
pub(crate) enum Choice<'a> {
    Name(Text<'a>),
    Number(u64),
}

impl Choice<'_> {
    /// The row of `table` that the value names: `(number, name, meaning)`.
    pub(crate) fn find<T: Copy>(&self, table: &[(u64, &str, T)]) -> Option<T> {
        let row = table.iter().find(|row| match self {
            Self::Name(name) => row.1 == name.as_str(),
            Self::Number(number) => row.0 == *number,
        });
        row.map(|row| row.2)
    }
}

impl fmt::Display for Choice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(&shorten(name.as_str())),
            Self::Number(number) => number.fmt(f),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Choice<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Choices;
        impl<'de> Visitor<'de> for Choices {
            type Value = Choice<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name or number of an enum value")
            }
            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Choice<'de>, E> {
                Ok(Choice::Name(Text(Cow::Borrowed(name))))
            }
            fn visit_str<E>(self, name: &str) -> Result<Choice<'de>, E> {
                Ok(Choice::Name(Text(Cow::Owned(name.to_owned()))))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Choice<'de>, E> {
                Ok(Choice::Number(number))
            }
        }
        deserializer.deserialize_any(Choices)
    }
}

/// A message: an object. Serde's own structs would also read the array of their fields.
#[derive(Debug)]
pub(crate) struct Message<T>(pub(crate) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Message<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Objects<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Objects<T> {
            type Value = Message<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Message<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Message)
            }
        }
        deserializer.deserialize_map(Objects(PhantomData))
    }
}

/// How the error of a list over its bound begins. Serde's errors are texts; no other one begins like this.
pub(crate) const OVER: &str = "list over its limit of ";

/// Bytes that a list takes with its first element.
const FIRST_ROOM: usize = 768;

/// A repeated field of at most `MAX` elements; reading stops at the next one.
#[derive(Debug)]
pub(crate) struct Repeated<T, const MAX: usize>(pub(crate) Vec<T>);

impl<'de, T: Deserialize<'de>, const MAX: usize> Deserialize<'de> for Repeated<T, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Lists<T, const MAX: usize>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>, const MAX: usize> Visitor<'de> for Lists<T, MAX> {
            type Value = Repeated<T, MAX>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Repeated<T, MAX>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    match items.len() {
                        // Room for a proof's usual hashes at once.
                        0 => items.reserve((FIRST_ROOM / size_of::<T>().max(1)).clamp(1, MAX)),
                        length if length >= MAX => return Err(A::Error::custom(format_args!("{OVER}{MAX}"))),
                        _ => {}
                    }
                    items.push(item);
                }
                Ok(Repeated(items))
            }
        }
        deserializer.deserialize_seq(Lists(PhantomData))
    }
}

/// Enough of a text for an error to show.
pub(crate) fn shorten(text: &str) -> String {
    const SHOWN: usize = 80;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, String> {
        serde_json::from_str(json).map_err(|e| e.to_string())
    }

    #[test]
    fn a_number_is_an_integer_or_its_digits_and_not_negative() {
        for good in ["7", "\"7\"", "0", "\"0\"", "9223372036854775807", "\"9223372036854775807\""] {
            assert!(read::<Number>(good).is_ok(), "{good}");
        }
        for bad in [
            "-1",
            "\"-1\"",
            "1.0",
            "1e3",
            "\"\"",
            "\"+1\"",
            "\"01\"",
            "\" 1\"",
            "\"1e3\"",
            "9223372036854775808",
            "\"9223372036854775808\"",
            "true",
            "null",
            "[1]",
            "\"\\u0661\"",
        ] {
            assert!(read::<Number>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_text_without_escapes_is_borrowed() {
        assert!(matches!(read::<Text<'_>>("\"ab\"").unwrap().0, Cow::Borrowed("ab")));
        assert!(matches!(read::<Text<'_>>("\"a\\n\"").unwrap().0, Cow::Owned(s) if s == "a\n"));
        assert!(read::<Text<'_>>("1").is_err());
    }

    #[test]
    fn a_list_is_read_up_to_its_bound_and_no_further() {
        assert_eq!(read::<Repeated<u8, 2>>("[1,2]").unwrap().0, [1, 2]);
        assert!(read::<Repeated<u8, 2>>("[1,2,3,{}").unwrap_err().starts_with(OVER));
        assert!(read::<Repeated<u8, 2>>("{}").is_err());
    }
}
