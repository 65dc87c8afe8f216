//! Envelopes alone: DSSE v1.0.2, and slsa-github-generator's certificate beside the signature.

use super::error::AttestationError;
use super::model::{Attestation, AttestationKind};
use super::read::Item;
use crate::bundle::{Bundle, BundleError, Material, Parts};
use crate::dsse::{Envelope, Sealed};
use crate::x509::{Certificate, CertificateError};

/// An attestation for each signature: which one verifies is not known here, and one is enough.
pub(super) fn each(text: &str, kind: AttestationKind) -> Result<Vec<Item>, AttestationError> {
    let sealed = match Envelope::each_from_json(text.as_bytes()) {
        Ok(sealed) => sealed,
        Err(error) => return Ok(vec![Err(error.into())]),
    };
    let several = sealed.len() > 1;
    let read = |(index, one): (usize, Result<Sealed, _>)| {
        let bundle = one.map_err(AttestationError::from).and_then(unlogged);
        let read = bundle.map(|bundle| Attestation::new(kind, bundle));
        read.map_err(|error| if several { error.inside(format!("signatures[{index}]")) } else { error })
    };
    Ok(sealed.into_iter().enumerate().map(read).collect())
}

/// A bundle without any witness.
fn unlogged(sealed: Sealed) -> Result<Bundle, AttestationError> {
    let material = material(&sealed.envelope, sealed.certificate.as_deref(), None, "signatures[].cert")?;
    let parts = Parts { material, envelope: sealed.envelope, log_entries: Vec::new(), timestamps: Vec::new() };
    Ok(Bundle::assemble(parts)?)
}

/// Whose key signed: that of the first certificate, or else one that the verifier knows from elsewhere.
pub(super) fn material(
    envelope: &Envelope,
    certificate: Option<&str>,
    chain: Option<&str>,
    at: &'static str,
) -> Result<Material, AttestationError> {
    let pems = blocks(certificate).chain(blocks(chain));
    let mut certificates = Vec::new();
    for pem in pems {
        certificates.push(Certificate::from_pem(pem).map_err(|source| AttestationError::Certificate { at, source })?);
        if certificates.len() > MAX_CERTIFICATES {
            let limit =
                crate::bundle::FormError::Limit { at: at.to_owned(), what: "certificates", limit: MAX_CERTIFICATES };
            return Err(BundleError::from(limit).into());
        }
    }
    let mut certificates = certificates.into_iter();
    match certificates.next() {
        Some(leaf) => Ok(Material::Certificate { leaf, chain: certificates.collect() }),
        // Text that holds no certificate is no key's signature either.
        None if certificate.is_some() => {
            let source = CertificateError::Pem("no certificate".to_owned());
            Err(AttestationError::Certificate { at, source })
        }
        None => {
            let key_id = envelope.signatures().first().and_then(|signature| signature.key_id());
            Ok(Material::PublicKey { hint: key_id.filter(|id| !id.is_empty()).map(str::to_owned) })
        }
    }
}

/// The PEM blocks of a text, and whatever else stands there, for the strict reader to refuse.
fn blocks(text: Option<&str>) -> impl Iterator<Item = &str> {
    let pieces = text.unwrap_or_default().split_inclusive("-----END CERTIFICATE-----");
    pieces.filter(|piece| !piece.trim().is_empty())
}

/// The design's limit for a chain.
const MAX_CERTIFICATES: usize = crate::bundle::limits::MAX_CERTIFICATES;
