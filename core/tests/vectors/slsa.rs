//! slsa-verifier's own cases: every one gives the result that is expected there, for the reason that its error names.

use std::collections::BTreeMap;
use std::path::Path;

use sealwright::{
    Artifact, Builders, Bundle, Code, Content, Expectations, Policy, Provenance, Refusal, TrustRoot, UnixTime,
    Verified, Verifier,
};
use serde_json::Value;

/// The errors of slsa-verifier and the checks that fail for the same reason here.
const CODES: &[(&str, &[Code])] = &[
    ("ErrorMismatchSource", &[Code::SlsaSource]),
    ("ErrorMismatchBranch", &[Code::SlsaRef]),
    ("ErrorMismatchTag", &[Code::SlsaRef]),
    ("ErrorMismatchVersionedTag", &[Code::SlsaRef]),
    ("ErrorInvalidRef", &[Code::SlsaRef]),
    ("ErrorMismatchBuilderID", &[Code::SlsaBuilder]),
    ("ErrorUntrustedReusableWorkflow", &[Code::SlsaBuilder]),
    ("ErrorInvalidBuilderID", &[Code::SlsaBuilder]),
    ("ErrorNotSupported", &[Code::SlsaBuilder]),
    ("ErrorMismatchWorkflowInputs", &[Code::SlsaParameter]),
    ("ErrorMismatchHash", &[Code::SubjectDigest]),
    ("ErrorMismatchPackageName", &[Code::SlsaSubject]),
    ("ErrorMismatchPackageVersion", &[Code::SlsaSubject]),
    ("ErrorInvalidSignature", &[Code::SignatureEnvelope]),
];

const TESTING: &str = include_str!("../../../testdata/builders/slsa-verifier-testing.toml");

#[test]
fn the_cases_of_slsa_verifier_give_their_results() {
    let Some(folder) = crate::folder("slsa") else { return };
    let bench = Bench::new();
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for line in std::fs::read_to_string(folder.join("cases.jsonl")).unwrap().lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let evidence = row["evidence"].as_str().unwrap().to_owned();
        let expected = row["expected"].as_str().unwrap().to_owned();
        let Some(outcome) = bench.run(&folder, &row) else { continue };
        if let Err(why) = compare(&expected, &outcome) {
            wrong.push(format!("{}: expected {expected}, {why}", row["name"].as_str().unwrap()));
        }
        *counts.entry((evidence, if expected == "pass" { expected } else { "refused".to_owned() })).or_default() += 1;
    }
    println!("{counts:?}");
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        counts.values().sum::<usize>(),
        wrong[..wrong.len().min(40)].join("\n")
    );
}

fn compare(expected: &str, outcome: &Result<Verified<Provenance>, Refusal>) -> Result<(), String> {
    match (expected, outcome) {
        ("pass", Ok(_)) => Ok(()),
        ("pass", Err(refusal)) => Err(format!("refused: {refusal:?}")),
        (_, Ok(_)) => Err("verified".to_owned()),
        (name, Err(refusal)) => {
            let codes = CODES.iter().find(|row| row.0 == name).map_or(&[][..], |row| row.1);
            let failed = refusal.failures();
            if failed.iter().any(|check| codes.contains(&check.code)) {
                Ok(())
            } else {
                Err(format!("refused for another reason: {refusal:?}"))
            }
        }
    }
}

struct Bench {
    verifier: Verifier,
    embedded: Builders,
    testing: Builders,
    now: UnixTime,
}

impl Bench {
    fn new() -> Self {
        let embedded = Builders::embedded().unwrap();
        let testing = embedded.clone().and(Builders::from_toml(TESTING).unwrap());
        let verifier = Verifier::new(&TrustRoot::sigstore().unwrap()).unwrap();
        Self { verifier, embedded, testing, now: UnixTime::from_secs(1_795_262_400) }
    }

    fn run(&self, folder: &Path, row: &Value) -> Option<Result<Verified<Provenance>, Refusal>> {
        if row["evidence"] != "sigstore-bundle" {
            return None;
        }
        let file = folder.join("..").join(row["attestations"][0].as_str().unwrap());
        let bundle = Bundle::from_json(&std::fs::read(file).unwrap()).unwrap();
        let digest = format!("sha256:{}", row["artifacts"][0]["sha256"].as_str().unwrap());
        let artifact = Artifact::from_digest(digest.parse().unwrap());
        let policy = Policy::anyone_dangerous();
        let verified: Result<Verified<Content>, Refusal> = self.verifier.verify(&artifact, &bundle, &policy, self.now);
        Some(verified.and_then(|verified| self.expectations(row).check(&verified)))
    }

    fn expectations(&self, row: &Value) -> Expectations {
        let flags = &row["flags"];
        let testing = row["env"]["SLSA_VERIFIER_TESTING"] == "1";
        let mut expected = Expectations::new(flags["source_uri"].as_str().unwrap());
        expected = expected.builders(if testing { self.testing.clone() } else { self.embedded.clone() });
        let options: [(&str, fn(Expectations, &str) -> Expectations); 6] = [
            ("builder_id", Expectations::builder),
            ("branch", Expectations::branch),
            ("tag", Expectations::tag),
            ("versioned_tag", Expectations::versioned_tag),
            ("package_name", Expectations::package),
            ("package_version", Expectations::package_version),
        ];
        for (name, with) in options {
            if let Some(value) = flags[name].as_str() {
                expected = with(expected, value);
            }
        }
        for (name, value) in flags["workflow_inputs"].as_object().into_iter().flatten() {
            expected = expected.input(name, value.as_str().unwrap());
        }
        expected
    }
}
