//! `Policy`: what the caller demands.

use std::sync::Arc;
use std::time::Duration;

use napi::bindgen_prelude::{ClassInstance, Either, Either3};
use napi::{Env, JsDate, Result};
use napi_derive::napi;
use sealwright::{LogDemand, SctDemand, Signer};
use sealwright_bindings::{log_demand, sct_demand, time_source};

use crate::deny::DenyRule;
use crate::error::{thrown, wrong_type};
use crate::evidence_demand::EvidenceDemand;
use crate::identity::Identity;
use crate::key::{PublicKey, TrustedKey};
use crate::value::{Number, maybe_date, number, small, time, whole};

/// An identity or a key.
type One<'a> = Either3<ClassInstance<'a, Identity>, ClassInstance<'a, TrustedKey>, ClassInstance<'a, PublicKey>>;

fn signer(one: One<'_>) -> Signer {
    match one {
        Either3::A(identity) => identity.0.clone().into(),
        Either3::B(key) => key.0.clone().into(),
        Either3::C(key) => key.0.clone().into(),
    }
}

/// What a caller demands of an artifact's evidence. There is no default: somebody must be named.
///
/// Immutable: what changes a policy returns a new one. A policy that pins the repository, the workflow and the ref is
/// the one that helps: provenance of a stranger's repository, or of another branch, is just as valid.
#[napi]
pub struct Policy(pub(crate) Arc<sealwright::Policy>);

impl Policy {
    fn of(policy: sealwright::Policy) -> Self {
        Self(Arc::new(policy))
    }

    fn core(&self) -> sealwright::Policy {
        (*self.0).clone()
    }
}

#[napi]
impl Policy {
    /// This signer must have signed. Throws a `PolicyError` if the identity is malformed or too wide.
    #[napi(factory, catch_unwind)]
    pub fn signed_by(#[napi(ts_arg_type = "Identity | TrustedKey | PublicKey")] signer_: One<'_>) -> Result<Self> {
        sealwright::Policy::signed_by(signer(signer_)).map(Self::of).map_err(thrown)
    }

    /// This key must have signed.
    #[napi(factory, catch_unwind)]
    pub fn key(
        #[napi(ts_arg_type = "PublicKey | TrustedKey")] key: Either<
            ClassInstance<'_, PublicKey>,
            ClassInstance<'_, TrustedKey>,
        >,
    ) -> Self {
        Self::of(match key {
            Either::A(key) => sealwright::Policy::key(key.0.clone()),
            Either::B(key) => sealwright::Policy::key(key.0.clone()),
        })
    }

    /// Any one of these must have signed. Throws a `PolicyError`, also if there is none.
    #[napi(factory, catch_unwind)]
    pub fn any_of(
        #[napi(ts_arg_type = "ReadonlyArray<Identity | TrustedKey | PublicKey>")] signers: Vec<One<'_>>,
    ) -> Result<Self> {
        sealwright::Policy::any_of(signers.into_iter().map(signer)).map(Self::of).map_err(thrown)
    }

    /// One signer that is all of these must have signed. Throws a `PolicyError`, also if there is none.
    #[napi(factory, catch_unwind)]
    pub fn all_of(
        #[napi(ts_arg_type = "ReadonlyArray<Identity | TrustedKey | PublicKey>")] signers: Vec<One<'_>>,
    ) -> Result<Self> {
        sealwright::Policy::all_of(signers.into_iter().map(signer)).map(Self::of).map_err(thrown)
    }

    /// Anybody may have signed: a verdict under this policy does not say who made the artifact.
    #[napi(factory, catch_unwind)]
    pub fn anyone_dangerous() -> Self {
        Self::of(sealwright::Policy::anyone_dangerous())
    }

    /// Reads a policy file, in TOML. Throws a `PolicyError`.
    #[napi(factory, catch_unwind)]
    pub fn from_toml(text: String) -> Result<Self> {
        sealwright::Policy::from_toml(&text).map(Self::of).map_err(thrown)
    }

    /// Only attestations of exactly this type are accepted; asked for again, also of that type.
    #[napi(catch_unwind)]
    pub fn predicate_type(&self, predicate_type: String) -> Self {
        Self::of(self.core().predicate_type(predicate_type))
    }

    /// At least this many transparency logs must have the signature; 1 to 255. Without it: as the trusted root offers.
    #[napi(catch_unwind)]
    pub fn log(&self, at_least: f64) -> Result<Self> {
        let demand = log_demand(small("the number of logs", at_least)?).map_err(thrown)?;
        Ok(Self::of(self.core().log(demand)))
    }

    /// No transparency log needs to have the signature: nobody may notice one that was made with a stolen key.
    #[napi(catch_unwind)]
    pub fn no_log_dangerous(&self) -> Self {
        Self::of(self.core().log(LogDemand::NoneDangerous))
    }

    /// At least this many CT logs must have the certificate; 1 to 255. Without it: as the trusted root offers.
    #[napi(catch_unwind)]
    pub fn sct(&self, at_least: f64) -> Result<Self> {
        let demand = sct_demand(small("the number of CT logs", at_least)?).map_err(thrown)?;
        Ok(Self::of(self.core().sct(demand)))
    }

    /// No CT log needs to have the certificate: nobody may notice one that was issued wrongly.
    #[napi(catch_unwind)]
    pub fn no_sct_dangerous(&self) -> Self {
        Self::of(self.core().sct(SctDemand::NoneDangerous))
    }

    /// At least this many timestamp authorities must have seen the signature; 0 to 255.
    #[napi(catch_unwind)]
    pub fn timestamps(&self, at_least: f64) -> Result<Self> {
        Ok(Self::of(self.core().timestamps(small("the number of timestamps", at_least)?)))
    }

    /// What may say when the signature was made.
    #[napi(catch_unwind)]
    pub fn time(&self, #[napi(ts_arg_type = "TimeSource")] source: String) -> Result<Self> {
        Ok(Self::of(self.core().time(time_source(&source).map_err(thrown)?)))
    }

    /// Accept evidence that carries neither a log entry nor a timestamp, as old generators of provenance made it.
    ///
    /// Nobody vouches then for when it was signed, so the certificate is checked as of its own first moment. It lifts
    /// what is demanded by default; a number of logs, of timestamps or a source of time that was asked for still holds,
    /// and so does every other check. Evidence that carries an entry or a timestamp is judged as always.
    #[napi(catch_unwind)]
    pub fn unlogged_dangerous(&self) -> Self {
        Self::of(self.core().unlogged_dangerous())
    }

    /// Verify as of this time, not as of now.
    #[napi(catch_unwind)]
    pub fn at(&self, #[napi(ts_arg_type = "Date")] as_of: JsDate<'_>) -> Result<Self> {
        Ok(Self::of(self.core().at(time(&as_of)?)))
    }

    /// Refuse what this rule names, however well it is signed.
    #[napi(catch_unwind)]
    pub fn deny(&self, rule: &DenyRule) -> Self {
        Self::of(self.core().deny(rule.0.clone()))
    }

    /// Refuse signatures that are older than this many seconds.
    #[napi(catch_unwind)]
    pub fn max_age(&self, seconds: f64) -> Result<Self> {
        Ok(Self::of(self.core().max_age(duration(seconds)?)))
    }

    /// The policy itself, if its serial is no lower than this: keep the highest that was seen, and no old policy can be
    /// passed off as the current one. Throws a `PolicyError`.
    #[napi(catch_unwind)]
    pub fn at_least_serial(&self, #[napi(ts_arg_type = "number | bigint")] floor: Number) -> Result<Self> {
        let floor = whole("the serial", floor)?;
        self.core().at_least_serial(floor).map(Self::of).map_err(thrown)
    }

    /// The serial of the policy file.
    #[napi(getter, catch_unwind, ts_return_type = "number | null")]
    pub fn serial(&self) -> Option<f64> {
        self.0.serial().map(number)
    }

    /// The last moment at which the policy file is to be used.
    #[napi(getter, catch_unwind, ts_return_type = "Date | null")]
    pub fn expires<'e>(&self, env: &'e Env) -> Result<Option<JsDate<'e>>> {
        maybe_date(env, self.0.expires())
    }

    /// The time as of which to verify; `null` is now.
    #[napi(getter, catch_unwind, ts_return_type = "Date | null")]
    pub fn as_of<'e>(&self, env: &'e Env) -> Result<Option<JsDate<'e>>> {
        maybe_date(env, self.0.as_of())
    }

    /// What must prove that, and when, the signature was made.
    #[napi(getter, catch_unwind)]
    pub fn evidence(&self) -> EvidenceDemand {
        EvidenceDemand(self.0.evidence().clone())
    }

    /// The accepted types of attestations; empty accepts any, and plain signatures.
    #[napi(getter, catch_unwind)]
    pub fn predicate_types(&self) -> Vec<String> {
        self.0.predicate_types().to_vec()
    }
}

/// A duration of that many seconds.
pub(crate) fn duration(seconds: f64) -> Result<Duration> {
    Duration::try_from_secs_f64(seconds).map_err(|_| wrong_type("the age must be a number of seconds, not negative"))
}
