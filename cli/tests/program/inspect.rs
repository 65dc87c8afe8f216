//! `inspect`: what is in a file, and never a verdict.

use serde_json::{Value, json};

use super::{bundles, scratch, sealwright, sealwright_with};

#[track_caller]
fn shows(file: &str, words: &[&str]) {
    let run = sealwright(&["inspect", file]);
    assert_eq!(run.code, 0, "{file}: {run:?}");
    assert!(run.err.contains("nothing was checked"), "{}", run.err);
    for word in words {
        assert!(run.out.contains(word), "{file}: {word:?} is not in\n{}", run.out);
    }
    for word in ["verified", "✔"] {
        assert!(!run.out.contains(word), "{file} got a verdict:\n{}", run.out);
    }
    let json = sealwright(&["inspect", "--json", file]);
    for line in json.out.lines() {
        let facts: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(facts["kind"].is_string() && facts["note"].as_str().unwrap().contains("nothing was"), "{facts}");
    }
}

#[test]
fn bundles_are_shown() {
    shows("cosign-v3-blob.sigstore.json", &["w.vollprecht@gmail.com", "hashedrekord/0.0.1", "sha256:e194b99d"]);
    shows("managed-key.sigstore.json", &["public key"]);
    shows("conda-attestation.sigstore.json", &["predicate_type", "source_repository_uri", "dsse/0.0.1"]);
}

#[test]
fn attestations_are_shown() {
    shows("sops_v3_9_0.intoto.jsonl", &["https://slsa.dev/provenance/v0.2", "subjects"]);
}

#[test]
fn provenance_is_shown_as_people_ask() {
    let sops = [
        "provenance",
        "builder       https://github.com/slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@refs/tags/v2.0.0",
        "repository    git+https://github.com/getsops/sops",
        "ref           refs/tags/v3.9.0",
        "commit        ",
        "workflow      .github/workflows/release.yml",
        "dependencies",
        "count  ",
    ];
    shows("sops_v3_9_0.intoto.jsonl", &sops);
    let mise = ["repository    https://github.com/jdx/mise", "ref           refs/tags/", "workflow = {"];
    shows("github_build_provenance_jdx_mise.json", &mise);
}

#[test]
fn trusted_roots_and_keys_are_shown() {
    shows("../roots/staging.json", &["certificate_authorities", "sigstage.dev", "timestamp_authorities"]);
    shows("../../core/roots/sigstore.json", &["rekor.sigstore.dev", "ct_logs"]);
    shows("managed-key.pub", &["public key", "sha256:"]);
}

#[test]
fn what_is_nothing_known_is_refused_with_a_word() {
    let run = sealwright(&["inspect", "a.txt"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("neither JSON, PEM nor DER"), "{}", run.err);
    let run = sealwright_with(&["inspect", "-"], b"{\"a\":1}");
    assert!(run.code == 1 && run.err.contains("no bundle, attestation, statement or trusted root"), "{run:?}");
}

#[test]
fn what_registries_publish_is_shown_with_what_stands_beside_it() {
    let bundle = std::fs::read_to_string(bundles().join("conda-attestation.sigstore.json")).unwrap();
    let bundle: Value = serde_json::from_str(&bundle).unwrap();
    let (material, envelope) = (&bundle["verificationMaterial"], &bundle["dsseEnvelope"]);
    let pep740 = json!({
        "version": 1,
        "verification_material": {
            "certificate": material["certificate"]["rawBytes"], "transparency_entries": material["tlogEntries"],
        },
        "envelope": {"statement": envelope["payload"], "signature": envelope["signatures"][0]["sig"]},
    });
    let publisher = json!({"kind": "GitHub", "repository": "octo/app", "workflow": "release.yml"});
    let group = json!({"publisher": publisher, "attestations": [pep740, {"version": 2}]});
    let pypi = json!({"version": 1, "attestation_bundles": [group]}).to_string();
    let run = sealwright_with(&["inspect", "-"], pypi.as_bytes());
    assert_eq!(run.code, 0, "{run:?}");
    for words in
        ["PEP 740 attestation", "octo/app", "release.yml", "dsse/0.0.1", "that cannot be read", "attestations[1]"]
    {
        assert!(run.out.contains(words), "{words:?} is not in\n{}", run.out);
    }
    let answer = json!({"attestations": [{"bundle": bundle}, {"bundle": bundle}]}).to_string();
    let run = sealwright_with(&["inspect", "--json", "-"], answer.as_bytes());
    assert_eq!((run.code, run.out.lines().count()), (0, 2), "{run:?}");
    let run = sealwright_with(&["inspect", "-"], br#"{"attestations": []}"#);
    assert!(run.code == 1 && run.err.contains("there is no attestation in it"), "{run:?}");
}

#[test]
fn several_lines_are_several_things() {
    let folder = scratch("inspect");
    let file = folder.join("two.jsonl");
    let statement = r#"{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"a","digest":{"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}}],"predicateType":"https://example.org/v1","predicate":{}}"#;
    std::fs::write(&file, format!("{statement}\n{statement}\n")).unwrap();
    let run = sealwright(&["inspect", "--json", file.to_str().unwrap()]);
    assert_eq!((run.code, run.out.lines().count()), (0, 2), "{run:?}");
}
