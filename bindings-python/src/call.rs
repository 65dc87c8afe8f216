//! Functions of the caller's, which the core calls: with the GIL, for the call alone.

use std::cell::RefCell;

use pyo3::exceptions::{PyException, PyTypeError};
use pyo3::prelude::*;
use sealwright_bindings::Failure;

use crate::errors::exception;

thread_local! {
    /// What a function raised last in this thread.
    static RAISED: RefCell<Option<PyErr>> = const { RefCell::new(None) };
}

/// What the work comes to, and what a function of the caller's raised in it.
pub(crate) fn catching<T>(work: impl FnOnce() -> T) -> (T, Option<PyErr>) {
    RAISED.take();
    let value = work();
    (value, RAISED.take())
}

/// Calls a function inside of `catching`. Nothing comes of it if it raises, or if Python ends.
pub(crate) fn call<T>(function: impl for<'py> FnOnce(Python<'py>) -> PyResult<T>) -> Option<T> {
    let called = Python::try_attach(function)?;
    called.map_err(|error| RAISED.set(Some(error))).ok()
}

/// The value, or the error with what was raised as its cause; whatever is no `Exception`, such as Ctrl-C, as it is.
pub(crate) fn caused<T>(
    py: Python<'_>,
    (value, raised): (Result<T, impl Into<Failure>>, Option<PyErr>),
) -> PyResult<T> {
    value.map_err(|error| match raised {
        Some(raised) if !raised.is_instance_of::<PyException>(py) => raised,
        raised => {
            let error = exception(py, error.into());
            error.set_cause(py, raised);
            error
        }
    })
}

/// `Name "Alias": "what it is"`: a function as an argument, called `Alias` in `sealwright.texts`.
macro_rules! functions {
    ($($name:ident $alias:literal: $what:literal;)*) => {$(
        #[doc = concat!("`", $alias, "`")]
        pub(crate) struct $name(pub(crate) Py<PyAny>);

        impl<'py> FromPyObject<'_, 'py> for $name {
            type Error = PyErr;

            hint!(input "sealwright.texts", $alias);

            fn extract(function: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
                match function.is_callable() {
                    true => Ok(Self(function.to_owned().unbind())),
                    false => Err(PyTypeError::new_err($what)),
                }
            }
        }
    )*};
}

functions! {
    SignDigest "SignDigest": "sign_digest is a function of a digest";
    OpenBrowser "OpenBrowser": "open is a function of a URL";
    ShowPrompt "ShowPrompt": "show is a function of a DevicePrompt";
}
