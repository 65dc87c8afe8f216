//! `Login`: tokens by way of a browser, here or on another device.

use std::sync::Arc;

use napi::bindgen_prelude::{ClassInstance, Object};
use napi::{Env, Result};
use napi_derive::napi;
use sealwright::identity;

use crate::called::{Called, Caller, pause};
use crate::error::thrown;
use crate::http::{Http, milliseconds, transport};
use crate::task::{Stop, waiting};
use crate::token::Token;
use crate::verifier::moment;

/// What the person is to be told. Whoever knows it can sign in for this program.
#[napi]
pub struct DevicePrompt(identity::DevicePrompt);

#[napi]
impl DevicePrompt {
    /// Where to go, with a browser on any device.
    #[napi(getter, catch_unwind)]
    pub fn address(&self) -> &str {
        &self.0.address
    }

    /// The same with the code in it.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn address_with_code(&self) -> Option<&str> {
        self.0.address_with_code.as_deref()
    }

    /// What to enter there.
    #[napi(getter, catch_unwind)]
    pub fn code(&self) -> &str {
        &self.0.code
    }
}

/// Signing in with an OpenID Connect issuer, as a public client that has no secret of its own.
#[napi]
pub struct Login(Arc<identity::Login>);

#[napi]
impl Login {
    /// With this issuer, a URL; Sigstore's public one unless given. The client is `sigstore` unless given, and is the tokens'
    /// audience too. Waits five minutes for the person unless `wait`, in milliseconds, says otherwise.
    #[napi(
        constructor,
        catch_unwind,
        ts_args_type = "issuer?: string | null, options?: { client?: string; wait?: number }"
    )]
    pub fn new(issuer: Option<String>, client: Option<String>, wait: Option<f64>) -> Result<Self> {
        let mut login = issuer.map_or_else(identity::Login::public, identity::Login::new);
        if let Some(client) = client {
            login = login.client(client);
        }
        if let Some(millis) = wait {
            login = login.wait(milliseconds("options.wait", millis)?);
        }
        Ok(Self(Arc::new(login)))
    }

    /// By way of a browser on this machine: the authorization code flow with PKCE (RFC 7636), which comes back to a port of
    /// 127.0.0.1 that is open for this sign-in alone. Rejects with a `TokenError`.
    #[napi(catch_unwind, ts_args_type = "options: BrowserOptions", ts_return_type = "Promise<Token>")]
    pub fn in_browser<'e>(
        &self,
        env: &'e Env,
        open: Caller<'_, String>,
        http: Option<ClassInstance<'_, Http>>,
        stop: Option<&Stop>,
    ) -> Result<Object<'e>> {
        let (login, http, now) = (Arc::clone(&self.0), transport(http)?, moment(None)?);
        let open = Called::new(&open)?;
        let run = move || {
            // What it gives is empty if it could not.
            let open = |url: &str| open.ask(url.to_owned()).is_ok_and(|opened| !opened.is_empty());
            login.in_browser(&*http, &open, now).map_err(thrown)
        };
        waiting(env, stop, run, Token::of)
    }

    /// By way of a browser on any device: the device flow (RFC 8628), with PKCE. Rejects with a `TokenError`.
    #[napi(catch_unwind, ts_args_type = "options: DeviceOptions", ts_return_type = "Promise<Token>")]
    pub fn on_device<'e>(
        &self,
        env: &'e Env,
        show: Caller<'_, DevicePrompt>,
        http: Option<ClassInstance<'_, Http>>,
        stop: Option<&Stop>,
    ) -> Result<Object<'e>> {
        let (login, http, now) = (Arc::clone(&self.0), transport(http)?, moment(None)?);
        let show = Called::new(&show)?;
        let run = move || {
            let shown = std::cell::Cell::new(true);
            let show = |prompt: &identity::DevicePrompt| {
                shown.set(show.ask(DevicePrompt(prompt.clone())).is_ok());
            };
            // Nobody can sign in who was not told where.
            login.on_device(&*http, &show, &|time| shown.get() && pause(time), now).map_err(thrown)
        };
        waiting(env, stop, run, Token::of)
    }
}
