//! The chores of the project: `cargo xtask lint | test | e2e | package | bench | fuzz | coverage`.

mod e2e;
mod fuzz;
mod house;
mod lint;
mod node;
mod peers;
mod python;
mod run;
mod seeds;
mod surface;
mod test;
mod totals;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask lint                      format, clippy, docs, licences and the rules of the house
cargo xtask test                      everything that has tests, in every language present
cargo xtask e2e                       round trips with real servers and other clients, on loopback
cargo xtask e2e [--host] COMMAND …    the command while the stack runs; in the host's network
cargo xtask e2e --suite CHECKOUT      the signing tests of a checkout of sigstore-conformance
cargo xtask package                   what is published, built, installed in empty folders and tried
cargo xtask bench [ARGS]              speed of the core, beside its floor
cargo xtask bench --peers [ROUNDS]    side by side with other clients, in every language
cargo xtask fuzz --smoke              every fuzz target for a moment
cargo xtask fuzz --mutations          every byte of every valid bundle changed
cargo xtask fuzz TARGET [--runs N]    one fuzz target, a million runs unless said otherwise
cargo xtask coverage                  line coverage of core
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match args.split_first() {
        Some((&"lint", [])) => lint::lint(),
        Some((&"test", [])) => test::test(),
        Some((&"e2e", rest)) => e2e::e2e(rest),
        Some((&"bench", rest)) => test::bench(rest),
        Some((&"fuzz", rest)) => fuzz::fuzz(rest),
        Some((&"coverage", [])) => test::coverage(),
        Some((&"package", [])) => run::all([python::package(), node::package()]),
        _ => {
            run::say(USAGE.trim_end());
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            run::say(&format!("xtask: failed: {failed}"));
            ExitCode::FAILURE
        }
    }
}
