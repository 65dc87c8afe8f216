//! Texts by names, as arguments: a mapping, or pairs where one name may come again.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping};

/// Names and texts, in their order.
#[derive(Default)]
pub(crate) struct Pairs(pub(crate) Vec<(String, String)>);

impl<'py> FromPyObject<'_, 'py> for Pairs {
    type Error = PyErr;

    hint!(input "sealwright.texts", "Pairs");

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let pairs = match object.cast::<PyMapping>() {
            Ok(mapping) => mapping.items()?.into_any(),
            Err(_) => object.to_owned(),
        };
        pairs.try_iter()?.map(|pair| pair?.extract()).collect::<PyResult<_>>().map(Self)
    }
}

/// Digests by algorithm, on their way out: a `dict` in their order.
pub(crate) fn dict<'py>(py: Python<'py>, pairs: &[(String, String)]) -> PyResult<Texts<'py>> {
    let dict = PyDict::new(py);
    pairs.iter().try_for_each(|(name, text)| dict.set_item(name, text))?;
    Ok(Texts(dict))
}

/// `dict[str, str]`
pub(crate) struct Texts<'py>(Bound<'py, PyDict>);

impl<'py> IntoPyObject<'py> for Texts<'py> {
    type Target = PyDict;
    type Output = Bound<'py, PyDict>;
    type Error = std::convert::Infallible;

    hint!(output "sealwright.texts", "TextByName");

    fn into_pyobject(self, _: Python<'py>) -> Result<Self::Output, Self::Error> {
        Ok(self.0)
    }
}
