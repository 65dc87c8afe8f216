use pyo3::prelude::*;

use crate::time::Time;

/// A window of time with both ends in it; no end means that it is still open.
#[pyclass(frozen, eq, from_py_object, module = "sealwright")]
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Validity(pub(crate) sealwright::Validity);

#[pymethods]
impl Validity {
    #[new]
    #[pyo3(signature = (start, end=None))]
    fn new(start: Time, end: Option<Time>) -> Self {
        Self(sealwright::Validity { start: start.0, end: end.map(|end| end.0) })
    }

    /// The first moment of the window.
    #[getter]
    fn start(&self) -> Time {
        Time(self.0.start)
    }

    /// The last moment of the window.
    #[getter]
    fn end(&self) -> Option<Time> {
        self.0.end.map(Time)
    }

    /// Whether the time lies in the window, both ends included.
    fn contains(&self, time: Time) -> bool {
        self.0.contains(time.0)
    }

    fn __repr__(&self) -> String {
        format!("<Validity {}>", self.0)
    }

    fn __hash__(&self) -> u64 {
        crate::hash(&(self.0.start, self.0.end))
    }
}
