use std::sync::Arc;

use pyo3::prelude::*;

use crate::artifact::Artifact;
use crate::digest::{Digest, digests};
use crate::errors::Raise;
use crate::input::Text;
use crate::word::StatementVersionWord;

/// An in-toto statement: well-formed and within limits; whose it is and whether it is true is not known by reading it.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Statement(pub(crate) Arc<sealwright::Statement>);

/// Something that a statement is about: digests, and perhaps a name for people.
#[pyclass(frozen, eq, module = "sealwright")]
#[derive(PartialEq, Eq)]
pub(crate) struct Subject {
    name: Option<String>,
    known: Vec<Digest>,
    digests: Vec<(String, String)>,
}

impl From<sealwright::Subject<'_>> for Subject {
    fn from(subject: sealwright::Subject<'_>) -> Self {
        Self {
            name: subject.name().map(str::to_owned),
            known: digests(subject.known_digests()),
            digests: subject.digests().map(|(algorithm, value)| (algorithm.to_owned(), value.to_owned())).collect(),
        }
    }
}

#[pymethods]
impl Statement {
    /// Reads a statement, v1 or v0.1: no duplicate key at any depth, at most 1,024 subjects of 32 digests, every SHA-2
    /// digest whole. Fields that in-toto does not know are ignored. Raises StatementError.
    #[staticmethod]
    fn from_payload(py: Python<'_>, payload: Text) -> PyResult<Self> {
        let read = py.detach(|| sealwright::Statement::from_payload(&payload));
        read.map(|statement| Self(Arc::new(statement))).raise(py)
    }

    /// The URI of the version of the format.
    #[getter]
    fn version(&self) -> StatementVersionWord {
        self.0.version().into()
    }

    /// What the predicate is; a URI.
    #[getter]
    fn predicate_type(&self) -> &str {
        self.0.predicate_type()
    }

    /// The predicate: one JSON object as it was signed, for `json.loads`. None if there is none.
    #[getter]
    fn predicate_json(&self) -> Option<&str> {
        self.0.predicate_json()
    }

    /// The whole statement, as it was signed.
    #[getter]
    fn json(&self) -> &str {
        self.0.json()
    }

    /// What the statement is about; there is at least one subject.
    #[getter]
    fn subjects(&self) -> Vec<Subject> {
        self.0.subjects().map(Subject::from).collect()
    }

    /// The subject that is this artifact: any of them, by any digest that both have. Raises StatementError if none is,
    /// and if digests contradict each other.
    fn subject_for(&self, py: Python<'_>, artifact: &Artifact) -> PyResult<Subject> {
        py.detach(|| self.0.subject_for(&artifact.0).map(Subject::from)).raise(py)
    }

    fn __repr__(&self) -> String {
        let predicate = sealwright::escape(self.0.predicate_type());
        format!("<Statement {predicate} about {} subjects>", self.0.subjects().len())
    }
}

#[pymethods]
impl Subject {
    /// What the statement calls it.
    #[getter]
    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The digests that an artifact can be compared by.
    #[getter]
    fn known_digests(&self) -> Vec<Digest> {
        self.known.clone()
    }

    /// Every digest as it is written, algorithm and value, also of algorithms that nothing is compared by.
    #[getter]
    fn digests(&self) -> Vec<(String, String)> {
        self.digests.clone()
    }

    fn __repr__(&self) -> String {
        let digest = self.digests.first().map(|(algorithm, value)| format!("{algorithm}:{value}"));
        let name = sealwright::escape(self.name.as_deref().unwrap_or("without a name"));
        format!("<Subject {name} {}>", sealwright::escape(&digest.unwrap_or_default()))
    }

    fn __hash__(&self) -> u64 {
        crate::hash(&(&self.name, &self.known))
    }
}
