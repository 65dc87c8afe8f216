use std::num::NonZeroU32;
use std::sync::Arc;

use pyo3::prelude::*;
use sealwright::net::{HttpConfig, HttpConfigError, Limits, Proxies, Transport};
use sealwright_cli::user;

use crate::errors::Raise;
use crate::input::Text;
use crate::pairs::Pairs;
use crate::time::Seconds;

/// How servers are asked: HTTP/1.1, `https` of anybody and `http` of this machine alone. It keeps connections; share it.
///
/// `proxies`: those that the environment names, unless given: a mapping with `https_proxy`, `http_proxy`, `all_proxy` and
/// `no_proxy`, of which an empty one is for none. A proxy is `[http://|https://][USER:PASSWORD@]HOST[:PORT]`; what goes to
/// this machine never goes by way of one. `roots_pem`: authorities in PEM, at most 4 MiB, that take the place of this
/// machine's. In seconds: `connect` (10) until there is a connection, `exchange` (30) for one request until the last byte of
/// its answer, `total` (55) for all attempts together, of which there are `attempts` (4), and `pause` (0.5) before the
/// second one, which doubles. `plain_http_dangerous`: `http` of other machines too, where whoever is on the way reads
/// tokens. Raises NetworkError, without the value: a proxy's may hold a password.
#[pyclass(frozen, from_py_object, module = "sealwright")]
#[derive(Clone)]
pub(crate) struct Http(Arc<sealwright::net::Http>);

#[pymethods]
impl Http {
    // Python's keyword arguments are Rust's arguments.
    #[allow(clippy::too_many_arguments)]
    #[new]
    #[pyo3(signature = (*, proxies=None, roots_pem=None, connect=None, exchange=None, total=None, attempts=None, pause=None,
        plain_http_dangerous=false))]
    fn new(
        py: Python<'_>,
        proxies: Option<Pairs>,
        roots_pem: Option<Text>,
        connect: Option<Seconds>,
        exchange: Option<Seconds>,
        total: Option<Seconds>,
        attempts: Option<NonZeroU32>,
        pause: Option<Seconds>,
        plain_http_dangerous: bool,
    ) -> PyResult<Self> {
        let usual = Limits::default();
        let or = |given: Option<Seconds>, usual| given.map_or(usual, |seconds| seconds.0);
        let limits = Limits {
            connect: or(connect, usual.connect),
            exchange: or(exchange, usual.exchange),
            total: or(total, usual.total),
            attempts: attempts.map_or(usual.attempts, NonZeroU32::get),
            pause: or(pause, usual.pause),
        };
        let made = py.detach(|| {
            let config = proxied(proxies)?.limits(limits);
            let config = if plain_http_dangerous { config.plain_http_dangerous() } else { config };
            match &roots_pem {
                Some(pem) => config.roots_pem(pem),
                None => Ok(config),
            }
        });
        made.map(Self::of).raise(py)
    }

    fn __repr__(&self) -> &'static str {
        "<Http>"
    }
}

impl Http {
    fn of(config: HttpConfig) -> Self {
        Self(Arc::new(sealwright::net::Http::new(config)))
    }

    /// The one that is given, or one as the environment says.
    pub(crate) fn transport(py: Python<'_>, given: Option<Self>) -> PyResult<Arc<dyn Transport>> {
        let http = match given {
            Some(http) => http,
            None => Self::of(user::http().raise(py)?),
        };
        Ok(http.0)
    }
}

fn proxied(proxies: Option<Pairs>) -> Result<HttpConfig, HttpConfigError> {
    let Some(Pairs(given)) = proxies else { return user::http() };
    let variable = |name: &str| given.iter().rfind(|(known, _)| known == name).map(|(_, value)| value.clone());
    Ok(HttpConfig::default().proxies(Proxies::from_variables(&variable)?))
}
