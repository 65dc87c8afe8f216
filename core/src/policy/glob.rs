//! The one dialect of globs, matched from end to end in time linear in the text.
//!
//! | pattern | matches |
//! |---|---|
//! | `*` | any run of characters other than `/`, also none |
//! | `**` | any run of characters, also none |
//! | `?` | one character other than `/` |
//! | `[abc]` `[a-z]` | one of these; `]` first and `-` first or last stand for themselves |
//! | `[!abc]` | one character other than these and `/` |
//! | `{a,b*}` | either of the patterns; not nested |
//! | `\*` | the character after the backslash |
//!
//! `[^a]` is refused: half the world reads it as `[!a]`, the other half as `[\^a]`.

use std::fmt;

/// Longer patterns are refused; a state of the machine is a bit of [`States`].
const MAX_STATES: usize = 512;

/// Longer texts match no pattern: no identity or ref is that long, and a hostile one costs no time.
pub(super) const MAX_TEXT: usize = 4096;

/// A parsed glob.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Glob {
    source: Box<str>,
    /// A non-deterministic machine; state `i` goes to `i + 1` when its step takes a character.
    steps: Box<[Step]>,
}

/// Why a text is not a glob.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub(crate) enum GlobError {
    #[error("is empty")]
    Empty,
    #[error("is longer than {MAX_STATES} characters")]
    TooLong,
    #[error("ends in a backslash")]
    Backslash,
    #[error("has a [ without its ]")]
    OpenClass,
    #[error("has [^, which is read in two ways: write [!a] for any but a, [\\^a] for a caret")]
    Caret,
    #[error("has a range that runs backwards")]
    Range,
    #[error("has a {{ without its }}")]
    OpenBrace,
    #[error("has a {{ inside of {{ }}")]
    NestedBrace,
}

#[derive(Clone, PartialEq, Eq)]
enum Step {
    Char(char),
    Any,
    Class {
        negated: bool,
        ranges: Box<[(char, char)]>,
    },
    /// Stays for any character (other than `/`), and goes on for free.
    Run {
        slashes: bool,
    },
    /// Goes on to every one of these for free: the start of braces.
    Fork(Box<[usize]>),
    /// Goes on there for free: the end of one alternative.
    Jump(usize),
}

impl Glob {
    pub(crate) fn new(source: &str) -> Result<Self, GlobError> {
        if source.is_empty() {
            return Err(GlobError::Empty);
        }
        if source.len() > MAX_STATES - 1 {
            return Err(GlobError::TooLong);
        }
        let mut parser = Parser { rest: source.chars().peekable(), steps: Vec::new() };
        parser.sequence()?;
        if parser.steps.len() >= MAX_STATES {
            return Err(GlobError::TooLong);
        }
        Ok(Self { source: source.into(), steps: parser.steps.into() })
    }

    /// Whether the whole text matches.
    pub(crate) fn matches(&self, text: &str) -> bool {
        if text.len() > MAX_TEXT {
            return false;
        }
        let mut now = States::default();
        self.enter(0, &mut now);
        for c in text.chars() {
            let mut next = States::default();
            for (state, step) in self.steps.iter().enumerate() {
                if now.has(state) {
                    match step {
                        Step::Run { slashes } if *slashes || c != '/' => self.enter(state, &mut next),
                        step if step.takes(c) => self.enter(state + 1, &mut next),
                        _ => {}
                    }
                }
            }
            if next.is_empty() {
                return false;
            }
            now = next;
        }
        now.has(self.steps.len())
    }

    /// Adds a state and those that it reaches for free. Free steps only lead forward, so this ends.
    fn enter(&self, state: usize, states: &mut States) {
        if states.has(state) {
            return;
        }
        states.add(state);
        match self.steps.get(state) {
            Some(Step::Run { .. }) => self.enter(state + 1, states),
            Some(Step::Fork(starts)) => starts.iter().for_each(|start| self.enter(*start, states)),
            Some(Step::Jump(to)) => self.enter(*to, states),
            _ => {}
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.source
    }
}

/// The pattern that matches this text alone.
pub(super) fn literal(text: &str) -> String {
    let mut glob = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '?' | '[' | ']' | '{' | '}' | ',' | '\\') {
            glob.push('\\');
        }
        glob.push(c);
    }
    glob
}

impl Step {
    fn takes(&self, c: char) -> bool {
        match self {
            Self::Char(wanted) => *wanted == c,
            Self::Any => c != '/',
            Self::Class { negated: false, ranges } => ranges.iter().any(|(from, to)| (*from..=*to).contains(&c)),
            Self::Class { negated: true, ranges } => {
                c != '/' && !ranges.iter().any(|(from, to)| (*from..=*to).contains(&c))
            }
            Self::Run { .. } | Self::Fork(_) | Self::Jump(_) => false,
        }
    }
}

/// A set of states.
#[derive(Default)]
struct States([u64; MAX_STATES / 64]);

impl States {
    fn has(&self, state: usize) -> bool {
        self.0.get(state / 64).is_some_and(|word| word >> (state % 64) & 1 == 1)
    }

    fn add(&mut self, state: usize) {
        if let Some(word) = self.0.get_mut(state / 64) {
            *word |= 1 << (state % 64);
        }
    }

    fn is_empty(&self) -> bool {
        self.0 == [0; MAX_STATES / 64]
    }
}

struct Parser<'s> {
    rest: std::iter::Peekable<std::str::Chars<'s>>,
    steps: Vec<Step>,
}

impl Parser<'_> {
    fn sequence(&mut self) -> Result<(), GlobError> {
        while let Some(c) = self.rest.next() {
            match c {
                '{' => self.braces()?,
                c => self.one(c)?,
            }
        }
        Ok(())
    }

    /// `a,b}`: a fork to each alternative, and a jump from the end of each to what follows.
    fn braces(&mut self) -> Result<(), GlobError> {
        let fork = self.push(Step::Fork(Box::default()));
        let mut starts = vec![self.steps.len()];
        let mut ends = Vec::new();
        loop {
            match self.rest.next().ok_or(GlobError::OpenBrace)? {
                '{' => return Err(GlobError::NestedBrace),
                '}' => break,
                ',' => {
                    ends.push(self.push(Step::Jump(0)));
                    starts.push(self.steps.len());
                }
                c => self.one(c)?,
            }
        }
        let after = self.steps.len();
        for end in ends {
            self.set(end, Step::Jump(after));
        }
        self.set(fork, Step::Fork(starts.into()));
        Ok(())
    }

    fn one(&mut self, c: char) -> Result<(), GlobError> {
        let step = match c {
            '*' => {
                let mut slashes = false;
                while self.rest.next_if_eq(&'*').is_some() {
                    slashes = true;
                }
                Step::Run { slashes }
            }
            '?' => Step::Any,
            '[' => self.class()?,
            '\\' => Step::Char(self.rest.next().ok_or(GlobError::Backslash)?),
            c => Step::Char(c),
        };
        self.push(step);
        Ok(())
    }

    fn class(&mut self) -> Result<Step, GlobError> {
        if self.rest.peek() == Some(&'^') {
            return Err(GlobError::Caret);
        }
        let negated = self.rest.next_if_eq(&'!').is_some();
        let mut ranges = Vec::new();
        loop {
            let from = match self.rest.next().ok_or(GlobError::OpenClass)? {
                ']' if !ranges.is_empty() => break,
                c => self.member(c)?,
            };
            if self.rest.next_if_eq(&'-').is_none() {
                ranges.push((from, from));
                continue;
            }
            match self.rest.next().ok_or(GlobError::OpenClass)? {
                // A hyphen before the closing bracket stands for itself.
                ']' => {
                    ranges.extend([(from, from), ('-', '-')]);
                    break;
                }
                c => {
                    let to = self.member(c)?;
                    if to < from {
                        return Err(GlobError::Range);
                    }
                    ranges.push((from, to));
                }
            }
        }
        Ok(Step::Class { negated, ranges: ranges.into() })
    }

    fn member(&mut self, c: char) -> Result<char, GlobError> {
        if c == '\\' { self.rest.next().ok_or(GlobError::OpenClass) } else { Ok(c) }
    }

    fn push(&mut self, step: Step) -> usize {
        self.steps.push(step);
        self.steps.len() - 1
    }

    fn set(&mut self, at: usize, step: Step) {
        if let Some(place) = self.steps.get_mut(at) {
            *place = step;
        }
    }
}

impl fmt::Debug for Glob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Glob({:?})", self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 13] = ["a", "b", "^", "!", "-", "]", "*", "\\*", "ab", "a/b", "", "{a,b}", "abc/d/e"];

    /// Which of [`NAMES`] each pattern matches. The rows without `/` and braces agree with Python's `fnmatch`.
    const TABLE: &[(&str, &[&str])] = &[
        ("a", &["a"]),
        ("?", &["a", "b", "^", "!", "-", "]", "*"]),
        ("*", &["a", "b", "^", "!", "-", "]", "*", "\\*", "ab", "", "{a,b}"]),
        ("**", &["a", "b", "^", "!", "-", "]", "*", "\\*", "ab", "a/b", "", "{a,b}", "abc/d/e"]),
        ("***", &["a", "b", "^", "!", "-", "]", "*", "\\*", "ab", "a/b", "", "{a,b}", "abc/d/e"]),
        ("[!a]", &["b", "^", "!", "-", "]", "*"]),
        ("[\\^a]", &["a", "^"]),
        ("[a^]", &["a", "^"]),
        ("[a!]", &["a", "!"]),
        ("[a-]", &["a", "-"]),
        ("[-a]", &["a", "-"]),
        ("[]a]", &["a", "]"]),
        ("[!]a]", &["b", "^", "!", "-", "*"]),
        ("[a-b]", &["a", "b"]),
        ("[*]", &["*"]),
        ("\\*", &["*"]),
        ("\\\\\\*", &["\\*"]),
        ("{a,b}", &["a", "b"]),
        ("{a,}{b,}", &["a", "b", "ab", ""]),
        ("{a,b/*,abc/**}", &["a", "abc/d/e"]),
        ("\\{a,b\\}", &["{a,b}"]),
        ("a?", &["ab"]),
        ("a*", &["a", "ab"]),
        ("a**", &["a", "ab", "a/b", "abc/d/e"]),
        ("a*b", &["ab"]),
        ("a**b", &["ab", "a/b"]),
        ("a?b", &[]),
        ("*/*", &["a/b"]),
        ("**/e", &["abc/d/e"]),
        ("]", &["]"]),
    ];

    #[test]
    fn every_pattern_of_the_dialect_matches_what_the_table_says() {
        for (pattern, expected) in TABLE {
            let glob = Glob::new(pattern).unwrap();
            let found: Vec<_> = NAMES.into_iter().filter(|name| glob.matches(name)).collect();
            assert_eq!(&found, expected, "{pattern}");
        }
    }

    #[test]
    fn a_pattern_that_reads_in_two_ways_or_never_ends_is_refused() {
        for (pattern, error) in [
            ("", GlobError::Empty),
            ("[^a]", GlobError::Caret),
            ("[", GlobError::OpenClass),
            ("[]", GlobError::OpenClass),
            ("[!]", GlobError::OpenClass),
            ("[a-", GlobError::OpenClass),
            ("[a\\", GlobError::OpenClass),
            ("[b-a]", GlobError::Range),
            ("{a,b", GlobError::OpenBrace),
            ("{a,{b,c}}", GlobError::NestedBrace),
            ("a\\", GlobError::Backslash),
        ] {
            assert_eq!(Glob::new(pattern), Err(error), "{pattern}");
        }
        assert!(Glob::new(&"a".repeat(MAX_STATES - 1)).is_ok());
        assert_eq!(Glob::new(&"a".repeat(MAX_STATES)), Err(GlobError::TooLong));
    }

    #[test]
    fn a_literal_matches_its_own_text_alone() {
        for text in NAMES.into_iter().filter(|text| !text.is_empty()) {
            let glob = Glob::new(&literal(text)).unwrap();
            assert_eq!(NAMES.into_iter().filter(|name| glob.matches(name)).collect::<Vec<_>>(), [text]);
        }
    }

    #[test]
    fn both_ends_are_anchored() {
        let glob = Glob::new("https://good/*").unwrap();
        for bad in ["http://localhost?x=https://good/a", "https://good/a/evil", "\nhttps://good/a", "https://good/a\n/"]
        {
            assert!(!glob.matches(bad), "{bad:?}");
        }
    }

    #[test]
    fn a_hostile_pattern_and_text_take_linear_time() {
        let started = std::time::Instant::now();
        let stars = Glob::new(&"*a".repeat(200)).unwrap();
        assert!(!stars.matches(&format!("{}b", "a".repeat(MAX_TEXT - 1))));
        let braces = Glob::new(&"{a,aa}".repeat(50)).unwrap();
        assert!(!braces.matches(&"a".repeat(MAX_TEXT)));
        assert!(!Glob::new("**").unwrap().matches(&"a".repeat(MAX_TEXT + 1)));
        assert!(started.elapsed().as_secs() < 5);
    }
}
