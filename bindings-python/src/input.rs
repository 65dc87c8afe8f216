//! Bytes and texts on their way in: immutable ones are borrowed, all others copied, so that the GIL can be let go.

use std::ops::Deref;

use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{PyByteArray, PyBytes, PyMemoryView, PyString};

/// `bytes` without a copy; `bytearray`, `memoryview` and whatever else has a buffer with one, since it may change.
pub(crate) struct Buffer(PyBackedBytes);

impl Deref for Buffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl<'py> FromPyObject<'_, 'py> for Buffer {
    type Error = PyErr;

    hint!(input "typing_extensions", "Buffer");

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(bytes) = object.cast::<PyBytes>() {
            return Ok(Self(bytes.to_owned().into()));
        }
        if let Ok(array) = object.cast::<PyByteArray>() {
            return Ok(Self(array.to_owned().into()));
        }
        // The buffer protocol itself came into the stable ABI with 3.11; memoryview has always been in it.
        let copy = PyMemoryView::from(&object)?.call_method0("tobytes")?;
        Ok(Self(copy.cast_into::<PyBytes>()?.into()))
    }
}

/// JSON, PEM and their like: text, or the bytes of one.
pub(crate) enum Text {
    Bytes(Buffer),
    Str(PyBackedStr),
}

impl Deref for Text {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Str(text) => text.as_bytes(),
        }
    }
}

impl Text {
    /// As text; what is none is left to the reader of it, which says so.
    pub(crate) fn to_str(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(self)
    }
}

impl<'py> FromPyObject<'_, 'py> for Text {
    type Error = PyErr;

    hint!(input union "builtins", "str"; "typing_extensions", "Buffer");

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match object.cast::<PyString>() {
            Ok(text) => Ok(Self::Str(text.to_owned().try_into()?)),
            Err(_) => object.extract().map(Self::Bytes),
        }
    }
}

/// `bytes` on their way out.
pub(crate) struct Octets<T>(pub(crate) T);

impl<'py, T: AsRef<[u8]>> IntoPyObject<'py> for Octets<T> {
    type Target = PyBytes;
    type Output = Bound<'py, PyBytes>;
    type Error = std::convert::Infallible;

    hint!(output "builtins", "bytes");

    fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, Self::Error> {
        Ok(PyBytes::new(py, self.0.as_ref()))
    }
}
