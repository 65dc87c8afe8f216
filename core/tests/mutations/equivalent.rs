//! The changes that are accepted, each with its reason: what they touch is not evidence, or says the same.

use serde_json::Value;

/// Why a changed bundle that was accepted says the same as the original; `None` is a hole.
pub(crate) fn reason(original: &[u8], changed: &[u8]) -> Option<&'static str> {
    let original: Value = serde_json::from_slice(original).ok()?;
    let changed: Value = serde_json::from_slice(changed).ok()?;
    let mut differences = Vec::new();
    compare("", &original, &changed, &mut differences);
    let reasons: Option<Vec<_>> = differences.iter().map(|d| of(d)).collect();
    match reasons?.as_slice() {
        [] => Some("the same JSON value in another spelling"),
        [first, ..] => Some(first),
    }
}

struct Difference<'v> {
    path: String,
    before: &'v Value,
    after: &'v Value,
}

fn of(difference: &Difference<'_>) -> Option<&'static str> {
    let Difference { path, before, after } = difference;
    let gone = after.is_null();
    match path.as_str() {
        ".messageSignature.messageDigest"
        | ".messageSignature.messageDigest.algorithm"
        | ".messageSignature.messageDigest.digest"
            if gone =>
        {
            Some("messageDigest left out: the artifact's own digest is what is verified")
        }
        ".verificationMaterial.publicKey.hint" => {
            Some("the key's hint changed: the policy names the key, the hint only helps to find it")
        }
        ".dsseEnvelope.signatures[0].keyid" if gone || before.is_null() => {
            Some("keyid left out: nothing depends on it")
        }
        ".mediaType" => Some("the media type of another version whose rules the bundle meets too"),
        ".verificationMaterial.timestampVerificationData"
        | ".verificationMaterial.timestampVerificationData.rfc3161Timestamps"
            if empty(after) =>
        {
            Some("a timestamp left out beside a log promise: less evidence, and still enough")
        }
        _ if gone && path.ends_with("].inclusionPromise") => {
            Some("a promise left out beside a timestamp: optional from v0.2 on (sigstore_bundle.proto)")
        }
        _ if gone && path.ends_with("].inclusionProof") => {
            Some("a proof left out beside a promise: optional in v0.1 (sigstore_bundle.proto)")
        }
        ".verificationMaterial.x509CertificateChain.certificates" if is_shorter(before, after) => {
            Some("a certificate of the chain left out: the trusted root has the very same")
        }
        _ if gone && empty(before) => Some("an empty field left out, as protobuf-JSON allows"),
        _ if before.is_null() && empty(after) => Some("an empty field written out, as protobuf-JSON allows"),
        _ if path.ends_with(".inclusionProof.checkpoint.envelope") && only_cosignatures(before, after) => {
            Some("a cosignature of a witness changed: unknown cosignatures are ignored (C2SP tlog-cosignature)")
        }
        _ => None,
    }
}

/// Whether one element after the first was left out.
fn is_shorter(before: &Value, after: &Value) -> bool {
    let (Some(before), Some(after)) = (before.as_array(), after.as_array()) else { return false };
    before.len() == after.len() + 1 && before.first() == after.first() && after.iter().all(|one| before.contains(one))
}

fn empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(b) => !b,
        Value::Number(n) => n.as_i64() == Some(0),
        Value::String(s) => s.is_empty() || s == "0",
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.values().all(empty),
    }
}

/// Whether the note is the same, and a signature line in the name of its log too.
fn only_cosignatures(before: &Value, after: &Value) -> bool {
    let parts = |value: &'_ Value| {
        let (note, signatures) = value.as_str()?.split_once("\n\n")?;
        let origin = note.lines().next()?;
        let name = origin.split(" - ").next()?.to_owned();
        let own = signatures.lines().filter(|line| line.contains(&format!(" {name} ")));
        Some((note.to_owned(), own.map(str::to_owned).collect::<Vec<_>>()))
    };
    match (parts(before), parts(after)) {
        (Some((note, own)), Some((other_note, other))) => note == other_note && own.iter().any(|l| other.contains(l)),
        _ => false,
    }
}

fn compare<'v>(path: &str, before: &'v Value, after: &'v Value, found: &mut Vec<Difference<'v>>) {
    match (before, after) {
        (Value::Object(b), Value::Object(a)) => {
            for key in b.keys().chain(a.keys().filter(|k| !b.contains_key(*k))) {
                let (before, after) = (b.get(key).unwrap_or(&Value::Null), a.get(key).unwrap_or(&Value::Null));
                compare(&format!("{path}.{key}"), before, after, found);
            }
        }
        (Value::Array(b), Value::Array(a)) if b.len() == a.len() => {
            for (index, (before, after)) in b.iter().zip(a).enumerate() {
                compare(&format!("{path}[{index}]"), before, after, found);
            }
        }
        _ if before == after => {}
        _ => found.push(Difference { path: path.to_owned(), before, after }),
    }
}
