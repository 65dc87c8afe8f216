//! HTTP: what is asked of servers, through a transport that the caller gives (feature `net`).
//!
//! Nothing that verifies is here or takes a transport. Errors name the host and the path, never a query, a credential or
//! what was sent. [`Http`] is the transport for the real world: it asks `https` of anybody and `http` of this machine.

mod address;
mod config;
mod error;
mod failure;
mod http;
mod proxy;
mod request;
mod retry;
mod transport;

pub use config::{HttpConfig, HttpConfigError, Limits};
pub use error::{NetError, NetErrorKind};
pub use http::Http;
pub use proxy::Proxies;
pub use request::{Method, Request, Response};
pub use transport::Transport;
