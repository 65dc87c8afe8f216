use serde_json::{Map, Value};

use super::environment::{Lines, Room};
use super::predicate::{BuildDefinition, Builder, Metadata, Predicate, RunDetails};
use super::table::is_commit;
use super::url::{as_git_url, without_credentials};
use super::{MakeError, NewResource};
use crate::time::UnixTime;

/// The source of a build on somebody's machine, as git knows it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct LocalSource {
    /// Where the repository is from, as `git remote get-url` says; credentials are cut out. None, if it is from nowhere.
    pub remote: Option<String>,
    /// The whole reference that is checked out (`refs/heads/main`); none, if a commit is.
    pub git_ref: Option<String>,
    /// The commit that is checked out, 40 or 64 hexadecimal digits.
    pub commit: String,
    /// Whether the working tree differs from the commit, untracked files with it.
    pub dirty: bool,
}

impl LocalSource {
    /// The same from that remote, as git takes it; credentials are cut out at once. What is no URL of a repository is none.
    #[must_use]
    pub fn with_remote(self, remote: &str) -> Self {
        Self { remote: as_git_url(remote), ..self }
    }
}

/// A build on somebody's machine.
///
/// Its build type is `https://sealwright.dev/buildtypes/local/v1`: a command that somebody ran in a git repository. External
/// parameters: `repository` (URL) and `ref`, where they are known; `command` (a list of words), where it is given. Internal:
/// `dirty`, whether the working tree differed from the commit. Resolved dependencies: the repository at its commit, then
/// the lockfiles. To run it again: the command, at that commit. Of the environment nothing is known.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct LocalBuild {
    /// The URI of who built it; [`Self::BUILDER`] says no more than that somebody did.
    pub builder_id: String,
    /// What was built.
    pub source: LocalSource,
    /// The files that fix what was built with.
    pub lockfiles: Vec<NewResource>,
    /// The command and its arguments; not its environment.
    pub command: Vec<String>,
    /// When it began.
    pub started: Option<UnixTime>,
    /// When it ended.
    pub finished: Option<UnixTime>,
    /// What else came out: logs, SBOMs.
    pub byproducts: Vec<NewResource>,
}

impl LocalBuild {
    /// The builder of which nothing is known but that it was somebody's machine: who that was, the signature says.
    pub const BUILDER: &'static str = "https://sealwright.dev/builders/local/v1";

    /// How much it takes up is counted in `room`.
    pub(super) fn predicate(&self, room: &mut Room) -> Result<Predicate, MakeError> {
        self.check(room)?;
        let source = &self.source;
        let repository = source.remote.as_deref().and_then(as_git_url);
        let mut external = Map::new();
        if let Some(repository) = &repository {
            external.insert("repository".to_owned(), repository.clone().into());
        }
        if let Some(git_ref) = &source.git_ref {
            external.insert("ref".to_owned(), git_ref.clone().into());
        }
        if !self.command.is_empty() {
            let words = self.command.iter().map(|word| Value::String(without_credentials(word)));
            external.insert("command".to_owned(), words.collect());
        }
        let mut internal = Map::new();
        internal.insert("dirty".to_owned(), source.dirty.into());
        let mut dependencies = vec![dependency(source, repository)];
        for lockfile in &self.lockfiles {
            dependencies.push(lockfile.checked(room)?);
        }
        Ok(Predicate {
            build_definition: BuildDefinition {
                build_type: "https://sealwright.dev/buildtypes/local/v1".to_owned(),
                external_parameters: external,
                internal_parameters: internal,
                resolved_dependencies: dependencies,
            },
            run_details: RunDetails {
                builder: Builder { id: without_credentials(&self.builder_id), ..Builder::default() },
                metadata: Metadata { invocation_id: None, started_on: self.started, finished_on: self.finished },
                byproducts: self.byproducts.iter().map(|one| one.checked(room)).collect::<Result<_, _>>()?,
            },
        })
    }

    fn check(&self, room: &mut Room) -> Result<(), MakeError> {
        let source = &self.source;
        if !is_commit(&source.commit) {
            return Err(MakeError::Commit { found: source.commit.chars().take(128).collect() });
        }
        room.check("the builder's id", &self.builder_id, Lines::One)?;
        room.check("the remote", source.remote.as_deref().unwrap_or_default(), Lines::One)?;
        room.check("the reference", source.git_ref.as_deref().unwrap_or_default(), Lines::One)?;
        for word in &self.command {
            room.check("the command", word, Lines::Many)?;
        }
        Ok(())
    }
}

fn dependency(source: &LocalSource, repository: Option<String>) -> NewResource {
    let digests = vec![("gitCommit".to_owned(), source.commit.clone())];
    match (repository, &source.git_ref) {
        (Some(url), Some(git_ref)) => {
            NewResource { uri: format!("git+{url}@{git_ref}"), digests, ..NewResource::default() }
        }
        (Some(url), None) => NewResource { uri: format!("git+{url}"), digests, ..NewResource::default() },
        // in-toto, ResourceDescriptor: one of uri, digest and content is enough; the name is for people.
        (None, _) => NewResource { name: "source".to_owned(), digests, ..NewResource::default() },
    }
}
