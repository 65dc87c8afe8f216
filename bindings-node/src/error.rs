//! How an error crosses into JavaScript: as text that `lib/errors.js` makes an instance of its class of.

use napi::{Error, Status};
use sealwright::{ArtifactError, Check};
use sealwright_bindings::{Failure, status_text};
use serde_json::{Value, json};

/// An error of the core as one that can be thrown.
pub(crate) fn thrown(error: impl Into<Failure>) -> Error {
    let failure = error.into();
    Error::from_reason(json!({ "sealwright": failure.class.name(), "check": check(&failure.check) }).to_string())
}

/// A file that cannot be read, with the number by which the system says why.
pub(crate) fn unreadable(error: ArtifactError) -> Error {
    let cause = json!({ "message": error.source.to_string(), "errno": error.source.raw_os_error() });
    let failure = Failure::from(error);
    let class = failure.class.name();
    Error::from_reason(json!({ "sealwright": class, "check": check(&failure.check), "cause": cause }).to_string())
}

/// An argument of the wrong type: a `TypeError`.
pub(crate) fn wrong_type(what: &str) -> Error {
    Error::new(Status::InvalidArg, what)
}

/// A check, as verdicts have it.
fn check(check: &Check) -> Value {
    let mut fields = serde_json::Map::new();
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            fields.insert(name.to_owned(), value.into());
        }
    };
    put("code", Some(check.code.to_string()));
    put("status", Some(status_text(check.status).to_owned()));
    put("message", check.message.as_ref().map(ToString::to_string));
    put("expected", check.expected.as_ref().map(ToString::to_string));
    put("found", check.found.as_ref().map(ToString::to_string));
    put("at", check.at.as_ref().map(ToString::to_string));
    put("hint", check.hint.as_ref().map(ToString::to_string));
    put("spec", Some(check.spec.to_owned()));
    Value::Object(fields)
}
