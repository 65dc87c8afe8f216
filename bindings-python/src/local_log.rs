use std::path::PathBuf;

use pyo3::prelude::*;
use sealwright::local;

use crate::checkpoint::TreeHead;
use crate::errors::Raise;
use crate::input::{Buffer, Octets};
use crate::local::directory;

/// The log of a local authority, read without its keys, without its lock and without writing anything.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct LocalLog(local::LocalLog);

/// That an entry is in the log.
#[pyclass(frozen, eq, module = "sealwright")]
#[derive(PartialEq, Eq)]
pub(crate) struct LocalProof(local::LocalProof);

#[pymethods]
impl LocalLog {
    /// The log of the authority in a directory, or of this user's own. Raises LocalError if there is none.
    #[staticmethod]
    #[pyo3(signature = (directory=None))]
    fn open(py: Python<'_>, directory: Option<PathBuf>) -> PyResult<Self> {
        let directory = self::directory(py, directory)?;
        py.detach(|| local::LocalLog::open(directory)).map(Self).raise(py)
    }

    /// The published checkpoint, a signed note; its signature is verified. Raises LocalError.
    fn checkpoint(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| self.0.checkpoint()).raise(py)
    }

    /// How many entries the published checkpoint covers, and their root. Raises LocalError.
    fn head(&self, py: Python<'_>) -> PyResult<TreeHead> {
        py.detach(|| self.0.head()).map(TreeHead).raise(py)
    }

    /// The entry with this index, from 0 on: a canonical body (`hashedrekord` 0.0.2). Raises LocalError.
    fn entry(&self, py: Python<'_>, index: u64) -> PyResult<Octets<Vec<u8>>> {
        py.detach(|| self.0.entry(index)).map(Octets).raise(py)
    }

    /// Proves that the entry with this index is in the log, up to the root that the log signed. Raises LocalError.
    fn inclusion_proof(&self, py: Python<'_>, index: u64) -> PyResult<LocalProof> {
        py.detach(|| self.0.inclusion_proof(index)).map(LocalProof).raise(py)
    }

    /// Proves that the log once had these entries, one at least, and no others: the published tree and the hashes for
    /// `verify_consistency`. Raises LocalError.
    fn consistency_proof(&self, py: Python<'_>, earlier: u64) -> PyResult<(TreeHead, Vec<Octets<[u8; 32]>>)> {
        let (head, hashes) = py.detach(|| self.0.consistency_proof(earlier)).raise(py)?;
        Ok((TreeHead(head), hashes.into_iter().map(Octets).collect()))
    }

    fn __repr__(&self) -> &'static str {
        "<LocalLog>"
    }
}

#[pymethods]
impl LocalProof {
    /// The entry's index, from 0 on.
    #[getter]
    fn index(&self) -> u64 {
        self.0.index
    }

    /// The tree in which it is.
    #[getter]
    fn head(&self) -> TreeHead {
        TreeHead(self.0.head)
    }

    /// Its siblings, from the leaf upwards (RFC 6962 section 2.1.1), 32 bytes each.
    #[getter]
    fn hashes(&self) -> Vec<Octets<[u8; 32]>> {
        self.0.hashes.iter().copied().map(Octets).collect()
    }

    /// The signed checkpoint of that tree (C2SP tlog-checkpoint).
    #[getter]
    fn checkpoint(&self) -> &str {
        &self.0.checkpoint
    }

    /// Whether it is about this entry; raises LogError if it is not.
    fn verify(&self, py: Python<'_>, entry: Buffer) -> PyResult<()> {
        self.0.verify(&entry).raise(py)
    }

    fn __repr__(&self) -> String {
        format!("<LocalProof of entry {} of {}>", self.0.index, self.0.head.size)
    }

    fn __hash__(&self) -> u64 {
        crate::hash(&(self.0.index, &self.0.checkpoint))
    }
}
