//! Every claim that stands in the certificate, the predicate and the materials must agree.

use super::error::{Contradiction, JudgeError};
use super::{Case, Reading, conclude};
use crate::check::{Check, Code};
use crate::slsa::facts::{Fact, Said};

/// Facts of which each is one, wherever it is said.
const SINGLE: &[Fact] = &[
    Fact::Repository,
    Fact::Ref,
    Fact::Commit,
    Fact::SourceRepository,
    Fact::SourceRef,
    Fact::SourceCommit,
    Fact::Workflow,
    Fact::Event,
    Fact::Run,
    Fact::RepositoryId,
    Fact::OwnerId,
    Fact::Runner,
];

pub(super) fn check(case: &Case<'_>, reading: Option<&Reading<'_>>, checks: &mut Vec<Check>) {
    let mut errors = Vec::new();
    for fact in SINGLE {
        differing(*fact, case.all(*fact), &mut errors);
    }
    differing(Fact::SourceRepository, either(case, Fact::Repository, Fact::SourceRepository), &mut errors);
    differing(Fact::SourceRef, either(case, Fact::Ref, Fact::SourceRef), &mut errors);
    if !reading.is_some_and(|reading| reading.profile.builds_own_commit) {
        differing(Fact::SourceCommit, either(case, Fact::Commit, Fact::SourceCommit), &mut errors);
    }
    ref_type(case, &mut errors);
    conclude(Code::SlsaClaim, errors, None, checks);
}

/// What two facts say first: they must be the same too.
fn either<'c, 'a>(case: &'c Case<'a>, one: Fact, other: Fact) -> impl Iterator<Item = &'c Said<'a>> {
    case.all(one).take(1).chain(case.all(other).take(1))
}

fn differing<'c, 'a: 'c>(fact: Fact, mut said: impl Iterator<Item = &'c Said<'a>>, errors: &mut Vec<JudgeError>) {
    let Some(first) = said.next() else { return };
    if let Some(other) = said.find(|other| other.value != first.value) {
        errors.push(contradiction(fact, first, other));
    }
}

/// `branch` and `tag` are what the reference is.
fn ref_type(case: &Case<'_>, errors: &mut Vec<JudgeError>) {
    let Some(reference) = case.all(Fact::Ref).next() else { return };
    for said in case.all(Fact::RefType) {
        let namespace = match &*said.value {
            "branch" => "refs/heads/",
            "tag" => "refs/tags/",
            _ => continue,
        };
        // A pull request's reference is neither, and its type is called branch.
        let other = if namespace == "refs/heads/" { "refs/tags/" } else { "refs/heads/" };
        if reference.value.starts_with(other) {
            errors.push(contradiction(Fact::RefType, reference, said));
        }
    }
}

fn contradiction(fact: Fact, first: &Said<'_>, other: &Said<'_>) -> JudgeError {
    JudgeError::Claim(Box::new(Contradiction {
        fact,
        expected: first.value.to_string(),
        expected_at: first.at.show(),
        found: other.value.to_string(),
        found_at: other.at.show(),
    }))
}
