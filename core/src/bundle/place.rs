//! Where in a JSON text something is: `verificationMaterial.tlogEntries[0].logId`.

use std::fmt;

/// Deeper than any message that is read; hostile depth shall cost neither memory nor a screen.
const SHOWN_DEPTH: usize = 16;

/// A place on the way down a message; costs nothing until it is shown.
#[derive(Clone, Copy)]
pub(crate) struct Place<'p> {
    parent: Option<&'p Place<'p>>,
    step: Step,
}

#[derive(Clone, Copy)]
enum Step {
    Root,
    Field(&'static str),
    Index(usize),
}

impl Place<'_> {
    pub(crate) const ROOT: Place<'static> = Place { parent: None, step: Step::Root };

    pub(crate) fn field(&self, name: &'static str) -> Place<'_> {
        Place { parent: Some(self), step: Step::Field(name) }
    }

    pub(crate) fn index(&self, index: usize) -> Place<'_> {
        Place { parent: Some(self), step: Step::Index(index) }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
        }
        match self.step {
            Step::Root => Ok(()),
            Step::Index(index) => write!(f, "[{index}]"),
            Step::Field(name) if self.parent.is_none_or(|p| matches!(p.step, Step::Root)) => f.write_str(name),
            Step::Field(name) => write!(f, ".{name}"),
        }
    }
}

/// The place at which reading stopped, found by reading again as far as that. For errors alone.
///
/// `line` and `column` are those of a `serde_json::Error`: the text before them is well-formed.
pub(crate) fn place_of(text: &str, line: usize, column: usize) -> String {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let read = text.as_bytes().get(..before + column).unwrap_or(text.as_bytes());
    let mut scan = Scan::default();
    let mut rest = read;
    while let [first, after @ ..] = rest {
        rest = after;
        match first {
            b'{' => scan.enter(Open::Object(String::new())),
            b'[' => scan.enter(Open::Array(0)),
            // What closes last is what the error speaks of: its own name, not its last field's.
            b'}' | b']' => scan.leave(),
            b',' => scan.next(),
            b'"' => {
                let (content, tail) = split_string(after);
                scan.string(content);
                rest = tail;
            }
            b':' => scan.value = true,
            _ => {}
        }
    }
    scan.show()
}

enum Open {
    Object(String),
    Array(usize),
}

#[derive(Default)]
struct Scan {
    open: Vec<Open>,
    /// Open values inside the innermost one that is kept.
    deeper: usize,
    value: bool,
}

impl Scan {
    fn next(&mut self) {
        self.value = false;
        if let Some(Open::Array(index)) = self.open.last_mut() {
            *index += 1;
        }
    }

    fn enter(&mut self, open: Open) {
        self.value = false;
        if self.open.len() < SHOWN_DEPTH { self.open.push(open) } else { self.deeper += 1 }
    }

    fn leave(&mut self) {
        match self.deeper.checked_sub(1) {
            Some(deeper) => self.deeper = deeper,
            None => drop(self.open.pop()),
        }
    }

    fn string(&mut self, content: &[u8]) {
        // A key stays until the next one, so that an error after its value still names it.
        if let Some(Open::Object(key)) = self.open.last_mut()
            && !self.value
        {
            *key = String::from_utf8_lossy(content).chars().take(80).collect();
        }
    }

    fn show(&self) -> String {
        let mut shown = String::new();
        for open in &self.open {
            match open {
                Open::Array(index) => shown.push_str(&format!("[{index}]")),
                Open::Object(key) if !shown.is_empty() && !key.is_empty() => shown.push_str(&format!(".{key}")),
                Open::Object(key) => shown.push_str(key),
            }
        }
        shown
    }
}

/// The inside of a string whose opening quote was just read, and what follows its closing one.
fn split_string(text: &[u8]) -> (&[u8], &[u8]) {
    let mut escaped = false;
    for (at, c) in text.iter().enumerate() {
        match c {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => {
                let (content, tail) = text.split_at_checked(at).unwrap_or_default();
                return (content, tail.get(1..).unwrap_or_default());
            }
            _ => {}
        }
    }
    (text, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_like_the_fields_that_lead_to_it() {
        let material = Place::ROOT.field("verificationMaterial");
        let entries = material.field("tlogEntries");
        assert_eq!(entries.index(3).field("logId").to_string(), "verificationMaterial.tlogEntries[3].logId");
        assert_eq!(Place::ROOT.to_string(), "");
    }

    #[test]
    fn the_place_of_an_error_is_found_in_the_text() {
        let text = "{\"a\": {\"b\": [1, {\"c{\\\"\": 2,\n \"d\": \"x:\", \"e\": 1}]}}";
        let at = |needle: &str| {
            let offset = text.find(needle).unwrap() + needle.len();
            let line = text[..offset].matches('\n').count() + 1;
            let column = offset - text[..offset].rfind('\n').map_or(0, |n| n + 1);
            place_of(text, line, column)
        };
        assert_eq!(at("\"e\""), "a.b[1].e");
        assert_eq!(at("\"x:\""), "a.b[1].d");
        assert_eq!(at("[1"), "a.b[0]");
        assert_eq!(at("1}"), "a.b[1]");
        assert_eq!(at("1}]"), "a.b");
        assert_eq!(place_of("", 0, 0), "");
        assert_eq!(place_of("{\"a\"", 9, 900), "a");
    }
}
