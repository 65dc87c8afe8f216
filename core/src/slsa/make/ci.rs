use std::fmt;

use super::table::{Row, variables};
use super::{Environment, MakeError};
use super::{azure, buildkite, circleci, cloud_build, github, gitlab, jenkins, tekton};

/// What runs a build.
///
/// Where there is a public build type, provenance has it. The others have one of ours, described here. In all of those,
/// external parameters are `repository` (the URL of the git repository) and `ref` (its whole reference, where it is
/// known), and the first resolved dependency is that repository at its commit. To run it again is to run the same job,
/// task or pipeline at that commit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Ci {
    /// GitHub Actions: `https://actions.github.io/buildtypes/workflow/v1`. The builder is the workflow.
    GitHubActions,
    /// GitLab CI/CD: the build type of GitLab's runner, `PROVENANCE.md` of its version. The builder is the runner.
    GitLab,
    /// Buildkite: `https://buildkite.github.io/slsa-buildtypes/job/v1`. The builder is the organization, which runs the
    /// agents or has them run.
    Buildkite,
    /// CircleCI: `https://sealwright.dev/buildtypes/circleci/v1`, the run of one job.
    ///
    /// External: `job`, its name. Internal: `circleci` with `organization_id`, `project_id`, `pipeline_id`, `workflow_id`,
    /// `workflow_job_id`. The builder is the server.
    CircleCi,
    /// Jenkins, with its git plugin: `https://sealwright.dev/buildtypes/jenkins/v1`, one build of a job.
    ///
    /// External: `job`, its URL. Internal: `jenkins` with `build_number`, `job_name`, `node_name`. The builder is the server.
    Jenkins,
    /// Tekton: `https://sealwright.dev/buildtypes/tekton/v1`, the run of one task. The task must set the variables
    /// that [`Self::hint`] names.
    ///
    /// External: `task`, `pipeline`, their names. Internal: `tekton` with `namespace`, `taskrun`, `taskrun_uid`,
    /// `pipelinerun`, `pipelinerun_uid`. The builder is what the cluster's owner calls it.
    Tekton,
    /// Azure Pipelines: `https://sealwright.dev/buildtypes/azure-pipelines/v1`, one run of a pipeline.
    ///
    /// External: `pipeline`, the URL of its definition by ids that are never used again; `reason`, what queued the run.
    /// Internal: `azure` with `build_id`, `build_number`, `definition_name`, `job_id`, `project_id`, `repository_id`. The builder
    /// is the organization, which runs the agents or has them run.
    AzurePipelines,
    /// Google Cloud Build: `https://cloud.google.com/build/gcb-buildtypes/google-worker/v1`. The build's configuration must
    /// have what [`Self::hint`] names. The builder is Google's.
    CloudBuild,
    /// Somebody's machine: see [`LocalBuild`](crate::LocalBuild).
    Local,
}

/// Name for the command line, name for people, what tells it by its environment, what goes where.
struct Entry {
    ci: Ci,
    name: &'static str,
    title: &'static str,
    /// All of these are set.
    marks: &'static [&'static str],
    table: &'static [Row],
    hint: &'static str,
}

const SET_BY_CI: &str =
    "run it in a step of the build, where the CI system sets its variables, and pass them on into containers";

#[rustfmt::skip]
const ENTRIES: [Entry; 9] = [
    Entry { ci: Ci::GitHubActions, name: "github", title: "GitHub Actions", marks: &["GITHUB_ACTIONS"], table: github::TABLE, hint: SET_BY_CI },
    Entry { ci: Ci::GitLab, name: "gitlab", title: "GitLab", marks: &["GITLAB_CI"], table: gitlab::TABLE, hint: SET_BY_CI },
    Entry { ci: Ci::Buildkite, name: "buildkite", title: "Buildkite", marks: &["BUILDKITE"], table: buildkite::TABLE, hint: SET_BY_CI },
    Entry { ci: Ci::CircleCi, name: "circleci", title: "CircleCI", marks: &["CIRCLECI"], table: circleci::TABLE, hint: circleci::HINT },
    Entry { ci: Ci::Jenkins, name: "jenkins", title: "Jenkins", marks: &["JENKINS_URL"], table: jenkins::TABLE, hint: jenkins::HINT },
    Entry { ci: Ci::Tekton, name: "tekton", title: "Tekton", marks: &["TEKTON_TASKRUN_UID"], table: tekton::TABLE, hint: tekton::HINT },
    Entry { ci: Ci::AzurePipelines, name: "azure", title: "Azure Pipelines", marks: &["TF_BUILD"], table: azure::TABLE, hint: SET_BY_CI },
    // BUILD_ID alone is Jenkins' too.
    Entry { ci: Ci::CloudBuild, name: "gcb", title: "Cloud Build", marks: &["BUILD_ID", "LOCATION", "PROJECT_ID", "PROJECT_NUMBER"], table: cloud_build::TABLE, hint: cloud_build::HINT },
    Entry { ci: Ci::Local, name: "local", title: "a local build", marks: &[], table: &[], hint: "describe a local build by its source, not by an environment" },
];

impl Ci {
    /// Every one, `Local` last.
    pub const ALL: [Self; 9] = [
        Self::GitHubActions,
        Self::GitLab,
        Self::Buildkite,
        Self::CircleCi,
        Self::Jenkins,
        Self::Tekton,
        Self::AzurePipelines,
        Self::CloudBuild,
        Self::Local,
    ];

    /// Whose environment it is; `Local` if it is that of no CI system, and an error if it is that of two.
    pub fn detect(environment: &Environment) -> Result<Self, MakeError> {
        let marked =
            |entry: &&Entry| !entry.marks.is_empty() && entry.marks.iter().all(|name| environment.get(name).is_some());
        let mut seen = ENTRIES.iter().filter(marked).map(|entry| entry.ci);
        match (seen.next(), seen.next()) {
            (None, _) => Ok(Self::Local),
            (Some(ci), None) => Ok(ci),
            (Some(first), Some(second)) => Err(MakeError::SeveralCis { first, second }),
        }
    }

    /// Its short name: `github`, `gitlab`, `buildkite`, `circleci`, `jenkins`, `tekton`, `azure`, `gcb`, `local`.
    pub fn name(self) -> &'static str {
        self.entry().map_or("", |entry| entry.name)
    }

    /// The one of that short name.
    pub fn from_name(name: &str) -> Option<Self> {
        ENTRIES.iter().find(|entry| entry.name == name).map(|entry| entry.ci)
    }

    /// The variables that are read of its environment, and no others.
    pub fn variables(self) -> Vec<&'static str> {
        let Some(entry) = self.entry() else { return Vec::new() };
        let mut names: Vec<_> = variables(entry.table).chain(entry.marks.iter().copied()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// What to do where a variable is not set.
    pub fn hint(self) -> &'static str {
        self.entry().map_or("", |entry| entry.hint)
    }

    pub(super) fn table(self) -> &'static [Row] {
        self.entry().map_or(&[], |entry| entry.table)
    }

    fn entry(self) -> Option<&'static Entry> {
        ENTRIES.iter().find(|entry| entry.ci == self)
    }
}

/// Its name for people.
impl fmt::Display for Ci {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.entry().map_or("", |entry| entry.title))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(names: &[&str]) -> Result<Ci, MakeError> {
        Ci::detect(&Environment::from_pairs(names.iter().map(|name| (*name, "true"))).unwrap())
    }

    #[test]
    fn each_is_told_by_what_it_sets_and_read_by_its_name() {
        for (ci, entry) in Ci::ALL.into_iter().zip(&ENTRIES) {
            assert_eq!((ci, Ci::from_name(ci.name())), (entry.ci, Some(ci)));
            assert_eq!(detect(entry.marks).unwrap(), ci);
            assert!(!ci.to_string().is_empty() && !ci.hint().is_empty());
        }
        assert_eq!(detect(&["BUILD_ID"]).unwrap(), Ci::Local);
    }

    #[test]
    fn an_environment_of_two_systems_is_not_guessed_at() {
        let error = detect(&["GITLAB_CI", "JENKINS_URL"]).unwrap_err();
        assert!(matches!(error, MakeError::SeveralCis { first: Ci::GitLab, second: Ci::Jenkins }));
    }

    #[test]
    fn no_name_on_the_list_sounds_like_a_secret() {
        for name in Environment::names() {
            for word in ["TOKEN", "SECRET", "PASSWORD", "PASSWD", "PRIVATE", "CREDENTIAL", "_KEY", "AUTH"] {
                assert!(!name.contains(word) || name == "BUILDKITE_STEP_KEY", "{name}");
            }
        }
    }
}
