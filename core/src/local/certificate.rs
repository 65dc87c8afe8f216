//! A certificate: first what it says, then the signature over it.

use super::extension::{self, Extension};
use super::{algorithm, der};
use crate::crypto::Scheme;
use crate::crypto::sign::{PrivateKey, SignError};
use crate::digest::Sha256;
use crate::time::{UnixTime, Validity};

/// What a certificate says.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    /// DER of the issuer's name.
    pub(super) issuer: Vec<u8>,
    /// DER of the subject's name.
    pub(super) subject: Vec<u8>,
    pub(super) validity: Validity,
    pub(super) spki: Vec<u8>,
    pub(super) extensions: Vec<Extension>,
}

/// A certificate that was signed here.
#[derive(Clone, Debug)]
pub(super) struct Issued {
    pub(super) facts: Facts,
    pub(super) der: Vec<u8>,
}

impl Facts {
    /// Puts this extension in the place of the one with its object identifier, or at the end.
    pub(super) fn set(&mut self, extension: Extension) {
        match self.extensions.iter_mut().find(|e| e.oid == extension.oid) {
            Some(old) => *old = extension,
            None => self.extensions.push(extension),
        }
    }

    pub(super) fn remove(&mut self, oid: &[u64]) {
        self.extensions.retain(|extension| extension.oid != oid);
    }

    /// The same for another key.
    pub(super) fn set_key(&mut self, key: &PrivateKey) {
        self.spki = key.public_key().spki_der().to_vec();
        self.set(Extension::subject_key_id(&extension::key_id(&self.spki)));
    }

    /// Unlike that of any other certificate: a digest of all it says. 16 octets, positive (RFC 5280 §4.1.2.2).
    pub(super) fn serial(&self) -> Vec<u8> {
        let extensions: Vec<u8> = self.extensions.iter().flat_map(Extension::der).collect();
        let times = self.times();
        let digest = Sha256::of_parts(&[&self.issuer, &self.subject, &times, &self.spki, &extensions]);
        let mut serial: Vec<u8> = digest.0.into_iter().take(16).collect();
        if let Some(first) = serial.first_mut() {
            *first = *first & 0x3f | 0x40;
        }
        serial
    }

    fn times(&self) -> Vec<u8> {
        // RFC 5280 §4.1.2.5: 99991231235959Z where there is no end.
        let forever = UnixTime::from_secs(253_402_300_799);
        der::sequence(&[&der::time(self.validity.start), &der::time(self.validity.end.unwrap_or(forever))])
    }

    /// The TBSCertificate; also that of the precertificate, as long as no SCT list is among the extensions.
    pub(super) fn tbs(&self, signature_algorithm: &[u8], serial: &[u8]) -> Vec<u8> {
        let extensions: Vec<u8> = self.extensions.iter().flat_map(Extension::der).collect();
        let extensions = match extensions.as_slice() {
            [] => Vec::new(),
            some => der::tagged(3, &der::sequence(&[some])),
        };
        der::sequence(&[
            &der::tagged(0, &der::integer(2)),
            &der::unsigned(serial),
            signature_algorithm,
            &self.issuer,
            &self.times(),
            &self.subject,
            &self.spki,
            &extensions,
        ])
    }

    /// The certificate, signed.
    pub(super) fn sign(self, serial: &[u8], key: &PrivateKey, scheme: Scheme) -> Result<Issued, SignError> {
        let algorithm = algorithm::identifier(key.public_key().kind(), scheme)?;
        let tbs = self.tbs(&algorithm, serial);
        let signature = key.sign(scheme, &tbs)?;
        let der = der::sequence(&[&tbs, &algorithm, &der::bit_string(&signature)]);
        Ok(Issued { facts: self, der })
    }
}

/// A name: organisation and common name, as Fulcio's authorities have them.
pub(super) fn name(organization: &str, common_name: &str) -> Vec<u8> {
    let part = |last: u64, text: &str| {
        let attribute = der::sequence(&[&der::oid(&[2, 5, 4, last]), &der::printable(text)]);
        der::set_of(vec![attribute])
    };
    der::sequence(&[&part(10, organization), &part(3, common_name)])
}

/// The empty name of a Fulcio leaf.
pub(super) fn no_name() -> Vec<u8> {
    der::sequence(&[])
}
