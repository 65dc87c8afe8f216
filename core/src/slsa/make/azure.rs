//! Azure Pipelines.
//!
//! Variables: learn.microsoft.com, Azure Pipelines, Use predefined variables; a step sees `Build.SourceVersion` as
//! `BUILD_SOURCEVERSION`. There is no public build type; ours is described at [`Ci::AzurePipelines`](super::Ci::AzurePipelines).

use super::table::To::{BuildType, Builder, External, Internal, Invocation, Source, SourceCommit, SourceRef};
use super::table::{Row, may, must};

pub(super) const TABLE: &[Row] = &[
    must(BuildType, &["https://sealwright.dev/buildtypes/azure-pipelines/v1"]),
    must(External("repository"), &["{BUILD_REPOSITORY_URI|git}"]),
    must(External("ref"), &["{BUILD_SOURCEBRANCH}"]),
    must(
        External("pipeline"),
        &["{SYSTEM_COLLECTIONURI|folder}/{SYSTEM_TEAMPROJECTID}/_build?definitionId={SYSTEM_DEFINITIONID}"],
    ),
    must(External("reason"), &["{BUILD_REASON}"]),
    must(Internal("azure.build_id"), &["{BUILD_BUILDID}"]),
    must(Internal("azure.build_number"), &["{BUILD_BUILDNUMBER}"]),
    must(Internal("azure.definition_name"), &["{BUILD_DEFINITIONNAME}"]),
    may(Internal("azure.job_id"), &["{SYSTEM_JOBID}"]),
    must(Internal("azure.project_id"), &["{SYSTEM_TEAMPROJECTID}"]),
    may(Internal("azure.repository_id"), &["{BUILD_REPOSITORY_ID}"]),
    must(Source, &["{BUILD_REPOSITORY_URI|git}"]),
    must(SourceRef, &["{BUILD_SOURCEBRANCH}"]),
    must(SourceCommit, &["{BUILD_SOURCEVERSION}"]),
    must(Builder, &["{SYSTEM_COLLECTIONURI|folder}"]),
    must(Invocation, &["{SYSTEM_COLLECTIONURI|folder}/{SYSTEM_TEAMPROJECTID}/_build/results?buildId={BUILD_BUILDID}"]),
];
