use pyo3::prelude::*;

use crate::verdict::{Outcome, Shown, Verified, object, verified};

/// What came of everything that is attested of an artifact: a yes. Only `Expectations.verify` makes one.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Judged(sealwright::Judged);

/// The yes, or the refusal of what came nearest raised.
pub(crate) fn judged(py: Python<'_>, result: Result<sealwright::Judged, sealwright::Unproven>) -> PyResult<Judged> {
    match result {
        Ok(judged) => Ok(Judged(judged)),
        Err(unproven) => {
            let refused = Outcome::Refused(unproven.nearest().clone());
            Err(PyErr::from_value(object(py, refused)?.0))
        }
    }
}

#[pymethods]
impl Judged {
    /// The provenance that is as expected, the first if there are several: a `Verified` that has `provenance`.
    #[getter]
    fn verified(&self, py: Python<'_>) -> PyResult<Verified> {
        verified(py, Outcome::Provenance(self.0.verified().clone()))
    }

    /// Which of the attestations that is, counted from 0.
    #[getter]
    fn index(&self) -> usize {
        self.0.index()
    }

    /// What is attested of the publication, if anything is: a `Verified` that has `publish`.
    #[getter]
    fn published(&self, py: Python<'_>) -> PyResult<Option<Verified>> {
        self.0.published().map(|published| verified(py, Outcome::Publish(published.clone()))).transpose()
    }

    /// What was refused beside it, each with which of the attestations it is: worth a note, no more.
    #[getter]
    fn refused<'py>(&self, py: Python<'py>) -> PyResult<Vec<(usize, Shown<'py>)>> {
        let one = |(index, refusal): &(usize, sealwright::Refusal)| {
            Ok((*index, object(py, Outcome::Refused(refusal.clone()))?))
        };
        self.0.refused().iter().map(one).collect()
    }

    fn __repr__(&self) -> String {
        let builder = sealwright::escape(self.0.verified().content().builder()).to_string();
        format!("<Judged: built by {builder}, {} refused beside it>", self.0.refused().len())
    }
}
