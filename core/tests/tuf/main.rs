//! The Update Framework: one test per attack, each refused by its own error, and the cache under kills and crowds.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "all of this is test code")]

mod attacks;
mod cache;
mod conformance;
mod crowd;
mod delegations;
mod faults;
mod folder;
mod good;
mod repository;
mod roots;
#[path = "../support/server.rs"]
mod server;
mod sigstore;
mod targets;

use sealwright::UnixTime;

/// The time of the tests: 2026-11-21T10:00:00Z. What the repository signs expires in 2030 unless said otherwise.
const NOW: UnixTime = UnixTime::from_secs(1_795_255_200);
