use std::num::NonZeroUsize;
use std::sync::Arc;

use pyo3::prelude::*;
use sealwright::JobBundle;

use crate::artifact::Artifact;
use crate::batch::{Jobs, Progress, Verdicts};
use crate::bundle::BundleArgument;
use crate::errors::Raise;
use crate::policy::Policy;
use crate::time::Time;
use crate::trust::TrustRoot;
use crate::verdict::{Outcome, Verified, verified};

/// Verifies bundles against a trusted root. Build it once: it is cheap to share between threads.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Verifier(pub(crate) Arc<sealwright::Verifier>);

#[pymethods]
impl Verifier {
    #[new]
    fn new(py: Python<'_>, trust: &TrustRoot) -> PyResult<Self> {
        sealwright::Verifier::new(&trust.0).map(|verifier| Self(Arc::new(verifier))).raise(py)
    }

    /// Verifies that the bundle is evidence about this artifact that the policy accepts, as of `now` (the system's
    /// clock, unless it is given). Raises Refused, with every check, if it is not.
    ///
    /// The bundle is a `Bundle`, an `Attestation`, or a bundle's JSON as text or bytes; JSON that is no bundle is refused
    /// with `bundle.*`. Other Python threads run meanwhile.
    #[pyo3(signature = (artifact, bundle, policy, *, now=None))]
    fn verify(
        &self,
        py: Python<'_>,
        artifact: &Artifact,
        bundle: BundleArgument,
        policy: &Policy,
        now: Option<Time>,
    ) -> PyResult<Verified> {
        let now = Time::or_now(now);
        let outcome: Outcome = py.detach(|| {
            let result = match bundle.core() {
                JobBundle::Json(json) => self.0.verify_json(&artifact.0, json, &policy.inner, now),
                JobBundle::Read(bundle) => self.0.verify(&artifact.0, bundle, &policy.inner, now),
            };
            result.into()
        });
        verified(py, outcome)
    }

    /// Verifies many, on so many threads (as many as there are processors, unless given), and gives an iterator over
    /// the verdicts in the order of the jobs: `Verified`, or `Refused` as a value, which is not raised.
    ///
    /// `jobs` is any iterable of `Job`, or of tuples `(artifact, bundle, policy)`. It is taken from as the verdicts are, never far ahead, so memory stays bounded however many there are; what it raises
    /// is raised after the verdicts of the jobs before. `progress` is called with the number of verdicts handed over.
    /// Certificates, checkpoints and authorities that were verified once are remembered by their exact bytes.
    ///
    /// Ctrl-C, closing the iterator or dropping it stops the work.
    #[pyo3(signature = (jobs, *, threads=None, now=None, progress=None))]
    fn verify_all(
        &self,
        jobs: Jobs,
        threads: Option<usize>,
        now: Option<Time>,
        progress: Option<Progress>,
    ) -> PyResult<Verdicts> {
        let threads = match threads {
            None => std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
            Some(threads) => NonZeroUsize::new(threads)
                .ok_or_else(|| pyo3::exceptions::PyValueError::new_err("threads must be 1 or more"))?,
        };
        Ok(Verdicts::new(Arc::clone(&self.0), jobs.0, threads, Time::or_now(now), progress.map(|call| call.0)))
    }

    fn __repr__(&self) -> &'static str {
        "<Verifier>"
    }
}
