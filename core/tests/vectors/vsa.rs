//! Verification summaries: the cases and unit tables of slsa-verifier, each with its result.

use std::path::Path;

use sealwright::PrivateKey;
use sealwright::{
    Artifact, Attestations, Code, DigestAlgorithm, KeyKind, Policy, PublicKey, Refusal, Scheme, SlsaLevel, TrustRoot,
    TrustedKey, UnixTime, Verified, Verifier, VsaExpectations,
};
use serde_json::{Value, json};

/// The day on which the vectors were taken.
const NOW: UnixTime = UnixTime::from_secs(1_795_262_400);

/// By which of our codes an error of theirs is refused.
const CODES: &[(&str, &[Code])] = &[
    ("ErrorNoValidSignature", &[Code::KeyMismatch, Code::SignatureEnvelope]),
    ("ErrorMismatchVerifiedLevels", &[Code::VsaLevel]),
    ("ErrorMismatchVerifierID", &[Code::VsaVerifier]),
    ("ErrorMismatchResourceURI", &[Code::VsaResource]),
    ("ErrorInvalidVerificationResult", &[Code::VsaResult, Code::PredicateMalformed]),
    ("ErrorMissingSubjectDigest", &[Code::SubjectDigest, Code::SubjectMissing]),
    ("error (local to the test, or a parse error)", &[Code::BundleMalformed]),
    ("ErrorInvalidDssePayload", &[Code::SubjectMissing, Code::BundleMalformed]),
    ("ErrorEmptyRequiredField", &[Code::VsaVerifier, Code::VsaResource]),
];

/// Verified by slsa-verifier, and not by a key that is only for its name: the one names another id (the key's own
/// fingerprint), the other none.
const STRICTER: [&str; 2] = ["success: sha256 key id in envelope", "success: keyid only in opts"];

type Judged = Result<(), Refusal>;

/// What the flags of `verify-vsa` say.
struct Flags<'a> {
    digests: Vec<(&'a str, &'a str)>,
    verifier_id: &'a str,
    resource_uri: &'a str,
    levels: Vec<&'a str>,
    key_id: &'a str,
}

/// Any signature that verifies suffices.
fn judge(envelope: &str, key: &PublicKey, flags: &Flags<'_>) -> Judged {
    let verifier = Verifier::new(&TrustRoot::sigstore().unwrap()).unwrap();
    let policy = Policy::key(TrustedKey::new(key.clone()).only_named(flags.key_id)).unlogged_dangerous();
    let (algorithm, value) = flags.digests[0];
    let artifact = Artifact::from_foreign_digest(algorithm, value)
        .unwrap_or_else(|| Artifact::from_digest(format!("{algorithm}:{value}").parse().unwrap()));
    let attestations = Attestations::from_json(envelope.as_bytes());
    let attestations = attestations.map_err(|error| Refusal::malformed(&artifact, &error))?;
    let verdicts = attestations.iter().map(|one| match one {
        Ok(one) => verifier.verify(&artifact, one.bundle(), &policy, NOW),
        Err(error) => Err(Refusal::malformed(&artifact, error)),
    });
    let verified = verdicts.reduce(Result::or).unwrap()?;
    let mut expected = VsaExpectations::new(flags.verifier_id, flags.resource_uri).unwrap();
    for (algorithm, value) in &flags.digests {
        expected = expected.subject_digest(algorithm, value).unwrap();
    }
    for level in &flags.levels {
        expected = expected.level(level).unwrap();
    }
    expected.check(verified, NOW).map(drop::<Verified<_>>)
}

#[track_caller]
fn compare(name: &str, expected: &str, judged: &Judged) {
    match judged {
        Ok(()) => assert_eq!(expected, "pass", "{name} was verified"),
        Err(refusal) => {
            let codes = CODES.iter().find(|(error, _)| *error == expected).map_or(&[][..], |(_, codes)| codes);
            // Ours are all that failed; theirs is the first.
            let told = refusal.failures().iter().any(|check| codes.contains(&check.code));
            assert!(told, "{name}: {expected}, but {refusal}");
        }
    }
}

fn rows(file: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(file).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().map(text).collect()
}

#[test]
fn every_case_of_verify_vsa_gives_its_result() {
    let Some(folder) = crate::folder("slsa") else { return };
    let root = folder.parent().unwrap();
    let cases: Vec<_> =
        rows(&folder.join("cases.jsonl")).into_iter().filter(|case| case["command"] == "verify-vsa").collect();
    assert_eq!(cases.len(), 3);
    let usual = cases[0]["flags"].clone();
    for case in cases {
        // A case that leaves a flag out takes the one of the case that passes.
        let flag = |name: &str| case["flags"].get(name).unwrap_or(&usual[name]).clone();
        let (digests, levels) = (flag("subject_digests"), flag("verified_levels"));
        let (verifier_id, resource_uri, key_id) = (flag("verifier_id"), flag("resource_uri"), flag("public_key_id"));
        let flags = Flags {
            digests: texts(&digests).into_iter().map(|digest| digest.split_once(':').unwrap()).collect(),
            verifier_id: text(&verifier_id),
            resource_uri: text(&resource_uri),
            levels: texts(&levels),
            key_id: text(&key_id),
        };
        let read = |value: &Value| std::fs::read_to_string(root.join(text(value))).unwrap();
        let key = PublicKey::from_pem(&read(&case["public_key"])).unwrap();
        let judged = judge(&read(&case["attestations"][0]), &key, &flags);
        compare(text(&case["name"]), text(&case["expected"]), &judged);
    }
}

#[test]
fn every_row_of_the_unit_tables_gives_its_result() {
    let Some(folder) = crate::folder("slsa") else { return };
    let mut counts = std::collections::BTreeMap::new();
    for row in rows(&folder.join("units/vsa.jsonl")) {
        let (table, name, expected) = (text(&row["table"]), text(&row["name"]), text(&row["expected"]));
        let input = &row["in"];
        match table {
            "Test_extractSLSALevels" => levels(name, expected, input),
            "Test_extractSignedVSA" => signed(&folder, name, expected, input),
            "Test_matchVerifiedLevels" => {
                // This table has levels alone; all else is as it should be.
                let mut vsa = input["vsa"].clone();
                vsa["Predicate"]["Verifier"]["ID"] = "v".into();
                vsa["Predicate"]["ResourceURI"] = "r".into();
                vsa["Predicate"]["VerificationResult"] = "PASSED".into();
                vsa["StatementHeader"]["Subject"] = json!([{ "Digest": { "x": "1" } }]);
                let mut opts = input["vsaOpts"].clone();
                opts["ExpectedVerifierID"] = "v".into();
                opts["ExpectedResourceURI"] = "r".into();
                opts["ExpectedDigests"] = json!(["x:1"]);
                values(name, expected, &vsa, &opts);
            }
            "Test_matchExpectedValues" => values(name, expected, &input["vsa"], &input["opts"]),
            other => panic!("nobody knows the table {other}"),
        }
        *counts.entry(table.to_owned()).or_insert(0) += 1;
    }
    eprintln!("{counts:?}");
    assert_eq!(counts.values().sum::<i32>(), 37);
}

fn levels(name: &str, expected: &str, input: &Value) {
    let read: Result<Vec<SlsaLevel>, _> = texts(&input["levels"]).into_iter().map(str::parse).collect();
    assert_eq!(read.is_ok(), expected == "pass", "{name}");
    for level in read.into_iter().flatten() {
        let SlsaLevel::Level { track, level } = level else { panic!("{name}: {level}") };
        assert_eq!(input["want"][track], level, "{name}");
    }
}

fn signed(folder: &Path, name: &str, expected: &str, input: &Value) {
    let signatures = input["envelope"]["Signatures"].as_array().unwrap().iter();
    let signatures: Vec<_> = signatures.map(|one| json!({ "keyid": one["KeyID"], "sig": one["Sig"] })).collect();
    let (payload, payload_type) = (&input["envelope"]["Payload"], &input["envelope"]["PayloadType"]);
    let envelope = json!({ "payload": payload, "payloadType": payload_type, "signatures": signatures });
    let pem = std::fs::read_to_string(folder.join("attestations/vsa/gce/v1/vsa_signing_public_key.pem")).unwrap();
    let flags = Flags {
        digests: vec![("gce_image_id", "8970095005306000053")],
        verifier_id: "https://bcid.corp.google.com/verifier/bcid_package_enforcer/v0.1",
        resource_uri: "gce_image://gke-node-images:gke-12615-gke1418000-cos-101-17162-463-29-c-cgpv1-pre",
        levels: vec!["BCID_L1", "SLSA_BUILD_LEVEL_2"],
        key_id: text(&input["opts"]["PublicKeyID"]),
    };
    let judged = judge(&envelope.to_string(), &PublicKey::from_pem(&pem).unwrap(), &flags);
    if STRICTER.contains(&name) {
        assert!(expected == "pass" && judged.is_err(), "{name}");
        return;
    }
    compare(name, expected, &judged);
}

fn values(name: &str, expected: &str, vsa: &Value, opts: &Value) {
    let demanded: Vec<_> =
        texts(&opts["ExpectedDigests"]).into_iter().map(|text| text.split_once(':').unwrap()).collect();
    if demanded.is_empty() {
        // Nothing to verify: there is no artifact then, and no verdict without one.
        return assert_eq!(expected, "ErrorEmptyRequiredField", "{name}");
    }
    let predicate = &vsa["Predicate"];
    let subjects: Vec<_> = vsa["StatementHeader"]["Subject"].as_array().into_iter().flatten().map(subject).collect();
    let statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": subjects,
        "predicateType": "https://slsa.dev/verification_summary/v1",
        "predicate": {
            "verifier": { "id": predicate["Verifier"]["ID"] },
            "resourceUri": predicate["ResourceURI"],
            "policy": { "uri": predicate["Policy"]["URI"] },
            "verificationResult": predicate["VerificationResult"],
            "verifiedLevels": predicate["VerifiedLevels"],
        },
    });
    let digests: Vec<_> = demanded.iter().map(|(algorithm, value)| (*algorithm, whole(algorithm, value))).collect();
    let flags = Flags {
        digests: digests.iter().map(|(algorithm, value)| (*algorithm, value.as_str())).collect(),
        verifier_id: text(&opts["ExpectedVerifierID"]),
        resource_uri: text(&opts["ExpectedResourceURI"]),
        levels: texts(&opts["ExpectedVerifiedLevels"]),
        key_id: "",
    };
    let key = PrivateKey::generate(KeyKind::EcdsaP256).unwrap();
    compare(name, expected, &judge(&sealed(&statement.to_string(), &key), key.public_key(), &flags));
}

fn subject(subject: &Value) -> Value {
    let digests = subject["Digest"].as_object().into_iter().flatten();
    let digests: serde_json::Map<_, _> =
        digests.map(|(algorithm, value)| (algorithm.clone(), whole(algorithm, text(value)).into())).collect();
    json!({ "digest": digests })
}

/// The tables write `abc` for a SHA-256; here that is the digest of it, because no statement may have half a digest.
fn whole(algorithm: &str, value: &str) -> String {
    match DigestAlgorithm::from_name(algorithm) {
        Some(algorithm) => algorithm.digest(value.as_bytes()).to_hex(),
        None => value.to_owned(),
    }
}

fn sealed(payload: &str, key: &PrivateKey) -> String {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    const TYPE: &str = "application/vnd.in-toto+json";
    let pae = format!("DSSEv1 {} {TYPE} {} {payload}", TYPE.len(), payload.len());
    let signature = key.sign(Scheme::of(KeyKind::EcdsaP256), pae.as_bytes()).unwrap();
    let envelope = json!({
        "payload": STANDARD.encode(payload), "payloadType": TYPE, "signatures": [{ "sig": STANDARD.encode(signature) }],
    });
    envelope.to_string()
}
