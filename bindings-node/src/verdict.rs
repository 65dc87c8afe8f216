//! The verdicts: `Verified`, and what becomes a `Refused`.

use std::sync::Arc;

use napi::Result;
use napi::bindgen_prelude::Either;
use napi_derive::napi;
use sealwright::predicate::vsa::VerificationSummary;
use sealwright::{Colour, Content, NewSummary, NewSummaryError, Predicate, SlsaLevel, UnixTime, Verdict};

use crate::error::wrong_type;
use crate::evidence::{Evidence, Seen};
use crate::provenance::{Provenance, Publish};
use crate::statement::Statement;

pub(crate) type Outcome = std::result::Result<sealwright::Verified<Content>, sealwright::Refusal>;

/// A verdict on its way to JavaScript, where a refusal becomes an error.
pub(crate) type Shown = Either<Verified, Refusal>;

/// As what it was verified; the evidence is of the same kind in all of them.
#[derive(Clone)]
pub(crate) enum Yes {
    Content(Arc<sealwright::Verified<Content>>),
    Provenance(Arc<sealwright::Verified<sealwright::Provenance>>),
    Publish(Arc<sealwright::Verified<sealwright::Publish>>),
    Summary(Arc<sealwright::Verified<VerificationSummary>>),
}

impl Yes {
    pub(crate) fn evidence(&self) -> &sealwright::Evidence {
        match self {
            Self::Content(verified) => verified.evidence(),
            Self::Provenance(verified) => verified.evidence(),
            Self::Publish(verified) => verified.evidence(),
            Self::Summary(verified) => verified.evidence(),
        }
    }

    pub(crate) fn verdict(&self) -> Verdict<'_> {
        match self {
            Self::Content(verified) => Verdict::from(&**verified),
            Self::Provenance(verified) => Verdict::from(&**verified),
            Self::Publish(verified) => Verdict::from(&**verified),
            Self::Summary(verified) => Verdict::from(&**verified),
        }
    }

    /// A statement that says so.
    pub(crate) fn summary(
        &self,
        summary: &NewSummary,
        levels: &[SlsaLevel],
        now: UnixTime,
    ) -> std::result::Result<sealwright::Statement, NewSummaryError> {
        match self {
            Self::Content(verified) => VerificationSummary::from_verdict(verified, summary, levels, now),
            Self::Provenance(verified) => VerificationSummary::from_verdict(verified, summary, levels, now),
            Self::Publish(verified) => VerificationSummary::from_verdict(verified, summary, levels, now),
            Self::Summary(verified) => VerificationSummary::from_verdict(verified, summary, levels, now),
        }
    }
}

/// What a verifier said.
pub(crate) fn shown(outcome: Outcome) -> Shown {
    judged(outcome, Yes::Content)
}

/// What came of judging what a verifier had verified.
pub(crate) fn judged<T>(
    outcome: std::result::Result<sealwright::Verified<T>, sealwright::Refusal>,
    yes: fn(Arc<sealwright::Verified<T>>) -> Yes,
) -> Shown {
    match outcome {
        Ok(verified) => Either::A(Verified(yes(Arc::new(verified)))),
        Err(refusal) => Either::B(Refusal(Arc::new(refusal))),
    }
}

/// A yes. Only a verifier makes one; expectations make of it one that says more.
#[napi]
pub struct Verified(pub(crate) Yes);

#[napi]
impl Verified {
    /// The statement that was attested; `null` if the artifact itself was signed.
    #[napi(getter, catch_unwind, ts_return_type = "Statement | null")]
    pub fn statement(&self) -> Option<Statement> {
        match &self.0 {
            Yes::Content(verified) => match verified.content() {
                Content::Statement(statement) => Some(Statement(Arc::clone(statement))),
                _ => None,
            },
            judged => judged.evidence().statement.clone().map(Statement),
        }
    }

    /// The provenance, if `Expectations.check` judged it.
    #[napi(getter, catch_unwind, ts_return_type = "Provenance | null")]
    pub fn provenance(&self) -> Option<Provenance> {
        match &self.0 {
            Yes::Provenance(verified) => Some(Provenance(Arc::clone(verified))),
            _ => None,
        }
    }

    /// What a registry attested, if `Expectations.checkPublish` judged it.
    #[napi(getter, catch_unwind, ts_return_type = "Publish | null")]
    pub fn publish(&self) -> Option<Publish> {
        match &self.0 {
            Yes::Publish(verified) => Some(Publish(Arc::clone(verified))),
            _ => None,
        }
    }

    /// The verification summary's predicate, if `VsaExpectations.check` judged it.
    #[napi(getter, catch_unwind, ts_return_type = "Record<string, unknown> | null")]
    pub fn summary(&self) -> Option<String> {
        match &self.0 {
            Yes::Summary(verified) => Some(Predicate::SummaryV1(Box::new(verified.content().clone())).to_json()),
            _ => None,
        }
    }

    /// What was looked at and found.
    #[napi(getter, catch_unwind)]
    pub fn evidence(&self) -> Evidence {
        Evidence(Seen::Verified(self.0.clone()))
    }

    /// Every check that was made, in order.
    #[napi(getter, catch_unwind, ts_return_type = "Array<Check>")]
    pub fn checks(&self) -> String {
        self.0.verdict().to_json()
    }

    /// The verdict, of the schema `sealwright/verdict/v1`.
    #[napi(js_name = "toJSON", catch_unwind, ts_return_type = "Verdict")]
    pub fn json(&self) -> String {
        self.0.verdict().to_json()
    }

    /// The verdict for people, several lines.
    #[napi(catch_unwind, ts_args_type = "options?: HumanOptions")]
    pub fn human(&self, bundle: Option<String>, colour: Option<bool>) -> String {
        human(self.0.verdict(), bundle, colour)
    }
}

impl Verified {
    /// What the verifier gave: nothing is judged twice.
    pub(crate) fn given(&self) -> Result<&sealwright::Verified<Content>> {
        match &self.0 {
            Yes::Content(verified) => Ok(verified),
            _ => Err(wrong_type("verified must be what a Verifier gave; this one has been judged before")),
        }
    }

    /// Provenance that was judged.
    pub(crate) fn judged(&self) -> Result<&sealwright::Verified<sealwright::Provenance>> {
        match &self.0 {
            Yes::Provenance(verified) => Ok(verified),
            _ => Err(wrong_type("verified must be what Expectations.check gave")),
        }
    }

    /// A verification summary that was judged.
    pub(crate) fn summarized(&self) -> Result<&sealwright::Verified<VerificationSummary>> {
        match &self.0 {
            Yes::Summary(verified) => Ok(verified),
            _ => Err(wrong_type("summaries must be what VsaExpectations.check gave")),
        }
    }
}

/// A no, of which `lib/errors.js` makes a `Refused`.
#[napi]
pub struct Refusal(pub(crate) Arc<sealwright::Refusal>);

#[napi]
impl Refusal {
    /// The code of the check that matters most.
    #[napi(getter, catch_unwind, skip_typescript)]
    pub fn code(&self) -> &'static str {
        self.0.code().as_str()
    }

    /// What failed, in one line.
    #[napi(getter, catch_unwind, skip_typescript)]
    pub fn message(&self) -> String {
        self.0.to_string()
    }

    /// What was looked at and found.
    #[napi(getter, catch_unwind, skip_typescript)]
    pub fn evidence(&self) -> Evidence {
        Evidence(Seen::Refused(Arc::clone(&self.0)))
    }

    /// The verdict.
    #[napi(catch_unwind, skip_typescript)]
    pub fn json(&self) -> String {
        Verdict::from(&*self.0).to_json()
    }

    /// The verdict for people.
    #[napi(catch_unwind, skip_typescript)]
    pub fn human(&self, bundle: Option<String>, colour: Option<bool>) -> String {
        human(Verdict::from(&*self.0), bundle, colour)
    }
}

fn human(verdict: Verdict<'_>, bundle: Option<String>, colour: Option<bool>) -> String {
    let colour = if colour.unwrap_or(false) { Colour::Always } else { Colour::Never };
    let human = verdict.human().colour(colour);
    match &bundle {
        Some(name) => human.bundle(name).to_string(),
        None => human.to_string(),
    }
}
