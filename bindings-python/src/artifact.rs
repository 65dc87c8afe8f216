use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use sealwright::{Code, DigestAlgorithms};
use sealwright_bindings::{Class, Failure};

use crate::digest::{Digest, DigestArgument, digests};
use crate::errors::Raise;
use crate::input::{Buffer, Octets};
use crate::reading::{self, Readable, Stop};
use crate::word::AlgorithmOption;

/// A software artifact: a name for people, and the digests by which evidence speaks of it.
///
/// Bytes that are in memory are kept, so any digest can be taken of them when evidence asks for it. A file is streamed
/// once and only its digests are kept; `Bundle.digest_algorithms` says which a bundle speaks of.
#[pyclass(frozen, from_py_object, module = "sealwright")]
#[derive(Clone)]
pub(crate) struct Artifact(pub(crate) sealwright::Artifact);

#[pymethods]
impl Artifact {
    /// An artifact known by one digest: a `Digest`, or text such as `sha256:HEX`.
    #[staticmethod]
    fn from_digest(py: Python<'_>, digest: DigestArgument) -> PyResult<Self> {
        Ok(Self(sealwright::Artifact::from_digest(digest.read(py)?)))
    }

    /// An artifact known by several digests of the same bytes; the last of an algorithm counts.
    #[staticmethod]
    fn from_digests(py: Python<'_>, digests: Vec<DigestArgument>) -> PyResult<Self> {
        let digests: Vec<_> = digests.iter().map(|digest| digest.read(py)).collect::<PyResult<_>>()?;
        Ok(Self(sealwright::Artifact::from_digests(digests)))
    }

    /// An artifact that is known only by a digest which cannot be computed here, for example a `gce_image_id`: it is
    /// compared with those of a statement's subjects, as text. A DigestError for the algorithms of `Digest`, and if
    /// either is empty.
    ///
    /// Only a statement can be verified about it, and rules that name a digest do not know it.
    #[staticmethod]
    fn from_foreign_digest(py: Python<'_>, algorithm: &str, value: &str) -> PyResult<Self> {
        let artifact = sealwright::Artifact::from_foreign_digest(algorithm, value);
        artifact.map(Self).ok_or_else(|| not_foreign(algorithm)).raise(py)
    }

    /// An artifact in memory; its bytes are copied once and kept.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, data: Buffer) -> Self {
        Self(py.detach(|| sealwright::Artifact::from_bytes(Arc::<[u8]>::from(&*data))))
    }

    /// A file, streamed once; the named digests are taken of it, SHA-256 if none is named.
    ///
    /// Other Python threads run meanwhile, and Ctrl-C interrupts it. A file that cannot be read is an OSError.
    #[staticmethod]
    #[pyo3(signature = (path, algorithms=None))]
    fn from_path(py: Python<'_>, path: PathBuf, algorithms: Option<Vec<AlgorithmOption>>) -> PyResult<Self> {
        reading::path(py, &path, set(algorithms), &Stop::new()).map(Self)
    }

    /// A binary file object, or anything with such a `read(size)`, streamed once to its end from where it stands.
    ///
    /// What its `read` raises is raised here.
    #[staticmethod]
    #[pyo3(signature = (file, algorithms=None))]
    fn from_file(py: Python<'_>, file: Readable, algorithms: Option<Vec<AlgorithmOption>>) -> PyResult<Self> {
        reading::file(py, file, set(algorithms)).map(Self)
    }

    /// The same artifact under a name that verdicts show.
    fn named(&self, name: &str) -> Self {
        Self(self.0.clone().named(name))
    }

    /// The name that verdicts show.
    #[getter]
    fn name(&self) -> Option<&str> {
        self.0.name()
    }

    /// The digest of that algorithm: known, or taken now if the bytes are in memory; otherwise None.
    fn digest(&self, py: Python<'_>, algorithm: AlgorithmOption) -> Option<Digest> {
        py.detach(|| self.0.digest(algorithm.0)).map(Digest)
    }

    /// The digests that are known.
    #[getter]
    fn digests(&self) -> Vec<Digest> {
        digests(self.0.digests())
    }

    /// Algorithm and value, if that is all that is known: see `from_foreign_digest`.
    #[getter]
    fn foreign_digest(&self) -> Option<(&str, &str)> {
        self.0.foreign_digest()
    }

    /// The bytes, if they are in memory.
    #[getter]
    fn content(&self) -> Option<Octets<&[u8]>> {
        self.0.content().map(Octets)
    }

    fn __repr__(&self) -> String {
        let digests: Vec<_> = self.0.digests().map(|digest| digest.to_string()).collect();
        let name = self.0.name().map(|name| format!("{} ", sealwright::escape(name)));
        format!("<Artifact {}{}>", name.unwrap_or_default(), digests.join(" "))
    }
}

fn not_foreign(algorithm: &str) -> Failure {
    let mut failure = Failure::option("the algorithm of a foreign digest", algorithm, "one that Digest does not have");
    failure.class = Class::Digest;
    failure.check.code = Code::SubjectDigest;
    failure.check.message = Some("this is no foreign digest".into());
    failure
}

/// The algorithms as a set; SHA-256 without any.
pub(crate) fn set(algorithms: Option<Vec<AlgorithmOption>>) -> DigestAlgorithms {
    let named = algorithms.unwrap_or_default();
    if named.is_empty() {
        return DigestAlgorithms::SHA256;
    }
    named.into_iter().fold(DigestAlgorithms::default(), |set, algorithm| set.with(algorithm.0))
}
