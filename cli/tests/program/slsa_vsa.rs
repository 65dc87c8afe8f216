//! `slsa verify-vsa`: what a verification summary must say, and who must have signed it.

use super::{Run, sealwright};

const DIGEST: &str = "sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

/// Runs with the options of the summary that lies in testdata, some of them changed.
fn verify(changes: &[(&str, &str)]) -> Run {
    let mut options = vec![
        ("--attestation", "../vsa/summary.dsse.json"),
        ("--subject-digest", DIGEST),
        ("--verifier-id", "https://verifier.example.com/v1"),
        ("--resource-uri", "pkg:generic/hello@1.0.0"),
        ("--verified-level", "SLSA_BUILD_LEVEL_2"),
        ("--public-key", "../vsa/verifier.pub"),
        ("--public-key-id", "verifier-2026"),
    ];
    for (name, value) in changes {
        options.retain(|(own, _)| own != name);
        options.push((name, value));
    }
    let words = options.iter().flat_map(|(name, value)| [*name, *value]);
    sealwright(&["slsa", "verify-vsa"].into_iter().chain(words).collect::<Vec<_>>())
}

#[test]
fn a_summary_that_says_what_is_expected_is_verified() {
    let run = verify(&[]);
    assert_eq!(run.code, 0, "{run:?}");
    for (name, value) in [("--subject-digest", "image_id:4711"), ("--verified-level", "SLSA_BUILD_LEVEL_3")] {
        assert_eq!(verify(&[(name, value)]).code, 0, "{name} {value}");
    }
    assert_eq!(verify(&[("--subject-digest", &format!("image_id:4711,{DIGEST}"))]).code, 0);
}

#[test]
fn whatever_is_not_as_expected_is_refused_with_its_code() {
    for (name, value, code) in [
        ("--subject-digest", "image_id:4712", "subject.digest"),
        ("--subject-digest", "swhid:4711", "subject.missing"),
        ("--verifier-id", "https://verifier.example.com/v2", "vsa.verifier"),
        ("--resource-uri", "pkg:generic/hello@1.0.1", "vsa.resource"),
        ("--verified-level", "SLSA_BUILD_LEVEL_4", "vsa.level"),
        ("--public-key", "managed-key.pub", "key.mismatch"),
        ("--public-key-id", "", "key.mismatch"),
        ("--public-key-id", "verifier-2025", "key.mismatch"),
    ] {
        let run = verify(&[(name, value)]);
        assert_eq!(run.code, 1, "{name} {value}: {run:?}");
        assert!(run.out.contains(code), "{name} {value}: {code} is not in\n{}", run.out);
        assert!(run.out.contains("expected"), "{}", run.out);
    }
}

#[test]
fn options_that_make_no_sense_are_a_mistake() {
    for (name, value) in [
        ("--subject-digest", "4711"),
        ("--subject-digest", "sha256:47"),
        ("--verifier-id", ""),
        ("--verified-level", "SLSA_BUILD_LEVEL_X"),
    ] {
        let run = verify(&[(name, value)]);
        assert_eq!(run.code, 2, "{name} {value}: {run:?}");
    }
    assert_eq!(verify(&[("--attestation", "a.txt")]).code, 1);
    assert_eq!(verify(&[("--attestation", "no-such-file")]).code, 5);
}

#[test]
fn inspect_shows_what_a_summary_says() {
    let run = sealwright(&["inspect", "../vsa/summary.dsse.json"]);
    assert_eq!(run.code, 0, "{run:?}");
    for word in ["verification_summary", "https://verifier.example.com/v1", "PASSED", "SLSA_BUILD_LEVEL_2: 2"] {
        assert!(run.out.contains(word), "{word:?} is not in\n{}", run.out);
    }
}
