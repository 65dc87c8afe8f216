//! A timestamp authority: RFC 3161 responses, with a CMS writer (RFC 5652) that knows nothing else.

use super::hierarchy::Holder;
use super::{algorithm, der};
use crate::crypto::sign::{PrivateKey, SignError};
use crate::crypto::{KeyKind, Scheme};
use crate::digest::{Digest, DigestAlgorithm, Sha256};
use crate::time::UnixTime;

const SIGNED_DATA: &[u64] = &[1, 2, 840, 113_549, 1, 7, 2];
pub(super) const TST_INFO: &[u64] = &[1, 2, 840, 113_549, 1, 9, 16, 1, 4];
const CONTENT_TYPE: &[u64] = &[1, 2, 840, 113_549, 1, 9, 3];
const MESSAGE_DIGEST: &[u64] = &[1, 2, 840, 113_549, 1, 9, 4];
const SIGNING_TIME: &[u64] = &[1, 2, 840, 113_549, 1, 9, 5];
const SIGNING_CERTIFICATE_V2: &[u64] = &[1, 2, 840, 113_549, 1, 9, 16, 2, 47];
/// The policy of Sigstore's timestamp authority, docs/oid-info.md of sigstore/fulcio.
const POLICY: &[u64] = &[1, 3, 6, 1, 4, 1, 57264, 2];

/// What a timestamp says, and who is said to sign it.
#[derive(Clone, Debug)]
pub(super) struct TimestampFacts {
    /// RFC 3161 §2.4.2: 0 is granted, 2 is rejection.
    pub(super) status: u64,
    pub(super) imprint: Digest,
    pub(super) time: UnixTime,
    /// The digest of the CMS signer.
    pub(super) digest: DigestAlgorithm,
    pub(super) scheme: Scheme,
    pub(super) content_type: Vec<u64>,
    /// The digest of the content, as the signed attributes give it; `None` for the right one.
    pub(super) message_digest: Option<Vec<u8>>,
    pub(super) signer_issuer: Vec<u8>,
    pub(super) signer_serial: Vec<u8>,
    /// RFC 5816: SHA-256 of the signer's certificate.
    pub(super) certificate_hash: [u8; 32],
    /// Certificates in the token; none as Sigstore's authority sends it, where nobody asks.
    pub(super) certificates: Vec<Vec<u8>>,
    /// How many times the one signer signs it.
    pub(super) signers: usize,
}

impl TimestampFacts {
    /// What an honest authority says of `message` at `time`.
    pub(super) fn new(signer: &Holder, message: &[u8], imprint: DigestAlgorithm, time: UnixTime) -> Self {
        let kind = signer.key.public_key().kind();
        // RFC 8419 §3: SHA-512 for Ed25519; elsewhere the scheme's own digest.
        let digest = match kind {
            KeyKind::Ed25519 => DigestAlgorithm::Sha512,
            _ => signer.scheme.digest().unwrap_or(DigestAlgorithm::Sha512),
        };
        Self {
            status: 0,
            imprint: imprint.digest(message),
            time,
            digest,
            scheme: signer.scheme,
            content_type: TST_INFO.to_vec(),
            message_digest: None,
            signer_issuer: signer.certificate.facts.issuer.clone(),
            signer_serial: signer.serial.clone(),
            certificate_hash: Sha256::of(&signer.certificate.der).0,
            certificates: Vec::new(),
            signers: 1,
        }
    }

    /// Signs with another digest than the scheme's own, as Sigstore's authority does (P-384 with SHA-256).
    pub(super) fn use_digest(&mut self, digest: DigestAlgorithm) {
        let scheme = match self.scheme {
            Scheme::Ecdsa(_) => Scheme::Ecdsa(digest),
            Scheme::RsaPkcs1(_) => Scheme::RsaPkcs1(digest),
            Scheme::RsaPss(_) => Scheme::RsaPss(digest),
            fixed => fixed,
        };
        if scheme.digest() == Some(digest) {
            (self.scheme, self.digest) = (scheme, digest);
        }
    }

    /// The TimeStampResp, signed; `spoil` may touch each signature.
    pub(super) fn sign(&self, key: &PrivateKey, spoil: impl Fn(&mut Vec<u8>)) -> Result<Vec<u8>, SignError> {
        let info = self.info();
        let attributes = self.attributes(&info);
        // RFC 5652 §5.4: signed as SET OF, sent as [0].
        let mut signer_infos = Vec::new();
        for _ in 0..self.signers {
            let mut signature = key.sign(self.scheme, &der::set_of(attributes.clone()))?;
            spoil(&mut signature);
            signer_infos.push(self.signer_info(&attributes, key.public_key().kind(), &signature)?);
        }
        let digest = algorithm::digest(self.digest);
        let content = der::sequence(&[&der::oid(&self.content_type), &der::tagged(0, &der::octet_string(&info))]);
        let certificates = match self.certificates.as_slice() {
            [] => Vec::new(),
            some => der::tagged(0, &some.concat()),
        };
        let signed_data = der::sequence(&[
            &der::integer(3),
            &der::set_of(vec![digest]),
            &content,
            &certificates,
            &der::set_of(signer_infos),
        ]);
        let token = der::sequence(&[&der::oid(SIGNED_DATA), &der::tagged(0, &signed_data)]);
        let status = der::sequence(&[&der::integer(self.status)]);
        Ok(der::sequence(&[&status, &token]))
    }

    /// RFC 3161 §2.4.2: TSTInfo.
    fn info(&self) -> Vec<u8> {
        let algorithm = algorithm::digest(self.imprint.algorithm());
        let imprint = der::sequence(&[&algorithm, &der::octet_string(self.imprint.as_bytes())]);
        let serial: Vec<u8> = Sha256::of_parts(&[&imprint, &self.certificate_hash]).0.into_iter().take(8).collect();
        let accuracy = der::sequence(&[&der::integer(1)]);
        der::sequence(&[
            &der::integer(1),
            &der::oid(POLICY),
            &imprint,
            &der::unsigned(&serial),
            &der::generalized_time(self.time),
            &accuracy,
        ])
    }

    fn attributes(&self, info: &[u8]) -> Vec<Vec<u8>> {
        let attribute = |oid: &[u64], value: Vec<u8>| der::sequence(&[&der::oid(oid), &der::set_of(vec![value])]);
        let right = self.digest.digest(info).as_bytes().to_vec();
        let message_digest = self.message_digest.clone().unwrap_or(right);
        // RFC 5035 §4: SHA-256 is the default and left out.
        let issuer = der::sequence(&[&der::tagged(4, &self.signer_issuer)]);
        let issuer_serial = der::sequence(&[&issuer, &der::unsigned(&self.signer_serial)]);
        let certificate_id = der::sequence(&[&der::octet_string(&self.certificate_hash), &issuer_serial]);
        let signing_certificate = der::sequence(&[&der::sequence(&[&certificate_id])]);
        let mut attributes = vec![
            attribute(CONTENT_TYPE, der::oid(&self.content_type)),
            // A whole second: UTCTime has no fraction.
            attribute(SIGNING_TIME, der::time(UnixTime::from_secs(self.time.secs()))),
            attribute(MESSAGE_DIGEST, der::octet_string(&message_digest)),
            attribute(SIGNING_CERTIFICATE_V2, signing_certificate),
        ];
        attributes.sort();
        attributes
    }

    fn signer_info(&self, attributes: &[Vec<u8>], kind: KeyKind, signature: &[u8]) -> Result<Vec<u8>, SignError> {
        let signer = der::sequence(&[&self.signer_issuer, &der::unsigned(&self.signer_serial)]);
        Ok(der::sequence(&[
            &der::integer(1),
            &signer,
            &algorithm::digest(self.digest),
            &der::tagged(0, &attributes.concat()),
            &algorithm::identifier(kind, self.scheme)?,
            &der::octet_string(signature),
        ]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::der as read;
    use crate::encoding::der::tag;
    use crate::local::authority::lifetime;
    use crate::local::hierarchy::Hierarchy;

    /// The signed attributes as they are signed, and the signature.
    fn signer_info(response: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let mut fields = read::single(response, tag::SEQUENCE).unwrap().reader();
        fields.read(tag::SEQUENCE).unwrap();
        let mut token = fields.sequence().unwrap();
        token.read(tag::OID).unwrap();
        let mut signed_data = token.read(0xa0).unwrap().reader().sequence().unwrap();
        signed_data.read(tag::INTEGER).unwrap();
        signed_data.read(tag::SET).unwrap();
        signed_data.read(tag::SEQUENCE).unwrap();
        let mut signer = signed_data.read(tag::SET).unwrap().reader().sequence().unwrap();
        signer.read(tag::INTEGER).unwrap();
        signer.read(tag::SEQUENCE).unwrap();
        signer.read(tag::SEQUENCE).unwrap();
        let mut attributes = signer.read(0xa0).unwrap().raw.to_vec();
        attributes[0] = 0x31;
        signer.read(tag::SEQUENCE).unwrap();
        let signature = signer.read(tag::OCTET_STRING).unwrap().content.to_vec();
        signer.finish().unwrap();
        (attributes, signature)
    }

    #[test]
    fn the_signer_signs_its_attributes_as_a_set() {
        for kind in [KeyKind::EcdsaP256, KeyKind::EcdsaP384, KeyKind::Ed25519, KeyKind::Rsa { bits: 2048 }] {
            let tsa = Hierarchy::timestamping("tsa", KeyKind::EcdsaP256, kind, lifetime()).unwrap().member;
            for digest in DigestAlgorithm::ALL {
                let mut facts = TimestampFacts::new(&tsa, b"message", digest, lifetime().start);
                facts.use_digest(digest);
                let (attributes, signature) = signer_info(&facts.sign(&tsa.key, |_| ()).unwrap());
                assert_eq!(
                    tsa.key.public_key().verify(facts.scheme, &attributes, &signature),
                    Ok(()),
                    "{kind} {digest}"
                );
            }
        }
    }
}
