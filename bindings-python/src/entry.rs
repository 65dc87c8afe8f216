use pyo3::prelude::*;
use sealwright::EntryVerifier;

use crate::certificate::Certificate;
use crate::checkpoint::{Checkpoint, TreeHead};
use crate::digest::Digest;
use crate::errors::Raise;
use crate::evidence::Signer;
use crate::input::{Buffer, Octets};
use crate::key::PublicKey;
use crate::time::Time;
use crate::word::{EntryKindOption, EntryKindWord};

/// One entry of a transparency log as a bundle has it: read and in agreement with itself, not yet verified.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct LogEntry(pub(crate) sealwright::LogEntry);

/// What a log entry says was signed, by whom, with what signature. What a kind of entry does not say is None.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct EntryBody(sealwright::EntryBody);

/// A proof that a leaf is in a tree, and what the log signed about that tree.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct InclusionProof(sealwright::InclusionProof);

#[pymethods]
impl LogEntry {
    /// The entry's index in the log. For Rekor v1 it counts over all trees of the log and only the promise binds it;
    /// for Rekor v2 it is the index in the tree.
    #[getter]
    fn index(&self) -> u64 {
        self.0.index()
    }

    /// Which log the entry says it is in, in base64.
    #[getter]
    fn log_id(&self) -> String {
        self.0.log_id().to_string()
    }

    /// Kind and version, such as `hashedrekord/0.0.1`.
    #[getter]
    fn kind(&self) -> EntryKindWord {
        self.0.kind().into()
    }

    /// What the entry is about.
    #[getter]
    fn body(&self) -> EntryBody {
        EntryBody(self.0.body().clone())
    }

    /// The bytes that the log hashed and signed.
    #[getter]
    fn canonical_body(&self) -> Octets<&[u8]> {
        Octets(self.0.canonical_body())
    }

    /// When the log says it took the entry, in UTC; no time for any check unless the promise verifies.
    #[getter]
    fn claimed_time(&self) -> Option<Time> {
        self.0.claimed_time().map(Time)
    }

    /// The log's promise (signed entry timestamp), as it is in the bundle.
    #[getter]
    fn promise(&self) -> Option<Octets<&[u8]>> {
        self.0.promise().map(Octets)
    }

    /// The inclusion proof.
    #[getter]
    fn proof(&self) -> Option<InclusionProof> {
        self.0.proof().cloned().map(InclusionProof)
    }

    /// The digest that was signed, where the entry names one; its algorithm is the one to take of the artifact.
    #[getter]
    fn signed_digest(&self) -> Option<Digest> {
        self.0.signed_digest().map(Digest)
    }

    fn __repr__(&self) -> String {
        format!("<LogEntry {} of {}, {}>", self.0.index(), self.0.log_id(), self.0.kind())
    }
}

#[pymethods]
impl EntryBody {
    /// Reads the canonicalized body of an entry of that kind; that a log has it is not checked. Raises LogError.
    #[staticmethod]
    fn parse(py: Python<'_>, kind: EntryKindOption, body: Buffer) -> PyResult<Self> {
        sealwright::EntryBody::parse(kind.0, &body).map(Self).raise(py)
    }

    /// Which kind it is, such as `hashedrekord/0.0.1`.
    #[getter]
    fn kind(&self) -> EntryKindWord {
        self.0.kind().into()
    }

    /// The digest that was signed, of the artifact or of an envelope's PAE (`hashedrekord`).
    #[getter]
    fn digest(&self) -> Option<Digest> {
        match &self.0 {
            sealwright::EntryBody::HashedRekord(entry) => Some(Digest(entry.digest())),
            _ => None,
        }
    }

    /// The digest of the envelope's payload (`dsse`, `intoto`).
    #[getter]
    fn payload_hash(&self) -> Option<Digest> {
        match &self.0 {
            sealwright::EntryBody::Dsse(entry) => Some(Digest(entry.payload_hash())),
            sealwright::EntryBody::Intoto(entry) => Some(Digest(entry.payload_hash())),
            sealwright::EntryBody::IntotoV001(entry) => Some(Digest(entry.payload_hash())),
            _ => None,
        }
    }

    /// The digest of the envelope as the log was given it (`dsse`, `intoto`); it binds nothing, and nobody checks it.
    #[getter]
    fn envelope_hash(&self) -> Option<Digest> {
        match &self.0 {
            sealwright::EntryBody::Dsse(entry) => Some(Digest(entry.envelope_hash())),
            sealwright::EntryBody::Intoto(entry) => Some(Digest(entry.envelope_hash())),
            sealwright::EntryBody::IntotoV001(entry) => Some(Digest(entry.envelope_hash())),
            _ => None,
        }
    }

    /// What the envelope says that its payload is (`intoto`).
    #[getter]
    fn payload_type(&self) -> Option<&str> {
        match &self.0 {
            sealwright::EntryBody::Intoto(entry) => Some(entry.payload_type()),
            _ => None,
        }
    }

    /// The signature that was logged; None for `intoto/0.0.1`, which names it by the digest of its envelope.
    #[getter]
    fn signature(&self) -> Option<Octets<&[u8]>> {
        self.0.signature().map(Octets)
    }

    /// The certificate or key that was logged. Raises CertificateError or PublicKeyError if it is none.
    #[getter]
    fn verifier(&self, py: Python<'_>) -> PyResult<Option<Signer>> {
        match self.0.verifier() {
            EntryVerifier::Certificate(der) => {
                let read = sealwright::Certificate::from_der(der.as_slice());
                Ok(Some(Signer::Certificate(Certificate(read.raise(py)?))))
            }
            EntryVerifier::Key(spki) => {
                let read = sealwright::PublicKey::from_spki_der(spki.as_slice());
                Ok(Some(Signer::Key(PublicKey(read.raise(py)?))))
            }
            _ => Ok(None),
        }
    }

    fn __repr__(&self) -> String {
        format!("<EntryBody {} by {}>", self.0.kind(), self.0.verifier())
    }
}

#[pymethods]
impl InclusionProof {
    /// The entry's index in its tree.
    #[getter]
    fn index(&self) -> u64 {
        self.0.index()
    }

    /// The tree that it is in; the checkpoint, if there is one, speaks of the same.
    #[getter]
    fn head(&self) -> TreeHead {
        TreeHead(self.0.head())
    }

    /// The siblings on the path from the leaf to the root, 32 bytes each.
    #[getter]
    fn hashes(&self) -> Vec<Octets<&[u8; 32]>> {
        self.0.hashes().iter().map(Octets).collect()
    }

    /// What the log signed about the tree; a proof without it proves nothing.
    #[getter]
    fn checkpoint(&self) -> Option<Checkpoint> {
        self.0.checkpoint().cloned().map(Checkpoint)
    }

    fn __repr__(&self) -> String {
        format!("<InclusionProof of {} in {}>", self.0.index(), self.0.head())
    }
}
