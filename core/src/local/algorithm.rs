//! What the formats call a signature scheme: X.509 and CMS, TLS (in SCTs), and Sigstore's algorithm registry.

use super::der;
use crate::crypto::sign::SignError;
use crate::crypto::{KeyKind, Scheme};
use crate::digest::DigestAlgorithm;

/// The AlgorithmIdentifier of a signature, RFC 5758, RFC 4055, RFC 8410 and RFC 9881.
pub(super) fn identifier(kind: KeyKind, scheme: Scheme) -> Result<Vec<u8>, SignError> {
    let numbered = |arcs: &[u64], last: u64| [arcs, &[last]].concat();
    Ok(match (kind, scheme) {
        (_, Scheme::Ecdsa(digest)) => {
            let last = pick(digest, [2, 3, 4]);
            der::sequence(&[&der::oid(&numbered(&[1, 2, 840, 10045, 4, 3], last))])
        }
        (_, Scheme::RsaPkcs1(digest)) => {
            let last = pick(digest, [11, 12, 13]);
            der::sequence(&[&der::oid(&numbered(&[1, 2, 840, 113_549, 1, 1], last)), der::NULL])
        }
        (_, Scheme::RsaPss(digest)) => pss(digest),
        (_, Scheme::Ed25519) => der::sequence(&[&der::oid(&[1, 3, 101, 112])]),
        (KeyKind::MlDsa44, Scheme::MlDsa) => ml_dsa(17),
        (KeyKind::MlDsa65, Scheme::MlDsa) => ml_dsa(18),
        (KeyKind::MlDsa87, Scheme::MlDsa) => ml_dsa(19),
        _ => return Err(SignError::NoIdentifier { scheme, format: "X.509" }),
    })
}

/// RFC 4055 §3.1: digest, MGF1 with the same digest, salt as long as the digest.
fn pss(digest: DigestAlgorithm) -> Vec<u8> {
    let hash = der::sequence(&[&digest_oid(digest), der::NULL]);
    let mask = der::sequence(&[&der::oid(&[1, 2, 840, 113_549, 1, 1, 8]), &hash]);
    let salt = der::integer(pick(digest, [32, 48, 64]));
    let fields = [der::tagged(0, &hash), der::tagged(1, &mask), der::tagged(2, &salt)].concat();
    der::sequence(&[&der::oid(&[1, 2, 840, 113_549, 1, 1, 10]), &der::sequence(&[&fields])])
}

fn ml_dsa(last: u64) -> Vec<u8> {
    der::sequence(&[&der::oid(&[2, 16, 840, 1, 101, 3, 4, 3, last])])
}

/// The AlgorithmIdentifier of a digest; RFC 5754 §2: without parameters.
pub(super) fn digest(digest: DigestAlgorithm) -> Vec<u8> {
    der::sequence(&[&digest_oid(digest)])
}

fn digest_oid(digest: DigestAlgorithm) -> Vec<u8> {
    der::oid(&[2, 16, 840, 1, 101, 3, 4, 2, pick(digest, [1, 2, 3])])
}

/// RFC 5246 §7.4.1.4.1: SignatureAndHashAlgorithm.
pub(super) fn tls(scheme: Scheme) -> Result<[u8; 2], SignError> {
    match scheme {
        Scheme::Ecdsa(digest) => Ok([pick(digest, [4, 5, 6]), 3]),
        Scheme::RsaPkcs1(digest) => Ok([pick(digest, [4, 5, 6]), 1]),
        _ => Err(SignError::NoIdentifier { scheme, format: "TLS 1.2" }),
    }
}

/// The registry's name for a key that signs so.
pub(super) fn key_details(kind: KeyKind, scheme: Scheme) -> Result<String, SignError> {
    let name = crate::crypto::key_details(kind, scheme);
    name.map(str::to_owned).ok_or(SignError::NoIdentifier { scheme, format: "algorithm registry" })
}

fn pick<T>(digest: DigestAlgorithm, [sha256, sha384, sha512]: [T; 3]) -> T {
    match digest {
        DigestAlgorithm::Sha256 => sha256,
        DigestAlgorithm::Sha384 => sha384,
        DigestAlgorithm::Sha512 => sha512,
    }
}
