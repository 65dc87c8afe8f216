//! When the signature was made: only what a log or a timestamp authority signed counts.

use std::borrow::Cow;

use super::log::accepted_unlogged;
use super::{Signer, independent};
use crate::check::{Check, Code, Explain, Value};
use crate::policy::TimeSource;
use crate::time::UnixTime;
use crate::timestamp::verify_timestamp;
use crate::verify::evidence::{EstablishedTime, Evidence, TimeSourceKind};
use crate::verify::verifier::Case;
use crate::x509::CertificateAuthority;

#[derive(Debug, thiserror::Error)]
enum TimeError {
    #[error("nothing that is authenticated says when the signature was made")]
    Missing { wanted: &'static str },
    #[error("a time in the future was signed")]
    Future { at: UnixTime, now: UnixTime },
    #[error(
        "{found} timestamp authorities of different operators vouch for the time, and the policy asks for {wanted}"
    )]
    Threshold { wanted: u8, found: usize },
}

impl Explain for TimeError {
    fn code(&self) -> Code {
        match self {
            Self::Missing { .. } => Code::TimeMissing,
            Self::Future { .. } => Code::TimeFuture,
            Self::Threshold { .. } => Code::TimestampThreshold,
        }
    }

    fn expected(&self) -> Option<Value> {
        Some(match self {
            Self::Missing { wanted } => (*wanted).into(),
            Self::Future { now, .. } => Value::Time(*now),
            Self::Threshold { wanted, .. } => Value::Number(u64::from(*wanted)),
        })
    }

    fn found(&self) -> Option<Value> {
        Some(match self {
            Self::Missing { .. } => "none".into(),
            Self::Future { at, .. } => Value::Time(*at),
            Self::Threshold { found, .. } => Value::Number(u64::try_from(*found).unwrap_or(u64::MAX)),
        })
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::Missing { .. } => {
                "sign with a timestamp authority or a log that promises inclusion; a bundle's integratedTime counts \
                 only under the log's own signature"
                    .into()
            }
            Self::Future { .. } => "check this machine's clock; otherwise the witness's clock was wrong".into(),
            Self::Threshold { .. } => "sign with more timestamp authorities, or ask for fewer".into(),
        })
    }
}

/// Verifies every timestamp of the bundle; one that does not verify refuses, whatever the others say.
pub(in crate::verify) fn timestamps(case: &Case<'_>, evidence: &mut Evidence) {
    let wanted = case.policy.evidence().timestamps;
    let mut distinct: Vec<&CertificateAuthority> = Vec::new();
    let authorities = case.instance.timestamp_authorities();
    for timestamp in case.bundle.timestamps() {
        match verify_timestamp(timestamp, case.bundle.signature(), authorities, case.signatures) {
            Ok(authority) => {
                // Thresholds count authorities, not tokens.
                if !distinct.iter().any(|known| std::ptr::eq(*known, authority)) {
                    distinct.push(authority);
                }
                let at = timestamp.time();
                evidence.checks.push(Check::pass(Code::TimestampSignature, Some(Value::Time(at))));
                let by = authority.uri().into();
                evidence.times.push(EstablishedTime { source: TimeSourceKind::Tsa, at, by });
            }
            Err(error) => evidence.checks.push(Check::fail(&error)),
        }
    }
    let found = independent(distinct.iter().map(|authority| authority.operator()));
    if found < usize::from(wanted) {
        let error = TimeError::Threshold { wanted, found };
        evidence.fail_unless_explained(&error, &[Code::TimestampSignature, Code::TimestampAuthority]);
    }
}

/// Judges the times established by timestamps and log promises together.
pub(in crate::verify) fn established(case: &Case<'_>, signer: Option<&Signer<'_>>, evidence: &mut Evidence) {
    let future = evidence.times.iter().find(|time| time.at > case.now);
    if let Some(time) = future {
        let error = TimeError::Future { at: time.at, now: case.now };
        evidence.checks.push(Check::fail(&error));
    }
    let has = |kind| evidence.times.iter().any(|time| time.source == kind);
    let (log, tsa) = (has(TimeSourceKind::Log), has(TimeSourceKind::Tsa));
    let (enough, wanted) = match case.policy.evidence().time {
        TimeSource::Either => (log || tsa, "a time signed by a log or by a timestamp authority"),
        TimeSource::Log => (log, "a time signed by a log"),
        TimeSource::Tsa => (tsa, "a time signed by a timestamp authority"),
        TimeSource::Both => (log && tsa, "a time signed by a log and one by a timestamp authority"),
    };
    // A key that is good at any time needs no witness for when it signed, unless the policy asks for one.
    let timeless = matches!(signer, Some(Signer::Key { windowed: false, .. }));
    let needed = !timeless || case.policy.evidence().time != TimeSource::Either;
    if needed && case.policy.evidence().time == TimeSource::Either && accepted_unlogged(case) {
        unlogged(case, evidence);
    } else if needed && !enough {
        let causes = [Code::LogPromise, Code::LogMissing, Code::TimestampSignature, Code::TimestampAuthority];
        evidence.fail_unless_explained(&TimeError::Missing { wanted }, &causes);
    } else if let Some(time) = evidence.times.first() {
        evidence.checks.push(Check::pass(Code::TimeMissing, Some(Value::Time(time.at))));
    } else {
        evidence.checks.push(Check::skipped(Code::TimeMissing, "a key without a validity window needs no time"));
    }
}

/// Nobody vouches for the time; all that is known is that a certificate cannot have been used before it was valid.
fn unlogged(case: &Case<'_>, evidence: &mut Evidence) {
    let first = case.bundle.leaf().map(|leaf| leaf.validity().start);
    evidence.checks.push(match first.filter(|first| *first > case.now) {
        Some(at) => Check::fail(&TimeError::Future { at, now: case.now }),
        None => {
            let why = "the policy accepts unlogged evidence: nobody vouches for the time of the signature";
            Check::skipped(Code::TimeMissing, why)
        }
    });
}
