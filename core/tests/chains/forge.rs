//! A certificate authority for tests: it makes any certificate, right or wrong. Keys are Ed25519, from one-byte seeds.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use sealwright::{Certificate, CertificateError, ChainError, PathQuery, Purpose, UnixTime, verify_certificate_path};

pub(crate) const CODE_SIGNING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 3];
pub(crate) const TIME_STAMPING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 8];
pub(crate) const KEY_USAGE: &[u8] = &[0x55, 0x1d, 15];
pub(crate) const SAN: &[u8] = &[0x55, 0x1d, 17];
pub(crate) const NAME_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 30];
pub(crate) const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1d, 37];
const SUBJECT_KEY_ID: &[u8] = &[0x55, 0x1d, 14];
const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 19];
const AUTHORITY_KEY_ID: &[u8] = &[0x55, 0x1d, 35];
const ED25519: &[u8] = &[0x30, 5, 6, 3, 0x2b, 0x65, 0x70];

/// A certificate to be made.
#[derive(Clone)]
pub(crate) struct Forged {
    pub(crate) subject: Vec<u8>,
    pub(crate) key: u8,
    pub(crate) issuer: Vec<u8>,
    pub(crate) issuer_key: u8,
    pub(crate) serial: Vec<u8>,
    pub(crate) validity: Vec<u8>,
    /// Identifier, critical, value.
    pub(crate) extensions: Vec<(Vec<u8>, bool, Vec<u8>)>,
}

/// A CA of that name and key, made by another.
pub(crate) fn authority(subject: &str, key: u8, issuer: &str, issuer_key: u8) -> Forged {
    Forged {
        subject: name(subject),
        key,
        issuer: name(issuer),
        issuer_key,
        serial: vec![1],
        validity: der(0x30, &[der(0x17, b"200101000000Z"), der(0x17, b"400101000000Z")].concat()),
        extensions: vec![
            (BASIC_CONSTRAINTS.into(), true, der(0x30, &[1, 1, 0xff])),
            (KEY_USAGE.into(), true, vec![3, 2, 1, 6]),
            (SUBJECT_KEY_ID.into(), false, der(4, &[key; 20])),
            (AUTHORITY_KEY_ID.into(), false, der(0x30, &der(0x80, &[issuer_key; 20]))),
        ],
    }
}

/// A leaf as Fulcio makes it, with key 1: no subject, one critical URI.
pub(crate) fn leaf(issuer: &str, issuer_key: u8) -> Forged {
    Forged {
        subject: der(0x30, &[]),
        extensions: vec![
            (KEY_USAGE.into(), true, vec![3, 2, 7, 0x80]),
            (EXTENDED_KEY_USAGE.into(), false, der(0x30, &der(6, CODE_SIGNING))),
            (AUTHORITY_KEY_ID.into(), false, der(0x30, &der(0x80, &[issuer_key; 20]))),
            (SAN.into(), true, der(0x30, &der(0x86, b"https://github.com/o/r"))),
        ],
        ..authority("", 1, issuer, issuer_key)
    }
}

impl Forged {
    /// The same with that extension, instead of the one of its kind or added.
    pub(crate) fn with(mut self, oid: &[u8], critical: bool, value: Vec<u8>) -> Self {
        self.extensions.retain(|(known, _, _)| known != oid);
        self.extensions.push((oid.into(), critical, value));
        self
    }

    pub(crate) fn without(mut self, oid: &[u8]) -> Self {
        self.extensions.retain(|(known, _, _)| known != oid);
        self
    }

    pub(crate) fn der(&self) -> Vec<u8> {
        let public = pair(self.key).public_key().as_ref().to_vec();
        let spki = der(0x30, &[ED25519.to_vec(), der(3, &[vec![0], public].concat())].concat());
        let extensions = self.extensions.iter().map(|(oid, critical, value)| {
            let critical = if *critical { vec![1, 1, 0xff] } else { vec![] };
            der(0x30, &[der(6, oid), critical, der(4, value)].concat())
        });
        let extensions = der(0xa3, &der(0x30, &extensions.collect::<Vec<_>>().concat()));
        let version = vec![0xa0, 3, 2, 1, 2];
        let fields = [
            version,
            der(2, &self.serial),
            ED25519.to_vec(),
            self.issuer.clone(),
            self.validity.clone(),
            self.subject.clone(),
            spki,
            extensions,
        ];
        let tbs = der(0x30, &fields.concat());
        let signature = pair(self.issuer_key).sign(&tbs).as_ref().to_vec();
        der(0x30, &[tbs, ED25519.to_vec(), der(3, &[vec![0], signature].concat())].concat())
    }

    pub(crate) fn read(&self) -> Result<Certificate, CertificateError> {
        Certificate::from_der(self.der())
    }

    pub(crate) fn certificate(&self) -> Certificate {
        self.read().unwrap()
    }
}

/// The verdict on a leaf in 2026.
pub(crate) fn verdict(leaf: &Certificate, intermediates: &[Certificate], root: &Certificate) -> Result<(), ChainError> {
    verdict_as(Purpose::CodeSigning, leaf, intermediates, root)
}

pub(crate) fn verdict_as(
    purpose: Purpose,
    leaf: &Certificate,
    intermediates: &[Certificate],
    root: &Certificate,
) -> Result<(), ChainError> {
    let time = UnixTime::parse_rfc3339("2026-11-21T10:00:00Z").unwrap();
    let roots = std::slice::from_ref(root);
    verify_certificate_path(leaf, &PathQuery { intermediates, roots, purpose, time, max_intermediates: None })
}

/// A name with that common name; the empty name for no text.
pub(crate) fn name(common: &str) -> Vec<u8> {
    let attribute = |text: &str| der(0x30, &[der(6, &[0x55, 4, 3]), der(0x0c, text.as_bytes())].concat());
    der(0x30, &if common.is_empty() { vec![] } else { der(0x31, &attribute(common)) })
}

pub(crate) fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let octets = u32::try_from(content.len()).unwrap().to_be_bytes();
    let digits: Vec<u8> = octets.into_iter().skip_while(|octet| *octet == 0).collect();
    let mut out = vec![tag];
    match content.len() {
        0..0x80 => out.push(octets[3]),
        _ => {
            out.push(0x80 | u8::try_from(digits.len()).unwrap());
            out.extend_from_slice(&digits);
        }
    }
    out.extend_from_slice(content);
    out
}

fn pair(seed: u8) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap()
}
