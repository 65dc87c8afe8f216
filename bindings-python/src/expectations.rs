use std::sync::Arc;

use pyo3::prelude::*;
use sealwright::Expectations as Core;

use crate::artifact::Artifact;
use crate::attestation::Given;
use crate::builders::Builders;
use crate::identity::Id;
use crate::judged::{Judged, judged};
use crate::pairs::Pairs;
use crate::policy::Policy;
use crate::said::Said;
use crate::time::Time;
use crate::verdict::{Outcome, Verified, verified as conclude};
use crate::verifier::Verifier;

/// What is expected of an artifact's provenance: SLSA v1.2, verifying artifacts, steps 1 and 2.
///
/// `source`: the artifact was built from this repository: `https://github.com/octo/app`, `github.com/octo/app` or
/// `git+https://github.com/octo/app`. Letter by letter, also in case. There is no default for it: whoever does not say
/// from which repository an artifact must come accepts what a stranger built from a stranger's repository, with perfect
/// provenance.
///
/// `builders`: trust these and no others; `Builders.embedded()` unless given. `builder`: this one built it: its id, with
/// `@VERSION` where the version matters; some builders are trusted only when they are named so. `build_type`: a URI.
/// `git_ref`: a full reference, `refs/heads/main`. `branch`: it was built from this branch, or from a tag that was made
/// on it. `tag`: from this tag. `versioned_tag`: from a tag of this semantic version: `v1` is any `v1.x.y`, `v1.2` any
/// `v1.2.x`. `commit`: from this commit, in full. `workflow`: the path of the top-level build instructions in the
/// repository. `repository_id`, `owner_id`: they stay when names change hands. `runner`: `github-hosted` or
/// `self-hosted`. `inputs`: whoever started the build gave these. `parameters`: external parameters that the build type
/// does not have and that may be there, whatever they say. `level`: the builder is trusted up to this level of SLSA's
/// build track at least. `package`, `package_version`: the provenance is about these.
///
/// A mistake in an expectation (a version that is none, a pattern) is a refusal with `policy.malformed`.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Expectations {
    inner: Core,
    source: String,
}

#[pymethods]
impl Expectations {
    // Python's keyword arguments are Rust's arguments.
    #[allow(clippy::too_many_arguments)]
    #[new]
    #[pyo3(signature = (source, *, builders=None, builder=None, build_type=None, git_ref=None, branch=None, tag=None,
        versioned_tag=None, commit=None, workflow=None, repository_id=None, owner_id=None, runner=None, inputs=None,
        parameters=None, level=None, package=None, package_version=None))]
    fn new(
        source: String,
        builders: Option<Builders>,
        builder: Option<String>,
        build_type: Option<String>,
        git_ref: Option<String>,
        branch: Option<String>,
        tag: Option<String>,
        versioned_tag: Option<String>,
        commit: Option<String>,
        workflow: Option<String>,
        repository_id: Option<Id>,
        owner_id: Option<Id>,
        runner: Option<String>,
        inputs: Option<Pairs>,
        parameters: Option<Vec<String>>,
        level: Option<u8>,
        package: Option<String>,
        package_version: Option<String>,
    ) -> Self {
        type Apply = fn(Core, &str) -> Core;
        let options: [(Option<String>, Apply); 13] = [
            (builder, Core::builder),
            (build_type, Core::build_type),
            (git_ref, Core::git_ref),
            (branch, Core::branch),
            (tag, Core::tag),
            (versioned_tag, Core::versioned_tag),
            (commit, Core::commit),
            (workflow, Core::workflow),
            (repository_id.map(Id::text), Core::repository_id),
            (owner_id.map(Id::text), Core::owner_id),
            (runner, Core::runner),
            (package, Core::package),
            (package_version, Core::package_version),
        ];
        let mut inner = Core::new(&source);
        for (option, apply) in options {
            if let Some(value) = option {
                inner = apply(inner, &value);
            }
        }
        for (name, value) in inputs.unwrap_or_default().0 {
            inner = inner.input(&name, &value);
        }
        for name in parameters.unwrap_or_default() {
            inner = inner.parameter(&name);
        }
        inner = level.map_or(inner.clone(), |level| inner.level(level));
        Self { inner: builders.map_or(inner.clone(), |builders| inner.builders(builders.0)), source }
    }

    /// A policy under which to verify what is to be judged: signed by a certificate, or by a key of the registry. Who
    /// signed is decided by `check`.
    fn policy(&self, py: Python<'_>) -> PyResult<Policy> {
        let said = Said::new(py, "Expectations").word(&self.source)?.value("...").call("");
        Ok(Policy::new(self.inner.policy(), Said::new(py, "policy").call(&format!("{said}."))))
    }

    /// Verifies and judges everything that is attested of an artifact: what `Attestation.from_json` gives. Gives a
    /// `Judged`, or raises Refused for what came nearest.
    ///
    /// One provenance that is as expected suffices. What is attested of the publication beside it must hold too: a
    /// registry's word has no second; and npm's registry, which publishes no provenance without its own word, must have
    /// given it. `policy` is this object's own, unless one that demands more is given; `now` is the system's clock.
    /// Other Python threads run meanwhile.
    #[pyo3(signature = (verifier, artifact, attestations, policy=None, *, now=None))]
    fn verify(
        &self,
        py: Python<'_>,
        verifier: &Verifier,
        artifact: &Artifact,
        attestations: Vec<Given>,
        policy: Option<&Policy>,
        now: Option<Time>,
    ) -> PyResult<Judged> {
        let now = Time::or_now(now);
        let attestations: Vec<_> = attestations.into_iter().map(|given| given.0).collect();
        let outcome = py.detach(|| {
            let policy = policy.map_or_else(|| self.inner.policy().into(), |policy| Arc::clone(&policy.inner));
            self.inner.verify(&verifier.0, &artifact.0, &attestations, &policy, now)
        });
        judged(py, outcome)
    }

    /// Judges provenance whose signature was verified: SLSA v1.2, verifying artifacts. Gives a `Verified` that has
    /// `provenance`, or raises Refused with all that is wrong.
    ///
    /// The signer must be a builder that the registry trusts, whatever policy it was verified under; what certificate,
    /// predicate and materials say must agree; and it must be what is expected here. `verified` is what a `Verifier`
    /// gave.
    #[pyo3(name = "check")]
    fn provenance(&self, py: Python<'_>, verified: &Verified) -> PyResult<Verified> {
        let given = verified.given()?;
        let judged = py.detach(|| self.inner.check(given));
        conclude(py, Outcome::judged(judged, Outcome::Provenance))
    }

    /// Judges an attestation that the artifact was published in a package registry: signed by a key of the registry (npm),
    /// or by a workflow of the source repository that publishes there (PyPI), and about the package and version that are
    /// expected, if they are. Gives a `Verified` that has `publish`, or raises Refused.
    fn check_publish(&self, py: Python<'_>, verified: &Verified) -> PyResult<Verified> {
        let given = verified.given()?;
        let judged = py.detach(|| self.inner.check_publish(given));
        conclude(py, Outcome::judged(judged, Outcome::Publish))
    }

    /// Judges what the build used, as far as its provenance names it: each dependency must be a subject of one of these
    /// summaries, each of which was judged by its own `VsaExpectations`. `verified` is what `check` gave.
    fn check_dependencies(
        &self,
        py: Python<'_>,
        verified: &Verified,
        summaries: Vec<PyRef<'_, Verified>>,
    ) -> PyResult<Verified> {
        let provenance = verified.judged_provenance()?;
        let summaries = summaries.iter().map(|summary| summary.judged_summary()).collect::<PyResult<Vec<_>>>()?;
        let judged = py.detach(|| self.inner.check_dependencies(provenance, &summaries));
        conclude(py, Outcome::judged(judged, Outcome::Provenance))
    }

    /// Whether attestations of this type say that something was published, and not how it was built.
    fn is_publish(&self, predicate_type: &str) -> bool {
        self.inner.is_publish(predicate_type)
    }

    fn __repr__(&self) -> String {
        format!("<Expectations {}>", sealwright::escape(&self.source))
    }
}
