//! Tokens: read, found in CI systems, and got by way of a browser from an issuer on loopback.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "all of this is test code")]

mod ambient;
mod browser;
mod device;
mod issuer;
#[path = "../support/server.rs"]
mod server;
mod token;

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sealwright::UnixTime;
use sealwright::net::{Http, HttpConfig, Limits};
use serde_json::{Value, json};

const NOW: UnixTime = UnixTime::from_secs(1_795_262_400);

/// The signature of every token here: what no error and no `Debug` may show.
const SECRET: &str = "c2lnbmF0dXJl-s3cr3t";

/// A token with these claims, and those that every token has unless they are given.
fn jwt(claims: Value) -> String {
    let mut all =
        json!({"iss": "https://issuer.example", "sub": "somebody", "aud": "sigstore", "exp": NOW.secs() + 300});
    for (name, value) in claims.as_object().unwrap() {
        all[name] = value.clone();
    }
    raw(&json!({"alg": "ES256"}).to_string(), &all.to_string())
}

fn raw(header: &str, payload: &str) -> String {
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    format!("{}.{}.{}", part(header), part(payload), part(SECRET))
}

/// The signature as it stands in the token.
fn signature() -> String {
    URL_SAFE_NO_PAD.encode(SECRET)
}

fn http() -> Http {
    Http::new(HttpConfig::default().limits(Limits {
        connect: Duration::from_millis(1_500),
        exchange: Duration::from_millis(1_500),
        total: Duration::from_millis(5_000),
        attempts: 2,
        pause: Duration::from_millis(10),
    }))
}
