//! The `repr` of what is built from calls: the calls.

use pyo3::prelude::*;
use pyo3::types::PyString;
use sealwright_bindings::IdentityOptions;

/// `name('value', option='value')`
pub(crate) struct Said<'py> {
    py: Python<'py>,
    name: &'static str,
    arguments: Vec<String>,
}

impl<'py> Said<'py> {
    pub(crate) fn new(py: Python<'py>, name: &'static str) -> Self {
        Self { py, name, arguments: Vec::new() }
    }

    /// A text, as Python writes it.
    pub(crate) fn word(mut self, text: &str) -> PyResult<Self> {
        self.arguments.push(PyString::new(self.py, text).repr()?.to_string());
        Ok(self)
    }

    /// Any other value, as it is to be shown.
    pub(crate) fn value(mut self, value: impl ToString) -> Self {
        self.arguments.push(value.to_string());
        self
    }

    pub(crate) fn options(mut self, options: &IdentityOptions) -> PyResult<Self> {
        let each = [
            ("workflow", &options.workflow),
            ("signer_workflow", &options.signer_workflow),
            ("tag", &options.tag),
            ("branch", &options.branch),
            ("git_ref", &options.git_ref),
            ("server", &options.server),
            ("issuer", &options.issuer),
            ("commit", &options.commit),
            ("environment", &options.environment),
            ("trigger", &options.trigger),
            ("owner_id", &options.owner_id),
            ("repository_id", &options.repository_id),
            ("visibility", &options.visibility),
            ("runner", &options.runner),
        ];
        for (name, value) in each {
            if let Some(value) = value {
                let value = PyString::new(self.py, value).repr()?;
                self.arguments.push(format!("{name}={value}"));
            }
        }
        Ok(self)
    }

    /// The call, behind what it is called on.
    pub(crate) fn call(self, on: &str) -> String {
        format!("{on}{}({})", self.name, self.arguments.join(", "))
    }
}
