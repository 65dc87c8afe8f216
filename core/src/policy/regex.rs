//! Regular expressions, anchored at both ends whatever they say themselves.

use std::fmt;

/// Bytes of a compiled expression; a policy of 1,000 of them stays within bounds.
const MAX_COMPILED: usize = 256 * 1024;

/// Bytes of an expression's text.
const MAX_SOURCE: usize = 1024;

/// A regular expression that matches whole texts.
#[derive(Clone)]
pub(super) struct Anchored {
    source: Box<str>,
    compiled: regex::Regex,
}

impl Anchored {
    /// The flag with which an expression ignores case, where it may stand.
    pub(super) const FOLD: &'static str = "(?i)";

    /// Compiles the expression, or says why it is none.
    pub(super) fn new(source: &str) -> Result<Self, String> {
        if source.is_empty() {
            return Err("is empty".to_owned());
        }
        if source.len() > MAX_SOURCE {
            return Err(format!("is longer than {MAX_SOURCE} bytes"));
        }
        // By itself first: nothing that needs the parentheses around it to be an expression gets any further.
        compile(source)?;
        Ok(Self { source: source.into(), compiled: compile(&format!(r"\A(?:{source})\z"))? })
    }

    pub(super) fn matches(&self, text: &str) -> bool {
        self.compiled.is_match(text)
    }

    pub(super) fn as_str(&self) -> &str {
        &self.source
    }

    pub(super) fn ignores_case(&self) -> bool {
        self.source.starts_with(Self::FOLD)
    }
}

fn compile(source: &str) -> Result<regex::Regex, String> {
    let built = regex::RegexBuilder::new(source).size_limit(MAX_COMPILED).nest_limit(32).build();
    built.map_err(|error| format!("is not a regular expression: {error}"))
}

impl fmt::Debug for Anchored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Anchored({:?})", self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_anchored_at_both_ends_always() {
        for source in ["https://good/", "^https://good/", "https://good/$", "(?m)^https://good/$", "(?s)https://good/"]
        {
            let expression = Anchored::new(source).unwrap();
            assert!(expression.matches("https://good/"), "{source}");
            for bad in [
                "http://localhost?x=https://good/",
                "https://good/evil",
                "\nhttps://good/",
                "https://good/\n",
                "x\nhttps://good/\nx",
            ] {
                assert!(!expression.matches(bad), "{source} {bad:?}");
            }
        }
        let alternatives = Anchored::new("a|b").unwrap();
        assert_eq!(["a", "b", "ab", "xa", "bx"].map(|t| alternatives.matches(t)), [true, true, false, false, false]);
    }

    #[test]
    fn an_expression_cannot_break_out_of_its_anchors() {
        for source in ["a)|(?:b", "a)|.*|(?:b", "(", "a(?x) #", ""] {
            let evil = Anchored::new(source).map(|expression| expression.matches("evil"));
            assert_ne!(evil, Ok(true), "{source}");
        }
    }

    #[test]
    fn an_expression_that_would_be_huge_is_refused() {
        assert!(Anchored::new("(a{100}){100}").is_err() || Anchored::new("((a{100}){100}){100}").is_err());
        assert!(Anchored::new(&"(".repeat(400)).is_err());
        assert!(Anchored::new(&"a".repeat(MAX_SOURCE + 1)).is_err());
    }
}
