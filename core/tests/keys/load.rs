use std::path::Path;

use sealwright::keys::{Ask, LoadError, load};
use sealwright::{Password, PrivateKeyError};

use super::{PASSWORD, folder, public, scratch, signs_for};

/// Loads, with this password, and says how often it was asked for.
fn load_with(key: &str, password: Option<&str>) -> (Result<Box<dyn sealwright::SigningKey>, LoadError>, usize) {
    let mut asked = 0;
    let loaded = load(key, &mut |ask| {
        assert!(matches!(ask, Ask::KeyFile(path) if path == Path::new(key)));
        asked += 1;
        password.map(Password::new)
    });
    (loaded, asked)
}

fn path(name: &str) -> String {
    folder().join(name).display().to_string()
}

#[test]
fn a_password_is_asked_for_only_where_it_is_needed() {
    let (plain, asked) = load_with(&path("p256.pem"), Some(PASSWORD));
    assert_eq!(asked, 0);
    signs_for(plain.unwrap().as_ref(), &public("p256"));
    let (encrypted, asked) = load_with(&path("p256.cosign.pem"), Some(PASSWORD));
    assert_eq!(asked, 1);
    signs_for(encrypted.unwrap().as_ref(), &public("p256"));
}

#[test]
fn whoever_is_not_let_in_is_told_from_a_bad_file() {
    let error = |name: &str, password| load_with(&path(name), password).0.map(|_| ()).unwrap_err();
    for (password, reason) in [(None, PrivateKeyError::PasswordNeeded), (Some("wrong"), PrivateKeyError::WrongPassword)]
    {
        let error = error("p256.scrypt.pem", password);
        assert!(error.is_authentication());
        assert!(matches!(error, LoadError::PrivateKey { error, .. } if error == reason));
    }
    for name in ["refused/x25519.pem", "p256.pub", "ORIGIN.md", "none.pem", "."] {
        assert!(!error(name, None).is_authentication(), "{name}");
    }
    assert!(matches!(error("none.pem", None), LoadError::Read { .. }));
}

#[test]
fn a_file_over_64_kib_is_not_read_whole() {
    let file = scratch("large").join("key.pem");
    std::fs::write(&file, " ".repeat(64 * 1024 + 1)).unwrap();
    let (loaded, _) = load_with(&file.display().to_string(), None);
    assert!(matches!(loaded, Err(LoadError::PrivateKey { error: PrivateKeyError::TooLarge, .. })));
}

#[cfg(unix)]
#[test]
fn a_command_is_named_with_its_arguments_and_public_key() {
    use sealwright::SigningKey;
    let folder = scratch("load-command");
    let own = super::private("p256.pem");
    let digest = sealwright::DigestAlgorithm::Sha256.digest(b"message");
    std::fs::write(folder.join("signature"), own.sign_digest(&digest).unwrap()).unwrap();
    let script = r#"printf '{"signature": "%s"}' "$(base64 < "$0" | tr -d '\n')""#;
    let encode = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    let signature = folder.join("signature").display().to_string();
    let (public_key, script) = (path("p256.pub"), encode(script));
    let key = format!("command:sh?public-key={public_key}&arg=-c&arg={script}&arg={signature}&timeout=30");
    signs_for(load_with(&key, None).0.unwrap().as_ref(), &public("p256"));
}

#[test]
fn a_command_that_is_not_spelled_right_is_refused() {
    let file = path("p256.pub");
    for bad in [
        "command:kms",
        "command:kms?arg=1",
        &format!("command:?public-key={file}"),
        &format!("command:kms?public-key={file}&public-key={file}"),
        &format!("command:kms?public-key={file}&timeout=0"),
        &format!("command:kms?public-key={file}&timeout=3601"),
        &format!("command:kms?public-key={file}&timeout=1&timeout=1"),
        &format!("command:kms?public-key={file}&args=1"),
        &format!("command:kms?public-key={file}&arg"),
        &format!("command:kms?public-key={file}&arg=%f"),
    ] {
        let error = load_with(bad, None).0.map(|_| ()).unwrap_err();
        assert!(matches!(error, LoadError::CommandUri(_)), "{bad}: {error}");
    }
    let private = load_with(&format!("command:kms?public-key={}", path("p256.pem")), None).0;
    assert!(matches!(private, Err(LoadError::PublicKey { .. })));
}

#[test]
fn a_uri_of_a_token_that_is_wrong_is_refused() {
    let error = load_with("pkcs11:token=a", None).0.map(|_| ()).unwrap_err();
    assert!(matches!(error, LoadError::Uri(_)), "{error}");
}

#[cfg(not(feature = "pkcs11"))]
#[test]
fn a_token_in_a_build_without_pkcs11_is_named_as_such() {
    let error = load_with("pkcs11:token=a?module-path=/m.so", None).0.map(|_| ()).unwrap_err();
    assert_eq!(error, LoadError::NoPkcs11);
}
