//! Google Cloud Build.
//!
//! Variables: docs.cloud.google.com, Cloud Build, Substituting variable values; a step gets them in its environment with
//! `options: automapSubstitutions: true`. Build type: <https://cloud.google.com/build/gcb-buildtypes/google-worker/v1>. No
//! default substitution says on which host the repository is, so one must be declared, `_REPOSITORY_URL`. Other
//! substitutions of the user are on no list and stay out.

use super::table::To::{BuildType, Builder, External, Internal, Invocation, Source, SourceCommit, SourceRef};
use super::table::{Row, may, must};

pub(super) const HINT: &str = "start the build by a trigger, and in its configuration set options: automapSubstitutions: true, \
    dynamicSubstitutions: true and substitutions: _REPOSITORY_URL: https://github.com/$REPO_FULL_NAME (or where it is)";

const REF: &[&str] = &["refs/tags/{TAG_NAME|ref}", "refs/heads/{BRANCH_NAME|ref}"];

pub(super) const TABLE: &[Row] = &[
    must(BuildType, &["https://cloud.google.com/build/gcb-buildtypes/google-worker/v1"]),
    must(External("buildConfigSource.repository"), &["git+{_REPOSITORY_URL|git}"]),
    must(External("buildConfigSource.ref"), REF),
    must(External("buildConfigSource.path"), &["{TRIGGER_BUILD_CONFIG_PATH}"]),
    must(External("substitutions._REPOSITORY_URL"), &["{_REPOSITORY_URL|git}"]),
    may(Internal("systemSubstitutions.BRANCH_NAME"), &["{BRANCH_NAME}"]),
    must(Internal("systemSubstitutions.BUILD_ID"), &["{BUILD_ID}"]),
    must(Internal("systemSubstitutions.COMMIT_SHA"), &["{COMMIT_SHA}"]),
    must(Internal("systemSubstitutions.LOCATION"), &["{LOCATION}"]),
    must(Internal("systemSubstitutions.PROJECT_NUMBER"), &["{PROJECT_NUMBER}"]),
    may(Internal("systemSubstitutions.REPO_FULL_NAME"), &["{REPO_FULL_NAME}"]),
    may(Internal("systemSubstitutions.REPO_NAME"), &["{REPO_NAME}"]),
    may(Internal("systemSubstitutions.TAG_NAME"), &["{TAG_NAME}"]),
    may(Internal("systemSubstitutions.TRIGGER_NAME"), &["{TRIGGER_NAME}"]),
    must(Source, &["{_REPOSITORY_URL|git}"]),
    must(SourceRef, REF),
    must(SourceCommit, &["{COMMIT_SHA}"]),
    must(Builder, &["https://cloudbuild.googleapis.com/GoogleHostedWorker"]),
    must(
        Invocation,
        &["https://cloudbuild.googleapis.com/v1/projects/{PROJECT_ID}/locations/{LOCATION}/builds/{BUILD_ID}"],
    ),
];
