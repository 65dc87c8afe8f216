//! `sealwright sign` and what `attest` signs, with keys: nobody is asked.

use std::path::Path;

use crate::{scratch, sealwright_at as run};

fn key(folder: &Path, kind: &str) {
    let made = run(folder, &["key", "new", "--type", kind, "--no-password-dangerous"]);
    assert_eq!(made.code, 0, "{made:?}");
}

#[test]
fn what_a_key_signs_its_public_half_verifies_and_no_other() {
    for kind in ["ecdsa-p256", "ecdsa-p384", "ed25519"] {
        let folder = scratch(&format!("sign-{kind}"));
        key(&folder, kind);
        std::fs::write(folder.join("app"), "an artifact").unwrap();
        let signed = run(&folder, &["sign", "app", "--key", "sealwright.key"]);
        assert_eq!((signed.code, signed.out.as_str()), (0, "signed app: app.sigstore.json\n"), "{signed:?}");
        let verify = ["verify", "app", "--key", "sealwright.pub"];
        let verified = run(&folder, &[&verify[..], &["--accept-unlogged"]].concat());
        assert_eq!(verified.code, 0, "{verified:?}");
        // A key alone proves no time and is in no log.
        let unlogged = run(&folder, &verify);
        assert!(unlogged.code == 1 && unlogged.out.contains("log.missing"), "{unlogged:?}");
        std::fs::write(folder.join("app"), "another").unwrap();
        let changed = run(&folder, &[&verify[..], &["--accept-unlogged"]].concat());
        assert!(changed.code == 1 && changed.out.contains("error[signature.artifact]"), "{changed:?}");
    }
}

#[test]
fn what_is_attested_with_a_key_is_a_bundle() {
    let folder = scratch("sign-attest");
    key(&folder, "ecdsa-p256");
    std::fs::write(folder.join("app"), "an artifact").unwrap();
    std::fs::write(folder.join("predicate.json"), "{\"passed\": true}").unwrap();
    let about = ["attest", "app", "--type", "https://example.com/tested/v1", "--predicate", "predicate.json"];
    let options = ["--key", "sealwright.key", "--output", "app.sigstore.json"];
    assert_eq!(run(&folder, &[&about[..], &options].concat()).code, 0);
    let verify = ["verify", "app", "--key", "sealwright.pub", "--accept-unlogged", "--predicate-type"];
    let verified = run(&folder, &[&verify[..], &["https://example.com/tested/v1"]].concat());
    assert_eq!(verified.code, 0, "{verified:?}");
    let other = run(&folder, &[&verify[..], &["https://example.com/other/v1"]].concat());
    assert!(other.code == 1 && other.out.contains("error[predicate.type]"), "{other:?}");
}

#[test]
fn this_machine_signs_and_others_believe_it_by_its_trusted_root() {
    let folder = scratch("sign-local");
    std::fs::write(folder.join("app"), "an artifact").unwrap();
    std::fs::write(folder.join("predicate.json"), "{\"passed\": true}").unwrap();
    let before = run(&folder, &["verify", "app", "--local", "--bundle", "predicate.json"]);
    assert!(before.code == 5 && before.err.contains("sign FILE --local"), "{before:?}");

    assert_eq!(run(&folder, &["sign", "app", "--local"]).code, 0);
    let verified = run(&folder, &["verify", "app", "--local"]);
    assert!(verified.code == 0 && verified.out.contains("me@here"), "{verified:?}");
    let about =
        ["attest", "app", "--type", "https://example.com/tested/v1", "--predicate", "predicate.json", "--local"];
    assert_eq!(run(&folder, &[&about[..], &["--output", "attested.json"]].concat()).code, 0);
    assert_eq!(run(&folder, &["verify", "app", "--local", "--bundle", "attested.json"]).code, 0);

    assert_eq!(run(&folder, &["trust", "export", "--output", "root.json"]).code, 0);
    let issuer = ["--certificate-oidc-issuer", "https://sealwright.local", "--trusted-root", "root.json"];
    let by = |who: &str| run(&folder, &[&["verify", "app", "--certificate-identity", who], &issuer[..]].concat());
    assert_eq!(by("me@here").code, 0);
    let stranger = by("eve@here");
    assert!(stranger.code == 1 && stranger.out.contains("error[identity.san]"), "{stranger:?}");
    // Nobody else does.
    let elsewhere = run(&folder, &["verify", "app", "--certificate-identity", "me@here", issuer[0], issuer[1]]);
    assert!(elsewhere.code == 1 && elsewhere.out.contains("cert.chain"), "{elsewhere:?}");
}

#[test]
fn several_artifacts_are_signed_at_once_by_this_machine_and_one_that_cannot_be_read_keeps_no_other_from_it() {
    let folder = scratch("sign-local-several");
    let names: Vec<_> = (0..300).map(|index| format!("app{index}")).collect();
    for name in &names {
        std::fs::write(folder.join(name), name).unwrap();
    }
    let artifacts: Vec<_> = names.iter().map(String::as_str).collect();
    let signed = run(&folder, &[&["sign", "--local", "missing"], &artifacts[..], &["home"]].concat());
    assert_eq!(signed.code, 5, "{}", signed.err);
    let lines: Vec<_> = names.iter().map(|name| format!("signed {name}: {name}.sigstore.json")).collect();
    assert_eq!(signed.out.lines().collect::<Vec<_>>(), lines, "in the order in which they were named");
    for words in
        ["error: missing: cannot read missing", "error: home: ", "archive a folder", "300 of 302 artifacts are signed"]
    {
        assert!(signed.err.contains(words), "{words}: {}", signed.err);
    }
    for name in ["app0", "app299"] {
        assert_eq!(run(&folder, &["verify", name, "--local"]).code, 0);
    }
    // Two writes, of 256 entries at most: two checkpoints.
    let checkpoint = std::fs::read_to_string(folder.join("home/local/log/checkpoint")).unwrap();
    assert_eq!(checkpoint.lines().nth(1), Some("300"), "{checkpoint}");
    let times = |name: &str| {
        let bundle = std::fs::read_to_string(folder.join(format!("{name}.sigstore.json"))).unwrap();
        let bundle: serde_json::Value = serde_json::from_str(&bundle).unwrap();
        bundle["verificationMaterial"]["tlogEntries"][0]["inclusionProof"]["treeSize"].as_str().unwrap().to_owned()
    };
    assert_eq!([times("app0"), times("app255"), times("app256"), times("app299")], ["256", "256", "300", "300"]);
}

#[test]
fn nothing_is_made_where_there_is_nothing_to_sign() {
    let folder = scratch("sign-nothing");
    let missing = run(&folder, &["sign", "--local", "missing", "gone"]);
    assert!(missing.code == 5 && missing.err.contains("missing") && missing.err.contains("0 of 2"), "{missing:?}");
    assert!(!folder.join("home").exists());
}

#[test]
fn artifacts_that_are_signed_at_the_same_time_are_said_as_json_lines_and_nothing_else() {
    let folder = scratch("sign-json");
    key(&folder, "ecdsa-p256");
    for name in ["a", "b", "c"] {
        std::fs::write(folder.join(name), name).unwrap();
    }
    for who in [&["--key", "sealwright.key"][..], &["--local"]] {
        let signed = run(&folder, &[&["sign", "a", "b", "c", "--json"], who].concat());
        assert_eq!((signed.code, signed.err.as_str()), (0, ""), "{signed:?}");
        let mut artifacts: Vec<_> = signed
            .out
            .lines()
            .map(|line| {
                let line: serde_json::Value = serde_json::from_str(line).unwrap();
                assert_eq!(line["schema"], "sealwright/signed/v1");
                line["artifact"].as_str().unwrap().to_owned()
            })
            .collect();
        artifacts.sort();
        assert_eq!(artifacts, ["a", "b", "c"]);
    }
}

#[test]
fn mistakes_write_nothing() {
    let folder = scratch("sign-mistakes");
    key(&folder, "ecdsa-p256");
    std::fs::write(folder.join("app"), "an artifact").unwrap();
    for (args, code, says) in [
        (&["sign"][..], 2, "ARTIFACT"),
        (&["sign", "app", "--key", "missing.key"], 5, "missing.key"),
        (&["sign", "app", "--key", "sealwright.pub"], 2, "a public key does not sign"),
        (&["sign", "missing", "--key", "sealwright.key"], 5, "missing"),
        (&["sign", "app", "app", "--key", "sealwright.key", "--bundle", "b.json"], 2, "--bundle is for one artifact"),
        (&["sign", "app", "--key", "sealwright.key", "--identity-token", "x"], 2, "cannot be used with"),
        (&["sign", "app", "--identity-token", "not-a-token"], 4, "no identity token"),
        (&["sign", "app", "--identity-token", "x", "--signing-config", "sealwright.pub"], 5, "sealwright.pub"),
    ] {
        let found = run(&folder, args);
        assert!(found.code == code && found.err.contains(says), "{args:?}: {found:?}");
        assert!(!folder.join("app.sigstore.json").exists() && !folder.join("b.json").exists());
    }
}
