//! Secrets are planted in every place of an environment; none comes out.

use super::recorded::{RECORDED, Recorded};
use super::{Environment, made, statement};

const SECRET: &str = "s3cr3t";

/// What real environments have beside what is wanted.
const NAMES: [&str; 22] = [
    "GITHUB_TOKEN",
    "GH_TOKEN",
    "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
    "ACTIONS_ID_TOKEN_REQUEST_URL",
    "ACTIONS_RUNTIME_TOKEN",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AZURE_CLIENT_SECRET",
    "SYSTEM_ACCESSTOKEN",
    "CI_JOB_TOKEN",
    "CI_JOB_JWT",
    "CI_REGISTRY_PASSWORD",
    "CI_REPOSITORY_URL",
    "CI_DEPLOY_PASSWORD",
    "BUILDKITE_AGENT_ACCESS_TOKEN",
    "CIRCLE_OIDC_TOKEN_V2",
    "DATABASE_PASSWORD",
    "NPM_TOKEN",
    "SIGNING_KEY",
    "SSH_PRIVATE_KEY",
    "github_ref",
    "GITHUB_REF ",
];

#[test]
fn a_secret_in_a_variable_that_is_not_allowed_changes_nothing() {
    let key = format!("-----BEGIN OPENSSH PRIVATE KEY-----\n{SECRET}\n-----END OPENSSH PRIVATE KEY-----\n");
    for Recorded { ci, variables, .. } in RECORDED {
        let clean = statement(&made(*ci, variables).unwrap());
        // The variables of every other CI system are not allowed, either.
        let others = Environment::names().filter(|name| !ci.variables().contains(name));
        let mut planted = variables.to_vec();
        planted.extend(NAMES.iter().map(|name| (*name, key.as_str())));
        planted.extend(others.map(|name| (name, SECRET)));
        let json = statement(&made(*ci, &planted).unwrap());
        assert_eq!(json, clean, "{ci}");
        assert!(!json.contains(SECRET));
        let environment = Environment::from_pairs(planted).unwrap();
        assert!(!format!("{environment:?}").contains(SECRET));
    }
}

#[test]
fn credentials_in_the_urls_of_allowed_variables_change_nothing() {
    for Recorded { ci, variables, .. } in RECORDED {
        let clean = statement(&made(*ci, variables).unwrap());
        for credentials in ["s3cr3t@", "user:s3cr3t@", "user:half/s3cr3t@", "user:s3c@s3cr3t@"] {
            let planted: Vec<_> = variables
                .iter()
                .map(|(name, value)| (*name, value.replace("://", &format!("://{credentials}"))))
                .collect();
            let planted: Vec<_> = planted.iter().map(|(name, value)| (*name, value.as_str())).collect();
            assert_ne!(planted, variables.to_vec(), "{ci} has no URL");
            assert_eq!(statement(&made(*ci, &planted).unwrap()), clean, "{ci} {credentials}");
        }
    }
}

#[test]
fn credentials_in_a_repository_of_any_form_change_nothing() {
    let names = [
        "BUILDKITE_REPO",
        "CIRCLE_REPOSITORY_URL",
        "GIT_URL",
        "TEKTON_SOURCE_URL",
        "BUILD_REPOSITORY_URI",
        "_REPOSITORY_URL",
    ];
    for Recorded { ci, variables, .. } in RECORDED {
        for remote in [
            "https://x-access-token:s3cr3t@git.example.com/octo/app.git",
            "https://git.example.com/octo/app.git?private_token=s3cr3t",
            "ssh://git:s3cr3t@git.example.com/octo/app.git",
            "s3cr3t@git.example.com:octo/app.git",
            "git:s3cr3t@git.example.com:octo/app.git",
        ] {
            let planted =
                variables.iter().map(|(name, value)| (*name, if names.contains(name) { remote } else { value }));
            let json = statement(&made(*ci, &planted.collect::<Vec<_>>()).unwrap());
            assert!(!json.contains(SECRET), "{ci} {remote}: {json}");
        }
    }
}

#[test]
fn a_repository_that_is_none_is_refused_without_its_password() {
    let recorded = RECORDED.iter().find(|recorded| recorded.ci == super::Ci::Buildkite).unwrap();
    for remote in
        ["user:s3cr3t@git.example.com/octo/app", "../app?private_token=s3cr3t", "ftp://u:s3cr3t@a.example/#s3cr3t"]
    {
        let mut planted: Vec<_> = recorded.variables.to_vec();
        planted.retain(|(name, _)| *name != "BUILDKITE_REPO");
        planted.push(("BUILDKITE_REPO", remote));
        let error = made(recorded.ci, &planted).unwrap_err();
        assert!(matches!(error, super::MakeError::Variable { name: "BUILDKITE_REPO", .. }), "{error}");
        assert!(!format!("{error} {error:?}").contains(SECRET), "{error:?}");
    }
}
