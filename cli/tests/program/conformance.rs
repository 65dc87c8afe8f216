//! `verify-bundle`, the protocol of sigstore-conformance, over its own cases.

use super::{Run, rows, sealwright, vectors};

#[test]
fn every_public_conformance_case_comes_out_as_stated_by_path_and_by_digest() {
    let Some(folder) = vectors("conformance") else { return };
    let mut wrong = Vec::new();
    let mut runs = 0;
    for row in rows(&folder.join("cases.tsv")) {
        let [case, expected, bundle, artifact, digest, root, source, key, identity, issuer, ..] = row.as_slice() else {
            panic!("{row:?}");
        };
        let path = |name: &str| folder.join(name).display().to_string();
        let mut args = vec!["verify-bundle".to_owned(), "--bundle".to_owned(), path(bundle)];
        if key.is_empty() {
            args.extend(["--certificate-identity", identity, "--certificate-oidc-issuer", issuer].map(str::to_owned));
        } else {
            args.extend(["--key".to_owned(), path(key)]);
        }
        if source == "custom" || !root.starts_with("prod/") {
            args.extend(["--trusted-root".to_owned(), path(root)]);
        }
        for subject in [path(artifact), digest.clone()] {
            let args: Vec<&str> = args.iter().chain([&subject]).map(String::as_str).collect();
            let run = sealwright(&args);
            runs += 1;
            let code = i32::from(expected != "pass");
            if run.code != code {
                wrong.push(format!("{case} by {subject}: {expected}, but {run:?}"));
            }
        }
    }
    println!("conformance: {} of {runs} runs as stated", runs - wrong.len());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert_eq!(runs, 140);
}

#[test]
fn every_cpython_release_is_verified() {
    let Some(folder) = vectors("conformance") else { return };
    let rows = rows(&folder.join("cpython-cases.tsv"));
    for row in &rows {
        let [release, expected, bundle, digest, identity, issuer, ..] = row.as_slice() else { panic!("{row:?}") };
        let bundle = folder.join(bundle).display().to_string();
        let args =
            ["--bundle", &bundle, "--certificate-identity", identity, "--certificate-oidc-issuer", issuer, digest];
        let run = sealwright(&[&["verify-bundle"][..], &args].concat());
        assert_eq!(run.code, i32::from(expected != "pass"), "{release}: {run:?}");
    }
    println!("CPython releases: {} of {} as stated", rows.len(), rows.len());
}

#[test]
fn whatever_stands_in_the_way_of_a_yes_is_exit_code_1() {
    let key = ["verify-bundle", "--key", "managed-key.pub", "--bundle"];
    let absent = sealwright(&[&key[..], &["absent.json", "a.txt"]].concat());
    assert_eq!((absent.code, absent.err.contains("cannot read absent.json")), (1, true), "{absent:?}");
    let staging = sealwright(&[&key[..], &["managed-key.sigstore.json", "--staging", "a.txt"]].concat());
    assert_eq!((staging.code, staging.err.contains("--trusted-root")), (1, true), "{staging:?}");
    // The protocol: what has not the right length for a SHA-256 digest is a path.
    let short: Run = sealwright(&[&key[..], &["managed-key.sigstore.json", "sha256:abcd"]].concat());
    assert_eq!((short.code, short.err.contains("cannot read sha256:abcd")), (1, true), "{short:?}");
}

#[test]
fn a_managed_key_verifies_through_the_protocol() {
    let run =
        sealwright(&["verify-bundle", "--bundle", "managed-key.sigstore.json", "--key", "managed-key.pub", "a.txt"]);
    assert_eq!(run.code, 0, "{run:?}");
}
