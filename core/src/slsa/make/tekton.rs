//! Tekton Pipelines.
//!
//! Tekton sets no variables: a step gets what its task puts into `env`, from the substitutions of tekton.dev/docs/pipelines,
//! Variable substitutions, and from the results of the task that fetched the source (git-clone: `url`, `commit`). The
//! build types of Tekton Chains need the whole specification of the run, which a step cannot see; ours is described at
//! [`Ci::Tekton`](super::Ci::Tekton).

use super::table::To::{BuildType, Builder, External, Internal, Invocation, Source, SourceCommit, SourceRef};
use super::table::{Row, may, must};

pub(super) const HINT: &str = "Tekton tells a step nothing: set in its env TEKTON_TASK_NAME=$(context.task.name), \
    TEKTON_TASKRUN_NAME=$(context.taskRun.name), TEKTON_TASKRUN_UID=$(context.taskRun.uid), \
    TEKTON_NAMESPACE=$(context.taskRun.namespace), TEKTON_SOURCE_URL and TEKTON_SOURCE_COMMIT from git-clone's results, and \
    TEKTON_BUILDER_ID, the cluster's URI";

pub(super) const TABLE: &[Row] = &[
    must(BuildType, &["https://sealwright.dev/buildtypes/tekton/v1"]),
    must(External("repository"), &["{TEKTON_SOURCE_URL|git}"]),
    may(External("ref"), &["{TEKTON_SOURCE_REF}"]),
    must(External("task"), &["{TEKTON_TASK_NAME}"]),
    may(External("pipeline"), &["{TEKTON_PIPELINE_NAME}"]),
    must(Internal("tekton.namespace"), &["{TEKTON_NAMESPACE}"]),
    must(Internal("tekton.taskrun"), &["{TEKTON_TASKRUN_NAME}"]),
    must(Internal("tekton.taskrun_uid"), &["{TEKTON_TASKRUN_UID}"]),
    may(Internal("tekton.pipelinerun"), &["{TEKTON_PIPELINERUN_NAME}"]),
    may(Internal("tekton.pipelinerun_uid"), &["{TEKTON_PIPELINERUN_UID}"]),
    must(Source, &["{TEKTON_SOURCE_URL|git}"]),
    may(SourceRef, &["{TEKTON_SOURCE_REF}"]),
    must(SourceCommit, &["{TEKTON_SOURCE_COMMIT}"]),
    must(Builder, &["{TEKTON_BUILDER_ID}"]),
    must(Invocation, &["{TEKTON_TASKRUN_UID}"]),
];
