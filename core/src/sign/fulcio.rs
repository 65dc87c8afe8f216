//! Fulcio: a certificate for an identity token and a key (sigstore/fulcio: fulcio.proto, `CreateSigningCertificate` v2).

use serde::Deserialize;
use serde_json::json;

use super::ask::Ask;
use super::error::{SigningError, Stage};
use crate::crypto::{PrivateKey, Scheme};
use crate::digest::DigestAlgorithm;
use crate::encoding::der::write as der;
use crate::encoding::{base64, pem};
use crate::net::{Request, Transport};
use crate::x509::Certificate;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    signed_certificate_embedded_sct: Option<Embedded>,
}

#[derive(Deserialize)]
struct Embedded {
    chain: Chain,
}

#[derive(Deserialize)]
struct Chain {
    certificates: Vec<String>,
}

/// A certificate for this key, of whom the token names. The token goes to this authority and nowhere else.
pub(super) fn certificate(
    transport: &dyn Transport,
    url: &str,
    token: &str,
    key: &PrivateKey,
) -> Result<Certificate, SigningError> {
    let request = signing_request(key).map_err(|error| SigningError::at(Stage::Certificate, error.into()))?;
    let body = json!({
        "credentials": { "oidcIdentityToken": token },
        "certificateSigningRequest": base64::encode(request),
    });
    // A second certificate for the same key does no harm: the first is thrown away.
    let request = Request::post(format!("{url}/api/v2/signingCert"), "application/json", body.to_string().into_bytes());
    let ask = Ask { stage: Stage::Certificate, request: request.repeatable() };
    let answer: Answer = ask.json(transport, "no certificate")?;
    let odd = |rule| ask.odd(rule);
    let embedded = answer.signed_certificate_embedded_sct.ok_or_else(|| odd("no certificate with an SCT in it"))?;
    let leaf = embedded.chain.certificates.first().ok_or_else(|| odd("no certificate"))?;
    let leaf = Certificate::from_pem(leaf).map_err(|_| odd("a certificate that cannot be read"))?;
    if leaf.public_key().ok().as_ref() != Some(key.public_key()) {
        return Err(odd("a certificate of another key"));
    }
    Ok(leaf)
}

/// RFC 2986: a request without a name, signed by the key. Whose certificate it is, the token says.
fn signing_request(key: &PrivateKey) -> Result<Vec<u8>, crate::crypto::SignError> {
    let info =
        der::sequence(&[&der::integer(0), &der::sequence(&[]), key.public_key().spki_der(), &der::tagged(0, &[])]);
    let signature = key.sign(Scheme::Ecdsa(DigestAlgorithm::Sha256), &info)?;
    // ecdsa-with-SHA256, RFC 5758 section 3.2.
    let algorithm = der::sequence(&[&der::oid(&[1, 2, 840, 10045, 4, 3, 2])]);
    let request = der::sequence(&[&info, &algorithm, &der::bit_string(&signature)]);
    Ok(pem::encode("CERTIFICATE REQUEST", &request).into_bytes())
}
