//! RFC 3161 section 2.4.2, last paragraph, and the Sigstore client specification's step 4: who says so, and may they?

use super::attributes::{CertificateId, IssuerAndSerial};
use super::cms::{SignerId, SignerInfo};
use super::error::TimestampError;
use super::token::Timestamp;
use crate::crypto::{Scheme, SignatureChecks};
use crate::digest::{Digest, Hasher};
use crate::encoding::{der, hex};
use crate::x509::{Certificate, CertificateAuthority, Purpose, verify_path};

/// Verifies a timestamp over `signed`, the bytes that were timestamped, and returns the authority that made it.
///
/// Every authority is tried, and none is ruled out by another one of the same name: the signature decides. Of many
/// failures, that of the authority which came furthest is returned.
pub(crate) fn verify_timestamp<'a>(
    token: &Timestamp,
    signed: &[u8],
    authorities: &'a [CertificateAuthority],
    checks: &SignatureChecks<'_>,
) -> Result<&'a CertificateAuthority, TimestampError> {
    let stated = token.imprint();
    let imprint = stated.algorithm().digest(signed);
    if imprint != stated {
        return Err(TimestampError::Imprint { expected: Box::new(imprint), found: Box::new(stated) });
    }
    let content = token.bytes(&token.signed_data.content);
    let content_digest = token.signer().digest.digest(content);
    let stated = token.signer().attributes.message_digest;
    // RFC 5652 §5.6: the attribute is the digest of the content.
    if content_digest != stated {
        return Err(TimestampError::MessageDigest { expected: Box::new(content_digest), found: Box::new(stated) });
    }
    let mut telling = None;
    for authority in authorities {
        match judge(token, authority, checks) {
            Ok(()) => return Ok(authority),
            Err(error) if telling.as_ref().is_none_or(|t: &TimestampError| t.rank() < error.rank()) => {
                telling = Some(error);
            }
            Err(_) => {}
        }
    }
    Err(telling.unwrap_or_else(|| unknown(token)))
}

/// Whether this authority made the token. The cheap checks come first, the path last.
fn judge(
    token: &Timestamp,
    authority: &CertificateAuthority,
    checks: &SignatureChecks<'_>,
) -> Result<(), TimestampError> {
    let own = authority.chain().certificates();
    let names = |certificate: &&Certificate| token.signer().id.names(token, certificate);
    if let Some(signer) = own.iter().find(names) {
        judge_signer(token, signer, &[], authority, checks)?;
        return every_certificate_is_used(token, own);
    }
    if authority.names_its_signer() {
        return Err(unknown(token));
    }
    let mut embedded = Vec::new();
    for der in token.embedded_certificates() {
        embedded.push(Certificate::from_der(der).map_err(TimestampError::Certificate)?);
    }
    let at = embedded.iter().position(|certificate| names(&certificate)).ok_or_else(|| unknown(token))?;
    let signer = embedded.remove(at);
    judge_signer(token, &signer, &embedded, authority, checks)?;
    let mut path = own.to_vec();
    add_issuers(&mut path, signer, &embedded);
    every_certificate_is_used(token, &path)
}

/// Whether the holder of this certificate made the token, as an authority that was trusted then.
fn judge_signer(
    token: &Timestamp,
    certificate: &Certificate,
    embedded: &[Certificate],
    authority: &CertificateAuthority,
    checks: &SignatureChecks<'_>,
) -> Result<(), TimestampError> {
    let signer = token.signer();
    // RFC 5816 §2.2.1: the signed identifier is that of the certificate with which the token is verified.
    if !signer.attributes.signer.iter().flatten().all(|id| id.names(token, certificate)) {
        return Err(TimestampError::SigningCertificate { found: certificate.clone() });
    }
    // RFC 3161 §2.4.2: `tsa` is a name of that certificate.
    if token.info.authority.as_ref().is_some_and(|name| token.bytes(name) != certificate.subject_der()) {
        return Err(TimestampError::AuthorityName { found: certificate.clone() });
    }
    // The window is this authority's own, never that of another one with the same names.
    let (window, time) = (authority.validity(), token.time());
    if !window.contains(time) {
        return Err(TimestampError::Window { authority: authority.label(), window, time });
    }
    verify_signature(token, signer, certificate, checks)?;
    verify_path(certificate, embedded, authority.chain(), Purpose::TimeStamping, &[time], checks)
        .map_err(|source| TimestampError::Path { authority: authority.label(), source })?;
    Ok(())
}

fn verify_signature(
    token: &Timestamp,
    signer: &SignerInfo,
    certificate: &Certificate,
    checks: &SignatureChecks<'_>,
) -> Result<(), TimestampError> {
    let key =
        certificate.public_key().map_err(|source| TimestampError::Key { certificate: certificate.clone(), source })?;
    // RFC 5652 §5.4: signed with the tag of a SET in place of the [0] that is sent.
    let attributes = token.bytes(&signer.attributes_raw).get(1..).unwrap_or_default();
    let signature = token.bytes(&signer.signature);
    let verified = match signer.scheme {
        Scheme::Ed25519 => {
            let message = [&[der::tag::SET], attributes].concat();
            checks.verify(&key, signer.scheme, &message, signature)
        }
        scheme => {
            let mut hasher = Hasher::new(signer.digest);
            hasher.update(&[der::tag::SET]);
            hasher.update(attributes);
            checks.verify_digest(&key, scheme, &hasher.finish(), signature)
        }
    };
    verified.map_err(|source| TimestampError::Signature { certificate: certificate.clone(), source })
}

/// Every embedded certificate is, octet for octet, one of the path, and none is there twice.
///
/// RFC 5652 §5.1 lets a sender add any. Nothing signs the list, so what has no use could be anything.
fn every_certificate_is_used(token: &Timestamp, path: &[Certificate]) -> Result<(), TimestampError> {
    for (nth, der) in token.embedded_certificates().enumerate() {
        let used = path.iter().any(|certificate| certificate.der() == der);
        let repeated = token.embedded_certificates().take(nth).any(|before| before == der);
        if !used || repeated {
            return Err(TimestampError::UnusedCertificate { index: nth });
        }
    }
    Ok(())
}

/// Adds the signer and those embedded certificates that stand, one above the other, between it and the trusted ones.
fn add_issuers(path: &mut Vec<Certificate>, signer: Certificate, embedded: &[Certificate]) {
    let mut last = signer;
    // A path has no more steps than there are certificates.
    for _ in 0..=embedded.len() {
        let issuer = embedded.iter().find(|issuer| {
            issuer.subject_der() == last.issuer_der() && issuer.subject_key_id() == last.authority_key_id()
        });
        path.push(last);
        match issuer {
            Some(issuer) if !path.contains(issuer) => last = issuer.clone(),
            _ => return,
        }
    }
}

fn unknown(token: &Timestamp) -> TimestampError {
    let (by, id) = match &token.signer().id {
        SignerId::IssuerAndSerial(id) => ("serial number", &id.serial),
        SignerId::SubjectKeyId(id) => ("subject key identifier", id),
    };
    TimestampError::UnknownAuthority { signer: format!("{by} {}", hex::encode(token.bytes(id))) }
}

impl Timestamp {
    fn signer(&self) -> &SignerInfo {
        &self.signed_data.signer
    }
}

impl SignerId {
    /// Whether this is the certificate that the signer names.
    fn names(&self, token: &Timestamp, certificate: &Certificate) -> bool {
        match self {
            Self::IssuerAndSerial(id) => id.names(token, certificate),
            Self::SubjectKeyId(id) => certificate.subject_key_id() == Some(token.bytes(id)),
        }
    }
}

impl IssuerAndSerial {
    fn names(&self, token: &Timestamp, certificate: &Certificate) -> bool {
        token.bytes(&self.serial) == certificate.serial() && token.bytes(&self.issuer) == certificate.issuer_der()
    }
}

impl CertificateId {
    /// Whether this is the certificate. A SHA-1 digest is no evidence and is not computed: then issuer and serial decide,
    /// if they are given, beside the SignerInfo and the key.
    fn names(&self, token: &Timestamp, certificate: &Certificate) -> bool {
        let same = |digest: &Digest| digest.algorithm().digest(certificate.der()) == *digest;
        self.digest.as_ref().is_none_or(same)
            && self.issuer_and_serial.as_ref().is_none_or(|id| id.names(token, certificate))
    }
}
