//! Step 3: what the build used is itself vouched for.

use super::conclude;
use super::error::JudgeError;
use crate::check::{Check, Code, Value};
use crate::intoto::predicate::DigestSet;
use crate::intoto::predicate::vsa::VerificationSummary;
use crate::intoto::{Predicate, Subject};
use crate::slsa::expect::Expectations;
use crate::slsa::provenance::Provenance;
use crate::verify::{Refusal, Verified};

/// A dependency, as a person knows it, and its digests.
struct Dependency {
    name: String,
    digests: DigestSet,
}

impl Expectations {
    /// Judges what the build used, as far as its provenance names it: each dependency must be a subject of one of these
    /// summaries, each of which was judged by its own [`VsaExpectations`](crate::VsaExpectations).
    ///
    /// A summary speaks for its artifact, and by its dependency levels for what that was built of in turn (SLSA v1.2,
    /// verification summary, `dependencyLevels`): demand these of the summaries to judge all the way down.
    pub fn check_dependencies(
        &self,
        verified: &Verified<Provenance>,
        summaries: &[&Verified<VerificationSummary>],
    ) -> Result<Verified<Provenance>, Refusal> {
        let mut checks = Vec::new();
        let content = match dependencies(verified.content()) {
            Ok(dependencies) => {
                let missing = dependencies.iter().filter(|dependency| !dependency.is_among(summaries));
                let errors = missing.map(|dependency| JudgeError::Dependency { name: dependency.name.clone() });
                let count = u64::try_from(dependencies.len()).unwrap_or(u64::MAX);
                conclude(Code::SlsaDependency, errors, Some(Value::Number(count)), &mut checks);
                Some(verified.content().clone())
            }
            Err(error) => {
                checks.push(Check::fail(&error));
                None
            }
        };
        verified.clone().judge(checks, content)
    }
}

impl Dependency {
    fn is_among(&self, summaries: &[&Verified<VerificationSummary>]) -> bool {
        let statements = summaries.iter().filter_map(|summary| summary.evidence().statement.as_deref());
        statements.flat_map(|statement| statement.subjects()).any(|subject| self.is(&subject))
    }

    /// By any digest that both name, if none that both name differs; `sha1` of a commit is its `gitCommit` (in-toto
    /// digest_set.md).
    fn is(&self, subject: &Subject<'_>) -> bool {
        let mut same = false;
        for (algorithm, value) in subject.digests() {
            for (own, own_value) in self.digests.iter() {
                if own == algorithm && own_value != value {
                    return false;
                }
                same |= own_value == value && (own == algorithm || (is_commit(own) && is_commit(algorithm)));
            }
        }
        same
    }
}

fn is_commit(algorithm: &str) -> bool {
    matches!(algorithm, "sha1" | "gitCommit")
}

fn dependencies(provenance: &Provenance) -> Result<Vec<Dependency>, JudgeError> {
    let name = |uri: Option<String>, name: Option<String>, digests: &DigestSet| {
        let digest = digests.iter().next().map(|(algorithm, value)| format!("{algorithm}:{value}"));
        uri.or(name).or(digest).unwrap_or_default()
    };
    let found: Vec<(Option<String>, Option<String>, DigestSet)> = match Predicate::of(provenance.statement())? {
        Predicate::ProvenanceV1(it) => {
            let all = it.build_definition.resolved_dependencies.into_iter();
            all.map(|one| (one.uri, one.name, one.digest)).collect()
        }
        Predicate::ProvenanceV0_2(it) => it.materials.into_iter().map(|one| (one.uri, None, one.digest)).collect(),
        Predicate::ProvenanceV0_1(it) => it.materials.into_iter().map(|one| (one.uri, None, one.digest)).collect(),
        other => return Err(JudgeError::Type { found: Some(other.predicate_type().to_owned()) }),
    };
    let named = |(uri, own, digests): (_, _, DigestSet)| Dependency { name: name(uri, own, &digests), digests };
    Ok(found.into_iter().map(named).collect())
}
