//! Jenkins, with its git plugin.
//!
//! Variables: jenkins.io/doc, Using a Jenkinsfile, Using environment variables; the `GIT_` ones are set by the git plugin
//! (plugins.jenkins.io/git, Environment variables), those of a branch by multibranch pipelines. There is no public build
//! type; ours is described at [`Ci::Jenkins`](super::Ci::Jenkins).

use super::table::To::{BuildType, Builder, External, Internal, Invocation, Source, SourceCommit, SourceRef};
use super::table::{Row, may, must};

pub(super) const HINT: &str = "run it in a build whose sources Jenkins' git plugin checked out; in a scripted pipeline pass on \
    what checkout returns (GIT_URL, GIT_COMMIT), and set the server's URL in its configuration";

/// The branch of a change request (`PR-12`) is none of the repository.
const REF: &[&str] = &["{CHANGE_ID|void}", "refs/tags/{TAG_NAME|ref}", "refs/heads/{BRANCH_NAME|ref}"];

pub(super) const TABLE: &[Row] = &[
    must(BuildType, &["https://sealwright.dev/buildtypes/jenkins/v1"]),
    must(External("repository"), &["{GIT_URL|git}"]),
    may(External("ref"), REF),
    must(External("job"), &["{JOB_URL}"]),
    must(Internal("jenkins.build_number"), &["{BUILD_NUMBER}"]),
    must(Internal("jenkins.job_name"), &["{JOB_NAME}"]),
    may(Internal("jenkins.node_name"), &["{NODE_NAME}"]),
    must(Source, &["{GIT_URL|git}"]),
    may(SourceRef, REF),
    must(SourceCommit, &["{GIT_COMMIT}"]),
    must(Builder, &["{JENKINS_URL}"]),
    must(Invocation, &["{BUILD_URL}"]),
];
