use crate::time::Validity;
use crate::x509::TrustedChain;

/// A timestamp authority of a trusted root: its certificates, and when it is trusted.
#[derive(Clone, Debug)]
pub struct TimestampAuthority {
    chain: TrustedChain,
    validity: Validity,
    uri: String,
}

impl TimestampAuthority {
    pub(crate) fn new(chain: TrustedChain, validity: Validity, uri: String) -> Self {
        Self { chain, validity, uri }
    }

    /// Its certificates: the signer's first and the root last, or authorities' alone where tokens carry the signer's.
    pub fn chain(&self) -> &TrustedChain {
        &self.chain
    }

    /// When its timestamps are trusted, both ends included.
    pub fn validity(&self) -> Validity {
        self.validity
    }

    /// Where it is reached, as the trusted root has it; may be empty.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// Whether the trusted root names the one certificate that signs, so that no other below the same root counts.
    pub(super) fn names_its_signer(&self) -> bool {
        self.chain.certificates().first().is_some_and(|first| !first.is_authority())
    }

    /// For people: the URI, or whom its certificate is about.
    pub(super) fn label(&self) -> String {
        match self.chain.certificates().first() {
            Some(first) if self.uri.is_empty() => first.to_string(),
            _ => self.uri.clone(),
        }
    }
}
