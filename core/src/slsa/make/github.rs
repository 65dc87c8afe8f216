//! GitHub Actions.
//!
//! Variables: docs.github.com, Actions, Variables reference, default environment variables. Build type:
//! <https://actions.github.io/buildtypes/workflow/v1>, as GitHub's own attestations have it; there the facts come from the
//! workflow's identity token, and the builder is the workflow that holds the job.

use super::table::To::{BuildType, Builder, External, Internal, Invocation, Source, SourceCommit, SourceRef};
use super::table::{Row, may, must};

pub(super) const TABLE: &[Row] = &[
    must(BuildType, &["https://actions.github.io/buildtypes/workflow/v1"]),
    must(External("workflow.ref"), &["{GITHUB_REF}"]),
    must(External("workflow.repository"), &["{GITHUB_SERVER_URL|folder}/{GITHUB_REPOSITORY}"]),
    must(External("workflow.path"), &["{GITHUB_WORKFLOW_REF|workflow}"]),
    must(Internal("github.event_name"), &["{GITHUB_EVENT_NAME}"]),
    must(Internal("github.repository_id"), &["{GITHUB_REPOSITORY_ID}"]),
    must(Internal("github.repository_owner_id"), &["{GITHUB_REPOSITORY_OWNER_ID}"]),
    // Older servers do not set it.
    may(Internal("github.runner_environment"), &["{RUNNER_ENVIRONMENT}"]),
    must(Source, &["{GITHUB_SERVER_URL|folder}/{GITHUB_REPOSITORY}"]),
    must(SourceRef, &["{GITHUB_REF}"]),
    must(SourceCommit, &["{GITHUB_SHA}"]),
    must(Builder, &["{GITHUB_SERVER_URL|folder}/{GITHUB_WORKFLOW_REF}"]),
    must(
        Invocation,
        &["{GITHUB_SERVER_URL|folder}/{GITHUB_REPOSITORY}/actions/runs/{GITHUB_RUN_ID}/attempts/{GITHUB_RUN_ATTEMPT}"],
    ),
];

/// The event whose inputs are parameters of the build.
pub(super) const DISPATCH: &str = "workflow_dispatch";
