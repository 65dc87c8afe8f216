//! What the caller demands of the signer and of the predicate.

use super::Signer;
use crate::check::Code;
use crate::policy::{CertificateFacts, DenyFacts, SignerFacts};
use crate::time::UnixTime;
use crate::verify::evidence::Evidence;
use crate::verify::outcome::Content;
use crate::verify::verifier::Case;

pub(in crate::verify) fn check(
    case: &Case<'_>,
    signer: Option<&Signer<'_>>,
    content: Option<&Content>,
    evidence: &mut Evidence,
) {
    let times: Vec<UnixTime> = evidence.times.iter().map(|time| time.at).collect();
    if let Some(signer) = signer {
        let certificate;
        let facts = match signer {
            Signer::Certificate { certificate: leaf, .. } => {
                certificate = CertificateFacts::of(leaf);
                SignerFacts::Certificate(&certificate)
            }
            Signer::Key { key, .. } => SignerFacts::Key(key),
        };
        // A certificate that does not name one identity names none that a policy could accept.
        if !evidence.has_failed(&[Code::CertIdentity]) {
            evidence.checks.extend(case.policy.check_signer(&facts, &times));
        }
        let logged: Vec<_> = evidence.log.iter().map(|entry| (entry.log_id.0, entry.index)).collect();
        let denied = case.policy.check_denied(&DenyFacts {
            signer: facts,
            artifact: case.artifact,
            log: &logged,
            times: &times,
            now: case.now,
        });
        evidence.checks.extend(denied);
    }
    // Content that is no statement after all was refused where it was read.
    let found = match content {
        Some(Content::Statement(statement)) => Some(statement.predicate_type()),
        Some(Content::Artifact) => None,
        None => return,
    };
    evidence.checks.extend(case.policy.check_predicate_type(found));
}
