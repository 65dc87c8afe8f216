//! The transport for the real world, against a server on loopback that fails in every way.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "all of this is test code")]

mod faults;
mod redirects;
mod requests;
#[path = "../support/server.rs"]
mod server;
mod tls;

use std::time::Duration;

use sealwright::net::{Http, HttpConfig, Limits};

/// What no error and no `Debug` may show.
const SECRET: &str = "s3cr3t-t0k3n";

/// Limits that a test can wait for.
fn limits() -> Limits {
    Limits {
        connect: Duration::from_millis(1_500),
        exchange: Duration::from_millis(1_500),
        total: Duration::from_millis(8_000),
        attempts: 3,
        pause: Duration::from_millis(20),
    }
}

fn http() -> Http {
    Http::new(HttpConfig::default().limits(limits()))
}
