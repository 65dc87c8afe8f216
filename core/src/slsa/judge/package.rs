//! Which package the provenance is about, as its subject names it.

use super::error::JudgeError;
use super::{Case, conclude};
use crate::check::{Check, Code};
use crate::intoto::Statement;
use crate::slsa::expect::Expectations;
use crate::slsa::package::Package;

pub(super) fn check(case: &Case<'_>, statement: &Statement, checks: &mut Vec<Check>) {
    if !is_expected(case.expected) {
        return;
    }
    let subject = statement.subject_for(&case.evidence.artifact).ok();
    let package = subject.and_then(|subject| Package::parse(subject.name()?));
    compare(case.expected, package.as_ref(), str::to_owned, checks);
}

fn is_expected(expected: &Expectations) -> bool {
    expected.package.is_some() || expected.version.is_some()
}

/// Nothing to compare is nothing to say. Names are `spelled` as the registry does it.
pub(super) fn compare(
    expected: &Expectations,
    package: Option<&Package>,
    spelled: fn(&str) -> String,
    checks: &mut Vec<Check>,
) {
    if !is_expected(expected) {
        return;
    }
    let mut errors = Vec::new();
    let name = expected.package.as_deref().map(spelled);
    let wanted = [("package", &name), ("version", &expected.version)];
    for ((what, wanted), found) in wanted
        .into_iter()
        .zip([package.map(|package| &package.name), package.and_then(|package| package.version.as_ref())])
    {
        if let Some(wanted) = wanted.as_ref().filter(|wanted| found != Some(wanted)) {
            errors.push(JudgeError::Package { what, expected: wanted.clone(), found: found.cloned() });
        }
    }
    let found = package.map(|package| package.to_string().into());
    conclude(Code::SlsaSubject, errors, found, checks);
}
