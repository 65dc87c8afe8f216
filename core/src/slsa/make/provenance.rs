use super::environment::Room;
use super::event::inputs;
use super::predicate::{PREDICATE_TYPE, Predicate};
use super::{Ci, Environment, LocalBuild, MakeError, NewResource, Subjects, github, table};
use crate::intoto::Statement;
use crate::time::UnixTime;

/// Provenance v1 (`https://slsa.dev/provenance/v1`) that is being made: how artifacts were built, from what, by whom.
///
/// The same input gives the same bytes. It never claims a level, and it is only as good as the signature that is put
/// under it.
///
/// ```
/// use sealwright::{DigestAlgorithm, LocalBuild, LocalSource, NewProvenance, Subjects};
///
/// # fn main() -> Result<(), sealwright::MakeError> {
/// let source = LocalSource {
///     remote: Some("https://git.example.com/octo/app.git".to_owned()),
///     git_ref: Some("refs/heads/main".to_owned()),
///     commit: "2b4ba8fe79386d40ce27dc5f6cc4161a0f598cc2".to_owned(),
///     dirty: false,
/// };
/// let build = LocalBuild { builder_id: LocalBuild::BUILDER.to_owned(), source, ..LocalBuild::default() };
/// let subjects = Subjects::new([("app.tar.gz".to_owned(), DigestAlgorithm::Sha256.digest(b"..."))])?;
/// let statements = NewProvenance::local(&build)?.statements(&subjects)?;
/// assert_eq!(statements[0].predicate_type(), "https://slsa.dev/provenance/v1");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct NewProvenance {
    predicate: Predicate,
    /// What has been put in beside what the environment had room for.
    room: Room,
}

impl NewProvenance {
    /// What the environment of a CI system says of the build.
    ///
    /// `event` is the file that GitHub's `GITHUB_EVENT_PATH` names; only a workflow that was started by hand
    /// (`workflow_dispatch`) needs it, for its inputs are parameters of the build.
    ///
    /// # Errors
    /// [`MakeError::MissingVariable`] names the variable that is not set. [`Ci::Local`] has no environment: see
    /// [`Self::local`].
    pub fn from_environment(ci: Ci, environment: &Environment, event: Option<&[u8]>) -> Result<Self, MakeError> {
        if ci == Ci::Local {
            return Err(MakeError::NotACi);
        }
        let mut predicate = table::read(ci, environment)?;
        let by_hand = environment.get("GITHUB_EVENT_NAME") == Some(github::DISPATCH);
        if ci == Ci::GitHubActions && by_hand {
            // Provenance without the inputs would say that there were none.
            let event = event.ok_or(MakeError::MissingVariable { ci, name: "GITHUB_EVENT_PATH" })?;
            let inputs = inputs(event)?;
            if !inputs.is_empty() {
                predicate.build_definition.external_parameters.insert("inputs".to_owned(), inputs.into());
            }
        }
        Ok(Self { predicate, room: Room::default() })
    }

    /// What is known of a build on somebody's machine.
    pub fn local(build: &LocalBuild) -> Result<Self, MakeError> {
        let mut room = Room::default();
        let predicate = build.predicate(&mut room)?;
        Ok(Self { predicate, room })
    }

    /// Something else that went into the build: a lockfile, a base image; within the limits of [`Environment`]'s values.
    pub fn dependency(mut self, resource: &NewResource) -> Result<Self, MakeError> {
        self.predicate.build_definition.resolved_dependencies.push(resource.checked(&mut self.room)?);
        Ok(self)
    }

    /// Something else that came out of it: a log, an SBOM; within the same limits.
    pub fn byproduct(mut self, resource: &NewResource) -> Result<Self, MakeError> {
        self.predicate.run_details.byproducts.push(resource.checked(&mut self.room)?);
        Ok(self)
    }

    /// When the build began, instead of what the environment says.
    #[must_use]
    pub fn started(mut self, time: UnixTime) -> Self {
        self.predicate.run_details.metadata.started_on = Some(time);
        self
    }

    /// When it ended.
    #[must_use]
    pub fn finished(mut self, time: UnixTime) -> Self {
        self.predicate.run_details.metadata.finished_on = Some(time);
        self
    }

    /// Puts the time of `SOURCE_DATE_EPOCH` (reproducible-builds.org) in the place of every time that is there, so that
    /// building again gives the same bytes.
    #[must_use]
    pub fn source_date_epoch(mut self, epoch: UnixTime) -> Self {
        let metadata = &mut self.predicate.run_details.metadata;
        for time in [&mut metadata.started_on, &mut metadata.finished_on] {
            *time = time.map(|_| epoch);
        }
        self
    }

    /// The predicate as compact JSON, in the order of the specification.
    pub fn predicate_json(&self) -> Result<String, MakeError> {
        serde_json::to_string(&self.predicate).map_err(MakeError::Json)
    }

    /// Statements about all subjects: one for every 1,024 of them, which is as many as a statement may have.
    pub fn statements(&self, subjects: &Subjects) -> Result<Vec<Statement>, MakeError> {
        subjects.statements(PREDICATE_TYPE, &self.predicate_json()?)
    }
}
