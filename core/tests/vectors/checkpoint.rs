//! Checkpoints and signed notes: the syntax of C2SP, signatures of logs and witnesses, and those of real logs.

use sealwright::{Checkpoint, CheckpointError, Log, LogId, PublicKey, Scheme, Sha256, UnixTime, Validity, Witness};
use serde_json::Value;

/// Where a vector allows either verdict, this is ours.
const PINNED: &[(&str, bool)] = &[
    // One line of the log's key verifies and another does not: whoever put it there is not to be trusted.
    ("duplicate-good-then-bad", false),
    // C2SP signed-note forbids control characters below U+0020; DEL is none of them.
    ("control-del", true),
];

#[test]
fn every_checkpoint_vector_has_its_verdict() {
    let Some(folder) = crate::folder("security/checkpoint") else { return };
    let text = std::fs::read_to_string(folder.join("vectors.jsonl")).unwrap();
    let (mut accepted, mut refused, mut either) = (0, 0, 0);
    let mut wrong = Vec::new();
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let id = case["id"].as_str().unwrap();
        let expected = match case["expected"]["verdict"].as_str().unwrap() {
            "either" => {
                either += 1;
                PINNED.iter().find(|pin| pin.0 == id).unwrap().1
            }
            verdict => verdict == "accept",
        };
        *if expected { &mut accepted } else { &mut refused } += 1;
        let verdict = verify(&case);
        if verdict.is_ok() != expected {
            wrong.push(format!("{id}: {:?}", verdict.err()));
        }
    }
    println!("checkpoint: {accepted} accepted, {refused} refused, of these {either} by our own choice");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn verify(case: &Value) -> Result<(), String> {
    let bytes = match case["note_b64"].as_str() {
        Some(text) => crate::base64(text),
        None => case["note"].as_str().unwrap().as_bytes().to_vec(),
    };
    let note = String::from_utf8(bytes).map_err(|e| e.to_string())?;
    let checkpoint = Checkpoint::parse(&note).map_err(|e| e.to_string())?;
    for (field, found) in [("size", checkpoint.head().size.to_string()), ("root", base64_of(checkpoint.head().root))] {
        if let Some(expected) = case["expected"][field].as_str() {
            assert_eq!(found, expected, "{field} of {}", case["id"]);
        }
    }
    for key in case["keys"].as_array().unwrap().iter().filter(|key| is_witness(key)) {
        let witness = Witness::new(text_of(key), public_key(key)).unwrap();
        let time = checkpoint.cosigned_by(&witness).map_err(|e| e.to_string())?;
        let expected = case["expected"]["cosignature_time"].as_i64().map(UnixTime::from_secs);
        assert!(expected.is_none() || time == expected);
    }
    let origin = case["origin"].as_str();
    let keys: Vec<_> = case["keys"].as_array().unwrap().iter().filter(|key| !is_witness(key)).collect();
    // The vectors of real bundles name no origin: there, another log's key has no say.
    let named = |key: &&&Value| origin.is_none_or(|origin| origin.starts_with(text_of(key)));
    let own: Vec<_> = keys.iter().filter(named).collect();
    let asked = if own.is_empty() { keys.iter().collect() } else { own };
    let verdicts: Vec<_> = asked.iter().map(|key| checkpoint.verify(&log(key, origin))).collect();
    let other = |error: &CheckpointError| matches!(error, CheckpointError::Origin { .. }) && origin.is_none();
    match verdicts.iter().filter_map(|verdict| verdict.as_ref().err()).find(|error| !other(error)) {
        Some(error) => Err(error.to_string()),
        None if verdicts.iter().any(Result::is_ok) => Ok(()),
        None => Err("no key is that of the checkpoint's log".to_owned()),
    }
}

fn is_witness(key: &Value) -> bool {
    key["type"] == "cosignature-v1-ed25519"
}

fn public_key(key: &Value) -> PublicKey {
    PublicKey::from_spki_der(crate::base64(key["spki"].as_str().unwrap())).unwrap()
}

/// A log as a trusted root has it: known by the origin that is asked for, or else by its key's name.
fn log(key: &Value, origin: Option<&str>) -> Log {
    let name = text_of(key);
    let public_key = public_key(key);
    let scheme = Scheme::of(public_key.kind());
    let (id, host) = match key["type"].as_str().unwrap() {
        "ed25519" => {
            let raw = public_key.spki_der().last_chunk::<32>().unwrap();
            let named = [name.as_bytes(), b"\n\x01", raw].concat();
            // The vectors with an origin ask for it and no other.
            let is_asked = origin.is_none_or(|origin| origin == name);
            (LogId(Sha256::of(&named).0), if is_asked { name } else { origin.unwrap() })
        }
        _ => (LogId::of_key(&public_key), name),
    };
    let validity = Validity { start: UnixTime::from_secs(0), end: None };
    Log::new(id, public_key, scheme, validity, format!("https://{host}"))
}

fn text_of(key: &Value) -> &str {
    key["name"].as_str().unwrap()
}

fn base64_of(root: Sha256) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(root.0)
}
