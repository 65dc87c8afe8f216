//! `Identity`: who must have signed.

use napi_derive::napi;

/// What more is asked of a certificate, besides its repository or its name. Texts are literal unless a glob is named.
#[napi(object)]
#[derive(Default)]
pub struct IdentityOptions {
    /// The file name of the workflow, for example `release.yml`.
    pub workflow: Option<String>,
    /// A reusable workflow of another repository, `OWNER/REPO/.github/workflows/FILE`, and `@REF` if that matters.
    pub signer_workflow: Option<String>,
    /// A glob over the name of the tag, for example `v*`.
    pub tag: Option<String>,
    /// A glob over the name of the branch.
    pub branch: Option<String>,
    /// A glob over the whole ref, for example `refs/heads/main`.
    pub git_ref: Option<String>,
    /// The server, for example `https://github.example.com`, where it is not the public one.
    pub server: Option<String>,
    /// The issuer of the identity token, where it is not the usual one of the server.
    pub issuer: Option<String>,
    /// The commit that was built.
    pub commit: Option<String>,
    /// The deployment environment.
    pub environment: Option<String>,
    /// The event that started the build, for example `push`.
    pub trigger: Option<String>,
    /// The numeric identifier of the repository's owner.
    pub owner_id: Option<String>,
    /// The numeric identifier of the repository.
    pub repository_id: Option<String>,
    /// `public`, `private` or `internal`.
    pub visibility: Option<String>,
    /// The kind of runner, for example `github-hosted`.
    pub runner: Option<String>,
}

/// An identity, proven by a certificate. Immutable; what is wrong with it is said when a policy takes it.
#[napi]
pub struct Identity(pub(crate) sealwright::Identity);

#[napi]
impl Identity {
    /// Exactly this name (e-mail address, URI or user name), vouched for by exactly this issuer.
    #[napi(factory, catch_unwind)]
    pub fn exact(san: String, issuer: String, options: Option<IdentityOptions>) -> Self {
        with(sealwright::Identity::exact(&san, &issuer), options)
    }

    /// Exactly this name, in a certificate that names no issuer: authorities of one's own.
    #[napi(factory, catch_unwind)]
    pub fn exact_without_issuer(san: String, options: Option<IdentityOptions>) -> Self {
        with(sealwright::Identity::exact_without_issuer(&san), options)
    }

    /// A name that matches the glob, whose owner is literal; exactly this issuer.
    #[napi(factory, catch_unwind)]
    pub fn glob(san: String, issuer: String, options: Option<IdentityOptions>) -> Self {
        with(sealwright::Identity::glob(&san, &issuer), options)
    }

    /// A name that matches the regular expression from end to end, whose owner is literal; exactly this issuer.
    #[napi(factory, catch_unwind)]
    pub fn regex(san: String, issuer: String, options: Option<IdentityOptions>) -> Self {
        with(sealwright::Identity::regex(&san, &issuer), options)
    }

    /// Globs of any width over name and issuer: it may accept strangers.
    #[napi(factory, catch_unwind)]
    pub fn glob_dangerous(san: String, issuer: String, options: Option<IdentityOptions>) -> Self {
        with(sealwright::Identity::glob_dangerous(&san, &issuer), options)
    }

    /// Regular expressions of any width over name and issuer: it may accept strangers.
    #[napi(factory, catch_unwind)]
    pub fn regex_dangerous(san: String, issuer: String, options: Option<IdentityOptions>) -> Self {
        with(sealwright::Identity::regex_dangerous(&san, &issuer), options)
    }

    /// A workflow of this repository on GitHub, `OWNER/REPO`.
    #[napi(factory, catch_unwind)]
    pub fn github(repository: String, options: Option<IdentityOptions>) -> Self {
        with(sealwright::Identity::github(&repository), options)
    }

    /// A workflow of any repository of this owner on GitHub.
    #[napi(factory, catch_unwind)]
    pub fn github_owner(owner: String, options: Option<IdentityOptions>) -> Self {
        with(sealwright::Identity::github_owner(&owner), options)
    }

    /// A pipeline of this project on GitLab, `GROUP/PROJECT`.
    #[napi(factory, catch_unwind)]
    pub fn gitlab(project: String, options: Option<IdentityOptions>) -> Self {
        with(sealwright::Identity::gitlab(&project), options)
    }

    /// This pipeline of Buildkite, `ORGANIZATION/PIPELINE`.
    #[napi(factory, catch_unwind)]
    pub fn buildkite(pipeline: String, options: Option<IdentityOptions>) -> Self {
        with(sealwright::Identity::buildkite(&pipeline), options)
    }

    /// This project of CircleCI, by the identifiers of the organization and of the project.
    #[napi(factory, catch_unwind)]
    pub fn circleci(organization_id: String, project_id: String, options: Option<IdentityOptions>) -> Self {
        with(sealwright::Identity::circleci(&organization_id, &project_id), options)
    }

    /// This Google account, a person's or a service's.
    #[napi(factory, catch_unwind)]
    pub fn google(email: String, options: Option<IdentityOptions>) -> Self {
        with(sealwright::Identity::google(&email), options)
    }
}

fn with(identity: sealwright::Identity, options: Option<IdentityOptions>) -> Identity {
    let options = options.unwrap_or_default();
    let options = sealwright_bindings::IdentityOptions {
        workflow: options.workflow,
        signer_workflow: options.signer_workflow,
        tag: options.tag,
        branch: options.branch,
        git_ref: options.git_ref,
        server: options.server,
        issuer: options.issuer,
        commit: options.commit,
        environment: options.environment,
        trigger: options.trigger,
        owner_id: options.owner_id,
        repository_id: options.repository_id,
        visibility: options.visibility,
        runner: options.runner,
    };
    Identity(options.apply(identity))
}
