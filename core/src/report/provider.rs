//! The short name of a well-known identity provider, for the reader of a verdict. It decides nothing.

/// The provider whose tokens this OIDC issuer signs.
pub(super) fn of_issuer(issuer: &str) -> Option<&'static str> {
    // sigstore/fulcio config/identity/config.yaml names the issuers of the public instance.
    let host = issuer.strip_prefix("https://")?;
    match host {
        "token.actions.githubusercontent.com" => Some("github"),
        "github.com/login/oauth" => Some("github-login"),
        "gitlab.com" => Some("gitlab"),
        "agent.buildkite.com" => Some("buildkite"),
        "accounts.google.com" => Some("google"),
        "login.microsoftonline.com" => Some("microsoft"),
        _ if host.starts_with("oidc.circleci.com/org/") => Some("circleci"),
        _ if host.starts_with("token.actions.githubusercontent.com/") => Some("github"),
        _ => None,
    }
}
