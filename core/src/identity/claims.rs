//! What a token says, and what Fulcio makes of it.

use serde::Deserialize;

use super::error::TokenError;
use super::kind::IssuerKind;
use crate::encoding::json;
use crate::time::UnixTime;

/// The claims that matter (OpenID Connect Core §2; sigstore/fulcio, docs/oidc.md). What is not here is ignored.
#[derive(Clone, Deserialize)]
pub(super) struct Claims {
    pub(super) iss: String,
    #[serde(default)]
    pub(super) sub: String,
    #[serde(default)]
    pub(super) aud: Audience,
    exp: serde_json::Number,
    pub(super) nonce: Option<String>,
    pub(super) email: Option<String>,
    #[serde(default)]
    email_verified: Flag,
    federated_claims: Option<Federated>,
    job_workflow_ref: Option<String>,
    ci_config_ref_uri: Option<String>,
    organization_slug: Option<String>,
    pipeline_slug: Option<String>,
    #[serde(rename = "oidc.circleci.com/project-id")]
    circle_project: Option<String>,
    #[serde(rename = "oidc.circleci.com/pipeline-definition-id")]
    circle_definition: Option<String>,
}

/// One audience or several.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Audience {
    One(String),
    Many(Vec<String>),
}

/// Some issuers write a text where the standard has a boolean.
#[derive(Clone, Default, Deserialize)]
#[serde(untagged)]
enum Flag {
    Boolean(bool),
    Text(String),
    #[default]
    Nothing,
}

#[derive(Clone, Deserialize)]
struct Federated {
    connector_id: Option<String>,
}

impl Claims {
    pub(super) fn from_json(bytes: &[u8]) -> Result<Self, TokenError> {
        let text = std::str::from_utf8(bytes).map_err(|_| TokenError::Malformed("its claims are no text"))?;
        // An error of the parser might repeat what stands there.
        let claims: Self =
            json::from_str(text).map_err(|_| TokenError::Malformed("its claims lack iss or exp, or are no JSON"))?;
        if claims.sub.is_empty() && claims.email.is_none() {
            return Err(TokenError::Nobody);
        }
        claims.expires()?;
        Ok(claims)
    }

    /// RFC 7519 §2: a NumericDate may have a fraction, which is nothing here.
    pub(super) fn expires(&self) -> Result<UnixTime, TokenError> {
        let text = self.exp.to_string();
        let whole = text.split('.').next().unwrap_or_default();
        let seconds = whole.parse().map_err(|_| TokenError::Malformed("its exp is no time"))?;
        Ok(UnixTime::from_secs(seconds))
    }

    pub(super) fn kind(&self) -> IssuerKind {
        IssuerKind::of(&self.iss)
    }

    /// The address, if it is what identifies.
    fn address(&self) -> Option<&str> {
        self.email.as_deref().filter(|_| !self.kind().is_ci())
    }

    /// The claim of which Fulcio wants to see that the key's owner knows it: an address where there is one, the subject
    /// otherwise.
    pub(super) fn challenge(&self) -> Result<&str, TokenError> {
        match (self.address(), &self.email_verified) {
            (None, _) if self.sub.is_empty() => Err(TokenError::Nobody),
            (None, _) => Ok(&self.sub),
            (Some(address), Flag::Boolean(true)) => Ok(address),
            (Some(address), Flag::Text(text)) if text == "true" => Ok(address),
            (Some(_), _) => Err(TokenError::EmailUnverified),
        }
    }

    /// The certificate's subject alternative name: sigstore/fulcio, config/identity/config.yaml,
    /// `subject-alternative-name-template`.
    pub(super) fn certified_identity(&self) -> Option<String> {
        match self.kind() {
            IssuerKind::GitHub => Some(format!("https://github.com/{}", self.job_workflow_ref.as_deref()?)),
            IssuerKind::GitLab => Some(format!("https://{}", self.ci_config_ref_uri.as_deref()?)),
            IssuerKind::Buildkite => {
                let (organization, pipeline) = (self.organization_slug.as_deref()?, self.pipeline_slug.as_deref()?);
                Some(format!("https://buildkite.com/{organization}/{pipeline}"))
            }
            IssuerKind::CircleCi => {
                let (project, definition) = (self.circle_project.as_deref()?, self.circle_definition.as_deref()?);
                Some(format!("https://circleci.com/api/v2/projects/{project}/pipeline-definitions/{definition}"))
            }
            IssuerKind::Google | IssuerKind::Sigstore | IssuerKind::Other => {
                Some(self.address().unwrap_or(&self.sub).to_owned())
            }
        }
    }

    /// `issuer-claim: $.federated_claims.connector_id`, for Sigstore's own issuer.
    pub(super) fn certified_issuer(&self) -> &str {
        let federated = self.federated_claims.as_ref().and_then(|claims| claims.connector_id.as_deref());
        federated.filter(|_| self.kind() == IssuerKind::Sigstore).unwrap_or(&self.iss)
    }
}

impl Audience {
    pub(super) fn all(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

impl Default for Audience {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}
