//! Every mistake has its exit code, and a message that says what to do.

use super::{bundles, scratch, sealwright};

/// Runs `verify` and checks the exit code and that standard error has all these words; standard output is empty.
#[track_caller]
fn mistake(args: &[&str], code: i32, words: &[&str]) {
    let run = sealwright(args);
    assert_eq!((run.code, run.out.as_str()), (code, ""), "{args:?}: {}", run.err);
    for word in words {
        assert!(run.err.contains(word), "{args:?}: {word:?} is not in\n{}", run.err);
    }
}

#[test]
fn mistakes_of_the_command_line_are_exit_code_2() {
    let bundle = "--bundle=managed-key.sigstore.json";
    let key = "--key=managed-key.pub";
    mistake(&[], 2, &["Usage: sealwright"]);
    mistake(&["verfy"], 2, &["verify"]);
    mistake(&["verify"], 2, &["ARTIFACT"]);
    mistake(&["verify", "a.txt", key, "--bundel=x"], 2, &["--bundle"]);
    mistake(&["verify", "a.txt", bundle], 2, &["who may have signed", "--github OWNER/REPO"]);
    mistake(
        &["verify", "a.txt", bundle, "--certificate-identity=x"],
        2,
        &["together with", "--certificate-oidc-issuer"],
    );
    mistake(&["verify", "a.txt", bundle, "--certificate-oidc-issuer=x"], 2, &["who may have signed"]);
    mistake(&["verify", "a.txt", bundle, key, "--github=a/b"], 2, &["cannot be used with"]);
    mistake(&["verify", "a.txt", bundle, key, "--tag=v1"], 2, &["cannot be used with"]);
    mistake(&["verify", "a.txt", bundle, key, "--policy=x.toml"], 2, &["cannot be used with"]);
    mistake(&["verify", "a.txt", bundle, "--policy=x.toml", "--workflow=x.yml"], 2, &["cannot be used with"]);
    let without_issuer = "--certificate-without-issuer";
    mistake(&["verify", "a.txt", bundle, "--github=a/b", without_issuer], 2, &["cannot be used with"]);
    mistake(&["verify", "a.txt", bundle, "--github=a/b", "--tag=v1", "--branch=main"], 2, &["cannot be used with"]);
    mistake(&["verify", "a.txt", bundle, "--github=a"], 2, &["a"]);
    mistake(&["verify", "a.txt", bundle, key, "--at=yesterday"], 2, &["--at yesterday", "2026-11-21T10:00:00Z"]);
    mistake(&["verify", "a.txt", bundle, key, "--format=xml"], 2, &["human", "json"]);
    mistake(&["verify", "sha256:abcd", bundle, key], 2, &["64 hexadecimal digits"]);
    mistake(&["verify", "a.txt", bundle, "--key=a.txt"], 2, &["holds no public key", "BEGIN PUBLIC KEY"]);
    mistake(&["--explain", "log.everything"], 2, &["there is no check", "log.inclusion"]);
    mistake(&["--explain", "everything"], 2, &["lists all codes"]);
}

#[test]
fn a_pattern_that_any_owner_could_satisfy_is_refused() {
    let issuer = "--certificate-oidc-issuer=https://token.actions.githubusercontent.com";
    for pattern in [".*", "https://github.com/.*", "https://github.com/[^/]+/repo/.*"] {
        let identity = format!("--certificate-identity-regexp={pattern}");
        mistake(&["verify", "a.txt", "--bundle=bundle_v3.json", issuer, &identity], 2, &["too wide"]);
    }
    let issuer = "--certificate-oidc-issuer-regexp=.*";
    mistake(
        &["verify", "a.txt", "--bundle=bundle_v3.json", issuer, "--certificate-identity=a@b.example"],
        2,
        &["too wide"],
    );
}

#[test]
fn nothing_to_verify_is_exit_code_3() {
    let folder = scratch("nothing");
    let artifact = folder.join("alone.txt");
    std::fs::write(&artifact, b"alone").unwrap();
    let artifact = artifact.to_str().unwrap();
    mistake(&["verify", artifact, "--github=a/b"], 3, &["no bundle", ".sigstore.json", ".intoto.jsonl", "--bundle"]);
    let digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    mistake(&["verify", digest, "--github=a/b"], 3, &["no bundle", "--bundle"]);
    for (name, bytes) in [("empty.jsonl", &b"\n"[..]), ("answer.json", br#"{"attestations":[]}"#)] {
        let file = folder.join(name);
        std::fs::write(&file, bytes).unwrap();
        let said = format!("there is no attestation in {}", file.display());
        mistake(&["verify", artifact, "--github=a/b", "--bundle", file.to_str().unwrap()], 3, &[&said, "fetch it"]);
    }
}

#[test]
fn what_is_not_available_is_exit_code_5() {
    let bundle = "--bundle=managed-key.sigstore.json";
    let key = "--key=managed-key.pub";
    mistake(&["verify", "absent.txt", key], 5, &["cannot read absent.txt"]);
    mistake(&["verify", "absent.txt", bundle, key], 5, &["cannot read absent.txt"]);
    mistake(&["verify", "a.txt", "--bundle=absent.json", key], 5, &["cannot read absent.json"]);
    mistake(&["verify", "a.txt", bundle, "--key=absent.pub"], 5, &["cannot read absent.pub"]);
    mistake(&["verify", "a.txt", bundle, "--policy=absent.toml"], 5, &["cannot read absent.toml"]);
    mistake(&["verify", "a.txt", bundle, key, "--trusted-root=absent.json"], 5, &["cannot read absent.json"]);
    mistake(&["verify", "a.txt", bundle, key, "--trusted-root=a.txt"], 5, &["is not a trusted root"]);
    mistake(&["verify", ".", bundle, key], 5, &["an artifact is a file"]);
    mistake(&["inspect", "absent.json"], 5, &["cannot read absent.json"]);
}

#[test]
fn a_bundle_that_is_none_is_a_definite_no() {
    let folder = scratch("malformed");
    for (name, bytes, code) in [
        ("not-json", &b"hello"[..], "bundle.malformed"),
        ("empty-object", b"{}", "bundle."),
        ("a-key", &std::fs::read(bundles().join("managed-key.pub")).unwrap(), "bundle.malformed"),
        ("version", br#"{"mediaType":"application/vnd.dev.sigstore.bundle.v9.9+json"}"#, "bundle.version"),
    ] {
        let file = folder.join(name);
        std::fs::write(&file, bytes).unwrap();
        let run = sealwright(&["verify", "a.txt", "--key=managed-key.pub", "--bundle", file.to_str().unwrap()]);
        assert_eq!(run.code, 1, "{name}: {run:?}");
        assert!(run.out.starts_with(&format!("error[{code}")), "{name}: {}", run.out);
    }
}

#[test]
fn every_command_has_its_page_in_the_manual() {
    let folder = scratch("manual");
    let run = sealwright(&["man", folder.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{run:?}");
    for page in ["sealwright", "sealwright-verify", "sealwright-slsa", "sealwright-slsa-verify-vsa"] {
        let text = std::fs::read_to_string(folder.join(format!("{page}.1"))).unwrap();
        // Whatever a page refers to is there too.
        for name in text.lines().filter_map(|line| line.strip_suffix("(1)")).filter(|name| !name.ends_with("help")) {
            assert!(folder.join(format!("{}.1", name.replace('\\', ""))).is_file(), "{page} refers to {name}");
        }
    }
}

#[test]
fn the_terminal_is_safe_from_what_a_bundle_says() {
    let folder = scratch("hostile");
    let file = folder.join("hostile.json");
    std::fs::write(&file, "{\"mediaType\":\"\\u001b[2J\\u202emoc.live\\u009b31m\"}").unwrap();
    for format in ["human", "json"] {
        let args = ["verify", "a.txt", "--key=managed-key.pub", "--format", format, "--bundle", file.to_str().unwrap()];
        let run = sealwright(&args);
        assert_eq!(run.code, 1);
        let hostile = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!run.out.contains(hostile) && !run.err.contains(hostile), "{run:?}");
    }
}
