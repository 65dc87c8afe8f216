//! What a verification looked at and found.

use std::sync::Arc;

use napi::bindgen_prelude::Either;
use napi::{Env, JsDate, Result};
use napi_derive::napi;
use sealwright::{SignerEvidence, UnixTime, Verdict};
use sealwright_bindings::signed_time;

use crate::artifact::Artifact;
use crate::certificate::Certificate;
use crate::key::PublicKey;
use crate::statement::Statement;
use crate::value::{date, maybe_date, number};
use crate::verdict::Yes;

/// The verdict that the evidence belongs to.
#[derive(Clone)]
pub(crate) enum Seen {
    Verified(Yes),
    Refused(Arc<sealwright::Refusal>),
}

/// What a verification looked at and found; the same for a yes and for a no.
#[napi]
pub struct Evidence(pub(crate) Seen);

impl Evidence {
    fn core(&self) -> &sealwright::Evidence {
        match &self.0 {
            Seen::Verified(verified) => verified.evidence(),
            Seen::Refused(refusal) => refusal.evidence(),
        }
    }

    fn verdict(&self) -> Verdict<'_> {
        match &self.0 {
            Seen::Verified(verified) => verified.verdict(),
            Seen::Refused(refusal) => Verdict::from(&**refusal),
        }
    }
}

#[napi]
impl Evidence {
    /// What was verified.
    #[napi(getter, catch_unwind)]
    pub fn artifact(&self) -> Artifact {
        Artifact(self.core().artifact.clone())
    }

    /// Whose signature verifies; `null` if there is none. That the policy accepts this signer, the checks say.
    #[napi(getter, catch_unwind, ts_return_type = "Certificate | PublicKey | null")]
    pub fn signer(&self) -> Option<Either<Certificate, PublicKey>> {
        match self.core().signer.as_ref()? {
            SignerEvidence::Certificate(certificate) => Some(Either::A(Certificate(certificate.clone()))),
            SignerEvidence::Key(key) => Some(Either::B(PublicKey(key.clone()))),
            _ => None,
        }
    }

    /// When the signature was made, by everyone who can be trusted to know.
    #[napi(getter, catch_unwind)]
    pub fn times(&self) -> Vec<EstablishedTime> {
        let times = self.core().times.iter();
        times
            .map(|time| EstablishedTime { source: signed_time(time.source), at: time.at, by: time.by.to_string() })
            .collect()
    }

    /// The log entries that verify.
    #[napi(getter, catch_unwind)]
    pub fn log(&self) -> Vec<LogEvidence> {
        self.core().log.iter().cloned().map(LogEvidence).collect()
    }

    /// The statement that is attested, if it is one.
    #[napi(getter, catch_unwind, ts_return_type = "Statement | null")]
    pub fn statement(&self) -> Option<Statement> {
        self.core().statement.clone().map(Statement)
    }

    /// Every check that was made, in order.
    #[napi(getter, catch_unwind, ts_return_type = "Array<Check>")]
    pub fn checks(&self) -> String {
        self.verdict().to_json()
    }

    /// The checks that failed, the most telling first.
    #[napi(getter, catch_unwind, ts_return_type = "Array<Check>")]
    pub fn failures(&self) -> Vec<u32> {
        let evidence = self.core();
        let place = |failed: &sealwright::Check| evidence.checks.iter().position(|check| std::ptr::eq(check, failed));
        let places = evidence.failures().into_iter().filter_map(place);
        places.filter_map(|place| u32::try_from(place).ok()).collect()
    }
}

/// A time that somebody trusted has signed.
#[napi]
pub struct EstablishedTime {
    source: &'static str,
    at: UnixTime,
    by: String,
}

#[napi]
impl EstablishedTime {
    /// What kind of witness it is.
    #[napi(getter, catch_unwind, ts_return_type = "TimeSourceKind")]
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// The time.
    #[napi(getter, catch_unwind, ts_return_type = "Date")]
    pub fn at<'e>(&self, env: &'e Env) -> Result<JsDate<'e>> {
        date(env, self.at)
    }

    /// The name of the log or of the timestamp authority.
    #[napi(getter, catch_unwind)]
    pub fn by(&self) -> &str {
        &self.by
    }
}

/// A log entry that verifies.
#[napi]
pub struct LogEvidence(sealwright::LogEvidence);

#[napi]
impl LogEvidence {
    /// The log, base64 as trusted roots have it.
    #[napi(getter, catch_unwind)]
    pub fn log_id(&self) -> String {
        self.0.log_id.to_string()
    }

    /// The entry's index in the log.
    #[napi(getter, catch_unwind)]
    pub fn index(&self) -> f64 {
        number(self.0.index)
    }

    /// The kind of entry.
    #[napi(getter, catch_unwind, ts_return_type = "EntryKind")]
    pub fn kind(&self) -> String {
        self.0.kind.to_string()
    }

    /// When the log says that it took the entry, if its promise verifies.
    #[napi(getter, catch_unwind, ts_return_type = "Date | null")]
    pub fn integrated_time<'e>(&self, env: &'e Env) -> Result<Option<JsDate<'e>>> {
        maybe_date(env, self.0.integrated_time)
    }
}
