use std::sync::Arc;

use crate::intoto::Statement;

/// Provenance that was judged: how an artifact was built, by whom, from what.
#[derive(Clone, Debug)]
pub struct Provenance {
    pub(super) statement: Arc<Statement>,
    pub(super) builder: Box<str>,
    pub(super) builder_name: Box<str>,
    pub(super) level: u8,
    pub(super) build_type: Box<str>,
    pub(super) repository: Option<Box<str>>,
    pub(super) git_ref: Option<Box<str>>,
    pub(super) commit: Option<Box<str>>,
    pub(super) workflow: Option<Box<str>>,
    pub(super) event: Option<Box<str>>,
    pub(super) invocation: Option<Box<str>>,
    pub(super) started: Option<Box<str>>,
    pub(super) finished: Option<Box<str>>,
}

impl Provenance {
    /// The statement, as it was signed.
    pub fn statement(&self) -> &Statement {
        &self.statement
    }

    /// The id of the builder, as the provenance has it.
    pub fn builder(&self) -> &str {
        &self.builder
    }

    /// What the registry of builders calls it.
    pub fn builder_name(&self) -> &str {
        &self.builder_name
    }

    /// Up to which level of SLSA's build track the registry trusts the builder.
    pub fn level(&self) -> u8 {
        self.level
    }

    /// The build type: a URI.
    pub fn build_type(&self) -> &str {
        &self.build_type
    }

    /// The repository that was built, `https://github.com/octo/app`.
    pub fn repository(&self) -> Option<&str> {
        self.repository.as_deref()
    }

    /// The git reference that was built, `refs/tags/v1.2.3`.
    pub fn git_ref(&self) -> Option<&str> {
        self.git_ref.as_deref()
    }

    /// The commit that was built.
    pub fn commit(&self) -> Option<&str> {
        self.commit.as_deref()
    }

    /// The path of the top-level build instructions in the repository.
    pub fn workflow(&self) -> Option<&str> {
        self.workflow.as_deref()
    }

    /// The event that started the build, `push`.
    pub fn event(&self) -> Option<&str> {
        self.event.as_deref()
    }

    /// The builder's own name for this run.
    pub fn invocation(&self) -> Option<&str> {
        self.invocation.as_deref()
    }

    /// When the build began, as the provenance has it.
    pub fn started(&self) -> Option<&str> {
        self.started.as_deref()
    }

    /// When the build ended, as the provenance has it.
    pub fn finished(&self) -> Option<&str> {
        self.finished.as_deref()
    }
}

/// What is attested of a package in its registry: that it was published there.
#[derive(Clone, Debug)]
pub struct Publish {
    pub(super) statement: Arc<Statement>,
    pub(super) name: String,
    pub(super) version: String,
    pub(super) registry: Option<String>,
}

impl Publish {
    /// The statement, as it was signed.
    pub fn statement(&self) -> &Statement {
        &self.statement
    }

    /// The package, with its scope.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The registry's own address, if it names itself.
    pub fn registry(&self) -> Option<&str> {
        self.registry.as_deref()
    }
}
