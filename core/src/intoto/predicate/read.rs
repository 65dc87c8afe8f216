//! Reading JSON into records in one pass, so that whatever is wrong is named by its place.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::error::PredicateError;
use super::value::Entries;

/// Members of lists and objects in one predicate. The largest real ones (runtime traces, dependencies of whole
/// distributions) have some ten thousand; each may take a few hundred bytes of memory.
pub(in crate::intoto) const MAX_MEMBERS: usize = 100_000;

/// Reads one JSON value, of which it is known that no key is in it twice.
pub(in crate::intoto) fn read<'de, T: Read<'de>>(json: &'de str) -> Result<T, PredicateError> {
    let context = Context { fault: RefCell::default(), room: Cell::new(MAX_MEMBERS) };
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let read = T::read(&context, &mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    read.map_err(|error| context.explain(&error))
}

/// What can be read out of JSON; see `Context` for why this is not `Deserialize`.
pub(in crate::intoto) trait Read<'de>: Sized {
    fn read<D: Deserializer<'de>>(context: &Context, deserializer: D) -> Result<Self, D::Error>;
}

/// What may be absent: null and empty mean the same as absent (in-toto v1, parsing rules).
pub(in crate::intoto) trait Slot<'de>: Sized + Default {
    type Inner: Read<'de>;

    /// The value, and what to keep of it beside it if it reads as nothing, so that it is written as it was.
    fn of(read: Option<Self::Inner>) -> (Self, Option<&'static str>);

    fn is_nothing(&self) -> bool;
}

/// Where reading is, and how much it may still take.
pub(in crate::intoto) struct Context {
    fault: RefCell<Fault>,
    room: Cell<usize>,
}

/// What went wrong; filled while an error goes up, so that reading what is right costs nothing.
#[derive(Default)]
struct Fault {
    /// From the inside out.
    place: Vec<String>,
    kind: Kind,
}

#[derive(Default)]
enum Kind {
    #[default]
    Wrong,
    Missing,
    Full,
    Rule(&'static str),
}

/// A rule of a specification that no type says: the field, and what it must be.
pub(in crate::intoto) struct Broken {
    pub(in crate::intoto) field: &'static str,
    pub(in crate::intoto) expected: &'static str,
}

impl Context {
    /// The next key of an object.
    pub(in crate::intoto) fn key<'de, A: MapAccess<'de>>(
        &self,
        map: &mut A,
    ) -> Result<Option<Cow<'de, str>>, A::Error> {
        Ok(map.next_key::<Text<'de>>()?.map(|Text(key)| key))
    }

    /// The value of that key.
    pub(in crate::intoto) fn value<'de, T: Read<'de>, A: MapAccess<'de>>(
        &self,
        key: &str,
        map: &mut A,
    ) -> Result<T, A::Error> {
        map.next_value_seed(Seed::new(self)).map_err(|error| self.through_field(key, error))
    }

    /// The value of that key, which might as well be absent.
    pub(in crate::intoto) fn slot<'de, S: Slot<'de>, A: MapAccess<'de>>(
        &self,
        key: &str,
        map: &mut A,
    ) -> Result<(S, Option<&'static str>), A::Error> {
        let maybe: Maybe<S::Inner> = self.value(key, map)?;
        Ok(S::of(maybe.0))
    }

    /// That a key is not there.
    pub(in crate::intoto) fn missing<E: serde::de::Error>(&self, key: &'static str) -> E {
        self.fault.borrow_mut().kind = Kind::Missing;
        self.through_field(key, E::missing_field(key))
    }

    /// That a rule does not hold.
    pub(in crate::intoto) fn broken<E: serde::de::Error>(&self, broken: &Broken) -> E {
        self.fault.borrow_mut().kind = Kind::Rule(broken.expected);
        self.through_field(broken.field, E::custom(broken.expected))
    }

    /// Room for one member more.
    pub(in crate::intoto) fn take_room<E: serde::de::Error>(&self) -> Result<(), E> {
        let left = self.room.get().checked_sub(1).ok_or_else(|| {
            self.fault.borrow_mut().kind = Kind::Full;
            E::custom("too many members")
        })?;
        self.room.set(left);
        Ok(())
    }

    pub(in crate::intoto) fn through_field<E>(&self, key: &str, error: E) -> E {
        let key: String = key.chars().take(100).collect();
        self.fault.borrow_mut().place.push(format!(".{key}"));
        error
    }

    fn through_index<E>(&self, index: usize, error: E) -> E {
        self.fault.borrow_mut().place.push(format!("[{index}]"));
        error
    }

    fn explain(&self, error: &serde_json::Error) -> PredicateError {
        let fault = self.fault.take();
        let at = fault.place.iter().rev().fold("predicate".to_owned(), |place, step| place + step);
        match fault.kind {
            Kind::Missing => PredicateError::Missing { at },
            Kind::Full => PredicateError::TooManyMembers { at },
            Kind::Rule(expected) => PredicateError::Rule { at, expected },
            Kind::Wrong => {
                let words = error.to_string();
                let reason = words.rsplit_once(" at line ").map_or(words.as_str(), |(reason, _)| reason);
                PredicateError::Malformed { at, reason: reason.to_owned() }
            }
        }
    }
}

/// Reads a `T` where serde wants a seed.
pub(in crate::intoto) struct Seed<'c, T>(&'c Context, PhantomData<T>);

impl<'c, T> Seed<'c, T> {
    pub(in crate::intoto) fn new(context: &'c Context) -> Self {
        Self(context, PhantomData)
    }
}

impl<'de, T: Read<'de>> DeserializeSeed<'de> for Seed<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(self.0, deserializer)
    }
}

/// A value or null.
struct Maybe<T>(Option<T>);

impl<'de, T: Read<'de>> Read<'de> for Maybe<T> {
    fn read<D: Deserializer<'de>>(context: &Context, deserializer: D) -> Result<Self, D::Error> {
        struct MaybeVisitor<'c, T>(&'c Context, PhantomData<T>);
        impl<'de, T: Read<'de>> Visitor<'de> for MaybeVisitor<'_, T> {
            type Value = Maybe<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value or null")
            }
            fn visit_unit<E>(self) -> Result<Maybe<T>, E> {
                Ok(Maybe(None))
            }
            fn visit_none<E>(self) -> Result<Maybe<T>, E> {
                Ok(Maybe(None))
            }
            fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Maybe<T>, D::Error> {
                T::read(self.0, deserializer).map(|value| Maybe(Some(value)))
            }
        }
        deserializer.deserialize_option(MaybeVisitor(context, PhantomData))
    }
}

impl<'de, T: Read<'de>> Slot<'de> for Option<T> {
    type Inner = T;

    fn of(read: Option<T>) -> (Self, Option<&'static str>) {
        let kept = read.is_none().then_some("null");
        (read, kept)
    }

    fn is_nothing(&self) -> bool {
        self.is_none()
    }
}

impl<'de, T: Read<'de>> Slot<'de> for Vec<T> {
    type Inner = Self;

    fn of(read: Option<Self>) -> (Self, Option<&'static str>) {
        let kept = read.as_ref().map_or(Some("null"), |list| list.is_empty().then_some("[]"));
        (read.unwrap_or_default(), kept)
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl<'de, T: Read<'de>> Slot<'de> for Entries<T> {
    type Inner = Self;

    fn of(read: Option<Self>) -> (Self, Option<&'static str>) {
        let kept = read.as_ref().map_or(Some("null"), |entries| entries.is_empty().then_some("{}"));
        (read.unwrap_or_default(), kept)
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl<'de> Read<'de> for String {
    fn read<D: Deserializer<'de>>(_: &Context, deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

impl<'de> Read<'de> for bool {
    fn read<D: Deserializer<'de>>(_: &Context, deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

impl<'de, T: Read<'de>> Read<'de> for Vec<T> {
    fn read<D: Deserializer<'de>>(context: &Context, deserializer: D) -> Result<Self, D::Error> {
        struct ListVisitor<'c, T>(&'c Context, PhantomData<T>);
        impl<'de, T: Read<'de>> Visitor<'de> for ListVisitor<'_, T> {
            type Value = Vec<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
                let context = self.0;
                let mut list = Vec::new();
                loop {
                    let next = seq.next_element_seed(Seed::new(context));
                    let Some(member) = next.map_err(|error| context.through_index(list.len(), error))? else {
                        return Ok(list);
                    };
                    context.take_room()?;
                    list.push(member);
                }
            }
        }
        deserializer.deserialize_seq(ListVisitor(context, PhantomData))
    }
}

impl<'de, T: Read<'de>> Read<'de> for Entries<T> {
    fn read<D: Deserializer<'de>>(context: &Context, deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor<'c, T>(&'c Context, PhantomData<T>);
        impl<'de, T: Read<'de>> Visitor<'de> for EntriesVisitor<'_, T> {
            type Value = Entries<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<T>, A::Error> {
                let context = self.0;
                let mut entries = Entries::default();
                while let Some(key) = context.key(&mut map)? {
                    let value = context.value(&key, &mut map)?;
                    context.take_room()?;
                    entries.push(key.into_owned(), value);
                }
                Ok(entries)
            }
        }
        deserializer.deserialize_map(EntriesVisitor(context, PhantomData))
    }
}

/// Text that is borrowed where it has no escapes.
#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Fails as a value of the wrong kind does.
pub(in crate::intoto) fn wrong<E: serde::de::Error>(found: &str, expected: &'static str) -> E {
    let found: String = found.chars().take(100).collect();
    E::custom(format_args!("invalid value: {found:?}, expected {expected}"))
}
