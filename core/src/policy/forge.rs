//! How GitHub and GitLab name repositories and workflows in certificates.

use std::fmt;

use super::error::word;
use super::glob::Glob;

/// Repositories of a server. Both forges know one repository under every spelling of its case, and so do
/// `gh attestation verify` and we; all the rest of a URI is compared exactly.
#[derive(Clone, Debug)]
pub(super) struct Repository {
    pub(super) layout: Layout,
    /// `https://github.com/`
    pub(super) server: Box<str>,
    pub(super) name: RepositoryName,
}

#[derive(Clone, Debug)]
pub(super) enum RepositoryName {
    /// `owner/repo`, `group/subgroup/project`
    One(Box<str>),
    /// Every repository directly of this owner.
    AllOf(Box<str>),
}

/// What stands between the repository and the workflow's file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Layout {
    /// `/.github/workflows/`; the file has no slash.
    Github,
    /// `//`; the file may be anywhere in the project.
    Gitlab,
}

/// `https://github.com/owner/repo/.github/workflows/release.yml@refs/tags/v1`
#[derive(Clone, Debug)]
pub(super) struct Workflow {
    pub(super) repository: Repository,
    pub(super) file: Option<Glob>,
    pub(super) git_ref: Option<Glob>,
}

impl Layout {
    pub(super) fn separator(self) -> &'static str {
        match self {
            Self::Github => "/.github/workflows/",
            Self::Gitlab => "//",
        }
    }

    fn option(self) -> &'static str {
        match self {
            Self::Github => "--github",
            Self::Gitlab => "--gitlab",
        }
    }
}

impl Repository {
    pub(super) fn matches(&self, uri: &str) -> bool {
        self.strip(uri) == Some("")
    }

    /// What comes after the repository, if the URI begins with it.
    fn strip<'u>(&self, uri: &'u str) -> Option<&'u str> {
        // Certificates before 2023 have `owner/repo` alone, in the claim .5 of github.com.
        let legacy = self.layout == Layout::Github && !uri.contains("://");
        let path = if legacy { uri } else { uri.strip_prefix(&*self.server)? };
        match &self.name {
            RepositoryName::One(name) => strip_ignoring_case(path, name),
            RepositoryName::AllOf(owner) => {
                let rest = strip_ignoring_case(path, owner)?.strip_prefix('/')?;
                let end = rest.find('/').unwrap_or(rest.len());
                if end == 0 { None } else { rest.get(end..) }
            }
        }
    }

    pub(super) fn hint(&self, found: &str) -> String {
        let name = word(found.strip_prefix(&*self.server).unwrap_or(found));
        let found = word(found);
        let option = self.layout.option();
        format!("the certificate's source repository is {found}; if that is the one you trust, pass {option} {name}")
    }
}

fn strip_ignoring_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

impl Workflow {
    pub(super) fn matches(&self, uri: &str) -> bool {
        let rest = uri.contains("://").then(|| self.repository.strip(uri)).flatten();
        let Some((file, git_ref)) = rest.and_then(|rest| self.split(rest)) else { return false };
        let fits = |glob: &Option<Glob>, text| glob.as_ref().is_none_or(|glob| glob.matches(text));
        fits(&self.file, file) && fits(&self.git_ref, git_ref)
    }

    /// The file and the ref, if there is one way only to tell them apart.
    fn split<'u>(&self, rest: &'u str) -> Option<(&'u str, &'u str)> {
        let path = rest.strip_prefix(self.repository.layout.separator())?;
        // A ref may contain `@refs/` and so may a file of GitLab's: then nobody can say where the ref begins.
        let (file, git_ref) = match path.split_once("@refs/") {
            Some((file, after)) if !after.contains("@refs/") => (file, path.get(file.len() + 1..)?),
            Some(_) => return None,
            // A reusable workflow may be called by commit.
            None => path.split_once('@').filter(|(_, git_ref)| !git_ref.contains('@'))?,
        };
        let one_file = self.repository.layout == Layout::Gitlab || !file.contains('/');
        (one_file && !file.is_empty() && !git_ref.is_empty()).then_some((file, git_ref))
    }

    /// Names what of a workflow's URI differs.
    pub(super) fn hint(&self, found: &str) -> Option<String> {
        let Some(rest) = self.repository.strip(found) else {
            let (repository, _) = found.split_once(self.repository.layout.separator())?;
            let name = word(repository.strip_prefix(&*self.repository.server)?);
            return Some(format!(
                "the workflow belongs to {name}; if it is a shared workflow that you trust, name it as the signer workflow"
            ));
        };
        let (file, git_ref) = self.split(rest)?;
        if self.file.as_ref().is_some_and(|glob| !glob.matches(file)) {
            let file = word(file);
            return Some(format!("the workflow is {file}; if that is the one you trust, pass --workflow {file}"));
        }
        let git_ref = word(git_ref);
        Some(format!("the workflow ran at {git_ref}; if that is what you trust, pass --ref {git_ref}"))
    }
}

impl fmt::Display for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            RepositoryName::One(name) => write!(f, "{}{name}", self.server),
            RepositoryName::AllOf(owner) => write!(f, "{}{owner}/*", self.server),
        }
    }
}

impl fmt::Display for Workflow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let any = |glob: &Option<Glob>| glob.as_ref().map_or("*".to_owned(), |glob| glob.as_str().to_owned());
        let separator = self.repository.layout.separator();
        write!(f, "{}{separator}{}@{}", self.repository, any(&self.file), any(&self.git_ref))
    }
}
