//! What is in an envelope or a statement.

use sealwright::{Envelope, Statement};

use super::facts::{Fact, Parts};
use super::predicate;

pub(super) fn envelope(envelope: &Envelope) -> Parts {
    let signatures = envelope.signatures().iter().map(|signature| {
        let parts = Parts::default().maybe("key_id", signature.key_id());
        parts.number("bytes", u64::try_from(signature.signature().len()).unwrap_or(u64::MAX)).into()
    });
    let parts = Parts::of("DSSE envelope").text("payload_type", envelope.payload_type()).list("signatures", signatures);
    match Statement::from_payload(envelope.payload()) {
        Ok(inner) => parts.parts("statement", statement(&inner)),
        Err(error) => parts.text("statement", error),
    }
}

pub(super) fn statement(statement: &Statement) -> Parts {
    let subjects = statement.subjects().map(|subject| {
        let digests = subject.digests().map(|(algorithm, value)| Fact::Text(format!("{algorithm}:{value}")));
        Parts::default().maybe("name", subject.name()).list("digests", digests).into()
    });
    let parts = Parts::of("in-toto statement")
        .text("type", statement.version().uri())
        .text("predicate_type", statement.predicate_type())
        .list("subjects", subjects);
    predicate::facts(statement, parts)
}
