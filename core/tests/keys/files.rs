use sealwright::{KeyError, KeyFile, KeyFormat, KeyKind, Password, PrivateKey, PrivateKeyError};

use super::{PASSWORD, password, private, public, signs_for, text};

/// Every file, its public key and format.
const FILES: [(&str, &str, KeyFormat); 15] = [
    ("p256.pem", "p256", KeyFormat::Pkcs8),
    ("p384.pem", "p384", KeyFormat::Pkcs8),
    ("p521.pem", "p521", KeyFormat::Pkcs8),
    ("ed25519.pem", "ed25519", KeyFormat::Pkcs8),
    ("rsa-2048.pem", "rsa-2048", KeyFormat::Pkcs8),
    ("p256.sec1.pem", "p256", KeyFormat::Sec1),
    ("rsa-2048.pkcs1.pem", "rsa-2048", KeyFormat::Pkcs1),
    ("p256.scrypt.pem", "p256", KeyFormat::EncryptedPkcs8),
    ("rsa-2048.pbkdf2-sha256.pem", "rsa-2048", KeyFormat::EncryptedPkcs8),
    ("p256.pbkdf2-sha1-aes128.pem", "p256", KeyFormat::EncryptedPkcs8),
    ("p384.pbkdf2-sha512-aes192.pem", "p384", KeyFormat::EncryptedPkcs8),
    ("ed25519.pbkdf2-sha384.pem", "ed25519", KeyFormat::EncryptedPkcs8),
    ("p256.cosign.pem", "p256", KeyFormat::Cosign),
    ("p384.cosign-legacy.pem", "p384", KeyFormat::Cosign),
    ("cosign-made.pem", "cosign-made", KeyFormat::Cosign),
];

fn password_of(file: &str) -> Password {
    Password::new(if file == "cosign-made.pem" { "mypassword" } else { PASSWORD })
}

#[test]
fn keys_that_openssl_and_cosign_wrote_are_read_and_sign() {
    for (file, name, format) in FILES {
        let read = KeyFile::from_pem(&text(file)).unwrap();
        assert_eq!(read.format(), format, "{file}");
        let key = read.open(Some(&password_of(file))).unwrap_or_else(|error| panic!("{file}: {error}"));
        signs_for(&key, &public(name));
    }
    let empty = PrivateKey::from_pem(&text("ed25519.cosign-empty-password.pem"), Some(&Password::new(""))).unwrap();
    signs_for(&empty, &public("ed25519"));
}

#[test]
fn a_wrong_password_is_told_from_none_and_from_a_damaged_file() {
    for (file, _, format) in FILES {
        let open = |text: &str, password: Option<&str>| {
            PrivateKey::from_pem(text, password.map(Password::new).as_ref()).map(|_| ())
        };
        if !format.is_encrypted() {
            assert_eq!(open(&text(file), None), Ok(()), "{file}");
            continue;
        }
        assert_eq!(open(&text(file), Some("wrong")), Err(PrivateKeyError::WrongPassword), "{file}");
        assert_eq!(open(&text(file), None), Err(PrivateKeyError::PasswordNeeded), "{file}");
        let lines: Vec<_> = text(file).lines().map(str::to_owned).collect();
        let damaged = [&lines[..1], &lines[2..]].concat().join("\n");
        let error = open(&damaged, Some(PASSWORD)).unwrap_err();
        assert!(matches!(error, PrivateKeyError::Der(_) | PrivateKeyError::Cosign(_)), "{file}: {error:?}");
    }
}

#[test]
fn what_is_written_is_read_again() {
    let kinds = [
        KeyKind::EcdsaP256,
        KeyKind::EcdsaP384,
        KeyKind::EcdsaP521,
        KeyKind::Ed25519,
        KeyKind::Rsa { bits: 2048 },
        KeyKind::MlDsa44,
    ];
    for kind in kinds {
        let key = PrivateKey::generate(kind).unwrap();
        let again = PrivateKey::from_pem(&key.to_pem(None).unwrap(), None).unwrap();
        signs_for(&again, key.public_key());
    }
    let key = private("p256.pem");
    for pem in [key.to_pem(Some(&password())).unwrap(), key.to_cosign_pem(&password()).unwrap()] {
        signs_for(&PrivateKey::from_pem(&pem, Some(&password())).unwrap(), key.public_key());
        assert_eq!(
            PrivateKey::from_pem(&pem, Some(&Password::new("wrong"))).map(|_| ()),
            Err(PrivateKeyError::WrongPassword)
        );
    }
    assert_eq!(*key.to_pem(None).unwrap(), text("p256.pem"), "PKCS#8 has one form");
}

#[test]
fn keys_that_are_not_supported_say_why() {
    let read = |file: &str| PrivateKey::from_pem(&text(file), Some(&password())).map(|_| ()).unwrap_err();
    assert_eq!(read("refused/old-encryption.pem"), PrivateKeyError::OldEncryption);
    assert!(matches!(read("refused/pkcs12-3des.pem"), PrivateKeyError::Encryption(_)));
    assert!(matches!(read("refused/pbes2-3des.pem"), PrivateKeyError::Encryption(_)));
    assert_eq!(read("refused/rsa-1024.pem"), PrivateKeyError::Key(KeyError::RsaSize { bits: 1024 }));
    assert_eq!(read("refused/x25519.pem"), PrivateKeyError::Unsupported);
    assert_eq!(read("refused/secp256k1.pem"), PrivateKeyError::Unsupported);
    assert!(matches!(read("p256.pub"), PrivateKeyError::Label(_)));
    assert!(matches!(read("ORIGIN.md"), PrivateKeyError::Pem(_)));
}

#[test]
fn a_file_of_64_kib_is_read_and_a_larger_one_is_not() {
    let key = text("p256.pem");
    let padded = |length: usize| format!("{key}{}", " ".repeat(length - key.len()));
    assert!(PrivateKey::from_pem(&padded(64 * 1024), None).is_ok());
    let large = PrivateKey::from_pem(&padded(64 * 1024 + 1), None).map(|_| ());
    assert_eq!(large, Err(PrivateKeyError::TooLarge));
    let der = PrivateKey::from_pkcs8_der(&[0; 64 * 1024 + 1]).map(|_| ());
    assert_eq!(der, Err(PrivateKeyError::TooLarge));
}

#[test]
fn neither_debug_nor_an_error_shows_a_secret() {
    let file = KeyFile::from_pem(&text("p256.pem")).unwrap();
    assert_eq!(format!("{file:?}"), "KeyFile(PKCS#8)");
    let error = file_error(&text("p256.scrypt.pem"));
    assert_eq!(error.to_string(), "the password does not open the key");
}

fn file_error(text: &str) -> PrivateKeyError {
    PrivateKey::from_pem(text, Some(&Password::new("hunter2"))).map(|_| ()).unwrap_err()
}
