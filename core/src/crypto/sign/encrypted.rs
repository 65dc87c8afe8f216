//! EncryptedPrivateKeyInfo (RFC 5958 section 3) with PBES2 (RFC 8018 section 6.2): scrypt or PBKDF2, and AES-CBC.

use std::num::NonZeroU32;

use aws_lc_rs::cipher::{
    self, AES_128, AES_192, AES_256, DecryptionContext, PaddedBlockDecryptingKey, PaddedBlockEncryptingKey,
    UnboundCipherKey,
};
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::{pbkdf2, rand};
use zeroize::Zeroizing;

use super::error::PrivateKeyError;
use super::password::Password;
use super::scrypt::Parameters;
use crate::encoding::der::{self, DerErrorKind, Reader, Tlv, tag, write};

/// Ten times and more what OWASP recommends (600,000 for SHA-256); some seconds.
const MAX_ITERATIONS: u32 = 10_000_000;
/// Salts in use have 8 to 32 octets.
const MAX_SALT: usize = 1024;

/// What is written: one of the settings that OWASP recommends, and the only one within OpenSSL's limit of 32 MiB.
const WRITTEN: Parameters = Parameters { n: 1 << 14, r: 8, p: 5 };

const PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 13];
const PBKDF2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 12];
/// RFC 7914 §7.
const SCRYPT: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0xda, 0x47, 4, 11];
/// 1.2.840.113549.2: hmacWithSHA1 is 7, and so on (RFC 8018 appendix B.1).
const HMAC: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2];
/// 2.16.840.1.101.3.4.1: aes128-CBC-PAD is 2, and so on (RFC 8018 appendix B.2.5).
const AES: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 3, 4, 1];

/// What the file says about how it is encrypted.
struct Scheme<'a> {
    derivation: Derivation<'a>,
    /// Octets, where it is given.
    key_length: Option<u32>,
    cipher: Cipher,
    iv: [u8; 16],
}

/// With the octets of its key.
type Cipher = (&'static cipher::Algorithm, usize);

enum Derivation<'a> {
    Pbkdf2 { salt: &'a [u8], iterations: NonZeroU32, prf: pbkdf2::Algorithm },
    Scrypt { salt: &'a [u8], parameters: Parameters },
}

/// The PrivateKeyInfo inside.
///
/// CBC has no authentication: whether the password is right shows in the padding, and else in what comes out.
pub(super) fn decrypt(der: &[u8], password: &Password) -> Result<Zeroizing<Vec<u8>>, PrivateKeyError> {
    let mut fields = der::single(der, tag::SEQUENCE)?.reader();
    let scheme = scheme(&mut fields.sequence()?)?;
    let encrypted = fields.read(tag::OCTET_STRING)?;
    fields.finish()?;
    if encrypted.content.is_empty() || !encrypted.content.len().is_multiple_of(16) {
        return Err(encrypted.invalid("AES-CBC ciphertext").into());
    }
    let key = scheme.key(password)?;
    let key = PaddedBlockDecryptingKey::cbc_pkcs7(UnboundCipherKey::new(scheme.cipher.0, &key)?)?;
    let mut plain = Zeroizing::new(encrypted.content.to_vec());
    let context = DecryptionContext::Iv128(FixedLength::from(scheme.iv));
    let length = key.decrypt(&mut plain, context).map_err(|_| PrivateKeyError::WrongPassword)?.len();
    plain.truncate(length);
    // One wrong password in 256 leaves a padding that looks right.
    der::check_tree(&plain).map_err(|_| PrivateKeyError::WrongPassword)?;
    Ok(plain)
}

/// An EncryptedPrivateKeyInfo of this PrivateKeyInfo: scrypt (N = 2^14, r = 8, p = 5) and AES-256-CBC.
pub(super) fn encrypt(info: &[u8], password: &Password) -> Result<Vec<u8>, PrivateKeyError> {
    let mut salt = [0; 16];
    rand::fill(&mut salt)?;
    let key: Zeroizing<[u8; 32]> = WRITTEN.derive(password, &salt)?;
    let key = PaddedBlockEncryptingKey::cbc_pkcs7(UnboundCipherKey::new(&AES_256, key.as_slice())?)?;
    // What is not secret any more when the key has encrypted it in place.
    let mut data = info.to_vec();
    let context = key.encrypt(&mut data)?;
    let DecryptionContext::Iv128(iv) = context else { return Err(PrivateKeyError::Failed) };
    let iv: &[u8; 16] = iv.as_ref();
    let Parameters { n, r, p } = WRITTEN;
    let numbers = [n, r, p].map(|number| write::integer(u64::from(number)));
    let [n, r, p] = &numbers;
    let parameters = write::sequence(&[&write::octet_string(&salt), n, r, p]);
    let derivation = write::sequence(&[&write::value(tag::OID, SCRYPT), &parameters]);
    let aes = write::value(tag::OID, &[AES, &[42]].concat());
    let cipher = write::sequence(&[&aes, &write::octet_string(iv)]);
    let parameters = write::sequence(&[&derivation, &cipher]);
    let algorithm = write::sequence(&[&write::value(tag::OID, PBES2), &parameters]);
    Ok(write::sequence(&[&algorithm, &write::octet_string(&data)]))
}

fn scheme<'a>(algorithm: &mut Reader<'a>) -> Result<Scheme<'a>, PrivateKeyError> {
    let oid_value = algorithm.read(tag::OID)?;
    if der::oid(&oid_value)? != PBES2 {
        return Err(PrivateKeyError::Encryption(
            "another scheme than PBES2 (an old one of PKCS #5 or PKCS #12)".into(),
        ));
    }
    let mut parameters = algorithm.sequence()?;
    let (derivation, key_length) = derivation(&mut parameters.sequence()?)?;
    let (cipher, iv) = cipher(&mut parameters.sequence()?)?;
    parameters.finish()?;
    algorithm.finish()?;
    Ok(Scheme { derivation, key_length, cipher, iv })
}

fn derivation<'a>(function: &mut Reader<'a>) -> Result<(Derivation<'a>, Option<u32>), PrivateKeyError> {
    let oid_value = function.read(tag::OID)?;
    let oid = der::oid(&oid_value)?;
    if oid != PBKDF2 && oid != SCRYPT {
        return Err(PrivateKeyError::Encryption("a key derivation other than scrypt and PBKDF2".into()));
    }
    let mut fields = function.sequence()?;
    function.finish()?;
    let salt_value = fields.read(tag::OCTET_STRING)?;
    let salt = salt_value.content;
    if salt.len() > MAX_SALT {
        return Err(salt_value.error(DerErrorKind::Limit("salt")).into());
    }
    if oid == SCRYPT {
        let mut number = || der::small_uint(&fields.read(tag::INTEGER)?);
        let parameters = Parameters { n: number()?, r: number()?, p: number()? };
        let length = optional_number(&mut fields)?;
        fields.finish()?;
        return Ok((Derivation::Scrypt { salt, parameters }, length));
    }
    let iterations = der::small_uint(&fields.read(tag::INTEGER)?)?;
    let allowed = NonZeroU32::new(iterations).filter(|iterations| iterations.get() <= MAX_ITERATIONS);
    let iterations = allowed.ok_or_else(|| PrivateKeyError::Cost {
        kdf: "PBKDF2",
        reason: format!("{iterations} iterations; 1 to {MAX_ITERATIONS} are accepted"),
    })?;
    let length = optional_number(&mut fields)?;
    // RFC 8018 appendix A.2: without a prf it is HMAC with SHA-1.
    let prf = match fields.optional(tag::SEQUENCE)? {
        None => pbkdf2::PBKDF2_HMAC_SHA1,
        Some(algorithm) => prf(&mut algorithm.reader())?,
    };
    fields.finish()?;
    Ok((Derivation::Pbkdf2 { salt, iterations, prf }, length))
}

fn optional_number(fields: &mut Reader<'_>) -> Result<Option<u32>, PrivateKeyError> {
    Ok(fields.optional(tag::INTEGER)?.as_ref().map(der::small_uint).transpose()?)
}

fn prf(algorithm: &mut Reader<'_>) -> Result<pbkdf2::Algorithm, PrivateKeyError> {
    let oid_value = algorithm.read(tag::OID)?;
    let found = match last_arc(&oid_value, HMAC) {
        Some(7) => pbkdf2::PBKDF2_HMAC_SHA1,
        Some(9) => pbkdf2::PBKDF2_HMAC_SHA256,
        Some(10) => pbkdf2::PBKDF2_HMAC_SHA384,
        Some(11) => pbkdf2::PBKDF2_HMAC_SHA512,
        _ => {
            return Err(PrivateKeyError::Encryption(
                "PBKDF2 with a function other than HMAC with SHA-1 or SHA-2".into(),
            ));
        }
    };
    algorithm.optional(tag::NULL)?;
    algorithm.finish()?;
    Ok(found)
}

fn cipher(algorithm: &mut Reader<'_>) -> Result<(Cipher, [u8; 16]), PrivateKeyError> {
    let oid_value = algorithm.read(tag::OID)?;
    let found = match last_arc(&oid_value, AES) {
        Some(2) => (&AES_128, 16),
        Some(22) => (&AES_192, 24),
        Some(42) => (&AES_256, 32),
        _ => return Err(PrivateKeyError::Encryption("a cipher other than AES-CBC".into())),
    };
    let iv = algorithm.read(tag::OCTET_STRING)?;
    algorithm.finish()?;
    Ok((found, iv.content.try_into().map_err(|_| iv.invalid("initialization vector of 16 octets"))?))
}

/// The one-octet arc that follows this prefix.
fn last_arc(oid: &Tlv<'_>, prefix: &[u8]) -> Option<u8> {
    match oid.content.strip_prefix(prefix)? {
        [arc] => Some(*arc),
        _ => None,
    }
}

impl Scheme<'_> {
    fn key(&self, password: &Password) -> Result<Zeroizing<Vec<u8>>, PrivateKeyError> {
        let (_, length) = self.cipher;
        if self.key_length.is_some_and(|given| usize::try_from(given) != Ok(length)) {
            return Err(PrivateKeyError::Encryption(format!(
                "a key that is not {length} octets long, as its cipher's"
            )));
        }
        let mut key = Zeroizing::new(vec![0; length]);
        match &self.derivation {
            Derivation::Pbkdf2 { salt, iterations, prf } => {
                pbkdf2::derive(*prf, *iterations, salt, password.as_bytes(), &mut key);
            }
            // RFC 7914 §6: the output ends in a PBKDF2 of one block each, so a shorter key is the start of a longer one.
            Derivation::Scrypt { salt, parameters } => {
                let longest: Zeroizing<[u8; 32]> = parameters.derive(password, salt)?;
                key = Zeroizing::new(longest.iter().copied().take(length).collect());
            }
        }
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INFO: &[u8] = &[0x30, 3, 2, 1, 0];

    fn altered(from: &[u8], to: &[u8]) -> Vec<u8> {
        let mut der = encrypt(INFO, &Password::new("pw")).unwrap();
        let at = der.windows(from.len()).position(|window| window == from).unwrap();
        der[at..at + from.len()].copy_from_slice(to);
        der
    }

    fn error(der: &[u8]) -> PrivateKeyError {
        decrypt(der, &Password::new("pw")).unwrap_err()
    }

    #[test]
    fn what_is_encrypted_is_opened_by_its_password_alone() {
        let der = encrypt(INFO, &Password::new("pw")).unwrap();
        assert_eq!(decrypt(&der, &Password::new("pw")).unwrap().as_slice(), INFO);
        assert_eq!(decrypt(&der, &Password::new("px")), Err(PrivateKeyError::WrongPassword));
        assert_eq!(decrypt(&der, &Password::new("")), Err(PrivateKeyError::WrongPassword));
        assert_ne!(encrypt(INFO, &Password::new("pw")).unwrap(), der, "salt and vector are fresh");
    }

    #[test]
    fn a_padding_that_looks_right_does_not_make_a_password_right() {
        let der = encrypt(&[0x30, 9, 2, 1, 0], &Password::new("pw")).unwrap();
        assert_eq!(error(&der), PrivateKeyError::WrongPassword);
    }

    #[test]
    fn another_scheme_derivation_or_cipher_is_named() {
        for (from, to) in [
            (PBES2, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 3]),
            (SCRYPT, &[0x2b, 0x06, 0x01, 0x04, 0x01, 0xda, 0x47, 4, 12]),
            // AES-256-GCM.
            (&[AES, &[42]].concat(), &[0x60, 0x86, 0x48, 0x01, 0x65, 3, 4, 1, 46]),
        ] {
            assert!(matches!(error(&altered(from, to)), PrivateKeyError::Encryption(_)), "{to:?}");
        }
    }

    #[test]
    fn a_derivation_over_its_limit_is_refused() {
        // N = 2^14 as an INTEGER, made 2^14 + 1.
        assert!(matches!(error(&altered(&[2, 2, 0x40, 0], &[2, 2, 0x40, 1])), PrivateKeyError::Cost { .. }));
        let pbkdf2 = |iterations: u64, salt: usize| {
            let salt = write::octet_string(&vec![7; salt]);
            let parameters = write::sequence(&[&salt, &write::integer(iterations)]);
            let derivation = write::sequence(&[&write::value(tag::OID, PBKDF2), &parameters]);
            let aes = write::value(tag::OID, &[AES, &[2]].concat());
            let cipher = write::sequence(&[&aes, &write::octet_string(&[0; 16])]);
            let parameters = write::sequence(&[&derivation, &cipher]);
            let algorithm = write::sequence(&[&write::value(tag::OID, PBES2), &parameters]);
            error(&write::sequence(&[&algorithm, &write::octet_string(&[0; 16])]))
        };
        assert_eq!(pbkdf2(1, MAX_SALT), PrivateKeyError::WrongPassword);
        assert!(matches!(pbkdf2(1, MAX_SALT + 1), PrivateKeyError::Der(_)));
        assert!(matches!(pbkdf2(0, 8), PrivateKeyError::Cost { .. }));
        assert!(matches!(pbkdf2(u64::from(MAX_ITERATIONS) + 1, 8), PrivateKeyError::Cost { .. }));
    }

    #[test]
    fn ciphertext_that_is_no_whole_number_of_blocks_is_malformed_and_no_wrong_password() {
        let whole = encrypt(INFO, &Password::new("pw")).unwrap();
        let (before, _) = whole.split_at(whole.len() - 17);
        for length in [0, 15] {
            let mut der = [before, &[length], &vec![7; usize::from(length)]].concat();
            der[1] = u8::try_from(der.len() - 2).unwrap();
            assert!(matches!(error(&der), PrivateKeyError::Der(_)), "{length}");
        }
    }
}
