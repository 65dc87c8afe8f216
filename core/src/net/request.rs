use std::fmt;

use super::error::{NetError, NetErrorKind};

/// What is done at an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Asks.
    Get,
    /// Gives.
    Post,
}

/// What an answer may have unless said otherwise: 1 MiB.
const LIMIT: usize = 1 << 20;

/// A request. Its `Debug` shows neither headers nor body nor what stands behind `?`.
#[derive(Clone)]
#[must_use]
pub struct Request {
    method: Method,
    url: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    limit: usize,
    repeatable: bool,
}

impl Request {
    /// Asks for what is there. May be repeated.
    pub fn get(url: impl Into<String>) -> Self {
        Self {
            method: Method::Get,
            url: url.into(),
            headers: Vec::new(),
            body: Vec::new(),
            limit: LIMIT,
            repeatable: true,
        }
    }

    /// Gives a body of this type. Not repeated once the server may have got it, unless [`Self::repeatable`].
    pub fn post(url: impl Into<String>, content_type: &'static str, body: Vec<u8>) -> Self {
        Self { method: Method::Post, body, repeatable: false, ..Self::get(url) }.header("content-type", content_type)
    }

    /// With this header.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// With a bearer token, which goes to this host and no other.
    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", format!("Bearer {token}"))
    }

    /// The answer may have this many bytes.
    pub fn limit(self, bytes: usize) -> Self {
        Self { limit: bytes, ..self }
    }

    /// The server does the same however often it gets this, so that it may be repeated.
    pub fn repeatable(self) -> Self {
        Self { repeatable: true, ..self }
    }

    /// What is done.
    pub fn method(&self) -> Method {
        self.method
    }

    /// The address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The headers, in order.
    pub fn headers(&self) -> &[(&'static str, String)] {
        &self.headers
    }

    /// What is sent.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// How many bytes the answer may have.
    pub fn answer_limit(&self) -> usize {
        self.limit
    }

    /// Whether it may be sent again although the server may have got it.
    pub fn is_repeatable(&self) -> bool {
        self.repeatable
    }

    /// The address as it may be shown: without credentials and without what stands behind `?`.
    pub fn shown(&self) -> String {
        let (scheme, rest) = self.url.split_once("://").unwrap_or(("", &self.url));
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
        format!("{scheme}://{host}/{path}")
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({:?} {})", self.method, self.shown())
    }
}

/// An answer: any final status. Its `Debug` does not show the body.
#[derive(Clone)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The type of the body, as the server names it.
    pub content_type: Option<String>,
    /// The body, whole.
    pub body: Vec<u8>,
}

impl Response {
    /// The body of a success, 2xx; any other status is an error of this request.
    pub fn success(self, request: &Request) -> Result<Vec<u8>, NetError> {
        if (200..300).contains(&self.status) {
            return Ok(self.body);
        }
        Err(NetError::new(request, NetErrorKind::Status { status: self.status, body: self.body }))
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Response({}, {} bytes)", self.status, self.body.len())
    }
}
