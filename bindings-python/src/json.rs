//! JSON in the core is what `json` makes of it in Python, and back.

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyDict, PyMapping, PyString};
use sealwright::PredicateError;

use crate::errors::Raise;

/// An object on its way out: a `dict`.
pub(crate) struct Object<'py>(Bound<'py, PyAny>);

impl<'py> IntoPyObject<'py> for Object<'py> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = std::convert::Infallible;

    hint!(output "sealwright.texts", "JsonObject");

    fn into_pyobject(self, _: Python<'py>) -> Result<Self::Output, Self::Error> {
        Ok(self.0)
    }
}

/// The object that the core has written; nothing for `null`.
pub(crate) fn object<'py>(py: Python<'py>, json: &str) -> PyResult<Option<Object<'py>>> {
    let read = py.import("json")?.call_method1("loads", (json,));
    let read = match read {
        // Python 3.11 and later refuse whole numbers of more than 4,300 digits.
        Err(error) if error.is_instance_of::<pyo3::exceptions::PyValueError>(py) => {
            return Err(malformed(error.value(py).to_string())).raise(py);
        }
        read => read?,
    };
    Ok(Some(read).filter(|read| !read.is_none()).map(Object))
}

/// Bytes as text, for a reader that wants text.
pub(crate) fn text<'b>(py: Python<'_>, bytes: &'b [u8]) -> PyResult<&'b str> {
    std::str::from_utf8(bytes).map_err(|error| malformed(error.to_string())).raise(py)
}

fn malformed(reason: String) -> PredicateError {
    PredicateError::Malformed { at: "predicate".to_owned(), reason }
}

/// JSON on its way in: its text, or a mapping, which is written without spaces and in its own order.
pub(crate) enum Json {
    Text(PyBackedStr),
    Written(String),
}

impl Json {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Written(text) => text,
        }
    }
}

impl<'py> FromPyObject<'_, 'py> for Json {
    type Error = PyErr;

    hint!(input "sealwright.texts", "Json");

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(text) = object.cast::<PyString>() {
            return text.to_owned().try_into().map(Self::Text);
        }
        mapping(&object).map(Self::Written)
    }
}

/// `Name "Alias"`: a mapping on its way in, as JSON.
macro_rules! mappings {
    ($($name:ident $alias:literal;)*) => {$(
        #[doc = concat!("`", $alias, "`")]
        pub(crate) struct $name(String);

        impl $name {
            pub(crate) fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<'py> FromPyObject<'_, 'py> for $name {
            type Error = PyErr;

            hint!(input "sealwright.texts", $alias);

            fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
                mapping(&object).map(Self)
            }
        }
    )*};
}

mappings! {
    Counts "CountByLevel";
    Descriptor "ResourceDescriptor";
}

/// A mapping as JSON. One that is no `dict` is made one, at this level: `json` writes no others.
fn mapping(object: &Bound<'_, PyAny>) -> PyResult<String> {
    let mapping = object.cast::<PyMapping>()?;
    written(&object.py().get_type::<PyDict>().call1((mapping,))?)
}

/// A value as JSON.
fn written(value: &Bound<'_, PyAny>) -> PyResult<String> {
    let py = value.py();
    let options = PyDict::new(py);
    options.set_item("separators", (",", ":"))?;
    options.set_item("ensure_ascii", false)?;
    options.set_item("allow_nan", false)?;
    py.import("json")?.call_method("dumps", (value,), Some(&options))?.extract()
}
