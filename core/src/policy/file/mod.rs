//! The policy file: TOML, version 1. Every key is known or refused, and an empty value is not an absent one.

mod deny;
mod signer;
#[cfg(test)]
mod tests;

use std::time::Duration;

use serde::Deserialize;
use toml::value::Datetime;

use self::deny::DenyTable;
use self::signer::SignerTable;
use super::error::PolicyError;
use super::signer::MAX_RULES;
use super::{LogDemand, Policy, SctDemand, TimeSource};
use crate::time::{UnixTime, Validity};

/// A policy of 1,000 rules has a tenth of that.
const MAX_FILE: usize = 1024 * 1024;

pub(super) fn read(text: &str) -> Result<Policy, PolicyError> {
    if text.len() > MAX_FILE {
        return Err(PolicyError::Limit { what: "bytes in a policy file", limit: MAX_FILE });
    }
    let file: File = toml::from_str(text).map_err(|error| PolicyError::Toml(error.to_string().trim().to_owned()))?;
    if file.version != 1 {
        let value = file.version.to_string();
        return Err(PolicyError::Value { option: "version", value, why: "this release reads version 1" });
    }
    file.policy()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    version: u64,
    serial: Option<u64>,
    expires: Option<Datetime>,
    predicate_types: Option<Vec<String>>,
    max_age_days: Option<u32>,
    #[serde(default)]
    evidence: EvidenceTable,
    signer: Vec<SignerTable>,
    #[serde(default)]
    deny: Vec<DenyTable>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct EvidenceTable {
    log: Option<Count>,
    sct: Option<Count>,
    timestamps: Option<u8>,
    time: Option<String>,
    unlogged: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Count {
    Number(u8),
    Word(String),
}

impl File {
    fn policy(self) -> Result<Policy, PolicyError> {
        if self.deny.len() > MAX_RULES {
            return Err(PolicyError::Limit { what: "deny rules", limit: MAX_RULES });
        }
        let signers = signer::signers("signer", self.signer)?;
        let mut policy = Policy::any_of(signers).map_err(|error| match error {
            PolicyError::Empty { .. } => PolicyError::Empty { option: "signer" },
            error => error,
        })?;
        policy.serial = self.serial;
        policy.expires = self.expires.map(|expires| time("expires", &expires)).transpose()?;
        if let Some(types) = self.predicate_types {
            if types.is_empty() || types.iter().any(String::is_empty) {
                return Err(PolicyError::Empty { option: "predicate-types" });
            }
            policy.predicate_types = types;
        }
        policy = self.evidence.apply(policy).map_err(|error| error.at("evidence"))?;
        for (index, rule) in self.deny.into_iter().enumerate() {
            policy = policy.deny(rule.rule().map_err(|error| error.at(format!("deny[{index}]")))?);
        }
        Ok(match self.max_age_days {
            Some(days) => policy.max_age(Duration::from_secs(u64::from(days) * 86_400)),
            None => policy,
        })
    }
}

impl EvidenceTable {
    fn apply(self, mut policy: Policy) -> Result<Policy, PolicyError> {
        if let Some(count) = self.log {
            policy = policy.log(match count.demand("log")? {
                Some(None) => LogDemand::NoneDangerous,
                Some(Some(count)) => LogDemand::AtLeast(count),
                None => LogDemand::AsTheRootOffers,
            });
        }
        if let Some(count) = self.sct {
            policy = policy.sct(match count.demand("sct")? {
                Some(None) => SctDemand::NoneDangerous,
                Some(Some(count)) => SctDemand::AtLeast(count),
                None => SctDemand::AsTheRootOffers,
            });
        }
        let source = match self.time.as_deref() {
            None | Some("either") => TimeSource::Either,
            Some("log") => TimeSource::Log,
            Some("tsa") => TimeSource::Tsa,
            Some("both") => TimeSource::Both,
            Some(other) => return Err(value("time", other, "expected either, log, tsa or both")),
        };
        policy = match self.unlogged.as_deref() {
            None | Some("refused") => policy,
            Some("accepted-dangerous") => policy.unlogged_dangerous(),
            Some(other) => return Err(value("unlogged", other, "expected refused or accepted-dangerous")),
        };
        Ok(policy.time(source).timestamps(self.timestamps.unwrap_or(0)))
    }
}

impl Count {
    /// `None` is as the root offers, `Some(None)` none at all.
    fn demand(&self, option: &'static str) -> Result<Option<Option<std::num::NonZeroU8>>, PolicyError> {
        let why = "expected \"as-the-root-offers\", a number from 1, or \"none-dangerous\"";
        match self {
            Self::Number(number) => {
                let count = std::num::NonZeroU8::new(*number).ok_or_else(|| value(option, &number.to_string(), why))?;
                Ok(Some(Some(count)))
            }
            Self::Word(word) if word == "as-the-root-offers" => Ok(None),
            Self::Word(word) if word == "none-dangerous" => Ok(Some(None)),
            Self::Word(word) => Err(value(option, word, why)),
        }
    }
}

fn value(option: &'static str, value: &str, why: &'static str) -> PolicyError {
    PolicyError::Value { option, value: value.to_owned(), why }
}

fn time(option: &'static str, datetime: &Datetime) -> Result<UnixTime, PolicyError> {
    let text = datetime.to_string();
    UnixTime::parse_rfc3339(&text)
        .map_err(|_| value(option, &text, "expected a time with its zone: 2026-11-21T10:00:00Z"))
}

fn window(option: &'static str, start: UnixTime, end: Option<UnixTime>) -> Result<Validity, PolicyError> {
    match end {
        Some(end) if end < start => Err(value(option, &end.to_string(), "it comes before the start")),
        end => Ok(Validity { start, end }),
    }
}
