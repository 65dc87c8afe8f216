//! Tokens by way of a browser: here, or on another device.

mod browser;
mod callback;
mod device;
mod discovery;
mod endpoint;

use std::fmt;
use std::time::Duration;

pub use device::DevicePrompt;

use super::AUDIENCE;
use super::error::TokenError;
use super::token::Token;
use crate::net::Transport;
use crate::time::UnixTime;

/// Sigstore's public issuer.
const PUBLIC: &str = "https://oauth2.sigstore.dev/auth";

/// How long a person has: what Sigstore's issuer gives them.
const WAIT: Duration = Duration::from_secs(300);

/// Signing in with an OpenID Connect issuer, as a public client that has no secret of its own.
#[derive(Clone)]
#[must_use]
pub struct Login {
    issuer: String,
    client: String,
    wait: Duration,
}

impl Login {
    /// With this issuer, a URL; the client is `sigstore`.
    pub fn new(issuer: impl Into<String>) -> Self {
        Self { issuer: issuer.into(), client: AUDIENCE.into(), wait: WAIT }
    }

    /// With Sigstore's public issuer, which sends on to others that have people.
    pub fn public() -> Self {
        Self::new(PUBLIC)
    }

    /// As this client, which is the tokens' audience too.
    pub fn client(self, id: impl Into<String>) -> Self {
        Self { client: id.into(), ..self }
    }

    /// Waits this long for the person in front of the browser; five minutes unless said otherwise.
    pub fn wait(self, time: Duration) -> Self {
        Self { wait: time, ..self }
    }

    /// By way of a browser on this machine: the authorization code flow with PKCE (RFC 7636, S256), which comes back to a
    /// port of 127.0.0.1 that is open for this sign-in alone (RFC 8252 §7.3).
    ///
    /// `open` shows the person that address and says whether it could.
    pub fn in_browser(
        &self,
        transport: &dyn Transport,
        open: &dyn Fn(&str) -> bool,
        now: UnixTime,
    ) -> Result<Token, TokenError> {
        browser::login(self, transport, open, now)
    }

    /// By way of a browser on any device: the device flow (RFC 8628), with PKCE.
    ///
    /// `show` tells the person where to go and what to enter there; `pause` waits, and says whether to go on.
    pub fn on_device(
        &self,
        transport: &dyn Transport,
        show: &dyn Fn(&DevicePrompt),
        pause: &dyn Fn(Duration) -> bool,
        now: UnixTime,
    ) -> Result<Token, TokenError> {
        device::login(self, transport, show, pause, now)
    }

    /// What every token that comes of it must be: of this issuer, for this client, not expired.
    fn accept(&self, text: &str, now: UnixTime) -> Result<Token, TokenError> {
        let token = Token::parse(text)?;
        // OpenID Connect Core §3.1.3.7, 2.
        if token.issuer() != self.issuer {
            return Err(TokenError::Issuer { expected: self.issuer.clone(), found: token.issuer().to_owned() });
        }
        let token = token.for_audience(&self.client);
        token.check(now)?;
        Ok(token)
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Login({} as {})", self.issuer, self.client)
    }
}
