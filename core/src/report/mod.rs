//! Verdicts for people and for programs. Everything that a verdict shows is in its evidence; nothing is decided here.

mod facts;
mod holds;
mod human;
mod json;
mod provider;
mod text;

use crate::verify::{Evidence, Refusal, Verified};

pub use human::Human;
pub use text::{Colour, escape};

/// A verdict that can be shown. One that says "verified" can only be had from a [`Verified`].
#[derive(Clone, Copy, Debug)]
pub struct Verdict<'a> {
    verified: bool,
    evidence: &'a Evidence,
}

impl<'a> Verdict<'a> {
    /// Whether it is a yes.
    pub fn is_verified(&self) -> bool {
        self.verified
    }

    /// What was looked at and found.
    pub fn evidence(&self) -> &'a Evidence {
        self.evidence
    }

    /// The verdict as one JSON object of the schema `sealwright/verdict/v1`, in one line without a line break.
    ///
    /// Characters that a terminal would obey rather than show are written as `\u` escapes.
    pub fn to_json(&self) -> String {
        json::verdict(self)
    }

    /// The verdict for people.
    pub fn human(&self) -> Human<'a> {
        Human::new(*self)
    }
}

impl<'a, T> From<&'a Verified<T>> for Verdict<'a> {
    fn from(verified: &'a Verified<T>) -> Self {
        Self { verified: true, evidence: verified.evidence() }
    }
}

impl<'a> From<&'a Refusal> for Verdict<'a> {
    fn from(refusal: &'a Refusal) -> Self {
        Self { verified: false, evidence: refusal.evidence() }
    }
}
