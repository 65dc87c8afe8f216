//! What the caller demands of the signer and of the predicate.

use std::borrow::Cow;

use super::Signer;
use crate::check::{Check, Code, Explain, Value};
use crate::policy::{DenyFacts, SignerFacts};
use crate::time::UnixTime;
use crate::verify::evidence::Evidence;
use crate::verify::outcome::Content;
use crate::verify::verifier::Case;

#[derive(Debug, thiserror::Error)]
enum PredicateError {
    #[error("the attestation is of another type")]
    Type { expected: String, found: String },
    #[error("the artifact itself is signed, and the policy asks for an attestation")]
    NoStatement { expected: String },
}

impl Explain for PredicateError {
    fn code(&self) -> Code {
        Code::PredicateType
    }

    fn expected(&self) -> Option<Value> {
        let (Self::Type { expected, .. } | Self::NoStatement { expected }) = self;
        Some(expected.clone().into())
    }

    fn found(&self) -> Option<Value> {
        Some(match self {
            Self::Type { found, .. } => found.clone().into(),
            Self::NoStatement { .. } => "a signature over the artifact".into(),
        })
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some("get the attestation of that type, or ask for the type that there is".into())
    }
}

pub(in crate::verify) fn check(
    case: &Case<'_>,
    signer: Option<&Signer<'_>>,
    content: Option<&Content>,
    evidence: &mut Evidence,
) {
    let times: Vec<UnixTime> = evidence.times.iter().map(|time| time.at).collect();
    if let Some(signer) = signer {
        let facts = match signer {
            Signer::Certificate { certificate, .. } => SignerFacts::Certificate(certificate),
            Signer::Key { key, .. } => SignerFacts::Key(key),
        };
        evidence.checks.extend(case.policy.check_signer(&facts, &times));
        let logged: Vec<_> = evidence.log.iter().map(|entry| (entry.log_id, entry.index)).collect();
        let denied = case.policy.check_denied(&DenyFacts { signer: facts, log: &logged, times: &times, now: case.now });
        evidence.checks.extend(denied);
    }
    predicate_type(case, content, evidence);
}

fn predicate_type(case: &Case<'_>, content: Option<&Content>, evidence: &mut Evidence) {
    let accepted = case.policy.predicate_types();
    if accepted.is_empty() {
        return;
    }
    let expected = || accepted.join(" or ");
    evidence.checks.push(match content {
        Some(Content::Statement(statement)) if accepted.iter().any(|t| t == statement.predicate_type()) => {
            Check::pass(Code::PredicateType, None)
        }
        Some(Content::Statement(statement)) => {
            let found = statement.predicate_type().to_owned();
            Check::fail(&PredicateError::Type { expected: expected(), found })
        }
        Some(Content::Artifact) => Check::fail(&PredicateError::NoStatement { expected: expected() }),
        None => return,
    });
}
