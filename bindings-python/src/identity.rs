use std::sync::Arc;

use pyo3::prelude::*;
use sealwright_bindings::IdentityOptions;

use crate::said::Said;

/// Whom a certificate must name: an identity, the provider that vouches for it, and what else it must say.
///
/// A mistake in an option (an empty text, a pattern that strangers could satisfy) is a PolicyError of whatever takes
/// the identity, such as `Policy.signed_by`. Options of every identity: `tag`, `branch` and `git_ref` (globs of the ref
/// that was built, one of the three), `commit`, `environment` (of the deployment), `trigger` (the event), `owner_id`
/// and `repository_id` (numbers that survive a rename), `visibility` (of the source repository), `runner`
/// (`github-hosted`, `self-hosted`, ...). Options of GitHub and GitLab: `workflow` (its file, or a glob of names),
/// `signer_workflow` (a shared workflow of another repository that signs), `server` (`https://HOST`), `issuer`.
#[pyclass(frozen, from_py_object, module = "sealwright")]
#[derive(Clone)]
pub(crate) struct Identity {
    pub(crate) inner: sealwright::Identity,
    pub(crate) said: Arc<str>,
}

/// Every constructor takes its options as keyword arguments; `pymethods` wants them spelled out, so a macro does it.
macro_rules! identity {
    (
        plain { $($(#[$plain_doc:meta])* $plain:ident($($plain_arg:ident),*))* }
        forge { $($(#[$forge_doc:meta])* $forge:ident($forge_arg:ident))* }
    ) => {
        // Python's keyword arguments are Rust's arguments.
        #[allow(clippy::too_many_arguments)]
        #[pymethods]
        impl Identity {
            $(
                $(#[$plain_doc])*
                #[staticmethod]
                #[pyo3(signature = ($($plain_arg),*, *, tag=None, branch=None, git_ref=None, commit=None,
                    environment=None, trigger=None, owner_id=None, repository_id=None, visibility=None, runner=None))]
                fn $plain(
                    py: Python<'_>, $($plain_arg: &str,)* tag: Option<String>, branch: Option<String>,
                    git_ref: Option<String>, commit: Option<String>, environment: Option<String>,
                    trigger: Option<String>, owner_id: Option<Id>, repository_id: Option<Id>,
                    visibility: Option<String>, runner: Option<String>,
                ) -> PyResult<Self> {
                    let (owner_id, repository_id) = (owner_id.map(Id::text), repository_id.map(Id::text));
                    let options = IdentityOptions {
                        tag, branch, git_ref, commit, environment, trigger, owner_id, repository_id, visibility, runner,
                        ..IdentityOptions::default()
                    };
                    let said = Said::new(py, stringify!($plain))$(.word($plain_arg)?)*;
                    Self::made(sealwright::Identity::$plain($($plain_arg),*), options, said)
                }
            )*
            $(
                $(#[$forge_doc])*
                #[staticmethod]
                #[pyo3(signature = ($forge_arg, *, workflow=None, signer_workflow=None, tag=None, branch=None,
                    git_ref=None, server=None, issuer=None, commit=None, environment=None, trigger=None, owner_id=None,
                    repository_id=None, visibility=None, runner=None))]
                fn $forge(
                    py: Python<'_>, $forge_arg: &str, workflow: Option<String>, signer_workflow: Option<String>,
                    tag: Option<String>, branch: Option<String>, git_ref: Option<String>, server: Option<String>,
                    issuer: Option<String>, commit: Option<String>, environment: Option<String>,
                    trigger: Option<String>, owner_id: Option<Id>, repository_id: Option<Id>,
                    visibility: Option<String>, runner: Option<String>,
                ) -> PyResult<Self> {
                    let (owner_id, repository_id) = (owner_id.map(Id::text), repository_id.map(Id::text));
                    let options = IdentityOptions {
                        workflow, signer_workflow, tag, branch, git_ref, server, issuer, commit, environment, trigger,
                        owner_id, repository_id, visibility, runner,
                    };
                    let said = Said::new(py, stringify!($forge)).word($forge_arg)?;
                    Self::made(sealwright::Identity::$forge($forge_arg), options, said)
                }
            )*

            fn __repr__(&self) -> &str {
                &self.said
            }
        }
    };
}

identity! {
    plain {
        /// Exactly this identity (e-mail address, URI or user name), from exactly this issuer.
        exact(san, issuer)
        /// Exactly this identity, in a certificate that names no issuer: GitHub's own instance certifies releases so,
        /// for `https://dotcom.releases.github.com`.
        exact_without_issuer(san)
        /// Identities that match a glob, from exactly this issuer.
        ///
        /// The owner must be literal: of a URI the scheme, the host and the first path segment with the `/` after it
        /// (`https://github.com/octo/**`), of an e-mail address the domain (`*@example.com`).
        glob(san, issuer)
        /// Identities that a regular expression matches from end to end, from exactly this issuer.
        ///
        /// It must begin with the literal scheme, host and owner of a URI, or end with the literal domain of an address.
        regex(san, issuer)
        /// Identities and issuers that match globs, however wide: strangers may satisfy them.
        glob_dangerous(san, issuer)
        /// Identities and issuers that regular expressions match from end to end, however wide: strangers may satisfy
        /// them.
        regex_dangerous(san, issuer)
        /// A Buildkite pipeline, `ORGANIZATION/PIPELINE`, issuer `https://agent.buildkite.com`.
        buildkite(pipeline)
        /// A CircleCI project by the ids of its organization and itself, issuer `https://oidc.circleci.com/org/ID`.
        ///
        /// Jobs that somebody reran with a shell in them (`ssh-rerun`) are refused.
        circleci(organization_id, project_id)
        /// A person or service account by its Google address, issuer `https://accounts.google.com`.
        google(email)
    }
    forge {
        /// A GitHub Actions workflow of the repository `OWNER/REPO`.
        ///
        /// The issuer is `https://token.actions.githubusercontent.com`. The certificate's source repository and the
        /// repository of the workflow that signed must both be this one; allow a shared (reusable) workflow of another
        /// repository with `signer_workflow`. As on GitHub, case does not matter in `OWNER/REPO`, and only there.
        github(repository)
        /// A GitHub Actions workflow of any repository of an owner, built from any repository of that owner.
        github_owner(owner)
        /// A GitLab pipeline of the project `GROUP/PROJECT` (or `GROUP/SUBGROUP/PROJECT`), issuer `https://gitlab.com`.
        gitlab(project)
    }
}

/// An id: a number, or its digits.
#[derive(FromPyObject)]
pub(crate) enum Id {
    Number(u64),
    Text(String),
}

impl Id {
    pub(crate) fn text(self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text,
        }
    }
}

impl Identity {
    fn made(identity: sealwright::Identity, options: IdentityOptions, said: Said<'_>) -> PyResult<Self> {
        let said = said.options(&options)?.call("Identity.");
        Ok(Self { inner: options.apply(identity), said: said.into() })
    }
}
