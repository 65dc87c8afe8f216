use std::borrow::Cow;
use std::fmt::Write as _;

use super::entry::LogEntry;
use super::log::{Log, LogId};
use crate::check::{Code, Explain, Value};
use crate::crypto::{SignatureChecks, SignatureError};
use crate::encoding::hex;
use crate::time::{UnixTime, Validity};

/// Why a log's promise (signed entry timestamp) promises nothing.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PromiseError {
    /// There is no promise.
    #[error("the log entry has no promise")]
    NoPromise,
    /// The entry is one of another log.
    #[error("the entry is one of another log")]
    Log {
        /// The log that was asked.
        expected: LogId,
        /// The log that the entry names.
        found: LogId,
    },
    /// The log did not sign the promise.
    #[error("the log's promise does not verify: {0}")]
    Signature(#[from] SignatureError),
    /// The log was not in use at the time that it promises.
    #[error("the log took the entry at {found}, when it was not in use")]
    Window {
        /// When the log was in use.
        expected: Validity,
        /// When it took the entry.
        found: UnixTime,
    },
}

impl Explain for PromiseError {
    fn code(&self) -> Code {
        match self {
            // A log that is trusted at other times only is no trusted log at this one.
            Self::Window { .. } => Code::LogMissing,
            _ => Code::LogPromise,
        }
    }

    fn expected(&self) -> Option<Value> {
        match self {
            Self::NoPromise => Some("a promise".into()),
            Self::Log { expected, .. } => Some(Value::KeyId(expected.0)),
            Self::Signature(_) => None,
            Self::Window { expected, .. } => Some(Value::Window(*expected)),
        }
    }

    fn found(&self) -> Option<Value> {
        match self {
            Self::NoPromise => Some("none".into()),
            Self::Log { found, .. } => Some(Value::KeyId(found.0)),
            Self::Signature(_) => None,
            Self::Window { found, .. } => Some(Value::Time(*found)),
        }
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::NoPromise | Self::Signature(_) => "inclusionPromise.signedEntryTimestamp".into(),
            Self::Log { .. } => "logId".into(),
            Self::Window { .. } => "integratedTime".into(),
        })
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        let hint = match self {
            Self::NoPromise => "ask for an inclusion proof instead, or for a bundle with a promise of the log",
            Self::Log { .. } => "use the trusted root of the Sigstore instance that logged the signature",
            Self::Signature(_) => {
                "the entry's time, index or body is not what the log signed; fetch the bundle anew from its publisher"
            }
            Self::Window { .. } => "check that the trusted root is up to date",
        };
        Some(hint.into())
    }
}

impl LogEntry {
    /// Checks that the log signed body, time and index of the entry, and gives the time that is thereby known.
    pub(crate) fn verify_promise(&self, log: &Log, checks: &SignatureChecks<'_>) -> Result<UnixTime, PromiseError> {
        if self.log_id() != log.id() {
            return Err(PromiseError::Log { expected: log.id(), found: self.log_id() });
        }
        let promise = self.signed_promise().ok_or(PromiseError::NoPromise)?;
        let time = self.claimed_time().ok_or(PromiseError::NoPromise)?;
        checks.verify(log.key(), log.scheme(), promise.signed.as_bytes(), &promise.signature)?;
        // protobuf-specs sigstore_trustroot.proto, TimeRange: both ends are in the window.
        let window = log.validity();
        if window.contains(time) { Ok(time) } else { Err(PromiseError::Window { expected: window, found: time }) }
    }
}

/// A log's promise, and the text that it signs.
#[derive(Clone, Debug)]
pub(super) struct Promise {
    pub(super) signature: Vec<u8>,
    pub(super) signed: String,
}

/// What a promise signs: RFC 8785 JSON, of which every name and value here is free of anything to escape.
///
/// `body` is the base64 in the bundle: bytes have one strict encoding, so it is the one that the log signed.
pub(super) fn promised(body: &str, seconds: i64, log_id: LogId, index: u64) -> String {
    let mut json = String::with_capacity(body.len() + 192);
    json.push_str(r#"{"body":""#);
    json.push_str(body);
    // Writing to a String cannot fail.
    let _ = write!(json, r#"","integratedTime":{seconds},"logID":"{}","logIndex":{index}}}"#, Hex(&log_id.0));
    json
}

struct Hex<'a>(&'a [u8]);

impl std::fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        hex::write(f, self.0)
    }
}
