//! Whether enough of the keys that may sign have signed (TUF specification 4.2.2 and 5.3.4).

use super::error::TufError;
use super::limits;
use super::metadata::{Document, Key, Keys, Signers};
use crate::crypto::{KeyKind, PublicKey, Scheme};
use crate::digest::DigestAlgorithm::{Sha256, Sha384, Sha512};
use crate::encoding::hex;

/// Checks a file's signatures against the keys of whoever says who signs it; `by` names it.
///
/// A signature that does not verify, or of a key that cannot be used, counts for nothing and does no harm.
pub(super) fn verify<T>(
    document: &Document<T>,
    keys: &Keys,
    signers: &Signers,
    by: impl FnOnce() -> String,
) -> Result<(), TufError> {
    // By the keys themselves: one key under two ids is one key.
    let mut signed: Vec<PublicKey> = Vec::new();
    for signature in &document.signatures {
        let named = signers.keyids.contains(&signature.keyid).then(|| keys.get(&signature.keyid)).flatten();
        let Some((key, scheme)) = named.and_then(usable) else { continue };
        let Some(bytes) = bytes(&signature.sig) else { continue };
        if !signed.contains(&key) && key.verify(scheme, &document.signed, &bytes).is_ok() {
            signed.push(key);
        }
    }
    let found = u64::try_from(signed.len()).unwrap_or(u64::MAX);
    if found >= signers.threshold {
        return Ok(());
    }
    let (role, version, threshold) = (document.role.clone(), document.version, signers.threshold);
    Err(TufError::Threshold { role, version, by: by(), threshold, found })
}

/// The keys of a role that can be used.
pub(super) fn of(keys: &Keys, signers: &Signers) -> Vec<PublicKey> {
    signers.keyids.iter().filter_map(|keyid| Some(usable(keys.get(keyid)?)?.0)).collect()
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let mut out = vec![0; (text.len() / 2).min(limits::SIGNATURE)];
    hex::decode_to_slice(text, &mut out).ok()?;
    Some(out)
}

/// The key and how it signs; `None` unless type, scheme and key go together.
fn usable(key: &Key) -> Option<(PublicKey, Scheme)> {
    let public = key.keyval.public.as_str();
    match (key.keytype.as_str(), key.scheme.as_str()) {
        ("ed25519", "ed25519") => Some((of_kind(public, KeyKind::Ed25519)?, Scheme::Ed25519)),
        // Sigstore's first roots name the curve in the type as well.
        ("ecdsa" | "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256") => {
            Some((of_kind(public, KeyKind::EcdsaP256)?, Scheme::Ecdsa(Sha256)))
        }
        ("ecdsa" | "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp384") => {
            Some((of_kind(public, KeyKind::EcdsaP384)?, Scheme::Ecdsa(Sha384)))
        }
        ("rsa", scheme) => {
            let scheme = match scheme {
                "rsassa-pss-sha256" => Scheme::RsaPss(Sha256),
                "rsassa-pss-sha384" => Scheme::RsaPss(Sha384),
                "rsassa-pss-sha512" => Scheme::RsaPss(Sha512),
                _ => return None,
            };
            let key = PublicKey::from_pem(public).ok()?;
            matches!(key.kind(), KeyKind::Rsa { .. }).then_some((key, scheme))
        }
        _ => None,
    }
}

/// A key in PEM, or the bytes of its point in hexadecimal.
fn of_kind(public: &str, kind: KeyKind) -> Option<PublicKey> {
    let key = if public.trim_start().starts_with("-----BEGIN") {
        PublicKey::from_pem(public).ok()?
    } else {
        PublicKey::from_spki_der([prefix(kind)?, &bytes(public)?].concat()).ok()?
    };
    (key.kind() == kind).then_some(key)
}

/// A SubjectPublicKeyInfo of that kind up to the point (RFC 8410 section 4, RFC 5480 section 2).
fn prefix(kind: KeyKind) -> Option<&'static [u8]> {
    Some(match kind {
        KeyKind::Ed25519 => &[0x30, 42, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 33, 0],
        KeyKind::EcdsaP256 => &[
            0x30, 89, 0x30, 19, 6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7,
            3, 66, 0,
        ],
        KeyKind::EcdsaP384 => {
            &[0x30, 118, 0x30, 16, 6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1, 6, 5, 0x2b, 0x81, 4, 0, 34, 3, 98, 0]
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::metadata::KeyValue;
    use super::*;

    const P256: &str = include_str!("../../../../testdata/bundles/managed-key.pub");

    fn key(keytype: &str, scheme: &str, public: &str) -> Option<PublicKey> {
        let keyval = KeyValue { public: public.into() };
        usable(&Key { keytype: keytype.into(), scheme: scheme.into(), keyval }).map(|(key, _)| key)
    }

    #[test]
    fn a_key_is_the_same_in_pem_and_in_hexadecimal() {
        let pem = key("ecdsa", "ecdsa-sha2-nistp256", P256).unwrap();
        let point = hex::encode(&pem.spki_der()[26..]);
        assert_eq!(key("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", &point), Some(pem));
        // RFC 8032 section 7.1, test 1.
        let ed25519 = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        assert_eq!(key("ed25519", "ed25519", ed25519).map(|key| key.kind()), Some(KeyKind::Ed25519));
    }

    #[test]
    fn a_key_of_another_type_or_scheme_is_not_used() {
        for (keytype, scheme, public) in [
            ("ecdsa", "ecdsa-sha2-nistp384", P256),
            ("ed25519", "ed25519", P256),
            ("rsa", "rsassa-pss-sha256", P256),
            ("rsa", "ecdsa-sha2-nistp256", P256),
            ("ecdsa", "ed25519", P256),
            ("ecdsa", "ecdsa-sha2-nistp256", ""),
            ("ecdsa", "ecdsa-sha2-nistp256", "04abc"),
            ("sigstore-oidc", "Fulcio", ""),
        ] {
            assert_eq!(key(keytype, scheme, public), None, "{keytype} {scheme}");
        }
    }
}
