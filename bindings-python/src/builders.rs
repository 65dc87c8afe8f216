use pyo3::prelude::*;

use crate::errors::Raise;
use crate::input::Text;

/// The registry of builders: data, not code. A builder of your own is an entry in a file of your own.
///
/// Anybody can write provenance that claims any builder: it counts only if the signature is that builder's own. An entry
/// says how a builder is recognised by what it signs with, which ids and build types are its own, and up to which level
/// of SLSA's build track it is trusted; that trust is a decision of whoever writes the entry.
#[pyclass(frozen, from_py_object, module = "sealwright")]
#[derive(Clone)]
pub(crate) struct Builders(pub(crate) sealwright::Builders);

#[pymethods]
impl Builders {
    /// The builders that are known when Sealwright is built: slsa-github-generator's, GitHub artifact attestations, npm,
    /// PyPI's trusted publishers, the Bazel Central Registry's, Google Cloud Build, GitLab, Buildkite, Tekton Chains and
    /// Witness.
    #[staticmethod]
    fn embedded(py: Python<'_>) -> PyResult<Self> {
        sealwright::Builders::embedded().map(Self).raise(py)
    }

    /// A registry of one's own, in TOML, at most 1 MiB. Raises PolicyError.
    #[staticmethod]
    fn from_toml(py: Python<'_>, text: Text) -> PyResult<Self> {
        py.detach(|| sealwright::Builders::from_toml(&text.to_str())).map(Self).raise(py)
    }

    /// The builders of both.
    fn and_(&self, other: Self) -> Self {
        Self(self.0.clone().and(other.0))
    }

    fn __repr__(&self) -> &'static str {
        "<Builders>"
    }
}
