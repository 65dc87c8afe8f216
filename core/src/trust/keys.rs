//! Public keys of logs: `PublicKeyDetails` of `sigstore_common.proto`, as Sigstore's algorithm registry has them.

use super::error::UnusableKey;
use crate::bundle::proto::Choice;
use crate::crypto::{KeyEncoding, PUBLIC_KEY_DETAILS, PublicKey, Scheme};

/// The key and the scheme that it signs with.
pub(super) fn parse(details: &Choice<'_>, raw: Vec<u8>) -> Result<(PublicKey, Scheme), UnusableKey> {
    let unknown = || UnusableKey::Details(details.to_string());
    let details = details.find(PUBLIC_KEY_DETAILS).ok_or_else(unknown)?;
    let spki = match details.encoding {
        KeyEncoding::Pkix => raw,
        KeyEncoding::Pkcs1 => spki_of_rsa(&raw).ok_or_else(unknown)?,
    };
    let key = PublicKey::from_spki_der(spki)?;
    let found = key.kind();
    if details.fits(found) { Ok((key, details.scheme)) } else { Err(UnusableKey::Kind { expected: details.kind, found }) }
}

/// RFC 3279 §2.3.1: the SubjectPublicKeyInfo around an RSAPublicKey.
fn spki_of_rsa(key: &[u8]) -> Option<Vec<u8>> {
    const ALGORITHM: &[u8] =
        &[0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
    let bits = [&[0][..], key].concat();
    let body = [ALGORITHM, &tlv(0x03, &bits)?].concat();
    tlv(0x30, &body)
}

/// The definite long form: every RSA key is longer than 127 bytes and shorter than 64 KiB.
fn tlv(tag: u8, value: &[u8]) -> Option<Vec<u8>> {
    let [high, low] = u16::try_from(value.len()).ok()?.to_be_bytes();
    let header: &[u8] = if high == 0 { &[tag, 0x81, low] } else { &[tag, 0x82, high, low] };
    Some([header, value].concat())
}
