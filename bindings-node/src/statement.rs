//! `Statement` and `Subject`.

use std::collections::HashMap;
use std::sync::Arc;

use napi::Result;
use napi_derive::napi;
use sealwright_bindings::Failure;

use crate::artifact::Artifact;
use crate::digest::Digest;
use crate::error::thrown;

/// An in-toto statement: about which subjects, and what about them.
#[napi]
pub struct Statement(pub(crate) Arc<sealwright::Statement>);

#[napi]
impl Statement {
    /// Reads the payload of an envelope. Throws a `StatementError`.
    #[napi(factory, catch_unwind)]
    pub fn from_payload(#[napi(ts_arg_type = "Uint8Array")] payload: &[u8]) -> Result<Self> {
        sealwright::Statement::from_payload(payload).map(Arc::new).map(Self).map_err(thrown)
    }

    /// The version of the statement, by its URI.
    #[napi(getter, ts_return_type = "StatementVersion")]
    pub fn version(&self) -> &'static str {
        self.0.version().uri()
    }

    /// What kind of thing the predicate says.
    #[napi(getter)]
    pub fn predicate_type(&self) -> &str {
        self.0.predicate_type()
    }

    /// The predicate as it was signed, for `JSON.parse`; `null` if there is none.
    #[napi(getter, ts_return_type = "string | null")]
    pub fn predicate_json(&self) -> Option<&str> {
        self.0.predicate_json()
    }

    /// The whole statement as it was signed.
    #[napi(getter)]
    pub fn json(&self) -> &str {
        self.0.json()
    }

    /// What the statement is about.
    #[napi(getter)]
    pub fn subjects(&self) -> Vec<Subject> {
        self.0.subjects().map(|subject| Subject::of(&subject)).collect()
    }

    /// The subject that is this artifact. Throws a `StatementError` if none is.
    #[napi(catch_unwind)]
    pub fn subject_for(&self, artifact: &Artifact) -> Result<Subject> {
        let found = self.0.subject_for(&artifact.0).map(|subject| Subject::of(&subject));
        found.map_err(|error| thrown(Failure::from(error)))
    }
}

/// One subject of a statement.
#[napi]
pub struct Subject {
    name: Option<String>,
    known: Vec<sealwright::Digest>,
    digests: HashMap<String, String>,
}

impl Subject {
    fn of(subject: &sealwright::Subject<'_>) -> Self {
        let owned = |(algorithm, hex): (&str, &str)| (algorithm.to_owned(), hex.to_owned());
        Self {
            name: subject.name().map(str::to_owned),
            known: subject.known_digests().collect(),
            digests: subject.digests().map(owned).collect(),
        }
    }
}

#[napi]
impl Subject {
    /// Its name, as the statement has it.
    #[napi(getter, ts_return_type = "string | null")]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The digests by which an artifact can be compared.
    #[napi(getter)]
    pub fn known_digests(&self) -> Vec<Digest> {
        self.known.iter().copied().map(Digest).collect()
    }

    /// Every digest that the statement has, hexadecimal by the name of its algorithm.
    #[napi(getter)]
    pub fn digests(&self) -> HashMap<String, String> {
        self.digests.clone()
    }
}
