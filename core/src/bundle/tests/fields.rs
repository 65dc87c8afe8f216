//! Every field of a valid bundle, dropped, given twice, null, of another type, and under its original name.

use serde_json::json;

use super::*;

/// Fields that may be absent, null or empty without the bundle being less well-formed.
const OPTIONAL: &[&str] = &[
    // The model has no digest then: the artifact's own is used.
    "messageSignature.messageDigest",
    // Zero is left out by ProtoJSON; an entry without a time is one of Rekor v2.
    "verificationMaterial.tlogEntries[0].integratedTime",
    "verificationMaterial.tlogEntries[0].logIndex",
    "verificationMaterial.tlogEntries[0].inclusionProof.logIndex",
    "verificationMaterial.tlogEntries[0].inclusionProof.treeSize",
    // A tree of one leaf has no hashes beside it.
    "verificationMaterial.tlogEntries[0].inclusionProof.hashes",
    "verificationMaterial.tlogEntries[0].inclusionPromise",
    // What evidence there has to be is for the policy to say.
    "verificationMaterial.tlogEntries",
    "verificationMaterial.timestampVerificationData",
    "verificationMaterial.timestampVerificationData.rfc3161Timestamps",
    "dsseEnvelope.signatures[0].keyid",
];

/// The JSON pointers of all fields, with the places by which errors name them.
fn fields(value: &Value, pointer: &str, place: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(object) => {
            for (name, inner) in object {
                let (pointer, dot) = (format!("{pointer}/{name}"), if place.is_empty() { "" } else { "." });
                let place = format!("{place}{dot}{name}");
                found.push((pointer.clone(), place.clone()));
                fields(inner, &pointer, &place, found);
            }
        }
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                fields(inner, &format!("{pointer}/{index}"), &format!("{place}[{index}]"), found);
            }
        }
        _ => {}
    }
}

fn fields_of(name: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    fields(&json(name), "", "", &mut found);
    assert!(found.len() > 15);
    found
}

fn split(pointer: &str) -> (&str, &str) {
    pointer.rsplit_once('/').unwrap()
}

#[test]
fn a_field_that_is_dropped_or_null_is_missed_unless_it_is_optional() {
    for name in [COSIGN, ENVELOPE, V0_2] {
        for (pointer, place) in fields_of(name) {
            let (parent, field) = split(&pointer);
            let dropped = changed(name, |b| {
                b.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(field);
            });
            let null = changed(name, |b| *b.pointer_mut(&pointer).unwrap() = Value::Null);
            // What an entry says of itself has to agree: a proof for index 0 is not the one for another index.
            let optional = OPTIONAL.contains(&place.as_str());
            for outcome in [dropped, null] {
                match outcome {
                    Ok(_) => assert!(optional, "{name}: {place}"),
                    Err(error) if optional => {
                        assert_eq!(error.code().as_str(), "log.entry", "{name}: {place}: {error}")
                    }
                    Err(error) => assert_eq!(error.code(), Code::BundleMalformed, "{name}: {place}: {error}"),
                }
            }
        }
    }
}

#[test]
fn a_field_of_another_type_is_refused_with_its_place() {
    for name in [COSIGN, ENVELOPE, V0_2, KEY] {
        for (pointer, place) in fields_of(name) {
            let was = json(name).pointer(&pointer).unwrap().clone();
            for other in [json!(true), json!(1.5), json!("\u{7f}"), json!([]), json!([[]]), json!({}), json!({"x": 1})]
            {
                if std::mem::discriminant(&was) == std::mem::discriminant(&other) {
                    continue;
                }
                let error = changed(name, |b| *b.pointer_mut(&pointer).unwrap() = other.clone()).expect_err(&place);
                assert_eq!(error.code(), Code::BundleMalformed, "{place}: {error}");
                let at = error.at().unwrap_or_default().into_owned();
                assert!(at == place || at.starts_with(&format!("{place}[")), "{place}: {other}: at {at}: {error}");
            }
        }
    }
}

#[test]
fn an_unknown_field_is_refused_with_its_place_in_every_message() {
    for name in [COSIGN, ENVELOPE, V0_2, KEY] {
        let mut messages = vec![(String::new(), String::new())];
        messages.extend(fields_of(name).into_iter().filter(|f| json(name).pointer(&f.0).unwrap().is_object()));
        for (pointer, place) in messages {
            let (code, at) = fault(name, |b| b.pointer_mut(&pointer).unwrap()["extra"] = Value::Null);
            let dot = if place.is_empty() { "" } else { "." };
            assert_eq!((code, at), (Code::BundleMalformed, format!("{place}{dot}extra")));
        }
    }
}

/// The JSON of `name` with that field given a second time under `spelling`.
fn doubled(name: &str, pointer: &str, spelling: &str) -> String {
    let mut value = json(name);
    let (parent, field) = split(pointer);
    let parent = value.pointer_mut(parent).unwrap();
    let again = parent[field].clone();
    parent["second time"] = again;
    value.to_string().replace("\"second time\"", &format!("\"{spelling}\""))
}

#[test]
fn a_field_given_twice_is_refused_under_either_of_its_names() {
    for name in [COSIGN, ENVELOPE, V0_2, KEY] {
        for (pointer, place) in fields_of(name) {
            let field = split(&pointer).1.to_owned();
            for spelling in [field.clone(), snake_case(&field)] {
                let error = Bundle::from_json(doubled(name, &pointer, &spelling).as_bytes()).expect_err(&place);
                assert_eq!(error.code(), Code::BundleMalformed, "{place}: {error}");
            }
        }
    }
}

fn snake_case(name: &str) -> String {
    let push = |mut out: String, c: char| {
        if c.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
        out
    };
    name.chars().fold(String::new(), push)
}

/// The same message under the original names of the fields.
fn original_names(value: Value) -> Value {
    match value {
        // envelope.proto's fields are named in camel case already.
        Value::Object(object) if object.contains_key("payloadType") => Value::Object(object),
        Value::Object(object) => {
            object.into_iter().map(|(name, inner)| (snake_case(&name), original_names(inner))).collect()
        }
        Value::Array(list) => list.into_iter().map(original_names).collect(),
        other => other,
    }
}

#[test]
fn the_original_field_names_are_read_as_well() {
    for name in [COSIGN, ENVELOPE, V0_2, V0_1, KEY] {
        let (plain, original) = (read(&json(name)).unwrap(), read(&original_names(json(name))).unwrap());
        assert_eq!(format!("{plain:?}"), format!("{original:?}"), "{name}");
    }
}

#[test]
fn numbers_are_read_as_text_and_as_number() {
    let number = |value: &mut Value| *value = value.as_str().unwrap().parse::<u64>().unwrap().into();
    let as_numbers = changed(COSIGN, |b| {
        let entry = entry(b);
        number(&mut entry["logIndex"]);
        number(&mut entry["integratedTime"]);
        number(&mut entry["inclusionProof"]["logIndex"]);
        number(&mut entry["inclusionProof"]["treeSize"]);
    });
    assert_eq!(format!("{:?}", as_numbers.unwrap()), format!("{:?}", read(&json(COSIGN)).unwrap()));
}

#[test]
fn base64_that_is_not_strict_is_refused_with_its_place() {
    for name in [COSIGN, ENVELOPE] {
        let is_base64 = |place: &str| {
            let fields = ["rawBytes", "keyId", "signedEntryTimestamp", "rootHash", "canonicalizedBody"];
            let others = ["signedTimestamp", "digest", "signature", "payload", "sig"];
            fields.iter().chain(&others).any(|field| place.rsplit('.').next() == Some(field))
        };
        let texts: Vec<_> = fields_of(name).into_iter().filter(|field| is_base64(&field.1)).collect();
        assert!(texts.len() > 6);
        for (pointer, place) in texts {
            let text = json(name).pointer(&pointer).unwrap().as_str().unwrap().to_owned();
            let url_safe = format!("-{}", text.get(1..).unwrap());
            for bad in [format!("{text}\n"), format!(" {text}"), format!("{text}="), format!("{text}AAAA"), url_safe] {
                if bad.ends_with("AAAA") && !text.ends_with('=') {
                    continue;
                }
                let refused = fault(name, |b| *b.pointer_mut(&pointer).unwrap() = bad.into());
                assert_eq!(refused, (Code::BundleMalformed, place.clone()));
            }
        }
    }
}
