use pyo3::prelude::*;

use crate::statement::Statement;

/// Provenance that was judged: how an artifact was built, by whom, from what.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Provenance(pub(crate) sealwright::Provenance);

/// What is attested of a package in its registry: that it was published there.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Publish(pub(crate) sealwright::Publish);

#[pymethods]
impl Provenance {
    /// The statement, as it was signed.
    #[getter]
    fn statement(&self) -> Statement {
        self.0.statement().clone().into()
    }

    /// The id of the builder, as the provenance has it.
    #[getter]
    fn builder(&self) -> &str {
        self.0.builder()
    }

    /// What the registry of builders calls it.
    #[getter]
    fn builder_name(&self) -> &str {
        self.0.builder_name()
    }

    /// Up to which level of SLSA's build track the registry trusts the builder.
    #[getter]
    fn level(&self) -> u8 {
        self.0.level()
    }

    /// The build type: a URI.
    #[getter]
    fn build_type(&self) -> &str {
        self.0.build_type()
    }

    /// The repository that was built, `https://github.com/octo/app`.
    #[getter]
    fn repository(&self) -> Option<&str> {
        self.0.repository()
    }

    /// The git reference that was built, `refs/tags/v1.2.3`.
    #[getter]
    fn git_ref(&self) -> Option<&str> {
        self.0.git_ref()
    }

    /// The commit that was built.
    #[getter]
    fn commit(&self) -> Option<&str> {
        self.0.commit()
    }

    /// The path of the top-level build instructions in the repository.
    #[getter]
    fn workflow(&self) -> Option<&str> {
        self.0.workflow()
    }

    /// The event that started the build, `push`.
    #[getter]
    fn event(&self) -> Option<&str> {
        self.0.event()
    }

    /// The builder's own name for this run.
    #[getter]
    fn invocation(&self) -> Option<&str> {
        self.0.invocation()
    }

    /// When the build began, as the provenance has it: a text.
    #[getter]
    fn started(&self) -> Option<&str> {
        self.0.started()
    }

    /// When the build ended, as the provenance has it: a text.
    #[getter]
    fn finished(&self) -> Option<&str> {
        self.0.finished()
    }

    fn __repr__(&self) -> String {
        let repository = sealwright::escape(self.0.repository().unwrap_or("an unnamed source"));
        format!("<Provenance {repository} built by {}>", sealwright::escape(self.0.builder()))
    }
}

#[pymethods]
impl Publish {
    /// The statement, as it was signed.
    #[getter]
    fn statement(&self) -> Statement {
        self.0.statement().clone().into()
    }

    /// The package, with its scope.
    #[getter]
    fn name(&self) -> &str {
        self.0.name()
    }

    /// Its version.
    #[getter]
    fn version(&self) -> &str {
        self.0.version()
    }

    /// The registry's own address, if it names itself.
    #[getter]
    fn registry(&self) -> Option<&str> {
        self.0.registry()
    }

    fn __repr__(&self) -> String {
        format!("<Publish {} {}>", sealwright::escape(self.0.name()), sealwright::escape(self.0.version()))
    }
}
