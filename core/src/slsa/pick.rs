//! Takes a few values out of a JSON text in one pass, without building the rest of it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// What to take, by JSON pointers (RFC 6901, without escapes); made once and used for many texts.
#[derive(Clone, Default, Debug)]
pub(super) struct Plan {
    root: Node,
    slots: usize,
}

#[derive(Clone, Default, Debug)]
struct Node {
    children: BTreeMap<Box<str>, Node>,
    /// Where its value goes; then nothing is taken from inside of it.
    value: Option<usize>,
    /// Where the names of its members go.
    members: Option<usize>,
}

/// The place of a value, or of the names of an object's members, in [`Picked`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Slot(usize);

/// What a plan found in one text.
#[derive(Debug)]
pub(super) struct Picked<'a> {
    values: Vec<Option<&'a RawValue>>,
    members: Vec<(usize, Cow<'a, str>)>,
}

impl Plan {
    /// Also takes the value at this pointer; the same pointer has the same slot.
    pub(super) fn value(&mut self, pointer: &str) -> Slot {
        let next = self.slots;
        let slot = *self.node(pointer).value.get_or_insert(next);
        self.slots = self.slots.max(slot + 1);
        Slot(slot)
    }

    /// Also takes the names of the members of the object at this pointer.
    pub(super) fn members(&mut self, pointer: &str) -> Slot {
        let next = self.slots;
        let slot = *self.node(pointer).members.get_or_insert(next);
        self.slots = self.slots.max(slot + 1);
        Slot(slot)
    }

    fn node(&mut self, pointer: &str) -> &mut Node {
        let names = pointer.split('/').skip(1);
        names.fold(&mut self.root, |node, name| node.children.entry(name.into()).or_default())
    }

    /// Takes it all out of one text.
    pub(super) fn pick<'a>(&self, json: &'a str) -> Result<Picked<'a>, serde_json::Error> {
        let mut picked = Picked { values: vec![None; self.slots], members: Vec::new() };
        let mut deserializer = serde_json::Deserializer::from_str(json);
        Walk { node: &self.root, picked: &mut picked }.deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(picked)
    }
}

impl<'a> Picked<'a> {
    /// The text of a string; a number or a truth value as it is written. Nothing for what is missing, null, or no scalar.
    pub(super) fn text(&self, slot: Slot) -> Option<Cow<'a, str>> {
        self.raw(slot).and_then(text)
    }

    /// A value as it is written.
    pub(super) fn raw(&self, slot: Slot) -> Option<&'a str> {
        self.values.get(slot.0).copied().flatten().map(RawValue::get)
    }

    /// The names of an object's members; none if there is no such object.
    pub(super) fn members(&self, slot: Slot) -> impl Iterator<Item = &str> {
        self.members.iter().filter(move |(of, _)| *of == slot.0).map(|(_, name)| &**name)
    }
}

fn text(raw: &str) -> Option<Cow<'_, str>> {
    match raw.as_bytes().first()? {
        b'"' => serde_json::from_str::<Text<'_>>(raw).ok().map(|text| text.0),
        b'{' | b'[' | b'n' => None,
        _ => Some(Cow::Borrowed(raw)),
    }
}

/// A string that is borrowed where it has no escapes.
#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// A value of an object whose scalars are compared as texts; everything else is nothing.
#[derive(serde::Deserialize)]
#[serde(transparent)]
pub(super) struct Scalar<'a>(#[serde(borrow, deserialize_with = "scalar")] Option<Cow<'a, str>>);

impl Scalar<'_> {
    pub(super) fn text(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

fn scalar<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Cow<'de, str>>, D::Error> {
    <&RawValue>::deserialize(deserializer).map(|raw| text(raw.get()))
}

struct Walk<'p, 'a> {
    node: &'p Node,
    picked: &'p mut Picked<'a>,
}

impl<'de> DeserializeSeed<'de> for Walk<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if let Some(slot) = self.node.value {
            let raw = <&RawValue>::deserialize(deserializer)?;
            if let Some(place) = self.picked.values.get_mut(slot) {
                *place = Some(raw);
            }
            return Ok(());
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Text(key)) = map.next_key()? {
            match self.node.children.get(&*key) {
                Some(node) => map.next_value_seed(Walk { node, picked: &mut *self.picked })?,
                None => map.next_value::<IgnoredAny>().map(drop)?,
            }
            if let Some(slot) = self.node.members {
                self.picked.members.push((slot, key));
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let nothing = Node::default();
        for index in 0_u32.. {
            let wanted = if self.node.children.is_empty() { None } else { self.node.children.get(&*index.to_string()) };
            let walk = Walk { node: wanted.unwrap_or(&nothing), picked: &mut *self.picked };
            if seq.next_element_seed(walk)?.is_none() {
                break;
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_taken_by_their_pointers() {
        let mut plan = Plan::default();
        let name = plan.value("/a/name");
        let second = plan.value("/list/1/x");
        let object = plan.value("/a/o");
        let members = plan.members("/a");
        let missing = plan.value("/a/none/deep");
        assert_eq!(plan.value("/a/name"), name);
        let text = r#"{"z":[1,{"y":null}],"a":{"name":"n\u0061","o":{"k": 1},"b":true},"list":[{"x":0},{"x":17},3]}"#;
        let picked = plan.pick(text).unwrap();
        assert_eq!(picked.text(name).as_deref(), Some("na"));
        assert_eq!(picked.text(second).as_deref(), Some("17"));
        assert_eq!((picked.raw(object), picked.text(object)), (Some(r#"{"k": 1}"#), None));
        assert_eq!(picked.members(members).collect::<Vec<_>>(), ["name", "o", "b"]);
        assert!(picked.raw(missing).is_none());
    }

    #[test]
    fn what_is_of_another_kind_than_the_plan_thinks_is_missing() {
        let mut plan = Plan::default();
        let inner = plan.value("/a/b");
        let members = plan.members("/a");
        for text in [r#"{"a":1}"#, r#"{"a":"b"}"#, r#"{"a":["b"]}"#, r#"{"a":null}"#, "[]", "1"] {
            let picked = plan.pick(text).unwrap();
            assert!(picked.raw(inner).is_none() && picked.members(members).next().is_none(), "{text}");
        }
        assert!(plan.pick(r#"{"a":{"b":1}"#).is_err());
    }
}
