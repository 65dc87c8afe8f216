//! All that Sigstore consists of, in one process.

use super::ct::CtLog;
use super::hierarchy::Hierarchy;
use super::log::{Log, LogStyle};
use super::root::RootFacts;
use crate::crypto::KeyKind;
use crate::crypto::sign::{PrivateKey, SignError};
use crate::time::{UnixTime, Validity};

/// 2025-01-01T00:00:00Z: from here the authority's certificates and windows are valid.
const START: UnixTime = UnixTime::from_secs(1_735_689_600);

/// 2045-01-01T00:00:00Z: here its certificates end.
const END: UnixTime = UnixTime::from_secs(2_366_841_600);

/// A certificate authority, certificate transparency logs, transparency logs and timestamp authorities with keys of
/// their own, made when it is made and gone with it. It has no clock: every time is given.
///
/// It has two logs of each style and two timestamp authorities, so that evidence of several can be made; all of them
/// stand in its trusted root. Its certificates are valid from 2025 to 2045, its windows open in 2025 and never close.
#[derive(Clone, Debug)]
pub struct Authority {
    pub(super) fulcio: Hierarchy,
    pub(super) ct_logs: Vec<CtLog>,
    pub(super) rekor_v1: Vec<Log>,
    pub(super) rekor_v2: Vec<Log>,
    pub(super) timestamp_authorities: Vec<Hierarchy>,
}

/// The time in which the authority's certificates are valid.
pub(super) fn lifetime() -> Validity {
    Validity { start: START, end: Some(END) }
}

/// The window in which a trusted root trusts its instruments.
pub(super) fn open_window() -> Validity {
    Validity { start: START, end: None }
}

impl Authority {
    /// An authority with the public instance's kinds of keys: P-384 certificates, P-256 logs, Ed25519 for Rekor v2.
    pub fn new() -> Result<Self, SignError> {
        Self::with_certificate_keys(KeyKind::EcdsaP384)
    }

    /// The same with certificates of another kind of key; P-256 is several times as fast.
    pub fn with_certificate_keys(kind: KeyKind) -> Result<Self, SignError> {
        let tsa = |name: &str| Hierarchy::timestamping(name, kind, kind, lifetime());
        Ok(Self {
            fulcio: Hierarchy::fulcio("fulcio", kind, lifetime())?,
            ct_logs: vec![ct_log("https://ct.sealwright.local/one")?, ct_log("https://ct.sealwright.local/two")?],
            rekor_v1: vec![
                log(KeyKind::EcdsaP256, LogStyle::V1, "rekor.sealwright.local")?,
                log(KeyKind::EcdsaP256, LogStyle::V1, "rekor-two.sealwright.local")?,
            ],
            rekor_v2: vec![
                log(KeyKind::Ed25519, LogStyle::V2, "log2026-1.rekor.sealwright.local")?,
                log(KeyKind::Ed25519, LogStyle::V2, "log2026-2.rekor.sealwright.local")?,
            ],
            timestamp_authorities: vec![tsa("tsa-one")?, tsa("tsa-two")?],
        })
    }

    /// What a verifier must trust to verify what this authority makes: a trusted root, JSON.
    pub fn trusted_root_json(&self) -> Result<String, SignError> {
        Ok(self.root_facts().json()?.to_string())
    }

    pub(super) fn root_facts(&self) -> RootFacts {
        let window = open_window();
        RootFacts {
            logs: self.rekor_v1.iter().chain(&self.rekor_v2).map(|log| (log.clone(), window)).collect(),
            ct_logs: self.ct_logs.iter().map(|log| (log.clone(), window)).collect(),
            certificate_authorities: vec![(self.fulcio.clone(), window)],
            timestamp_authorities: self.timestamp_authorities.iter().map(|tsa| (tsa.clone(), window)).collect(),
        }
    }

    pub(super) fn logs_mut(&mut self, style: LogStyle) -> &mut Vec<Log> {
        match style {
            LogStyle::V1 => &mut self.rekor_v1,
            LogStyle::V2 => &mut self.rekor_v2,
        }
    }

    /// The log of that number, counted around.
    pub(super) fn log(&self, style: LogStyle, number: usize) -> Option<&Log> {
        let logs = match style {
            LogStyle::V1 => &self.rekor_v1,
            LogStyle::V2 => &self.rekor_v2,
        };
        logs.iter().cycle().nth(number)
    }
}

fn ct_log(url: &str) -> Result<CtLog, SignError> {
    Ok(CtLog::new(PrivateKey::generate(KeyKind::EcdsaP256)?, url))
}

fn log(kind: KeyKind, style: LogStyle, host: &str) -> Result<Log, SignError> {
    Ok(Log::new(PrivateKey::generate(kind)?, style, host))
}
