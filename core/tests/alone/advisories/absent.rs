//! Advisories about what is not here: a parser, a library, a door. Each test holds the fact that makes it so.

use std::path::{Path, PathBuf};
use std::process::Command;

use sealwright::{Artifact, Code};

use super::*;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// No crate of these names is built into the library or the program, with any feature, on a machine like this one.
fn no_crate(names: &[&str]) {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into());
    let mut command = Command::new(cargo);
    command.current_dir(workspace());
    command.args(["tree", "--offline", "-p", "sealwright", "-p", "sealwright-cli", "--all-features"]);
    let output = command.args(["--edges", "normal,build", "--prefix", "none"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8_lossy(&output.stdout).into_owned();
    let crates: Vec<_> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(crates.contains(&"aws-lc-rs") && crates.contains(&"toml"), "the tree was not read: {tree}");
    for name in names {
        assert!(!crates.contains(name), "{name} is in the tree");
    }
}

fn banned(name: &str) {
    let rules = std::fs::read_to_string(workspace().join("deny.toml")).unwrap();
    assert!(rules.contains(&format!("{{ crate = \"{name}\"")), "deny.toml does not ban {name}");
}

/// No source of the library, its own tests aside, names one of these.
fn no_source_names(words: &[&str]) {
    let read = none_names("core/src", words);
    assert!(read > 100, "{read} sources");
}

/// How many sources there are below the folder, none of which names one of these.
fn none_names(folder: &str, words: &[&str]) -> usize {
    let mut folders = vec![workspace().join(folder)];
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() && name != "tests" {
                folders.push(path);
            } else if name.ends_with(".rs") && !["tests.rs", "real.rs"].contains(&name) {
                let text = std::fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
                for word in words {
                    assert!(!code.contains(word), "{} names {word}", path.display());
                }
                read += 1;
            }
        }
    }
    read
}

/// Advisories about asking registries wait for the day on which this fails.
#[test]
fn nothing_asks_a_registry_and_nothing_reads_credentials() {
    no_crate(&["reqwest", "hyper", "isahc", "attohttpc", "minreq", "curl", "native-tls", "tokio"]);
    no_crate(&["oci-client", "oci-distribution", "oci-registry-client", "docker_credential", "keyring", "netrc"]);
    // Nor do the services that sign and the transport to them.
    let words =
        ["\"curl\"", "docker-credential", ".docker", "/manifests/", "www-authenticate", "Docker-Content-Digest"];
    no_source_names(&words);
    assert!(none_names("cli/src", &words) > 20);
}

#[test]
fn rustsec_2025_0009_ring_is_neither_built_nor_allowed() {
    no_crate(&["ring"]);
    banned("ring");
}

#[test]
fn rustsec_2023_0071_rsa_is_neither_built_nor_allowed() {
    no_crate(&["rsa"]);
    banned("rsa");
}

#[test]
fn rustsec_2018_0005_nothing_reads_yaml_and_a_policy_in_it_is_malformed() {
    no_crate(&["serde_yaml", "serde_yml", "yaml-rust", "yaml-rust2", "saphyr", "serde_norway"]);
    let yaml = "a: &a [x]\nb: &b [*a, *a]\nsigner: *b\n";
    let error = sealwright::Policy::from_toml(yaml).unwrap_err();
    assert_eq!(sealwright::Explain::code(&error), Code::PolicyMalformed);
}

#[test]
fn rustsec_2019_0025_nothing_reads_cbor() {
    no_crate(&["serde_cbor", "ciborium", "minicbor", "cbor4ii", "coset"]);
}

#[test]
fn rustsec_2020_0002_nothing_reads_protobuf_on_the_wire() {
    no_crate(&["prost", "prost-types", "protobuf", "quick-protobuf", "micropb"]);
    // A group in a group, 10,000 times, is no bundle.
    let nested = [vec![0x0b; 10_000], vec![0x0c; 10_000]].concat();
    assert!(sealwright::Bundle::from_json(&nested).is_err());
}

#[test]
fn rustsec_2026_0009_nothing_reads_dates_of_rfc_2822() {
    no_crate(&["time", "chrono", "httpdate", "mail-parser"]);
    for text in ["Thu, 01 Jan 2026 00:00:00 GMT", &format!("{}Thu", "(".repeat(1_000_000))] {
        assert!(UnixTime::parse_rfc3339(text).is_err());
    }
}

#[test]
fn ghsa_2h5h_59f5_c5x9_nothing_unpacks_archives() {
    no_crate(&["flate2", "zstd", "brotli", "xz2", "bzip2", "lz4", "zip", "tar", "miniz_oxide", "libz-sys"]);
    // A bundle or an entry that is compressed is refused as it stands.
    let gzip = [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3][..], &[0; 64]].concat();
    assert!(sealwright::Bundle::from_json(&gzip).is_err());
    let codes = changed(&message(), |b| first_entry(b)["canonicalizedBody"] = base64(&gzip).into());
    assert_eq!(codes, [Code::LogEntry]);
}

#[test]
fn ghsa_9c54_x2g4_v92j_there_are_no_metrics_and_no_log_lines() {
    // The HTTP client brings `log`, which writes nothing where nobody installs a logger.
    no_crate(&["metrics", "prometheus", "opentelemetry", "tracing", "slog", "env_logger", "simple_logger", "fern"]);
    no_source_names(&["println!", "eprintln!", "print!(", "std::io::stdout", "std::io::stderr"]);
    no_source_names(&["log::info!", "log::warn!", "log::error!", "log::debug!", "log::trace!", "set_logger"]);
}

#[test]
fn rustsec_2022_0093_no_signing_key_comes_apart_from_its_public_key() {
    // The only way to sign is a PrivateKey, which has its public key from itself.
    no_source_names(&["ExpandedSecretKey", "hazmat", "raw_sign", "from_keypair_bytes", "from_seed_and_public_key"]);
    let key = sealwright::PrivateKey::generate(sealwright::KeyKind::Ed25519).unwrap();
    let signature = key.sign(sealwright::Scheme::Ed25519, b"x").unwrap();
    assert_eq!(key.public_key().verify(sealwright::Scheme::Ed25519, b"x", &signature), Ok(()));
}

#[test]
fn ghsa_v6px_jqx8_8xwj_no_directory_is_an_artifact() {
    // The library walks none; what a pattern finds for the program is held to its folder by a test there.
    no_source_names(&["read_dir", "read_link", "WalkDir", "canonicalize("]);
    no_crate(&["walkdir", "ignore", "globwalk"]);
    assert!(Artifact::from_path(workspace().join("core")).is_err());
}

#[test]
fn rustsec_2026_0048_no_revocation_or_cms_code_of_the_crypto_library_is_named() {
    no_source_names(&["X509_", "PKCS7_", "CMS_", "aws_lc_sys"]);
}
