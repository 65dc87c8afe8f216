use std::fmt;

/// Who issues a token, as far as it makes a difference to what Fulcio makes of it (sigstore/fulcio,
/// config/identity/config.yaml).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum IssuerKind {
    /// GitHub Actions.
    GitHub,
    /// GitLab CI.
    GitLab,
    /// Buildkite.
    Buildkite,
    /// CircleCI.
    CircleCi,
    /// Google.
    Google,
    /// Sigstore's own issuer, for others that have people.
    Sigstore,
    /// Any other.
    Other,
}

impl IssuerKind {
    /// The kind of the issuer of that URL.
    pub(super) fn of(issuer: &str) -> Self {
        let within =
            |base: &str| issuer.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        match issuer {
            _ if within("https://token.actions.githubusercontent.com") => Self::GitHub,
            "https://gitlab.com"
            | "https://dev.gitlab.org"
            | "https://ops.gitlab.net"
            | "https://gitlab.archlinux.org" => Self::GitLab,
            "https://agent.buildkite.com" => Self::Buildkite,
            _ if within("https://oidc.circleci.com") => Self::CircleCi,
            "https://accounts.google.com" => Self::Google,
            "https://oauth2.sigstore.dev/auth" | "https://oauth2.sigstage.dev/auth" => Self::Sigstore,
            _ => Self::Other,
        }
    }

    /// Whether it issues to jobs, whose identity is never an address.
    pub(super) fn is_ci(self) -> bool {
        matches!(self, Self::GitHub | Self::GitLab | Self::Buildkite | Self::CircleCi)
    }

    /// What to change so that a token for this audience is there: lines to add, where there are any.
    pub(super) fn remedy(self) -> &'static str {
        match self {
            Self::GitHub => {
                "add to the workflow or the job:\n\n    permissions:\n      id-token: write\n      contents: read\n"
            }
            Self::GitLab => {
                "add to the job in .gitlab-ci.yml:\n\n    id_tokens:\n      SIGSTORE_ID_TOKEN:\n        aud: sigstore\n"
            }
            Self::Buildkite => "make a token with: buildkite-agent oidc request-token --audience sigstore",
            Self::CircleCi => {
                "CIRCLE_OIDC_TOKEN and CIRCLE_OIDC_TOKEN_V2 are for the organization; make another in the step:\n\n    \
                 export SIGSTORE_ID_TOKEN=$(circleci run oidc get --claims '{\"aud\": \"sigstore\"}')\n"
            }
            Self::Google => {
                "make a token with: gcloud auth print-identity-token --audiences=sigstore --include-email \
                 --impersonate-service-account=NAME"
            }
            Self::Sigstore => "sign in again",
            Self::Other => "ask the issuer for a token with the audience sigstore",
        }
    }
}

impl fmt::Display for IssuerKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::GitHub => "GitHub Actions",
            Self::GitLab => "GitLab CI",
            Self::Buildkite => "Buildkite",
            Self::CircleCi => "CircleCI",
            Self::Google => "Google",
            Self::Sigstore => "Sigstore",
            Self::Other => "the issuer",
        })
    }
}
