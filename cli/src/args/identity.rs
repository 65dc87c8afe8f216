//! The identity that a certificate must name, as options.

use clap::{ArgGroup, Args};
use sealwright::{Identity, Policy};

use super::issuers;
use super::policy::mistake;
use crate::exit::Failure;

/// At most one identity, and what else must be true of it.
///
/// Another kind of signer conflicts with all [`IDENTITIES`] and [`OF_IDENTITY`]: clap would name every option of a group.
#[derive(Args, Debug)]
#[command(group(ArgGroup::new("identities").args(IDENTITIES)))]
#[command(group(ArgGroup::new("git").multiple(false).args(["tag", "branch", "ref"])))]
pub(crate) struct IdentityArgs {
    /// A GitHub Actions workflow of this repository
    #[arg(long, value_name = "OWNER/REPO", help_heading = SIGNER)]
    github: Option<String>,
    /// A GitLab pipeline of this project
    #[arg(long, value_name = "GROUP/PROJECT", help_heading = SIGNER)]
    gitlab: Option<String>,
    /// A Buildkite pipeline
    #[arg(long, value_name = "ORG/PIPELINE", help_heading = SIGNER)]
    buildkite: Option<String>,
    /// A CircleCI project, by its ids
    #[arg(long, value_name = "ORG_ID/PROJECT_ID", help_heading = SIGNER)]
    circleci: Option<String>,
    /// The holder of a Google account
    #[arg(long, value_name = "EMAIL", help_heading = SIGNER)]
    google: Option<String>,
    /// The identity in the certificate, exactly
    #[arg(long = "certificate-identity", visible_alias = "cert-identity", value_name = "IDENTITY", help_heading = SIGNER)]
    #[arg(id = "identity")]
    identity: Option<String>,
    /// The identity in the certificate, as a regular expression that must match all of it
    #[arg(long = "certificate-identity-regexp", visible_alias = "cert-identity-regexp", value_name = "REGEX", help_heading = SIGNER)]
    identity_regexp: Option<String>,

    /// Who vouches for the identity, exactly
    #[arg(long = "certificate-oidc-issuer", visible_alias = "cert-oidc-issuer", value_name = "URL")]
    #[arg(help_heading = OF_SIGNER, conflicts_with_all = NOT_OF_IDENTITY)]
    issuer: Option<String>,
    /// Who vouches for the identity, as a regular expression that must match all of it
    #[arg(long = "certificate-oidc-issuer-regexp", visible_alias = "cert-oidc-issuer-regexp", value_name = "REGEX")]
    #[arg(help_heading = OF_SIGNER, conflicts_with_all = NOT_OF_IDENTITY, conflicts_with = "issuer")]
    issuer_regexp: Option<String>,
    /// Nobody vouches for the identity but the authority: so GitHub certifies releases, for https://dotcom.releases.github.com
    #[arg(long = "certificate-without-issuer", help_heading = OF_SIGNER, requires = "identity")]
    #[arg(conflicts_with_all = ["issuer", "issuer_regexp", "identity_regexp"], conflicts_with_all = NOT_OF_IDENTITY)]
    without_issuer: bool,
    /// The workflow's file, release.yml or .github/workflows/release.yml
    #[arg(long, value_name = "FILE", help_heading = OF_SIGNER, conflicts_with_all = NOT_OF_CI)]
    workflow: Option<String>,
    /// A shared workflow of another repository that signs: OWNER/REPO/.github/workflows/FILE
    #[arg(long, value_name = "WORKFLOW", help_heading = OF_SIGNER, conflicts_with_all = NOT_OF_CI)]
    signer_workflow: Option<String>,
    /// A tag, or a pattern: v*
    #[arg(long, value_name = "GLOB", help_heading = OF_SIGNER, conflicts_with_all = NOT_OF_CI)]
    tag: Option<String>,
    /// A branch, or a pattern
    #[arg(long, value_name = "GLOB", help_heading = OF_SIGNER, conflicts_with_all = NOT_OF_CI)]
    branch: Option<String>,
    /// A full git reference, or a pattern: refs/tags/v*
    #[arg(long = "ref", id = "ref", value_name = "GLOB", help_heading = OF_SIGNER, conflicts_with_all = NOT_OF_CI)]
    git_ref: Option<String>,
}

pub(super) const SIGNER: &str = "Who may have signed (one of)";
pub(super) const OF_SIGNER: &str = "Of that signer";

pub(super) const IDENTITIES: [&str; 7] =
    ["github", "gitlab", "buildkite", "circleci", "google", "identity", "identity_regexp"];
pub(super) const OF_IDENTITY: [&str; 8] =
    ["issuer", "issuer_regexp", "without_issuer", "workflow", "signer_workflow", "tag", "branch", "ref"];

const NOT_OF_IDENTITY: [&str; 5] = ["github", "gitlab", "buildkite", "circleci", "google"];
const NOT_OF_CI: [&str; 5] = ["buildkite", "circleci", "google", "identity", "identity_regexp"];

type With = fn(Identity, &str) -> Identity;

impl IdentityArgs {
    /// The policy that demands this identity. `others` are the options that would have done as well, for who gave none.
    pub(super) fn policy(&self, others: &str) -> Result<Policy, Failure> {
        let identities = match self.typed_identity() {
            Some(identity) => vec![identity],
            None => self.certificate_identities(others)?,
        };
        Policy::any_of(identities).map_err(|error| mistake(&error, None))
    }

    /// An identity of a provider that is known by name.
    fn typed_identity(&self) -> Option<Identity> {
        let circleci = |ids: &String| {
            let (organization, project) = ids.split_once('/').unwrap_or((ids, ""));
            Identity::circleci(organization, project)
        };
        let github = self.github.as_deref().map(|repository| self.ci(Identity::github(repository)));
        let gitlab = || self.gitlab.as_deref().map(|project| self.ci(Identity::gitlab(project)));
        let buildkite = || self.buildkite.as_deref().map(Identity::buildkite);
        let google = || self.google.as_deref().map(Identity::google);
        github.or_else(gitlab).or_else(buildkite).or_else(|| self.circleci.as_ref().map(circleci)).or_else(google)
    }

    fn ci(&self, mut identity: Identity) -> Identity {
        let options: [(&Option<String>, With); 5] = [
            (&self.workflow, Identity::workflow),
            (&self.signer_workflow, Identity::signer_workflow),
            (&self.tag, Identity::tag),
            (&self.branch, Identity::branch),
            (&self.git_ref, Identity::git_ref),
        ];
        for (value, with) in options {
            if let Some(value) = value {
                identity = with(identity, value);
            }
        }
        identity
    }

    /// The identity by each issuer that may vouch for it.
    fn certificate_identities(&self, others: &str) -> Result<Vec<Identity>, Failure> {
        let identity: &dyn Fn(&str) -> Identity = match (&self.identity, &self.identity_regexp) {
            (Some(san), _) if self.without_issuer => return Ok(vec![Identity::exact_without_issuer(san)]),
            (Some(san), _) => &|issuer| Identity::exact(san, issuer),
            (None, Some(san)) => &|issuer| Identity::regex(san, issuer),
            (None, None) => {
                let failure = Failure::usage("nothing says who may have signed");
                return Err(failure.help(format_args!(
                    "--github OWNER/REPO, --certificate-identity with --certificate-oidc-issuer, {others}"
                )));
            }
        };
        match (&self.issuer, &self.issuer_regexp) {
            (Some(issuer), _) => Ok(vec![identity(issuer)]),
            (None, Some(pattern)) => {
                let issuers = issuers::named(pattern).ok_or_else(|| {
                    Failure::usage(format_args!("the pattern {pattern:?} is too wide: it names no issuer"))
                        .help("list the issuers: https://(accounts.google.com|github.com/login/oauth)")
                })?;
                Ok(issuers.iter().map(|issuer| identity(issuer)).collect())
            }
            (None, None) => Err(Failure::usage("an identity counts only together with who vouches for it")
                .help("add --certificate-oidc-issuer URL, for example https://token.actions.githubusercontent.com")),
        }
    }
}
