use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyString};
use sealwright::{Ci, MakeError};

use crate::errors::Raise;
use crate::word::{CiOption, CiWord};

/// The variables of a CI system that provenance may speak of; nothing else of an environment is kept.
///
/// `variables` is a mapping, such as `os.environ`, or pairs. Which names are kept is an allow-list, `names()`: everything
/// else, every secret with it, is dropped where it comes in, and of a mapping nothing else is looked at. User names,
/// passwords and tokens in URLs are cut out of the values that are kept. What somebody wrote out in the command of a
/// Buildkite step is kept: it is no secret there, either. A value has at most 64 KiB and no control characters; all of
/// them have at most 1 MiB. Raises MakeError.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Environment(pub(crate) sealwright::Environment);

/// Those of the allow-list.
struct Variables(Vec<(&'static str, String)>);

impl<'py> FromPyObject<'_, 'py> for Variables {
    type Error = PyErr;

    hint!(input "sealwright.texts", "Pairs");

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let mut kept = Vec::new();
        if object.cast::<PyMapping>().is_ok() {
            for name in sealwright::Environment::names() {
                let value = object.call_method1("get", (name,))?;
                if !value.is_none() {
                    kept.push((name, text(name, &value)?));
                }
            }
            return Ok(Self(kept));
        }
        for pair in object.try_iter()? {
            let (name, value): (Bound<'_, PyString>, Bound<'_, PyAny>) = pair?.extract()?;
            let name = name.to_string_lossy().into_owned();
            if let Some(name) = sealwright::Environment::names().find(|known| *known == name) {
                kept.push((name, text(name, &value)?));
            }
        }
        Ok(Self(kept))
    }
}

/// A value of a system may be no text; Python has it with surrogates then.
fn text(name: &'static str, value: &Bound<'_, PyAny>) -> PyResult<String> {
    let value = value.cast::<PyString>()?;
    let read = value.extract::<String>().map_err(|_| {
        let found = value.to_string_lossy().chars().take(128).collect();
        MakeError::Variable { name, expected: "text", found }
    });
    read.raise(value.py())
}

#[pymethods]
impl Environment {
    #[new]
    fn new(py: Python<'_>, variables: Variables) -> PyResult<Self> {
        sealwright::Environment::from_pairs(variables.0).map(Self).raise(py)
    }

    /// Whose environment it is; `local` if it is that of no CI system. Raises MakeError if it is that of two.
    fn detect(&self, py: Python<'_>) -> PyResult<CiWord> {
        Ci::detect(&self.0).map(CiWord::from).raise(py)
    }

    /// The allow-list: every name that is kept, of whichever CI system.
    #[staticmethod]
    fn names() -> Vec<&'static str> {
        sealwright::Environment::names().collect()
    }

    /// The variables that are read of the environment of this CI system, and no others.
    #[staticmethod]
    fn variables(ci: CiOption) -> Vec<&'static str> {
        ci.0.variables()
    }

    /// The names alone: what is logged should say less than what is signed.
    fn __repr__(&self) -> String {
        format!("<Environment {:?}>", self.0)
    }
}
