use pyo3::prelude::*;

use crate::artifact::Artifact;
use crate::input::Text;
use crate::policy::Policy;

/// One verification of many: the artifact, the bundle's JSON (text or bytes), and what is demanded of it.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Job {
    artifact: Artifact,
    bundle: std::sync::Arc<Text>,
    policy: Policy,
}

impl Job {
    /// A `Job`, or a tuple of its three parts.
    pub(crate) fn read(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(job) = object.cast::<Self>() {
            let job = job.get();
            return Ok(Self { artifact: job.artifact.clone(), bundle: job.bundle.clone(), policy: job.policy.clone() });
        }
        let (artifact, bundle, policy): (Artifact, Text, Policy) = object.extract()?;
        Ok(Self { artifact, bundle: bundle.into(), policy })
    }

    pub(crate) fn core(&self) -> sealwright::Job<'_> {
        sealwright::Job { artifact: self.artifact.0.clone(), bundle: &self.bundle, policy: &self.policy.inner }
    }

    /// How large the bundle is.
    pub(crate) fn bytes(&self) -> usize {
        self.bundle.len()
    }
}

#[pymethods]
impl Job {
    #[new]
    fn new(artifact: Artifact, bundle: Text, policy: Policy) -> Self {
        Self { artifact, bundle: bundle.into(), policy }
    }

    /// The artifact.
    #[getter]
    fn artifact(&self) -> Artifact {
        self.artifact.clone()
    }

    /// The bundle, as JSON.
    #[getter]
    fn bundle(&self) -> crate::input::Octets<&[u8]> {
        crate::input::Octets(&self.bundle)
    }

    /// What is demanded of it.
    #[getter]
    fn policy(&self) -> Policy {
        self.policy.clone()
    }

    fn __repr__(&self) -> String {
        let digest = self.artifact.0.digests().next().map(|digest| digest.to_string());
        let name = self.artifact.0.name().map(str::to_owned).or(digest).unwrap_or_default();
        format!("<Job {}: a bundle of {} bytes>", sealwright::escape(&name), self.bundle.len())
    }
}
