//! Where fuzzing starts: whole files of testdata and core/roots, and the parts of them that have a target of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::run::root;

/// The longest seed also is the longest input that the fuzzer makes.
const MAX_BYTES: usize = 32 * 1024;

/// 1.3.6.1.4.1.11129.2.4.2, with its tag and length.
const SCT_LIST: &[u8] = &[0x06, 0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01, 0xd6, 0x79, 0x02, 0x04, 0x02];

/// Where the seeds of a target are.
pub(crate) fn folder(target: &str) -> PathBuf {
    root().join("fuzz/seeds").join(target)
}

/// Writes the seeds of all targets anew.
pub(crate) fn write() -> Result<(), String> {
    let failed = |error: std::io::Error| format!("seeds ({error})");
    for (target, seeds) in collect().map_err(failed)?.0 {
        let folder = folder(target);
        if folder.is_dir() {
            fs::remove_dir_all(&folder).map_err(failed)?;
        }
        fs::create_dir_all(&folder).map_err(failed)?;
        for (number, seed) in seeds.iter().enumerate() {
            fs::write(folder.join(format!("{number:03}")), seed).map_err(failed)?;
        }
    }
    Ok(())
}

fn collect() -> std::io::Result<Seeds> {
    let mut seeds = Seeds::default();
    for (path, bytes) in files("testdata/bundles")? {
        let name = path.to_string_lossy();
        if name.ends_with(".json") || name.ends_with(".jsonl") || name.ends_with(".sigstore") {
            seeds.add("bundle", &bytes);
            seeds.add("attestation", &bytes);
            seeds.add("verify", &bytes);
            seeds.parts(&bytes);
        }
    }
    for place in ["core/roots", "testdata/roots"] {
        for (_, bytes) in files(place)?.iter().filter(|(path, _)| ends_with(path, "json")) {
            seeds.add("trusted_root", bytes);
            seeds.parts(bytes);
        }
    }
    for place in ["core/roots/tuf", "testdata/tuf"] {
        for (_, bytes) in files(place)?.iter().filter(|(path, _)| ends_with(path, "json")) {
            seeds.add("tuf", bytes);
        }
    }
    for (_, bytes) in files("testdata/policy")?.iter().filter(|(path, _)| ends_with(path, "toml")) {
        seeds.add("policy", bytes);
    }
    for (_, bytes) in files("testdata/builders")?.iter().filter(|(path, _)| ends_with(path, "toml")) {
        seeds.add("builders", bytes);
    }
    let digest = "ab".repeat(32);
    for form in
        [format!("{digest}  a b\n{digest} *c\n"), format!("\\{digest}  a\\nb\n"), format!("SHA256 (a) = {digest}\n")]
    {
        seeds.add("checksums", form.as_bytes());
    }
    for (_, bytes) in files("testdata/timestamp/tokens")? {
        seeds.add("timestamp", &bytes);
    }
    Ok(seeds)
}

/// The files of a folder, without the folders in it.
fn files(place: &str) -> std::io::Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root().join(place))? {
        let path = entry?.path();
        if path.is_file() {
            let bytes = fs::read(&path)?;
            found.push((path, bytes));
        }
    }
    Ok(found)
}

fn ends_with(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found == ending)
}

/// The seeds of each target, each once.
#[derive(Default)]
struct Seeds(BTreeMap<&'static str, BTreeSet<Vec<u8>>>);

impl Seeds {
    fn add(&mut self, target: &'static str, seed: &[u8]) {
        if seed.len() <= MAX_BYTES {
            self.0.entry(target).or_default().insert(seed.to_vec());
        }
    }

    /// The parts of JSON documents, one after the other.
    fn parts(&mut self, json: &[u8]) {
        for document in serde_json::Deserializer::from_slice(json).into_iter::<Value>().map_while(Result::ok) {
            self.walk(&document);
        }
    }

    fn walk(&mut self, value: &Value) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.walk(value)),
            Value::Object(fields) => {
                for (name, value) in fields {
                    self.field(name, value);
                    self.walk(value);
                }
            }
            _ => {}
        }
    }

    fn field(&mut self, name: &str, value: &Value) {
        match (name, value) {
            ("dsseEnvelope", Value::Object(_)) => self.add("dsse", value.to_string().as_bytes()),
            ("envelope", Value::String(text)) => self.add("checkpoint", text.as_bytes()),
            (_, Value::String(text)) => {
                let Ok(bytes) = STANDARD.decode(text) else { return };
                match name {
                    "rawBytes" => {
                        self.add("certificate", &bytes);
                        if let Some(list) = sct_list(&bytes) {
                            self.add("sct", list);
                        }
                    }
                    "canonicalizedBody" => self.add("entry_body", &bytes),
                    "signedTimestamp" => self.add("timestamp", &bytes),
                    "payload" => {
                        self.add("statement", &bytes);
                        self.add("predicate", &bytes);
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

/// The TLS structure in a certificate's extension.
fn sct_list(der: &[u8]) -> Option<&[u8]> {
    let at = der.windows(SCT_LIST.len()).position(|window| window == SCT_LIST)?;
    octets(octets(der.get(at + SCT_LIST.len()..)?)?)
}

/// The content of the OCTET STRING at the start.
fn octets(der: &[u8]) -> Option<&[u8]> {
    let (length, rest) = match der {
        [4, 0x81, length, rest @ ..] => (usize::from(*length), rest),
        [4, 0x82, high, low, rest @ ..] => (usize::from(u16::from_be_bytes([*high, *low])), rest),
        [4, length @ ..=0x7f, rest @ ..] => (usize::from(*length), rest),
        _ => return None,
    };
    rest.get(..length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fuzz_target_has_seeds() {
        let seeds = collect().unwrap().0;
        for entry in fs::read_dir(root().join("fuzz/fuzz_targets")).unwrap() {
            let path = entry.unwrap().path();
            let target = path.file_stem().and_then(|stem| stem.to_str()).unwrap();
            assert!(seeds.get(target).is_some_and(|seeds| !seeds.is_empty()), "{target}");
        }
    }
}
