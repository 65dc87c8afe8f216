//! The encrypted keys of cosign: JSON that says how a PKCS#8 key was sealed with scrypt and NaCl's secretbox.
//!
//! github.com/secure-systems-lab/go-securesystemslib, encrypted/encrypted.go.

use aws_lc_rs::rand;
use crypto_secretbox::aead::{AeadInPlace, KeyInit};
use crypto_secretbox::{Key, Nonce, XSalsa20Poly1305};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::error::PrivateKeyError;
use super::password::Password;
use super::scrypt::{self, Parameters};
use crate::encoding::{base64, json};

const SECRETBOX: &str = "nacl/secretbox";
const TAG: usize = 16;

/// What is written: what cosign writes since 2024 (encrypted.Standard).
const WRITTEN: Parameters = Parameters { n: 1 << 16, r: 8, p: 1 };

#[derive(Serialize, Deserialize)]
struct Sealed {
    kdf: Kdf,
    cipher: Cipher,
    ciphertext: String,
}

#[derive(Serialize, Deserialize)]
struct Kdf {
    name: String,
    params: Parameters,
    salt: String,
}

#[derive(Serialize, Deserialize)]
struct Cipher {
    name: String,
    nonce: String,
}

/// The PrivateKeyInfo inside.
pub(super) fn open(text: &[u8], password: &Password) -> Result<Zeroizing<Vec<u8>>, PrivateKeyError> {
    let malformed = |reason: &str| PrivateKeyError::Cosign(reason.to_owned());
    let text = std::str::from_utf8(text).map_err(|_| malformed("it is not text"))?;
    let sealed: Sealed = json::from_str(text).map_err(|error| PrivateKeyError::Cosign(error.to_string()))?;
    if sealed.kdf.name != scrypt::NAME || sealed.cipher.name != SECRETBOX {
        let names = format!("{:?} and {:?}", sealed.kdf.name, sealed.cipher.name);
        return Err(PrivateKeyError::Encryption(names.chars().take(100).collect()));
    }
    let bytes = |text: &str, what| base64::decode(text).map_err(|_| malformed(what));
    let salt = bytes(&sealed.kdf.salt, "kdf.salt is not base64")?;
    let nonce = base64::decode_array::<24>(&sealed.cipher.nonce);
    let nonce = nonce.ok_or_else(|| malformed("cipher.nonce is not the base64 of 24 bytes"))?;
    let ciphertext = bytes(&sealed.ciphertext, "ciphertext is not base64")?;
    // secretbox writes the tag in front.
    let (tag, body) =
        ciphertext.split_at_checked(TAG).ok_or_else(|| malformed("ciphertext is shorter than its tag"))?;
    let key: Zeroizing<[u8; 32]> = sealed.kdf.params.derive(password, &salt)?;
    let cipher = XSalsa20Poly1305::new(Key::from_slice(key.as_slice()));
    let mut plain = Zeroizing::new(body.to_vec());
    cipher
        .decrypt_in_place_detached(Nonce::from_slice(&nonce), &[], &mut plain, tag.into())
        .map_err(|_| PrivateKeyError::WrongPassword)?;
    Ok(plain)
}

/// The JSON in which this PrivateKeyInfo is sealed: scrypt (N = 2^16, r = 8, p = 1).
pub(super) fn seal(info: &[u8], password: &Password) -> Result<Vec<u8>, PrivateKeyError> {
    let (mut salt, mut nonce) = ([0; 32], [0; 24]);
    rand::fill(&mut salt)?;
    rand::fill(&mut nonce)?;
    let key: Zeroizing<[u8; 32]> = WRITTEN.derive(password, &salt)?;
    let cipher = XSalsa20Poly1305::new(Key::from_slice(key.as_slice()));
    let mut body = info.to_vec();
    let tag = cipher
        .encrypt_in_place_detached(Nonce::from_slice(&nonce), &[], &mut body)
        .map_err(|_| PrivateKeyError::Failed)?;
    let sealed = Sealed {
        kdf: Kdf { name: scrypt::NAME.to_owned(), params: WRITTEN, salt: base64::encode(salt) },
        cipher: Cipher { name: SECRETBOX.to_owned(), nonce: base64::encode(nonce) },
        ciphertext: base64::encode([tag.as_slice(), &body].concat()),
    };
    serde_json::to_vec(&sealed).map_err(|_| PrivateKeyError::Failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn altered(from: &str, to: &str) -> PrivateKeyError {
        let sealed = String::from_utf8(seal(b"info", &Password::new("pw")).unwrap()).unwrap();
        assert!(sealed.contains(from), "{sealed}");
        open(sealed.replacen(from, to, 1).as_bytes(), &Password::new("pw")).unwrap_err()
    }

    #[test]
    fn what_is_sealed_is_opened_by_its_password_alone() {
        let sealed = seal(b"info", &Password::new("")).unwrap();
        assert_eq!(open(&sealed, &Password::new("")).unwrap().as_slice(), b"info");
        assert_eq!(open(&sealed, &Password::new("pw")), Err(PrivateKeyError::WrongPassword));
    }

    #[test]
    fn what_is_not_the_json_that_cosign_writes_is_refused() {
        for (from, to) in [
            ("{\"kdf\"", "{\"kdf\":1,\"kdf\""),
            ("\"nonce\":\"", "\"nonce\":\"AAAA"),
            ("\"salt\":\"", "\"salt\":\"="),
            ("\"ciphertext\":\"", "\"ciphertext\":\"=\",\"x\":\""),
            ("\"ciphertext\":\"", "\"ciphertext\":\"AAAA\",\"x\":\""),
            ("\"r\":8", "\"r\":-8"),
        ] {
            assert!(matches!(altered(from, to), PrivateKeyError::Cosign(_)), "{to}");
        }
        assert!(matches!(altered("\"scrypt\"", "\"argon2\""), PrivateKeyError::Encryption(_)));
        assert!(matches!(altered(SECRETBOX, "aes"), PrivateKeyError::Encryption(_)));
        assert!(matches!(altered("65536", "1048576"), PrivateKeyError::Cost { .. }));
        assert!(matches!(open(&[0xff], &Password::new("")), Err(PrivateKeyError::Cosign(_))));
    }
}
