//! What is signed here verifies here, and says what was asked for.

#![cfg(test)]

#[cfg(feature = "net")]
mod faults;
mod keys;
#[cfg(feature = "net")]
#[path = "../support/server.rs"]
mod server;
