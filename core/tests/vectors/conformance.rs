//! The public Sigstore client conformance cases, each by path and by digest, and the CPython releases.

use std::path::{Path, PathBuf};

use sealwright::{Artifact, Bundle, Code, Identity, Policy, PublicKey, TrustRoot, UnixTime, Verifier};

/// After every time in the vectors, and fixed: no test reads a clock.
const NOW: UnixTime = UnixTime::from_secs(1_795_262_400);

struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
        Self { columns: lines.next().unwrap(), rows: lines.collect() }
    }

    fn get<'r>(&self, row: &'r [String], column: &str) -> &'r str {
        let index = self.columns.iter().position(|c| c == column).unwrap();
        row.get(index).map_or("", String::as_str)
    }
}

fn policy(folder: &Path, key: &str, identity: &str, issuer: &str) -> Result<Policy, String> {
    if key.is_empty() {
        return Policy::signed_by(Identity::exact(identity, issuer)).map_err(|e| e.to_string());
    }
    let pem = std::fs::read_to_string(folder.join(key)).unwrap();
    Ok(Policy::key(PublicKey::from_pem(&pem).map_err(|e| e.to_string())?))
}

fn verify(root: &[u8], bundle: &[u8], artifact: &Artifact, policy: &Policy) -> Result<(), String> {
    let trust = TrustRoot::from_json(root).map_err(|e| e.to_string())?;
    let verifier = Verifier::new(&trust).map_err(|e| e.to_string())?;
    verifier.verify_json(artifact, bundle, policy, NOW).map(drop).map_err(|e| e.to_string())
}

#[test]
fn every_conformance_case_gets_its_verdict_by_path_and_by_digest() {
    let Some(folder) = crate::folder("conformance") else { return };
    let table = Table::read(&folder.join("cases.tsv"));
    let mut wrong = Vec::new();
    let mut runs = 0;
    for row in &table.rows {
        let get = |column| table.get(row, column);
        let path = |column| -> PathBuf { folder.join(get(column)) };
        let bundle = std::fs::read(path("bundle")).unwrap();
        let root = std::fs::read(path("trusted_root")).unwrap();
        let digests = Bundle::from_json(&bundle).map_or(Default::default(), |b| b.digest_algorithms());
        let by_path = Artifact::from_path_with(path("artifact"), digests).unwrap();
        let by_digest = Artifact::from_digest(get("digest").parse().unwrap());
        for artifact in [by_path, by_digest] {
            runs += 1;
            let verdict = policy(&folder, get("key"), get("identity"), get("issuer"))
                .and_then(|policy| verify(&root, &bundle, &artifact, &policy));
            if std::env::var_os("SEALWRIGHT_SHOW").is_some() {
                eprintln!("{}: {verdict:?}", get("case"));
            }
            if verdict.is_ok() != (get("expected") == "pass") {
                wrong.push(format!("{} expected {}: {verdict:?}", get("case"), get("expected")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {runs} wrong:\n{}", wrong.len(), wrong.join("\n"));
    println!("conformance: {} cases, {runs} runs, all as stated", table.rows.len());
}

#[test]
fn ghsa_vjxv_45g9_9296_a_real_attestation_of_another_type_never_satisfies_the_policy() {
    let Some(folder) = crate::folder("conformance") else { return };
    let table = Table::read(&folder.join("cases.tsv"));
    let row = table.rows.iter().find(|row| table.get(row, "case").ends_with("happy-path-intoto-in-dsse-v3")).unwrap();
    let get = |column| table.get(row, column);
    let read = |column| std::fs::read(folder.join(get(column))).unwrap();
    let verifier = Verifier::new(&TrustRoot::from_json(&read("trusted_root")).unwrap()).unwrap();
    let artifact = Artifact::from_bytes(read("artifact"));
    let codes = |types: &[&str]| {
        let policy = policy(&folder, get("key"), get("identity"), get("issuer")).unwrap();
        let policy = types.iter().fold(policy, |policy, one| policy.predicate_type(*one));
        let verdict = verifier.verify_json(&artifact, &read("bundle"), &policy, NOW);
        verdict.map_or_else(|refusal| refusal.failures().iter().map(|check| check.code).collect(), |_| Vec::new())
    };
    assert_eq!(codes(&["https://slsa.dev/provenance/v1"]), []);
    assert_eq!(codes(&["https://spdx.dev/Document", "https://slsa.dev/provenance/v1"]), []);
    for others in [
        &["https://spdx.dev/Document"][..],
        &["https://spdx.dev/Document", "https://cyclonedx.org/bom"],
        &["https://slsa.dev/provenance/v0.2"],
        &["https://slsa.dev/provenance/v"],
        &["https://slsa.dev/provenance/v1.0"],
        &["slsaprovenance"],
        &["*"],
        &[""],
    ] {
        assert_eq!(codes(others), [Code::PredicateType], "{others:?}");
    }
}

#[test]
fn every_cpython_release_is_verified() {
    let Some(folder) = crate::folder("conformance") else { return };
    let table = Table::read(&folder.join("cpython-cases.tsv"));
    let verifier = Verifier::new(&TrustRoot::sigstore().unwrap()).unwrap();
    let mut wrong = Vec::new();
    for row in &table.rows {
        let get = |column| table.get(row, column);
        let bundle = std::fs::read(folder.join(get("bundle"))).unwrap();
        let artifact = Artifact::from_digest(get("digest").parse().unwrap());
        let policy = policy(&folder, "", get("identity"), get("issuer")).unwrap();
        if let Err(refusal) = verifier.verify_json(&artifact, &bundle, &policy, NOW) {
            wrong.push(format!("{}: {refusal}", get("release")));
        }
    }
    assert!(wrong.is_empty(), "{} refused:\n{}", wrong.len(), wrong.join("\n"));
    println!("CPython: {} releases verified", table.rows.len());
}
