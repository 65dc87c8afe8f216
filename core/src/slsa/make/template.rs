//! Texts with variables in them: `{GITHUB_SERVER_URL}/{GITHUB_REPOSITORY}`, `refs/tags/{CI_COMMIT_TAG|ref}`.

use super::url::{as_git_url, origin};
use super::{Environment, MakeError};

/// What came of filling a text.
pub(super) enum Filled {
    Whole(String),
    /// It does not apply: this variable is not set, or is not what a git reference may be called.
    Lacks(&'static str),
}

/// Fills the text, or says which variable it lacks.
pub(super) fn fill(template: &'static str, environment: &Environment) -> Result<Filled, MakeError> {
    let mut text = String::new();
    for part in parts(template) {
        let Part::Variable { name, filter } = part else {
            text.push_str(part.literal());
            continue;
        };
        let Some(value) = environment.get(name) else { return Ok(Filled::Lacks(name)) };
        let wrong = |expected| MakeError::Variable { name, expected, found: shown(value) };
        match filter {
            "" => text.push_str(value),
            "git" => text.push_str(&as_git_url(value).ok_or_else(|| wrong("the URL of a git repository"))?),
            "origin" => text.push_str(origin(value).ok_or_else(|| wrong("a URL"))?),
            "folder" => text.push_str(value.trim_end_matches('/')),
            "workflow" => text.push_str(workflow_path(value).ok_or_else(|| wrong("OWNER/REPO/PATH@REF"))?),
            "ref" if is_ref_name(value) => text.push_str(value),
            // The variable is there, and is not written.
            "void" => {}
            _ => return Ok(Filled::Lacks(name)),
        }
    }
    Ok(Filled::Whole(text))
}

/// The value in an error, cut short; what is no URL may have a password in places where no URL has one.
fn shown(value: &str) -> String {
    let value = value.rsplit('@').next().unwrap_or_default();
    value.split(['?', '#']).next().unwrap_or_default().chars().take(128).collect()
}

/// The variables that a text names.
pub(super) fn names(template: &'static str) -> impl Iterator<Item = &'static str> {
    parts(template).filter_map(|part| match part {
        Part::Variable { name, .. } => Some(name),
        Part::Literal(_) => None,
    })
}

enum Part {
    Literal(&'static str),
    Variable { name: &'static str, filter: &'static str },
}

impl Part {
    fn literal(&self) -> &'static str {
        match self {
            Self::Literal(text) => text,
            Self::Variable { .. } => "",
        }
    }
}

fn parts(template: &'static str) -> impl Iterator<Item = Part> {
    template.split('{').enumerate().flat_map(|(index, piece)| {
        if index == 0 {
            return [Part::Literal(piece), Part::Literal("")];
        }
        let (inside, after) = piece.split_once('}').unwrap_or((piece, ""));
        let (name, filter) = inside.split_once('|').unwrap_or((inside, ""));
        [Part::Variable { name, filter }, Part::Literal(after)]
    })
}

/// `octo/app/.github/workflows/release.yml@refs/tags/v1` -> `.github/workflows/release.yml`
fn workflow_path(reference: &str) -> Option<&str> {
    let (path, _) = reference.split_once('@')?;
    path.splitn(3, '/').nth(2).filter(|path| !path.is_empty())
}

/// git check-ref-format: the name of a branch or tag. Pull requests of forks have names that are none (`octo:main`).
fn is_ref_name(name: &str) -> bool {
    let wrong = |c: char| c.is_control() || " ~^:?*[\\".contains(c);
    !name.is_empty()
        && !name.contains(wrong)
        && !name.contains("..")
        && !name.contains("@{")
        && !name.ends_with(['/', '.'])
        && !name.starts_with(['/', '-'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &'static str, value: &str) -> Option<String> {
        let environment = Environment::from_pairs([("GITHUB_REF", value)]).unwrap();
        match fill(template, &environment).ok()? {
            Filled::Whole(text) => Some(text),
            Filled::Lacks(_) => None,
        }
    }

    #[test]
    fn a_text_is_filled_or_lacks_a_variable() {
        assert_eq!(filled("a{GITHUB_REF}b", "x").as_deref(), Some("axb"));
        assert_eq!(filled("{GITHUB_REF}{GITHUB_REF|void}", "x").as_deref(), Some("x"));
        assert_eq!(filled("a{GITHUB_REF}", ""), None);
        assert_eq!(names("a{B|git}/{C}d").collect::<Vec<_>>(), ["B", "C"]);
    }

    #[test]
    fn what_is_no_name_of_a_branch_is_not_made_one() {
        assert_eq!(filled("refs/heads/{GITHUB_REF|ref}", "feature/a-1").as_deref(), Some("refs/heads/feature/a-1"));
        for bad in ["octo:main", "a b", "a..b", "a~1", "-x", "x/", "a@{1}"] {
            assert_eq!(filled("{GITHUB_REF|ref}", bad), None, "{bad}");
        }
    }

    #[test]
    fn a_workflow_reference_has_a_path() {
        assert_eq!(filled("{GITHUB_REF|workflow}", "o/r/.github/w.yml@refs/x").as_deref(), Some(".github/w.yml"));
        for bad in ["o/r/.github/w.yml", "o/r@x", "o/r/@x"] {
            assert_eq!(filled("{GITHUB_REF|workflow}", bad), None, "{bad}");
        }
    }
}
