//! Step 2, the parameters: the inputs are those that are expected, and nothing is there that nobody expects.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::error::JudgeError;
use super::{Case, Reading, conclude};
use crate::check::{Check, Code};
use crate::slsa::facts::Fact;
use crate::slsa::pick::Scalar;

pub(super) fn check(case: &Case<'_>, reading: Option<&Reading<'_>>, checks: &mut Vec<Check>) {
    let mut errors = Vec::new();
    if let Some(wanted) = &case.expected.workflow {
        let found = case.first(Fact::Workflow);
        if found != Some(wanted.as_str()) {
            let found = found.map(str::to_owned);
            errors.push(JudgeError::Other { fact: Fact::Workflow, expected: wanted.clone(), found });
        }
    }
    inputs(case, reading, &mut errors);
    if let Some(reading) = reading {
        unexpected(case, reading, &mut errors);
    }
    conclude(Code::SlsaParameter, errors, None, checks);
}

/// Those that are expected are there with the expected value; the others are the business of whoever gave them.
fn inputs(case: &Case<'_>, reading: Option<&Reading<'_>>, errors: &mut Vec<JudgeError>) {
    let wanted = &case.expected.inputs;
    if wanted.is_empty() {
        return;
    }
    let raw = reading.and_then(|reading| reading.picked.raw(reading.profile.inputs.as_ref()?.0));
    let given: BTreeMap<Cow<'_, str>, Scalar<'_>> =
        raw.and_then(|raw| serde_json::from_str(raw).ok()).unwrap_or_default();
    for (name, expected) in wanted {
        let found = given.get(name.as_str()).and_then(Scalar::text);
        if found != Some(expected.as_str()) {
            let (name, found) = (name.clone(), found.map(str::to_owned));
            errors.push(JudgeError::Input { name, expected: expected.clone(), found });
        }
    }
}

/// SLSA v1.2, verifying artifacts, step 2: "Verifiers SHOULD reject unrecognized external parameters".
fn unexpected(case: &Case<'_>, reading: &Reading<'_>, errors: &mut Vec<JudgeError>) {
    let Some((slot, _)) = &reading.profile.parameters else { return };
    let known = &reading.build_type.parameters;
    for name in reading.picked.members(*slot) {
        if known.iter().any(|known| known.matches(name)) || case.expected.parameters.iter().any(|named| named == name) {
            continue;
        }
        let known: Vec<_> = known.iter().map(|known| known.as_str()).collect();
        let known = if known.is_empty() { "no external parameter".to_owned() } else { known.join(", ") };
        errors.push(JudgeError::Parameter { name: name.to_owned(), known });
    }
}
