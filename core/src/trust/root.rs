use super::error::TrustError;
use super::instance::Instance;
use super::limits::MAX_TRUSTED_ROOT;
use super::{build, wire};
use crate::bundle::form;

/// Whom to trust: the authorities and logs of one Sigstore instance, or of several side by side.
///
/// Several are never mixed: all evidence of a bundle has to come from the one instance that the bundle names.
#[derive(Clone, Debug)]
pub struct TrustRoot {
    // Not empty: there is no way to make one without.
    instances: Vec<Instance>,
}

impl TrustRoot {
    /// The public instance at sigstore.dev, as it was when this version of the library was made.
    pub fn sigstore() -> Result<Self, TrustError> {
        Self::embedded(include_bytes!("../../roots/sigstore.json"))
    }

    /// GitHub's own instance, for artifact attestations of private repositories and for releases.
    pub fn github() -> Result<Self, TrustError> {
        Self::embedded(include_bytes!("../../roots/github.json"))
    }

    /// A root whose chains a test has verified, link by link: a program that starts for one bundle need not do it again.
    fn embedded(json: &[u8]) -> Result<Self, TrustError> {
        let root = Self::from_json(json)?;
        for instance in &root.instances {
            instance.authorities.iter().for_each(|authority| authority.chain().vouch());
            instance.timestamp_authorities.iter().for_each(|authority| authority.chain().vouch());
        }
        Ok(root)
    }

    /// Reads a `trusted_root.json` of version 0.1 or 0.2, at most 5,000,000 bytes.
    ///
    /// The caller vouches for it: whoever writes this file decides what verifies.
    pub fn from_json(json: &[u8]) -> Result<Self, TrustError> {
        let text = form::utf8(json, MAX_TRUSTED_ROOT)?;
        let wire: wire::TrustedRoot<'_> = form::message(text).map_err(|error| TrustError::unreadable(error, text))?;
        Ok(Self { instances: vec![build::instance(&wire)?] })
    }

    /// This and another, side by side.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.instances.extend(other.instances);
        self
    }

    /// The instances, in the order in which they were given; one at least.
    pub fn instances(&self) -> &[Instance] {
        &self.instances
    }
}
