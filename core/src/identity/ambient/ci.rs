use serde::Deserialize;

use super::{Surroundings, set, text};
use crate::encoding::json;
use crate::identity::error::TokenError;
use crate::identity::kind::IssuerKind;
use crate::identity::{AUDIENCE, form};
use crate::net::{Request, Transport};

type Found = Option<(String, &'static str)>;

/// The CI system in which this is a job.
pub(super) fn system(surroundings: &dyn Surroundings) -> Option<IssuerKind> {
    let systems = [
        ("GITHUB_ACTIONS", IssuerKind::GitHub),
        ("GITLAB_CI", IssuerKind::GitLab),
        ("BUILDKITE", IssuerKind::Buildkite),
        ("CIRCLECI", IssuerKind::CircleCi),
    ];
    let runs_on = |name| set(surroundings, name).is_some_and(|value| value != "false");
    systems.into_iter().find_map(|(name, kind)| runs_on(name).then_some(kind))
}

/// Its token.
pub(super) fn find(surroundings: &dyn Surroundings, transport: &dyn Transport) -> Result<Found, TokenError> {
    match system(surroundings) {
        Some(IssuerKind::GitHub) => Ok(Some((github(surroundings, transport)?, "GitHub Actions"))),
        // It is there as a variable, or not at all.
        Some(kind @ IssuerKind::GitLab) => Err(TokenError::Permission { kind }),
        Some(IssuerKind::Buildkite) => Ok(Some((buildkite(surroundings)?, "Buildkite"))),
        Some(IssuerKind::CircleCi) => Ok(Some((circleci(surroundings)?, "CircleCI"))),
        _ => Ok(None),
    }
}

/// GitHub docs, "OpenID Connect reference", "Methods for requesting the OIDC token".
fn github(surroundings: &dyn Surroundings, transport: &dyn Transport) -> Result<String, TokenError> {
    const WHOM: &str = "GitHub Actions for an identity token";
    #[derive(Deserialize)]
    struct Answer {
        value: String,
    }
    let url = set(surroundings, "ACTIONS_ID_TOKEN_REQUEST_URL");
    let token = set(surroundings, "ACTIONS_ID_TOKEN_REQUEST_TOKEN");
    let (Some(url), Some(token)) = (url, token) else {
        return Err(TokenError::Permission { kind: IssuerKind::GitHub });
    };
    let request = Request::get(form::with_query(url.trim(), &[("audience", AUDIENCE)]))
        .header("accept", "application/json")
        .bearer(token.trim());
    let body = ask(transport, &request, WHOM)?;
    let answer: Answer = parse(&body, "GitHub Actions", "it has no text `value`")?;
    Ok(answer.value)
}

/// Buildkite docs, "buildkite-agent oidc".
fn buildkite(surroundings: &dyn Surroundings) -> Result<String, TokenError> {
    let command = "buildkite-agent oidc request-token --audience sigstore";
    let output = surroundings.run("buildkite-agent", &["oidc", "request-token", "--audience", AUDIENCE]);
    text(output.map_err(|_| TokenError::Command { command })?)
}

/// CircleCI docs, "OIDC tokens with custom claims".
fn circleci(surroundings: &dyn Surroundings) -> Result<String, TokenError> {
    let claims = format!("{{\"aud\":\"{AUDIENCE}\"}}");
    match surroundings.run("circleci", &["run", "oidc", "get", "--claims", &claims]) {
        Ok(output) => text(output),
        // The tokens that are there as variables are for the organization alone.
        Err(_) => Err(TokenError::Permission { kind: IssuerKind::CircleCi }),
    }
}

pub(in crate::identity) fn ask(
    transport: &dyn Transport,
    request: &Request,
    whom: &'static str,
) -> Result<Vec<u8>, TokenError> {
    let answer = transport.send(request).and_then(|response| response.success(request));
    answer.map_err(|error| TokenError::Net { whom, error })
}

/// Reads an answer; the parser's own words might repeat the token.
pub(in crate::identity) fn parse<'a, T: Deserialize<'a>>(
    body: &'a [u8],
    whom: &'static str,
    what: &'static str,
) -> Result<T, TokenError> {
    let text = std::str::from_utf8(body).map_err(|_| TokenError::Answer { whom, what: "it is no text" })?;
    json::from_str(text).map_err(|_| TokenError::Answer { whom, what })
}
