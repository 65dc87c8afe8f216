use std::borrow::Cow;
use std::fmt;

use super::Code;
use crate::digest::Digest;
use crate::encoding::base64;
use crate::time::{UnixTime, Validity};

/// What came of a check.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// It holds.
    Pass,
    /// It does not hold; one failure refuses.
    Fail,
    /// It was not made: the policy does not ask for it, or there is nothing that it could look at.
    Skipped,
}

/// An expected or found value, kept as it is and put into words only when somebody reads it.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// Words.
    Text(Cow<'static, str>),
    /// A digest, `sha256:HEX`.
    Digest(Digest),
    /// A time, RFC 3339.
    Time(UnixTime),
    /// A window of time, both ends in it.
    Window(Validity),
    /// A number or count.
    Number(u64),
    /// The id of a log or a key: SHA-256 of its public key, shown in base64 as trusted roots have it.
    KeyId([u8; 32]),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Digest(digest) => digest.fmt(f),
            Self::Time(time) => time.fmt(f),
            Self::Window(window) => window.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::KeyId(id) => f.write_str(&base64::encode(id)),
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string())
    }
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

/// How an error becomes a failed check that a person can act on.
pub trait Explain: std::error::Error {
    /// The check that failed.
    fn code(&self) -> Code;

    /// What would have passed.
    fn expected(&self) -> Option<Value> {
        None
    }

    /// What was there instead.
    fn found(&self) -> Option<Value> {
        None
    }

    /// Where: a field path (`verificationMaterial.tlogEntries[0].logId`) or an offset.
    fn at(&self) -> Option<Cow<'static, str>> {
        None
    }

    /// What to do about it.
    fn hint(&self) -> Option<Cow<'static, str>> {
        None
    }

    /// Where the rule is written, if more exact than the code's own.
    fn spec(&self) -> &'static str {
        self.code().spec()
    }
}

/// One check of a verification and what came of it.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Check {
    /// Which check.
    pub code: Code,
    /// What came of it.
    pub status: Status,
    /// In a sentence: what went wrong, or why it was skipped.
    pub message: Option<Cow<'static, str>>,
    /// What would have passed.
    pub expected: Option<Value>,
    /// What was there.
    pub found: Option<Value>,
    /// A field path or an offset.
    pub at: Option<Cow<'static, str>>,
    /// What to do about it.
    pub hint: Option<Cow<'static, str>>,
    /// Where the rule is written.
    pub spec: &'static str,
}

impl Check {
    /// A check that holds, and what was found.
    pub fn pass(code: Code, found: Option<Value>) -> Self {
        Self { found, ..Self::new(code, Status::Pass) }
    }

    /// A check that was not made, and why.
    pub fn skipped(code: Code, why: impl Into<Cow<'static, str>>) -> Self {
        Self { message: Some(why.into()), ..Self::new(code, Status::Skipped) }
    }

    /// A check that failed, as the error explains it.
    pub fn fail(error: &dyn Explain) -> Self {
        Self {
            message: Some(error.to_string().into()),
            expected: error.expected(),
            found: error.found(),
            at: error.at(),
            hint: error.hint(),
            spec: error.spec(),
            ..Self::new(error.code(), Status::Fail)
        }
    }

    /// The same check, at a place.
    #[must_use]
    pub fn at(self, place: impl Into<Cow<'static, str>>) -> Self {
        Self { at: Some(place.into()), ..self }
    }

    fn new(code: Code, status: Status) -> Self {
        let spec = code.spec();
        Self { code, status, message: None, expected: None, found: None, at: None, hint: None, spec }
    }
}
