use std::sync::OnceLock;

use super::certificate::Certificate;
use super::chain_error::ChainError;
use crate::crypto::{SignatureChecks, SignatureError};

/// The longest path, leaf and root included; the design's limit.
pub(super) const MAX_CERTIFICATES: usize = 10;

/// A trusted authority's certificates: the root last, each made by the one after it.
///
/// The last one is the anchor and trusted as it stands, whether it signed itself or not. That the others are signed by
/// their successors is verified when a path first needs it, and remembered: building a verifier costs no signature.
#[derive(Clone, Debug)]
pub struct TrustedChain {
    certificates: Box<[Certificate]>,
    /// Whether each certificate is signed by the next one.
    links: Box<[OnceLock<Result<(), SignatureError>>]>,
}

impl TrustedChain {
    /// A chain of 1 to 10 certificates in which every issuer's name is the next subject.
    pub(crate) fn new(certificates: Vec<Certificate>) -> Result<Self, ChainError> {
        let length = certificates.len();
        if !(1..=MAX_CERTIFICATES).contains(&length) {
            return Err(ChainError::Length { found: length });
        }
        let mut pairs = certificates.windows(2).filter_map(|pair| <&[_; 2]>::try_from(pair).ok());
        if let Some([child, next]) = pairs.find(|[child, next]| child.issuer_der() != next.subject_der()) {
            return Err(ChainError::Broken { child: child.clone(), next: next.clone() });
        }
        let links = certificates.iter().map(|_| OnceLock::new()).collect();
        Ok(Self { certificates: certificates.into(), links })
    }

    /// Takes the signatures between its own certificates as verified: for bytes that a test of ours has verified.
    pub(crate) fn vouch(&self) {
        for link in &self.links {
            _ = link.set(Ok(()));
        }
    }

    /// The certificates, the root last.
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// Where its own certificates are the child and the next one, the signature check is made once in its life.
    pub(super) fn verify_link(
        &self,
        child: &Certificate,
        issuer: &Certificate,
        checks: &SignatureChecks<'_>,
    ) -> Result<(), ChainError> {
        let own = |wanted: &Certificate| self.certificates.iter().position(|own| std::ptr::eq(own, wanted));
        let link = own(child).filter(|at| own(issuer) == Some(at + 1)).and_then(|at| self.links.get(at));
        let verified = match link.and_then(OnceLock::get) {
            Some(known) => *known,
            None => signature(child, issuer, checks)?,
        };
        // Running out of checks says nothing about the signature.
        if let Some(link) = link
            && verified != Err(SignatureError::TooMany)
        {
            _ = link.set(verified);
        }
        verified.map_err(|source| ChainError::Signature { certificate: child.clone(), issuer: issuer.clone(), source })
    }
}

fn signature(
    child: &Certificate,
    issuer: &Certificate,
    checks: &SignatureChecks<'_>,
) -> Result<Result<(), SignatureError>, ChainError> {
    let scheme = child.scheme().ok_or_else(|| ChainError::Algorithm { certificate: child.clone() })?;
    let key = issuer.public_key().map_err(|source| ChainError::Key { certificate: issuer.clone(), source })?;
    Ok(checks.verify_shared(&key, scheme, child.tbs(), child.signature()))
}
