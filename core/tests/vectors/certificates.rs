//! Every certificate in the bundles and trusted roots of others.

use std::collections::HashSet;
use std::path::Path;

use sealwright::Certificate;
use serde_json::Value;

#[test]
fn every_certificate_of_public_bundles_and_roots_is_read() {
    let mut seen = HashSet::new();
    let mut refused = Vec::new();
    for folder in ["real", "conformance", "roots"] {
        let Some(folder) = crate::folder(folder) else { return };
        walk(&folder, &mut |path, der| {
            // One bundle has the word in place of a certificate.
            if der != b"test"
                && seen.insert(der.clone())
                && let Err(error) = Certificate::from_der(der)
            {
                refused.push(format!("{}: {error}", path.display()));
            }
        });
    }
    println!("{} distinct certificates, {} refused", seen.len(), refused.len());
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert!(seen.len() > 50);
}

fn walk(folder: &Path, found: &mut dyn FnMut(&Path, Vec<u8>)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            for document in serde_json::Deserializer::from_str(&text).into_iter::<Value>().map_while(Result::ok) {
                certificates(&document, false, &mut |der| found(&path, der));
            }
        }
    }
}

/// Every `rawBytes` below a field that says it holds certificates.
fn certificates(value: &Value, inside: bool, found: &mut dyn FnMut(Vec<u8>)) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(text) if inside && name == "rawBytes" => {
                        if let Ok(der) = decode(text) {
                            found(der);
                        }
                    }
                    _ => certificates(value, inside || name.to_lowercase().contains("certificate"), found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| certificates(value, inside, found)),
        _ => {}
    }
}

fn decode(text: &str) -> Result<Vec<u8>, base64::DecodeError> {
    base64::Engine::decode(&base64::engine::general_purpose::STANDARD, text)
}
