use super::*;
use crate::check::Explain;

/// A bundle for each kind of entry.
const KINDS: &[&str] = &[
    "cosign-v3-blob.sigstore.json",
    "staging-rekor-v2.txt.sigstore.json",
    "conda-attestation.sigstore.json",
    "sigstore.js@2.0.0-provenance.sigstore.json",
];

/// Every path to a value in a JSON document, containers included.
pub(super) fn paths(value: &Value) -> Vec<String> {
    fn walk(value: &Value, at: &str, found: &mut Vec<String>) {
        found.push(at.to_owned());
        match value {
            Value::Object(fields) => fields.iter().for_each(|(key, v)| walk(v, &format!("{at}/{key}"), found)),
            Value::Array(items) => (0..).zip(items).for_each(|(i, v): (usize, _)| walk(v, &format!("{at}/{i}"), found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(value, "", &mut found);
    found
}

fn with(name: &str, body: &str) -> Result<LogEntry, EntryError> {
    Raw { body: body.as_bytes().to_vec(), ..Raw::of(&bundle(name)) }.entry()
}

// rekor GHSA-frqx-jfcm-6jjr, GHSA-843x-px86-vq42.
#[test]
fn every_field_that_is_null_missing_or_of_another_type_is_an_error() {
    let mut counted = 0;
    for name in KINDS {
        let body = Raw::of(&bundle(name)).body();
        assert!(with(name, &body.to_string()).is_ok());
        for path in paths(&body) {
            for other in [
                Value::Null,
                true.into(),
                7.into(),
                "".into(),
                "\u{0}".into(),
                [0; 0].into(),
                Value::Object(Default::default()),
            ] {
                let mut changed = body.clone();
                *changed.pointer_mut(&path).unwrap() = other;
                // A payload type is any text; that it is the envelope's is for the comparison.
                let any_text = path.ends_with("/payloadType") && changed.pointer(&path) == Some(&"\u{0}".into());
                assert!(changed == body || any_text || with(name, &changed.to_string()).is_err(), "{name}{path}");
                counted += 1;
            }
            let Some((parent, last)) = path.rsplit_once('/') else { continue };
            let mut changed = body.clone();
            if let Some(Value::Object(fields)) = changed.pointer_mut(parent) {
                fields.remove(last);
                assert!(with(name, &changed.to_string()).is_err(), "{name} without {path}");
            }
            if let Some(Value::Array(items)) = changed.pointer_mut(parent) {
                items.push(items[0].clone());
                assert!(with(name, &changed.to_string()).is_err(), "{name} with {path} twice");
            }
        }
    }
    assert!(counted > 200);
}

#[test]
fn unknown_and_duplicate_fields_are_refused_at_every_level() {
    for name in KINDS {
        let body = Raw::of(&bundle(name)).body();
        for path in paths(&body) {
            let mut changed = body.clone();
            let Some(Value::Object(fields)) = changed.pointer_mut(&path) else { continue };
            let first = fields.iter().next().map(|(key, value)| format!("{key:?}:{value},")).unwrap();
            fields.insert("0".into(), 0.into());
            let unknown = changed.to_string();
            assert!(with(name, &unknown).is_err(), "{name}{path}");
            assert!(with(name, &unknown.replace("\"0\":0,", &first)).is_err(), "{name}{path}");
        }
    }
}

// cosign 4229f6d1.
#[test]
fn a_body_that_is_no_json_object_is_refused() {
    for body in ["", "null", "[]", "{}", "\"x\"", "1", "{", "\u{feff}{}"] {
        let error = with(KINDS[0], body).unwrap_err();
        assert!(matches!(error, EntryError::Body { .. }), "{body:?}: {error:?}");
    }
    let good = Raw::of(&bundle(KINDS[0])).body().to_string();
    assert!(with(KINDS[0], &format!("{good}{{}}")).is_err());
    let raw = Raw { body: vec![0xff, b'{', b'}'], ..Raw::of(&bundle(KINDS[0])) };
    assert!(matches!(raw.entry(), Err(EntryError::NotUtf8)));
}

#[test]
fn a_digest_of_another_algorithm_than_its_kind_has_is_refused() {
    let change = |name: &str, path: &str, value: &str| {
        let mut body = Raw::of(&bundle(name)).body();
        *body.pointer_mut(path).unwrap() = value.into();
        with(name, &body.to_string()).unwrap_err().at().map(String::from)
    };
    let digest = "ab".repeat(64);
    for algorithm in ["md5", "sha1", "SHA256", "sha512"] {
        assert!(change(KINDS[0], "/spec/data/hash/algorithm", algorithm).is_some());
        assert!(change(KINDS[2], "/spec/payloadHash/algorithm", algorithm).is_some());
        assert!(change(KINDS[1], "/spec/hashedRekordV002/data/algorithm", algorithm).is_some());
    }
    let at = change(KINDS[0], "/spec/data/hash/value", &digest);
    assert_eq!(at.unwrap(), "canonicalizedBody: spec.data.hash");
}

#[test]
fn sha_384_and_sha_512_entries_are_read() {
    for (algorithm, digest) in [("sha384", "ab".repeat(48)), ("sha512", "ab".repeat(64))] {
        let mut body = Raw::of(&bundle(KINDS[0])).body();
        body["spec"]["data"]["hash"] = serde_json::json!({ "algorithm": algorithm, "value": digest });
        let entry = with(KINDS[0], &body.to_string()).unwrap();
        assert_eq!(entry.signed_digest().unwrap().to_string(), format!("{algorithm}:{digest}"));
    }
}
