//! The public conformance suite, where there is a checkout of it.

use std::path::PathBuf;
use std::process::Command;

/// `SEALWRIGHT_TUF_CONFORMANCE` is a checkout of theupdateframework/tuf-conformance; `SEALWRIGHT_TUF_PYTEST` the `pytest` of an
/// environment in which it is installed (`pytest` on the path otherwise). `faketime` must be on the path.
#[test]
fn the_conformance_suite_passes_with_no_expected_failure() {
    let Some(suite) = std::env::var_os("SEALWRIGHT_TUF_CONFORMANCE") else {
        println!("skipped: SEALWRIGHT_TUF_CONFORMANCE does not name a checkout of tuf-conformance");
        return;
    };
    // The examples are built with the tests, beside them.
    let mut client = PathBuf::from(std::env::current_exe().unwrap().parent().unwrap().parent().unwrap());
    client.extend(["examples", "tuf_client"]);
    assert!(client.exists(), "build it first: cargo build --example tuf_client --features tuf");
    let pytest = std::env::var_os("SEALWRIGHT_TUF_PYTEST").unwrap_or("pytest".into());
    let mut command = Command::new(pytest);
    command.current_dir(suite).args(["-q", "tuf_conformance", "--entrypoint"]).arg(client);
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let last = said.trim_end().lines().last().unwrap_or_default();
    assert!(last.contains(" passed") && !last.contains("xfail") && !last.contains("skipped"), "{last}");
}
