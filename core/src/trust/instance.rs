use super::error::UnusableKey;
use crate::tlog::{Log, LogId};
use crate::x509::{CertificateAuthority, CtLog};

/// The authorities and logs of one Sigstore instance.
#[derive(Clone, Debug)]
pub struct Instance {
    pub(super) authorities: Vec<CertificateAuthority>,
    pub(super) logs: Vec<Log>,
    pub(super) ct_logs: Vec<CtLog>,
    pub(super) timestamp_authorities: Vec<CertificateAuthority>,
    pub(super) unusable_logs: Vec<UnusableLog>,
}

/// A log that cannot verify anything, because its key is not supported. Evidence that names it is refused.
#[derive(Clone, Debug)]
pub struct UnusableLog {
    pub(super) id: LogId,
    pub(super) base_url: Box<str>,
    pub(super) reason: UnusableKey,
}

impl Instance {
    pub(super) const fn nobody() -> Self {
        Self {
            authorities: Vec::new(),
            logs: Vec::new(),
            ct_logs: Vec::new(),
            timestamp_authorities: Vec::new(),
            unusable_logs: Vec::new(),
        }
    }

    /// Whether there is nobody that anything could be verified with.
    pub(super) fn is_empty(&self) -> bool {
        self.authorities.is_empty()
            && self.logs.is_empty()
            && self.ct_logs.is_empty()
            && self.timestamp_authorities.is_empty()
    }

    /// Who issues signing certificates.
    pub fn authorities(&self) -> &[CertificateAuthority] {
        &self.authorities
    }

    /// The transparency logs (Rekor).
    pub fn logs(&self) -> &[Log] {
        &self.logs
    }

    /// The certificate transparency logs.
    pub fn ct_logs(&self) -> &[CtLog] {
        &self.ct_logs
    }

    /// Who signs timestamps.
    pub fn timestamp_authorities(&self) -> &[CertificateAuthority] {
        &self.timestamp_authorities
    }

    /// Logs of either kind whose key is not supported.
    pub fn unusable_logs(&self) -> &[UnusableLog] {
        &self.unusable_logs
    }

    /// A name for people: the host of the first authority or log.
    pub fn name(&self) -> &str {
        let authorities = self.authorities.iter().map(CertificateAuthority::uri);
        let logs = self.logs.iter().map(Log::base_url);
        let stampers = self.timestamp_authorities.iter().map(CertificateAuthority::uri);
        authorities.chain(logs).chain(stampers).map(host).find(|host| !host.is_empty()).unwrap_or("unnamed")
    }
}

fn host(uri: &str) -> &str {
    let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}

impl UnusableLog {
    /// The id that log entries and SCTs name.
    pub fn id(&self) -> LogId {
        self.id
    }

    /// Where it is.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Why it cannot be used.
    pub fn reason(&self) -> &UnusableKey {
        &self.reason
    }
}
