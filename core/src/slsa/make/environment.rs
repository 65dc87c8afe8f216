use std::collections::BTreeMap;

use super::url::without_credentials;
use super::{Ci, MakeError};

/// One value; the largest that Windows allows is 32,767 characters, GitHub's inputs have 65,535.
pub(super) const MAX_VALUE: usize = 64 * 1_024;

/// All values together: a thousandth of it is usual.
pub(super) const MAX_ALL: usize = 1_024 * 1_024;

/// What a Buildkite step runs may be a script of several lines.
const MULTI_LINE: [&str; 1] = ["BUILDKITE_COMMAND"];

/// The variables of a CI system that provenance may speak of; nothing else of an environment is kept.
///
/// Which names these are is an allow-list, [`Self::names`]: the variables that the tables of the CI systems put
/// somewhere. Everything else, every secret with it, is dropped where it comes in. User names, passwords and tokens in
/// URLs are cut out of the values that are kept. What somebody wrote out in the command of a Buildkite step is kept: it
/// is no secret there, either.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Environment {
    variables: BTreeMap<&'static str, String>,
}

impl Environment {
    /// Keeps the variables of the allow-list that are not empty.
    ///
    /// A value has at most 64 KiB and no control characters; all of them have at most 1 MiB.
    pub fn from_pairs<N, V>(pairs: impl IntoIterator<Item = (N, V)>) -> Result<Self, MakeError>
    where
        N: AsRef<str>,
        V: Into<String>,
    {
        let allowed: BTreeMap<&str, &'static str> = Self::names().map(|name| (name, name)).collect();
        let mut variables = BTreeMap::new();
        let mut room = Room::default();
        for (name, value) in pairs {
            let Some(name) = allowed.get(name.as_ref()).copied() else { continue };
            let value: String = value.into();
            let lines = if MULTI_LINE.contains(&name) { Lines::Many } else { Lines::One };
            room.check(name, &value, lines)?;
            if !value.is_empty() {
                variables.insert(name, without_credentials(&value));
            }
        }
        Ok(Self { variables })
    }

    /// The allow-list: every name that is kept, of whichever CI system. Whoever reads a real environment need not
    /// read any other.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let mut names: Vec<_> = Ci::ALL.into_iter().flat_map(Ci::variables).collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter()
    }

    /// A variable that is set and not empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str)
    }
}

/// The names alone: what is logged should say less than what is signed.
impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.variables.keys()).finish()
    }
}

/// Whether a value may have line ends and tabs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    One,
    Many,
}

/// How much has been taken in.
#[derive(Clone, PartialEq, Default, Debug)]
pub(super) struct Room {
    used: usize,
}

impl Room {
    pub(super) fn check(&mut self, name: &str, value: &str, lines: Lines) -> Result<(), MakeError> {
        let name = || name.chars().take(128).collect::<String>();
        if value.len() > MAX_VALUE {
            return Err(MakeError::TooLong { name: name() });
        }
        self.used = self.used.saturating_add(value.len());
        if self.used > MAX_ALL {
            return Err(MakeError::TooMuch);
        }
        let allowed = |c: char| lines == Lines::Many && matches!(c, '\n' | '\r' | '\t');
        if value.chars().any(|c| c.is_control() && !allowed(c)) {
            return Err(MakeError::ControlCharacter { name: name() });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: &str, value: &str) -> Result<Environment, MakeError> {
        Environment::from_pairs([(name, value)])
    }

    #[test]
    fn only_what_is_on_the_list_and_not_empty_is_kept() {
        let pairs =
            [("GITHUB_REF", "refs/heads/main"), ("GITHUB_TOKEN", "ghs_x"), ("GITHUB_SHA", ""), ("PATH", "/bin")];
        let environment = Environment::from_pairs(pairs).unwrap();
        assert_eq!(format!("{environment:?}"), r#"{"GITHUB_REF"}"#);
        assert_eq!(environment.get("GITHUB_REF"), Some("refs/heads/main"));
    }

    #[test]
    fn a_value_of_64_kib_is_kept_and_one_byte_more_is_refused() {
        assert!(with("GITHUB_REF", &"x".repeat(MAX_VALUE)).is_ok());
        let error = with("GITHUB_REF", &"x".repeat(MAX_VALUE + 1)).unwrap_err();
        assert!(matches!(error, MakeError::TooLong { name } if name == "GITHUB_REF"));
        assert!(with("GITHUB_TOKEN", &"x".repeat(MAX_VALUE + 1)).is_ok());
    }

    #[test]
    fn a_mebibyte_of_values_is_kept_and_one_byte_more_is_refused() {
        let full = "x".repeat(MAX_VALUE);
        let mut pairs: Vec<_> =
            Environment::names().take(MAX_ALL / MAX_VALUE).map(|name| (name, full.as_str())).collect();
        assert!(Environment::from_pairs(pairs.clone()).is_ok());
        pairs.push((Environment::names().last().unwrap(), "x"));
        assert!(matches!(Environment::from_pairs(pairs), Err(MakeError::TooMuch)));
    }

    #[test]
    fn control_characters_are_refused() {
        for bad in ["a\0", "a\nb", "\u{1b}[31m", "\u{85}", "\u{7f}"] {
            let error = with("GITHUB_REF", bad).unwrap_err();
            assert!(matches!(error, MakeError::ControlCharacter { name } if name == "GITHUB_REF"), "{bad:?}");
        }
        assert!(with("BUILDKITE_COMMAND", "make\n\tmake test").is_ok());
        assert!(with("BUILDKITE_COMMAND", "make\0").is_err());
    }
}
