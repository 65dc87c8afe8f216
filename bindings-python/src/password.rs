//! Passwords and PINs on their way in; nothing gives them out again.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use sealwright::keys::Ask;

use crate::input::Text;

/// A password: text, which is its UTF-8, or bytes.
pub(crate) struct Password(pub(crate) sealwright::Password);

/// A password, or who knows it.
pub(crate) enum PasswordSource {
    Known(sealwright::Password),
    Asked(Py<PyAny>),
}

impl<'py> FromPyObject<'_, 'py> for Password {
    type Error = PyErr;

    hint!(input "sealwright.texts", "TextOrBytes");

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let text: Text = object.extract()?;
        Ok(Self(sealwright::Password::new(text.to_vec())))
    }
}

impl<'py> FromPyObject<'_, 'py> for PasswordSource {
    type Error = PyErr;

    hint!(input "sealwright.texts", "PasswordSource");

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if object.is_callable() {
            return Ok(Self::Asked(object.to_owned().unbind()));
        }
        // Without the value in the message.
        let wrong = |_| PyTypeError::new_err("a password is text, bytes, or a function of what it is for and its name");
        object.extract::<Password>().map(|password| Self::Known(password.0)).map_err(wrong)
    }
}

impl PasswordSource {
    /// The password for this.
    pub(crate) fn password(&self, ask: Ask<'_>) -> Option<sealwright::Password> {
        let function = match self {
            Self::Known(password) => return Some(password.clone()),
            Self::Asked(function) => function,
        };
        let (what, name) = match ask {
            Ask::KeyFile(path) => ("key-file", path.display().to_string()),
            Ask::Token(label) => ("token", label.to_owned()),
            _ => ("other", String::new()),
        };
        let answer = crate::call::call(|py| function.bind(py).call1((what, name))?.extract::<Option<Password>>());
        answer.flatten().map(|password| password.0)
    }
}
