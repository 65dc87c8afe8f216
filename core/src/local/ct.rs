//! A certificate transparency log: it promises (RFC 6962 section 3.2) to list a certificate before there is one.

use super::algorithm;
use super::certificate::Facts;
use crate::crypto::Scheme;
use crate::crypto::sign::{PrivateKey, SignError};
use crate::digest::Sha256;
use crate::time::UnixTime;

#[derive(Clone, Debug)]
pub(super) struct CtLog {
    pub(super) key: PrivateKey,
    pub(super) scheme: Scheme,
    pub(super) url: String,
}

/// What an SCT says.
#[derive(Clone, Debug)]
pub(super) struct SctFacts {
    pub(super) log_id: [u8; 32],
    pub(super) time: UnixTime,
    pub(super) extensions: Vec<u8>,
    /// SHA-256 of the issuer's SubjectPublicKeyInfo.
    pub(super) issuer_key_hash: [u8; 32],
    /// The TBSCertificate without an SCT list.
    pub(super) tbs: Vec<u8>,
}

impl CtLog {
    pub(super) fn new(key: PrivateKey, url: &str) -> Self {
        Self { scheme: Scheme::of(key.public_key().kind()), key, url: url.to_owned() }
    }

    /// RFC 6962 §3.2: the SHA-256 of the log's key.
    pub(super) fn id(&self) -> [u8; 32] {
        self.key.public_key().fingerprint().0
    }

    /// What an honest log says of this precertificate.
    pub(super) fn facts(&self, precertificate: &Facts, tbs: Vec<u8>, issuer_spki: &[u8]) -> SctFacts {
        SctFacts {
            log_id: self.id(),
            time: precertificate.validity.start,
            extensions: Vec::new(),
            issuer_key_hash: Sha256::of(issuer_spki).0,
            tbs,
        }
    }

    /// The SCT, signed.
    pub(super) fn sign(&self, facts: &SctFacts) -> Result<Vec<u8>, SignError> {
        let signature = self.key.sign(self.scheme, &facts.signed())?;
        Ok([
            &[0][..],
            &facts.log_id,
            &facts.milliseconds(),
            &vector16(&facts.extensions),
            &algorithm::tls(self.scheme)?,
            &vector16(&signature),
        ]
        .concat())
    }
}

impl SctFacts {
    fn milliseconds(&self) -> [u8; 8] {
        let seconds = u64::try_from(self.time.secs()).unwrap_or(0);
        (seconds * 1_000 + u64::from(self.time.subsec_nanos() / 1_000_000)).to_be_bytes()
    }

    /// RFC 6962 §3.2: version v1, certificate_timestamp, time, precert_entry, PreCert, extensions.
    fn signed(&self) -> Vec<u8> {
        let [.., a, b, c] = self.tbs.len().to_be_bytes();
        let extensions = vector16(&self.extensions);
        let parts: [&[u8]; 7] =
            [&[0, 0], &self.milliseconds(), &[0, 1], &self.issuer_key_hash, &[a, b, c], &self.tbs, &extensions];
        parts.concat()
    }
}

/// RFC 6962 §3.3: SignedCertificateTimestampList.
pub(super) fn list(scts: &[Vec<u8>]) -> Vec<u8> {
    let scts: Vec<u8> = scts.iter().flat_map(|sct| vector16(sct)).collect();
    vector16(&scts)
}

/// RFC 5246 §4.3: a vector with a length of two octets.
fn vector16(content: &[u8]) -> Vec<u8> {
    let [.., a, b] = content.len().to_be_bytes();
    [&[a, b], content].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::KeyKind;
    use crate::local::authority::lifetime;
    use crate::local::hierarchy::Hierarchy;

    #[test]
    fn an_sct_is_laid_out_and_signed_as_rfc_6962_says() {
        let log = CtLog::new(PrivateKey::generate(KeyKind::EcdsaP256).unwrap(), "https://ct.example");
        let fulcio = Hierarchy::fulcio("fulcio", KeyKind::EcdsaP256, lifetime()).unwrap();
        let facts = &fulcio.member.certificate.facts;
        let mut sct = log.facts(facts, vec![0x30, 0x00], b"spki");
        sct.time = UnixTime::from_secs_nanos(1, 5_000_000);
        sct.extensions = vec![7];
        let bytes = log.sign(&sct).unwrap();
        assert_eq!(bytes[0], 0);
        assert_eq!(bytes[1..33], log.id());
        assert_eq!(bytes[33..41], 1_005_u64.to_be_bytes());
        assert_eq!(bytes[41..46], [0, 1, 7, 4, 3]);
        let signature = &bytes[48..];
        assert_eq!(usize::from(u16::from_be_bytes([bytes[46], bytes[47]])), signature.len());
        let mut signed = vec![0, 0];
        signed.extend(1_005_u64.to_be_bytes());
        signed.extend([0, 1]);
        signed.extend(Sha256::of(b"spki").0);
        signed.extend([0, 0, 2, 0x30, 0x00, 0, 1, 7]);
        assert_eq!(log.key.public_key().verify(log.scheme, &signed, signature), Ok(()));
        assert_eq!(list(&[vec![1], vec![2, 3]]), [0, 7, 0, 1, 1, 0, 2, 2, 3]);
    }
}
