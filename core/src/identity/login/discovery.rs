use serde::Deserialize;

use super::Login;
use crate::identity::ambient::{ask, parse};
use crate::identity::error::TokenError;
use crate::net::{Request, Transport};

/// The issuer's addresses (OpenID Connect Discovery §3, RFC 8628 §4).
#[derive(Deserialize)]
pub(super) struct Discovery {
    issuer: String,
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    pub(super) device_authorization_endpoint: Option<String>,
}

impl Discovery {
    pub(super) fn of(login: &Login, transport: &dyn Transport) -> Result<Self, TokenError> {
        let url = format!("{}/.well-known/openid-configuration", login.issuer.trim_end_matches('/'));
        let request = Request::get(url).header("accept", "application/json");
        let body = ask(transport, &request, "the issuer for its configuration")?;
        let found: Self = parse(&body, "the issuer", "it is no OpenID configuration")?;
        // Discovery §4.3: it "MUST exactly match"; otherwise somebody answers in another's name (RFC 9700 §4.4).
        if found.issuer != login.issuer {
            return Err(TokenError::Issuer { expected: login.issuer.clone(), found: found.issuer });
        }
        Ok(found)
    }
}
