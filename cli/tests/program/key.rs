//! `sealwright key`: what is made, who may read it, and what is never done.

use std::path::Path;
use std::process::{Command, Stdio};

use super::{Run, scratch, testdata};

const PASSWORD: &str = "correct-horse";
const PASSWORDS: [&str; 4] = ["SEALWRIGHT_PASSWORD", "COSIGN_PASSWORD", "SEALWRIGHT_PIN", "COSIGN_PKCS11_PIN"];

/// Runs `sealwright key` there, without a terminal, with only these passwords in the environment.
fn key(folder: &Path, args: &[&str], passwords: &[(&str, &str)]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sealwright"));
    command.arg("key").args(args).current_dir(folder).stdin(Stdio::null());
    PASSWORDS.iter().for_each(|name| {
        command.env_remove(name);
    });
    let output = command.envs(passwords.iter().copied()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

const OURS: [(&str, &str); 1] = [("SEALWRIGHT_PASSWORD", PASSWORD)];

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn a_new_key_is_encrypted_and_its_public_half_lies_beside_it() {
    let folder = scratch("key-new");
    let run = key(&folder, &["new"], &OURS);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    for word in ["sealwright.key", "sealwright.pub", "ECDSA P-256", "sha256:", "sealwright verify FILE --key"] {
        assert!(run.out.contains(word), "{word}: {}", run.out);
    }
    assert!(!run.out.contains(PASSWORD));
    assert!(read(&folder, "sealwright.key").starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    let public = key(&folder, &["public", "sealwright.key"], &OURS);
    assert_eq!((public.code, public.out), (0, read(&folder, "sealwright.pub")));
    let shown = key(&folder, &["show", "sealwright.key"], &OURS);
    assert_eq!(shown.code, 0);
    assert!(shown.out.contains("ECDSA P-256") && shown.out.contains("PKCS#8, encrypted"), "{}", shown.out);
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_a_new_key() {
    use std::os::unix::fs::PermissionsExt;
    let folder = scratch("key-mode");
    assert_eq!(key(&folder, &["new", "--no-password-dangerous"], &[]).code, 0);
    let mode = std::fs::metadata(folder.join("sealwright.key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn every_type_is_made_and_said_as_json() {
    let folder = scratch("key-types");
    for (kind, name) in [
        ("ecdsa-p256", "ECDSA P-256"),
        ("ecdsa-p384", "ECDSA P-384"),
        ("ecdsa-p521", "ECDSA P-521"),
        ("ed25519", "Ed25519"),
        ("rsa-3072", "RSA-3072"),
    ] {
        let out = format!("{kind}.pem");
        let run = key(&folder, &["new", "--type", kind, "--out", &out, "--json", "--no-password-dangerous"], &[]);
        assert_eq!(run.code, 0, "{kind}: {}", run.err);
        let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!((&json["schema"], &json["kind"]), (&"sealwright/key/v1".into(), &name.into()));
        assert_eq!(json["files"], serde_json::json!({"private": out, "public": format!("{kind}.pub")}));
        assert_eq!(json["encrypted"], false);
        assert_eq!(json["public_key"], read(&folder, &format!("{kind}.pub")));
        let shown = key(&folder, &["show", "--json", &out], &[]);
        let shown: serde_json::Value = serde_json::from_str(&shown.out).unwrap();
        assert_eq!((&shown["fingerprint"], &shown["format"]), (&json["fingerprint"], &"PKCS#8".into()));
    }
}

#[test]
fn a_key_in_cosigns_format_opens_with_cosigns_variable() {
    let folder = scratch("key-cosign");
    let passwords = [("COSIGN_PASSWORD", PASSWORD)];
    let run = key(&folder, &["new", "--format", "cosign", "--out", "mine"], &passwords);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(read(&folder, "mine").starts_with("-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\n"));
    assert_eq!(key(&folder, &["public", "mine"], &passwords).out, read(&folder, "mine.pub"));
    let empty = key(&folder, &["new", "--format=cosign", "--no-password-dangerous", "--out=open"], &passwords);
    assert!(empty.err.contains("has no password"), "{}", empty.err);
    assert_eq!(key(&folder, &["public", "open"], &[("COSIGN_PASSWORD", "")]).out, read(&folder, "open.pub"));
}

#[test]
fn a_wrong_or_missing_password_is_exit_code_4() {
    let keys = testdata().join("keys");
    for (file, passwords) in [
        ("p256.scrypt.pem", &[("SEALWRIGHT_PASSWORD", "hunter2")][..]),
        ("p256.cosign.pem", &[("COSIGN_PASSWORD", "hunter2")]),
        ("p256.cosign.pem", &[]),
    ] {
        let run = key(&keys, &["public", file], passwords);
        assert_eq!((run.code, run.out.as_str()), (4, ""), "{file}: {}", run.err);
        assert!(run.err.contains("COSIGN_PASSWORD") && !run.err.contains("hunter2"), "{}", run.err);
    }
    // Ours goes before cosign's.
    let both = [("SEALWRIGHT_PASSWORD", PASSWORD), ("COSIGN_PASSWORD", "hunter2")];
    assert_eq!(
        key(&keys, &["public", "p256.cosign.pem"], &both).out,
        std::fs::read_to_string(keys.join("p256.pub")).unwrap()
    );
}

#[test]
fn no_key_is_made_without_a_password_unless_it_is_asked_for() {
    let folder = scratch("key-no-password");
    for passwords in [&[][..], &[("SEALWRIGHT_PASSWORD", "")]] {
        let run = key(&folder, &["new"], passwords);
        assert_eq!(run.code, 4, "{}", run.err);
        assert!(run.err.contains("--no-password-dangerous"), "{}", run.err);
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    }
    let run = key(&folder, &["new", "--no-password-dangerous"], &OURS);
    assert_eq!(run.code, 0);
    assert!(run.err.contains("warning: sealwright.key has no password"), "{}", run.err);
    assert!(read(&folder, "sealwright.key").starts_with("-----BEGIN PRIVATE KEY-----\n"));
}

#[test]
fn nothing_is_overwritten() {
    for there in ["sealwright.key", "sealwright.pub"] {
        let folder = scratch(&format!("key-{there}"));
        std::fs::write(folder.join(there), "mine").unwrap();
        let run = key(&folder, &["new"], &OURS);
        assert_eq!(run.code, 5, "{}", run.err);
        assert!(run.err.contains(there) && run.err.contains("--out"), "{}", run.err);
        assert_eq!(read(&folder, there), "mine");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "nothing else was written");
    }
}

#[test]
fn what_is_no_private_key_is_named() {
    let keys = testdata().join("keys");
    for (name, code, word) in [
        ("p256.pub", 2, "a public key does not sign"),
        ("ORIGIN.md", 2, "not a PEM private key"),
        ("refused/old-encryption.pem", 2, "openssl pkcs8 -topk8"),
        ("none.pem", 5, "cannot read none.pem"),
        ("pkcs11:token=a", 2, "module-path"),
        ("pkcs11:token=a?module-path=/no/such.so", 5, "/no/such.so"),
        ("command:kms", 2, "public-key"),
    ] {
        let run = key(&keys, &["public", name], &OURS);
        assert_eq!((run.code, run.out.as_str()), (code, ""), "{name}: {}", run.err);
        assert!(run.err.contains(word), "{name}: {}", run.err);
    }
}
