//! Signed certificate timestamps that are embedded in a certificate: RFC 6962 sections 3.2 and 3.3.

use std::borrow::Cow;

use super::certificate::Certificate;
use super::precertificate::SignedEntry;
use crate::check::{Code, Explain, Value};
use crate::crypto::{PublicKey, Scheme, SignatureChecks, SignatureError};
use crate::digest::DigestAlgorithm::{Sha256, Sha384, Sha512};
use crate::time::{UnixTime, Validity};

/// SCTs in one certificate; Fulcio embeds one.
const MAX_SCTS: usize = 32;

/// A certificate transparency log that is trusted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CtLog {
    /// SHA-256 of the log's public key, or what the trusted root says it is.
    pub id: [u8; 32],
    /// The key that signs its SCTs.
    pub key: PublicKey,
    /// When it may have signed.
    pub validity: Validity,
    /// Where it is; people know the log by it.
    pub base_url: Box<str>,
    /// Who runs it; empty if the trusted root does not say.
    pub operator: Box<str>,
}

/// An SCT that a trusted log signed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sct {
    /// Which log.
    pub log_id: [u8; 32],
    /// When it says that it saw the certificate.
    pub time: UnixTime,
}

/// What an SCT says of itself; nobody has looked at its signature.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnverifiedSct {
    /// Which log.
    pub log_id: [u8; 32],
    /// When it says that it saw the certificate.
    pub time: UnixTime,
}

impl UnverifiedSct {
    /// Reads a list of SCTs, the TLS structure of RFC 6962 section 3.3; those of another version than v1 are passed over.
    pub fn from_list(list: &[u8]) -> Result<Vec<Self>, SctError> {
        let mut found = Vec::new();
        let mut list = list_of(list)?;
        while let Some(sct) = list.next()? {
            found.extend(sct.map(|sct| Self { log_id: sct.log_id, time: sct.time() }));
        }
        Ok(found)
    }
}

/// The SCTs of a certificate.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Scts {
    verified: Vec<Sct>,
    unknown: usize,
    /// The logs of those whose log is said in a version that is read.
    unknown_logs: Vec<[u8; 32]>,
}

impl Scts {
    /// Those that verify, one of each log.
    pub fn verified(&self) -> &[Sct] {
        &self.verified
    }

    /// How many are of logs that are not trusted; they prove nothing.
    pub fn unknown(&self) -> usize {
        self.unknown
    }

    pub(crate) fn unknown_logs(&self) -> &[[u8; 32]] {
        &self.unknown_logs
    }
}

/// Why a certificate's SCTs are refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SctError {
    /// The list is not the TLS structure that it must be.
    #[error("the list of certificate timestamps is malformed at byte {offset}")]
    Malformed {
        /// Where, counted from the start of the list.
        offset: usize,
    },
    /// More than 32 of them.
    #[error("more than {MAX_SCTS} certificate timestamps")]
    TooMany,
    /// A trusted log's SCT with a signature algorithm that the log does not use.
    #[error("a certificate timestamp is signed with the TLS algorithm {hash}.{signature}, which is not supported")]
    Algorithm {
        /// Which log.
        log_id: [u8; 32],
        /// TLS HashAlgorithm.
        hash: u8,
        /// TLS SignatureAlgorithm.
        signature: u8,
    },
    /// A trusted log did not sign this.
    #[error("a certificate timestamp of a trusted log does not verify: {source}")]
    Signature {
        /// Which log.
        log_id: [u8; 32],
        /// What is wrong with the signature.
        source: SignatureError,
    },
    /// The log was not trusted at the time of its SCT.
    #[error("a certificate timestamp is of a time at which its log is not trusted")]
    Window {
        /// Which log.
        log_id: [u8; 32],
        /// When the log is trusted.
        window: Validity,
        /// The time of the SCT.
        time: UnixTime,
    },
}

impl Explain for SctError {
    fn code(&self) -> Code {
        Code::SctSignature
    }

    fn expected(&self) -> Option<Value> {
        match self {
            Self::Window { window, .. } => Some(Value::Window(*window)),
            Self::Signature { log_id, .. } | Self::Algorithm { log_id, .. } => Some(Value::KeyId(*log_id)),
            Self::Malformed { .. } | Self::TooMany => None,
        }
    }

    fn found(&self) -> Option<Value> {
        match self {
            Self::Window { time, .. } => Some(Value::Time(*time)),
            _ => None,
        }
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::Malformed { offset } => format!("certificate timestamp list, byte {offset}").into(),
            _ => "certificate extension 1.3.6.1.4.1.11129.2.4.2".into(),
        })
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        let hint = match self {
            Self::Malformed { .. } | Self::TooMany => "The certificate is damaged: get the bundle anew.",
            Self::Window { .. } => {
                "The trusted root may be old, or the log was retired before: update the trusted root."
            }
            _ => "The certificate was changed, or issued by another authority than the log saw: do not trust it.",
        };
        Some(hint.into())
    }
}

/// Verifies the embedded SCTs of `leaf`; `issuer` is the one of the verified path.
///
/// SCTs of logs that are not in `logs` are counted and prove nothing. One of a known log that does not verify is an
/// error, however many others do.
pub(crate) fn verify_scts(
    leaf: &Certificate,
    issuer: &Certificate,
    logs: &[CtLog],
    checks: &SignatureChecks<'_>,
) -> Result<Scts, SctError> {
    let mut found = Scts::default();
    let Some((_, list)) = leaf.extensions().scts else { return Ok(found) };
    let mut entry = None;
    let mut list = list_of(list.of(leaf.der()))?;
    while let Some(sct) = list.next()? {
        let Some(sct) = sct else {
            found.unknown += 1;
            continue;
        };
        let mut known = logs.iter().filter(|log| log.id == sct.log_id).peekable();
        let Some(first) = known.peek().copied() else {
            found.unknown += 1;
            found.unknown_logs.push(sct.log_id);
            continue;
        };
        let window = first.validity;
        // A log may stand there several times, each with a window of its own.
        let time = sct.time();
        let log = known.find(|log| log.validity.contains(time));
        let log = log.ok_or(SctError::Window { log_id: sct.log_id, window, time })?;
        if entry.is_none() {
            entry = SignedEntry::new(leaf, issuer);
        }
        let signed = entry.as_mut().and_then(|entry| entry.with(sct.timestamp, sct.extensions));
        let signed = signed.ok_or(SctError::Malformed { offset: 0 })?;
        checks
            .verify_shared(&log.key, sct.scheme()?, signed, sct.signature)
            .map_err(|source| SctError::Signature { log_id: sct.log_id, source })?;
        if !found.verified.iter().any(|other| other.log_id == sct.log_id) {
            found.verified.push(Sct { log_id: sct.log_id, time });
        }
    }
    Ok(found)
}

struct Fields<'a> {
    log_id: [u8; 32],
    timestamp: u64,
    extensions: &'a [u8],
    algorithm: [u8; 2],
    signature: &'a [u8],
}

impl Fields<'_> {
    /// RFC 6962 §3.2: milliseconds since the epoch.
    fn time(&self) -> UnixTime {
        let seconds = i64::try_from(self.timestamp / 1000).unwrap_or(i64::MAX);
        let nanos = u32::try_from(self.timestamp % 1000).unwrap_or_default() * 1_000_000;
        UnixTime::from_secs_nanos(seconds, nanos)
    }

    /// RFC 5246 §7.4.1.4.1: hash, then signature algorithm; RFC 8446 §4.2.3 adds Ed25519 as 8.7.
    fn scheme(&self) -> Result<Scheme, SctError> {
        let [hash, signature] = self.algorithm;
        let digest = match hash {
            4 => Some(Sha256),
            5 => Some(Sha384),
            6 => Some(Sha512),
            _ => None,
        };
        match (digest, signature) {
            (Some(digest), 1) => Ok(Scheme::RsaPkcs1(digest)),
            (Some(digest), 3) => Ok(Scheme::Ecdsa(digest)),
            (None, 7) if hash == 8 => Ok(Scheme::Ed25519),
            _ => Err(SctError::Algorithm { log_id: self.log_id, hash, signature }),
        }
    }
}

/// A reader of TLS structures.
struct Tls<'a> {
    rest: &'a [u8],
    offset: usize,
}

impl<'a> Tls<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], SctError> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(SctError::Malformed { offset: self.offset })?;
        self.rest = rest;
        self.offset += length;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], SctError> {
        let at = self.offset;
        self.take(N)?.try_into().map_err(|_| SctError::Malformed { offset: at })
    }

    /// `opaque<0..2^16-1>`.
    fn vector(&mut self) -> Result<Tls<'a>, SctError> {
        let length = usize::from(u16::from_be_bytes(self.array()?));
        let offset = self.offset;
        Ok(Tls { rest: self.take(length)?, offset })
    }

    fn finish(&self) -> Result<(), SctError> {
        if self.rest.is_empty() { Ok(()) } else { Err(SctError::Malformed { offset: self.offset }) }
    }
}

/// The SCTs of a list, one after the other.
struct List<'a> {
    rest: Tls<'a>,
    count: usize,
}

/// RFC 6962 §3.3: SignedCertificateTimestampList, `sct_list<1..2^16-1>`.
fn list_of(bytes: &[u8]) -> Result<List<'_>, SctError> {
    let mut outer = Tls { rest: bytes, offset: 0 };
    let rest = outer.vector()?;
    outer.finish()?;
    if rest.rest.is_empty() { Err(SctError::Malformed { offset: rest.offset }) } else { Ok(List { rest, count: 0 }) }
}

impl<'a> List<'a> {
    /// The next; `Some(None)` for one of another version than v1.
    fn next(&mut self) -> Result<Option<Option<Fields<'a>>>, SctError> {
        if self.rest.rest.is_empty() {
            return Ok(None);
        }
        self.count += 1;
        if self.count > MAX_SCTS {
            return Err(SctError::TooMany);
        }
        read(&mut self.rest).map(Some)
    }
}

/// RFC 6962 §3.2: SignedCertificateTimestamp; `None` for another version than v1, of which nothing more is known.
fn read<'a>(list: &mut Tls<'a>) -> Result<Option<Fields<'a>>, SctError> {
    let mut sct = list.vector()?;
    let [version] = sct.array()?;
    if version != 0 {
        return Ok(None);
    }
    let log_id = sct.array()?;
    let timestamp = u64::from_be_bytes(sct.array()?);
    let extensions = sct.vector()?.rest;
    let algorithm = sct.array()?;
    let signature = sct.vector()?.rest;
    sct.finish()?;
    Ok(Some(Fields { log_id, timestamp, extensions, algorithm, signature }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(content: &[u8]) -> Vec<u8> {
        [&u16::try_from(content.len()).unwrap().to_be_bytes(), content].concat()
    }

    fn sct(version: u8, extensions: &[u8], after: &[u8]) -> Vec<u8> {
        let head = [&[version][..], &[7; 32], &1_600_000_000_123_u64.to_be_bytes()].concat();
        vector(&[head, vector(extensions), vec![4, 3], vector(b"signature"), after.to_vec()].concat())
    }

    fn read_all(bytes: &[u8]) -> Result<Vec<bool>, SctError> {
        let mut list = list_of(bytes)?;
        let mut known = Vec::new();
        while let Some(sct) = list.next()? {
            known.push(sct.is_some());
        }
        Ok(known)
    }

    #[test]
    fn extensions_are_read_and_other_versions_passed_over() {
        let list = vector(&[sct(0, b"ext", &[]), sct(1, &[], b"whatever")].concat());
        assert_eq!(read_all(&list), Ok(vec![true, false]));
        let one = vector(&sct(0, b"ext", &[]));
        let fields = list_of(&one).unwrap().next().unwrap().unwrap().unwrap();
        assert_eq!((fields.extensions, fields.signature), (&b"ext"[..], &b"signature"[..]));
        assert_eq!(fields.time(), UnixTime::from_secs_nanos(1_600_000_000, 123_000_000));
        assert_eq!(fields.scheme(), Ok(Scheme::Ecdsa(Sha256)));
    }

    #[test]
    fn a_list_with_anything_missing_or_left_over_is_malformed() {
        let good = vector(&sct(0, &[], &[]));
        assert_eq!(read_all(&good), Ok(vec![true]));
        for end in 0..good.len() {
            assert!(matches!(read_all(&good[..end]), Err(SctError::Malformed { .. })), "cut at {end}");
        }
        for bad in [[&good[..], &[0]].concat(), vector(&[]), vector(&sct(0, &[], &[0])), vector(&vector(&[]))] {
            assert!(matches!(read_all(&bad), Err(SctError::Malformed { .. })), "{bad:?}");
        }
    }

    #[test]
    fn a_list_says_which_logs_and_when_and_is_not_endless() {
        let one = sct(0, &[], &[]);
        let said = UnverifiedSct { log_id: [7; 32], time: UnixTime::from_secs_nanos(1_600_000_000, 123_000_000) };
        let other = sct(1, &[], &[]);
        assert_eq!(UnverifiedSct::from_list(&vector(&[&one[..], &other].concat())), Ok(vec![said]));
        assert_eq!(UnverifiedSct::from_list(&vector(&one.repeat(MAX_SCTS))), Ok(vec![said; MAX_SCTS]));
        assert_eq!(UnverifiedSct::from_list(&vector(&one.repeat(MAX_SCTS + 1))), Err(SctError::TooMany));
    }

    #[test]
    fn signature_algorithms_are_those_of_tls() {
        let scheme = |algorithm| {
            Fields { log_id: [0; 32], timestamp: 0, extensions: &[], algorithm, signature: &[] }.scheme().ok()
        };
        assert_eq!(scheme([4, 1]), Some(Scheme::RsaPkcs1(Sha256)));
        assert_eq!(scheme([5, 3]), Some(Scheme::Ecdsa(Sha384)));
        assert_eq!(scheme([8, 7]), Some(Scheme::Ed25519));
        for bad in [[2, 3], [4, 7], [4, 0], [0, 7], [8, 3]] {
            assert_eq!(scheme(bad), None, "{bad:?}");
        }
    }
}
