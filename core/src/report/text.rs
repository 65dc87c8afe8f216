//! Text that may come from an attacker, on its way to a terminal.

use std::borrow::Cow;
use std::fmt;

/// What is shown of one text; more is cut off and counted.
const MAX_SHOWN: usize = 2_000;

/// Whether verdicts are coloured (ANSI escape sequences).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Colour {
    /// Plain text.
    #[default]
    Never,
    /// For a terminal.
    Always,
}

/// How a piece of a verdict looks.
#[derive(Clone, Copy)]
pub(super) enum Ink {
    Good,
    Bad,
    Frame,
    Note,
    Strong,
}

impl Colour {
    pub(super) fn paint<D: fmt::Display>(self, ink: Ink, what: D) -> Painted<D> {
        let codes = match (self, ink) {
            (Self::Never, _) => None,
            (_, Ink::Good) => Some("\x1b[1;32m"),
            (_, Ink::Bad) => Some("\x1b[1;31m"),
            (_, Ink::Frame) => Some("\x1b[1;34m"),
            (_, Ink::Note) => Some("\x1b[2m"),
            (_, Ink::Strong) => Some("\x1b[1m"),
        };
        Painted { codes, what }
    }
}

pub(super) struct Painted<D> {
    codes: Option<&'static str>,
    what: D,
}

impl<D: fmt::Display> fmt::Display for Painted<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.codes {
            Some(codes) => write!(f, "{codes}{}\x1b[0m", self.what),
            None => self.what.fmt(f),
        }
    }
}

/// The text in one line with every character that a terminal would obey, or that would be invisible, written as
/// `\u{…}`; at most 2,000 characters of it.
pub fn escape(text: &str) -> Cow<'_, str> {
    let cut = text.char_indices().nth(MAX_SHOWN).map(|(at, _)| at);
    if cut.is_none() && !text.chars().any(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let (shown, rest) = text.split_at_checked(cut.unwrap_or(text.len())).unwrap_or((text, ""));
    let mut out = String::with_capacity(shown.len());
    for c in shown.chars() {
        if is_unprintable(c) { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    if !rest.is_empty() {
        out.push_str(&format!("… ({} more bytes)", rest.len()));
    }
    Cow::Owned(out)
}

/// Control characters, and formatting characters that hide or reorder what stands around them (Trojan Source, CVE-2021-42574).
pub(super) fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_speak_to_the_terminal() {
        assert_eq!(escape("\x1b[2Jgone\r\n\u{9b}31m"), "\\u{1b}[2Jgone\\u{d}\\u{a}\\u{9b}31m");
        assert_eq!(escape("user\u{202e}moc.live"), "user\\u{202e}moc.live");
        assert_eq!(escape("zero\u{200b}width\u{e0041}"), "zero\\u{200b}width\\u{e0041}");
    }

    #[test]
    fn an_ordinary_text_is_left_as_it_is() {
        for text in ["", "sha256:ab", "Jürgen Müller <j@example.org>", "名前 👍"] {
            assert!(matches!(escape(text), Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn a_long_text_is_cut() {
        let long = "é".repeat(MAX_SHOWN + 3);
        let shown = escape(&long);
        assert!(shown.ends_with("… (6 more bytes)"), "{shown}");
        assert_eq!(escape(&"é".repeat(MAX_SHOWN)), "é".repeat(MAX_SHOWN));
    }
}
