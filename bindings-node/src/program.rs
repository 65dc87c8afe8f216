//! The `sealwright` program, on the standard streams of this process.

use std::ffi::OsString;

use napi_derive::napi;

/// Runs the program with these arguments, the first of which is its name, and gives its exit code.
#[napi(skip_typescript, catch_unwind)]
pub fn run(args: Vec<String>) -> u8 {
    sealwright_cli::run_on_terminal(args.into_iter().map(OsString::from))
}
