//! `Http`: how servers are asked.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use napi::Result;
use napi::bindgen_prelude::{ClassInstance, Either, Uint8Array};
use napi_derive::napi;
use sealwright::net::{self, HttpConfig, Limits, Proxies};
use sealwright_cli::user;

use crate::error::{thrown, wrong_type};

/// How servers are asked. Times are in milliseconds.
#[napi(object, object_to_js = false)]
#[derive(Default)]
pub struct HttpOptions {
    /// By way of these proxies, under the names of the environment's variables: `{ https_proxy: 'http://proxy:3128', no_proxy:
    /// '.internal' }`; none if it is empty. Without this, those that the environment names.
    #[napi(ts_type = "Readonly<Record<string, string>>")]
    pub proxies: Option<HashMap<String, String>>,
    /// Trusts the certificate authorities of this PEM, at most 4 MiB, and none of this machine's.
    #[napi(ts_type = "Uint8Array | string")]
    pub roots_pem: Option<Either<Uint8Array, String>>,
    /// Until there is a connection: 10,000 unless given.
    pub connect: Option<f64>,
    /// One request, until the last byte of the answer: 30,000 unless given.
    pub exchange: Option<f64>,
    /// All attempts together: 55,000 unless given.
    pub total: Option<f64>,
    /// How many attempts there are, the first included: 4 unless given.
    pub attempts: Option<f64>,
    /// The pause before the second attempt, which doubles with each further one: 500 unless given.
    pub pause: Option<f64>,
    /// Asks `http` of other machines too. Whoever is on the way there reads everything, tokens included, and may change it.
    pub plain_http_dangerous: Option<bool>,
}

/// How servers are asked: HTTP/1.1 and TLS, `https` of anybody and `http` of this machine alone. It keeps connections, and
/// may be used for many requests at once.
///
/// It trusts whom this machine trusts, and goes by way of the proxies that the environment names. A request that fails in
/// passing is sent again.
#[napi]
pub struct Http(Arc<net::Http>);

#[napi]
impl Http {
    /// Opens nothing yet. Throws a `NetworkError` with the code `net.config`, which does not repeat a proxy's password.
    #[napi(constructor, catch_unwind)]
    pub fn new(options: Option<HttpOptions>) -> Result<Self> {
        options.unwrap_or_default().build().map(|config| Self(Arc::new(net::Http::new(config))))
    }
}

impl HttpOptions {
    fn build(self) -> Result<HttpConfig> {
        let usual = Limits::default();
        let time = |what, given: Option<f64>, usual| given.map_or(Ok(usual), |millis| milliseconds(what, millis));
        let limits = Limits {
            connect: time("options.connect", self.connect, usual.connect)?,
            exchange: time("options.exchange", self.exchange, usual.exchange)?,
            total: time("options.total", self.total, usual.total)?,
            attempts: self.attempts.map_or(Ok(usual.attempts), attempts)?,
            pause: time("options.pause", self.pause, usual.pause)?,
        };
        let config = match &self.proxies {
            Some(named) => {
                let proxies = Proxies::from_variables(&|name| named.get(name).cloned());
                HttpConfig::default().proxies(proxies.map_err(thrown)?)
            }
            None => user::http().map_err(thrown)?,
        };
        let config = match &self.roots_pem {
            Some(Either::A(pem)) => config.roots_pem(pem).map_err(thrown)?,
            Some(Either::B(pem)) => config.roots_pem(pem.as_bytes()).map_err(thrown)?,
            None => config,
        };
        let config = config.limits(limits);
        Ok(match self.plain_http_dangerous {
            Some(true) => config.plain_http_dangerous(),
            _ => config,
        })
    }
}

/// The transport that was given, or the usual one.
pub(crate) fn transport(http: Option<ClassInstance<'_, Http>>) -> Result<Arc<net::Http>> {
    match http {
        Some(http) => Ok(Arc::clone(&http.0)),
        None => Ok(Arc::new(net::Http::new(user::http().map_err(thrown)?))),
    }
}

/// A time of at most a day, in milliseconds.
pub(crate) fn milliseconds(what: &str, millis: f64) -> Result<Duration> {
    let wrong = || wrong_type(&format!("{what} must be milliseconds, from 0 to 86,400,000"));
    match (0.0..=86_400_000.0).contains(&millis) {
        true => Duration::try_from_secs_f64(millis / 1000.0).map_err(|_| wrong()),
        false => Err(wrong()),
    }
}

#[expect(clippy::as_conversions, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked before")]
fn attempts(number: f64) -> Result<u32> {
    match number.fract() == 0.0 && (1.0..=100.0).contains(&number) {
        true => Ok(number as u32),
        false => Err(wrong_type("options.attempts must be a whole number from 1 to 100")),
    }
}
