use pyo3::prelude::*;
use pyo3::types::PyIterator;

use crate::digest::DigestArgument;
use crate::errors::Raise;
use crate::json::Json;
use crate::statement::{Statement, Subject};

/// What statements are made about: artifacts by name and digest, in the order in which they were given.
///
/// `pairs`: names and digests (a `Digest`, or text such as `sha256:HEX`), at least one. Several digests under one name
/// are of one subject; it has one of each algorithm. A subject may have an empty name.
///
/// A statement holds at most 1,024 subjects, and its readers refuse more; so `statements` makes as many statements as are
/// needed, each complete in itself. At most 102,400 subjects are taken. Raises MakeError.
#[pyclass(frozen, eq, module = "sealwright")]
#[derive(PartialEq, Eq)]
pub(crate) struct Subjects(pub(crate) sealwright::Subjects);

/// Names and digests.
struct NamedDigests(Py<PyIterator>);

impl<'py> FromPyObject<'_, 'py> for NamedDigests {
    type Error = PyErr;

    hint!(input "sealwright.texts", "NamedDigests");

    fn extract(pairs: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        pairs.try_iter().map(|pairs| Self(pairs.unbind()))
    }
}

#[pymethods]
impl Subjects {
    #[new]
    fn new(py: Python<'_>, pairs: NamedDigests) -> PyResult<Self> {
        let mut raised = None;
        let mut pairs = pairs.0.bind(py).clone();
        let each = std::iter::from_fn(|| match pairs.next()?.and_then(|pair| named(&pair)) {
            Ok(pair) => Some(pair),
            Err(error) => {
                raised = Some(error);
                None
            }
        });
        let made = sealwright::Subjects::new(each);
        raised.map_or(Ok(()), Err)?;
        made.map(Self).raise(py)
    }

    /// The lines that `sha256sum`, `sha384sum`, `sha512sum` and `shasum -a 384` print, also with `--tag`. Raises
    /// MakeError.
    ///
    /// The algorithm is told by the length of the digest; a name with a backslash before its line has `\\`, `\n` and `\r`
    /// in it for what they mean.
    #[staticmethod]
    fn from_checksums(py: Python<'_>, text: &str) -> PyResult<Self> {
        py.detach(|| sealwright::Subjects::from_checksums(text)).map(Self).raise(py)
    }

    /// These, and then the others.
    fn and_(&self, py: Python<'_>, other: &Self) -> PyResult<Self> {
        py.detach(|| self.0.clone().and(other.0.clone())).map(Self).raise(py)
    }

    /// The subjects, in order.
    #[getter]
    fn subjects(&self) -> Vec<Subject> {
        self.0.as_slice().iter().map(Subject::from).collect()
    }

    /// Statements of this predicate about all subjects: one for every 1,024 of them.
    ///
    /// `predicate` is one JSON object, as a mapping or as text. Raises MakeError.
    fn statements(&self, py: Python<'_>, predicate_type: &str, predicate: Json) -> PyResult<Vec<Statement>> {
        let made = py.detach(|| self.0.statements(predicate_type, predicate.as_str()));
        made.map(|all| all.into_iter().map(Statement::from).collect()).raise(py)
    }

    fn __repr__(&self) -> String {
        format!("<Subjects {}>", self.0.as_slice().len())
    }

    fn __hash__(&self) -> u64 {
        let each = self.0.as_slice().iter().map(|subject| (&subject.name, &subject.digests));
        crate::hash(&each.collect::<Vec<_>>())
    }
}

fn named(pair: &Bound<'_, PyAny>) -> PyResult<(String, sealwright::Digest)> {
    let (name, digest): (String, DigestArgument) = pair.extract()?;
    Ok((name, digest.read(pair.py())?))
}
