//! `Judged`: everything that is attested of an artifact.

use std::sync::Arc;

use napi::Result;
use napi::bindgen_prelude::{ClassInstance, Either};
use napi_derive::napi;
use sealwright::{Check, Code, Status, Unproven};
use sealwright_bindings::Told;
use serde_json::Value;

use crate::attestation::Attestation;
use crate::error::wrong_type;
use crate::verdict::{Refusal, Verified, Yes};

/// What came of everything that is attested of an artifact: a yes. Only `Expectations.verify` makes one.
#[napi]
pub struct Judged(Arc<sealwright::Judged>);

/// On its way to JavaScript, where a refusal becomes an error.
pub(crate) type Shown = Either<Judged, Refusal>;

pub(crate) type Outcome = std::result::Result<sealwright::Judged, Unproven>;

/// An attestation, or the failed check that says why it cannot be read, as JSON.
pub(crate) type Given<'a> = Either<ClassInstance<'a, Attestation>, String>;

/// The yes, or the refusal of what came nearest.
pub(crate) fn shown(outcome: Outcome) -> Shown {
    match outcome {
        Ok(judged) => Either::A(Judged(Arc::new(judged))),
        Err(unproven) => Either::B(Refusal(Arc::new(unproven.nearest().clone()))),
    }
}

/// What the core takes.
pub(crate) fn read(given: Vec<Given<'_>>) -> Result<Vec<std::result::Result<sealwright::Attestation, Told>>> {
    let one = |given: Given<'_>| match given {
        Either::A(attestation) => Ok(Ok(attestation.0.clone())),
        Either::B(check) => told(&check).map(Err).ok_or_else(|| wrong_type("this is no error of an attestation")),
    };
    given.into_iter().map(one).collect()
}

fn told(check: &str) -> Option<Told> {
    let fields: Value = serde_json::from_str(check).ok()?;
    let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
    let mut check = Check::skipped(Code::from_text(&text("code")?)?, "");
    check.status = Status::Fail;
    check.message = text("message").map(Into::into);
    check.expected = text("expected").map(Into::into);
    check.found = text("found").map(Into::into);
    check.at = text("at").map(Into::into);
    check.hint = text("hint").map(Into::into);
    Some(Told(Box::new(check)))
}

#[napi]
impl Judged {
    /// The provenance that is as expected, the first if there are several: it has `provenance`.
    #[napi(getter, catch_unwind)]
    pub fn verified(&self) -> Verified {
        Verified(Yes::Provenance(Arc::new(self.0.verified().clone())))
    }

    /// Which of the attestations that is, counted from 0.
    #[napi(getter, catch_unwind)]
    pub fn index(&self) -> u32 {
        place(self.0.index())
    }

    /// What is attested of the publication, if anything is: it has `publish`.
    #[napi(getter, catch_unwind, ts_return_type = "Verified | null")]
    pub fn published(&self) -> Option<Verified> {
        self.0.published().map(|published| Verified(Yes::Publish(Arc::new(published.clone()))))
    }

    /// What was refused beside it, each with which of the attestations it is: worth a note, no more.
    #[napi(getter, catch_unwind, ts_return_type = "Array<[number, Refused]>")]
    pub fn refused(&self) -> Vec<(u32, Refusal)> {
        self.0.refused().iter().map(|(index, refusal)| (place(*index), Refusal(Arc::new(refusal.clone())))).collect()
    }
}

/// There are at most 1,024.
fn place(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
