//! What the caller demands: who signed, what proves it and when, which attestations; and what is refused all the same.

mod deny;
mod error;
mod evidence;
mod facts;
mod file;
mod forge;
mod glob;
mod identity;
mod owner;
mod publisher;
mod regex;
mod rule;
mod signer;

#[cfg(test)]
mod tests;

use std::time::Duration;

pub(crate) use deny::DenyFacts;
pub use deny::{DenyError, DenyRule};
pub use error::{IdentityError, PolicyError, PredicateTypeError, TrustedKeyError};
pub use evidence::{EvidenceDemand, LogDemand, SctDemand, TimeSource, Unlogged};
pub(crate) use facts::{CertificateFacts, SignerFacts};
pub(crate) use glob::Glob;
pub use identity::Identity;
pub use signer::{KeySigns, Signer, TrustedKey};

use crate::check::{Check, Code, Status};
use crate::time::UnixTime;
use signer::Demand;

/// What a caller demands of an artifact's evidence. There is no default: somebody must be named.
///
/// A policy that pins the repository, the workflow and the ref is the one that helps: provenance of a stranger's
/// repository, or of another branch, is just as valid. Valid is not benign.
///
/// # Globs
/// One dialect, anchored at both ends: `*` any run without `/`, `**` any run, `?` one character other than `/`,
/// `[abc]` and `[a-z]` one of these, `[!abc]` one other than these and `/`, `{a,b}` either, `\` takes the next character
/// as it is. `[^a]` is refused because readers disagree about it.
#[derive(Clone, Debug)]
#[must_use]
pub struct Policy {
    signer: Demand,
    evidence: EvidenceDemand,
    predicate_types: Vec<String>,
    as_of: Option<UnixTime>,
    deny: Vec<DenyRule>,
    serial: Option<u64>,
    expires: Option<UnixTime>,
}

impl Policy {
    /// This signer must have signed.
    pub fn signed_by(signer: impl Into<Signer>) -> Result<Self, PolicyError> {
        Demand::new(&signer.into()).map(Self::of)
    }

    /// This key must have signed.
    pub fn key(key: impl Into<TrustedKey>) -> Self {
        Self::of(Demand::Key(key.into()))
    }

    /// Any one of these must have signed.
    pub fn any_of<S: Into<Signer>>(signers: impl IntoIterator<Item = S>) -> Result<Self, PolicyError> {
        Self::signed_by(Signer::AnyOf(signers.into_iter().map(Into::into).collect()))
    }

    /// One signer that is all of these must have signed.
    pub fn all_of<S: Into<Signer>>(signers: impl IntoIterator<Item = S>) -> Result<Self, PolicyError> {
        Self::signed_by(Signer::AllOf(signers.into_iter().map(Into::into).collect()))
    }

    /// Anybody may have signed: a verdict under this policy does not say who made the artifact.
    pub fn anyone_dangerous() -> Self {
        Self::of(Demand::Anyone)
    }

    /// Signed by any certificate or by one of these keys: who signed is judged afterwards.
    pub(crate) fn judged(keys: impl IntoIterator<Item = TrustedKey>) -> Self {
        Self::of(Demand::Judged(keys.into_iter().collect()))
    }

    /// A policy file, in [TOML](https://toml.io). `testdata/policy/example.toml` shows every key.
    pub fn from_toml(text: &str) -> Result<Self, PolicyError> {
        file::read(text)
    }

    fn of(signer: Demand) -> Self {
        Self {
            signer,
            evidence: EvidenceDemand::default(),
            predicate_types: Vec::new(),
            as_of: None,
            deny: Vec::new(),
            serial: None,
            expires: None,
        }
    }

    /// Only attestations of exactly this type are accepted; asked for again, also of that type.
    pub fn predicate_type(mut self, predicate_type: impl Into<String>) -> Self {
        self.predicate_types.push(predicate_type.into());
        self
    }

    /// How many transparency logs must have the signature.
    pub fn log(mut self, demand: LogDemand) -> Self {
        self.evidence.log = demand;
        self
    }

    /// How many CT logs must have the certificate.
    pub fn sct(mut self, demand: SctDemand) -> Self {
        self.evidence.sct = demand;
        self
    }

    /// How many timestamp authorities must have seen the signature, at least.
    pub fn timestamps(mut self, at_least: u8) -> Self {
        self.evidence.timestamps = at_least;
        self
    }

    /// What may say when the signature was made.
    pub fn time(mut self, source: TimeSource) -> Self {
        self.evidence.time = source;
        self
    }

    /// Accept evidence that carries neither a log entry nor a timestamp, as old generators of provenance made it.
    ///
    /// Nobody vouches then for when it was signed, so the certificate is checked as of its own first moment. It lifts
    /// what is demanded by default; a number of logs, of timestamps or a source of time that was asked for still holds,
    /// and so does every other check. Evidence that carries an entry or a timestamp is judged as always.
    pub fn unlogged_dangerous(mut self) -> Self {
        self.evidence.unlogged = Unlogged::AcceptedDangerous;
        self
    }

    /// Verify as of this time, not as of now.
    pub fn at(mut self, time: UnixTime) -> Self {
        self.as_of = Some(time);
        self
    }

    /// Refuse what this rule names, however well it is signed.
    pub fn deny(mut self, rule: DenyRule) -> Self {
        self.deny.push(rule);
        self
    }

    /// Refuse signatures that are older than this.
    pub fn max_age(self, age: Duration) -> Self {
        self.deny(DenyRule::older_than(age, "the signature is older than the policy's maximum age"))
    }

    /// The policy itself, if its serial is no lower than this: keep the highest that was seen, and no old policy can be
    /// passed off as the current one.
    pub fn at_least_serial(self, floor: u64) -> Result<Self, PolicyError> {
        match self.serial {
            Some(serial) if serial >= floor => Ok(self),
            found => Err(PolicyError::Rollback { found, floor }),
        }
    }

    /// The serial of the policy file.
    pub fn serial(&self) -> Option<u64> {
        self.serial
    }

    /// The last moment at which the policy file is to be used.
    pub fn expires(&self) -> Option<UnixTime> {
        self.expires
    }

    /// The time as of which to verify; `None` is now.
    pub fn as_of(&self) -> Option<UnixTime> {
        self.as_of
    }

    /// What must prove that, and when, the signature was made.
    pub fn evidence(&self) -> &EvidenceDemand {
        &self.evidence
    }

    /// The accepted types of attestations; empty accepts any, and plain signatures.
    pub fn predicate_types(&self) -> &[String] {
        &self.predicate_types
    }

    /// Every key that could have signed.
    pub(crate) fn keys(&self) -> Vec<&TrustedKey> {
        let mut keys = Vec::new();
        self.signer.keys(&mut keys);
        keys
    }

    /// Checks `identity.*` and `key.*`. `times` are all established times.
    pub(crate) fn check_signer(&self, facts: &SignerFacts<'_>, times: &[UnixTime]) -> Vec<Check> {
        let mut checks = Vec::with_capacity(4);
        self.signer.check(facts, times, &mut checks);
        checks
    }

    /// Checks `policy.denied`: the deny rules, and that the policy itself has not expired.
    pub(crate) fn check_denied(&self, facts: &DenyFacts<'_>) -> Vec<Check> {
        let mut checks = deny::check(&self.deny, facts);
        if let Some(expired) = self.expires.filter(|expires| *expires < facts.now) {
            // That no rule denies is no pass of this check then.
            checks.retain(|check| check.status == Status::Fail);
            checks.push(Check::fail(&PolicyError::Expired { expired, now: facts.now }));
        }
        checks
    }

    /// Checks `predicate.type`; `found` is `None` if an artifact was signed and not a statement.
    pub(crate) fn check_predicate_type(&self, found: Option<&str>) -> Option<Check> {
        if self.predicate_types.is_empty() {
            return None;
        }
        if found.is_some_and(|found| !found.is_empty() && self.predicate_types.iter().any(|wanted| wanted == found)) {
            return Some(Check::pass(Code::PredicateType, None));
        }
        let expected = self.predicate_types.join(" or ");
        Some(Check::fail(&PredicateTypeError { expected, found: found.map(str::to_owned) }))
    }
}
