//! `Statement` and `Subject`.

use std::collections::HashMap;
use std::sync::Arc;

use napi::Result;
use napi_derive::napi;
use sealwright::{NewSubject, Predicate};
use sealwright_bindings::Failure;

use crate::artifact::Artifact;
use crate::digest::Digest;
use crate::error::thrown;
use crate::value::Pairs;

/// An in-toto statement: about which subjects, and what about them.
#[napi]
pub struct Statement(pub(crate) Arc<sealwright::Statement>);

impl Statement {
    pub(crate) fn of(statement: sealwright::Statement) -> Self {
        Self(Arc::new(statement))
    }
}

#[napi]
impl Statement {
    /// Makes a statement v1 in compact JSON: the same input gives the same bytes. Throws a `StatementError`.
    ///
    /// Each subject is a name, which is left out if it is empty, and digests in hexadecimal by the algorithm's in-toto name
    /// (`sha256`, `gitCommit`). A predicate that is given as text is one JSON object. What is made is read back: no statement
    /// can be made that `fromPayload` would refuse.
    #[napi(
        constructor,
        catch_unwind,
        ts_args_type = "subjects: Iterable<readonly [name: string, digests: Readonly<Record<string, string>>]>, predicateType: string, predicate: object | string"
    )]
    pub fn new(subjects: Vec<(String, Pairs)>, predicate_type: String, predicate: String) -> Result<Self> {
        let subjects = subjects.into_iter().map(|(name, digests)| NewSubject { name, digests });
        let subjects: Vec<NewSubject> = subjects.collect();
        sealwright::Statement::new(&subjects, &predicate_type, &predicate).map(Self::of).map_err(thrown)
    }

    /// Reads the payload of an envelope. Throws a `StatementError`.
    #[napi(factory, catch_unwind)]
    pub fn from_payload(#[napi(ts_arg_type = "Uint8Array")] payload: &[u8]) -> Result<Self> {
        sealwright::Statement::from_payload(payload).map(Arc::new).map(Self).map_err(thrown)
    }

    /// The version of the statement, by its URI.
    #[napi(getter, catch_unwind, ts_return_type = "StatementVersion")]
    pub fn version(&self) -> &'static str {
        self.0.version().uri()
    }

    /// What kind of thing the predicate says.
    #[napi(getter, catch_unwind)]
    pub fn predicate_type(&self) -> &str {
        self.0.predicate_type()
    }

    /// The predicate as it was signed, for `JSON.parse`; `null` if there is none.
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn predicate_json(&self) -> Option<&str> {
        self.0.predicate_json()
    }

    /// The predicate, read by its type: required fields are there, and every field is what the type's specification says.
    /// `null` if there is none. Throws a `StatementError`; of a type that is not known, any object is a predicate.
    #[napi(getter, catch_unwind, ts_return_type = "Record<string, unknown> | null")]
    pub fn predicate(&self) -> Result<String> {
        Predicate::of(&self.0).map(|predicate| predicate.to_json()).map_err(thrown)
    }

    /// The whole statement as it was signed.
    #[napi(getter, catch_unwind)]
    pub fn json(&self) -> &str {
        self.0.json()
    }

    /// What the statement is about.
    #[napi(getter, catch_unwind)]
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

/// Reads a predicate by its type, as `Statement.predicate` does: one JSON object without duplicate keys. Throws a
/// `StatementError`.
#[napi(catch_unwind, ts_return_type = "Record<string, unknown> | null")]
pub fn read_predicate(predicate_type: String, json: String) -> Result<String> {
    Predicate::from_json(&predicate_type, &json).map(|predicate| predicate.to_json()).map_err(thrown)
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
    #[napi(getter, catch_unwind, ts_return_type = "string | null")]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The digests by which an artifact can be compared.
    #[napi(getter, catch_unwind)]
    pub fn known_digests(&self) -> Vec<Digest> {
        self.known.iter().copied().map(Digest).collect()
    }

    /// Every digest that the statement has, hexadecimal by the name of its algorithm.
    #[napi(getter, catch_unwind)]
    pub fn digests(&self) -> HashMap<String, String> {
        self.digests.clone()
    }
}
