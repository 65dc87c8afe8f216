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

#[cfg(test)]
mod tests {
    use super::*;

    fn of(der: &[u8]) -> DerResult<Option<Scheme>> {
        scheme(&der::single(der, tag::SEQUENCE)?)
    }

    /// RSASSA-PSS with SHA-256 and SHA-256 for the mask, salt and trailer as given.
    fn pss_with(salt: u8, mask_digest: u8, trailer: &[u8]) -> Vec<u8> {
        let digest = |last| [&[0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, last][..], &[5, 0]].concat();
        let wrap = |tag, content: &[u8]| [&[tag, u8::try_from(content.len()).unwrap()], content].concat();
        let mask = wrap(0x30, &[&[6, 9][..], MGF1, &digest(mask_digest)].concat());
        let parameters =
            [wrap(0xa0, &digest(1)), wrap(0xa1, &mask), wrap(0xa2, &[2, 1, salt]), trailer.to_vec()].concat();
        let oid = [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 0x0a];
        wrap(0x30, &[&oid[..], &wrap(0x30, &parameters)].concat())
    }

    #[test]
    fn only_the_plain_parameters_of_rsa_pss_are_taken() {
        assert_eq!(of(&pss_with(32, 1, &[])), Ok(Some(Scheme::RsaPss(Sha256))));
        assert_eq!(of(&pss_with(20, 1, &[])), Ok(None));
        assert_eq!(of(&pss_with(32, 2, &[])), Ok(None));
        // The default trailer is not encoded in DER, and there is no other.
        assert!(of(&pss_with(32, 1, &[0xa3, 3, 2, 1, 1])).is_err());
    }

    #[test]
    fn parameters_that_do_not_belong_are_refused() {
        let ecdsa = [0x30, 10, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2];
        assert_eq!(of(&ecdsa), Ok(Some(Scheme::Ecdsa(Sha256))));
        assert!(of(&[&[0x30, 12], &ecdsa[2..], &[5, 0]].concat()).is_err());
        let rsa = [0x30, 11, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 0x0b];
        assert!(of(&rsa).is_err());
        assert_eq!(of(&[&[0x30, 13], &rsa[2..], &[5, 0]].concat()), Ok(Some(Scheme::RsaPkcs1(Sha256))));
        // sha1WithRSAEncryption
        let sha1 = [0x30, 13, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 5, 5, 0];
        assert_eq!(of(&sha1), Ok(None));
    }
}
