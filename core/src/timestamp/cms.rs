//! SignedData (RFC 5652 section 5) as RFC 3161 section 2.4.2 uses it: one signer, signed attributes.

use std::ops::Range;

use super::algorithm;
use super::attributes::{self, IssuerAndSerial, SignedAttributes, serial_number};
use super::error::TimestampError;
use super::names;
use crate::crypto::Scheme;
use crate::digest::DigestAlgorithm;
use crate::encoding::der::{self, DerErrorKind, DerResult, Tlv, tag};

/// The design's limit for a certificate chain.
const MAX_CERTIFICATES: usize = 10;

/// A SignedData; ranges are places in the whole token.
#[derive(Clone, Debug)]
pub(super) struct SignedData {
    /// The octets of the encapsulated TSTInfo.
    pub(super) content: Range<usize>,
    /// The embedded certificates, one after the other.
    pub(super) certificates: Range<usize>,
    pub(super) signer: SignerInfo,
}

/// A SignerInfo (RFC 5652 section 5.3).
#[derive(Clone, Debug)]
pub(super) struct SignerInfo {
    pub(super) id: SignerId,
    pub(super) digest: DigestAlgorithm,
    pub(super) scheme: Scheme,
    /// `[0]` and all; signed with the tag of a SET instead.
    pub(super) attributes_raw: Range<usize>,
    pub(super) attributes: SignedAttributes,
    pub(super) signature: Range<usize>,
}

/// How the signer names its certificate.
#[derive(Clone, Debug)]
pub(super) enum SignerId {
    IssuerAndSerial(IssuerAndSerial),
    SubjectKeyId(Range<usize>),
}

/// Reads a ContentInfo and its SignedData; the encapsulated content comes beside it.
pub(super) fn parse<'a>(content_info: &Tlv<'a>) -> Result<(SignedData, Tlv<'a>), TimestampError> {
    let mut info = content_info.reader();
    content_type(&info.read(tag::OID)?, names::SIGNED_DATA, "ContentInfo contentType")?;
    let mut explicit = info.read(tag::context_constructed(0))?.reader();
    info.finish()?;
    let mut fields = explicit.sequence()?;
    explicit.finish()?;

    // RFC 5652 §5.1: 3, because the content is not id-data and no certificate is of another kind than X.509.
    version(&fields.read(tag::INTEGER)?, 3, "SignedData version: 3")?;
    let digests = fields.read(tag::SET)?;
    let content = encapsulated(&fields.read(tag::SEQUENCE)?)?;
    let certificates = fields.optional(tag::context_constructed(0))?;
    if let Some(list) = &certificates {
        check_certificates(list)?;
    }
    // Revocation lists are not read: authorities are withdrawn by their window in the trusted root.
    if fields.optional(tag::context_constructed(1))?.is_some() {
        return Err(TimestampError::Unsigned { part: "crls" });
    }
    let signer = signer_infos(&fields.read(tag::SET)?, &digests)?;
    fields.finish()?;
    let certificates = certificates.map_or(0..0, |list| list.content_range());
    Ok((SignedData { content: content.content_range(), certificates, signer }, content))
}

/// EncapsulatedContentInfo (RFC 5652 section 5.2).
fn encapsulated<'a>(value: &Tlv<'a>) -> Result<Tlv<'a>, TimestampError> {
    let mut fields = value.reader();
    content_type(&fields.read(tag::OID)?, names::TST_INFO, "eContentType")?;
    let mut explicit = fields.read(tag::context_constructed(0))?.reader();
    fields.finish()?;
    let content = explicit.read(tag::OCTET_STRING)?;
    explicit.finish()?;
    Ok(content)
}

/// Each is an X.509 certificate by its tag; whether it belongs to the path is decided when the signer is known.
fn check_certificates(list: &Tlv<'_>) -> DerResult<()> {
    let mut reader = list.reader();
    let mut count = 0;
    while !reader.is_empty() {
        reader.read(tag::SEQUENCE)?;
        count += 1;
        if count > MAX_CERTIFICATES {
            return Err(list.error(DerErrorKind::Limit("number of embedded certificates")));
        }
    }
    Ok(())
}

fn signer_infos(set: &Tlv<'_>, digests: &Tlv<'_>) -> Result<SignerInfo, TimestampError> {
    let mut reader = set.reader();
    if reader.is_empty() {
        return Err(TimestampError::SignerCount { one: false });
    }
    let only = reader.read(tag::SEQUENCE)?;
    // RFC 3161 §2.4.2: no signature but that of the authority.
    if !reader.is_empty() {
        return Err(TimestampError::SignerCount { one: true });
    }
    signer_info(&only, digests)
}

fn signer_info(value: &Tlv<'_>, digests: &Tlv<'_>) -> Result<SignerInfo, TimestampError> {
    let mut fields = value.reader();
    let number = fields.read(tag::INTEGER)?;
    // RFC 5652 §5.3: the version says how the signer is named.
    let id = if fields.peek() == Some(tag::context(0)) {
        version(&number, 3, "SignerInfo version: 3")?;
        SignerId::SubjectKeyId(fields.read(tag::context(0))?.content_range())
    } else {
        version(&number, 1, "SignerInfo version: 1")?;
        SignerId::IssuerAndSerial(issuer_and_serial(&fields.read(tag::SEQUENCE)?)?)
    };
    let digest_algorithm = fields.read(tag::SEQUENCE)?;
    // RFC 5652 §5.1 lists the digests of all signers: here of one, and no signature covers the list.
    if digests.content != digest_algorithm.raw {
        return Err(digests.invalid("digestAlgorithms: that of the one signer").into());
    }
    let digest = algorithm::digest(&digest_algorithm, "digestAlgorithm")?;
    // RFC 5652 §5.3: signed attributes must be there, since the content is not id-data.
    let signed = fields.optional(tag::context_constructed(0))?.ok_or(TimestampError::NoSignedAttributes)?;
    let attributes = attributes::parse(&signed, digest)?;
    let scheme = algorithm::signature(&fields.read(tag::SEQUENCE)?, digest)?;
    let signature = fields.read(tag::OCTET_STRING)?;
    if fields.optional(tag::context_constructed(1))?.is_some() {
        return Err(TimestampError::Unsigned { part: "unsignedAttrs" });
    }
    fields.finish()?;
    let (attributes_raw, signature) = (signed.raw_range(), signature.content_range());
    Ok(SignerInfo { id, digest, scheme, attributes_raw, attributes, signature })
}

fn issuer_and_serial(value: &Tlv<'_>) -> DerResult<IssuerAndSerial> {
    let mut fields = value.reader();
    let issuer = fields.read(tag::SEQUENCE)?;
    let serial = fields.read(tag::INTEGER)?;
    fields.finish()?;
    Ok(IssuerAndSerial { issuer: issuer.raw_range(), serial: serial_number(&serial)? })
}

fn content_type(value: &Tlv<'_>, expected: &[u8], field: &'static str) -> Result<(), TimestampError> {
    let oid = der::oid(value)?;
    if oid == expected { Ok(()) } else { Err(TimestampError::ContentType { field, found: names::dotted(oid) }) }
}

fn version(value: &Tlv<'_>, expected: u32, what: &'static str) -> DerResult<()> {
    if der::small_uint(value)? == expected { Ok(()) } else { Err(value.invalid(what)) }
}
