use std::sync::Arc;

use pyo3::prelude::*;
use sealwright::{NewSubject, Predicate, Subjects};

use crate::artifact::Artifact;
use crate::digest::{Digest, digests};
use crate::errors::Raise;
use crate::input::Text;
use crate::json::{self, Json, Object};
use crate::pairs::Pairs;
use crate::word::StatementVersionWord;

/// An in-toto statement: well-formed and within limits; whose it is and whether it is true is not known by reading it.
///
/// The constructor makes a statement v1 in compact JSON: the same input gives the same bytes. `subjects`: names (left out
/// if empty) and digests by the algorithm's in-toto name (`sha256`, `gitCommit`), in hexadecimal. `predicate`: one JSON
/// object, as a mapping or as text. What is made is read back by `from_payload`, whose errors it raises.
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

impl From<sealwright::Statement> for Statement {
    fn from(statement: sealwright::Statement) -> Self {
        Self(Arc::new(statement))
    }
}

/// Subjects of a statement that is being made.
struct NewSubjects(Vec<NewSubject>);

impl<'py> FromPyObject<'_, 'py> for NewSubjects {
    type Error = PyErr;

    hint!(input "sealwright.texts", "NewSubjects");

    fn extract(subjects: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        // No statement holds more, so what comes after need not be looked at.
        let subjects = subjects.try_iter()?.take(Subjects::MAX);
        subjects.map(|subject| new_subject(&subject?)).collect::<PyResult<_>>().map(Self)
    }
}

fn new_subject(object: &Bound<'_, PyAny>) -> PyResult<NewSubject> {
    if let Ok(subject) = object.cast::<Subject>() {
        let subject = subject.get();
        let name = subject.name.clone().unwrap_or_default();
        return Ok(NewSubject { name, digests: subject.digests.clone() });
    }
    let (name, Pairs(digests)): (Option<String>, Pairs) = object.extract()?;
    Ok(NewSubject { name: name.unwrap_or_default(), digests })
}

impl From<&NewSubject> for Subject {
    fn from(subject: &NewSubject) -> Self {
        let digests = subject.digests.clone();
        let known = digests.iter().filter_map(|(algorithm, value)| format!("{algorithm}:{value}").parse().ok());
        let name = Some(subject.name.clone()).filter(|name| !name.is_empty());
        Self { name, known: known.map(Digest).collect(), digests }
    }
}

/// A predicate, read strictly by its type, in the order of its specification: no duplicate key at any depth, required
/// fields are there, every field is of its kind. None for `null`. Raises StatementError.
#[pyfunction]
pub(crate) fn read_predicate<'py>(py: Python<'py>, predicate_type: &str, json: Text) -> PyResult<Option<Object<'py>>> {
    let text = json::text(py, &json)?;
    let read = py.detach(|| Predicate::from_json(predicate_type, text).map(|predicate| predicate.to_json()));
    json::object(py, &read.raise(py)?)
}

#[pymethods]
impl Statement {
    #[new]
    fn new(py: Python<'_>, subjects: NewSubjects, predicate_type: &str, predicate: Json) -> PyResult<Self> {
        let made = py.detach(|| sealwright::Statement::new(&subjects.0, predicate_type, predicate.as_str()));
        made.map(Self::from).raise(py)
    }

    /// Reads a statement, v1 or v0.1: no duplicate key at any depth, at most 1,024 subjects of 32 digests, every SHA-2
    /// digest whole. Fields that in-toto does not know are ignored. Raises StatementError.
    #[staticmethod]
    fn from_payload(py: Python<'_>, payload: Text) -> PyResult<Self> {
        let read = py.detach(|| sealwright::Statement::from_payload(&payload));
        read.map(Self::from).raise(py)
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

    /// The predicate, read strictly by its type: see `read_predicate`. None if there is none. Raises StatementError.
    #[getter]
    fn predicate<'py>(&self, py: Python<'py>) -> PyResult<Option<Object<'py>>> {
        let read = py.detach(|| Predicate::of(&self.0).map(|predicate| predicate.to_json()));
        json::object(py, &read.raise(py)?)
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
