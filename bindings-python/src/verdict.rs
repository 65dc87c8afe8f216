use std::sync::Arc;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use sealwright::predicate::vsa::VerificationSummary;
use sealwright::{Colour, Content, Predicate, Refusal as CoreRefusal, Verdict, Verified as CoreVerified};

use crate::check::{Check, checks};
use crate::errors::class;
use crate::evidence::Evidence;
use crate::json;
use crate::provenance::{Provenance, Publish};
use crate::statement::Statement;
use crate::word::CodeWord;

/// What a verification came to. Python objects are made of it only when somebody asks for them.
// A box more would be for the verdicts that wait in a batch alone; all others go behind an Arc at once.
#[allow(clippy::large_enum_variant)]
pub(crate) enum Outcome {
    Verified(CoreVerified<Content>),
    Provenance(CoreVerified<sealwright::Provenance>),
    Publish(CoreVerified<sealwright::Publish>),
    Summary(CoreVerified<VerificationSummary>),
    Refused(CoreRefusal),
}

impl Outcome {
    pub(crate) fn evidence(&self) -> &sealwright::Evidence {
        match self {
            Self::Verified(verified) => verified.evidence(),
            Self::Provenance(verified) => verified.evidence(),
            Self::Publish(verified) => verified.evidence(),
            Self::Summary(verified) => verified.evidence(),
            Self::Refused(refusal) => refusal.evidence(),
        }
    }

    /// What came of further checks.
    pub(crate) fn judged<T>(
        result: Result<CoreVerified<T>, CoreRefusal>,
        verified: fn(CoreVerified<T>) -> Self,
    ) -> Self {
        result.map_or_else(Self::Refused, verified)
    }

    fn verdict(&self) -> Verdict<'_> {
        match self {
            Self::Verified(verified) => verified.into(),
            Self::Provenance(verified) => verified.into(),
            Self::Publish(verified) => verified.into(),
            Self::Summary(verified) => verified.into(),
            Self::Refused(refusal) => refusal.into(),
        }
    }

    fn human(&self, bundle: Option<&str>, colour: bool) -> String {
        let human = self.verdict().human().colour(if colour { Colour::Always } else { Colour::Never });
        bundle.map_or(human, |name| human.bundle(name)).to_string()
    }

    /// Artifact and number of checks, in a line.
    fn line(&self) -> String {
        let evidence = self.evidence();
        let digest = evidence.artifact.digests().next().map(|digest| digest.to_string());
        let name = evidence.artifact.name().map(str::to_owned).or(digest).unwrap_or_default();
        format!("{}: {} checks", sealwright::escape(&name), evidence.checks.len())
    }
}

impl From<Result<CoreVerified<Content>, CoreRefusal>> for Outcome {
    fn from(result: Result<CoreVerified<Content>, CoreRefusal>) -> Self {
        Self::judged(result, Self::Verified)
    }
}

/// An artifact that passed every check that the policy asks for. Only a `Verifier` makes one, and `Expectations` and
/// `VsaExpectations` go on from it.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Verified(Arc<Outcome>);

/// What `sealwright.Refused` holds.
#[pyclass(frozen, name = "_Refusal", module = "sealwright._sealwright")]
pub(crate) struct Refusal(Arc<Outcome>);

impl Verified {
    /// What a verifier gave, for whoever judges it further; what was judged is judged no more.
    pub(crate) fn given(&self) -> PyResult<&CoreVerified<Content>> {
        match &*self.0 {
            Outcome::Verified(verified) => Ok(verified),
            _ => Err(PyTypeError::new_err("expected what a Verifier gave, not what was judged already")),
        }
    }

    /// Provenance that was judged.
    pub(crate) fn judged_provenance(&self) -> PyResult<&CoreVerified<sealwright::Provenance>> {
        match &*self.0 {
            Outcome::Provenance(verified) => Ok(verified),
            _ => Err(PyTypeError::new_err("expected what Expectations.check gave")),
        }
    }

    /// A verification summary that was judged.
    pub(crate) fn judged_summary(&self) -> PyResult<&CoreVerified<VerificationSummary>> {
        match &*self.0 {
            Outcome::Summary(verified) => Ok(verified),
            _ => Err(PyTypeError::new_err("expected what VsaExpectations.check gave")),
        }
    }
}

/// A verdict on its way in: `Verified`, or the exception `Refused`.
pub(crate) struct Told(pub(crate) Arc<Outcome>);

impl<'py> FromPyObject<'_, 'py> for Told {
    type Error = PyErr;

    hint!(input "sealwright.texts", "Verdict");

    fn extract(verdict: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(verified) = verdict.cast::<Verified>() {
            return Ok(Self(Arc::clone(&verified.get().0)));
        }
        if !verdict.is_instance(&class(verdict.py(), "Refused")?)? {
            return Err(PyTypeError::new_err("expected a Verified or a Refused"));
        }
        let refusal = verdict.getattr("_refusal")?;
        Ok(Self(Arc::clone(&refusal.cast::<Refusal>()?.get().0)))
    }
}

/// A verdict on its way out: `Verified`, or the exception `Refused`, which is not raised yet.
pub(crate) struct Shown<'py>(pub(crate) Bound<'py, PyAny>);

impl<'py> IntoPyObject<'py> for Shown<'py> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = std::convert::Infallible;

    hint!(output "sealwright.texts", "Verdict");

    fn into_pyobject(self, _: Python<'py>) -> Result<Self::Output, Self::Error> {
        Ok(self.0)
    }
}

/// The verdict as an object.
pub(crate) fn object(py: Python<'_>, outcome: Outcome) -> PyResult<Shown<'_>> {
    let refused = matches!(outcome, Outcome::Refused(_));
    let outcome = Arc::new(outcome);
    match refused {
        true => class(py, "Refused")?.call1((Refusal(outcome),)).map(Shown),
        false => Bound::new(py, Verified(outcome)).map(|verified| Shown(verified.into_any())),
    }
}

/// The object, or the exception raised.
pub(crate) fn verified(py: Python<'_>, outcome: Outcome) -> PyResult<Verified> {
    match outcome {
        Outcome::Refused(_) => Err(PyErr::from_value(object(py, outcome)?.0)),
        _ => Ok(Verified(Arc::new(outcome))),
    }
}

#[pymethods]
impl Verified {
    /// The in-toto statement, if an attestation was verified; None if the artifact itself is what was signed.
    #[getter]
    fn statement(&self) -> Option<Statement> {
        match &*self.0 {
            Outcome::Verified(verified) => match verified.content() {
                Content::Statement(statement) => Some(Statement(Arc::clone(statement))),
                _ => None,
            },
            Outcome::Refused(_) => None,
            judged => judged.evidence().statement.clone().map(Statement),
        }
    }

    /// The provenance, if `Expectations.check` judged it.
    #[getter]
    fn provenance(&self) -> Option<Provenance> {
        match &*self.0 {
            Outcome::Provenance(verified) => Some(Provenance(verified.content().clone())),
            _ => None,
        }
    }

    /// What a package registry attested, if `Expectations.check_publish` judged it.
    #[getter]
    fn publish(&self) -> Option<Publish> {
        match &*self.0 {
            Outcome::Publish(verified) => Some(Publish(verified.content().clone())),
            _ => None,
        }
    }

    /// The predicate of a verification summary, if `VsaExpectations.check` judged it.
    #[getter]
    fn summary<'py>(&self, py: Python<'py>) -> PyResult<Option<json::Object<'py>>> {
        match &*self.0 {
            Outcome::Summary(verified) => {
                let summary = Predicate::SummaryV1(Box::new(verified.content().clone()));
                json::object(py, &summary.to_json())
            }
            _ => Ok(None),
        }
    }

    /// Why: the signer, the times, the log entries and every check.
    #[getter]
    fn evidence(&self) -> Evidence {
        Evidence(Arc::clone(&self.0))
    }

    /// Every check, in the order in which they were made.
    #[getter]
    fn checks(&self) -> Vec<Check> {
        checks(&self.0.evidence().checks)
    }

    /// The verdict as one JSON object of the schema `sealwright/verdict/v1`, in one line.
    fn to_json(&self) -> String {
        self.0.verdict().to_json()
    }

    /// The verdict for people, in several lines, with ANSI colours if asked for.
    #[pyo3(signature = (*, bundle=None, colour=false))]
    fn human(&self, bundle: Option<&str>, colour: bool) -> String {
        self.0.human(bundle, colour)
    }

    fn __repr__(&self) -> String {
        format!("<Verified {}>", self.0.line())
    }
}

#[pymethods]
impl Refusal {
    /// The most telling failure, in a line.
    #[getter]
    fn message(&self) -> String {
        match &*self.0 {
            Outcome::Refused(refusal) => refusal.to_string(),
            _ => String::new(),
        }
    }

    /// The code of the failed check that tells most.
    #[getter]
    fn code(&self) -> CodeWord {
        match &*self.0 {
            Outcome::Refused(refusal) => refusal.code().into(),
            _ => sealwright::Code::BundleMalformed.into(),
        }
    }

    /// Every check, in the order in which they were made.
    #[getter]
    fn checks(&self) -> Vec<Check> {
        checks(&self.0.evidence().checks)
    }

    /// The checks that failed, the most telling first; never empty.
    #[getter]
    fn failures(&self) -> Vec<Check> {
        checks(self.0.evidence().failures())
    }

    /// What was looked at and found.
    #[getter]
    fn evidence(&self) -> Evidence {
        Evidence(Arc::clone(&self.0))
    }

    /// The verdict as one JSON object of the schema `sealwright/verdict/v1`, in one line.
    fn to_json(&self) -> String {
        self.0.verdict().to_json()
    }

    /// The verdict for people, in several lines, with ANSI colours if asked for.
    #[pyo3(signature = (*, bundle=None, colour=false))]
    fn human(&self, bundle: Option<&str>, colour: bool) -> String {
        self.0.human(bundle, colour)
    }
}
