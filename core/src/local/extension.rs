//! X.509 extensions (RFC 5280 section 4.2), and Fulcio's.

use super::der;
use crate::digest::Sha256;

/// Fulcio's arc, docs/oid-info.md of sigstore/fulcio.
const FULCIO: [u64; 9] = [1, 3, 6, 1, 4, 1, 57264, 1, 0];

pub(super) const CODE_SIGNING: &[u64] = &[1, 3, 6, 1, 5, 5, 7, 3, 3];
pub(super) const TIME_STAMPING: &[u64] = &[1, 3, 6, 1, 5, 5, 7, 3, 8];
pub(super) const SERVER_AUTH: &[u64] = &[1, 3, 6, 1, 5, 5, 7, 3, 1];

/// RFC 5280 §4.2.1.3: bits of keyUsage.
pub(super) const DIGITAL_SIGNATURE: u8 = 0;
pub(super) const KEY_ENCIPHERMENT: u8 = 2;
pub(super) const KEY_CERT_SIGN: u8 = 5;
pub(super) const CRL_SIGN: u8 = 6;

pub(super) const SUBJECT_ALT_NAME: &[u64] = &[2, 5, 29, 17];
pub(super) const KEY_USAGE: &[u64] = &[2, 5, 29, 15];
pub(super) const EXTENDED_KEY_USAGE: &[u64] = &[2, 5, 29, 37];
pub(super) const BASIC_CONSTRAINTS: &[u64] = &[2, 5, 29, 19];
pub(super) const NAME_CONSTRAINTS: &[u64] = &[2, 5, 29, 30];
pub(super) const SUBJECT_KEY_ID: &[u64] = &[2, 5, 29, 14];
pub(super) const AUTHORITY_KEY_ID: &[u64] = &[2, 5, 29, 35];
pub(super) const SCT_LIST: &[u64] = &[1, 3, 6, 1, 4, 1, 11129, 2, 4, 2];

/// One extension of a certificate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Extension {
    pub(super) oid: Vec<u64>,
    pub(super) critical: bool,
    pub(super) value: Vec<u8>,
}

/// A name in subjectAltName: whom the certificate is for.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum San {
    /// `rfc822Name`: an email address.
    Email(String),
    /// `uniformResourceIdentifier`: a workflow, a SPIFFE id.
    Uri(String),
    /// `dNSName`.
    Dns(String),
    /// Fulcio's `otherName` (1.3.6.1.4.1.57264.1.7): a user name.
    Username(String),
}

impl Extension {
    fn new(oid: &[u64], critical: bool, value: Vec<u8>) -> Self {
        Self { oid: oid.to_vec(), critical, value }
    }

    pub(super) fn der(&self) -> Vec<u8> {
        // X.690 §11.5: a default value is left out.
        let critical: &[u8] = if self.critical { der::TRUE } else { &[] };
        der::sequence(&[&der::oid(&self.oid), critical, &der::octet_string(&self.value)])
    }

    pub(super) fn key_usage(bits: &[u8]) -> Self {
        Self::new(KEY_USAGE, true, der::named_bits(bits))
    }

    pub(super) fn extended_key_usage(purposes: &[Vec<u64>], critical: bool) -> Self {
        let purposes: Vec<u8> = purposes.iter().flat_map(|arcs| der::oid(arcs)).collect();
        Self::new(EXTENDED_KEY_USAGE, critical, der::sequence(&[&purposes]))
    }

    pub(super) fn basic_constraints(ca: bool, path_length: Option<u64>) -> Self {
        let ca: &[u8] = if ca { der::TRUE } else { &[] };
        let path_length = path_length.map(der::integer).unwrap_or_default();
        Self::new(BASIC_CONSTRAINTS, true, der::sequence(&[ca, &path_length]))
    }

    pub(super) fn subject_key_id(key_id: &[u8]) -> Self {
        Self::new(SUBJECT_KEY_ID, false, der::octet_string(key_id))
    }

    pub(super) fn authority_key_id(key_id: &[u8]) -> Self {
        Self::new(AUTHORITY_KEY_ID, false, der::sequence(&[&der::tagged_primitive(0, key_id)]))
    }

    /// Critical, because the subject is empty (RFC 5280 §4.2.1.6).
    pub(super) fn subject_alt_name(names: &[San]) -> Self {
        let names: Vec<u8> = names.iter().flat_map(San::der).collect();
        Self::new(SUBJECT_ALT_NAME, true, der::sequence(&[&names]))
    }

    /// RFC 5280 §4.2.1.10: names of these kinds must lie in one of these subtrees.
    pub(super) fn permitted_subtrees(bases: &[San]) -> Self {
        let subtrees: Vec<u8> = bases.iter().flat_map(|base| der::sequence(&[&base.der()])).collect();
        Self::new(NAME_CONSTRAINTS, true, der::sequence(&[&der::tagged(0, &subtrees)]))
    }

    /// One of Fulcio's claims: .1 to .6 are raw text, the later ones a UTF8String.
    pub(super) fn claim(number: u8, text: &str) -> Self {
        let mut oid = FULCIO;
        if let Some(last) = oid.last_mut() {
            *last = u64::from(number);
        }
        let value = if number <= 6 { text.as_bytes().to_vec() } else { der::utf8(text) };
        Self::new(&oid, false, value)
    }

    /// RFC 6962 §3.3: the list, as TLS writes it, in an OCTET STRING of its own.
    pub(super) fn sct_list(list: &[u8]) -> Self {
        Self::new(SCT_LIST, false, der::octet_string(list))
    }
}

impl San {
    /// The text by which a policy names it.
    pub fn text(&self) -> &str {
        match self {
            Self::Email(text) | Self::Uri(text) | Self::Dns(text) | Self::Username(text) => text,
        }
    }

    fn der(&self) -> Vec<u8> {
        match self {
            Self::Email(text) => der::tagged_primitive(1, text.as_bytes()),
            Self::Dns(text) => der::tagged_primitive(2, text.as_bytes()),
            Self::Uri(text) => der::tagged_primitive(6, text.as_bytes()),
            Self::Username(text) => {
                let mut oid = FULCIO;
                if let Some(last) = oid.last_mut() {
                    *last = 7;
                }
                der::tagged(0, &[der::oid(&oid), der::tagged(0, &der::utf8(text))].concat())
            }
        }
    }
}

/// RFC 7093 §2: the leftmost 160 bits of the SHA-256 of the key.
pub(super) fn key_id(spki: &[u8]) -> Vec<u8> {
    Sha256::of(spki).0.into_iter().take(20).collect()
}
