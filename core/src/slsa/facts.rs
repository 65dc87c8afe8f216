//! What provenance says: facts, each with the places that say it.

use std::borrow::Cow;

use serde::Deserialize;

use super::builders::BuildersError;
use super::git;
use super::pick::{Picked, Plan, Slot};

/// Something that provenance says about a build. What started the build and what was built may differ: a builder that
/// makes a commit of its own builds that one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Fact {
    /// The repository whose event started the build.
    Repository,
    /// The reference that it was started at.
    Ref,
    /// `branch` or `tag`.
    RefType,
    /// The commit that it was started at.
    Commit,
    /// The repository that was built.
    SourceRepository,
    SourceRef,
    SourceCommit,
    /// The path of the top-level build instructions.
    Workflow,
    Event,
    /// The id of the run.
    Run,
    RepositoryId,
    OwnerId,
    Runner,
    /// The branch that a tag was made on, as far as the event says.
    BranchOfTag,
    /// The package; of attestations by registries, not by a profile.
    #[serde(skip)]
    Package,
}

/// In which words a value says its facts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Form {
    /// The fact itself.
    #[default]
    Text,
    /// `git+https://github.com/octo/app@refs/heads/main`: repository and reference.
    Uri,
    /// `https://github.com/octo/app/commit/HEX`, or `gs://bucket/object#generation`.
    CommitUrl,
    /// `octo/app` on the profile's server.
    Slug,
    /// `octo/app/.github/workflows/release.yml@refs/heads/main`: repository, path and reference.
    WorkflowRef,
    /// `main`, meaning `refs/heads/main`.
    BranchName,
    /// `v1`, meaning `refs/tags/v1`.
    TagName,
    /// `https://github.com/octo/app/actions/runs/7/attempts/1`: the id of the run.
    RunUri,
    /// `7-1`: run and attempt.
    RunAttempt,
}

/// Which predicate a profile reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
pub(super) enum Format {
    #[serde(rename = "v0.1")]
    V0_1,
    #[serde(rename = "v0.2")]
    V0_2,
    #[serde(rename = "v1")]
    V1,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ProfileWire {
    pub(super) name: String,
    predicate: Format,
    #[serde(default = "github")]
    server: String,
    values: Vec<ValueWire>,
    inputs: Option<String>,
    parameters: Option<String>,
    #[serde(default)]
    builds_own_commit: bool,
}

fn github() -> String {
    "https://github.com".to_owned()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ValueWire {
    is: Is,
    at: String,
    #[serde(default, rename = "as")]
    form: Form,
}

/// What a value is about: one fact, or what starts (`trigger`) or is built (`source`) as a whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Is {
    Trigger,
    Source,
    #[serde(untagged)]
    One(Fact),
}

/// Where provenance of some build types says what.
#[derive(Debug)]
pub(super) struct Profile {
    pub(super) name: Box<str>,
    pub(super) format: Format,
    server: Box<str>,
    values: Vec<Value>,
    /// The inputs that a person gave.
    pub(super) inputs: Option<(Slot, Box<str>)>,
    /// The object of external parameters.
    pub(super) parameters: Option<(Slot, Box<str>)>,
    /// Whether the builder may build another commit than the one that it was started at.
    pub(super) builds_own_commit: bool,
}

#[derive(Debug)]
struct Value {
    is: Is,
    form: Form,
    slot: Slot,
    at: Box<str>,
}

/// What to take out of each predicate, for all profiles at once.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    plans: [(Format, Plan, Head); 3],
}

/// What every predicate of a format has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub(super) builder: Slot,
    pub(super) build_type: Slot,
    pub(super) invocation: Slot,
    pub(super) started: Slot,
    pub(super) finished: Slot,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            plans: [Format::V1, Format::V0_2, Format::V0_1].map(|format| {
                let mut plan = Plan::default();
                let head = Head::new(format, &mut plan);
                (format, plan, head)
            }),
        }
    }
}

impl Head {
    fn new(format: Format, plan: &mut Plan) -> Self {
        // slsa.dev/provenance: v1 `buildDefinition`, `runDetails`; v0.2 `buildType`; v0.1 `recipe`.
        let [builder, build_type, invocation, started, finished] = match format {
            Format::V1 => [
                "/runDetails/builder/id",
                "/buildDefinition/buildType",
                "/runDetails/metadata/invocationId",
                "/runDetails/metadata/startedOn",
                "/runDetails/metadata/finishedOn",
            ],
            Format::V0_2 => [
                "/builder/id",
                "/buildType",
                "/metadata/buildInvocationId",
                "/metadata/buildStartedOn",
                "/metadata/buildFinishedOn",
            ],
            Format::V0_1 => [
                "/builder/id",
                "/recipe/type",
                "/metadata/buildInvocationId",
                "/metadata/buildStartedOn",
                "/metadata/buildFinishedOn",
            ],
        }
        .map(|pointer| plan.value(pointer));
        Self { builder, build_type, invocation, started, finished }
    }
}

impl Reader {
    /// What to take out of a predicate of this format.
    pub(super) fn of(&self, format: Format) -> Option<(&Plan, &Head)> {
        self.plans.iter().find(|(known, ..)| *known == format).map(|(_, plan, head)| (plan, head))
    }
}

impl Profile {
    pub(super) fn new(wire: &ProfileWire, reader: &mut Reader, at: &str) -> Result<Self, BuildersError> {
        let plan = reader.plans.iter_mut().find(|(known, ..)| *known == wire.predicate);
        let entry = |why| BuildersError::Entry { at: at.to_owned(), why };
        let (_, plan, _) = plan.ok_or_else(|| entry("no such predicate"))?;
        let pointers = wire.values.iter().map(|value| &value.at).chain(&wire.inputs).chain(&wire.parameters);
        if pointers.into_iter().any(|pointer| !pointer.starts_with('/') || pointer.contains('~')) {
            return Err(entry("a place in the predicate is a JSON pointer without escapes, such as /buildType"));
        }
        let whole = |value: &&ValueWire| matches!(value.is, Is::Trigger | Is::Source);
        if wire.values.iter().filter(whole).any(|value| matches!(value.form, Form::Text)) {
            return Err(entry("trigger and source are read as uri, commit-url or workflow-ref"));
        }
        let values = wire.values.iter().map(|value| Value {
            is: value.is,
            form: value.form,
            slot: plan.value(&value.at),
            at: (&*value.at).into(),
        });
        Ok(Self {
            name: (&*wire.name).into(),
            format: wire.predicate,
            server: wire.server.trim_end_matches('/').into(),
            values: values.collect(),
            inputs: wire.inputs.as_deref().map(|pointer| (plan.value(pointer), pointer.into())),
            parameters: wire.parameters.as_deref().map(|pointer| (plan.members(pointer), pointer.into())),
            builds_own_commit: wire.builds_own_commit,
        })
    }

    /// Everything that the predicate says, with the place that says it.
    pub(super) fn read<'a>(&'a self, picked: &Picked<'a>, said: &mut Vec<Said<'a>>) {
        for value in &self.values {
            if let Some(text) = picked.text(value.slot).filter(|text| !text.is_empty()) {
                self.say(value, text, said);
            }
        }
    }

    fn say<'a>(&'a self, value: &'a Value, text: Cow<'a, str>, said: &mut Vec<Said<'a>>) {
        let mut add =
            |fact, value_: Cow<'a, str>| said.push(Said { fact, value: value_, at: Place::Predicate(&value.at) });
        let [repository, reference, commit] = match value.is {
            Is::Source => [Fact::SourceRepository, Fact::SourceRef, Fact::SourceCommit],
            Is::Trigger => [Fact::Repository, Fact::Ref, Fact::Commit],
            Is::One(fact) => [fact, fact, fact],
        };
        match value.form {
            Form::Text if matches!(repository, Fact::Repository | Fact::SourceRepository) => {
                add(repository, git::repository(&text).into_owned().into());
            }
            Form::Text => add(repository, text),
            Form::Uri => {
                let (found, found_ref) = git::source(&text);
                add(repository, found.into_owned().into());
                if let Some(found_ref) = found_ref {
                    add(reference, found_ref.to_owned().into());
                }
            }
            Form::CommitUrl => match text.split_once("/commit/").or_else(|| text.split_once('#')) {
                Some((found, _)) if text.starts_with("gs://") => add(repository, found.to_owned().into()),
                Some((found, found_commit)) => {
                    add(repository, git::repository(found).into_owned().into());
                    add(commit, found_commit.to_owned().into());
                }
                None => add(repository, git::repository(&text).into_owned().into()),
            },
            Form::Slug => add(repository, format!("{}/{text}", self.server).into()),
            Form::WorkflowRef => {
                let (path, found_ref) = text.split_once('@').map_or((&*text, None), |(path, at)| (path, Some(at)));
                let after_name = path.match_indices('/').nth(1).map_or(path.len(), |(at, _)| at);
                let (name, file) = path.split_at_checked(after_name).unwrap_or((path, ""));
                add(repository, format!("{}/{name}", self.server).into());
                add(Fact::Workflow, file.trim_start_matches('/').to_owned().into());
                if let Some(found_ref) = found_ref {
                    add(reference, found_ref.to_owned().into());
                }
            }
            Form::BranchName => add(repository, format!("refs/heads/{text}").into()),
            Form::TagName => add(repository, format!("refs/tags/{text}").into()),
            Form::RunUri => {
                if let Some(run) = run_in(&text) {
                    add(repository, run.to_owned().into());
                }
            }
            Form::RunAttempt => {
                let run = text.split_once('-').map_or(&*text, |(run, _)| run);
                add(repository, run.to_owned().into());
            }
        }
    }
}

/// The run's id in `https://github.com/octo/app/actions/runs/7/attempts/1`.
pub(super) fn run_in(uri: &str) -> Option<&str> {
    uri.split_once("/actions/runs/")?.1.split('/').next().filter(|run| !run.is_empty())
}

/// One fact, as it is said in one place.
#[derive(Clone, Debug)]
pub(super) struct Said<'a> {
    pub(super) fact: Fact,
    pub(super) value: Cow<'a, str>,
    pub(super) at: Place<'a>,
}

/// Where something is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place<'a> {
    /// In the predicate, at this pointer.
    Predicate(&'a str),
    /// In the certificate, by the claim of this name.
    Certificate(&'static str),
}

impl Fact {
    /// In words, after "the".
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Repository => "repository that started the build",
            Self::Ref => "reference that started the build",
            Self::RefType => "kind of reference",
            Self::Commit => "commit that started the build",
            Self::SourceRepository => "source repository",
            Self::SourceRef => "source reference",
            Self::SourceCommit => "source commit",
            Self::Workflow => "workflow",
            Self::Event => "event that started the build",
            Self::Run => "run",
            Self::RepositoryId => "repository's id",
            Self::OwnerId => "owner's id",
            Self::Runner => "runner",
            Self::BranchOfTag => "branch of the tag",
            Self::Package => "package",
        }
    }
}

impl Place<'_> {
    pub(super) fn show(self) -> String {
        match self {
            Self::Predicate(pointer) => format!("predicate{}", pointer.replace('/', ".")),
            Self::Certificate(claim) => format!("certificate claim {claim}"),
        }
    }
}
