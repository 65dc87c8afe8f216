use std::borrow::Cow;
use std::fmt;

use super::request::Request;
use crate::check::{Code, Explain, Value};

/// Why there is no answer, or none that helps.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{url}: {kind}")]
pub struct NetError {
    url: String,
    kind: NetErrorKind,
}

/// What went wrong.
#[derive(Clone, thiserror::Error)]
#[non_exhaustive]
pub enum NetErrorKind {
    /// The address is none that may be asked.
    #[error("no address that can be asked: {0}")]
    Address(&'static str),
    /// Nobody answers there: no such host, or nobody listens.
    #[error("cannot connect: {0}")]
    Connect(String),
    /// The server's certificate is not trusted, or TLS failed otherwise.
    #[error("no secure connection: {0}")]
    Tls(String),
    /// It took too long.
    #[error("no answer in time")]
    Timeout,
    /// What came is no HTTP.
    #[error("the answer is no HTTP")]
    Malformed,
    /// A header has characters that none may have.
    #[error("a header has characters that it may not have: a line end in a token?")]
    Header,
    /// The connection ended before the answer was whole.
    #[error("the answer is not whole: {0}")]
    Truncated(String),
    /// The answer is larger than what was asked for may be.
    #[error("the answer has more than {limit} bytes")]
    TooLarge {
        /// How many it may have.
        limit: usize,
    },
    /// The server sends on to where this may not go.
    #[error("the server redirects: {0}")]
    Redirect(&'static str),
    /// The server says no, or that it cannot.
    #[error("the server answers {status}")]
    Status {
        /// The status.
        status: u16,
        /// What the server said. It is not shown as it is: it may repeat what it was sent.
        body: Vec<u8>,
    },
}

impl NetError {
    /// An error of this request, which it names without query and credentials.
    pub fn new(request: &Request, kind: NetErrorKind) -> Self {
        Self { url: request.shown(), kind }
    }

    /// Of which address, without query and credentials.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What went wrong.
    pub fn kind(&self) -> &NetErrorKind {
        &self.kind
    }
}

/// Without the body of an answer.
impl fmt::Debug for NetErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Explain for NetError {
    fn code(&self) -> Code {
        Code::NetFailed
    }

    fn found(&self) -> Option<Value> {
        match self.kind {
            NetErrorKind::Status { status, .. } => Some(Value::Number(status.into())),
            _ => None,
        }
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        Some(self.url.clone().into())
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some(Cow::Borrowed(match &self.kind {
            NetErrorKind::Address(_) | NetErrorKind::Status { status: 404, .. } => {
                "nothing is there: check the address of the service"
            }
            NetErrorKind::Status { status: 401 | 403, .. } => "the service does not let this caller in",
            NetErrorKind::Status { status: 429, .. } => "too many requests: wait, and try again",
            NetErrorKind::Status { status: 500.., .. } => "the service has a problem of its own: try again later",
            NetErrorKind::Status { .. }
            | NetErrorKind::Header
            | NetErrorKind::Malformed
            | NetErrorKind::TooLarge { .. } => "check that the address is that of such a service",
            NetErrorKind::Tls(_) => "if the server's certificate is of an authority of your own, name that authority",
            NetErrorKind::Connect(_)
            | NetErrorKind::Timeout
            | NetErrorKind::Truncated(_)
            | NetErrorKind::Redirect(_) => "check the address, the proxy and the network, and try again",
        }))
    }
}
