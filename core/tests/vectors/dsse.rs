//! Envelopes, their pre-authentication encoding, and the statements in them.

use sealwright::{
    Artifact, Attestations, Code, DigestAlgorithm, Envelope, LogDemand, Policy, PublicKey, Scheme, Sha256, Statement,
    TrustRoot, UnixTime, Verifier,
};
use serde_json::Value;

/// Where a vector allows either verdict, this is ours.
const PINNED: &[(&str, bool)] = &[
    // DSSE envelope.md: consumers ignore unknown fields.
    ("valid-unknown-field", true),
    ("json-raw-del-in-unknown", true),
    ("json-surrogate-pair-ok", true),
    ("json-num-1e-400", true),
    ("json-num-minus-zero", true),
    ("json-num-two-pow-53-plus-1", true),
    ("json-num-u64-plus-1", true),
    ("json-depth-array-64", true),
    // Not a number that this reader can hold, wherever it stands.
    ("json-num-400-digits", false),
    // The 129th level, counted with the outer object.
    ("json-depth-array-128", false),
    // DSSE protocol: either alphabet. Google Cloud Build signs with this one.
    ("sig-urlsafe", true),
    // A reader that ignores case would see another payload.
    ("json-case-variant-second", false),
    // in-toto v1: the predicate is optional; whoever asks for one finds none.
    ("statement-predicate-missing", true),
    // Digits of either case name the same bytes, and bytes are compared.
    ("statement-digest-upper-hex", true),
];

fn lines(file: &str) -> Option<Vec<Value>> {
    let text = std::fs::read_to_string(crate::folder("security/dsse")?.join(file)).unwrap();
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

fn key(meta: &Value) -> PublicKey {
    PublicKey::from_spki_der(crate::base64(meta["key_spki"].as_str().unwrap())).unwrap()
}

fn text<'a>(case: &'a Value, field: &str) -> &'a str {
    case[field].as_str().unwrap()
}

/// An envelope in JSON, whatever the payload type.
fn envelope(payload_type: &str, payload: &str, signature: &str) -> Result<Envelope, sealwright::EnvelopeError> {
    let json = serde_json::json!({
        "payloadType": payload_type, "payload": payload, "signatures": [{ "sig": signature }],
    });
    Envelope::from_json(json.to_string().as_bytes())
}

#[test]
fn every_pae_is_that_of_the_specification_and_no_other_verifies() {
    let Some(cases) = lines("pae.jsonl") else { return };
    let key = key(&cases[0]);
    let (mut encoded, mut untyped, mut wrong) = (0, 0, 0);
    for case in &cases[1..] {
        let read = envelope(text(case, "payloadType"), text(case, "payload"), text(case, "sig_ed25519"));
        // An envelope without a type is refused before its encoding matters.
        if text(case, "payloadType").is_empty() {
            untyped += 1;
            assert!(read.is_err());
            continue;
        }
        let read = read.unwrap();
        encoded += 1;
        assert_eq!(read.pae(), crate::base64(text(case, "pae")), "{}", case["id"]);
        assert_eq!(Sha256::of(&read.pae()).to_string(), text(case, "pae_sha256"));
        for algorithm in DigestAlgorithm::ALL {
            assert_eq!(read.pae_digest(algorithm), algorithm.digest(&read.pae()));
        }
        key.verify(Scheme::Ed25519, &read.pae(), read.signatures()[0].signature()).unwrap();
        if let Some(forged) = case["sig_over_wrong_low_byte"].as_str() {
            wrong += 1;
            assert!(key.verify(Scheme::Ed25519, &read.pae(), &crate::base64(forged)).is_err());
        }
    }
    println!("dsse/pae: {encoded} encodings, {untyped} without a type refused, {wrong} wrong encodings refused");
}

#[test]
fn a_payload_type_that_is_only_alike_does_not_verify() {
    let Some(cases) = lines("payloadtype-collisions.jsonl") else { return };
    for case in &cases {
        let signature = text(case, "sig_ed25519");
        let verify = |payload_type: &str| {
            let read = envelope(payload_type, text(case, "payload"), signature).unwrap();
            key(case).verify(Scheme::Ed25519, &read.pae(), &crate::base64(signature))
        };
        assert!(verify(text(case, "signed_payloadType")).is_ok());
        assert!(verify(text(case, "presented_payloadType")).is_err());
    }
    println!("dsse/payloadtype-collisions: {}", cases.len());
}

#[test]
fn every_envelope_and_statement_vector_has_its_verdict() {
    let Some(cases) = lines("envelopes.jsonl") else { return };
    let meta = &cases[0];
    let (mut counted, mut either) = (0, 0);
    let mut wrong = Vec::new();
    for case in &cases[1..] {
        let expected = match text(case, "expected") {
            "either" => {
                either += 1;
                PINNED.iter().find(|pin| pin.0 == text(case, "id")).unwrap_or_else(|| panic!("{}", case["id"])).1
            }
            verdict => verdict == "accept",
        };
        counted += 1;
        let verdict = verify(meta, case);
        if verdict.is_ok() != expected {
            wrong.push(format!("{}: {verdict:?}", case["id"]));
        }
    }
    println!("dsse/envelopes: {counted}, of these {either} by our own choice");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What the library says of a vector under a policy of this predicate type.
fn judge(meta: &Value, case: &Value, predicate_type: &str) -> Result<(), Code> {
    let found = Attestations::from_json(text(case, "json").as_bytes()).unwrap();
    let read = found.into_iter().next().unwrap();
    let read = read.map_err(|error| sealwright::Explain::code(&error))?;
    let verifier = Verifier::new(&TrustRoot::sigstore().unwrap()).unwrap();
    let policy = Policy::key(key(meta)).log(LogDemand::NoneDangerous).predicate_type(predicate_type);
    let artifact = Artifact::from_bytes(crate::base64(text(meta, "artifact_b64")));
    let now = UnixTime::from_secs(1_795_262_400);
    verifier.verify(&artifact, read.bundle(), &policy, now).map(drop).map_err(|refusal| refusal.code())
}

/// The verdicts about these vectors, all of them signed by the right key, and about the one that is right.
fn each_is(expected: &[(&str, Result<(), Code>)]) {
    let Some(cases) = lines("envelopes.jsonl") else { return };
    let (meta, predicate_type) = (&cases[0], text(&cases[0], "policy_predicateType"));
    let valid = [("statement-valid", Ok(()))];
    for (id, verdict) in expected.iter().chain(&valid) {
        let case = cases.iter().find(|case| case["id"] == *id).unwrap_or_else(|| panic!("{id}"));
        assert_eq!(judge(meta, case, predicate_type), *verdict, "{id}");
    }
}

#[test]
fn ghsa_vjxv_45g9_9296_a_signed_statement_of_another_type_is_refused() {
    each_is(&[
        ("statement-predicateType-other", Err(Code::PredicateType)),
        ("statement-predicateType-prefix", Err(Code::PredicateType)),
    ]);
}

#[test]
fn ghsa_w6c6_c85g_mmv6_a_signed_statement_that_cannot_be_read_is_refused() {
    each_is(&[
        ("statement-no-predicateType", Err(Code::StatementMalformed)),
        ("statement-predicateType-empty", Err(Code::StatementMalformed)),
        ("statement-predicateType-number", Err(Code::StatementMalformed)),
        ("statement-payload-empty", Err(Code::StatementMalformed)),
        ("statement-no-payload-json", Err(Code::StatementMalformed)),
        ("statement-predicate-string", Err(Code::PredicateMalformed)),
        ("statement-predicate-array", Err(Code::PredicateMalformed)),
    ]);
}

#[test]
fn ghsa_pgpm_j729_qcvh_every_known_digest_of_a_signed_statement_agrees() {
    let verdicts = [
        ("statement-digest-missing", Err(Code::SubjectMissing)),
        ("statement-digest-empty", Err(Code::SubjectMissing)),
        ("statement-digest-truncated", Err(Code::StatementMalformed)),
        ("statement-digest-empty-string", Err(Code::StatementMalformed)),
        ("statement-digest-prefixed", Err(Code::StatementMalformed)),
        ("statement-digest-weak-only", Err(Code::SubjectMissing)),
        ("statement-digest-md5-plus-wrong-sha256", Err(Code::SubjectDigest)),
        ("statement-digest-wrong-sha512-right-sha256", Err(Code::SubjectDigest)),
        ("statement-digest-unknown-alg-plus-sha256", Ok(())),
        ("statement-digest-dup-key", Err(Code::StatementMalformed)),
    ];
    // Nothing is left to chance: the verdict is the same each time.
    (0..100).for_each(|_| each_is(&verdicts));
}

/// What these vectors ask of a verifier: the envelope, a signature by the key, the statement, artifact and predicate.
fn verify(meta: &Value, case: &Value) -> Result<(), String> {
    let bytes = match case["json_b64"].as_str() {
        Some(text) => crate::base64(text),
        None => text(case, "json").as_bytes().to_vec(),
    };
    let read = Envelope::from_json(&bytes).map_err(|e| e.to_string())?;
    if case["layer"] == "bundle" && read.signatures().len() != 1 {
        return Err("a bundle has one signature".to_owned());
    }
    let (key, pae) = (key(meta), read.pae());
    let signed = read.signatures().iter().any(|one| key.verify(Scheme::Ed25519, &pae, one.signature()).is_ok());
    if !signed {
        return Err("no signature verifies".to_owned());
    }
    let statement = Statement::from_payload(read.payload()).map_err(|e| e.to_string())?;
    let artifact = Artifact::from_bytes(crate::base64(text(meta, "artifact_b64")));
    statement.subject_for(&artifact).map_err(|e| e.to_string())?;
    let predicate_type = text(meta, "policy_predicateType");
    if statement.predicate_type() == predicate_type { Ok(()) } else { Err("another predicate".to_owned()) }
}
