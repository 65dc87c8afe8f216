//! `slsa verify-vsa`: what a verification summary must say, and who must have signed it.

use sealwright::DigestAlgorithm::Sha256;
use sealwright::local::{Authority, Fault, Made, Recipe};
use serde_json::json;

use super::{Run, scratch, sealwright};

const DIGEST: &str = "sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

const VERIFIER: &str = "https://verifier.example.com/v1";
const RESOURCE: &str = "pkg:generic/hello@1.0.0";
const KEY: [(&str, &str); 2] = [("--public-key", "../vsa/verifier.pub"), ("--public-key-id", "verifier-2026")];

/// The identity that a recipe's certificate names.
const IDENTITY: [(&str, &str); 2] =
    [("--certificate-identity", "signer@example.com"), ("--certificate-oidc-issuer", "https://accounts.example.com")];

/// Runs with the options of the summary that lies in testdata, some of them changed.
fn verify(changes: &[(&str, &str)]) -> Run {
    verify_signed_by(&KEY, changes)
}

/// The same with these options of who may have signed.
fn verify_signed_by(signer: &[(&str, &str)], changes: &[(&str, &str)]) -> Run {
    let mut options = vec![
        ("--attestation", "../vsa/summary.dsse.json"),
        ("--subject-digest", DIGEST),
        ("--verifier-id", VERIFIER),
        ("--resource-uri", RESOURCE),
        ("--verified-level", "SLSA_BUILD_LEVEL_2"),
    ];
    options.extend(signer);
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
    for (name, value, said) in [
        ("--subject-digest", "4711", "sha256:HEX"),
        ("--subject-digest", "sha256:47", "--subject-digest sha256:47"),
        ("--verifier-id", "", "verifier id is empty"),
        ("--verified-level", "SLSA_BUILD_LEVEL_X", "SLSA_BUILD_LEVEL_X"),
    ] {
        let run = verify(&[(name, value)]);
        assert_eq!(run.code, 2, "{name} {value}: {run:?}");
        assert!(run.err.contains(said), "{name} {value}: {said:?} is not in\n{}", run.err);
    }
    assert_eq!(verify(&[("--attestation", "a.txt")]).code, 1);
    assert_eq!(verify(&[("--attestation", "no-such-file")]).code, 5);
}

/// The same summary, signed by the identity.
fn keyless() -> Recipe {
    let predicate = json!({
        "verifier": { "id": VERIFIER },
        "timeVerified": "2026-01-01T00:00:00Z",
        "resourceUri": RESOURCE,
        "policy": { "uri": "https://verifier.example.com/policy" },
        "verificationResult": "PASSED",
        "verifiedLevels": ["SLSA_BUILD_LEVEL_3"],
    });
    Recipe::statement("hello\n").predicate("https://slsa.dev/verification_summary/v1", predicate)
}

/// Writes bundles, each in a line of its own, and the trusted root of the last one; gives their names.
fn write(name: &str, bundles: &[Made]) -> [String; 2] {
    let folder = scratch(name);
    let files = ["summary.jsonl", "trusted_root.json"].map(|name| folder.join(name).to_str().unwrap().to_owned());
    let lines: String = bundles.iter().map(|made| made.json() + "\n").collect();
    std::fs::write(&files[0], lines).unwrap();
    std::fs::write(&files[1], bundles.last().unwrap().trusted_root()).unwrap();
    files
}

#[test]
fn a_summary_that_an_identity_signed_is_judged_by_who_signed_and_what_it_says() {
    let made = Authority::new().unwrap().make(&keyless()).unwrap();
    let [file, root] = write("vsa-keyless", &[made]);
    let judge = |change: &[(&str, &str)]| {
        verify_signed_by(&IDENTITY, &[&[("--attestation", &*file), ("--trusted-root", &*root)], change].concat())
    };
    let run = judge(&[]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    for line in ["✔ identity.san", "✔ log.inclusion", "✔ vsa.verifier"] {
        assert!(run.out.contains(line), "{line:?} is not in\n{}", run.out);
    }
    for (name, value, code) in [
        ("--certificate-identity", "other@example.com", "identity.san"),
        ("--certificate-oidc-issuer", "https://accounts.google.com", "identity.issuer"),
        ("--verifier-id", "https://verifier.example.com/v2", "vsa.verifier"),
        ("--resource-uri", "pkg:generic/hello@1.0.1", "vsa.resource"),
        ("--verified-level", "SLSA_BUILD_LEVEL_4", "vsa.level"),
        ("--subject-digest", &Sha256.digest(b"other").to_string(), "subject.digest"),
        ("--trusted-root", "../../core/roots/sigstore.json", "cert.chain"),
    ] {
        let run = judge(&[(name, value)]);
        assert_eq!(run.code, 1, "{name} {value}: {run:?}");
        assert!(run.out.contains(&format!("error[{code}]")), "{name} {value}: {code} is not in\n{}", run.out);
    }
    let run = verify(&[("--attestation", &file), ("--trusted-root", &root)]);
    assert!(run.code == 1 && run.out.contains("error[key.mismatch]"), "{run:?}");
}

#[test]
fn what_an_identity_signed_must_be_in_a_log() {
    let made = Authority::new().unwrap().make(&keyless().wrong(Fault::NoEntry).timestamps([])).unwrap();
    let [file, root] = write("vsa-unlogged", &[made]);
    let run = verify_signed_by(&IDENTITY, &[("--attestation", &*file), ("--trusted-root", &*root)]);
    assert!(run.code == 1 && run.out.contains("error[log.missing]"), "{run:?}");
    assert_eq!(run.out.matches("error[").count(), 1, "{}", run.out);
}

#[test]
fn of_several_summaries_one_suffices_and_the_others_are_noted() {
    let authority = Authority::new().unwrap();
    let bundles = [keyless().wrong(Fault::SignatureByOtherKey), keyless()].map(|it| authority.make(&it).unwrap());
    let [file, root] = write("vsa-lines", &bundles);
    let run = verify_signed_by(&IDENTITY, &[("--attestation", &*file), ("--trusted-root", &*root)]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.starts_with("note: ") && run.err.contains("refused: "), "{}", run.err);
}

#[test]
fn exactly_one_kind_of_signer_is_named() {
    let together = "cannot be used with";
    let without = [("--public-key-id", "verifier-2026")];
    let github = [("--github", "octo/app")];
    for (signer, said) in [
        (&[][..], &["nothing says who may have signed", "--github OWNER/REPO", "--public-key FILE"][..]),
        (&[("--tag", "v1")], &["nothing says who may have signed"]),
        (&IDENTITY[..1], &["together with who vouches", "--certificate-oidc-issuer"]),
        (&without, &["--public-key <FILE>"]),
        (&[&KEY[..1], &IDENTITY].concat(), &[together, "--public-key", "--certificate-identity"]),
        (&[&KEY[..1], &github].concat(), &[together, "--public-key", "--github"]),
        (&[&KEY[..1], &[("--tag", "v1")]].concat(), &[together, "--tag"]),
        (&[&without[..], &github].concat(), &[together, "--public-key-id"]),
        (&[&IDENTITY[..], &github].concat(), &[together, "--github"]),
    ] {
        let run = verify_signed_by(signer, &[]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{signer:?}: {run:?}");
        for word in said {
            assert!(run.err.contains(word), "{signer:?}: {word:?} is not in\n{}", run.err);
        }
    }
}

#[test]
fn inspect_shows_what_a_summary_says() {
    let run = sealwright(&["inspect", "../vsa/summary.dsse.json"]);
    assert_eq!(run.code, 0, "{run:?}");
    for word in ["verification_summary", "https://verifier.example.com/v1", "PASSED", "SLSA_BUILD_LEVEL_2: 2"] {
        assert!(run.out.contains(word), "{word:?} is not in\n{}", run.out);
    }
}
