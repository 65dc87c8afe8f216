//! What the HTTP library says went wrong, as this room says it.

use std::io::ErrorKind;

use ureq::{Error, Timeout};

use super::error::NetErrorKind;

/// Why an attempt came to nothing.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) kind: NetErrorKind,
    pub(super) sent: Sent,
    /// Another attempt may do better.
    pub(super) passing: bool,
}

/// Whether the server may have got the request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sent {
    No,
    Perhaps,
}

impl Failure {
    /// It will not be otherwise next time.
    pub(super) fn lasting(kind: NetErrorKind) -> Self {
        Self { kind, sent: Sent::Perhaps, passing: false }
    }

    fn passing(kind: NetErrorKind, sent: Sent) -> Self {
        Self { kind, sent, passing: true }
    }
}

/// Texts of the library are kept where they are about sockets and certificates, not where they may repeat what was sent or
/// answered.
impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let connect = |text: &str, sent| Self::passing(NetErrorKind::Connect(text.into()), sent);
        match error {
            Error::Timeout(Timeout::Resolve | Timeout::Connect) => Self::passing(NetErrorKind::Timeout, Sent::No),
            Error::Timeout(_) => Self::passing(NetErrorKind::Timeout, Sent::Perhaps),
            Error::HostNotFound => connect("there is no such host", Sent::No),
            Error::ConnectionFailed => connect("nobody answers", Sent::No),
            Error::ConnectProxyFailed(_) => connect("the proxy does not let it through", Sent::No),
            Error::Io(error) => io(&error),
            Error::Rustls(error) => Self::lasting(NetErrorKind::Tls(error.to_string())),
            Error::Tls(text) => Self::lasting(NetErrorKind::Tls(text.to_owned())),
            Error::TlsRequired => Self::lasting(NetErrorKind::Tls("the server does not speak TLS".into())),
            Error::Protocol(_) | Error::LargeResponseHeader(..) => Self::lasting(NetErrorKind::Malformed),
            Error::Http(_) => Self::lasting(NetErrorKind::Header),
            Error::BadUri(_) => Self::lasting(NetErrorKind::Address("it is no URL")),
            _ => Self::lasting(NetErrorKind::Connect("for a reason that is not known".into())),
        }
    }
}

fn io(error: &std::io::Error) -> Failure {
    if let Some(tls) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        return Failure::lasting(NetErrorKind::Tls(tls.to_string()));
    }
    let connect = |sent| Failure::passing(NetErrorKind::Connect(error.to_string()), sent);
    match error.kind() {
        // A connection that stands is not refused any more.
        ErrorKind::ConnectionRefused => connect(Sent::No),
        ErrorKind::TimedOut => Failure::passing(NetErrorKind::Timeout, Sent::Perhaps),
        ErrorKind::UnexpectedEof
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe
        | ErrorKind::WriteZero => {
            Failure::passing(NetErrorKind::Truncated("the connection was closed".into()), Sent::Perhaps)
        }
        _ => connect(Sent::Perhaps),
    }
}
