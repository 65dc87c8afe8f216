//! SignedAttributes (RFC 5652 section 5.3): what the signature covers, and through it everything else.

use std::ops::Range;

use super::algorithm;
use super::error::TimestampError;
use super::names;
use crate::digest::{Digest, DigestAlgorithm};
use crate::encoding::der::{self, DerErrorKind, DerResult, Tlv, tag};

/// More than any authority sends.
const MAX_ATTRIBUTES: usize = 32;

/// The attributes that say something about the token.
#[derive(Clone, Debug)]
pub(super) struct SignedAttributes {
    pub(super) message_digest: Digest,
    pub(super) signer: [Option<CertificateId>; 2],
}

/// Which certificate the signer says is its own: ESSCertID or ESSCertIDv2.
#[derive(Clone, Debug)]
pub(super) struct CertificateId {
    /// Of the whole certificate; `None` for the SHA-1 of ESSCertID, which decides nothing here.
    pub(super) digest: Option<Digest>,
    pub(super) issuer_and_serial: Option<IssuerAndSerial>,
}

/// The issuer's Name, tag and length included, and the serial number without a leading zero.
#[derive(Clone, Debug)]
pub(super) struct IssuerAndSerial {
    pub(super) issuer: Range<usize>,
    pub(super) serial: Range<usize>,
}

/// Reads `[0] IMPLICIT SET OF Attribute`.
///
/// The set must stand in DER order, although RFC 5652 section 5.4 lets a sender use another one and asks the
/// receiver to sort: all known authorities sort, and so the signature covers the octets as they are.
pub(super) fn parse(set: &Tlv<'_>, algorithm: DigestAlgorithm) -> Result<SignedAttributes, TimestampError> {
    let mut reader = set.reader();
    let mut previous: &[u8] = &[];
    let mut count = 0;
    let (mut content_type, mut message_digest, mut signing_time) = (None, None, None);
    let (mut certificate, mut certificate_v2) = (None, None);
    while !reader.is_empty() {
        let attribute = reader.read(tag::SEQUENCE)?;
        if attribute.raw < previous {
            return Err(attribute.invalid("SET OF in DER order").into());
        }
        previous = attribute.raw;
        count += 1;
        if count > MAX_ATTRIBUTES {
            return Err(set.error(DerErrorKind::Limit("signed attributes")).into());
        }
        let mut fields = attribute.reader();
        let oid = fields.read(tag::OID)?;
        let values = fields.read(tag::SET)?;
        fields.finish()?;
        let (name, slot) = match der::oid(&oid)? {
            names::CONTENT_TYPE => ("contentType", &mut content_type),
            names::MESSAGE_DIGEST => ("messageDigest", &mut message_digest),
            names::SIGNING_TIME => ("signingTime", &mut signing_time),
            names::SIGNING_CERTIFICATE => ("signingCertificate", &mut certificate),
            names::SIGNING_CERTIFICATE_V2 => ("signingCertificateV2", &mut certificate_v2),
            // RFC 5652 §5.3: others may be there; the signature covers them and they change nothing.
            _ => continue,
        };
        // RFC 5652 §11: one attribute of each kind, with one value.
        if slot.replace(only(&values, name)?).is_some() {
            return Err(TimestampError::RepeatedAttribute { name });
        }
    }
    content_is_tst_info(&content_type.ok_or(TimestampError::MissingAttribute { name: "contentType" })?)?;
    let message_digest = message_digest.ok_or(TimestampError::MissingAttribute { name: "messageDigest" })?;
    let message_digest = digest(&message_digest, algorithm, "messageDigest of its algorithm's length")?;
    if let Some(time) = signing_time {
        // Not used: the time of a token is genTime. RFC 5652 §11.3: the form is that of a certificate's times.
        der::x509_time(&time)?;
    }
    let certificate = certificate.map(|value| signing_certificate(&value, Version::V1)).transpose()?;
    let certificate_v2 = certificate_v2.map(|value| signing_certificate(&value, Version::V2)).transpose()?;
    // RFC 3161 §2.4.2 and RFC 5816 §2.2.1: one of the two must be there.
    if certificate.is_none() && certificate_v2.is_none() {
        return Err(TimestampError::MissingAttribute { name: "signingCertificateV2" });
    }
    Ok(SignedAttributes { message_digest, signer: [certificate, certificate_v2] })
}

fn only<'a>(values: &Tlv<'a>, name: &'static str) -> Result<Tlv<'a>, TimestampError> {
    let mut reader = values.reader();
    if reader.is_empty() {
        return Err(TimestampError::MissingAttribute { name });
    }
    let value = reader.any()?;
    if reader.is_empty() { Ok(value) } else { Err(TimestampError::RepeatedAttribute { name }) }
}

fn content_is_tst_info(value: &Tlv<'_>) -> Result<(), TimestampError> {
    tagged(value, tag::OID)?;
    let oid = der::oid(value)?;
    if oid == names::TST_INFO {
        Ok(())
    } else {
        Err(TimestampError::ContentType { field: "contentType attribute", found: names::dotted(oid) })
    }
}

fn digest(value: &Tlv<'_>, algorithm: DigestAlgorithm, what: &'static str) -> DerResult<Digest> {
    tagged(value, tag::OCTET_STRING)?;
    Digest::from_bytes(algorithm, value.content).ok_or(value.invalid(what))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Version {
    V1,
    V2,
}

/// SigningCertificate (RFC 2634 section 5.4) or SigningCertificateV2 (RFC 5035 section 3).
fn signing_certificate(value: &Tlv<'_>, version: Version) -> Result<CertificateId, TimestampError> {
    tagged(value, tag::SEQUENCE)?;
    let mut fields = value.reader();
    let mut certificates = fields.sequence()?;
    // `policies`: signed, and nothing that we ask for.
    fields.optional(tag::SEQUENCE)?;
    fields.finish()?;
    // RFC 5035 §5.4: the first is the signer's. Those after it limit the path, which the trusted root fixes already.
    let first = certificate_id(&certificates.read(tag::SEQUENCE)?, version)?;
    while !certificates.is_empty() {
        certificate_id(&certificates.read(tag::SEQUENCE)?, version)?;
    }
    Ok(first)
}

fn certificate_id(value: &Tlv<'_>, version: Version) -> Result<CertificateId, TimestampError> {
    let mut fields = value.reader();
    let mut algorithm = DigestAlgorithm::Sha256;
    if version == Version::V2
        && let Some(identifier) = fields.optional(tag::SEQUENCE)?
    {
        algorithm = algorithm::digest(&identifier, "ESSCertIDv2 hashAlgorithm")?;
    }
    let hash = fields.read(tag::OCTET_STRING)?;
    let digest = match version {
        Version::V1 if hash.content.len() == 20 => None,
        Version::V1 => return Err(hash.invalid("SHA-1 digest").into()),
        Version::V2 => Some(digest(&hash, algorithm, "certHash of its algorithm's length")?),
    };
    let issuer_and_serial = match fields.optional(tag::SEQUENCE)? {
        Some(value) => Some(issuer_serial(&value)?),
        None => None,
    };
    fields.finish()?;
    Ok(CertificateId { digest, issuer_and_serial })
}

/// IssuerSerial; RFC 5035 section 5.4.1.1: of a public key certificate, the issuer is one directoryName.
fn issuer_serial(value: &Tlv<'_>) -> DerResult<IssuerAndSerial> {
    let mut fields = value.reader();
    let mut names = fields.sequence()?;
    let serial = fields.read(tag::INTEGER)?;
    fields.finish()?;
    let mut directory_name = names.read(tag::context_constructed(4))?.reader();
    names.finish()?;
    let issuer = directory_name.read(tag::SEQUENCE)?;
    directory_name.finish()?;
    Ok(IssuerAndSerial { issuer: issuer.raw_range(), serial: serial_number(&serial)? })
}

/// RFC 5280 section 4.1.2.2: the serial number of a certificate is positive.
pub(super) fn serial_number(value: &Tlv<'_>) -> DerResult<Range<usize>> {
    let range = value.content_range();
    Ok(range.end - der::positive_integer(value)?.len()..range.end)
}

fn tagged(value: &Tlv<'_>, expected: u8) -> DerResult<()> {
    if value.tag == expected { Ok(()) } else { Err(value.error(DerErrorKind::Tag { expected, found: value.tag })) }
}
