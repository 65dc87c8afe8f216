use pyo3::prelude::*;

use crate::digest::DigestArgument;
use crate::pairs::{Pairs, Texts, dict};

/// Something that went into a build, or came out beside the artifacts.
///
/// `name`: what to call it; left out if empty. `uri`: where it is from; left out if empty. `digests`: by the algorithm's
/// in-toto name, in hexadecimal.
#[pyclass(frozen, eq, from_py_object, module = "sealwright")]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct NewResource(pub(crate) sealwright::NewResource);

#[pymethods]
impl NewResource {
    #[new]
    #[pyo3(signature = (name="", uri="", digests=None))]
    fn new(name: &str, uri: &str, digests: Option<Pairs>) -> Self {
        let digests = digests.unwrap_or_default().0;
        Self(sealwright::NewResource { name: name.to_owned(), uri: uri.to_owned(), digests })
    }

    /// A file of that name and digest.
    #[staticmethod]
    fn file(py: Python<'_>, name: &str, digest: DigestArgument) -> PyResult<Self> {
        Ok(Self(sealwright::NewResource::file(name, digest.read(py)?)))
    }

    /// What to call it.
    #[getter]
    fn name(&self) -> &str {
        &self.0.name
    }

    /// Where it is from.
    #[getter]
    fn uri(&self) -> &str {
        &self.0.uri
    }

    /// Its digests by the algorithm's in-toto name, in hexadecimal.
    #[getter]
    fn digests<'py>(&self, py: Python<'py>) -> PyResult<Texts<'py>> {
        dict(py, &self.0.digests)
    }

    /// Without the URI, which may have a password in it until it is written.
    fn __repr__(&self) -> String {
        let digest = self.0.digests.first().map(|(algorithm, value)| format!(" {algorithm}:{value}"));
        let digest = digest.unwrap_or_default();
        format!("<NewResource {}{}>", sealwright::escape(&self.0.name), sealwright::escape(&digest))
    }

    fn __hash__(&self) -> u64 {
        crate::hash(&(&self.0.name, &self.0.uri, &self.0.digests))
    }
}

/// Resources as the core takes them.
pub(crate) fn resources(of: Option<Vec<NewResource>>) -> Vec<sealwright::NewResource> {
    of.unwrap_or_default().into_iter().map(|resource| resource.0).collect()
}
