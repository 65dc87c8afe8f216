use super::error::NetError;
use super::request::{Request, Response};

/// Whoever carries requests to servers.
///
/// Retries, proxies, redirects and time limits are its business. Any final status is an answer: whoever asked knows what
/// it means, see [`Response::success`].
pub trait Transport: Send + Sync {
    /// The answer to the request.
    fn send(&self, request: &Request) -> Result<Response, NetError>;
}
