//! CircleCI.
//!
//! Variables: circleci.com/docs, Project values and variables, built-in environment variables. There is no public build
//! type; ours is described at [`Ci::CircleCi`](super::Ci::CircleCi).

use super::table::To::{BuildType, Builder, External, Internal, Invocation, Source, SourceCommit, SourceRef};
use super::table::{Row, may, must};

pub(super) const HINT: &str = "run it in a step of the job; projects of a GitHub App do not get CIRCLE_REPOSITORY_URL: \
    set it in the step's environment, from the pipeline value << pipeline.project.git_url >>";

/// A number of a pull request is set for forks alone, whose branch is none of the repository.
const REF: &[&str] = &["refs/tags/{CIRCLE_TAG|ref}", "{CIRCLE_PR_NUMBER|void}", "refs/heads/{CIRCLE_BRANCH|ref}"];

pub(super) const TABLE: &[Row] = &[
    must(BuildType, &["https://sealwright.dev/buildtypes/circleci/v1"]),
    must(External("repository"), &["{CIRCLE_REPOSITORY_URL|git}"]),
    may(External("ref"), REF),
    must(External("job"), &["{CIRCLE_JOB}"]),
    must(Internal("circleci.organization_id"), &["{CIRCLE_ORGANIZATION_ID}"]),
    must(Internal("circleci.project_id"), &["{CIRCLE_PROJECT_ID}"]),
    must(Internal("circleci.pipeline_id"), &["{CIRCLE_PIPELINE_ID}"]),
    must(Internal("circleci.workflow_id"), &["{CIRCLE_WORKFLOW_ID}"]),
    must(Internal("circleci.workflow_job_id"), &["{CIRCLE_WORKFLOW_JOB_ID}"]),
    must(Source, &["{CIRCLE_REPOSITORY_URL|git}"]),
    may(SourceRef, REF),
    must(SourceCommit, &["{CIRCLE_SHA1}"]),
    must(Builder, &["{CIRCLE_BUILD_URL|origin}"]),
    must(Invocation, &["{CIRCLE_BUILD_URL}"]),
];
