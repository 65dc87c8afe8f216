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
