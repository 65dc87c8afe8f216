//! Valid bundles with what it takes to verify them: the project's own, and the public vectors where they are.

use std::path::{Path, PathBuf};

use sealwright::{Artifact, Digest, Identity, Policy, PublicKey, TrustRoot, UnixTime, Verifier};
use sealwright::{
    Artifact, Digest, EvidenceDemand, Identity, LogDemand, Policy, PublicKey, SctDemand, TrustRoot, UnixTime, Verifier,
};

const NOW: UnixTime = UnixTime::from_secs(1_795_262_400);

pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) bundle: Vec<u8>,
    artifact: Artifact,
    policy: Policy,
    verifier: Verifier,
}

impl Case {
    pub(crate) fn accepts(&self, bundle: &[u8]) -> bool {
        self.verifier.verify_json(&self.artifact, bundle, &self.policy, NOW).is_ok()
    }
}

/// Every valid bundle; each is verified unchanged first.
pub(crate) fn valid() -> Vec<Case> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut cases = own(&here.join("../testdata/bundles"));
    let beside = here.join("../../shared/vectors");
    let vectors = std::env::var_os("SEALWRIGHT_VECTORS").map_or(beside, PathBuf::from).join("conformance");
    if vectors.is_dir() {
        cases.extend(conformance(&vectors));
    } else {
        eprintln!("skipped: no public vectors at {} (set SEALWRIGHT_VECTORS)", vectors.display());
    }
    for case in &cases {
        assert!(case.accepts(&case.bundle), "{} is not valid to begin with", case.name);
    }
    cases
}

fn own(folder: &Path) -> Vec<Case> {
    let rows = rows(&folder.join("cases.tsv"));
    let valid = rows.iter().filter(|row| row["expected"] == "pass");
    let case = |row: &Row| {
        let root = match row["root"].as_str() {
            "sigstore" => TrustRoot::sigstore(),
            "github" => TrustRoot::github(),
            "staging" => TrustRoot::from_json(&std::fs::read(folder.join("../roots/staging.json")).unwrap()),
            path => TrustRoot::from_json(&std::fs::read(folder.join(path)).unwrap()),
        };
        make(folder, row, &root.unwrap())
    };
    valid.map(case).collect()
}

fn conformance(folder: &Path) -> Vec<Case> {
    let rows = rows(&folder.join("cases.tsv"));
    let valid = rows.iter().filter(|row| row["expected"] == "pass");
    let case = |row: &Row| {
        let root = std::fs::read(folder.join(&row["trusted_root"])).unwrap();
        make(folder, row, &TrustRoot::from_json(&root).unwrap())
    };
    valid.map(case).collect()
}

fn make(folder: &Path, row: &Row, root: &TrustRoot) -> Case {
    let digest: Digest = row["digest"].parse().unwrap();
    let policy = if row["key"].is_empty() {
        let identity = match row["issuer"].as_str() {
            "" => Identity::exact_without_issuer(&row["identity"]),
            issuer => Identity::exact(&row["identity"], issuer),
        };
        Policy::signed_by(identity).unwrap()
    } else {
        Policy::key(PublicKey::from_pem(&std::fs::read_to_string(folder.join(&row["key"])).unwrap()).unwrap())
    };
    Case {
        name: row["bundle"].clone(),
        bundle: std::fs::read(folder.join(&row["bundle"])).unwrap(),
        artifact: Artifact::from_digest(digest),
        policy,
        verifier: Verifier::new(root).unwrap(),
    }
}

type Row = std::collections::BTreeMap<String, String>;

fn rows(path: &Path) -> Vec<Row> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let columns: Vec<_> = lines.next().unwrap().split('\t').collect();
    let row = |line: &str| {
        let cells = line.split('\t').chain(std::iter::repeat(""));
        columns.iter().map(|c| (*c).to_owned()).zip(cells.map(str::to_owned)).collect()
    };
    lines.map(row).collect()
}
