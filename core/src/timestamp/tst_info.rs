//! TSTInfo (RFC 3161 section 2.4.2): what the authority says about which bytes it saw, and when.

use std::ops::Range;

use super::algorithm;
use super::error::TimestampError;
use super::names;
use crate::digest::Digest;
use crate::encoding::der::{self, DerErrorKind, DerResult, Reader, Tlv, tag};
use crate::time::UnixTime;

/// RFC 3161 asks for 160 bits; twice RFC 5280's 20 octets leave room.
const MAX_INTEGER: usize = 40;

/// More than any authority sends.
const MAX_EXTENSIONS: usize = 32;

/// A TSTInfo; ranges are places in the whole token.
#[derive(Clone, Debug)]
pub(super) struct TstInfo {
    pub(super) policy: Range<usize>,
    pub(super) imprint: Digest,
    pub(super) serial: Range<usize>,
    pub(super) time: UnixTime,
    pub(super) nonce: Option<Range<usize>>,
    /// The Name in `tsa`, where that is a directoryName.
    pub(super) authority: Option<Range<usize>>,
}

pub(super) fn parse(content: &Tlv<'_>) -> Result<TstInfo, TimestampError> {
    let mut outer = content.reader();
    let mut fields = outer.sequence()?;
    outer.finish()?;
    let version = fields.read(tag::INTEGER)?;
    if der::small_uint(&version)? != 1 {
        return Err(version.invalid("TSTInfo version: 1").into());
    }
    let policy = fields.read(tag::OID)?;
    der::oid(&policy)?;
    let imprint = message_imprint(&fields.read(tag::SEQUENCE)?)?;
    let serial = integer(&fields.read(tag::INTEGER)?)?;
    let time = der::generalized_time(&fields.read(tag::GENERALIZED_TIME)?)?;
    if let Some(value) = fields.optional(tag::SEQUENCE)? {
        accuracy(&value)?;
    }
    if let Some(ordering) = fields.optional(tag::BOOLEAN)?
        && !der::boolean(&ordering)?
    {
        // X.690 §11.5: a default is left out.
        return Err(ordering.invalid("ordering: FALSE is the default").into());
    }
    let nonce = fields.optional(tag::INTEGER)?.map(|nonce| integer(&nonce)).transpose()?;
    let authority = match fields.optional(tag::context_constructed(0))? {
        Some(tsa) => general_name(&tsa)?,
        None => None,
    };
    if let Some(list) = fields.optional(tag::context_constructed(1))? {
        extensions(&list)?;
    }
    fields.finish()?;
    Ok(TstInfo { policy: policy.content_range(), imprint, serial, time, nonce, authority })
}

fn message_imprint(value: &Tlv<'_>) -> Result<Digest, TimestampError> {
    let mut fields = value.reader();
    let algorithm = algorithm::digest(&fields.read(tag::SEQUENCE)?, "messageImprint hashAlgorithm")?;
    let digest = fields.read(tag::OCTET_STRING)?;
    fields.finish()?;
    // RFC 3161 §2.4.1: the length of the digest is that of the algorithm.
    Ok(Digest::from_bytes(algorithm, digest.content)
        .ok_or(digest.invalid("hashedMessage of its algorithm's length"))?)
}

/// A number that nothing is counted with: its place. Real authorities have sent negative ones.
fn integer(value: &Tlv<'_>) -> DerResult<Range<usize>> {
    if der::integer(value)?.len() > MAX_INTEGER {
        return Err(value.error(DerErrorKind::Limit("INTEGER")));
    }
    Ok(value.content_range())
}

/// Accuracy is read and not used: the time is what the authority says it is, as in every Sigstore client.
fn accuracy(value: &Tlv<'_>) -> DerResult<()> {
    let mut fields = value.reader();
    if let Some(seconds) = fields.optional(tag::INTEGER)? {
        der::small_uint(&seconds)?;
    }
    for number in [0, 1] {
        if let Some(part) = fields.optional(tag::context(number))?
            && !(1..=999).contains(&der::small_uint(&part)?)
        {
            return Err(part.invalid("accuracy: 1 to 999"));
        }
    }
    fields.finish()
}

/// GeneralName (RFC 5280 section 4.2.1.6) in an explicit tag; the place of the Name where it is a directoryName.
fn general_name(outer: &Tlv<'_>) -> DerResult<Option<Range<usize>>> {
    let mut reader = outer.reader();
    let name = reader.any()?;
    reader.finish()?;
    match name.tag {
        0xa4 => {
            let mut inner = name.reader();
            let directory_name = inner.read(tag::SEQUENCE)?;
            inner.finish()?;
            Ok(Some(directory_name.raw_range()))
        }
        // otherName, rfc822Name, dNSName, x400Address, ediPartyName, URI, iPAddress, registeredID.
        0xa0 | 0x81 | 0x82 | 0xa3 | 0xa5 | 0x86 | 0x87 | 0x88 => Ok(None),
        _ => Err(name.invalid("GeneralName")),
    }
}

fn extensions(list: &Tlv<'_>) -> Result<(), TimestampError> {
    let mut reader = list.reader();
    let mut count = 0;
    // RFC 5280 §4.1: one at least.
    while count == 0 || !reader.is_empty() {
        extension(&mut reader)?;
        count += 1;
        if count > MAX_EXTENSIONS {
            return Err(list.error(DerErrorKind::Limit("TSTInfo extensions")).into());
        }
    }
    Ok(())
}

fn extension(list: &mut Reader<'_>) -> Result<(), TimestampError> {
    let mut fields = list.sequence()?;
    let oid = fields.read(tag::OID)?;
    let name = der::oid(&oid)?;
    let critical = match fields.optional(tag::BOOLEAN)? {
        Some(flag) if der::boolean(&flag)? => true,
        Some(flag) => return Err(flag.invalid("critical: FALSE is the default").into()),
        None => false,
    };
    fields.read(tag::OCTET_STRING)?;
    fields.finish()?;
    // RFC 3161 §2.4.2: we know none, so a critical one is refused.
    if critical { Err(TimestampError::CriticalExtension { found: names::dotted(name) }) } else { Ok(()) }
}
