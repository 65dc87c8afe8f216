use std::sync::Arc;

use pyo3::prelude::*;
use sealwright::{LogDemand, SctDemand};
use sealwright_bindings as shared;

use crate::deny::DenyRule;
use crate::errors::Raise;
use crate::input::Text;
use crate::said::Said;
use crate::signer::{Many, One};
use crate::time::{Length, Time};
use crate::word::{TimeSourceOption, TimeSourceWord, UnloggedWord};

/// What a caller demands of an artifact's evidence. There is no default: somebody must be named.
///
/// Immutable: what adds a demand gives a new policy. A policy that pins the repository, the workflow and the ref is the
/// one that helps: provenance of a stranger's repository, or of another branch, is just as valid. Valid is not benign.
///
/// Globs are of one dialect, anchored at both ends: `*` any run without `/`, `**` any run, `?` one character other than
/// `/`, `[abc]` and `[a-z]` one of these, `[!abc]` one other than these and `/`, `{a,b}` either.
#[pyclass(frozen, from_py_object, module = "sealwright")]
#[derive(Clone)]
pub(crate) struct Policy {
    pub(crate) inner: Arc<sealwright::Policy>,
    said: Arc<str>,
}

/// What must prove that, and when, the signature was made. The bundle has no say in it.
#[pyclass(frozen, eq, module = "sealwright")]
#[derive(PartialEq, Eq)]
pub(crate) struct EvidenceDemand(sealwright::EvidenceDemand);

impl Policy {
    pub(crate) fn new(inner: sealwright::Policy, said: String) -> Self {
        Self { inner: Arc::new(inner), said: said.into() }
    }

    /// The same with one more demand.
    fn with(&self, said: Said<'_>, change: impl FnOnce(sealwright::Policy) -> sealwright::Policy) -> Self {
        let said = said.call(&format!("{}.", self.said));
        Self::new(change(sealwright::Policy::clone(&self.inner)), said)
    }
}

#[pymethods]
impl Policy {
    /// This signer must have signed: an `Identity`, a `TrustedKey` or a `PublicKey`. Raises PolicyError for an identity
    /// with a mistake in it.
    #[staticmethod]
    fn signed_by(py: Python<'_>, signer: One) -> PyResult<Self> {
        let said = Said::new(py, "signed_by").value(signer.said()).call("Policy.");
        sealwright::Policy::signed_by(signer.signer()).map(|inner| Self::new(inner, said)).raise(py)
    }

    /// This key must have signed: a `TrustedKey` or a `PublicKey`.
    #[staticmethod]
    fn key(py: Python<'_>, key: crate::signer::Key) -> Self {
        let said = Said::new(py, "key").value(key.said()).call("Policy.");
        Self::new(sealwright::Policy::key(key.trusted()), said)
    }

    /// Any one of these must have signed. A list among them stands for one signer that is all of the list.
    #[staticmethod]
    fn any_of(py: Python<'_>, signers: Vec<Many>) -> PyResult<Self> {
        let said = Said::new(py, "any_of").value(Many::said(&signers)).call("Policy.");
        let signer = sealwright::Signer::AnyOf(Many::all(signers, false));
        sealwright::Policy::signed_by(signer).map(|inner| Self::new(inner, said)).raise(py)
    }

    /// One signer that is all of these must have signed. A list among them stands for any one of the list.
    #[staticmethod]
    fn all_of(py: Python<'_>, signers: Vec<Many>) -> PyResult<Self> {
        let said = Said::new(py, "all_of").value(Many::said(&signers)).call("Policy.");
        let signer = sealwright::Signer::AllOf(Many::all(signers, true));
        sealwright::Policy::signed_by(signer).map(|inner| Self::new(inner, said)).raise(py)
    }

    /// Anybody may have signed: a verdict under this policy does not say who made the artifact.
    #[staticmethod]
    fn anyone_dangerous() -> Self {
        Self::new(sealwright::Policy::anyone_dangerous(), "Policy.anyone_dangerous()".to_owned())
    }

    /// A policy file, in TOML. Raises PolicyError.
    #[staticmethod]
    fn from_toml(py: Python<'_>, text: Text) -> PyResult<Self> {
        let policy = sealwright::Policy::from_toml(&text.to_str());
        policy.map(|inner| Self::new(inner, "Policy.from_toml(...)".to_owned())).raise(py)
    }

    /// Only attestations of exactly this type are accepted; asked for again, also of that type.
    fn predicate_type(&self, py: Python<'_>, predicate_type: &str) -> PyResult<Self> {
        let said = Said::new(py, "predicate_type").word(predicate_type)?;
        Ok(self.with(said, |policy| policy.predicate_type(predicate_type)))
    }

    /// At least so many distinct transparency logs, 1 or more, must have the signature.
    fn log(&self, py: Python<'_>, at_least: u8) -> PyResult<Self> {
        let demand = shared::log_demand(at_least).raise(py)?;
        Ok(self.with(Said::new(py, "log").value(at_least), |policy| policy.log(demand)))
    }

    /// No transparency log need have the signature: one that nobody else has seen is accepted.
    fn no_log_dangerous(&self, py: Python<'_>) -> Self {
        self.with(Said::new(py, "no_log_dangerous"), |policy| policy.log(LogDemand::NoneDangerous))
    }

    /// At least so many distinct CT logs, 1 or more, must have the certificate.
    fn sct(&self, py: Python<'_>, at_least: u8) -> PyResult<Self> {
        let demand = shared::sct_demand(at_least).raise(py)?;
        Ok(self.with(Said::new(py, "sct").value(at_least), |policy| policy.sct(demand)))
    }

    /// No CT log need have the certificate: one that nobody else has seen is accepted.
    fn no_sct_dangerous(&self, py: Python<'_>) -> Self {
        self.with(Said::new(py, "no_sct_dangerous"), |policy| policy.sct(SctDemand::NoneDangerous))
    }

    /// How many timestamp authorities must have seen the signature, at least.
    fn timestamps(&self, py: Python<'_>, at_least: u8) -> Self {
        self.with(Said::new(py, "timestamps").value(at_least), |policy| policy.timestamps(at_least))
    }

    /// What may say when the signature was made: `either`, `log`, `tsa` or `both`.
    fn time(&self, py: Python<'_>, source: TimeSourceOption) -> PyResult<Self> {
        let said = Said::new(py, "time").word(shared::time_source_text(source.0))?;
        Ok(self.with(said, |policy| policy.time(source.0)))
    }

    /// Accept evidence that carries neither a log entry nor a timestamp, as old generators of provenance made it.
    ///
    /// Nobody vouches then for when it was signed, so the certificate is checked as of its own first moment. It lifts
    /// what is demanded by default; a number of logs, of timestamps or a source of time that was asked for still holds,
    /// and so does every other check. Evidence that carries an entry or a timestamp is judged as always.
    fn unlogged_dangerous(&self, py: Python<'_>) -> Self {
        self.with(Said::new(py, "unlogged_dangerous"), sealwright::Policy::unlogged_dangerous)
    }

    /// Verify as of this time, not as of now.
    fn at(&self, py: Python<'_>, time: Time) -> Self {
        self.with(Said::new(py, "at").value(time.0), |policy| policy.at(time.0))
    }

    /// Refuse what this rule names, however well it is signed.
    fn deny(&self, py: Python<'_>, rule: DenyRule) -> Self {
        self.with(Said::new(py, "deny").value(&rule.said), |policy| policy.deny(rule.inner))
    }

    /// Refuse signatures that are older than this.
    fn max_age(&self, py: Python<'_>, age: Length) -> Self {
        self.with(Said::new(py, "max_age").value(format!("{:?}", age.0)), |policy| policy.max_age(age.0))
    }

    /// The policy itself, if its serial is no lower than this; otherwise a PolicyError. Keep the highest that was seen,
    /// and no old policy can be passed off as the current one.
    fn at_least_serial(&self, py: Python<'_>, floor: u64) -> PyResult<Self> {
        sealwright::Policy::clone(&self.inner).at_least_serial(floor).map(drop).raise(py)?;
        Ok(self.clone())
    }

    /// The serial of the policy file.
    #[getter]
    fn serial(&self) -> Option<u64> {
        self.inner.serial()
    }

    /// The last moment at which the policy file is to be used.
    #[getter]
    fn expires(&self) -> Option<Time> {
        self.inner.expires().map(Time)
    }

    /// The time as of which to verify; None is now.
    #[getter]
    fn as_of(&self) -> Option<Time> {
        self.inner.as_of().map(Time)
    }

    /// What must prove that, and when, the signature was made.
    #[getter]
    fn evidence(&self) -> EvidenceDemand {
        EvidenceDemand(self.inner.evidence().clone())
    }

    /// The accepted types of attestations; empty accepts any, and plain signatures.
    #[getter]
    fn predicate_types(&self) -> Vec<String> {
        self.inner.predicate_types().to_vec()
    }

    fn __repr__(&self) -> &str {
        &self.said
    }
}

#[pymethods]
impl EvidenceDemand {
    /// Entries of so many distinct trusted transparency logs; None is one, if the trusted root has a log.
    #[getter]
    fn log(&self) -> Option<u8> {
        match self.0.log {
            LogDemand::AsTheRootOffers => None,
            LogDemand::AtLeast(count) => Some(count.get()),
            LogDemand::NoneDangerous => Some(0),
        }
    }

    /// Certificate timestamps of so many distinct trusted CT logs; None is one, if the trusted root has a CT log.
    #[getter]
    fn sct(&self) -> Option<u8> {
        match self.0.sct {
            SctDemand::AsTheRootOffers => None,
            SctDemand::AtLeast(count) => Some(count.get()),
            SctDemand::NoneDangerous => Some(0),
        }
    }

    /// Timestamps of so many distinct trusted authorities, at least.
    #[getter]
    fn timestamps(&self) -> u8 {
        self.0.timestamps
    }

    /// What may say when the signature was made.
    #[getter]
    fn time(&self) -> TimeSourceWord {
        self.0.time.into()
    }

    /// Whether evidence that no witness has seen is accepted: `refused` or `accepted-dangerous`.
    #[getter]
    fn unlogged(&self) -> UnloggedWord {
        self.0.unlogged.into()
    }

    fn __repr__(&self) -> String {
        let shown = |count: Option<u8>| count.map_or_else(|| "as the root offers".to_owned(), |n| n.to_string());
        let time = shared::time_source_text(self.0.time);
        let (log, sct) = (shown(self.log()), shown(self.sct()));
        let unlogged = shared::unlogged_text(self.0.unlogged);
        let timestamps = self.0.timestamps;
        format!("<EvidenceDemand log: {log}, sct: {sct}, timestamps: {timestamps}, time: {time}, unlogged: {unlogged}>")
    }

    fn __hash__(&self) -> u64 {
        let EvidenceDemand(demand) = self;
        let (time, unlogged) = (shared::time_source_text(demand.time), shared::unlogged_text(demand.unlogged));
        crate::hash(&(self.log(), self.sct(), demand.timestamps, time, unlogged))
    }
}
