//! Errors of the core on their way out: the classes are Python's, in `sealwright.errors`.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyModule;
use sealwright_bindings::Failure;

use crate::check::Check;

/// Raises what the core says as an exception of its class.
pub(crate) trait Raise<T> {
    /// The value, or the exception.
    fn raise(self, py: Python<'_>) -> PyResult<T>;
}

impl<T, E: Into<Failure>> Raise<T> for Result<T, E> {
    fn raise(self, py: Python<'_>) -> PyResult<T> {
        self.map_err(|error| exception(py, error.into()))
    }
}

/// A class of `sealwright.errors`.
pub(crate) fn class<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    static MODULE: PyOnceLock<Py<PyModule>> = PyOnceLock::new();
    let module = MODULE.get_or_try_init(py, || py.import("sealwright.errors").map(Bound::unbind))?;
    module.bind(py).getattr(name)
}

/// The exception, which may be raised or kept.
pub(crate) fn exception(py: Python<'_>, failure: Failure) -> PyErr {
    let name = failure.class.name();
    let check = *failure.check;
    let message = check.message.as_deref().unwrap_or(check.code.meaning()).to_owned();
    let made = class(py, name).and_then(|class| class.call1((message, Check::from(check))));
    made.map_or_else(|error| error, PyErr::from_value)
}
