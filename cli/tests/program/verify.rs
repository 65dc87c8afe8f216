//! `verify`: verdicts, formats and where bundles are found.

use std::io::Read;
use std::process::{Command, Stdio};

use super::{bundles, rows, scratch, sealwright, sealwright_with};

const SIGNER: [&str; 4] =
    ["--certificate-identity", "w.vollprecht@gmail.com", "--certificate-oidc-issuer", "https://github.com/login/oauth"];

fn verify(args: &[&str]) -> super::Run {
    sealwright(&[&["verify"], args].concat())
}

#[test]
fn the_bundle_beside_the_artifact_is_found() {
    // The artifact is a.txt, and its bundle lies beside it under the usual name.
    let folder = scratch("beside");
    let artifact = folder.join("a.txt");
    std::fs::copy(bundles().join("a.txt"), &artifact).unwrap();
    let bundle = std::fs::read(bundles().join("managed-key.sigstore.json")).unwrap();
    let artifact = artifact.to_str().unwrap();
    std::fs::write(format!("{artifact}.intoto.jsonl"), &bundle).unwrap();
    assert_eq!(verify(&[artifact, "--key", "managed-key.pub"]).code, 0);
    // The first of the two names wins.
    std::fs::write(format!("{artifact}.sigstore.json"), b"{}").unwrap();
    assert_eq!(verify(&[artifact, "--key", "managed-key.pub"]).code, 1);
}

#[test]
fn artifacts_are_files_digests_and_standard_input() {
    let bundle = ["--bundle", "cosign-v3-blob.sigstore.json"];
    let digest = "sha256:e194b99df6639501325c5f44da79fe3a8efae6f239bd79443a19787e06fb1764";
    for artifact in ["cosign-v3-blob.txt", digest] {
        let run = verify(&[&[artifact], &bundle[..], &SIGNER].concat());
        assert_eq!(run.code, 0, "{run:?}");
    }
    let bytes = std::fs::read(bundles().join("cosign-v3-blob.txt")).unwrap();
    let run = sealwright_with(&[&["verify", "-"], &bundle[..], &SIGNER].concat(), &bytes);
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn sigstore_pythons_spellings_of_the_options_are_understood() {
    let run = verify(&[
        "cosign-v3-blob.txt",
        "--bundle",
        "cosign-v3-blob.sigstore.json",
        "--cert-identity",
        SIGNER[1],
        "--cert-oidc-issuer",
        SIGNER[3],
    ]);
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn regular_expressions_must_match_all_of_the_identity() {
    let bundle = ["cosign-v3-blob.txt", "--bundle", "cosign-v3-blob.sigstore.json"];
    let issuer = "--certificate-oidc-issuer-regexp=https://(accounts.google.com|github.com/login/oauth)";
    for (pattern, code) in
        [(r"w\.vollprecht@gmail\.com", 0), (r"vollprecht@gmail\.com", 1), (r"w\.vollprecht@gmail\.co", 1)]
    {
        let identity = format!("--certificate-identity-regexp={pattern}");
        let run = verify(&[&bundle[..], &[&identity, issuer]].concat());
        assert_eq!(run.code, code, "{pattern}: {run:?}");
    }
}

#[test]
fn one_bundle_that_verifies_suffices_and_the_others_are_noted() {
    let two = ["--bundle", "managed-key.sigstore.json", "--bundle", "cosign-v3-blob.sigstore.json"];
    let run = verify(&[&["cosign-v3-blob.txt"], &two[..], &SIGNER].concat());
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.starts_with("verified: cosign-v3-blob.txt"));
    assert!(run.err.starts_with("note: managed-key.sigstore.json: refused: "), "{}", run.err);
}

#[test]
fn bundles_in_json_lines_are_each_tried() {
    let folder = scratch("lines");
    let line = |name: &str| -> String {
        let bundle: serde_json::Value = serde_json::from_slice(&std::fs::read(bundles().join(name)).unwrap()).unwrap();
        bundle.to_string()
    };
    let lines = format!("{}\n{}\n", line("managed-key.sigstore.json"), line("cosign-v3-blob.sigstore.json"));
    let file = folder.join("several.jsonl");
    std::fs::write(&file, lines).unwrap();
    let run = verify(&[&["cosign-v3-blob.txt", "--bundle", file.to_str().unwrap()], &SIGNER[..]].concat());
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn a_refusal_reads_like_a_compilers_error() {
    let run = verify(&[&["a.txt", "--bundle", "cosign-v3-blob.sigstore.json"], &SIGNER[..]].concat());
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let first = "error[signature.artifact]: ";
    assert!(run.out.starts_with(first), "{}", run.out);
    assert!(run.out.contains("\n  --> a.txt, cosign-v3-blob.sigstore.json"), "{}", run.out);
    assert!(run.out.contains("\n   = help: ") && run.out.contains("\n   = rule: "), "{}", run.out);
    assert!(run.out.lines().last().unwrap().starts_with("refused: a.txt: "), "{}", run.out);
}

#[test]
fn a_refusal_explains_its_codes_when_asked() {
    let run = verify(&[&["a.txt", "--bundle", "cosign-v3-blob.sigstore.json", "--explain"], &SIGNER[..]].concat());
    assert_eq!(run.code, 1);
    assert!(run.out.contains("\nWhat to do: "), "{}", run.out);
}

#[test]
fn a_refusal_in_json_is_one_object() {
    let run = verify(&[&["a.txt", "--json", "--bundle", "cosign-v3-blob.sigstore.json"], &SIGNER[..]].concat());
    assert_eq!(run.code, 1);
    let verdict: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(verdict["verdict"], "refused");
    assert_eq!(verdict["artifact"]["name"], "a.txt");
    let checks = verdict["checks"].as_array().unwrap();
    let failed: Vec<_> = checks.iter().filter(|check| check["status"] == "fail").collect();
    assert!(failed.iter().any(|check| check["code"] == "signature.artifact"), "{failed:?}");
    assert!(failed.iter().all(|check| check["message"].is_string() && check["hint"].is_string()), "{failed:?}");
}

#[test]
fn every_bundle_of_testdata_comes_out_as_its_table_says() {
    let rows = rows(&bundles().join("cases.tsv"));
    for row in &rows {
        let [bundle, artifact, digest, root, identity, issuer, key, expected, note] = row.as_slice() else {
            panic!("{row:?}")
        };
        // A policy names somebody; a case without a signer is the library's to test.
        if key.is_empty() && identity.is_empty() {
            continue;
        }
        let root = match root.as_str() {
            "sigstore" => "../../core/roots/sigstore.json",
            "github" => "../../core/roots/github.json",
            "staging" => "../roots/staging.json",
            path => path,
        };
        let signer = if key.is_empty() && issuer.is_empty() {
            ["--certificate-identity", identity, "--certificate-without-issuer"].to_vec()
        } else if key.is_empty() {
            ["--certificate-identity", identity, "--certificate-oidc-issuer", issuer].to_vec()
        } else {
            ["--key", key].to_vec()
        };
        for subject in [artifact, digest].into_iter().filter(|subject| !subject.is_empty()) {
            let run = verify(&[&[subject.as_str(), "--bundle", bundle, "--trusted-root", root], &signer[..]].concat());
            assert_eq!(run.code, i32::from(expected != "pass"), "{bundle} ({note}) by {subject}: {run:?}");
        }
    }
    println!("bundles of testdata: {} rows", rows.len());
}

#[test]
fn a_reader_that_goes_away_changes_nothing() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sealwright"))
        .arg("--explain")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
}
