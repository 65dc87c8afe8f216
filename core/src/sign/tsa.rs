//! Timestamp authorities: RFC 3161 over HTTP (section 3.4).

use super::ask::Ask;
use super::error::{SigningError, Stage};
use crate::crypto;
use crate::digest::DigestAlgorithm;
use crate::encoding::der::write as der;
use crate::net::{Request, Transport};
use crate::timestamp::Timestamp;

/// The authority's word that these bytes, a signature, exist now: a TimeStampResp.
pub(super) fn timestamp(transport: &dyn Transport, url: &str, signature: &[u8]) -> Result<Vec<u8>, SigningError> {
    let digest = DigestAlgorithm::Sha256.digest(signature);
    let nonce = crypto::random::<16>();
    let mut nonce = nonce.map_err(|error| SigningError::at(Stage::Timestamp, error.into()))?;
    // The first octet is neither zero nor a sign, so that the INTEGER has these octets.
    if let Some(first) = nonce.first_mut() {
        *first = *first & 0x3f | 0x40;
    }
    let sha256 = der::sequence(&[&der::oid(&[2, 16, 840, 1, 101, 3, 4, 2, 1]), der::NULL]);
    let imprint = der::sequence(&[&sha256, &der::octet_string(digest.as_bytes())]);
    // Section 2.4.1: version, messageImprint, nonce, certReq.
    let query = der::sequence(&[&der::integer(1), &imprint, &der::unsigned(&nonce), der::TRUE]);
    let request = Request::post(url, "application/timestamp-query", query).repeatable();
    let ask = Ask { stage: Stage::Timestamp, request };
    let token = Timestamp::from_der(ask.send(transport)?).map_err(|_| ask.odd("no timestamp that was granted"))?;
    if token.nonce() != Some(&nonce) {
        return Err(ask.odd("the timestamp of another request"));
    }
    if token.imprint() != digest {
        return Err(ask.odd("the timestamp of something else"));
    }
    Ok(token.der().to_vec())
}
