use pyo3::prelude::*;
use sealwright::{LocalBuild, NewProvenance as Core};

use crate::environment::Environment;
use crate::errors::Raise;
use crate::input::Text;
use crate::resource::{NewResource, resources};
use crate::statement::Statement;
use crate::subjects::Subjects;
use crate::time::Time;
use crate::word::CiOption;

/// The source of a build on somebody's machine, as git knows it.
///
/// `commit`: the commit that is checked out, 40 or 64 hexadecimal digits. `remote`: where the repository is from, as
/// `git remote get-url` says; credentials are cut out at once, and what is no URL of a repository is None. `git_ref`: the
/// whole reference that is checked out (`refs/heads/main`); None, if a commit is. `dirty`: whether the working tree
/// differs from the commit, untracked files with it.
#[pyclass(frozen, eq, from_py_object, module = "sealwright")]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct LocalSource(sealwright::LocalSource);

/// Provenance v1 (`https://slsa.dev/provenance/v1`) that is being made: how artifacts were built, from what, by whom.
///
/// Immutable: what adds to it gives a new one. The same input gives the same bytes. It never claims a level, and it is
/// only as good as the signature that is put under it.
#[pyclass(frozen, eq, module = "sealwright")]
#[derive(PartialEq)]
pub(crate) struct NewProvenance(Core);

#[pymethods]
impl LocalSource {
    #[new]
    #[pyo3(signature = (commit, *, remote=None, git_ref=None, dirty=false))]
    fn new(commit: String, remote: Option<&str>, git_ref: Option<String>, dirty: bool) -> Self {
        let source = sealwright::LocalSource { remote: None, git_ref, commit, dirty };
        Self(remote.map_or(source.clone(), |remote| source.with_remote(remote)))
    }

    /// The commit that is checked out.
    #[getter]
    fn commit(&self) -> &str {
        &self.0.commit
    }

    /// Where the repository is from, without credentials.
    #[getter]
    fn remote(&self) -> Option<&str> {
        self.0.remote.as_deref()
    }

    /// The whole reference that is checked out.
    #[getter]
    fn git_ref(&self) -> Option<&str> {
        self.0.git_ref.as_deref()
    }

    /// Whether the working tree differs from the commit.
    #[getter]
    fn dirty(&self) -> bool {
        self.0.dirty
    }

    fn __repr__(&self) -> String {
        let remote = self.0.remote.as_deref().map(|remote| format!(" of {remote}")).unwrap_or_default();
        let dirty = if self.0.dirty { ", dirty" } else { "" };
        format!("<LocalSource {}{}{dirty}>", sealwright::escape(&self.0.commit), sealwright::escape(&remote))
    }

    fn __hash__(&self) -> u64 {
        crate::hash(&(&self.0.commit, &self.0.remote, &self.0.git_ref, self.0.dirty))
    }
}

#[pymethods]
impl NewProvenance {
    /// What the environment of a CI system says of the build. Raises MakeError, which names a variable that is not set;
    /// `local` has no environment: see `local`.
    ///
    /// `event` is the content of the file that GitHub's `GITHUB_EVENT_PATH` names; only a workflow that was started by
    /// hand (`workflow_dispatch`) needs it, for its inputs are parameters of the build.
    #[staticmethod]
    #[pyo3(signature = (ci, environment, event=None))]
    fn from_environment(
        py: Python<'_>,
        ci: CiOption,
        environment: &Environment,
        event: Option<Text>,
    ) -> PyResult<Self> {
        Core::from_environment(ci.0, &environment.0, event.as_deref()).map(Self).raise(py)
    }

    /// What is known of a build on somebody's machine. Raises MakeError.
    ///
    /// `builder_id`: the URI of who built it; unless it is given, one that says no more than that somebody did.
    /// `lockfiles`: the files that fix what was built with. `command`: the command and its arguments; not its
    /// environment. `started`, `finished`: when it began and ended. `byproducts`: what else came out: logs, SBOMs.
    // Python's keyword arguments are Rust's arguments.
    #[allow(clippy::too_many_arguments)]
    #[staticmethod]
    #[pyo3(signature = (*, source, builder_id=None, lockfiles=None, command=None, started=None, finished=None,
        byproducts=None))]
    fn local(
        py: Python<'_>,
        source: LocalSource,
        builder_id: Option<String>,
        lockfiles: Option<Vec<NewResource>>,
        command: Option<Vec<String>>,
        started: Option<Time>,
        finished: Option<Time>,
        byproducts: Option<Vec<NewResource>>,
    ) -> PyResult<Self> {
        let build = LocalBuild {
            builder_id: builder_id.unwrap_or_else(|| LocalBuild::BUILDER.to_owned()),
            source: source.0,
            lockfiles: resources(lockfiles),
            command: command.unwrap_or_default(),
            started: started.map(|time| time.0),
            finished: finished.map(|time| time.0),
            byproducts: resources(byproducts),
        };
        Core::local(&build).map(Self).raise(py)
    }

    /// Something else that went into the build: a lockfile, a base image; within the limits of an `Environment`'s values.
    fn dependency(&self, py: Python<'_>, resource: &NewResource) -> PyResult<Self> {
        self.0.clone().dependency(&resource.0).map(Self).raise(py)
    }

    /// Something else that came out of it: a log, an SBOM; within the same limits.
    fn byproduct(&self, py: Python<'_>, resource: &NewResource) -> PyResult<Self> {
        self.0.clone().byproduct(&resource.0).map(Self).raise(py)
    }

    /// When the build began, instead of what the environment says.
    fn started(&self, time: Time) -> Self {
        Self(self.0.clone().started(time.0))
    }

    /// When it ended.
    fn finished(&self, time: Time) -> Self {
        Self(self.0.clone().finished(time.0))
    }

    /// Puts the time of `SOURCE_DATE_EPOCH` (reproducible-builds.org) in the place of every time that is there, so that
    /// building again gives the same bytes.
    fn source_date_epoch(&self, epoch: Time) -> Self {
        Self(self.0.clone().source_date_epoch(epoch.0))
    }

    /// The predicate as compact JSON, in the order of the specification.
    fn predicate_json(&self, py: Python<'_>) -> PyResult<String> {
        self.0.predicate_json().raise(py)
    }

    /// Statements about all subjects: one for every 1,024 of them, which is as many as a statement may have.
    fn statements(&self, py: Python<'_>, subjects: &Subjects) -> PyResult<Vec<Statement>> {
        let made = py.detach(|| self.0.statements(&subjects.0));
        made.map(|all| all.into_iter().map(Statement::from).collect()).raise(py)
    }

    fn __repr__(&self) -> &'static str {
        "<NewProvenance>"
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<u64> {
        self.predicate_json(py).map(|json| crate::hash(&json))
    }
}
