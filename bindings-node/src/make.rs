//! `NewProvenance`: provenance that is being made.

use napi::bindgen_prelude::{ClassInstance, Uint8Array};
use napi::{JsDate, Result};
use napi_derive::napi;
use sealwright::LocalBuild;
use sealwright_bindings::ci;

use crate::environment::Environment;
use crate::error::thrown;
use crate::resource::{LocalSource, NewResource};
use crate::statement::Statement;
use crate::subjects::Subjects;
use crate::value::time;

/// A build on somebody's machine.
#[napi(object, object_to_js = false)]
pub struct LocalBuildOptions<'a> {
    /// What was built.
    #[napi(ts_type = "LocalSource")]
    pub source: ClassInstance<'a, LocalSource>,
    /// The URI of who built it; unless given, one that says no more than that somebody did.
    pub builder_id: Option<String>,
    /// The files that fix what was built with.
    #[napi(ts_type = "ReadonlyArray<NewResource>")]
    pub lockfiles: Option<Vec<ClassInstance<'a, NewResource>>>,
    /// The command and its arguments; not its environment.
    #[napi(ts_type = "ReadonlyArray<string>")]
    pub command: Option<Vec<String>>,
    /// When it began.
    #[napi(ts_type = "Date")]
    pub started: Option<JsDate<'a>>,
    /// When it ended.
    #[napi(ts_type = "Date")]
    pub finished: Option<JsDate<'a>>,
    /// What else came out: logs, SBOMs.
    #[napi(ts_type = "ReadonlyArray<NewResource>")]
    pub byproducts: Option<Vec<ClassInstance<'a, NewResource>>>,
}

/// Provenance v1 (`https://slsa.dev/provenance/v1`) that is being made: how artifacts were built, from what, by whom.
///
/// The same input gives the same bytes. It never claims a level, and it is only as good as the signature that is put
/// under it. Immutable: what changes it returns a new one.
#[napi]
pub struct NewProvenance(sealwright::NewProvenance);

#[napi]
impl NewProvenance {
    /// What the environment of a CI system says of the build. Throws a `MakeError` that names a variable which is not set;
    /// a local build has no environment: see `local`.
    ///
    /// `event` is the file that GitHub's `GITHUB_EVENT_PATH` names; only a workflow that was started by hand
    /// (`workflow_dispatch`) needs it, for its inputs are parameters of the build.
    #[napi(factory, catch_unwind)]
    pub fn from_environment(
        #[napi(ts_arg_type = "Ci")] system: String,
        environment: &Environment,
        #[napi(ts_arg_type = "Uint8Array | null")] event: Option<Uint8Array>,
    ) -> Result<Self> {
        let system = ci(&system).map_err(thrown)?;
        sealwright::NewProvenance::from_environment(system, &environment.0, event.as_deref()).map(Self).map_err(thrown)
    }

    /// What is known of a build on somebody's machine. Throws a `MakeError`.
    ///
    /// Its build type is `https://sealwright.dev/buildtypes/local/v1`: a command that somebody ran in a git repository.
    #[napi(factory, catch_unwind)]
    pub fn local(options: LocalBuildOptions<'_>) -> Result<Self> {
        sealwright::NewProvenance::local(&options.build()?).map(Self).map_err(thrown)
    }

    /// Something else that went into the build: a lockfile, a base image; within the limits of an environment's values.
    #[napi(catch_unwind)]
    pub fn dependency(&self, resource: &NewResource) -> Result<Self> {
        self.0.clone().dependency(&resource.0).map(Self).map_err(thrown)
    }

    /// Something else that came out of it: a log, an SBOM; within the same limits.
    #[napi(catch_unwind)]
    pub fn byproduct(&self, resource: &NewResource) -> Result<Self> {
        self.0.clone().byproduct(&resource.0).map(Self).map_err(thrown)
    }

    /// When the build began, instead of what the environment says.
    #[napi(catch_unwind)]
    pub fn started(&self, #[napi(ts_arg_type = "Date")] began: JsDate<'_>) -> Result<Self> {
        Ok(Self(self.0.clone().started(time(&began)?)))
    }

    /// When it ended.
    #[napi(catch_unwind)]
    pub fn finished(&self, #[napi(ts_arg_type = "Date")] ended: JsDate<'_>) -> Result<Self> {
        Ok(Self(self.0.clone().finished(time(&ended)?)))
    }

    /// Puts the time of `SOURCE_DATE_EPOCH` (reproducible-builds.org) in the place of every time that is there, so that
    /// building again gives the same bytes.
    #[napi(catch_unwind)]
    pub fn source_date_epoch(&self, #[napi(ts_arg_type = "Date")] epoch: JsDate<'_>) -> Result<Self> {
        Ok(Self(self.0.clone().source_date_epoch(time(&epoch)?)))
    }

    /// The predicate as compact JSON, in the order of the specification.
    #[napi(catch_unwind)]
    pub fn predicate_json(&self) -> Result<String> {
        self.0.predicate_json().map_err(thrown)
    }

    /// Statements about all subjects: one for every 1,024 of them, which is as many as a statement may have.
    #[napi(catch_unwind)]
    pub fn statements(&self, subjects: &Subjects) -> Result<Vec<Statement>> {
        let made = self.0.statements(&subjects.0).map_err(thrown)?;
        Ok(made.into_iter().map(Statement::of).collect())
    }
}

impl LocalBuildOptions<'_> {
    fn build(self) -> Result<LocalBuild> {
        let resources = |given: Option<Vec<ClassInstance<'_, NewResource>>>| {
            given.unwrap_or_default().iter().map(|one| one.0.clone()).collect::<Vec<_>>()
        };
        Ok(LocalBuild {
            builder_id: self.builder_id.unwrap_or_else(|| LocalBuild::BUILDER.to_owned()),
            source: self.source.0.clone(),
            lockfiles: resources(self.lockfiles),
            command: self.command.unwrap_or_default(),
            started: self.started.as_ref().map(time).transpose()?,
            finished: self.finished.as_ref().map(time).transpose()?,
            byproducts: resources(self.byproducts),
        })
    }
}
