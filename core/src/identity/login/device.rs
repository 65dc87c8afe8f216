use std::time::Duration;

use serde::Deserialize;

use super::Login;
use super::discovery::Discovery;
use super::endpoint::{Granted, challenge, grant, post, refusal, secret};
use crate::identity::ambient::parse;
use crate::identity::error::TokenError;
use crate::identity::token::Token;
use crate::net::Transport;
use crate::time::UnixTime;

/// RFC 8628 §3.2: where the issuer does not say.
const INTERVAL: Duration = Duration::from_secs(5);

/// RFC 8628 §3.5: what `slow_down` adds.
const SLOWER: Duration = Duration::from_secs(5);

/// No issuer gets to say that we ask without pause, or hardly ever.
const MIN_INTERVAL: Duration = Duration::from_secs(1);
const MAX_INTERVAL: Duration = Duration::from_secs(60);

/// What the person is to be told. Neither is a secret of this machine's, but whoever has them can sign in for it.
#[derive(Clone, Debug)]
pub struct DevicePrompt {
    /// Where to go, with a browser on any device.
    pub address: String,
    /// The same with the code in it: to click on, or as a picture to scan.
    pub address_with_code: Option<String>,
    /// What to enter there.
    pub code: String,
}

/// RFC 8628 §3.2.
#[derive(Deserialize)]
struct Begun {
    device_code: String,
    user_code: String,
    verification_uri: String,
    verification_uri_complete: Option<String>,
    expires_in: u64,
    interval: Option<u64>,
}

pub(super) fn login(
    login: &Login,
    transport: &dyn Transport,
    show: &dyn Fn(&DevicePrompt),
    pause: &dyn Fn(Duration) -> bool,
    now: UnixTime,
) -> Result<Token, TokenError> {
    let discovery = Discovery::of(login, transport)?;
    let Some(url) = &discovery.device_authorization_endpoint else {
        return Err(TokenError::Answer {
            whom: "the issuer",
            what: "it has no device flow: sign in with a browser here",
        });
    };
    let verifier = secret()?;
    let begun = begin(login, transport, url, &verifier)?;
    show(&DevicePrompt {
        address: begun.verification_uri.clone(),
        address_with_code: begun.verification_uri_complete.clone(),
        code: begun.user_code.clone(),
    });
    let text = poll(login, transport, &discovery, &begun, &verifier, pause)?;
    login.accept(&text, now)
}

fn begin(login: &Login, transport: &dyn Transport, url: &str, verifier: &str) -> Result<Begun, TokenError> {
    let pairs = [
        ("client_id", login.client.as_str()),
        ("scope", "openid email"),
        ("code_challenge", &challenge(verifier)),
        ("code_challenge_method", "S256"),
    ];
    let response = post(transport, url, &pairs)?;
    if response.status != 200 {
        return Err(TokenError::Refused { whom: "the issuer", code: refusal(&response) });
    }
    parse(&response.body, "the issuer", "it is no device authorization")
}

/// RFC 8628 §3.4 and §3.5: asks until the person has signed in, has refused, or has let the time pass.
fn poll(
    login: &Login,
    transport: &dyn Transport,
    discovery: &Discovery,
    begun: &Begun,
    verifier: &str,
    pause: &dyn Fn(Duration) -> bool,
) -> Result<String, TokenError> {
    let pairs = [
        ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
        ("device_code", begun.device_code.as_str()),
        ("client_id", &login.client),
        ("code_verifier", verifier),
    ];
    let end = login.wait.min(Duration::from_secs(begun.expires_in));
    let mut interval = begun.interval.map_or(INTERVAL, Duration::from_secs).clamp(MIN_INTERVAL, MAX_INTERVAL);
    let mut waited = Duration::ZERO;
    while waited < end {
        if !pause(interval) {
            return Err(TokenError::Timeout);
        }
        waited = waited.saturating_add(interval);
        match grant(transport, &discovery.token_endpoint, &pairs)? {
            Granted::Token(text) => return Ok(text),
            Granted::Not(code) => match code.as_str() {
                "authorization_pending" => {}
                "slow_down" => interval = interval.saturating_add(SLOWER).min(MAX_INTERVAL),
                "expired_token" => return Err(TokenError::Timeout),
                _ => return Err(TokenError::Refused { whom: "the issuer, or whoever was to sign in,", code }),
            },
        }
    }
    Err(TokenError::Timeout)
}
