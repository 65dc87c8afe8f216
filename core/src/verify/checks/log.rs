//! The transparency log: the entry is about this signature, and the log stands by it.

use std::borrow::Cow;

use super::{Signer, independent};
use crate::bundle::{self, Material};
use crate::check::{Check, Code, Explain, Value};
use crate::digest::DigestAlgorithm;
use crate::policy::{LogDemand, Unlogged};
use crate::time::{UnixTime, Validity};
use crate::tlog::{Log, LogEntry, LogId, Signed, SignerMaterial};
use crate::trust::UnusableKey;
use crate::verify::evidence::{EstablishedTime, Evidence, LogEvidence, TimeSourceKind};
use crate::verify::verifier::Case;

#[derive(Debug, thiserror::Error)]
enum LogError {
    #[error("the signature is in no transparency log")]
    NoEntry,
    #[error("the entry is in a log that the trusted root does not name")]
    UnknownLog { found: LogId },
    #[error("the entry is in a log whose key cannot be used: {reason}")]
    UnusableLog { found: LogId, log: String, reason: UnusableKey },
    #[error("{found} logs of different operators vouch for the signature, and the policy asks for {wanted}")]
    Threshold { wanted: u8, found: usize },
    #[error("the entry is about the artifact's {algorithm}, which is not known")]
    NoDigest { algorithm: DigestAlgorithm },
    #[error("the log's key was not valid when the signature was made")]
    KeyWindow { window: Validity, at: UnixTime },
}

impl Explain for LogError {
    fn code(&self) -> Code {
        match self {
            Self::NoEntry | Self::UnknownLog { .. } | Self::UnusableLog { .. } | Self::KeyWindow { .. } => {
                Code::LogMissing
            }
            Self::Threshold { .. } => Code::LogThreshold,
            Self::NoDigest { .. } => Code::LogEntry,
        }
    }

    fn expected(&self) -> Option<Value> {
        Some(match self {
            Self::NoEntry => "an entry of a log that the trusted root names".into(),
            Self::UnknownLog { .. } => "a log of the trusted root".into(),
            Self::UnusableLog { .. } => "a log with an ECDSA or Ed25519 key, and SHA-256".into(),
            Self::Threshold { wanted, .. } => Value::Number(u64::from(*wanted)),
            Self::KeyWindow { window, .. } => Value::Window(*window),
            Self::NoDigest { algorithm } => format!("a {algorithm} digest").into(),
        })
    }

    fn found(&self) -> Option<Value> {
        Some(match self {
            Self::NoEntry => "no entry".into(),
            Self::UnknownLog { found } | Self::UnusableLog { found, .. } => Value::KeyId(found.0),
            Self::Threshold { found, .. } => Value::Number(u64::try_from(*found).unwrap_or(u64::MAX)),
            Self::KeyWindow { at, .. } => Value::Time(*at),
            Self::NoDigest { .. } => "none".into(),
        })
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::NoEntry => {
                "sign with a client that uploads to the log; --accept-unlogged accepts what nobody else has seen".into()
            }
            Self::UnknownLog { .. } => {
                "if it is a log of another Sigstore instance that you trust, pass that instance's --trusted-root; \
                 if the log is new, update the trusted root"
                    .into()
            }
            Self::UnusableLog { log, .. } => {
                format!("the trusted root names {log} with a key that is not supported: update Sealwright").into()
            }
            Self::Threshold { .. } => "upload to more logs when signing, or ask for fewer".into(),
            Self::NoDigest { .. } => "give the artifact by path or bytes".into(),
            Self::KeyWindow { .. } => {
                "the log had retired this key, or had not begun to use it: update the trusted root".into()
            }
        })
    }
}

/// Checks every entry of the bundle; one that does not hold refuses, whatever the others say.
pub(in crate::verify) fn entries(case: &Case<'_>, signer: Option<&Signer<'_>>, evidence: &mut Evidence) {
    let logs = case.instance.logs();
    let wanted = match case.policy.evidence().log {
        LogDemand::AsTheRootOffers => u8::from(!logs.is_empty()),
        LogDemand::AtLeast(n) => n.get(),
        LogDemand::NoneDangerous => 0,
    };
    let mut vouching: Vec<&Log> = Vec::with_capacity(case.bundle.log_entries().len());
    for entry in case.bundle.log_entries() {
        evidence.log.push(LogEvidence {
            log_id: entry.log_id(),
            index: entry.index(),
            kind: entry.kind(),
            integrated_time: None,
        });
        if let Some(signer) = signer {
            evidence.checks.push(about_this_signature(case, entry, signer));
        }
        let Some(log) = logs.iter().find(|log| log.id() == entry.log_id()) else {
            evidence.checks.push(Check::fail(&unknown(case, entry.log_id())));
            continue;
        };
        let promised = promise(case, entry, log, evidence);
        let included = inclusion(case, entry, log, evidence);
        // Thresholds count logs, not entries.
        if (promised || included) && !vouching.iter().any(|known| std::ptr::eq(*known, log)) {
            vouching.push(log);
        }
    }
    in_their_time(&vouching, evidence);
    threshold(case, wanted, independent(vouching.iter().map(|log| log.operator())), evidence);
}

fn unknown(case: &Case<'_>, found: LogId) -> LogError {
    match case.instance.unusable_logs().iter().find(|log| log.id() == found) {
        Some(log) => LogError::UnusableLog { found, log: log.base_url().to_owned(), reason: log.reason().clone() },
        None => LogError::UnknownLog { found },
    }
}

fn about_this_signature(case: &Case<'_>, entry: &LogEntry, signer: &Signer<'_>) -> Check {
    let digest;
    let signed = match case.bundle.content() {
        bundle::Content::Message { .. } => {
            // The entry says by which digest it knows the artifact; a kind without one is about no artifact.
            let algorithm = entry.signed_digest().map_or(DigestAlgorithm::Sha256, |digest| digest.algorithm());
            match case.artifact.digest(algorithm) {
                Some(known) => digest = known,
                None => return Check::fail(&LogError::NoDigest { algorithm }),
            }
            Signed::Message { digest: &digest }
        }
        bundle::Content::Envelope(envelope) => Signed::Envelope { envelope },
    };
    let material = match (signer, case.bundle.material()) {
        (Signer::Certificate { certificate, .. }, Material::Certificate { .. }) => {
            SignerMaterial::Certificate { der: certificate.der(), key: signer.key() }
        }
        (signer, _) => SignerMaterial::Key(signer.key()),
    };
    match entry.matches(signed, case.bundle.signature(), material) {
        Ok(()) => Check::pass(Code::LogEntry, Some(Value::Number(entry.index()))),
        Err(error) => Check::fail(&error),
    }
}

/// The log's promise (SET); its time counts only once it is verified.
fn promise(case: &Case<'_>, entry: &LogEntry, log: &Log, evidence: &mut Evidence) -> bool {
    if entry.promise().is_none() {
        evidence.checks.push(Check::skipped(Code::LogPromise, "the entry has no promise"));
        return false;
    }
    match entry.verify_promise(log, case.signatures) {
        Ok(at) => {
            evidence.checks.push(Check::pass(Code::LogPromise, Some(Value::Time(at))));
            evidence.times.push(EstablishedTime { source: TimeSourceKind::Log, at, by: log.base_url().into() });
            if let Some(last) = evidence.log.last_mut() {
                last.integrated_time = Some(at);
            }
            true
        }
        Err(error) => {
            evidence.checks.push(Check::fail(&error));
            false
        }
    }
}

fn inclusion(case: &Case<'_>, entry: &LogEntry, log: &Log, evidence: &mut Evidence) -> bool {
    if entry.proof().is_none() {
        evidence.checks.push(Check::skipped(Code::LogInclusion, "the entry has no inclusion proof"));
        return false;
    }
    match entry.verify_inclusion(log, case.signatures) {
        Ok(()) => {
            evidence.checks.push(Check::pass(Code::LogCheckpoint, None));
            evidence.checks.push(Check::pass(Code::LogInclusion, None));
            true
        }
        Err(error) => {
            evidence.checks.push(Check::fail(&error));
            false
        }
    }
}

/// Trusted root: a log's key is trusted within its window only, at every time that is established.
fn in_their_time(logs: &[&Log], evidence: &mut Evidence) {
    for log in logs {
        let window = log.validity();
        let outside = evidence.times.iter().find(|time| !window.contains(time.at));
        if let Some(at) = outside.map(|time| time.at) {
            evidence.checks.push(Check::fail(&LogError::KeyWindow { window, at }));
        }
    }
}

/// Whether the bundle has no witness at all, and the policy accepts that by name.
pub(super) fn accepted_unlogged(case: &Case<'_>) -> bool {
    let unseen = case.bundle.log_entries().is_empty() && case.bundle.timestamps().is_empty();
    unseen && case.policy.evidence().unlogged == Unlogged::AcceptedDangerous
}

fn threshold(case: &Case<'_>, wanted: u8, found: usize, evidence: &mut Evidence) {
    let by_default = case.policy.evidence().log == LogDemand::AsTheRootOffers;
    if by_default && wanted > 0 && accepted_unlogged(case) {
        let why = "the policy accepts unlogged evidence: nobody vouches that the signature was made public, or when";
        evidence.checks.push(Check::skipped(Code::LogMissing, why));
    } else if case.bundle.log_entries().is_empty() && wanted > 0 {
        evidence.checks.push(Check::fail(&LogError::NoEntry));
    } else if case.bundle.log_entries().is_empty() {
        let why = "neither the trusted root nor the policy asks for a log";
        evidence.checks.push(Check::skipped(Code::LogMissing, why));
    } else if found < usize::from(wanted) {
        let causes = [Code::LogMissing, Code::LogPromise, Code::LogCheckpoint, Code::LogInclusion];
        evidence.fail_unless_explained(&LogError::Threshold { wanted, found }, &causes);
    }
}
