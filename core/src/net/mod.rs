//! HTTP: what is asked of servers, through a transport that the caller gives (feature `net`).
//!
//! Nothing that verifies is here or takes a transport. Errors name the host and the path, never a query, a credential or
//! what was sent.

mod error;
mod request;
mod transport;

pub use error::{NetError, NetErrorKind};
pub use request::{Method, Request, Response};
pub use transport::Transport;
