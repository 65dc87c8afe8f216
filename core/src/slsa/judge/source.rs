//! Step 2, the source: repository, reference, commit, and the ids that stay when names change hands.

use super::error::JudgeError;
use super::{Case, Reading, conclude};
use crate::check::{Check, Code};
use crate::slsa::expect::RefDemand;
use crate::slsa::facts::Fact;
use crate::slsa::git::{self, Version};

pub(super) fn check(case: &Case<'_>, reading: Option<&Reading<'_>>, checks: &mut Vec<Check>) {
    let expected = case.expected;
    let source = git::repository(&expected.source);
    let found = case.value(&[Fact::SourceRepository, Fact::Repository]);
    let mut errors = Vec::new();
    // What started the build and what was built both come from there.
    let repositories = case.all(Fact::SourceRepository).chain(case.all(Fact::Repository));
    let stranger = repositories.map(|said| &*said.value).find(|repository| **repository != *source);
    if let Some(found) = stranger.map(str::to_owned).or_else(|| found.is_none().then(String::new)) {
        let found = Some(found).filter(|found| !found.is_empty());
        errors.push(JudgeError::Other { fact: Fact::SourceRepository, expected: source.to_string(), found });
    }
    for (fact, wanted) in [(Fact::RepositoryId, &expected.repository_id), (Fact::OwnerId, &expected.owner_id)] {
        errors.extend(wanted.as_deref().and_then(|wanted| other(case, fact, fact, wanted)));
    }
    conclude(Code::SlsaSource, errors, found.map(|found| String::from(found).into()), checks);

    let mut errors = Vec::new();
    if let Some(commit) = &expected.commit {
        errors.extend(other(case, Fact::SourceCommit, Fact::Commit, commit));
    }
    let reference = reference(case);
    for demand in &expected.refs {
        errors.extend(demanded(case, reading, demand, reference));
    }
    conclude(Code::SlsaRef, errors, reference.map(|found| found.to_owned().into()), checks);
}

/// The reference that was built: of the source if it has one; where the builder made a commit of its own, the reference
/// of what started the build says nothing.
pub(super) fn reference<'c>(case: &'c Case<'_>) -> Option<&'c str> {
    if let Some(reference) = case.first(Fact::SourceRef) {
        return Some(reference);
    }
    let (source, trigger) = (case.first(Fact::SourceCommit), case.first(Fact::Commit));
    case.first(Fact::Ref).filter(|_| source.is_none() || source == trigger)
}

fn other(case: &Case<'_>, fact: Fact, or: Fact, expected: &str) -> Option<JudgeError> {
    let found = case.value(&[fact, or]);
    let wrong = found.as_deref() != Some(expected);
    wrong.then(|| JudgeError::Other { fact, expected: expected.to_owned(), found: found.map(String::from) })
}

fn demanded(
    case: &Case<'_>,
    reading: Option<&Reading<'_>>,
    demand: &RefDemand,
    reference: Option<&str>,
) -> Option<JudgeError> {
    let wrong = |what, expected: &str, found: Option<&str>| {
        Some(JudgeError::Ref { what, expected: expected.to_owned(), found: found.map(str::to_owned) })
    };
    let tag = reference.and_then(|reference| git::name_in(reference, "tags"));
    match demand {
        RefDemand::Exact(wanted) if reference == Some(wanted) => None,
        RefDemand::Exact(wanted) => wrong("reference", wanted, reference),
        RefDemand::Branch(wanted) => {
            // A tag was made on a branch, if the event says so.
            let branch = match tag {
                Some(_) if reading.is_some() => case.first(Fact::BranchOfTag),
                _ => reference,
            };
            let name = branch.and_then(|branch| git::name_in(branch, "heads"));
            if name == Some(wanted) { None } else { wrong("branch", wanted, branch.or(reference)) }
        }
        RefDemand::Tag(wanted) if tag == Some(wanted) => None,
        RefDemand::Tag(wanted) => wrong("tag", wanted, reference),
        RefDemand::VersionedTag(wanted) => {
            let Some(version) = Version::parse(wanted) else {
                let why = "not a semantic version, such as v1, v1.2 or v1.2.3";
                return Some(JudgeError::Expectation { option: "versioned tag", value: wanted.clone(), why });
            };
            let covered = tag.and_then(Version::parse).is_some_and(|tag| version.covers(&tag));
            if covered { None } else { wrong("version", wanted, reference) }
        }
    }
}
