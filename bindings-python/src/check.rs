use pyo3::prelude::*;
use sealwright::{Code, Value};

use crate::word::{CodeWord, StatusWord};

/// One check of a verification and what came of it.
#[pyclass(frozen, eq, module = "sealwright")]
#[derive(PartialEq, Eq)]
pub(crate) struct Check(sealwright::Check);

impl From<sealwright::Check> for Check {
    fn from(check: sealwright::Check) -> Self {
        Self(check)
    }
}

impl Check {
    pub(crate) fn core(&self) -> &sealwright::Check {
        &self.0
    }
}

/// Copies of the checks, as the caller may keep them.
pub(crate) fn checks<'c>(of: impl IntoIterator<Item = &'c sealwright::Check>) -> Vec<Check> {
    of.into_iter().cloned().map(Check).collect()
}

#[pymethods]
impl Check {
    /// Which check, for example `log.inclusion`; stable.
    #[getter]
    fn code(&self) -> CodeWord {
        self.0.code.into()
    }

    /// What came of it: `pass`, `fail` or `skipped`.
    #[getter]
    fn status(&self) -> StatusWord {
        self.0.status.into()
    }

    /// In a sentence: what went wrong, or why it was skipped.
    #[getter]
    fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// What would have passed.
    #[getter]
    fn expected(&self) -> Option<String> {
        self.0.expected.as_ref().map(Value::to_string)
    }

    /// What was there.
    #[getter]
    fn found(&self) -> Option<String> {
        self.0.found.as_ref().map(Value::to_string)
    }

    /// Where: a field path or an offset.
    #[getter]
    fn at(&self) -> Option<&str> {
        self.0.at.as_deref()
    }

    /// What to do about it.
    #[getter]
    fn hint(&self) -> Option<&str> {
        self.0.hint.as_deref()
    }

    /// Where the rule is written.
    #[getter]
    fn spec(&self) -> &str {
        self.0.spec
    }

    fn __repr__(&self) -> String {
        let Self(check) = self;
        let message = check.message.as_ref().map_or_else(String::new, |text| format!(": {text}"));
        format!("<Check {} {}{message}>", check.code, sealwright_bindings::status_text(check.status))
    }

    fn __hash__(&self) -> u64 {
        crate::hash(&(self.0.code, self.0.expected.as_ref().map(Value::to_string)))
    }
}

/// Every code of a check, the most telling first.
#[pyfunction]
pub(crate) fn codes() -> Vec<CodeWord> {
    Code::all().map(CodeWord::from).collect()
}

/// What a failure of this check means, in a sentence, and where the rule is written. A ValueError for what is no code.
#[pyfunction]
pub(crate) fn explain(code: &str) -> PyResult<(&'static str, &'static str)> {
    let found = Code::from_text(code).map(|code| (code.meaning(), code.spec()));
    found.ok_or_else(|| {
        pyo3::exceptions::PyValueError::new_err(format!("{code:?} is the code of no check: see codes()"))
    })
}

/// The text in one line, with every character that a terminal would obey or that would be invisible written as
/// `\u{...}`, at most 2,000 characters of it. For text that may come from an attacker.
#[pyfunction]
pub(crate) fn escape(text: &str) -> std::borrow::Cow<'_, str> {
    sealwright::escape(text)
}
