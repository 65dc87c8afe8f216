//! Nothing in the default dependency tree can open a socket.

use std::process::Command;

/// Crates whose purpose is the network, or an event loop that waits for it.
#[rustfmt::skip]
const NETWORK: [&str; 23] = [
    "async-std", "curl", "h2", "hickory-resolver", "hyper", "hyper-util", "isahc", "mio", "native-tls", "openssl",
    "quinn", "reqwest", "rustls", "s2n-tls", "schannel", "smol", "socket2", "tokio", "tokio-rustls", "tungstenite",
    "ureq", "ureq-proto", "webpki-roots",
];

#[test]
fn the_default_tree_has_no_network_crate() {
    let tree = dependencies(&["--no-default-features"]);
    assert!(tree.iter().any(|name| name == "aws-lc-rs"), "the tree was not read: {tree:?}");
    assert_eq!(network_crates(&tree), [""; 0]);
    let default = dependencies(&[]);
    assert_eq!(tree, default, "core has no default features");
    println!("{} crates, none of the network", tree.len());
}

#[test]
fn a_network_crate_anywhere_in_a_tree_is_seen() {
    let made_up = parse("sealwright v0.1.0 (core)\nserde v1.0.0\nsocket2 v0.6.5\nserde v1.0.0 (*)\n");
    assert_eq!(network_crates(&made_up), ["socket2"]);
}

/// The names of every crate that core is built from or with, without features that were not asked for.
fn dependencies(options: &[&str]) -> Vec<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into());
    let mut command = Command::new(cargo);
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.args(["tree", "--offline", "--package", "sealwright", "--edges", "normal,build", "--prefix", "none"]);
    let output = command.args(options).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    parse(&String::from_utf8_lossy(&output.stdout))
}

fn parse(tree: &str) -> Vec<String> {
    let mut names: Vec<String> = tree.lines().filter_map(|line| Some(line.split(' ').next()?.to_owned())).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn network_crates(tree: &[String]) -> Vec<&str> {
    tree.iter().map(String::as_str).filter(|name| NETWORK.contains(name)).collect()
}
