//! Statements of real attestations, each read into the predicate that its type says, and written again without loss.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sealwright::{Predicate, Statement};
use serde_json::Value;

/// Files with a payload that is no statement, and why.
const NO_STATEMENT: &[(&str, &str)] = &[
    ("npm-cli/bad-dsse-payload-bundle.json", "the payload is damaged on purpose"),
    ("archivista/invalid_payload.attestation.json", "the payload is no statement on purpose"),
    ("npm-cli/no-provenance-subject-bundle.json", "the subject is left out on purpose"),
    ("attestation-verifier/clone.fe1c6281.json", "`type` stands in the place of `_type`"),
    ("collector/onebad.jsonl.4.json", "no `_type`"),
    ("collector/onebad.jsonl.5.json", "no `_type`"),
    ("collector/onebad.jsonl.6.json", "no `_type`"),
    ("collector/output.json.1.json", "no `_type`"),
    ("in-toto-golang/dsse-only.root.layout", "a layout"),
    ("in-toto-golang/package-dsse.2f89b927.link", "a link of before statements"),
    ("in-toto-golang/update-version-dsse.776a00e2.link", "a link of before statements"),
    ("sigstore-rust/cosign_v3_missing_fields.json", "the subject's digest is cut short"),
    ("witness/fulcio-policy-presigned.json", "a policy"),
    ("witness/policy-hello-signed.json", "a policy"),
];

/// Types of which no specification says what is in them, or none that is read here.
const OTHER: &[&str] = &[
    "https://model_signing/signature/v1.0",
    "https://model_signing/Digests/v0.1",
    "https://witness.testifysec.com/attestation-collection/v0.1",
    "https://schemas.conda.org/attestations-publish-1.schema.json",
    "https://sigstore.dev/cosign/sign/v1",
    "https://cosign.sigstore.dev/attestation/v1",
    "cosign.sigstore.dev/attestation/v1",
];

#[test]
fn every_statement_is_read_by_its_type_and_written_without_loss() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut complaints = Vec::new();
    let mut known = Vec::new();
    for folder in ["slsa/attestations", "real/bundles"] {
        let Some(folder) = crate::folder(folder) else { return };
        for (file, payload) in payloads(&folder) {
            match judge(&payload) {
                Ok(predicate_type) => *counts.entry(predicate_type).or_default() += 1,
                Err(why) => match NO_STATEMENT.iter().find(|(name, _)| file.ends_with(name)) {
                    Some((name, _)) => known.push(*name),
                    None => complaints.push(format!("{}: {why}", file.display())),
                },
            }
        }
    }
    let total: usize = counts.values().sum();
    eprintln!("{total} statements of {} types: {counts:#?}", counts.len());
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
    let unused: Vec<_> = NO_STATEMENT.iter().filter(|(name, _)| !known.contains(name)).collect();
    assert!(unused.is_empty(), "these are statements after all: {unused:?}");
    assert!(total > 300, "{total}");
}

fn judge(payload: &[u8]) -> Result<String, String> {
    let statement = Statement::from_payload(payload).map_err(|error| error.to_string())?;
    let predicate = Predicate::of(&statement).map_err(|error| format!("{}: {error}", statement.predicate_type()))?;
    if matches!(predicate, Predicate::Other { .. }) && !OTHER.contains(&statement.predicate_type()) {
        return Err(format!("{} is of no known type", statement.predicate_type()));
    }
    let value = |json: &str| serde_json::from_str::<Value>(json).unwrap();
    let (was, is) = (value(statement.predicate_json().unwrap_or("null")), value(&predicate.to_json()));
    if was != is {
        return Err(format!("{} is written as {is}", statement.predicate_type()));
    }
    Ok(statement.predicate_type().to_owned())
}

/// Every payload of an envelope, in whatever wrapper, below a folder.
fn payloads(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let values = serde_json::Deserializer::from_slice(&bytes).into_iter::<Value>().map_while(Result::ok);
            values.for_each(|value| collect(&value, &mut |payload| found.push((path.clone(), payload))));
        }
    }
    found
}

fn collect(value: &Value, found: &mut impl FnMut(Vec<u8>)) {
    match value {
        Value::Object(object) => {
            // DSSE has `payload`, PEP 740 `statement` beside a signature.
            let text = |key: &str| object.get(key).and_then(Value::as_str);
            let sealed = match (text("payload"), text("statement")) {
                (Some(payload), _) if object.contains_key("payloadType") => Some(payload),
                (_, Some(statement)) if object.contains_key("signature") => Some(statement),
                _ => None,
            };
            // A base64 of either alphabet; what is none is no payload.
            let standard = sealed.map(|text| text.replace('-', "+").replace('_', "/"));
            if let Some(payload) = standard.and_then(|text| decode(&text)) {
                found(payload);
            }
            object.values().for_each(|value| collect(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| collect(value, found)),
        _ => {}
    }
}

fn decode(text: &str) -> Option<Vec<u8>> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(text).ok()
}
