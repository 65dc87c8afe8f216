//! Whom to trust: `TrustRoot`, its instances, and who is in them.

use napi::Result;
use napi::bindgen_prelude::{Either, Uint8Array};
use napi_derive::napi;

use crate::certificate::Certificate;
use crate::checkpoint::Log;
use crate::error::thrown;
use crate::key::PublicKey;
use crate::time::Validity;

/// A trusted root: one Sigstore instance, or several side by side.
#[napi]
pub struct TrustRoot(pub(crate) sealwright::TrustRoot);

#[napi]
impl TrustRoot {
    /// The public Sigstore instance, as it was embedded in this release.
    #[napi(factory, catch_unwind)]
    pub fn sigstore() -> Result<Self> {
        sealwright::TrustRoot::sigstore().map(Self).map_err(thrown)
    }

    /// GitHub's instance for private repositories, as it was embedded in this release.
    #[napi(factory, catch_unwind)]
    pub fn github() -> Result<Self> {
        sealwright::TrustRoot::github().map(Self).map_err(thrown)
    }

    /// Reads a `trusted_root.json` of version 0.1 or 0.2, at most 5,000,000 bytes. Throws a `TrustError`.
    ///
    /// The caller vouches for it: whoever writes this file decides what verifies.
    #[napi(factory, catch_unwind)]
    pub fn from_json(#[napi(ts_arg_type = "Uint8Array | string")] json: Either<Uint8Array, String>) -> Result<Self> {
        let read = match &json {
            Either::A(bytes) => sealwright::TrustRoot::from_json(bytes),
            Either::B(text) => sealwright::TrustRoot::from_json(text.as_bytes()),
        };
        read.map(Self).map_err(thrown)
    }

    /// Both side by side: a bundle is verified with the instance that issued it.
    #[napi(catch_unwind)]
    pub fn and(&self, other: &TrustRoot) -> Self {
        Self(self.0.clone().and(other.0.clone()))
    }

    /// The instances, each of them complete in itself.
    #[napi(getter)]
    pub fn instances(&self) -> Vec<Instance> {
        self.0.instances().iter().cloned().map(Instance).collect()
    }
}

/// The authorities and logs of one Sigstore instance.
#[napi]
pub struct Instance(sealwright::Instance);

#[napi]
impl Instance {
    /// Who issues signing certificates.
    #[napi(getter)]
    pub fn authorities(&self) -> Vec<CertificateAuthority> {
        self.0.authorities().iter().cloned().map(CertificateAuthority).collect()
    }

    /// The transparency logs (Rekor).
    #[napi(getter)]
    pub fn logs(&self) -> Vec<Log> {
        self.0.logs().iter().cloned().map(Log).collect()
    }

    /// The certificate transparency logs.
    #[napi(getter)]
    pub fn ct_logs(&self) -> Vec<CtLog> {
        self.0.ct_logs().iter().cloned().map(CtLog).collect()
    }

    /// Who signs timestamps.
    #[napi(getter)]
    pub fn timestamp_authorities(&self) -> Vec<CertificateAuthority> {
        self.0.timestamp_authorities().iter().cloned().map(CertificateAuthority).collect()
    }

    /// Logs that cannot verify anything, because their key is not supported. Evidence that names one is refused.
    #[napi(getter)]
    pub fn unusable_logs(&self) -> Vec<UnusableLog> {
        self.0.unusable_logs().iter().cloned().map(UnusableLog).collect()
    }

    /// What people call it: the host of its first authority or log.
    #[napi(getter)]
    pub fn name(&self) -> &str {
        self.0.name()
    }
}

/// A certificate authority that is trusted, for signing certificates or for timestamps.
#[napi]
pub struct CertificateAuthority(sealwright::CertificateAuthority);

#[napi]
impl CertificateAuthority {
    /// Its certificates, the root last.
    #[napi(getter)]
    pub fn chain(&self) -> Vec<Certificate> {
        self.0.chain().certificates().iter().cloned().map(Certificate).collect()
    }

    /// When it may have signed.
    #[napi(getter)]
    pub fn validity(&self) -> Validity {
        Validity(self.0.validity())
    }

    /// Where it is.
    #[napi(getter)]
    pub fn uri(&self) -> &str {
        self.0.uri()
    }

    /// Who runs it; empty if nobody says.
    #[napi(getter)]
    pub fn operator(&self) -> &str {
        self.0.operator()
    }
}

/// A certificate transparency log that is trusted.
#[napi]
pub struct CtLog(sealwright::CtLog);

#[napi]
impl CtLog {
    /// Its identifier, base64 as trusted roots have it.
    #[napi(getter)]
    pub fn id(&self) -> String {
        sealwright::LogId(self.0.id).to_string()
    }

    /// The key that signs its timestamps.
    #[napi(getter)]
    pub fn key(&self) -> PublicKey {
        PublicKey(self.0.key.clone())
    }

    /// When it may have signed.
    #[napi(getter)]
    pub fn validity(&self) -> Validity {
        Validity(self.0.validity)
    }

    /// Where it is.
    #[napi(getter)]
    pub fn base_url(&self) -> &str {
        &self.0.base_url
    }

    /// Who runs it; empty if nobody says.
    #[napi(getter)]
    pub fn operator(&self) -> &str {
        &self.0.operator
    }
}

/// A log of a trusted root whose key is not supported.
#[napi]
pub struct UnusableLog(sealwright::UnusableLog);

#[napi]
impl UnusableLog {
    /// Its identifier, base64 as trusted roots have it.
    #[napi(getter)]
    pub fn id(&self) -> String {
        self.0.id().to_string()
    }

    /// Where it is.
    #[napi(getter)]
    pub fn base_url(&self) -> &str {
        self.0.base_url()
    }

    /// Why its key cannot be used.
    #[napi(getter)]
    pub fn reason(&self) -> String {
        self.0.reason().to_string()
    }
}
