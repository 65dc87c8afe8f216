//! Private keys as other programs write and read them, and keys that are held outside of this process.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "all of this is test code"
)]

mod command;
mod files;
mod function;
mod load;
mod openssl;
#[cfg(feature = "pkcs11")]
mod token;

use std::path::{Path, PathBuf};

use sealwright::{Password, PrivateKey, PublicKey, Scheme, SigningKey};

const PASSWORD: &str = "correct-horse";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/keys")
}

fn text(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap()
}

fn public(name: &str) -> PublicKey {
    PublicKey::from_pem(&text(&format!("{name}.pub"))).unwrap()
}

fn password() -> Password {
    Password::new(PASSWORD)
}

/// A key from testdata.
fn private(name: &str) -> PrivateKey {
    PrivateKey::from_pem(&text(name), Some(&password())).unwrap()
}

/// A folder of its own for a test.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Signs a message in both ways that the key has, and checks both signatures with this public key.
fn signs_for(key: &dyn SigningKey, public: &PublicKey) {
    assert_eq!(key.public_key(), public);
    let signature = key.sign_message(b"message").unwrap();
    let scheme = Scheme::of(public.kind());
    assert_eq!(public.verify(scheme, b"message", &signature), Ok(()));
    assert!(public.verify(scheme, b"massage", &signature).is_err());
}
