//! Every kind of evidence among the vectors: recognised, put together, and verified or refused as its table says.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sealwright::{
    Artifact, Attestation, AttestationKind, Attestations, BundleContent, Code, Digest, Explain, Material, Policy,
    PublicKey, Refusal, Statement, Status, TrustRoot, UnixTime, Verifier,
};
use serde_json::Value;

/// After every time in the vectors, and fixed: no test reads a clock.
const NOW: UnixTime = UnixTime::from_secs(1_795_262_400);

/// Refused also where unlogged evidence is accepted: their certificates carry no timestamp of a CT log. The first two are
/// the origin's forgeries, which it does not find in the log; the others are of builders from before Fulcio put the
/// timestamp into the certificate.
const WITHOUT_SCT: &[&str] = &[
    "/binary-linux-amd64-no-tlog-upload.intoto.jsonl",
    "/binary-linux-amd64-expired-cert.intoto.jsonl",
    "/gha_generic/v1.2.0/",
    "/gha_go/v1.1.1/",
    "/gha_go/v1.2.0/",
];

fn slsa() -> Option<PathBuf> {
    Some(crate::folder("slsa")?.join(".."))
}

fn rows(file: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(file).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn verifier(root: &Path) -> Verifier {
    Verifier::new(&TrustRoot::from_json(&std::fs::read(root).unwrap()).unwrap()).unwrap()
}

/// An artifact that the attestation is about: its first subject with a digest that is compared.
fn own_subject(attestation: &Attestation) -> Option<Artifact> {
    let BundleContent::Envelope(envelope) = attestation.bundle().content() else { return None };
    let statement = Statement::from_payload(envelope.payload()).ok()?;
    statement.subjects().find_map(|subject| subject.known_digests().next()).map(Artifact::from_digest)
}

fn verify(verifier: &Verifier, attestation: &Attestation, policy: &Policy) -> Result<(), Refusal> {
    let artifact = own_subject(attestation).unwrap_or_else(|| Artifact::from_bytes(&b""[..]));
    verifier.verify(&artifact, attestation.bundle(), policy, NOW).map(drop)
}

fn failed(verdict: &Result<(), Refusal>) -> Vec<Code> {
    let Err(refusal) = verdict else { return Vec::new() };
    refusal.checks().iter().filter(|check| check.status == Status::Fail).map(|check| check.code).collect()
}

fn kind_of(name: &str) -> AttestationKind {
    match name {
        "sigstore-bundle" => AttestationKind::SigstoreBundle,
        "raw-dsse" | "dsse-key" => AttestationKind::Envelope,
        "gcb" => AttestationKind::CloudBuild,
        "npm-bundles" => AttestationKind::NpmRegistry,
        "cosign-oci" => AttestationKind::CosignLayer,
        other => panic!("{other}"),
    }
}

fn read(root: &Path, row: &Value) -> Result<Attestations, sealwright::AttestationError> {
    let file = root.join(row["file"].as_str().unwrap());
    if row["kind"] != "cosign-oci" {
        return Attestations::from_json(&std::fs::read(file).unwrap());
    }
    let digest = std::fs::read_to_string(file.with_extension("digest"))
        .or_else(|_| std::fs::read_to_string(format!("{}.digest", file.display())));
    Attestations::from_oci_layout(&file, &digest.unwrap().trim().parse::<Digest>().unwrap())
}

#[test]
fn every_file_is_recognised_as_what_it_is() {
    let Some(root) = slsa() else { return };
    let mut counts = BTreeMap::<String, (usize, usize)>::new();
    let mut wrong = Vec::new();
    for row in rows(&root.join("slsa/attestations.jsonl")) {
        let (name, kind) = (row["file"].as_str().unwrap(), row["kind"].as_str().unwrap());
        let found = match read(&root, &row) {
            Ok(found) => found,
            // The origin's own example of an answer that is not JSON.
            Err(error) => {
                if !name.ends_with("gcloud-container-no-signature.json") {
                    wrong.push(format!("{name}: {error}"));
                }
                continue;
            }
        };
        let count = counts.entry(kind.to_owned()).or_default();
        for attestation in &found {
            match attestation {
                Ok(attestation) if attestation.kind() == kind_of(kind) => count.0 += 1,
                Ok(attestation) => wrong.push(format!("{name}: {}", attestation.kind())),
                Err(_) => count.1 += 1,
            }
        }
        if found.is_empty() {
            wrong.push(format!("{name}: nothing"));
        }
    }
    for (kind, (read, refused)) in &counts {
        println!("{kind}: {read} attestations, {refused} refused");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn unlogged_envelopes_verify_when_that_is_accepted_and_only_then() {
    let Some(root) = slsa() else { return };
    let verifier = verifier(&root.join("roots/production.json"));
    let (mut verified, mut bare, mut keys, mut wrong) = (0, 0, 0, Vec::new());
    for row in rows(&root.join("slsa/attestations.jsonl")) {
        if row["kind"] != "raw-dsse" {
            continue;
        }
        let name = row["file"].as_str().unwrap();
        let found = read(&root, &row).unwrap();
        for attestation in found {
            let attestation = attestation.unwrap();
            let strict = failed(&verify(&verifier, &attestation, &Policy::anyone_dangerous()));
            let accepting = Policy::anyone_dangerous().unlogged_dangerous();
            let lenient = failed(&verify(&verifier, &attestation, &accepting));
            if let Material::PublicKey { .. } = attestation.bundle().material() {
                // Generators before 1.2.0 kept the certificate in the log alone: the file names no key that is known.
                keys += 1;
                assert_eq!(lenient, [Code::KeyMismatch], "{name}");
                continue;
            }
            let without_sct = WITHOUT_SCT.iter().any(|part| name.contains(part));
            assert_eq!(without_sct, scts(&attestation) == 0, "{name}");
            match (strict.as_slice(), lenient.as_slice()) {
                ([Code::LogMissing], []) if !without_sct => verified += 1,
                ([Code::LogMissing, Code::SctMissing], [Code::SctMissing]) if without_sct => bare += 1,
                _ => wrong.push(format!("{name}: {strict:?} {lenient:?}")),
            }
        }
    }
    println!("{verified} unlogged envelopes verify by name; {bare} are in no CT log, {keys} carry no certificate");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(verified >= 90);
}

fn scts(attestation: &Attestation) -> usize {
    match attestation.bundle().material() {
        Material::Certificate { leaf, .. } => leaf.unverified_scts().unwrap().len(),
        _ => 0,
    }
}

#[test]
fn logged_evidence_of_every_kind_verifies() {
    let Some(root) = slsa() else { return };
    let verifier = verifier(&root.join("roots/production.json"));
    let npm: Vec<_> = std::fs::read_dir(root.join("roots/keys"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension().is_some_and(|end| end == "pem") && path.to_string_lossy().contains("npm-SHA256")
        })
        .map(|path| PublicKey::from_pem(&std::fs::read_to_string(path).unwrap()).unwrap())
        .collect();
    let (mut counts, mut wrong) = (BTreeMap::<String, usize>::new(), Vec::new());
    for row in rows(&root.join("slsa/attestations.jsonl")) {
        let (name, kind) = (row["file"].as_str().unwrap(), row["kind"].as_str().unwrap());
        if !["sigstore-bundle", "cosign-oci", "npm-bundles"].contains(&kind) {
            continue;
        }
        for attestation in read(&root, &row).unwrap() {
            let attestation = match attestation {
                Ok(attestation) => attestation,
                Err(error) => {
                    wrong.push(format!("{name}: {error}"));
                    continue;
                }
            };
            let keyed = matches!(attestation.bundle().material(), Material::PublicKey { .. });
            let anyone = if keyed { Policy::any_of(npm.clone()).unwrap() } else { Policy::anyone_dangerous() };
            let publish = attestation.outer_predicate_type().is_some_and(|outer| outer.contains("npm/attestation"));
            let forged = if publish { name.contains("invalidsigpub") } else { name.contains("invalidsigprov") };
            let found = failed(&verify(&verifier, &attestation, &anyone));
            match (forged, found.is_empty()) {
                (false, true) => *counts.entry(format!("{kind}, verified")).or_default() += 1,
                (true, false) => *counts.entry(format!("{kind}, forged and refused")).or_default() += 1,
                _ => wrong.push(format!("{name}: {found:?}")),
            }
        }
    }
    println!("{counts:#?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(counts.get("cosign-oci, verified"), Some(&9));
}

/// The keys of Google Cloud Build, by the end of a key id. Those that sign a payload without its type are not there.
fn cloud_build_policy(root: &Path) -> Policy {
    let names = ["global-pae-provenanceSigner_1.key", "global-pae-google-hosted-worker_1.key"];
    let keys = names.map(|name| std::fs::read_to_string(root.join("slsa/keys/gcb").join(name)).unwrap());
    let keys = keys.iter().map(|pem| PublicKey::from_pem(pem).unwrap());
    Policy::any_of(keys).unwrap().unlogged_dangerous()
}

/// What a file of Cloud Build comes to: the codes of what cannot be read, and of the most telling failure of what can.
fn cloud_build(verifier: &Verifier, policy: &Policy, file: &Path) -> Result<usize, Vec<Code>> {
    let found = Attestations::from_json(&std::fs::read(file).unwrap()).map_err(|error| vec![error.code()])?;
    let mut codes = Vec::new();
    let mut verified = 0;
    for attestation in found {
        match attestation.map_err(|error| error.code()) {
            Err(code) => codes.push(code),
            Ok(attestation) => match verify(verifier, &attestation, policy) {
                Ok(()) => verified += 1,
                Err(refusal) => codes.push(refusal.code()),
            },
        }
    }
    if verified > 0 { Ok(verified) } else { Err(codes) }
}

#[test]
fn cloud_build_is_refused_for_the_reason_of_its_table() {
    let Some(root) = slsa() else { return };
    let verifier = verifier(&root.join("roots/production.json"));
    let policy = cloud_build_policy(&root);
    let (mut counts, mut wrong) = (BTreeMap::<String, usize>::new(), Vec::new());
    for row in rows(&root.join("slsa/cases.jsonl")) {
        let Some(name) = row["attestations"][0].as_str().filter(|_| row["evidence"] == "gcb") else { continue };
        let verdict = cloud_build(&verifier, &policy, &root.join(name));
        let expected = row["expected"].as_str().unwrap();
        let is = |code: Code| verdict.as_ref().is_err_and(|codes| codes.contains(&code));
        let agrees = match expected {
            "ErrorNoValidSignature" => verdict.is_err(),
            "ErrorMismatchIntoto" | "ErrorInvalidFormat" | "ErrorInvalidDssePayload" => is(Code::BundleMalformed),
            "ErrorMismatchHash" if name.contains("mismatch") => is(Code::SubjectDigest),
            // Whatever else is expected is for who reads the predicate, after a signature that is over the PAE.
            _ => verdict.is_ok() || is(Code::KeyMismatch),
        };
        let verdict_name = if verdict.is_ok() { "verified" } else { "refused" };
        *counts.entry(format!("{expected}: {verdict_name}")).or_default() += 1;
        if !agrees {
            wrong.push(format!("{name} expected {expected}: {verdict:?}"));
        }
    }
    println!("{counts:#?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn cloud_build_units_have_their_outcome_where_the_signature_is_over_the_pae() {
    let Some(root) = slsa() else { return };
    let verifier = verifier(&root.join("roots/production.json"));
    let policy = cloud_build_policy(&root);
    let (mut verified, mut not_pae, mut refused, mut wrong) = (0, 0, 0, Vec::new());
    for row in rows(&root.join("slsa/units/gcb.jsonl")) {
        let (table, expected) = (row["table"].as_str().unwrap(), row["expected"].as_str().unwrap_or_default());
        let Some(path) = row["in"]["path"].as_str() else { continue };
        if !["Test_VerifySignature", "Test_ProvenanceFromBytes"].contains(&table) {
            continue;
        }
        let verdict = cloud_build(&verifier, &policy, &root.join("slsa/units").join(path));
        match (expected, &verdict) {
            ("pass", Ok(_)) => verified += 1,
            // Signed by a region's key, over the bare payload.
            ("pass", Err(codes)) if codes.iter().all(|code| *code == Code::KeyMismatch) => not_pae += 1,
            (other, Err(_)) if other != "pass" => refused += 1,
            _ => wrong.push(format!("{path} expected {expected}: {verdict:?}")),
        }
    }
    println!("{verified} verified, {not_pae} signed without PAE, {refused} refused as expected");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Where our verdict is another than that of the file's origin.
const OTHERWISE: &[(&str, bool)] = &[
    // Not read; why stands with the test that reads bundles.
    ("model-transparency/v0.2.0-certificate", false),
    ("model-transparency/v0.3.1-certificate", false),
    ("model-transparency/v1.0.0-certificate", false),
    ("model-transparency/v1.1.0-certificate", false),
    ("model-transparency/v1.0.0-elliptic-key", false),
    ("model-transparency/v1.0.1-elliptic-key", false),
    // One of its two timestamps is over the text `hello`: what does not verify refuses, whatever stands beside it.
    ("sigstore-python/tsa/bundle.txt.sigstore", false),
    // Nothing is wrong with it; the origin's program takes no bundles of version 0.1.
    ("cli-cli/sigstore-js-2.1.0-bundle-v0.1.json", true),
];

#[test]
fn real_files_are_verified_or_refused_as_their_table_says() {
    let Some(root) = crate::folder("real").map(|folder| folder.join("..")) else { return };
    let (mut counts, mut wrong) = (BTreeMap::<String, usize>::new(), Vec::new());
    for row in rows(&root.join("real/cases.jsonl")) {
        let (name, expected) = (row["file"].as_str().unwrap(), row["expected"].as_str().unwrap());
        let verdict = real(&root, &row);
        let kind = row["kind"].as_str().unwrap();
        let outcome = if verdict.is_ok() { "verified" } else { "refused" };
        *counts.entry(format!("{kind}, {expected}: {outcome}")).or_default() += 1;
        let otherwise = OTHERWISE.iter().find(|row| name.contains(row.0)).map(|row| row.1);
        let wanted = match expected {
            "unknown" => continue,
            expected => otherwise.unwrap_or(expected == "accept"),
        };
        if wanted != verdict.is_ok() {
            wrong.push(format!("{name} expected {expected}: {verdict:?}"));
        }
    }
    println!("{counts:#?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn real(root: &Path, row: &Value) -> Result<(), String> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let json = std::fs::read(root.join(row["file"].as_str().unwrap())).unwrap();
    let found = Attestations::from_json(&json).map_err(|error| error.to_string())?;
    let attestation = found.into_iter().next().ok_or("nothing")?.map_err(|error| error.to_string())?;
    let trust = text(&row["root"]).filter(|root| root != "unknown").unwrap_or("roots/production.json".to_owned());
    let artifact = match text(&row["artifact"]["path"]) {
        Some(path) => Artifact::from_path_with(root.join(path), attestation.bundle().digest_algorithms()).unwrap(),
        None => {
            let target = text(&row["peer_go"]["target"]).and_then(|target| target.parse().ok());
            let known = own_subject(&attestation).or(target.map(Artifact::from_digest));
            known.unwrap_or_else(|| Artifact::from_bytes(&b""[..]))
        }
    };
    let policy = match text(&row["public_key"]) {
        Some(key) => Policy::key(public_key(&root.join(key))),
        None => Policy::anyone_dangerous(),
    };
    // What a key signed needs no log where its maker's own tests ask for none.
    let policy = if row["root"] == "unknown" { policy.unlogged_dangerous() } else { policy };
    let verdict = verifier(&root.join(trust)).verify(&artifact, attestation.bundle(), &policy, NOW);
    verdict.map(drop).map_err(|refusal| refusal.to_string())
}

/// A key in PEM; GnuTLS writes what it is for people before it.
fn public_key(file: &Path) -> PublicKey {
    let text = std::fs::read_to_string(file).unwrap();
    PublicKey::from_pem(&text[text.find("-----BEGIN").unwrap()..]).unwrap()
}
