//! What a statement says of its subjects: provenance and summaries in words, other predicates by their type alone.

use sealwright::predicate::vsa;
use sealwright::{Predicate, Statement};

use super::facts::{Fact, Parts};
use super::provenance;

/// The facts about the statement, and those of its predicate after them.
pub(super) fn facts(statement: &Statement, parts: Parts) -> Parts {
    match Predicate::of(statement) {
        Ok(Predicate::SummaryV1(summary)) => parts.parts("verification_summary", of_summary(&summary)),
        Ok(predicate) => match provenance::facts(&predicate) {
            Some(provenance) => parts.parts("provenance", provenance),
            None => parts,
        },
        Err(error) => parts.text("predicate", error),
    }
}

fn of_summary(summary: &vsa::VerificationSummary) -> Parts {
    let texts = |texts: &[String]| texts.iter().map(|text| Fact::Text(text.clone())).collect::<Vec<_>>();
    let parts = Parts::default()
        .text("verifier", &summary.verifier.id)
        .maybe("time", summary.time_verified.as_ref())
        .text("resource", &summary.resource_uri)
        .maybe("policy", summary.policy.uri.as_ref())
        .text("result", summary.verification_result.as_str())
        .list("levels", texts(&summary.verified_levels));
    match &summary.dependency_levels {
        Some(levels) => {
            let counts = levels.iter().map(|(level, count)| Fact::Text(format!("{level}: {}", count.value())));
            parts.list("dependency_levels", counts.collect::<Vec<_>>())
        }
        None => parts,
    }
}
