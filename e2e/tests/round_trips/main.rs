//! Round trips with real servers and other people's clients. `cargo xtask e2e` starts the servers and says where they are
//! by `SEALWRIGHT_E2E`; without it every test here says that it skipped, and passes.

#![cfg(test)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "all of this is test code"
)]

mod clients;
mod node;
mod ours;
mod peers;
mod python;
mod rust;
mod scene;
mod signed;
mod stack;
mod theirs;
