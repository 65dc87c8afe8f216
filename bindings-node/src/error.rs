//! How an error crosses into JavaScript: as text that `lib/errors.js` makes an instance of its class of.

use std::io;

use napi::{Error, Status};
use sealwright::{ArtifactError, AttestationError, Check, LayoutError};
use sealwright_bindings::{Failure, status_text};
use serde_json::{Value, json};

use crate::called;

/// An error of the core as one that can be thrown.
pub(crate) fn thrown(error: impl Into<Failure>) -> Error {
    Error::from_reason(told(error.into(), None))
}

/// A file that cannot be read, with the number by which the system says why.
pub(crate) fn unreadable(error: ArtifactError) -> Error {
    let cause = cause(&error.source);
    Error::from_reason(told(error.into(), Some(cause)))
}

/// Attestations that cannot be read.
pub(crate) fn attestation_thrown(error: AttestationError) -> Error {
    Error::from_reason(attestation_told(error))
}

/// The text of an error that is not thrown: it stands where an attestation would.
pub(crate) fn attestation_told(error: AttestationError) -> String {
    let cause = match &error {
        AttestationError::Layout(LayoutError::Read { source, .. }) => Some(cause(source)),
        _ => None,
    };
    told(error.into(), cause)
}

fn told(failure: Failure, cause: Option<Value>) -> String {
    let mut told = json!({ "sealwright": failure.class.name(), "check": check(&failure.check) });
    if let Some(fields) = told.as_object_mut() {
        fields.extend(cause.map(|cause| ("cause".to_owned(), cause)));
        fields.extend(called::failure().map(|number| ("thrown".to_owned(), number.into())));
    }
    told.to_string()
}

fn cause(error: &io::Error) -> Value {
    json!({ "message": error.to_string(), "errno": error.raw_os_error() })
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
