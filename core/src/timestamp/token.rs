use std::fmt;

use super::cms::{self, SignedData};
use super::error::TimestampError;
use super::names;
use super::tst_info::{self, TstInfo};
use crate::digest::Digest;
use crate::encoding::der::{self, DerErrorKind, Reader, Tlv, tag};
use crate::encoding::hex;
use crate::time::UnixTime;

/// Room for ten certificates of 64 KiB, the design's limit, and the token around them.
const MAX_TOKEN: usize = 1 << 20;

/// More than any authority sends.
const MAX_STATUS_TEXTS: usize = 32;

/// A timestamp: the TimeStampResp of RFC 3161 section 2.4.2, granted, with a token by exactly one signer.
///
/// Parsed, not verified: its time is only what the token says.
#[derive(Clone)]
pub struct Timestamp {
    der: Box<[u8]>,
    pub(super) signed_data: SignedData,
    pub(super) info: TstInfo,
}

impl Timestamp {
    /// Reads a TimeStampResp from its DER, at most 1 MiB.
    pub fn from_der(der: impl Into<Box<[u8]>>) -> Result<Self, TimestampError> {
        let der = der.into();
        if der.len() > MAX_TOKEN {
            return Err(TimestampError::Size { found: der.len() });
        }
        let (signed_data, info) = parse(&der)?;
        Ok(Self { der, signed_data, info })
    }

    /// The DER of the TimeStampResp.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The time that the token states (genTime).
    pub fn time(&self) -> UnixTime {
        self.info.time
    }

    /// The digest of the bytes that were timestamped, as the token states it.
    pub fn imprint(&self) -> Digest {
        self.info.imprint
    }

    /// The policy under which the token was made, in dotted decimal.
    pub fn policy(&self) -> String {
        names::dotted(self.bytes(&self.info.policy))
    }

    /// The token's serial number: the octets of the INTEGER, most significant first.
    pub fn serial(&self) -> &[u8] {
        self.bytes(&self.info.serial)
    }

    /// The nonce of the request, if it had one: the octets of the INTEGER, most significant first.
    pub fn nonce(&self) -> Option<&[u8]> {
        self.info.nonce.as_ref().map(|nonce| self.bytes(nonce))
    }

    /// The DER of the certificates that the token carries; whether they are to be trusted is decided elsewhere.
    pub fn embedded_certificates(&self) -> impl Iterator<Item = &[u8]> {
        let mut reader = Reader::new(self.bytes(&self.signed_data.certificates));
        std::iter::from_fn(move || reader.any().ok().map(|certificate| certificate.raw))
    }

    pub(super) fn bytes(&self, range: &std::ops::Range<usize>) -> &[u8] {
        self.der.get(range.clone()).unwrap_or_default()
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let serial = hex::encode(self.serial());
        f.debug_struct("Timestamp").field("time", &self.time()).field("serial", &serial).finish_non_exhaustive()
    }
}

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Eq for Timestamp {}

fn parse(bytes: &[u8]) -> Result<(SignedData, TstInfo), TimestampError> {
    der::check_tree(bytes)?;
    let mut fields = der::single(bytes, tag::SEQUENCE)?.reader();
    status(&fields.read(tag::SEQUENCE)?)?;
    let token = fields.read(tag::SEQUENCE)?;
    fields.finish()?;
    let (signed_data, content) = cms::parse(&token)?;
    let info = tst_info::parse(&content)?;
    Ok((signed_data, info))
}

/// PKIStatusInfo: granted, or granted with modifications that are put into words.
///
/// RFC 3161 §2.4.2 asks for no words. We do: nothing signs the status, and no octet of a usual one may change unseen.
fn status(info: &Tlv<'_>) -> Result<(), TimestampError> {
    let mut fields = info.reader();
    let status = der::small_uint(&fields.read(tag::INTEGER)?)?;
    let text = fields.optional(tag::SEQUENCE)?;
    if let Some(text) = &text {
        free_text(text)?;
    }
    match (status, &text) {
        (0, _) | (1, Some(_)) => {}
        _ => return Err(TimestampError::Status { found: status }),
    }
    // RFC 3161 §2.4.2: failInfo says why there is no token, so there is none beside a token.
    Ok(fields.finish()?)
}

/// PKIFreeText: UTF-8, one text at least.
fn free_text(list: &Tlv<'_>) -> Result<(), TimestampError> {
    let mut reader = list.reader();
    let mut count = 0;
    while count == 0 || !reader.is_empty() {
        let text = reader.read(tag::UTF8_STRING)?;
        std::str::from_utf8(text.content).map_err(|_| text.invalid("UTF8String"))?;
        count += 1;
        if count > MAX_STATUS_TEXTS {
            return Err(list.error(DerErrorKind::Limit("statusString")).into());
        }
    }
    Ok(())
}
