//! Where sources come from and what they are called: repositories, references, versions.

use std::borrow::Cow;

/// A repository as a URL without `git+`, `.git` and slashes at the end: `https://github.com/octo/app`.
///
/// A name without a scheme is one of a host (`github.com/octo/app`).
pub(super) fn repository(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix("git+").unwrap_or(text);
    let text = text.trim_end_matches('/');
    let text = text.strip_suffix(".git").unwrap_or(text);
    if text.contains("://") { Cow::Borrowed(text) } else { Cow::Owned(format!("https://{text}")) }
}

/// Repository and reference of a source URI: `git+https://github.com/octo/app@refs/tags/v1` (SPDX download location, as
/// SLSA uses it).
pub(super) fn source(uri: &str) -> (Cow<'_, str>, Option<&str>) {
    // A user name in the host part has its sign before the first slash of the path.
    let path = uri.find("://").map_or(0, |at| at + 3);
    let path = uri.get(path..).and_then(|rest| rest.find('/')).map_or(path, |slash| path + slash);
    match uri.get(path..).and_then(|rest| rest.find('@')).and_then(|at| uri.split_at_checked(path + at)) {
        Some((before, reference)) => (repository(before), reference.get(1..).filter(|text| !text.is_empty())),
        None => (repository(uri), None),
    }
}

/// The name of a branch or tag, from its full reference.
pub(super) fn name_in<'a>(reference: &'a str, namespace: &str) -> Option<&'a str> {
    let name = reference.strip_prefix("refs/")?.strip_prefix(namespace)?.strip_prefix('/')?;
    (!name.is_empty()).then_some(name)
}

/// A version of <https://semver.org>, of which minor and patch may be missing: `v1`, `v1.2`, `v1.2.3-rc.1+build`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Version<'a> {
    prefixed: bool,
    major: &'a str,
    minor: Option<&'a str>,
    patch: Option<&'a str>,
    prerelease: Option<&'a str>,
    has_build: bool,
}

impl<'a> Version<'a> {
    /// Numbers have no leading zeros; a pre-release or build needs all three numbers.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (prefixed, text) = text.strip_prefix('v').map_or((false, text), |rest| (true, rest));
        let (text, build) = text.split_once('+').map_or((text, None), |(text, build)| (text, Some(build)));
        let (core, prerelease) = text.split_once('-').map_or((text, None), |(core, pre)| (core, Some(pre)));
        let mut numbers = core.split('.');
        let (major, minor, patch) = (numbers.next()?, numbers.next(), numbers.next());
        let all = [Some(major), minor, patch];
        let identifiers = |text: &str| text.split('.').all(is_identifier);
        let fits = numbers.next().is_none()
            && all.into_iter().flatten().all(is_number)
            && prerelease.is_none_or(|pre| identifiers(pre) && pre.split('.').all(|one| !has_leading_zero(one)))
            && build.is_none_or(identifiers)
            && (patch.is_some() || (prerelease.is_none() && build.is_none()));
        fits.then_some(Self { prefixed, major, minor, patch, prerelease, has_build: build.is_some() })
    }

    /// Whether a tag is of this version: `v1` of every `v1.x.y`, `v1.2` of every `v1.2.x`. A pre-release is only itself,
    /// and build metadata does not matter (semver.org 10 and 11).
    pub(super) fn covers(&self, tag: &Version<'_>) -> bool {
        let number = |wanted: Option<&str>, found: Option<&str>| wanted.is_none_or(|w| w == found.unwrap_or("0"));
        self.prefixed == tag.prefixed
            && self.major == tag.major
            && number(self.minor, tag.minor)
            && number(self.patch, tag.patch)
            && (self.patch.is_none() || self.prerelease == tag.prerelease)
    }

    /// `v1.2.3`, nothing less and nothing more.
    pub(super) fn is_release(&self) -> bool {
        self.is_complete() && self.prerelease.is_none()
    }

    /// `v1.2.3` or `v1.2.3-rc.1`.
    pub(super) fn is_complete(&self) -> bool {
        self.prefixed && self.patch.is_some() && !self.has_build
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) && !has_leading_zero(text)
}

fn has_leading_zero(text: &str) -> bool {
    text.len() > 1 && text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_identifier(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_is_the_same_however_it_is_written() {
        for text in [
            "https://github.com/octo/app",
            "git+https://github.com/octo/app.git",
            "github.com/octo/app",
            "https://github.com/octo/app/",
        ] {
            assert_eq!(repository(text), "https://github.com/octo/app", "{text}");
        }
        assert_eq!(repository("git+ssh://git@example.com/a"), "ssh://git@example.com/a");
        assert_ne!(repository("https://github.com/octo/App"), repository("https://github.com/octo/app"));
    }

    #[test]
    fn a_source_has_its_reference_after_the_path() {
        let of = |uri| {
            let (repository, reference) = source(uri);
            (repository.into_owned(), reference.map(str::to_owned))
        };
        let app = || "https://github.com/octo/app".to_owned();
        assert_eq!(of("git+https://github.com/octo/app@refs/tags/v1@2"), (app(), Some("refs/tags/v1@2".to_owned())));
        assert_eq!(of("git+https://github.com/octo/app"), (app(), None));
        assert_eq!(of("git+https://github.com/octo/app@"), (app(), None));
        let user = ("ssh://git@example.com/a".to_owned(), Some("main".to_owned()));
        assert_eq!(of("git+ssh://git@example.com/a@main"), user);
        assert_eq!(of(""), ("https://".to_owned(), None));
    }

    #[test]
    fn a_versioned_tag_covers_what_is_more_exact() {
        let covers = |wanted: &str, tag: &str| Version::parse(wanted).unwrap().covers(&Version::parse(tag).unwrap());
        for (wanted, tag) in [
            ("v1", "v1.2.3"),
            ("v1.2", "v1.2.3"),
            ("v1.2.3", "v1.2.3+b"),
            ("v14.2.0", "v14.2"),
            ("v1.2.3-a", "v1.2.3-a"),
        ] {
            assert!(covers(wanted, tag), "{wanted} {tag}");
        }
        for (wanted, tag) in [
            ("v1", "v2.0.0"),
            ("v1", "v10.0.0"),
            ("v1.2", "v1.3.0"),
            ("v1.2.3", "v1.2.4"),
            ("v1.2.3", "v1.2.3-rc"),
            ("v1.2.3-a", "v1.2.3"),
            ("1", "v1.0.0"),
            ("v1.1", "v1"),
        ] {
            assert!(!covers(wanted, tag), "{wanted} {tag}");
        }
    }

    #[test]
    fn what_is_no_version_is_none() {
        for text in ["", "v", "v1.", "v01", "v1.2.3.4", "v1-rc", "v1.2+b", "v1.2.3-", "v1.2.3-01", "va", "refs/tags/v1"]
        {
            assert_eq!(Version::parse(text), None, "{text}");
        }
        assert!(Version::parse("v1.2.3").unwrap().is_release());
        assert!(!Version::parse("v1.2").unwrap().is_release() && !Version::parse("1.2.3").unwrap().is_release());
        let candidate = Version::parse("v1.2.3-rc.1").unwrap();
        assert!(candidate.is_complete() && !candidate.is_release());
        assert!(!Version::parse("v1.2.3+b").unwrap().is_complete());
    }
}
