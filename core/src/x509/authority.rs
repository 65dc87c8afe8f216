use super::chain::TrustedChain;
use crate::time::Validity;

/// An authority of a trusted root: one that issues signing certificates (Fulcio), or one that signs timestamps.
///
/// sigstore_trustroot.proto has one message, `CertificateAuthority`, for both.
#[derive(Clone, Debug)]
pub struct CertificateAuthority {
    chain: TrustedChain,
    validity: Validity,
    uri: Box<str>,
    operator: Box<str>,
}

impl CertificateAuthority {
    pub(crate) fn new(
        chain: TrustedChain,
        validity: Validity,
        uri: impl Into<Box<str>>,
        operator: impl Into<Box<str>>,
    ) -> Self {
        Self { chain, validity, uri: uri.into(), operator: operator.into() }
    }

    /// Its certificates, the root last. A timestamp authority's signer stands first where the trusted root names it.
    pub fn chain(&self) -> &TrustedChain {
        &self.chain
    }

    /// When it is trusted, both ends included.
    pub fn validity(&self) -> Validity {
        self.validity
    }

    /// Where it is; empty if the trusted root does not say.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// Who runs it; empty if the trusted root does not say.
    pub fn operator(&self) -> &str {
        &self.operator
    }

    /// Whether the trusted root names the one certificate that signs, so that no other below the same root counts.
    pub(crate) fn names_its_signer(&self) -> bool {
        self.chain.certificates().first().is_some_and(|first| !first.is_authority())
    }

    /// For people: the URI, or whom its certificate is about.
    pub(crate) fn label(&self) -> String {
        match self.chain.certificates().first() {
            Some(first) if self.uri.is_empty() => first.to_string(),
            _ => self.uri.to_string(),
        }
    }
}
