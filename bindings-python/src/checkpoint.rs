use pyo3::prelude::*;
use sealwright::Sha256;

use crate::errors::Raise;
use crate::hash32::Node;
use crate::input::{Buffer, Octets};
use crate::log::{Log, Witness};
use crate::time::Time;

/// A checkpoint: what a log signed about its tree at one time (C2SP tlog-checkpoint).
///
/// Parsed is not verified: `verify` tells whether a log signed it.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Checkpoint(pub(crate) sealwright::Checkpoint);

/// The size of a log, in leaves, and its root hash (32 bytes) at one time.
#[pyclass(frozen, eq, from_py_object, module = "sealwright")]
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct TreeHead(pub(crate) sealwright::TreeHead);

#[pymethods]
impl Checkpoint {
    /// Reads a checkpoint with its signatures: at most 64 KiB and 64 signature lines, newlines as they are. Raises
    /// LogError.
    #[staticmethod]
    fn parse(py: Python<'_>, note: &str) -> PyResult<Self> {
        sealwright::Checkpoint::parse(note).map(Self).raise(py)
    }

    /// Which log (and which of its trees) the checkpoint says it is of.
    #[getter]
    fn origin(&self) -> &str {
        self.0.origin()
    }

    /// The size and root hash of the tree.
    #[getter]
    fn head(&self) -> TreeHead {
        TreeHead(self.0.head())
    }

    /// The whole text, signatures included.
    #[getter]
    fn text(&self) -> &str {
        self.0.as_str()
    }

    /// The lines between the root hash and the signatures.
    #[getter]
    fn extensions(&self) -> Vec<&str> {
        self.0.extensions().collect()
    }

    /// The names on the signature lines; nobody has verified them.
    #[getter]
    fn claimed_signers(&self) -> Vec<&str> {
        self.0.claimed_signers().collect()
    }

    /// Checks that the checkpoint is one of this log and that the log signed it; raises LogError.
    ///
    /// Signatures by other keys are ignored; one by the log's key that does not verify is an error.
    fn verify(&self, py: Python<'_>, log: &Log) -> PyResult<()> {
        py.detach(|| self.0.verify(&log.0)).raise(py)
    }

    /// When a witness saw this tree as one that grew from all it had seen before; None without its cosignature.
    ///
    /// A cosignature by the witness's key that does not verify is a LogError.
    fn cosigned_by(&self, py: Python<'_>, witness: &Witness) -> PyResult<Option<Time>> {
        py.detach(|| self.0.cosigned_by(&witness.0)).map(|time| time.map(Time)).raise(py)
    }

    fn __str__(&self) -> &str {
        self.0.as_str()
    }

    fn __repr__(&self) -> String {
        format!("<Checkpoint {}, {}>", sealwright::escape(self.0.origin()), self.0.head())
    }
}

#[pymethods]
impl TreeHead {
    #[new]
    fn new(size: u64, root: Node) -> Self {
        Self(sealwright::TreeHead { size, root: Sha256(root.0) })
    }

    /// Leaves in the tree.
    #[getter]
    fn size(&self) -> u64 {
        self.0.size
    }

    /// The Merkle tree hash, RFC 6962 section 2.1.
    #[getter]
    fn root(&self) -> Octets<&[u8; 32]> {
        Octets(&self.0.root.0)
    }

    fn __repr__(&self) -> String {
        format!("<TreeHead {}>", self.0)
    }

    fn __hash__(&self) -> u64 {
        crate::hash(&(self.0.size, self.0.root))
    }
}

fn proof(hashes: Vec<Node>) -> Vec<[u8; 32]> {
    hashes.into_iter().map(|hash| hash.0).collect()
}

/// RFC 6962 section 2.1: the hash of a leaf is SHA-256(0x00 || entry).
#[pyfunction]
pub(crate) fn leaf_hash(py: Python<'_>, entry: Buffer) -> Octets<[u8; 32]> {
    Octets(py.detach(|| sealwright::leaf_hash(&entry)).0)
}

/// The root that an inclusion proof leads to; the caller compares it with one that a log signed. Raises LogError if the
/// proof is not one for that leaf in a tree of that size.
///
/// `proof` lists the siblings from the leaf upwards, 32 bytes each.
#[pyfunction]
#[pyo3(name = "root_from_inclusion")]
pub(crate) fn root_from_inclusion(
    py: Python<'_>,
    leaf: Node,
    index: u64,
    size: u64,
    proof: Vec<Node>,
) -> PyResult<Octets<[u8; 32]>> {
    let root = sealwright::root_from_inclusion(Sha256(leaf.0), index, size, &self::proof(proof));
    root.map(|root| Octets(root.0)).raise(py)
}

/// Checks that a leaf is in the tree of that size and root; raises LogError.
#[pyfunction]
pub(crate) fn verify_inclusion(
    py: Python<'_>,
    leaf: Node,
    index: u64,
    size: u64,
    proof: Vec<Node>,
    root: Node,
) -> PyResult<()> {
    sealwright::verify_inclusion(Sha256(leaf.0), index, size, &self::proof(proof), Sha256(root.0)).raise(py)
}

/// Checks that the later tree has every leaf of the earlier one, in its place; raises LogError.
#[pyfunction]
pub(crate) fn verify_consistency(
    py: Python<'_>,
    earlier: TreeHead,
    later: TreeHead,
    proof: Vec<Node>,
) -> PyResult<()> {
    sealwright::verify_consistency(&earlier.0, &later.0, &self::proof(proof)).raise(py)
}
