//! What each CI system sets, by its documentation, for a build of the tag v1.2.3 (or of main, where it says so).

use super::super::Ci;

pub(super) struct Recorded {
    pub(super) ci: Ci,
    pub(super) variables: &'static [(&'static str, &'static str)],
    /// Those of the variables that are not required.
    pub(super) optional: &'static [&'static str],
    pub(super) predicate: &'static str,
}

const COMMIT: &str = "2b4ba8fe79386d40ce27dc5f6cc4161a0f598cc2";

pub(super) const RECORDED: &[Recorded] = &[
    Recorded {
        ci: Ci::GitHubActions,
        variables: &[
            ("GITHUB_ACTIONS", "true"),
            ("GITHUB_EVENT_NAME", "push"),
            ("GITHUB_REF", "refs/tags/v1.2.3"),
            ("GITHUB_REPOSITORY", "octo/app"),
            ("GITHUB_REPOSITORY_ID", "74"),
            ("GITHUB_REPOSITORY_OWNER_ID", "65"),
            ("GITHUB_RUN_ATTEMPT", "2"),
            ("GITHUB_RUN_ID", "1658821493"),
            ("GITHUB_SERVER_URL", "https://github.example.com"),
            ("GITHUB_SHA", COMMIT),
            ("GITHUB_WORKFLOW_REF", "octo/app/.github/workflows/release.yml@refs/tags/v1.2.3"),
            ("RUNNER_ENVIRONMENT", "github-hosted"),
        ],
        optional: &["GITHUB_ACTIONS", "RUNNER_ENVIRONMENT"],
        predicate: r#"{"buildDefinition":{
            "buildType":"https://actions.github.io/buildtypes/workflow/v1",
            "externalParameters":{"workflow":{
            "path":".github/workflows/release.yml",
            "ref":"refs/tags/v1.2.3",
            "repository":"https://github.example.com/octo/app"}},
            "internalParameters":{"github":{
            "event_name":"push",
            "repository_id":"74",
            "repository_owner_id":"65",
            "runner_environment":"github-hosted"}},
            "resolvedDependencies":[{
            "uri":"git+https://github.example.com/octo/app@refs/tags/v1.2.3",
            "digest":{"gitCommit":"2b4ba8fe79386d40ce27dc5f6cc4161a0f598cc2"}}]},
            "runDetails":{
            "builder":{"id":"https://github.example.com/octo/app/.github/workflows/release.yml@refs/tags/v1.2.3"},
            "metadata":{"invocationId":"https://github.example.com/octo/app/actions/runs/1658821493/attempts/2"}}}"#,
    },
    Recorded {
        ci: Ci::GitLab,
        variables: &[
            ("GITLAB_CI", "true"),
            ("CI_COMMIT_SHA", COMMIT),
            ("CI_COMMIT_TAG", "v1.2.3"),
            ("CI_CONFIG_PATH", ".gitlab-ci.yml"),
            ("CI_JOB_ID", "10340684631"),
            ("CI_JOB_NAME", "build-job"),
            ("CI_JOB_STARTED_AT", "2026-11-21T10:00:00Z"),
            ("CI_PIPELINE_ID", "1878"),
            ("CI_PIPELINE_SOURCE", "push"),
            ("CI_PROJECT_ID", "34"),
            ("CI_PROJECT_URL", "https://gitlab.example.com/octo/app"),
            ("CI_RUNNER_DESCRIPTION", "green-4"),
            ("CI_RUNNER_EXECUTABLE_ARCH", "linux/amd64"),
            ("CI_RUNNER_ID", "12270857"),
            ("CI_RUNNER_REVISION", "4d7093e1"),
            ("CI_RUNNER_VERSION", "18.5.0"),
        ],
        optional: &[
            "GITLAB_CI",
            "CI_COMMIT_TAG",
            "CI_JOB_STARTED_AT",
            "CI_RUNNER_DESCRIPTION",
            "CI_RUNNER_EXECUTABLE_ARCH",
            "CI_RUNNER_REVISION",
        ],
        predicate: r#"{"buildDefinition":{
            "buildType":"https://gitlab.com/gitlab-org/gitlab-runner/-/blob/v18.5.0/PROVENANCE.md",
            "externalParameters":{
            "entryPoint":"build-job",
            "source":"https://gitlab.example.com/octo/app",
            "variables":{
            "CI_COMMIT_SHA":"2b4ba8fe79386d40ce27dc5f6cc4161a0f598cc2",
            "CI_COMMIT_TAG":"v1.2.3",
            "CI_CONFIG_PATH":".gitlab-ci.yml",
            "CI_PIPELINE_SOURCE":"push"}},
            "internalParameters":{
            "architecture":"linux/amd64",
            "job":"10340684631",
            "name":"green-4",
            "pipeline":"1878",
            "project":"34"},
            "resolvedDependencies":[{
            "uri":"git+https://gitlab.example.com/octo/app@refs/tags/v1.2.3",
            "digest":{"gitCommit":"2b4ba8fe79386d40ce27dc5f6cc4161a0f598cc2"}}]},
            "runDetails":{
            "builder":{"id":"https://gitlab.example.com/octo/app/-/runners/12270857","version":{"gitlab-runner":"4d7093e1"}},
            "metadata":{"invocationId":"10340684631","startedOn":"2026-11-21T10:00:00Z"}}}"#,
    },
    Recorded {
        ci: Ci::Buildkite,
        variables: &[
            ("BUILDKITE", "true"),
            ("BUILDKITE_BRANCH", "main"),
            ("BUILDKITE_BUILD_ID", "d3ce1ab5-df3c-4197-901d-a2339201046d"),
            ("BUILDKITE_BUILD_NUMBER", "493"),
            ("BUILDKITE_COMMAND", "make\nmake publish URL=https://files.example.com/"),
            ("BUILDKITE_COMMIT", COMMIT),
            ("BUILDKITE_JOB_ID", "2792d082-f400-4346-993c-72c4947c82b6"),
            ("BUILDKITE_ORGANIZATION_ID", "19299724-43b4-4812-b823-9ea5a62b388e"),
            ("BUILDKITE_ORGANIZATION_SLUG", "octo"),
            ("BUILDKITE_PIPELINE_ID", "ac95cb65-7589-41fa-9142-9cfb27f65249"),
            ("BUILDKITE_PIPELINE_SLUG", "app"),
            ("BUILDKITE_REPO", "git@git.example.com:octo/app.git"),
            ("BUILDKITE_STEP_ID", "3f9c0598-5b82-4b62-8f5d-6d2d08f78733"),
            ("BUILDKITE_STEP_KEY", "build"),
            ("BUILDKITE_TAG", "v1.2.3"),
        ],
        optional: &["BUILDKITE", "BUILDKITE_COMMAND", "BUILDKITE_STEP_KEY", "BUILDKITE_TAG"],
        predicate: r#"{"buildDefinition":{
            "buildType":"https://buildkite.github.io/slsa-buildtypes/job/v1",
            "externalParameters":{
            "build":{"branch":"main","commit":"2b4ba8fe79386d40ce27dc5f6cc4161a0f598cc2","tag":"v1.2.3"},
            "job":{"id":"2792d082-f400-4346-993c-72c4947c82b6"},
            "pipeline":"https://buildkite.com/octo/app",
            "repository":"ssh://git.example.com/octo/app",
            "step":{
            "command":"make\nmake publish URL=https://files.example.com/",
            "id":"3f9c0598-5b82-4b62-8f5d-6d2d08f78733",
            "key":"build"}},
            "internalParameters":{"buildkite":{
            "build_id":"d3ce1ab5-df3c-4197-901d-a2339201046d",
            "build_number":"493",
            "organization_id":"19299724-43b4-4812-b823-9ea5a62b388e",
            "pipeline_id":"ac95cb65-7589-41fa-9142-9cfb27f65249"}},
            "resolvedDependencies":[{
            "uri":"git+ssh://git.example.com/octo/app@refs/tags/v1.2.3",
            "digest":{"gitCommit":"2b4ba8fe79386d40ce27dc5f6cc4161a0f598cc2"}}]},
            "runDetails":{
            "builder":{"id":"https://buildkite.com/octo"},
            "metadata":{"invocationId":"https://buildkite.com/octo/app/builds/493#2792d082-f400-4346-993c-72c4947c82b6"}}}"#,
    },
    Recorded {
        ci: Ci::CircleCi,
        variables: &[
            ("CIRCLECI", "true"),
            ("CIRCLE_BUILD_URL", "https://circleci.example.com/gh/octo/app/42"),
            ("CIRCLE_JOB", "build"),
            ("CIRCLE_ORGANIZATION_ID", "b9291e0d-a11e-41fb-8517-c545388b5953"),
            ("CIRCLE_PIPELINE_ID", "5034460f-c7c4-4c43-9457-de07e2029e7b"),
            ("CIRCLE_PROJECT_ID", "c124cca6-d03e-4733-b84d-32b02347b78c"),
            ("CIRCLE_REPOSITORY_URL", "https://git.example.com/octo/app"),
            ("CIRCLE_SHA1", COMMIT),
            ("CIRCLE_TAG", "v1.2.3"),
            ("CIRCLE_WORKFLOW_ID", "eb5b1d8e-8ff0-4ca5-b0f6-0b5e1d2a5f43"),
            ("CIRCLE_WORKFLOW_JOB_ID", "8fc3d8c2-7d44-4f5f-8f5e-0d1c5d0f7f10"),
        ],
        optional: &["CIRCLECI", "CIRCLE_TAG"],
        predicate: r#"{"buildDefinition":{
            "buildType":"https://sealwright.dev/buildtypes/circleci/v1",
            "externalParameters":{
            "job":"build",
            "ref":"refs/tags/v1.2.3",
            "repository":"https://git.example.com/octo/app"},
            "internalParameters":{"circleci":{
            "organization_id":"b9291e0d-a11e-41fb-8517-c545388b5953",
            "pipeline_id":"5034460f-c7c4-4c43-9457-de07e2029e7b",
            "project_id":"c124cca6-d03e-4733-b84d-32b02347b78c",
            "workflow_id":"eb5b1d8e-8ff0-4ca5-b0f6-0b5e1d2a5f43",
            "workflow_job_id":"8fc3d8c2-7d44-4f5f-8f5e-0d1c5d0f7f10"}},
            "resolvedDependencies":[{
            "uri":"git+https://git.example.com/octo/app@refs/tags/v1.2.3",
            "digest":{"gitCommit":"2b4ba8fe79386d40ce27dc5f6cc4161a0f598cc2"}}]},
            "runDetails":{
            "builder":{"id":"https://circleci.example.com"},
            "metadata":{"invocationId":"https://circleci.example.com/gh/octo/app/42"}}}"#,
    },
    Recorded {
        ci: Ci::Jenkins,
        variables: &[
            ("BRANCH_NAME", "main"),
            ("BUILD_NUMBER", "153"),
            ("BUILD_URL", "https://jenkins.example.com/job/app/job/main/153/"),
            ("GIT_COMMIT", COMMIT),
            ("GIT_URL", "https://git.example.com/octo/app.git"),
            ("JENKINS_URL", "https://jenkins.example.com/"),
            ("JOB_NAME", "app/main"),
            ("JOB_URL", "https://jenkins.example.com/job/app/job/main/"),
            ("NODE_NAME", "built-in"),
        ],
        optional: &["BRANCH_NAME", "NODE_NAME"],
        predicate: r#"{"buildDefinition":{
            "buildType":"https://sealwright.dev/buildtypes/jenkins/v1",
            "externalParameters":{
            "job":"https://jenkins.example.com/job/app/job/main/",
            "ref":"refs/heads/main",
            "repository":"https://git.example.com/octo/app"},
            "internalParameters":{"jenkins":{"build_number":"153","job_name":"app/main","node_name":"built-in"}},
            "resolvedDependencies":[{
            "uri":"git+https://git.example.com/octo/app@refs/heads/main",
            "digest":{"gitCommit":"2b4ba8fe79386d40ce27dc5f6cc4161a0f598cc2"}}]},
            "runDetails":{
            "builder":{"id":"https://jenkins.example.com/"},
            "metadata":{"invocationId":"https://jenkins.example.com/job/app/job/main/153/"}}}"#,
    },
    Recorded {
        ci: Ci::Tekton,
        variables: &[
            ("TEKTON_BUILDER_ID", "https://tekton.example.com/clusters/build"),
            ("TEKTON_NAMESPACE", "release"),
            ("TEKTON_PIPELINERUN_NAME", "release-x7"),
            ("TEKTON_PIPELINERUN_UID", "3c0d1b0e-5b5c-4c8e-8e0a-0c3c8a3f7a11"),
            ("TEKTON_PIPELINE_NAME", "release"),
            ("TEKTON_SOURCE_COMMIT", COMMIT),
            ("TEKTON_SOURCE_REF", "refs/tags/v1.2.3"),
            ("TEKTON_SOURCE_URL", "https://git.example.com/octo/app"),
            ("TEKTON_TASKRUN_NAME", "release-x7-build"),
            ("TEKTON_TASKRUN_UID", "0a2d6d2c-94c0-4a3d-a5c9-3b8c5d0e9f22"),
            ("TEKTON_TASK_NAME", "build"),
        ],
        optional: &["TEKTON_PIPELINERUN_NAME", "TEKTON_PIPELINERUN_UID", "TEKTON_PIPELINE_NAME", "TEKTON_SOURCE_REF"],
        predicate: r#"{"buildDefinition":{
            "buildType":"https://sealwright.dev/buildtypes/tekton/v1",
            "externalParameters":{
            "pipeline":"release",
            "ref":"refs/tags/v1.2.3",
            "repository":"https://git.example.com/octo/app",
            "task":"build"},
            "internalParameters":{"tekton":{
            "namespace":"release",
            "pipelinerun":"release-x7",
            "pipelinerun_uid":"3c0d1b0e-5b5c-4c8e-8e0a-0c3c8a3f7a11",
            "taskrun":"release-x7-build",
            "taskrun_uid":"0a2d6d2c-94c0-4a3d-a5c9-3b8c5d0e9f22"}},
            "resolvedDependencies":[{
            "uri":"git+https://git.example.com/octo/app@refs/tags/v1.2.3",
            "digest":{"gitCommit":"2b4ba8fe79386d40ce27dc5f6cc4161a0f598cc2"}}]},
            "runDetails":{
            "builder":{"id":"https://tekton.example.com/clusters/build"},
            "metadata":{"invocationId":"0a2d6d2c-94c0-4a3d-a5c9-3b8c5d0e9f22"}}}"#,
    },
    Recorded {
        ci: Ci::AzurePipelines,
        variables: &[
            ("TF_BUILD", "True"),
            ("BUILD_BUILDID", "1234"),
            ("BUILD_BUILDNUMBER", "20261121.3"),
            ("BUILD_DEFINITIONNAME", "app release"),
            ("BUILD_REASON", "IndividualCI"),
            ("BUILD_REPOSITORY_ID", "9d0c6a2f-6a7b-4a56-8a0b-6f2a1d7e4c33"),
            ("BUILD_REPOSITORY_URI", "https://azure.example.com/octo/app/_git/app"),
            ("BUILD_SOURCEBRANCH", "refs/tags/v1.2.3"),
            ("BUILD_SOURCEVERSION", COMMIT),
            ("SYSTEM_COLLECTIONURI", "https://azure.example.com/octo/"),
            ("SYSTEM_DEFINITIONID", "7"),
            ("SYSTEM_JOBID", "12f1170f-54f2-53f3-20dd-22fc7dff55f9"),
            ("SYSTEM_TEAMPROJECTID", "5f3c1b9e-2b4d-4c1e-9d57-0a8b6c7d8e44"),
        ],
        optional: &["TF_BUILD", "BUILD_REPOSITORY_ID", "SYSTEM_JOBID"],
        predicate: r#"{"buildDefinition":{
            "buildType":"https://sealwright.dev/buildtypes/azure-pipelines/v1",
            "externalParameters":{
            "pipeline":"https://azure.example.com/octo/5f3c1b9e-2b4d-4c1e-9d57-0a8b6c7d8e44/_build?definitionId=7",
            "reason":"IndividualCI",
            "ref":"refs/tags/v1.2.3",
            "repository":"https://azure.example.com/octo/app/_git/app"},
            "internalParameters":{"azure":{
            "build_id":"1234",
            "build_number":"20261121.3",
            "definition_name":"app release",
            "job_id":"12f1170f-54f2-53f3-20dd-22fc7dff55f9",
            "project_id":"5f3c1b9e-2b4d-4c1e-9d57-0a8b6c7d8e44",
            "repository_id":"9d0c6a2f-6a7b-4a56-8a0b-6f2a1d7e4c33"}},
            "resolvedDependencies":[{
            "uri":"git+https://azure.example.com/octo/app/_git/app@refs/tags/v1.2.3",
            "digest":{"gitCommit":"2b4ba8fe79386d40ce27dc5f6cc4161a0f598cc2"}}]},
            "runDetails":{
            "builder":{"id":"https://azure.example.com/octo"},
            "metadata":{"invocationId":"https://azure.example.com/octo/5f3c1b9e-2b4d-4c1e-9d57-0a8b6c7d8e44/_build/results?buildId=1234"}}}"#,
    },
    Recorded {
        ci: Ci::CloudBuild,
        variables: &[
            ("BUILD_ID", "48b818ed-6642-4ce9-94f5-5b67d1264dca"),
            ("COMMIT_SHA", COMMIT),
            ("LOCATION", "us-central1"),
            ("PROJECT_ID", "example-project"),
            ("PROJECT_NUMBER", "134185315774"),
            ("REPO_FULL_NAME", "octo/app"),
            ("REPO_NAME", "app"),
            ("TAG_NAME", "v1.2.3"),
            ("TRIGGER_BUILD_CONFIG_PATH", "cloudbuild.yaml"),
            ("TRIGGER_NAME", "release"),
            ("_REPOSITORY_URL", "https://git.example.com/octo/app"),
        ],
        optional: &["REPO_FULL_NAME", "REPO_NAME", "TRIGGER_NAME"],
        predicate: r#"{"buildDefinition":{
            "buildType":"https://cloud.google.com/build/gcb-buildtypes/google-worker/v1",
            "externalParameters":{
            "buildConfigSource":{
            "path":"cloudbuild.yaml",
            "ref":"refs/tags/v1.2.3",
            "repository":"git+https://git.example.com/octo/app"},
            "substitutions":{"_REPOSITORY_URL":"https://git.example.com/octo/app"}},
            "internalParameters":{"systemSubstitutions":{
            "BUILD_ID":"48b818ed-6642-4ce9-94f5-5b67d1264dca",
            "COMMIT_SHA":"2b4ba8fe79386d40ce27dc5f6cc4161a0f598cc2",
            "LOCATION":"us-central1",
            "PROJECT_NUMBER":"134185315774",
            "REPO_FULL_NAME":"octo/app",
            "REPO_NAME":"app",
            "TAG_NAME":"v1.2.3",
            "TRIGGER_NAME":"release"}},
            "resolvedDependencies":[{
            "uri":"git+https://git.example.com/octo/app@refs/tags/v1.2.3",
            "digest":{"gitCommit":"2b4ba8fe79386d40ce27dc5f6cc4161a0f598cc2"}}]},
            "runDetails":{
            "builder":{"id":"https://cloudbuild.googleapis.com/GoogleHostedWorker"},
            "metadata":{"invocationId":"https://cloudbuild.googleapis.com/v1/projects/example-project/locations/us-central1/builds/48b818ed-6642-4ce9-94f5-5b67d1264dca"}}}"#,
    },
];
