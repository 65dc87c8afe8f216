//! `slsa verify`: how artifacts were built, by real builders, and what is expected of that.

use super::{Run, bundles, scratch, sealwright, vectors};

const MISE: &str = "sha256:f344c6961190ed2f68e595ed7cb4f03c36c17812bd608886bec799a3082180ff";
const SIGSTORE_JS: &str = "sha512:46d4e2f74c4877316640000a6fdf8a8b59f1e0847667973e9859f774dd31b8f1e0937813b777fb66a2ac67d50540fe34640966eee9fc2ccca387082b4c85cd3c";
const SOPS: &str = "sha256:0d65660fbe785647ff4f1764d7f69edf598f79d6d79ebbef4a501909b6ff6b82";

fn verify(target: &str, file: &str, options: &[&str]) -> Run {
    sealwright(&[&["slsa", "verify", target, "--provenance", file], options].concat())
}

fn mise(options: &[&str]) -> Run {
    verify(MISE, "github_build_provenance_jdx_mise.json", options)
}

#[test]
fn githubs_build_provenance_is_judged() {
    let source = ["--source-uri", "github.com/jdx/mise"];
    let all =
        ["--source-tag", "v2026.9.12", "--level", "2", "--repository-id", "586920414", "--runner", "github-hosted"];
    let run = mise(&[&source[..], &all].concat());
    assert_eq!(run.code, 0, "{run:?}");
    for line in ["slsa.builder", "slsa.claim", "slsa.source", "slsa.level"] {
        assert!(run.out.contains(&format!("✔ {line}")), "{line} is not in\n{}", run.out);
    }
    for (option, value, code) in [
        ("--source-uri", "github.com/jdx/rtx", "slsa.source"),
        ("--repository-id", "1", "slsa.source"),
        ("--source-tag", "v2026.9.11", "slsa.ref"),
        ("--source-branch", "main", "slsa.ref"),
        ("--source-versioned-tag", "v2027", "slsa.ref"),
        ("--source-commit", "0000", "slsa.ref"),
        ("--builder-id", "https://github.com/jdx/mise/.github/workflows/other.yml", "slsa.builder"),
        ("--runner", "self-hosted", "slsa.builder"),
        ("--build-type", "https://example.com/x", "slsa.build-type"),
        ("--build-workflow", "x.yml", "slsa.parameter"),
        ("--build-workflow-input", "a=b", "slsa.parameter"),
        ("--level", "3", "slsa.level"),
    ] {
        let usual: &[&str] = if option == "--source-uri" { &[] } else { &source };
        let run = mise(&[usual, &[option, value, "--json"]].concat());
        let verdict: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let failed = verdict["checks"].as_array().unwrap().iter().filter(|check| check["status"] == "fail");
        let codes: Vec<_> = failed.map(|check| check["code"].as_str().unwrap()).collect();
        assert_eq!((run.code, codes), (1, vec![code]), "{option} {value}");
    }
}

#[test]
fn npms_provenance_needs_its_builder_named() {
    let file = "sigstore.js@2.0.0-provenance.sigstore.json";
    let source = ["--source-uri", "github.com/sigstore/sigstore-js"];
    let builder = ["--builder-id", "https://github.com/actions/runner/github-hosted"];
    let package = ["--package-name", "sigstore", "--package-version", "2.0.0"];
    let run = verify(SIGSTORE_JS, file, &[&source[..], &builder, &package].concat());
    assert_eq!(run.code, 0, "{run:?}");
    let run = verify(SIGSTORE_JS, file, &source);
    assert!(run.code == 1 && run.out.contains("error[slsa.builder]"), "{run:?}");
    let other = ["--package-version", "2.0.1"];
    let run = verify(SIGSTORE_JS, file, &[&source[..], &builder, &other].concat());
    assert!(run.code == 1 && run.out.contains("error[slsa.subject]"), "{run:?}");
}

#[test]
fn an_answer_of_npms_registry_has_both_of_its_attestations() {
    let Some(folder) = vectors("slsa") else { return };
    let file = folder.join("attestations/npm/gha/supreme-googles-cli-v02-tag.tgz.json");
    let tarball = folder.join("attestations/npm/gha/supreme-googles-cli-v02-tag.tgz");
    let builder = "https://github.com/actions/runner/github-hosted";
    let options = ["--source-uri", "github.com/trishankatdatadog/supreme-goggles", "--builder-id", builder];
    let judge = |file: &str| verify(tarball.to_str().unwrap(), file, &options);
    let run = judge(file.to_str().unwrap());
    assert_eq!(run.code, 0, "{run:?}");
    let mut answer: serde_json::Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let all = answer["attestations"].as_array_mut().unwrap();
    let mut published = all.clone();
    published.retain(|one| !one["predicateType"].as_str().unwrap().starts_with("https://slsa.dev/"));
    all.retain(|one| one["predicateType"].as_str().unwrap().starts_with("https://slsa.dev/"));
    assert_eq!(all.len(), 1);
    let half = scratch("npm-half").join("answer.json");
    std::fs::write(&half, answer.to_string()).unwrap();
    let run = judge(half.to_str().unwrap());
    assert!(run.code == 1 && run.out.contains("does not attest that it published"), "{run:?}");
    *answer["attestations"].as_array_mut().unwrap() = published;
    std::fs::write(&half, answer.to_string()).unwrap();
    let run = judge(half.to_str().unwrap());
    assert!(run.code == 1 && run.out.contains("not how it was built"), "{run:?}");
}

#[test]
fn an_upload_to_pypi_is_judged_by_its_project() {
    let Some(folder) = vectors("real") else { return };
    let folder = |name: &str| folder.join(name).join("pypi-attestations");
    let artifact = folder("artifacts").join("pypi_attestation_models-0.0.4a2.tar.gz");
    let file = folder("bundles").join("pypi_attestation_models-0.0.4a2.tar.gz.attestation");
    let judge = |source: &str, package: &str| {
        let options = ["--source-uri", source, "--package-name", package, "--package-version", "0.0.4a2"];
        verify(artifact.to_str().unwrap(), file.to_str().unwrap(), &options)
    };
    let (source, package) = ("github.com/trailofbits/pypi-attestation-models", "pypi-attestation-models");
    let run = judge(source, package);
    assert!(
        run.code == 1
            && run
                .out
                .contains("error[predicate.type]: it is attested that this was published, and not how it was built"),
        "{run:?}"
    );
    let run = judge("github.com/octo/app", package);
    assert!(run.code == 1 && run.out.contains("error[slsa.source]"), "{run:?}");
    let run = judge(source, "pypi-attestations");
    assert!(run.code == 1 && run.out.contains("error[slsa.subject]"), "{run:?}");
}

#[test]
fn evidence_that_is_in_no_log_is_accepted_by_name_alone() {
    let file = "sops_v3_9_0.intoto.jsonl";
    let options = ["--source-uri", "github.com/getsops/sops", "--source-tag", "v3.9.0", "--level", "3"];
    let run = verify(SOPS, file, &options);
    assert!(run.code == 1 && run.out.contains("error[log.missing]"), "{run:?}");
    assert!(run.out.contains("--accept-unlogged"), "{}", run.out);
    let run = verify(SOPS, file, &[&options[..], &["--accept-unlogged"]].concat());
    assert_eq!(run.code, 0, "{run:?}");
    // Everything else is still checked.
    let other = SOPS.replace('0', "1");
    let run = verify(&other, file, &[&options[..], &["--accept-unlogged"]].concat());
    assert!(run.code == 1 && run.out.contains("error[subject.digest]"), "{run:?}");
}

#[test]
fn a_signature_that_says_nothing_of_a_build_is_no_provenance() {
    let run = verify("cosign-v3-blob.txt", "cosign-v3-blob.sigstore.json", &["--source-uri", "github.com/octo/app"]);
    assert!(run.code == 1 && run.out.contains("error[predicate.type]"), "{run:?}");
}

#[test]
fn provenance_beside_the_artifact_is_found_and_what_is_missing_is_said() {
    let folder = scratch("slsa-beside");
    let artifact = folder.join("a.txt");
    std::fs::write(&artifact, "a").unwrap();
    let artifact = artifact.to_str().unwrap();
    let run = sealwright(&["slsa", "verify", artifact, "--source-uri", "github.com/octo/app"]);
    assert!(run.code == 3 && run.err.contains("--provenance FILE"), "{run:?}");
    std::fs::copy(bundles().join("sops_v3_9_0.intoto.jsonl"), format!("{artifact}.intoto.jsonl")).unwrap();
    let run = sealwright(&["slsa", "verify", artifact, "--source-uri", "github.com/octo/app"]);
    assert!(run.code == 1 && run.out.contains("error[subject.digest]"), "{run:?}");
}

#[test]
fn mistakes_are_told_from_verdicts() {
    for (options, said) in [
        (&[][..], "--source-uri"),
        (&["--source-uri", "github.com/jdx/mise", "--build-workflow-input", "a"], "NAME=VALUE"),
        (&["--source-uri", "github.com/jdx/mise", "--level", "9"], "9"),
        (&["--source-uri", "github.com/jdx/mise", "--builders", "a.txt"], "example.toml"),
    ] {
        let run = mise(options);
        assert!(run.code == 2 && run.err.contains(said), "{options:?}: {run:?}");
    }
    let run = sealwright(&["slsa", "verify", "oci-layout:no/such/layout", "--source-uri", "github.com/octo/app"]);
    assert_eq!(run.code, 5, "{run:?}");
}

#[test]
fn an_image_in_a_layout_is_verified_by_what_is_attached_to_it() {
    let Some(folder) = vectors("slsa") else { return };
    let layout = folder.join("attestations/gha_generic_container/v2.1.0/container_workflow_dispatch");
    let target = format!("oci-layout:{}", layout.display());
    let options = ["--source-uri", "github.com/slsa-framework/example-package"];
    let run = sealwright(&[&["slsa", "verify", &target], &options[..]].concat());
    assert_eq!(run.code, 0, "{run:?}");
    let image = "sha256:234e2c830c2fb31ac5671789d22adfe44d30c3ee831d01beae5e237841a13122";
    let run = sealwright(&[&["slsa", "verify", &format!("{target}@{image}")], &options[..]].concat());
    assert_eq!(run.code, 0, "{run:?}");
    let stranger = format!("{target}@{}", image.replace("234e", "432e"));
    let run = sealwright(&[&["slsa", "verify", &stranger], &options[..]].concat());
    assert_eq!(run.code, 3, "{run:?}");
}
