//! The npm package `sealwright`: the core behind Node-API. Nothing is decided here; what is documented here is what
//! the declarations in `types/` say, which are generated from it. `lib/` gives it JavaScript's errors, iterators and signals.

// The macros of napi ask for `pub` where nothing outside of the module can see it, and take arguments by value.
#![allow(unreachable_pub)]
// Only clippy makes a test build of this crate, and in one nothing is registered.
#![cfg_attr(test, allow(dead_code))]
#![allow(clippy::needless_pass_by_value)]

mod artifact;
mod attestation;
mod batch;
mod builders;
mod bundle;
mod called;
mod certificate;
mod checkpoint;
mod claims;
mod codes;
mod deny;
mod digest;
mod entry;
mod envelope;
mod environment;
mod error;
mod evidence;
mod evidence_demand;
mod expectations;
mod http;
mod identity;
mod judged;
mod key;
mod local;
mod local_log;
mod login;
mod make;
mod merkle;
mod policy;
mod private_key;
mod program;
mod provenance;
mod repository;
mod resource;
mod signer;
mod signing_config;
mod signing_key;
mod statement;
mod stream;
mod subjects;
mod summary;
mod task;
mod time;
mod timestamp;
mod token;
mod trust;
mod value;
mod verdict;
mod verifier;
