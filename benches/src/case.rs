use std::path::PathBuf;

use crate::Result;

/// A real bundle to verify, with what it is verified against.
#[derive(Debug)]
pub struct Case {
    /// How the tables call it.
    pub name: &'static str,
    /// Which bar it has to clear.
    pub group: Group,
    /// Where the bundle is.
    pub path: PathBuf,
    /// The bundle's JSON.
    pub bundle: Vec<u8>,
    /// The artifact, as `algorithm:hex`.
    pub digest: String,
    /// The trusted root's JSON.
    pub root: Vec<u8>,
    /// The identity that the policy demands.
    pub identity: String,
    /// The issuer that the policy demands.
    pub issuer: String,
}

/// What is demanded of a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// At most 1.10 of the floor, 25 µs and 60 allocations beyond the signatures.
    Plain,
    /// Rekor v2 with a timestamp: at most 1.10 of the floor.
    RekorV2,
}

/// Every case of the tables: its name, its bundle in `testdata/bundles`, and its bar. The first is the one that issue budgets name:
/// one P-384 and four P-256 signatures.
pub const CASES: [(&str, &str, Group); 9] = [
    ("message v0.3", "bundle_v3.json", Group::Plain),
    ("message v0.3 with TSA", "cosign-v3-blob.sigstore.json", Group::Plain),
    ("message v0.2", "bundle_v3_github.whl.sigstore", Group::Plain),
    ("message v0.1", "invalid-ct-key.sigstore.json", Group::Plain),
    ("DSSE v0.3", "conda-attestation.sigstore.json", Group::Plain),
    ("DSSE v0.3, 36 subjects", "github_build_provenance_jdx_mise.json", Group::Plain),
    ("DSSE v0.1, npm provenance", "sigstore.js@2.0.0-provenance.sigstore.json", Group::Plain),
    ("Rekor v2 message with TSA", "staging-rekor-v2.txt.sigstore.json", Group::RekorV2),
    ("Rekor v2 DSSE with TSA", "conda-attestation-rekor2.sigstore.json", Group::RekorV2),
];

impl Case {
    /// All of [`CASES`], read from `testdata`; digest, root, identity and issuer are those of `cases.tsv`.
    pub fn all() -> Result<Vec<Self>> {
        let table = std::fs::read_to_string(testdata("bundles/cases.tsv"))?;
        CASES.iter().map(|&(name, file, group)| Self::read(&table, name, file, group)).collect()
    }

    fn read(table: &str, name: &'static str, file: &str, group: Group) -> Result<Self> {
        for line in table.lines() {
            let mut columns = line.split('\t');
            let mut next = || columns.next().unwrap_or_default();
            let (bundle, _artifact, digest, root) = (next(), next(), next(), next());
            let (identity, issuer, _key, expected) = (next(), next(), next(), next());
            if bundle == file && expected == "pass" {
                let path = testdata("bundles").join(file);
                return Ok(Self {
                    name,
                    group,
                    bundle: std::fs::read(&path)?,
                    path,
                    digest: digest.to_owned(),
                    root: std::fs::read(root_path(root)?)?,
                    identity: identity.to_owned(),
                    issuer: issuer.to_owned(),
                });
            }
        }
        Err(format!("cases.tsv has no passing row of {file}").into())
    }
}

/// The production trusted root's JSON, as a file that a caller brings.
pub fn production_root() -> Result<Vec<u8>> {
    Ok(std::fs::read(root_path("sigstore")?)?)
}

fn root_path(name: &str) -> Result<PathBuf> {
    match name {
        "sigstore" | "github" => Ok(testdata("../core/roots").join(format!("{name}.json"))),
        "staging" => Ok(testdata("roots/staging.json")),
        other => Err(format!("cases.tsv names a root that is not measured: {other}").into()),
    }
}

fn testdata(path: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../testdata")).join(path)
}
