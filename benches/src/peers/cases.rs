//! What every runner is given: the cases, and of each what it has to accept and what it has to refuse.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sealwright::DigestAlgorithm;
use sealwright::local::{Authority, Recipe};
use serde_json::{Value, json};

use crate::signature::{digest, hex};
use crate::{Case, Result};

/// The cases of [`crate::CASES`] that are run side by side: in the table their names, and whether they are on Rekor v2.
pub const SIDE_BY_SIDE: [(&str, bool); 5] = [
    ("message v0.3", false),
    ("DSSE v0.3", false),
    ("DSSE v0.1, npm provenance", false),
    ("Rekor v2 message with TSA", true),
    ("Rekor v2 DSSE with TSA", true),
];

/// What is tried before anything is measured: the first must be accepted, the next two must be refused by everybody. Of
/// the rest it is told who overlooks it.
pub const TRIALS: [&str; 3] = ["the right bundle", "a wrong digest", "a wrong identity"];

/// Bundles of a batch: enough that how it begins and ends does not count.
const BATCH: usize = 256;

/// Writes all that runners read into `folder`, and gives the path of the description.
pub fn describe(folder: &Path) -> Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let all = Case::all()?;
    let named = |name: &str| all.iter().find(|case| case.name == name).ok_or_else(|| format!("no case {name}"));
    let mut cases = Vec::new();
    for (number, (name, _)) in SIDE_BY_SIDE.into_iter().enumerate() {
        cases.push(describe_case(&folder.join(number.to_string()), named(name)?)?);
    }
    let description = json!({ "cases": cases, "batch": describe_batch(&folder.join("batch"))? });
    let path = folder.join("cases.json");
    std::fs::write(&path, serde_json::to_vec_pretty(&description)?)?;
    Ok(path)
}

fn describe_case(folder: &Path, case: &Case) -> Result<Value> {
    std::fs::create_dir_all(folder)?;
    let (algorithm, right) = digest(&case.digest)?;
    let artifact = artifact(case)?;
    let wrong_artifact = folder.join("wrong");
    std::fs::write(&wrong_artifact, "another artifact")?;
    let wrong = DigestAlgorithm::Sha256.digest(b"another artifact");
    let wrong: String = hex(wrong.as_bytes()).chars().cycle().take(right.len() * 2).collect();
    let right = hex(&right);
    let trial = |what: &str, bundle: &Path, digest: &str, artifact: Option<&Path>, identity: &str| json!({ "what": what, "bundle": bundle, "digest": digest, "artifact": artifact, "identity": identity });
    let [accepted, wrong_digest, wrong_identity] = TRIALS;
    let (bundle, given) = (case.path.as_path(), artifact.as_deref());
    let mut trials = vec![
        trial(accepted, bundle, &right, given, &case.identity),
        trial(wrong_digest, bundle, &wrong, given.map(|_| wrong_artifact.as_path()), &case.identity),
        trial(wrong_identity, bundle, &right, given, "stranger@example.com"),
    ];
    for (what, broken) in broken(&serde_json::from_slice(&case.bundle)?) {
        let path = folder.join(format!("{}.json", what.replace(' ', "-")));
        std::fs::write(&path, broken.to_string())?;
        trials.push(trial(what, &path, &right, given, &case.identity));
    }
    let root = folder.join("root.json");
    std::fs::write(&root, &case.root)?;
    Ok(json!({ "name": case.name, "root": root, "issuer": case.issuer, "algorithm": algorithm, "trials": trials }))
}

/// The artifact itself, for clients that take no digest; those of DSSE bundles read none.
fn artifact(case: &Case) -> Result<Option<PathBuf>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = || here.join("../../shared/vectors");
    let vectors = std::env::var_os("SEALWRIGHT_VECTORS").map_or_else(beside, PathBuf::from);
    let path = match case.name {
        // Not ours to publish: it is among the public vectors, or the clients that need it are left out of this case.
        "message v0.3" => vectors.join("real/artifacts/sigstore-python/bundle_v3.txt"),
        "Rekor v2 message with TSA" => here.join("../testdata/bundles/staging-rekor-v2.txt"),
        _ => return Ok(None),
    };
    if !path.is_file() {
        return Ok(None);
    }
    let found = DigestAlgorithm::Sha256.digest(&std::fs::read(&path)?);
    if case.digest != format!("sha256:{}", hex(found.as_bytes())) {
        return Err(format!("{} is not the artifact of {}", path.display(), case.name).into());
    }
    Ok(Some(path))
}

/// The bundle with one piece of its evidence broken at a time, as much as it has of it.
fn broken(bundle: &Value) -> Vec<(&'static str, Value)> {
    const ENTRY: &str = "/verificationMaterial/tlogEntries/0";
    let pieces = [
        ("signature", "/messageSignature/signature".to_owned()),
        ("signature", "/dsseEnvelope/signatures/0/sig".to_owned()),
        ("promise", format!("{ENTRY}/inclusionPromise/signedEntryTimestamp")),
        ("inclusion proof", format!("{ENTRY}/inclusionProof/hashes/0")),
        ("checkpoint", format!("{ENTRY}/inclusionProof/checkpoint/envelope")),
        ("timestamp", "/verificationMaterial/timestampVerificationData/rfc3161Timestamps/0/signedTimestamp".to_owned()),
    ];
    let mut found = Vec::new();
    for (what, pointer) in pieces {
        let mut bundle = bundle.clone();
        let Some(Value::String(text)) = bundle.pointer_mut(&pointer) else { continue };
        let changed = if what == "checkpoint" { break_note(text) } else { break_base64(text) };
        if let Some(changed) = changed {
            *text = changed;
            found.push((what, bundle));
        }
    }
    found
}

/// The last octet is part of the signature, or of the hash: the text still parses.
fn break_base64(text: &str) -> Option<String> {
    let mut bytes = BASE64_STANDARD.decode(text).ok()?;
    *bytes.last_mut()? ^= 1;
    Some(BASE64_STANDARD.encode(bytes))
}

/// C2SP signed-note: every signature is on a line of its own, its base64 last.
fn break_note(note: &str) -> Option<String> {
    let (text, signatures) = note.split_once("\n\n")?;
    let signatures: Option<String> = signatures
        .lines()
        .map(|line| line.rsplit_once(' ').and_then(|(name, sig)| Some(format!("{name} {}\n", break_base64(sig)?))))
        .collect();
    Some(format!("{text}\n\n{}", signatures?))
}

/// Bundles of a local authority, each with a certificate and a checkpoint of its own, so that nothing is seen twice.
fn describe_batch(folder: &Path) -> Result<Value> {
    std::fs::create_dir_all(folder)?;
    let authority = Authority::new()?;
    let root = folder.join("root.json");
    std::fs::write(&root, authority.trusted_root_json()?)?;
    let mut trials = Vec::new();
    for number in 0..BATCH {
        let made = authority.make(&Recipe::message(format!("artifact {number}")))?;
        let path = folder.join(format!("{number}.json"));
        std::fs::write(&path, made.json())?;
        let digest = hex(DigestAlgorithm::Sha256.digest(made.artifact()).as_bytes());
        trials.push(json!({ "bundle": path, "digest": digest, "identity": "signer@example.com" }));
    }
    let issuer = "https://accounts.example.com";
    Ok(json!({ "root": root, "issuer": issuer, "algorithm": "sha256", "trials": trials }))
}
