//! slsa-verifier's own cases: every one gives the result that is expected there, for the reason that its error names.

use std::collections::BTreeMap;
use std::path::Path;

use sealwright::{
    Artifact, Attestation, Attestations, Builders, Code, Content, Digest, Expectations, Explain, Policy, Refusal,
    TrustRoot, UnixTime, Verified, Verifier,
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
    ("ErrorVerifierNotSupported", &[Code::SlsaBuilder]),
    ("ErrorMismatchWorkflowInputs", &[Code::SlsaParameter]),
    ("ErrorMismatchHash", &[Code::SubjectDigest]),
    ("ErrorMismatchPackageName", &[Code::SlsaSubject]),
    ("ErrorMismatchPackageVersion", &[Code::SlsaSubject]),
    ("ErrorInvalidSignature", &[Code::SignatureEnvelope]),
    // A signature that is empty or no base64, and a payload that says something else than the text beside it, show when
    // the file is read, before any signature is looked at.
    ("ErrorNoValidSignature", &[Code::KeyMismatch, Code::SignatureEnvelope, Code::BundleMalformed]),
    ("ErrorMismatchIntoto", &[Code::BundleMalformed]),
    ("ErrorInvalidFormat", &[Code::BundleMalformed]),
    ("ErrorInvalidDssePayload", &[Code::BundleMalformed]),
    // Not uploaded to the log, which is looked up there; here it shows in what the certificate lacks.
    ("ErrorRekorSearch", &[Code::SctMissing, Code::LogMissing]),
];

const TESTING: &str = include_str!("../../../testdata/builders/slsa-verifier-testing.toml");

#[test]
fn the_cases_of_slsa_verifier_give_their_results() {
    let Some(folder) = crate::folder("slsa") else { return };
    let bench = Bench::new();
    let mut counts: BTreeMap<(String, &str), usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for line in std::fs::read_to_string(folder.join("cases.jsonl")).unwrap().lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let (name, expected) = (row["name"].as_str().unwrap(), row["expected"].as_str().unwrap());
        let outcome = match elsewhere(&row) {
            Some(why) => why,
            None => {
                if let Err(why) = bench.run(&folder, &row) {
                    wrong.push(format!("{name}: expected {expected}, {why}"));
                }
                if expected == "pass" { "verified" } else { "refused for the same reason" }
            }
        };
        *counts.entry((row["evidence"].as_str().unwrap().to_owned(), outcome)).or_default() += 1;
    }
    let rows: usize = counts.values().sum();
    for ((evidence, outcome), count) in &counts {
        println!("{evidence}: {count} {outcome}");
    }
    assert!(wrong.is_empty(), "{} of {rows}:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}

/// Why a row is not for this test.
fn elsewhere(row: &Value) -> Option<&'static str> {
    if row["evidence"] == "vsa-key" {
        return Some("run with the other summaries");
    }
    // An image without a digest can mean anything, and cannot be asked for here: only a digest or a layout can.
    (row["expected"] == "ErrorMutableImage").then_some("cannot be asked: the image has no digest")
}

/// How evidence comes out: as what it holds, or what fails.
type Outcome = Result<Held, Failed>;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Held {
    Provenance,
    Publication,
}

#[derive(Debug)]
struct Failed {
    codes: Vec<Code>,
    text: String,
}

impl From<Refusal> for Failed {
    fn from(refusal: Refusal) -> Self {
        let codes = refusal.failures().iter().map(|check| check.code).collect();
        Self { codes, text: format!("{refusal:?}") }
    }
}

impl From<&sealwright::AttestationError> for Failed {
    fn from(error: &sealwright::AttestationError) -> Self {
        Self { codes: vec![error.code()], text: error.to_string() }
    }
}

impl Failed {
    fn and(mut self, other: Self) -> Self {
        self.codes.extend(other.codes);
        self.text = format!("{}\n    {}", self.text, other.text);
        self
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

    /// Runs a row; evidence that nobody saw with that acceptance, and without it to be refused.
    fn run(&self, folder: &Path, row: &Value) -> Result<(), String> {
        let expectations = self.expectations(row);
        let read = read(folder, row);
        let policy = expectations.policy();
        let codes = codes(row["expected"].as_str().unwrap());
        if !["raw-dsse", "gcb"].contains(&row["evidence"].as_str().unwrap()) {
            return compare(codes, &self.judge(row, &expectations, &policy, &read));
        }
        compare(codes, &self.judge(row, &expectations, &policy.clone().unlogged_dangerous(), &read))?;
        let strict = self.judge(row, &expectations, &policy, &read);
        let unlogged = [&[Code::LogMissing], codes.unwrap_or_default()].concat();
        compare(Some(&unlogged), &strict).map_err(|why| format!("without the acceptance {why}"))
    }

    /// Every artifact of the row must have its evidence.
    fn judge(&self, row: &Value, expected: &Expectations, policy: &Policy, read: &Read) -> Outcome {
        let attestations = match read {
            Ok(attestations) => attestations,
            Err(error) => return Err(error.into()),
        };
        artifacts(row).iter().try_fold(Held::Provenance, |_, artifact| {
            let each = attestations.iter().map(|attestation| match attestation {
                Ok(attestation) => self.one(artifact, attestation, expected, policy),
                Err(error) => Err(error.into()),
            });
            match row["evidence"].as_str().unwrap() {
                // Provenance and publication, both.
                "npm-bundles" => both(each),
                _ => any(each),
            }
        })
    }

    fn one(&self, artifact: &Artifact, it: &Attestation, expected: &Expectations, policy: &Policy) -> Outcome {
        let verified: Verified<Content> = self.verifier.verify(artifact, it.bundle(), policy, self.now)?;
        match verified.content() {
            Content::Statement(statement) if expected.is_publish(statement.predicate_type()) => {
                Ok(expected.check_publish(&verified).map(|_| Held::Publication)?)
            }
            _ => Ok(expected.check(&verified).map(|_| Held::Provenance)?),
        }
    }

    fn expectations(&self, row: &Value) -> Expectations {
        let flags = &row["flags"];
        let testing = row["env"]["SLSA_VERIFIER_TESTING"] == "1";
        let mut expected = Expectations::new(flags["source_uri"].as_str().unwrap());
        expected = expected.builders(if testing { self.testing.clone() } else { self.embedded.clone() });
        let options: [(&str, Demand); 6] = [
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

type Demand = fn(Expectations, &str) -> Expectations;

type Read = Result<Attestations, sealwright::AttestationError>;

fn read(folder: &Path, row: &Value) -> Read {
    let file = folder.join("..").join(row["attestations"][0].as_str().unwrap());
    if row["evidence"] == "cosign-oci" {
        return Attestations::from_oci_layout(&file, &digest(&row["image"]["digest"]));
    }
    Attestations::from_json(&std::fs::read(file).unwrap())
}

fn artifacts(row: &Value) -> Vec<Artifact> {
    let of = |file: &Value| match file["sha512"].as_str() {
        // The registry's own digests.
        Some(sha512) if row["evidence"] == "npm-bundles" => format!("sha512:{sha512}"),
        _ => format!("sha256:{}", file["sha256"].as_str().unwrap()),
    };
    match row["artifacts"].as_array() {
        Some(files) => files.iter().map(|file| Artifact::from_digest(of(file).parse().unwrap())).collect(),
        None => vec![Artifact::from_digest(digest(&row["image"]["digest"]))],
    }
}

fn digest(text: &Value) -> Digest {
    text.as_str().unwrap().parse().unwrap()
}

/// The first that holds is enough; else all that fails.
fn any(mut each: impl Iterator<Item = Outcome>) -> Outcome {
    let nothing = Failed { codes: Vec::new(), text: "of all attestations".to_owned() };
    let failed = each.try_fold(nothing, |failed, next| match next {
        Ok(held) => Err(held),
        Err(next) => Ok(failed.and(next)),
    });
    failed.map_or_else(Ok, Err)
}

/// Everything must hold, and both must be there.
fn both(each: impl Iterator<Item = Outcome>) -> Outcome {
    let held: Vec<Held> = each.collect::<Result<_, _>>()?;
    assert!(held.contains(&Held::Provenance) && held.contains(&Held::Publication), "{held:?}");
    Ok(Held::Provenance)
}

/// The codes that stand for the reason; none where nothing is to fail.
fn codes(expected: &str) -> Option<&'static [Code]> {
    let row = CODES.iter().find(|row| row.0 == expected);
    assert!(expected == "pass" || row.is_some(), "{expected}");
    row.map(|row| row.1)
}

fn compare(expected: Option<&[Code]>, outcome: &Outcome) -> Result<(), String> {
    match (expected, outcome) {
        (None, Ok(_)) => Ok(()),
        (None, Err(failed)) => Err(format!("refused: {}", failed.text)),
        (Some(_), Ok(_)) => Err("verified".to_owned()),
        (Some(codes), Err(failed)) if failed.codes.iter().any(|code| codes.contains(code)) => Ok(()),
        (Some(_), Err(failed)) => Err(format!("refused for another reason: {}", failed.text)),
    }
}
