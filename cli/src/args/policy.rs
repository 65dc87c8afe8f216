//! Who may have signed, as options.

use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args};
use sealwright::{Explain, Identity, Policy, PolicyError, PublicKey, UnixTime};

use super::issuers;
use crate::exit::Failure;
use crate::input;

/// Exactly one way to say who may have signed, and what else is demanded.
#[derive(Args, Debug)]
#[command(group(ArgGroup::new("signer").args([
    "github", "gitlab", "buildkite", "circleci", "google", "identity", "identity_regexp", "key", "policy",
])))]
#[command(group(ArgGroup::new("git").multiple(false).args(["tag", "branch", "ref"])))]
pub(crate) struct PolicyArgs {
    /// A GitHub Actions workflow of this repository
    #[arg(long, value_name = "OWNER/REPO", help_heading = SIGNER)]
    pub(crate) github: Option<String>,
    /// A GitLab pipeline of this project
    #[arg(long, value_name = "GROUP/PROJECT", help_heading = SIGNER)]
    pub(crate) gitlab: Option<String>,
    /// A Buildkite pipeline
    #[arg(long, value_name = "ORG/PIPELINE", help_heading = SIGNER)]
    pub(crate) buildkite: Option<String>,
    /// A CircleCI project, by its ids
    #[arg(long, value_name = "ORG_ID/PROJECT_ID", help_heading = SIGNER)]
    pub(crate) circleci: Option<String>,
    /// The holder of a Google account
    #[arg(long, value_name = "EMAIL", help_heading = SIGNER)]
    pub(crate) google: Option<String>,
    /// The identity in the certificate, exactly
    #[arg(long = "certificate-identity", visible_alias = "cert-identity", value_name = "IDENTITY", help_heading = SIGNER)]
    #[arg(id = "identity")]
    pub(crate) identity: Option<String>,
    /// The identity in the certificate, as a regular expression that must match all of it
    #[arg(long = "certificate-identity-regexp", visible_alias = "cert-identity-regexp", value_name = "REGEX", help_heading = SIGNER)]
    pub(crate) identity_regexp: Option<String>,
    /// A public key in PEM
    #[arg(long, value_name = "PEM", help_heading = SIGNER)]
    pub(crate) key: Option<PathBuf>,
    /// A policy file
    #[arg(long, value_name = "FILE", help_heading = SIGNER)]
    pub(crate) policy: Option<PathBuf>,

    /// Who vouches for the identity, exactly
    #[arg(long = "certificate-oidc-issuer", visible_alias = "cert-oidc-issuer", value_name = "URL")]
    #[arg(help_heading = OF_SIGNER, conflicts_with_all = NOT_OF_IDENTITY)]
    pub(crate) issuer: Option<String>,
    /// Who vouches for the identity, as a regular expression that must match all of it
    #[arg(long = "certificate-oidc-issuer-regexp", visible_alias = "cert-oidc-issuer-regexp", value_name = "REGEX")]
    #[arg(help_heading = OF_SIGNER, conflicts_with_all = NOT_OF_IDENTITY, conflicts_with = "issuer")]
    pub(crate) issuer_regexp: Option<String>,
    /// Nobody vouches for the identity but the authority: so GitHub certifies releases, for https://dotcom.releases.github.com
    #[arg(long = "certificate-without-issuer", help_heading = OF_SIGNER, requires = "identity")]
    #[arg(conflicts_with_all = ["issuer", "issuer_regexp", "identity_regexp"])]
    pub(crate) without_issuer: bool,
    /// The workflow's file, release.yml or .github/workflows/release.yml
    #[arg(long, value_name = "FILE", help_heading = OF_SIGNER, conflicts_with_all = NOT_OF_CI)]
    pub(crate) workflow: Option<String>,
    /// A shared workflow of another repository that signs: OWNER/REPO/.github/workflows/FILE
    #[arg(long, value_name = "WORKFLOW", help_heading = OF_SIGNER, conflicts_with_all = NOT_OF_CI)]
    pub(crate) signer_workflow: Option<String>,
    /// A tag, or a pattern: v*
    #[arg(long, value_name = "GLOB", help_heading = OF_SIGNER, conflicts_with_all = NOT_OF_CI)]
    pub(crate) tag: Option<String>,
    /// A branch, or a pattern
    #[arg(long, value_name = "GLOB", help_heading = OF_SIGNER, conflicts_with_all = NOT_OF_CI)]
    pub(crate) branch: Option<String>,
    /// A full git reference, or a pattern: refs/tags/v*
    #[arg(long = "ref", id = "ref", value_name = "GLOB", help_heading = OF_SIGNER, conflicts_with_all = NOT_OF_CI)]
    pub(crate) git_ref: Option<String>,

    /// The attestation must be of this type; may be given several times, one suffices
    #[arg(long = "predicate-type", value_name = "URI", help_heading = BESIDES)]
    pub(crate) predicate_types: Vec<String>,
    /// Accept evidence that is in no log: nobody has seen it, and nobody knows when it was signed
    #[arg(long, help_heading = BESIDES)]
    pub(crate) accept_unlogged: bool,
    /// Verify as of this time instead of now: 2026-11-21T10:00:00Z
    #[arg(long, value_name = "TIME", help_heading = BESIDES)]
    pub(crate) at: Option<String>,
}

const SIGNER: &str = "Who may have signed (one of)";
const OF_SIGNER: &str = "Of that signer";
const BESIDES: &str = "Besides the signer";

const NOT_OF_IDENTITY: [&str; 7] = ["github", "gitlab", "buildkite", "circleci", "google", "key", "policy"];
const NOT_OF_CI: [&str; 7] = ["buildkite", "circleci", "google", "identity", "identity_regexp", "key", "policy"];

type With = fn(Identity, &str) -> Identity;

impl PolicyArgs {
    /// The policy that the options say, or the mistake in them.
    pub(crate) fn build(&self) -> Result<Policy, Failure> {
        let mut policy = self.signer()?;
        for predicate_type in &self.predicate_types {
            policy = policy.predicate_type(predicate_type);
        }
        if self.accept_unlogged {
            policy = policy.unlogged_dangerous();
        }
        if let Some(at) = &self.at {
            let time = UnixTime::parse_rfc3339(at);
            policy = policy.at(time.map_err(|error| Failure::usage(format_args!("--at {at}: {error}")))?);
        }
        Ok(policy)
    }

    fn signer(&self) -> Result<Policy, Failure> {
        if let Some(file) = &self.policy {
            let policy = Policy::from_toml(&input::read_text(file)?);
            return policy.map_err(|error| mistake(&error, Some(file)));
        }
        if let Some(file) = &self.key {
            return Ok(Policy::key(key(file)?));
        }
        if let Some(identity) = self.typed_identity() {
            return Policy::signed_by(identity).map_err(|error| mistake(&error, None));
        }
        Policy::any_of(self.certificate_identities()?).map_err(|error| mistake(&error, None))
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
    fn certificate_identities(&self) -> Result<Vec<Identity>, Failure> {
        let identity: &dyn Fn(&str) -> Identity = match (&self.identity, &self.identity_regexp) {
            (Some(san), _) if self.without_issuer => return Ok(vec![Identity::exact_without_issuer(san)]),
            (Some(san), _) => &|issuer| Identity::exact(san, issuer),
            (None, Some(san)) => &|issuer| Identity::regex(san, issuer),
            (None, None) => {
                return Err(Failure::usage("nothing says who may have signed").help(
                    "--github OWNER/REPO, --certificate-identity with --certificate-oidc-issuer, --key PEM or --policy FILE",
                ));
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

/// A public key out of a PEM file.
pub(crate) fn key(file: &Path) -> Result<PublicKey, Failure> {
    let key = PublicKey::from_pem(&input::read_text(file)?);
    key.map_err(|error| {
        let failure = Failure::usage(format_args!("{} holds no public key: {error}", file.display()));
        failure.help("a public key in PEM begins with -----BEGIN PUBLIC KEY-----")
    })
}

fn mistake(error: &PolicyError, file: Option<&Path>) -> Failure {
    let failure = match file {
        Some(file) => Failure::usage(format_args!("{}: {error}", file.display())),
        None => Failure::usage(error),
    };
    match error.hint() {
        Some(hint) => failure.help(hint),
        None => failure,
    }
}
