//! What was judged: `Provenance` and `Publish`.

use std::sync::Arc;

use napi_derive::napi;
use sealwright::Verified;

use crate::statement::Statement;

/// Provenance that was judged: how an artifact was built, by whom, from what.
#[napi]
pub struct Provenance(pub(crate) Arc<Verified<sealwright::Provenance>>);

#[napi]
impl Provenance {
    /// The statement, as it was signed.
    #[napi(getter, catch_unwind)]
    pub fn statement(&self) -> Statement {
        Statement(Arc::new(self.0.content().statement().clone()))
    }

    /// The id of the builder, as the provenance has it.
    #[napi(getter, catch_unwind)]
    pub fn builder(&self) -> &str {
        self.0.content().builder()
    }

    /// What the registry of builders calls it.
    #[napi(getter, catch_unwind)]
    pub fn builder_name(&self) -> &str {
        self.0.content().builder_name()
    }

    /// Up to which level of SLSA's build track the registry trusts the builder.
    #[napi(getter, catch_unwind)]
    pub fn level(&self) -> u8 {
        self.0.content().level()
    }

    /// The build type: a URI.
    #[napi(getter, catch_unwind)]
    pub fn build_type(&self) -> &str {
        self.0.content().build_type()
    }

    /// The repository that was built, `https://github.com/octo/app`.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn repository(&self) -> Option<&str> {
        self.0.content().repository()
    }

    /// The git reference that was built, `refs/tags/v1.2.3`.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn git_ref(&self) -> Option<&str> {
        self.0.content().git_ref()
    }

    /// The commit that was built.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn commit(&self) -> Option<&str> {
        self.0.content().commit()
    }

    /// The path of the top-level build instructions in the repository.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn workflow(&self) -> Option<&str> {
        self.0.content().workflow()
    }

    /// The event that started the build, `push`.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn event(&self) -> Option<&str> {
        self.0.content().event()
    }

    /// The builder's own name for this run.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn invocation(&self) -> Option<&str> {
        self.0.content().invocation()
    }

    /// When the build began, as the provenance has it.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn started(&self) -> Option<&str> {
        self.0.content().started()
    }

    /// When the build ended, as the provenance has it.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn finished(&self) -> Option<&str> {
        self.0.content().finished()
    }
}

/// What is attested of a package in its registry: that it was published there.
#[napi]
pub struct Publish(pub(crate) Arc<Verified<sealwright::Publish>>);

#[napi]
impl Publish {
    /// The statement, as it was signed.
    #[napi(getter, catch_unwind)]
    pub fn statement(&self) -> Statement {
        Statement(Arc::new(self.0.content().statement().clone()))
    }

    /// The package, with its scope.
    #[napi(getter, catch_unwind)]
    pub fn name(&self) -> &str {
        self.0.content().name()
    }

    /// Its version.
    #[napi(getter, catch_unwind)]
    pub fn version(&self) -> &str {
        self.0.content().version()
    }

    /// The registry's own address, if it names itself.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn registry(&self) -> Option<&str> {
        self.0.content().registry()
    }
}
