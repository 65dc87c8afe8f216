use std::sync::Arc;

use pyo3::prelude::*;
use sealwright::JobBundle;

use crate::artifact::Artifact;
use crate::bundle::{Bundle, BundleArgument};
use crate::input::Octets;
use crate::policy::Policy;

/// One verification of many: the artifact, the bundle, and what is demanded of it.
///
/// The bundle is a `Bundle`, an `Attestation`, or a bundle's JSON as text or bytes, which is read on one of the threads.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Job {
    artifact: Artifact,
    bundle: Arc<BundleArgument>,
    policy: Policy,
}

/// The bundle as it was given.
#[derive(IntoPyObject)]
enum Given<'b> {
    Read(Bundle),
    Json(Octets<&'b [u8]>),
}

impl Job {
    /// A `Job`, or a tuple of its three parts.
    pub(crate) fn read(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(job) = object.cast::<Self>() {
            let job = job.get();
            return Ok(Self { artifact: job.artifact.clone(), bundle: job.bundle.clone(), policy: job.policy.clone() });
        }
        let (artifact, bundle, policy): (Artifact, BundleArgument, Policy) = object.extract()?;
        Ok(Self { artifact, bundle: bundle.into(), policy })
    }

    pub(crate) fn core(&self) -> sealwright::Job<'_> {
        sealwright::Job { artifact: self.artifact.0.clone(), bundle: self.bundle.core(), policy: &self.policy.inner }
    }

    /// How large the bundle's JSON is; one that was read is the caller's anyway.
    pub(crate) fn bytes(&self) -> usize {
        match self.bundle.core() {
            JobBundle::Json(json) => json.len(),
            JobBundle::Read(_) => 0,
        }
    }
}

#[pymethods]
impl Job {
    #[new]
    fn new(artifact: Artifact, bundle: BundleArgument, policy: Policy) -> Self {
        Self { artifact, bundle: bundle.into(), policy }
    }

    /// The artifact.
    #[getter]
    fn artifact(&self) -> Artifact {
        self.artifact.clone()
    }

    /// The bundle: a `Bundle`, or the bytes of its JSON.
    #[getter]
    fn bundle(&self) -> Given<'_> {
        match &*self.bundle {
            BundleArgument::Read(bundle) => Given::Read(bundle.clone()),
            BundleArgument::Attestation(read) => Given::Read(Bundle(Arc::clone(read.0.bundle()))),
            BundleArgument::Json(json) => Given::Json(Octets(json)),
        }
    }

    /// What is demanded of it.
    #[getter]
    fn policy(&self) -> Policy {
        self.policy.clone()
    }

    fn __repr__(&self) -> String {
        let digest = self.artifact.0.digests().next().map(|digest| digest.to_string());
        let name = self.artifact.0.name().map(str::to_owned).or(digest).unwrap_or_default();
        match self.bundle.core() {
            JobBundle::Json(json) => format!("<Job {}: a bundle of {} bytes>", sealwright::escape(&name), json.len()),
            JobBundle::Read(_) => format!("<Job {}: a bundle>", sealwright::escape(&name)),
        }
    }
}
