//! AlgorithmIdentifiers: the digests and signatures that a token may use (RFC 5754, 4056, 8419).

use super::error::TimestampError;
use super::names;
use crate::crypto::Scheme;
use crate::digest::DigestAlgorithm;
use crate::encoding::der::{self, Reader, Tlv, tag};

/// A digest algorithm; `field` names where it stands.
pub(super) fn digest(value: &Tlv<'_>, field: &'static str) -> Result<DigestAlgorithm, TimestampError> {
    let mut fields = value.reader();
    let oid = der::oid(&fields.read(tag::OID)?)?;
    absent_or_null(fields)?;
    digest_of(oid).ok_or_else(|| unsupported(field, oid))
}

/// A signature algorithm over attributes that are digested with `digest`.
pub(super) fn signature(value: &Tlv<'_>, digest: DigestAlgorithm) -> Result<Scheme, TimestampError> {
    const FIELD: &str = "signatureAlgorithm";
    let mut fields = value.reader();
    let oid = der::oid(&fields.read(tag::OID)?)?;
    let scheme = match oid {
        names::ECDSA_SHA256 => Scheme::Ecdsa(DigestAlgorithm::Sha256),
        names::ECDSA_SHA384 => Scheme::Ecdsa(DigestAlgorithm::Sha384),
        names::ECDSA_SHA512 => Scheme::Ecdsa(DigestAlgorithm::Sha512),
        // RFC 5754 §3.2: rsaEncryption leaves the digest to digestAlgorithm.
        names::RSA_ENCRYPTION => Scheme::RsaPkcs1(digest),
        names::RSA_SHA256 => Scheme::RsaPkcs1(DigestAlgorithm::Sha256),
        names::RSA_SHA384 => Scheme::RsaPkcs1(DigestAlgorithm::Sha384),
        names::RSA_SHA512 => Scheme::RsaPkcs1(DigestAlgorithm::Sha512),
        names::RSA_PSS => Scheme::RsaPss(pss(&mut fields)?),
        names::ED25519 => Scheme::Ed25519,
        _ => return Err(unsupported(FIELD, oid)),
    };
    match scheme {
        // RFC 4055 §5: NULL, and absent is accepted.
        Scheme::RsaPkcs1(_) => absent_or_null(fields)?,
        // RFC 5754 §3.3, RFC 8410 §3: absent.
        _ => fields.finish()?,
    }
    // RFC 5754 §3, RFC 8419 §3.1: the digest of the signature is that of the attributes; Ed25519 goes with SHA-512.
    let expected = scheme.digest().unwrap_or(DigestAlgorithm::Sha512);
    if expected == digest { Ok(scheme) } else { Err(TimestampError::MixedDigests { scheme, found: digest }) }
}

fn digest_of(oid: &[u8]) -> Option<DigestAlgorithm> {
    match oid {
        names::SHA256 => Some(DigestAlgorithm::Sha256),
        names::SHA384 => Some(DigestAlgorithm::Sha384),
        names::SHA512 => Some(DigestAlgorithm::Sha512),
        _ => None,
    }
}

/// RSASSA-PSS-params (RFC 4055 section 3.1): MGF1 with the same digest, salt as long as the digest.
fn pss(fields: &mut Reader<'_>) -> Result<DigestAlgorithm, TimestampError> {
    let params = fields.read(tag::SEQUENCE)?;
    let mut params_reader = params.reader();
    let hash = single(&params_reader.read(tag::context_constructed(0))?, tag::SEQUENCE)?;
    let digest = digest(&hash, "RSASSA-PSS hashAlgorithm")?;
    let mask = single(&params_reader.read(tag::context_constructed(1))?, tag::SEQUENCE)?;
    let salt = single(&params_reader.read(tag::context_constructed(2))?, tag::INTEGER)?;
    // The trailer is 1 for everybody, and DER leaves defaults out.
    params_reader.finish()?;
    let mut mask_fields = mask.reader();
    let generator = mask_fields.read(tag::OID)?;
    let mask_hash = mask_fields.read(tag::SEQUENCE)?;
    mask_fields.finish()?;
    let same = der::oid(&generator)? == names::MGF1
        && self::digest(&mask_hash, "RSASSA-PSS maskGenAlgorithm")? == digest
        && usize::try_from(der::small_uint(&salt)?) == Ok(digest.len());
    if same { Ok(digest) } else { Err(params.invalid("RSASSA-PSS-params of one digest").into()) }
}

fn single<'a>(outer: &Tlv<'a>, tag: u8) -> der::DerResult<Tlv<'a>> {
    let mut reader = outer.reader();
    let inner = reader.read(tag)?;
    reader.finish()?;
    Ok(inner)
}

/// RFC 5754 §2: parameters absent, and NULL is accepted.
fn absent_or_null(mut fields: Reader<'_>) -> der::DerResult<()> {
    if let Some(null) = fields.optional(tag::NULL)?
        && !null.content.is_empty()
    {
        return Err(null.invalid("NULL"));
    }
    fields.finish()
}

fn unsupported(field: &'static str, oid: &[u8]) -> TimestampError {
    TimestampError::Algorithm { field, found: names::dotted(oid) }
}
