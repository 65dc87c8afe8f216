//! GitLab CI/CD.
//!
//! Variables: docs.gitlab.com, Predefined CI/CD variables reference. Build type: that of GitLab's runner, PROVENANCE.md of
//! its version; its fields: docs.gitlab.com, Configuring runners, Provenance metadata format. The runner lists every
//! variable of the job without its value; here stand those that say what was built, with their values. The runner calls a
//! commit `sha256`; it is written as `gitCommit`, which it is. No variable says which executor it was.

use super::table::To::{
    BuildType, Builder, BuilderVersion, External, Internal, Invocation, Source, SourceCommit, SourceRef, Started,
};
use super::table::{Row, may, must};

pub(super) const TABLE: &[Row] = &[
    must(BuildType, &["https://gitlab.com/gitlab-org/gitlab-runner/-/blob/v{CI_RUNNER_VERSION}/PROVENANCE.md"]),
    must(External("entryPoint"), &["{CI_JOB_NAME}"]),
    must(External("source"), &["{CI_PROJECT_URL}"]),
    may(External("variables.CI_COMMIT_BRANCH"), &["{CI_COMMIT_BRANCH}"]),
    must(External("variables.CI_COMMIT_SHA"), &["{CI_COMMIT_SHA}"]),
    may(External("variables.CI_COMMIT_TAG"), &["{CI_COMMIT_TAG}"]),
    must(External("variables.CI_CONFIG_PATH"), &["{CI_CONFIG_PATH}"]),
    must(External("variables.CI_PIPELINE_SOURCE"), &["{CI_PIPELINE_SOURCE}"]),
    may(Internal("architecture"), &["{CI_RUNNER_EXECUTABLE_ARCH}"]),
    must(Internal("job"), &["{CI_JOB_ID}"]),
    may(Internal("name"), &["{CI_RUNNER_DESCRIPTION}"]),
    must(Internal("pipeline"), &["{CI_PIPELINE_ID}"]),
    must(Internal("project"), &["{CI_PROJECT_ID}"]),
    must(Source, &["{CI_PROJECT_URL}"]),
    may(
        SourceRef,
        &["{CI_MERGE_REQUEST_REF_PATH}", "refs/tags/{CI_COMMIT_TAG|ref}", "refs/heads/{CI_COMMIT_BRANCH|ref}"],
    ),
    must(SourceCommit, &["{CI_COMMIT_SHA}"]),
    must(Builder, &["{CI_PROJECT_URL}/-/runners/{CI_RUNNER_ID}"]),
    may(BuilderVersion("gitlab-runner"), &["{CI_RUNNER_REVISION}"]),
    must(Invocation, &["{CI_JOB_ID}"]),
    may(Started, &["{CI_JOB_STARTED_AT}"]),
];
