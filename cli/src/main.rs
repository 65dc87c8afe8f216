//! The `sealwright` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(sealwright_cli::run_on_terminal(std::env::args_os()))
}
