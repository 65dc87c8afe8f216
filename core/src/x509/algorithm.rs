//! Signature algorithms of certificates, by their AlgorithmIdentifier.

use crate::crypto::Scheme;
use crate::digest::DigestAlgorithm::{self, Sha256, Sha384, Sha512};
use crate::encoding::der::{self, DerResult, Reader, Tlv, tag};

/// The scheme of an AlgorithmIdentifier; `None` for one that is well-formed and not supported.
pub(super) fn scheme(algorithm: &Tlv<'_>) -> DerResult<Option<Scheme>> {
    let mut fields = algorithm.reader();
    let oid = fields.read(tag::OID)?;
    let (scheme, parameters) = match der::oid(&oid)? {
        // RFC 5758 §3.2: no parameters.
        [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02] => (Scheme::Ecdsa(Sha256), Parameters::Absent),
        [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03] => (Scheme::Ecdsa(Sha384), Parameters::Absent),
        [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x04] => (Scheme::Ecdsa(Sha512), Parameters::Absent),
        // RFC 4055 §5: the parameters are NULL.
        [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b] => (Scheme::RsaPkcs1(Sha256), Parameters::Null),
        [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0c] => (Scheme::RsaPkcs1(Sha384), Parameters::Null),
        [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0d] => (Scheme::RsaPkcs1(Sha512), Parameters::Null),
        [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a] => return pss(fields),
        // RFC 8410 §3, RFC 9881 §2: no parameters.
        [0x2b, 0x65, 0x70] => (Scheme::Ed25519, Parameters::Absent),
        [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x11..=0x13] => (Scheme::MlDsa, Parameters::Absent),
        _ => return Ok(None),
    };
    if parameters == Parameters::Null {
        null(&mut fields)?;
    }
    fields.finish()?;
    Ok(Some(scheme))
}

#[derive(PartialEq)]
enum Parameters {
    Absent,
    Null,
}

/// RSASSA-PSS-params (RFC 4055 §3.1): one digest for message and mask, salt as long as the digest, trailer as by default.
fn pss(mut fields: Reader<'_>) -> DerResult<Option<Scheme>> {
    let mut parameters = fields.sequence()?;
    fields.finish()?;
    let hash = explicit(&mut parameters, 0)?.map(|mut value| digest(&mut value)).transpose()?.flatten();
    let mask = explicit(&mut parameters, 1)?.map(|mut value| mgf1(&mut value)).transpose()?.flatten();
    let salt = explicit(&mut parameters, 2)?.map(salt_length).transpose()?;
    parameters.finish()?;
    let plain = hash.filter(|hash| mask == Some(*hash) && salt == u32::try_from(hash.len()).ok());
    Ok(plain.map(Scheme::RsaPss))
}

fn explicit<'a>(parameters: &mut Reader<'a>, number: u8) -> DerResult<Option<Reader<'a>>> {
    Ok(parameters.optional(tag::context_constructed(number))?.map(|tlv| tlv.reader()))
}

fn salt_length(mut value: Reader<'_>) -> DerResult<u32> {
    let length = der::small_uint(&value.read(tag::INTEGER)?)?;
    value.finish()?;
    Ok(length)
}

const MGF1: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x08];

fn mgf1(value: &mut Reader<'_>) -> DerResult<Option<DigestAlgorithm>> {
    let mut fields = value.sequence()?;
    let oid = fields.read(tag::OID)?;
    if der::oid(&oid)? == MGF1 { digest(&mut fields) } else { Ok(None) }
}

fn digest(value: &mut Reader<'_>) -> DerResult<Option<DigestAlgorithm>> {
    let mut fields = value.sequence()?;
    let oid = fields.read(tag::OID)?;
    // RFC 4055 §2.1: NULL or absent, both are accepted.
    if !fields.is_empty() {
        null(&mut fields)?;
    }
    fields.finish()?;
    Ok(match der::oid(&oid)? {
        [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01] => Some(Sha256),
        [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02] => Some(Sha384),
        [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03] => Some(Sha512),
        _ => None,
    })
}

fn null(fields: &mut Reader<'_>) -> DerResult<()> {
    let value = fields.read(tag::NULL)?;
    if value.content.is_empty() { Ok(()) } else { Err(value.invalid("NULL")) }
}
