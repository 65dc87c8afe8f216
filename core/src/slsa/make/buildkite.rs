//! Buildkite.
//!
//! Variables: buildkite.com/docs, Environment variables. Build type: <https://buildkite.github.io/slsa-buildtypes/job/v1>,
//! as Buildkite's plugin for provenance writes it, except that a tag is a tag in the dependency's URI and that the
//! repository has no user name. The builder is the organization: it runs the agents, or has Buildkite run them.

use super::table::To::{BuildType, Builder, External, Internal, Invocation, Source, SourceCommit, SourceRef};
use super::table::{Row, may, must};

pub(super) const TABLE: &[Row] = &[
    must(BuildType, &["https://buildkite.github.io/slsa-buildtypes/job/v1"]),
    must(External("pipeline"), &["https://buildkite.com/{BUILDKITE_ORGANIZATION_SLUG}/{BUILDKITE_PIPELINE_SLUG}"]),
    must(External("repository"), &["{BUILDKITE_REPO|git}"]),
    must(External("build.branch"), &["{BUILDKITE_BRANCH}"]),
    must(External("build.commit"), &["{BUILDKITE_COMMIT}"]),
    may(External("build.tag"), &["{BUILDKITE_TAG}"]),
    must(External("step.id"), &["{BUILDKITE_STEP_ID}"]),
    may(External("step.command"), &["{BUILDKITE_COMMAND}"]),
    may(External("step.key"), &["{BUILDKITE_STEP_KEY}"]),
    must(External("job.id"), &["{BUILDKITE_JOB_ID}"]),
    must(Internal("buildkite.organization_id"), &["{BUILDKITE_ORGANIZATION_ID}"]),
    must(Internal("buildkite.pipeline_id"), &["{BUILDKITE_PIPELINE_ID}"]),
    must(Internal("buildkite.build_id"), &["{BUILDKITE_BUILD_ID}"]),
    must(Internal("buildkite.build_number"), &["{BUILDKITE_BUILD_NUMBER}"]),
    must(Source, &["{BUILDKITE_REPO|git}"]),
    may(SourceRef, &["refs/tags/{BUILDKITE_TAG|ref}", "refs/heads/{BUILDKITE_BRANCH|ref}"]),
    must(SourceCommit, &["{BUILDKITE_COMMIT}"]),
    must(Builder, &["https://buildkite.com/{BUILDKITE_ORGANIZATION_SLUG}"]),
    must(
        Invocation,
        &[
            "https://buildkite.com/{BUILDKITE_ORGANIZATION_SLUG}/{BUILDKITE_PIPELINE_SLUG}/builds/{BUILDKITE_BUILD_NUMBER}#{BUILDKITE_JOB_ID}",
        ],
    ),
];
