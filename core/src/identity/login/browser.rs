use super::Login;
use super::callback::Callback;
use super::discovery::Discovery;
use super::endpoint::{Granted, challenge, code, grant, secret};
use crate::identity::error::TokenError;
use crate::identity::form;
use crate::identity::token::Token;
use crate::net::Transport;
use crate::time::UnixTime;

/// The authorization code flow: OpenID Connect Core §3.1, RFC 7636, RFC 8252.
pub(super) fn login(
    login: &Login,
    transport: &dyn Transport,
    open: &dyn Fn(&str) -> bool,
    now: UnixTime,
) -> Result<Token, TokenError> {
    let discovery = Discovery::of(login, transport)?;
    let (state, nonce, verifier) = (secret()?, secret()?, secret()?);
    let callback = Callback::open().map_err(|_| TokenError::Browser)?;
    let redirect = callback.url();
    let url = form::with_query(
        &discovery.authorization_endpoint,
        &[
            ("response_type", "code"),
            ("client_id", &login.client),
            ("redirect_uri", &redirect),
            ("scope", "openid email"),
            ("state", &state),
            ("nonce", &nonce),
            ("code_challenge", &challenge(&verifier)),
            ("code_challenge_method", "S256"),
        ],
    );
    if !open(&url) {
        return Err(TokenError::Browser);
    }
    let query = callback.wait(login.wait).ok_or(TokenError::Timeout)?;
    let code = authorized(login, &query, &state)?;
    let granted = grant(
        transport,
        &discovery.token_endpoint,
        &[
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", &redirect),
            ("client_id", &login.client),
            ("code_verifier", &verifier),
        ],
    )?;
    let text = match granted {
        Granted::Token(text) => text,
        Granted::Not(code) => return Err(TokenError::Refused { whom: "the issuer", code }),
    };
    let token = login.accept(&text, now)?;
    // Core §3.1.3.7, 11: else it could be a token of another sign-in, slipped in here.
    if token.nonce() != Some(nonce.as_str()) {
        return Err(TokenError::Mismatch("nonce"));
    }
    Ok(token)
}

/// The code in what came back, if it comes from the sign-in that was begun.
fn authorized(login: &Login, query: &str, state: &str) -> Result<String, TokenError> {
    // RFC 6749 §10.12: first of all, because anybody can send a browser here.
    if form::get(query, "state").as_deref() != Some(state) {
        return Err(TokenError::Mismatch("state"));
    }
    // RFC 9207 §2.4: an issuer that names itself names the right one.
    if let Some(found) = form::get(query, "iss").filter(|found| *found != login.issuer) {
        return Err(TokenError::Issuer { expected: login.issuer.clone(), found });
    }
    if let Some(error) = form::get(query, "error") {
        return Err(TokenError::Refused { whom: "the issuer, or whoever sat before the browser,", code: code(&error) });
    }
    form::get(query, "code").ok_or(TokenError::Answer { whom: "the issuer", what: "it sent back no code" })
}
