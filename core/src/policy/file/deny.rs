//! `[[deny]]`

use serde::Deserialize;
use toml::value::Datetime;

use super::{time, value, window};
use crate::digest::{Digest, Sha256};
use crate::encoding::{base64, hex};
use crate::policy::DenyRule;
use crate::policy::error::PolicyError;
use crate::time::UnixTime;

/// RFC 5280 §4.1.2.2: a serial number has at most 20 octets.
const MAX_SERIAL: usize = 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DenyTable {
    reason: String,
    certificate_serial: Option<String>,
    certificate: Option<String>,
    key: Option<String>,
    identity: Option<String>,
    issuer: Option<String>,
    run: Option<String>,
    log_id: Option<String>,
    first_index: Option<u64>,
    last_index: Option<u64>,
    signed_from: Option<Datetime>,
    signed_until: Option<Datetime>,
    artifact: Option<String>,
}

impl DenyTable {
    pub(super) fn rule(self) -> Result<DenyRule, PolicyError> {
        let why = "expected one of certificate-serial, certificate, key, identity, run, log-id, signed-from, artifact";
        let kinds = [
            self.certificate_serial.is_some(),
            self.certificate.is_some(),
            self.key.is_some(),
            self.identity.is_some(),
            self.run.is_some(),
            self.log_id.is_some(),
            self.signed_from.is_some() || self.signed_until.is_some(),
            self.artifact.is_some(),
        ];
        if kinds.into_iter().filter(|given| *given).count() != 1 {
            return Err(PolicyError::Conflict { option: "what is denied", why });
        }
        if self.issuer.is_some() && self.identity.is_none() {
            return Err(PolicyError::Unused { option: "issuer" });
        }
        if (self.first_index.is_some() || self.last_index.is_some()) && self.log_id.is_none() {
            return Err(PolicyError::Unused { option: "first-index" });
        }
        let reason = Some(self.reason).filter(|reason| !reason.trim().is_empty());
        let reason = reason.ok_or(PolicyError::Empty { option: "reason" })?;
        if let Some(text) = &self.certificate_serial {
            return Ok(DenyRule::certificate_serial(&serial(text)?, reason));
        }
        if let Some(text) = &self.certificate {
            return Ok(DenyRule::certificate(sha256("certificate", text)?, reason));
        }
        if let Some(text) = &self.key {
            return Ok(DenyRule::key(sha256("key", text)?, reason));
        }
        if let Some(glob) = &self.identity {
            return DenyRule::identity(glob, self.issuer.as_deref(), reason);
        }
        if let Some(uri) = self.run {
            let uri = Some(uri).filter(|uri| !uri.is_empty()).ok_or(PolicyError::Empty { option: "run" })?;
            return Ok(DenyRule::run(uri, reason));
        }
        if let Some(id) = &self.log_id {
            let id = base64::decode(id)
                .ok()
                .and_then(|id| <[u8; 32]>::try_from(id).ok())
                .ok_or_else(|| value("log-id", id, "expected base64 of 32 bytes, as trusted roots have it"))?;
            let (first, last) = (self.first_index.unwrap_or(0), self.last_index.unwrap_or(u64::MAX));
            if last < first {
                return Err(value("last-index", &last.to_string(), "it comes before first-index"));
            }
            return Ok(DenyRule::log_entries(id, first..=last, reason));
        }
        if let Some(text) = &self.artifact {
            let digest: Digest = text.parse().map_err(|_| value("artifact", text, "expected sha256:HEX"))?;
            return Ok(DenyRule::artifact(digest, reason));
        }
        let start = self.signed_from.map_or(Ok(UnixTime::from_secs(0)), |from| time("signed-from", &from))?;
        let end = self.signed_until.map(|until| time("signed-until", &until)).transpose()?;
        Ok(DenyRule::signed_in(window("signed-until", start, end)?, reason))
    }
}

fn sha256(option: &'static str, text: &str) -> Result<Sha256, PolicyError> {
    let digest: Option<Digest> = text.parse().ok();
    let bytes = digest.and_then(|digest| <[u8; 32]>::try_from(digest.as_bytes()).ok());
    bytes.map(Sha256).ok_or_else(|| value(option, text, "expected sha256:HEX"))
}

/// Hexadecimal, with colons between the octets or without.
fn serial(text: &str) -> Result<Vec<u8>, PolicyError> {
    let wrong = || value("certificate-serial", text, "expected up to 20 octets in hexadecimal");
    let digits = text.replace(':', "");
    let mut serial = vec![0; digits.len() / 2];
    let fits = (1..=MAX_SERIAL).contains(&serial.len()) && digits.len().is_multiple_of(2);
    if !fits || hex::decode_to_slice(&digits, &mut serial).is_err() {
        return Err(wrong());
    }
    Ok(serial)
}
