//! The issuer's endpoints that are posted forms, and what a sign-in is held together by.

use serde::Deserialize;

use crate::crypto::random;
use crate::digest::Sha256;
use crate::encoding::base64;
use crate::identity::ambient::parse;
use crate::identity::error::TokenError;
use crate::identity::form;
use crate::net::{Request, Response, Transport};

/// Longer codes are of nobody's standard.
const MAX_CODE: usize = 64;

/// What the token endpoint says.
pub(super) enum Granted {
    Token(String),
    /// RFC 6749 §5.2, RFC 8628 §3.5.
    Not(String),
}

/// 32 bytes that nobody can guess, as text: a state, a nonce, a verifier (RFC 7636 §4.1 wants 43 characters).
pub(super) fn secret() -> Result<String, TokenError> {
    Ok(base64::encode_url(random::<32>().map_err(|_| TokenError::Crypto)?))
}

/// RFC 7636 §4.2: the challenge of a verifier, S256.
pub(super) fn challenge(verifier: &str) -> String {
    base64::encode_url(Sha256::of(verifier.as_bytes()).0)
}

/// Posts a form. What is posted may be good only once, so it is not repeated.
pub(super) fn post(transport: &dyn Transport, url: &str, pairs: &[(&str, &str)]) -> Result<Response, TokenError> {
    let form = form::encode(pairs).into_bytes();
    let request = Request::post(url, "application/x-www-form-urlencoded", form).header("accept", "application/json");
    transport.send(&request).map_err(|error| TokenError::Net { whom: "the issuer", error })
}

/// Asks for the token (OpenID Connect Core §3.1.3).
pub(super) fn grant(transport: &dyn Transport, url: &str, pairs: &[(&str, &str)]) -> Result<Granted, TokenError> {
    #[derive(Deserialize)]
    struct Answer {
        id_token: String,
    }
    let response = post(transport, url, pairs)?;
    if response.status != 200 {
        return Ok(Granted::Not(refusal(&response)));
    }
    let answer: Answer = parse(&response.body, "the issuer", "it gave no id_token")?;
    Ok(Granted::Token(answer.id_token))
}

/// The code of an answer that says no, or its status. Its own words are not repeated: they may repeat what was sent.
pub(super) fn refusal(response: &Response) -> String {
    #[derive(Deserialize)]
    struct Answer {
        error: String,
    }
    let answer: Result<Answer, _> = parse(&response.body, "the issuer", "");
    answer.map_or_else(|_| format!("status_{}", response.status), |answer| code(&answer.error))
}

/// An error code with nothing else in it.
pub(super) fn code(text: &str) -> String {
    let clean = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if text.is_empty() || text.len() > MAX_CODE || !text.chars().all(clean) { "error".into() } else { text.to_owned() }
}
