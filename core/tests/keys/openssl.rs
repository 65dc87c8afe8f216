//! Both directions with the openssl command, where there is one.

use std::path::Path;
use std::process::{Command, Output};

use sealwright::{KeyKind, PrivateKey, PublicKey};

use super::{PASSWORD, password, private, scratch, signs_for};

fn openssl(folder: &Path, args: &[&str]) -> Option<Output> {
    match Command::new("openssl").args(args).current_dir(folder).output() {
        Ok(output) => Some(output),
        Err(error) => {
            eprintln!("skipped: no openssl command ({error})");
            None
        }
    }
}

#[test]
fn openssl_reads_what_is_written_here() {
    let folder = scratch("openssl-reads");
    let kinds =
        [KeyKind::EcdsaP256, KeyKind::EcdsaP384, KeyKind::EcdsaP521, KeyKind::Ed25519, KeyKind::Rsa { bits: 2048 }];
    for kind in kinds {
        let key = PrivateKey::generate(kind).unwrap();
        for password in [None, Some(password())] {
            std::fs::write(folder.join("key.pem"), key.to_pem(password.as_ref()).unwrap()).unwrap();
            let pass = format!("pass:{PASSWORD}");
            let args = ["pkey", "-in", "key.pem", "-passin", &pass, "-pubout"];
            let Some(output) = openssl(&folder, &args) else { return };
            assert!(output.status.success(), "{kind}: {}", String::from_utf8_lossy(&output.stderr));
            assert_eq!(String::from_utf8(output.stdout).unwrap(), key.public_key().to_pem(), "{kind}");
        }
    }
}

#[test]
fn what_openssl_writes_is_read_here() {
    let folder = scratch("openssl-writes");
    let pass = format!("pass:{PASSWORD}");
    let key = ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"];
    for encryption in [&[][..], &["-aes-256-cbc", "-pass", &pass], &["-aes-128-cbc", "-pass", &pass]] {
        let Some(output) = openssl(&folder, &[&key, encryption].concat()) else { return };
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let pem = String::from_utf8(output.stdout).unwrap();
        let key = PrivateKey::from_pem(&pem, Some(&password())).unwrap();
        std::fs::write(folder.join("key.pem"), &pem).unwrap();
        let public = openssl(&folder, &["pkey", "-in", "key.pem", "-passin", &pass, "-pubout"]).unwrap();
        signs_for(&key, &PublicKey::from_pem(&String::from_utf8(public.stdout).unwrap()).unwrap());
    }
}

#[test]
fn openssl_verifies_what_is_signed_here() {
    let folder = scratch("openssl-verifies");
    std::fs::write(folder.join("artifact"), b"artifact").unwrap();
    for name in ["p256", "p384", "p521", "rsa-2048"] {
        let key = private(&format!("{name}.pem"));
        let signer: &dyn sealwright::SigningKey = &key;
        let digest = signer.digest_algorithm();
        std::fs::write(folder.join("signature"), signer.sign_digest(&digest.digest(b"artifact")).unwrap()).unwrap();
        std::fs::write(folder.join("key.pub"), key.public_key().to_pem()).unwrap();
        let digest = format!("-{}", digest.name().replace('-', ""));
        let args = ["dgst", &digest, "-verify", "key.pub", "-signature", "signature", "artifact"];
        let Some(output) = openssl(&folder, &args) else { return };
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "Verified OK", "{name} {output:?}");
    }
}
