//! Who, when, where: the facts of a yes, in words.

use super::provider;
use crate::verify::{EstablishedTime, Evidence, SignerEvidence, TimeSourceKind};
use crate::x509::Certificate;

/// A name and what is known. Unproven unless the verdict is a yes.
pub(super) fn facts(evidence: &Evidence) -> Vec<(&'static str, String)> {
    let mut facts: Vec<_> = evidence.artifact.digests().map(|digest| ("digest", digest.to_string())).collect();
    match &evidence.signer {
        Some(SignerEvidence::Certificate(certificate)) => facts.extend(signer(certificate)),
        Some(SignerEvidence::Key(key)) => facts.push(("key", format!("sha256:{}", key.fingerprint()))),
        None => {}
    }
    facts.extend(evidence.times.iter().map(|time| ("time", when(time))));
    for entry in &evidence.log {
        facts.push(("log", format!("entry {} ({}) of {}", entry.index, entry.kind, entry.log_id)));
    }
    if let Some(statement) = &evidence.statement {
        let count = statement.subjects().len();
        let subjects = if count == 1 { "subject" } else { "subjects" };
        facts.push(("statement", format!("{} about {count} {subjects}", statement.predicate_type())));
    }
    facts
}

fn signer(certificate: &Certificate) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    if let Some(identity) = certificate.identity().ok().and_then(|san| san.identity_text()) {
        facts.push(("signer", identity.to_owned()));
    }
    let claims = certificate.claims();
    if let Some(issuer) = claims.issuer() {
        let provider = provider::of_issuer(issuer).map(|name| format!(" ({name})")).unwrap_or_default();
        facts.push(("issuer", format!("{issuer}{provider}")));
    }
    let source = [claims.source_repository_uri(), claims.source_repository_ref(), claims.source_repository_digest()];
    let source: Vec<&str> = source.into_iter().flatten().collect();
    if !source.is_empty() {
        facts.push(("source", source.join(" ")));
    }
    facts
}

fn when(time: &EstablishedTime) -> String {
    let by = match time.source {
        TimeSourceKind::Log => "the promise of the log",
        TimeSourceKind::Tsa => "the timestamp authority",
    };
    format!("{} by {by} {}", time.at, time.by)
}
