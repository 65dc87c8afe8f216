//! What is in a file, as a tree of named facts: shown to people as an outline, to programs as JSON.

use std::fmt;
use std::io::{self, Write};

use sealwright::escape;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A fact: words, a number, several of a kind, or named parts in their order.
pub(crate) enum Fact {
    Text(String),
    Number(u64),
    Flag(bool),
    List(Vec<Fact>),
    Parts(Parts),
}

/// Named facts in the order in which they were put.
#[derive(Default)]
pub(crate) struct Parts(Vec<(&'static str, Fact)>);

impl Parts {
    pub(crate) fn of(kind: &str) -> Self {
        Self::default().text("kind", kind)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn put(mut self, name: &'static str, fact: Fact) -> Self {
        self.0.push((name, fact));
        self
    }

    pub(crate) fn text(self, name: &'static str, text: impl fmt::Display) -> Self {
        self.put(name, Fact::Text(text.to_string()))
    }

    pub(crate) fn number(self, name: &'static str, number: u64) -> Self {
        self.put(name, Fact::Number(number))
    }

    pub(crate) fn flag(self, name: &'static str, flag: bool) -> Self {
        self.put(name, Fact::Flag(flag))
    }

    pub(super) fn maybe(self, name: &'static str, text: Option<impl fmt::Display>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self,
        }
    }

    pub(crate) fn parts(self, name: &'static str, parts: Parts) -> Self {
        self.put(name, Fact::Parts(parts))
    }

    pub(crate) fn list(self, name: &'static str, facts: impl IntoIterator<Item = Fact>) -> Self {
        self.put(name, Fact::List(facts.into_iter().collect()))
    }
}

impl From<Parts> for Fact {
    fn from(parts: Parts) -> Self {
        Self::Parts(parts)
    }
}

impl Serialize for Fact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_u64(*number),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::List(facts) => facts.serialize(serializer),
            Self::Parts(parts) => parts.serialize(serializer),
        }
    }
}

impl Serialize for Parts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, fact) in &self.0 {
            map.serialize_entry(name, fact)?;
        }
        map.end()
    }
}

/// Writes the outline: two spaces for each level, a dash for each member of a list.
pub(super) fn outline(parts: &Parts, out: &mut dyn Write) -> io::Result<()> {
    lines(parts, 0, "", out)
}

fn lines(parts: &Parts, depth: usize, first: &str, out: &mut dyn Write) -> io::Result<()> {
    let indent = " ".repeat(depth * 2);
    let width = parts.0.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (index, (name, fact)) in parts.0.iter().enumerate() {
        let mark = if index == 0 { first } else { "" };
        let lead = if mark.is_empty() {
            indent.clone()
        } else {
            format!("{}{mark}", " ".repeat((depth * 2).saturating_sub(2)))
        };
        match fact {
            Fact::Text(text) => writeln!(out, "{lead}{name:<width$}  {}", escape(text))?,
            Fact::Number(number) => writeln!(out, "{lead}{name:<width$}  {number}")?,
            Fact::Flag(flag) => writeln!(out, "{lead}{name:<width$}  {}", if *flag { "yes" } else { "no" })?,
            Fact::Parts(inner) => {
                writeln!(out, "{lead}{name}")?;
                lines(inner, depth + 1, "", out)?;
            }
            Fact::List(facts) if facts.is_empty() => writeln!(out, "{lead}{name:<width$}  none")?,
            Fact::List(facts) => {
                writeln!(out, "{lead}{name}")?;
                facts.iter().try_for_each(|fact| member(fact, depth + 2, out))?;
            }
        }
    }
    Ok(())
}

fn member(fact: &Fact, depth: usize, out: &mut dyn Write) -> io::Result<()> {
    let lead = " ".repeat((depth * 2).saturating_sub(2));
    match fact {
        Fact::Parts(parts) => lines(parts, depth, "- ", out),
        Fact::Text(text) => writeln!(out, "{lead}- {}", escape(text)),
        Fact::Number(number) => writeln!(out, "{lead}- {number}"),
        Fact::Flag(flag) => writeln!(out, "{lead}- {flag}"),
        Fact::List(facts) => facts.iter().try_for_each(|fact| member(fact, depth, out)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_an_outline_and_an_object() {
        let one = Parts::default().text("id", "a").number("index", 7);
        let facts = Parts::of("thing").list("entries", [one.into()]).list("none", []).flag("ok", true);
        let mut text = Vec::new();
        outline(&facts, &mut text).unwrap();
        let expected = "kind     thing\nentries\n  - id     a\n    index  7\nnone     none\nok       yes\n";
        assert_eq!(String::from_utf8(text).unwrap(), expected);
        let json = serde_json::to_string(&facts).unwrap();
        assert_eq!(json, r#"{"kind":"thing","entries":[{"id":"a","index":7}],"none":[],"ok":true}"#);
    }
}
