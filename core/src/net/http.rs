use std::fmt;
use std::io::Read;
use std::time::{Duration, Instant};

use ureq::http::{self, Uri};
use ureq::{Agent, Body};

use super::address::{self, PlainHttp};
use super::config::{HttpConfig, Limits};
use super::error::{NetError, NetErrorKind};
use super::failure::Failure;
use super::proxy::Proxies;
use super::request::{Method, Request, Response};
use super::retry::{self, Answer};
use super::transport::Transport;

/// A server may send on this often: more than any known service does.
const MAX_REDIRECTS: usize = 5;

/// What is read of an answer that says no: enough to say why.
const MAX_REFUSAL: usize = 64 * 1_024;

/// What the answer's header may have; the common servers' limit.
const MAX_HEADER: usize = 32 * 1_024;

/// Connections to one host that are kept: those of several signatures at once.
const IDLE: usize = 16;

/// The transport for the real world: HTTP/1.1 over TCP, and TLS 1.2 or 1.3.
///
/// It keeps connections, and can be used from several threads at once. Whom it trusts, by which proxies it goes and how
/// long it waits, [`HttpConfig`] says. `https` is asked of anybody, `http` of this machine alone.
///
/// A request that fails in passing (no connection, no answer in time, 429, 500, 502, 503, 504) is sent again after a pause,
/// the server's `Retry-After` in seconds if it is longer; one that is not repeatable only if the server cannot have got it.
/// Redirects are followed for GET, five at most, never from `https` to `http`; to another origin only the header `accept`
/// goes along.
pub struct Http {
    direct: Agent,
    https_proxy: Option<Agent>,
    http_proxy: Option<Agent>,
    proxies: Proxies,
    limits: Limits,
    plain: PlainHttp,
}

impl Http {
    /// A transport of this configuration. Opens nothing yet.
    pub fn new(config: HttpConfig) -> Self {
        let by = |proxy: &Option<ureq::Proxy>| proxy.clone().map(|proxy| agent(&config, Some(proxy)));
        Self {
            direct: agent(&config, None),
            https_proxy: by(&config.proxies.https),
            http_proxy: by(&config.proxies.http),
            proxies: config.proxies,
            limits: config.limits,
            plain: config.plain,
        }
    }

    /// One attempt, with its redirects.
    fn exchange(&self, request: &Request, time: Duration) -> Result<Answer, Failure> {
        let started = Instant::now();
        let first = address::parse(request.url(), self.plain).map_err(Failure::lasting)?;
        let mut uri = first.clone();
        for _ in 0..=MAX_REDIRECTS {
            let message = message(request, &uri, address::same_origin(&first, &uri))?;
            let left = time.saturating_sub(started.elapsed()).max(Duration::from_millis(1));
            let answer = self.run(&uri, message, left)?;
            let Some(location) = location(&answer) else {
                return read(request, answer);
            };
            if request.method() == Method::Post {
                return Err(Failure::lasting(NetErrorKind::Redirect("what is sent is not sent on")));
            }
            uri = address::follow(&uri, &location, self.plain).map_err(Failure::lasting)?;
        }
        Err(Failure::lasting(NetErrorKind::Redirect("more than 5 times")))
    }

    fn run(&self, uri: &Uri, message: http::Request<Vec<u8>>, left: Duration) -> Result<http::Response<Body>, Failure> {
        let agent = self.agent(uri);
        // The agent keeps what it needs for TLS for requests that change nothing about it.
        let message = if left < self.limits.exchange {
            agent.configure_request(message).timeout_global(Some(left)).build()
        } else {
            message
        };
        // Without a body there is no content-length either.
        Ok(if message.method() == http::Method::GET { agent.run(message.map(drop)) } else { agent.run(message) }?)
    }

    fn agent(&self, uri: &Uri) -> &Agent {
        let proxied = if uri.scheme_str() == Some("http") { &self.http_proxy } else { &self.https_proxy };
        proxied.as_ref().filter(|_| !self.proxies.is_exempt(uri)).unwrap_or(&self.direct)
    }
}

impl Transport for Http {
    fn send(&self, request: &Request) -> Result<Response, NetError> {
        let started = Instant::now();
        let mut made = 0;
        loop {
            let left = self.limits.total.saturating_sub(started.elapsed());
            let outcome = self.exchange(request, self.limits.exchange.min(left));
            made += 1;
            let left = self.limits.total.saturating_sub(started.elapsed());
            let Some(pause) = retry::pause(request, &outcome, &self.limits, made, left) else {
                let answer = outcome.map_err(|failure| NetError::new(request, failure.kind))?;
                return Ok(answer.response);
            };
            std::thread::sleep(pause);
        }
    }
}

/// Without the proxies.
impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Http").field("limits", &self.limits).finish_non_exhaustive()
    }
}

fn agent(config: &HttpConfig, proxy: Option<ureq::Proxy>) -> Agent {
    Agent::config_builder()
        .tls_config(config.tls())
        // None, too, has to be said: the library would look into the environment.
        .proxy(proxy)
        .http_status_as_error(false)
        .max_redirects(0)
        .user_agent(concat!("sealwright/", env!("CARGO_PKG_VERSION")))
        .max_response_header_size(MAX_HEADER)
        .max_idle_connections(2 * IDLE)
        .max_idle_connections_per_host(IDLE)
        .timeout_connect(Some(config.limits.connect))
        .timeout_global(Some(config.limits.exchange))
        .build()
        .new_agent()
}

/// What is sent to that address. To another origin than the first one only what says which answer is wanted: any other
/// header may be a credential.
fn message(request: &Request, uri: &Uri, same_origin: bool) -> Result<http::Request<Vec<u8>>, Failure> {
    let method = match request.method() {
        Method::Get => http::Method::GET,
        Method::Post => http::Method::POST,
    };
    let mut builder = http::Request::builder().method(method).uri(uri);
    for (name, value) in request.headers() {
        if same_origin || name.eq_ignore_ascii_case("accept") {
            builder = builder.header(*name, value);
        }
    }
    builder.body(request.body().to_vec()).map_err(|_| Failure::lasting(NetErrorKind::Header))
}

/// RFC 9110 §15.4: the statuses that say where else to ask.
fn location(answer: &http::Response<Body>) -> Option<String> {
    if !matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    Some(header(answer, "location").unwrap_or_default())
}

fn header(answer: &http::Response<Body>, name: &str) -> Option<String> {
    Some(answer.headers().get(name)?.to_str().ok()?.to_owned())
}

fn read(request: &Request, answer: http::Response<Body>) -> Result<Answer, Failure> {
    let status = answer.status().as_u16();
    let content_type = header(&answer, "content-type");
    let retry_after = header(&answer, "retry-after").as_deref().and_then(retry::retry_after);
    let body = if answer.status().is_success() {
        whole(answer.into_body(), request.answer_limit())?
    } else {
        beginning(answer.into_body(), request.answer_limit().min(MAX_REFUSAL))
    };
    Ok(Answer { response: Response { status, content_type, body }, retry_after })
}

/// The body, if it is not larger than allowed; no more memory is taken than that.
fn whole(body: Body, limit: usize) -> Result<Vec<u8>, Failure> {
    let too_large = || Failure::lasting(NetErrorKind::TooLarge { limit });
    let most = u64::try_from(limit).unwrap_or(u64::MAX);
    if body.content_length().is_some_and(|length| length > most) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    body.into_reader().take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(ureq::Error::from)?;
    if bytes.len() > limit { Err(too_large()) } else { Ok(bytes) }
}

/// What came of the body of an answer whose status says enough.
fn beginning(body: Body, limit: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX);
    // What was read before an error is kept, and is all that can be had.
    let _ = body.into_reader().take(most).read_to_end(&mut bytes);
    bytes
}
