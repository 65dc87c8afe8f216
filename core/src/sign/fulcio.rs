//! Fulcio: a certificate for an identity token and a key (sigstore/fulcio: fulcio.proto, `CreateSigningCertificate` v2).

use serde::Deserialize;
use serde_json::json;

use super::error::{SigningError, SigningProblem, Stage};
use crate::crypto::{PrivateKey, Scheme};
use crate::digest::DigestAlgorithm;
use crate::encoding::der::write as der;
use crate::encoding::{base64, json as strict, pem};
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
    let failed = |problem: SigningProblem| SigningError::at(Stage::Certificate, problem);
    let request = signing_request(key).map_err(|error| failed(error.into()))?;
    let body = json!({
        "credentials": { "oidcIdentityToken": token },
        "certificateSigningRequest": base64::encode(request),
    });
    // A second certificate for the same key does no harm: the first is thrown away.
    let request = Request::post(format!("{url}/api/v2/signingCert"), "application/json", body.to_string().into_bytes());
    let request = request.repeatable();
    let answer = transport.send(&request).and_then(|answer| answer.success(&request));
    let answer = answer.map_err(|error| failed(error.into()))?;
    let odd = |rule| failed(SigningProblem::Answer { url: request.shown(), rule });
    let text = std::str::from_utf8(&answer).map_err(|_| odd("no certificate"))?;
    let answer: Answer = strict::from_str(text).map_err(|_| odd("no certificate"))?;
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
