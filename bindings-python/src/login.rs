use std::cell::Cell;

use pyo3::prelude::*;

use crate::call::{self, OpenBrowser, ShowPrompt, call};
use crate::errors::Raise;
use crate::http::Http;
use crate::time::{Seconds, clock};
use crate::token::Token;
use crate::waiting;

/// Signing in with an OpenID Connect issuer, as a public client that has no secret of its own.
///
/// `issuer`: its URL, by default Sigstore's public one, which sends on to others that have people. `client`: as which
/// client, `sigstore` unless said otherwise; it is the token's audience too. `wait`: how many seconds a person has, 300
/// unless said otherwise.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Login(sealwright::identity::Login);

/// What the person is to be told who signs in on another device. Whoever has it can sign in for this machine.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct DevicePrompt(sealwright::identity::DevicePrompt);

#[pymethods]
impl Login {
    #[new]
    #[pyo3(signature = (issuer=None, *, client=None, wait=None))]
    fn new(issuer: Option<&str>, client: Option<&str>, wait: Option<Seconds>) -> Self {
        let login = issuer.map_or_else(sealwright::identity::Login::public, sealwright::identity::Login::new);
        let login = match client {
            Some(client) => login.client(client),
            None => login,
        };
        Self(match wait {
            Some(wait) => login.wait(wait.0),
            None => login,
        })
    }

    /// By way of a browser on this machine: the authorization code flow with PKCE, state and nonce, which comes back to a
    /// port of 127.0.0.1.
    ///
    /// `open` shows the person a URL and says whether it could; `webbrowser.open` unless given. It is called in another
    /// thread, and what it raises is raised here. Ctrl-C stops the waiting. Raises TokenError.
    #[pyo3(signature = (open=None, *, http=None))]
    fn in_browser(&self, py: Python<'_>, open: Option<OpenBrowser>, http: Option<Http>) -> PyResult<Token> {
        let (login, transport) = (self.0.clone(), Http::transport(py, http)?);
        let open = match open {
            Some(open) => open.0,
            None => py.import("webbrowser")?.getattr("open")?.unbind(),
        };
        let (token, raised) = waiting::wait(py, move |_| {
            let open = |url: &str| call(|py| open.bind(py).call1((url,))?.is_truthy()).unwrap_or(false);
            call::catching(|| login.in_browser(&*transport, &open, clock()))
        })?;
        raised.map_or(Ok(()), Err)?;
        token.map(Token::from).raise(py)
    }

    /// By way of a browser on any device: the device flow (RFC 8628), with PKCE.
    ///
    /// `show` tells the person where to go and what to enter there. It is called in another thread, and what it raises is
    /// raised here. Ctrl-C stops the waiting. Raises TokenError.
    #[pyo3(signature = (show, *, http=None))]
    fn on_device(&self, py: Python<'_>, show: ShowPrompt, http: Option<Http>) -> PyResult<Token> {
        let (login, transport) = (self.0.clone(), Http::transport(py, http)?);
        let (token, raised) = waiting::wait(py, move |gone| {
            let shown = Cell::new(false);
            let show = |prompt: &sealwright::identity::DevicePrompt| {
                let prompt = DevicePrompt(prompt.clone());
                shown.set(call(|py| show.0.bind(py).call1((prompt,)).map(drop)).is_some());
            };
            call::catching(|| login.on_device(&*transport, &show, &|time| shown.get() && gone.sleep(time), clock()))
        })?;
        raised.map_or(Ok(()), Err)?;
        token.map(Token::from).raise(py)
    }

    fn __repr__(&self) -> String {
        format!("<{}>", sealwright::escape(&format!("{:?}", self.0)))
    }
}

#[pymethods]
impl DevicePrompt {
    /// Where to go, with a browser on any device.
    #[getter]
    fn address(&self) -> &str {
        &self.0.address
    }

    /// The same with the code in it: to click on, or as a picture to scan.
    #[getter]
    fn address_with_code(&self) -> Option<&str> {
        self.0.address_with_code.as_deref()
    }

    /// What to enter there.
    #[getter]
    fn code(&self) -> &str {
        &self.0.code
    }

    fn __repr__(&self) -> String {
        format!("<DevicePrompt {}>", sealwright::escape(&self.0.address))
    }
}
