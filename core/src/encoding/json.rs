//! JSON as RFC 8259 with what it leaves open closed: no duplicate key, bounded depth, nothing after the value.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

/// Below this many keys an object is searched; above, hashed.
const FEW: usize = 24;

/// Checks that a text is one JSON value without duplicate keys at any depth.
///
/// `serde_json` bounds the depth (128, the design's limit) and refuses trailing data; typed structs refuse their own duplicate
/// fields. This is for what no struct describes: predicates and other free JSON.
pub(crate) fn check(text: &str) -> Result<(), serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Ignored.deserialize(&mut deserializer)?;
    deserializer.end()
}

/// Reads past one value, with [`check`]'s rules: for the fields that a reader does not know.
pub(crate) struct Ignored;

impl<'de> DeserializeSeed<'de> for Ignored {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let keys = RefCell::new(Vec::new());
        Unique { keys: &keys }.deserialize(deserializer)
    }
}

/// Reads one value into `T`, with [`check`] for the parts that `T` ignores or keeps raw.
pub(crate) fn from_str<'de, T: serde::Deserialize<'de>>(text: &'de str) -> Result<T, serde_json::Error> {
    check(text)?;
    serde_json::from_str(text)
}

#[derive(Clone, Copy)]
struct Unique<'k, 'de> {
    // One stack of the keys of every open object, so that no object allocates a set of its own.
    keys: &'k RefCell<Vec<Cow<'de, str>>>,
}

impl<'de> DeserializeSeed<'de> for Unique<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Unique<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let start = self.keys.borrow().len();
        let mut many: Option<HashSet<Cow<'de, str>>> = None;
        while let Some(Key(key)) = map.next_key()? {
            if !self.insert(start, &mut many, key.clone()) {
                return Err(A::Error::custom(format_args!("duplicate key {:?}", shorten(&key))));
            }
            map.next_value_seed(self)?;
        }
        self.keys.borrow_mut().truncate(start);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(self)?.is_some() {}
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

impl<'de> Unique<'_, 'de> {
    fn insert(self, start: usize, many: &mut Option<HashSet<Cow<'de, str>>>, key: Cow<'de, str>) -> bool {
        if let Some(set) = many {
            return set.insert(key);
        }
        let mut keys = self.keys.borrow_mut();
        let open = keys.get(start..).unwrap_or_default();
        if open.contains(&key) {
            return false;
        }
        if open.len() < FEW {
            keys.push(key);
            return true;
        }
        let mut set: HashSet<_> = keys.drain(start..).collect();
        let fresh = set.insert(key);
        *many = Some(set);
        fresh
    }
}

/// An object key, borrowed where it has no escapes.
struct Key<'de>(Cow<'de, str>);

impl<'de> serde::Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(key)))
            }
            fn visit_str<E>(self, key: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(key.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

fn shorten(key: &str) -> String {
    key.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duplicate_key_at_any_depth_is_refused() {
        for good in [r#"{"a":1,"b":{"a":[{"a":1},{"a":2}]}}"#, "[]", "1", r#"{"a":{},"b":{}}"#] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in [r#"{"a":1,"a":1}"#, r#"{"b":[{"a":1,"\u0061":2}]}"#, "{} {}", "{", ""] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_object_of_many_keys_is_checked_in_linear_time() {
        let object = |n: usize, last: &str| {
            let keys: Vec<_> = (0..n).map(|i| format!("\"{i}\":0")).collect();
            format!("{{{},{last}:0}}", keys.join(","))
        };
        let started = std::time::Instant::now();
        assert!(check(&object(200_000, "\"x\"")).is_ok());
        assert!(check(&object(200_000, "\"7\"")).is_err());
        assert!(started.elapsed().as_secs() < 10);
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
        assert!(check(&nested(128 - 1)).is_ok());
        assert!(check(&nested(128 + 1)).is_err());
        assert!(check(&nested(1_000_000)).is_err());
    }
}
