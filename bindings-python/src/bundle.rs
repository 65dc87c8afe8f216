use std::sync::Arc;

use pyo3::prelude::*;
use sealwright::{BundleContent, BundleError, DigestAlgorithms, JobBundle};

use crate::attestation::Attestation;
use crate::certificate::Certificate;
use crate::digest::Digest;
use crate::entry::LogEntry;
use crate::envelope::Envelope;
use crate::errors::Raise;
use crate::input::{Octets, Text};
use crate::timestamp::Timestamp;
use crate::word::{AlgorithmWord, BundleVersionWord};

/// A Sigstore bundle: a signature over an artifact or an attestation, and the evidence for it.
///
/// Whoever holds one knows that it is well-formed and contradicts itself nowhere; nothing in it is verified.
#[pyclass(frozen, from_py_object, module = "sealwright")]
#[derive(Clone)]
pub(crate) struct Bundle(pub(crate) Arc<sealwright::Bundle>);

impl From<sealwright::Bundle> for Bundle {
    fn from(bundle: sealwright::Bundle) -> Self {
        Self(Arc::new(bundle))
    }
}

/// A bundle as an argument: read already, alone or in an attestation, or its JSON.
#[derive(FromPyObject)]
pub(crate) enum BundleArgument {
    Read(Bundle),
    Attestation(Attestation),
    Json(Text),
}

impl BundleArgument {
    pub(crate) fn core(&self) -> JobBundle<'_> {
        match self {
            Self::Read(bundle) => JobBundle::Read(&bundle.0),
            Self::Attestation(read) => JobBundle::Read(read.0.bundle()),
            Self::Json(json) => JobBundle::Json(json),
        }
    }
}

/// Whose key signed: a certificate that carries it, or a hint at a key that the verifier knows from elsewhere.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Material {
    certificate: Option<Certificate>,
    chain: Vec<Certificate>,
    key_hint: Option<String>,
}

/// A signature over the artifact itself.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct MessageSignature {
    digest: Option<Digest>,
    signature: Vec<u8>,
}

/// The bundles of JSON lines, read one by one.
#[pyclass(name = "_BundleLines", module = "sealwright._sealwright")]
pub(crate) struct BundleLines {
    text: Text,
    at: usize,
    number: usize,
}

/// What is signed.
#[derive(IntoPyObject)]
enum Content {
    Message(MessageSignature),
    Envelope(Envelope),
}

#[pymethods]
impl Bundle {
    /// Reads a bundle of version 0.1, 0.2 or 0.3 in JSON (text or bytes), at most 16 MiB. Raises BundleError.
    #[staticmethod]
    fn from_json(py: Python<'_>, json: Text) -> PyResult<Self> {
        py.detach(|| sealwright::Bundle::from_json(&json)).map(Self::from).raise(py)
    }

    /// Reads JSON lines, one bundle in each; lines without anything are skipped.
    ///
    /// Lazily: each line is read when the iterator comes to it. A BundleError says in which line it is, and the lines
    /// after it can still be read.
    #[staticmethod]
    fn from_json_lines(lines: Text) -> BundleLines {
        BundleLines { text: lines, at: 0, number: 0 }
    }

    /// The version of the format: `0.1`, `0.2` or `0.3`; `assembled`, if it was put together of what was published
    /// otherwise.
    #[getter]
    fn version(&self) -> BundleVersionWord {
        self.0.version().into()
    }

    /// Whose key signed.
    #[getter]
    fn material(&self) -> Material {
        match self.0.material() {
            sealwright::Material::Certificate { leaf, chain } => Material {
                certificate: Some(Certificate(leaf.clone())),
                chain: chain.iter().cloned().map(Certificate).collect(),
                key_hint: None,
            },
            sealwright::Material::PublicKey { hint } => {
                Material { certificate: None, chain: Vec::new(), key_hint: hint.clone() }
            }
        }
    }

    /// What is signed: the artifact itself, or an attestation in an envelope.
    #[getter]
    fn content(&self) -> Content {
        match self.0.content() {
            BundleContent::Message { digest, signature } => {
                Content::Message(MessageSignature { digest: digest.map(Digest), signature: signature.clone() })
            }
            BundleContent::Envelope(envelope) => Content::Envelope(Envelope(envelope.clone())),
        }
    }

    /// The entries of transparency logs, 32 at most.
    #[getter]
    fn log_entries(&self) -> Vec<LogEntry> {
        self.0.log_entries().iter().cloned().map(LogEntry).collect()
    }

    /// The RFC 3161 timestamps over the signature, 32 at most.
    #[getter]
    fn timestamps(&self) -> Vec<Timestamp> {
        self.0.timestamps().iter().cloned().map(Timestamp).collect()
    }

    /// The one signature.
    #[getter]
    fn signature(&self) -> Octets<&[u8]> {
        Octets(self.0.signature())
    }

    /// Which digests of an artifact the bundle speaks of, for `Artifact.from_path`; `["sha256"]` if it does not say.
    #[getter]
    fn digest_algorithms(&self) -> Vec<AlgorithmWord> {
        let algorithms: DigestAlgorithms = self.0.digest_algorithms();
        algorithms.iter().map(AlgorithmWord::from).collect()
    }

    fn __repr__(&self) -> String {
        let content = match self.0.content() {
            BundleContent::Message { .. } => "a signature over an artifact".to_owned(),
            BundleContent::Envelope(envelope) => sealwright::escape(envelope.payload_type()).into_owned(),
        };
        format!("<Bundle {}: {content}, {} log entries>", self.0.version(), self.0.log_entries().len())
    }
}

#[pymethods]
impl BundleLines {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&mut self, py: Python<'_>) -> PyResult<Option<Bundle>> {
        loop {
            let Some(rest) = self.text.get(self.at..).filter(|rest| !rest.is_empty()) else { return Ok(None) };
            let line = rest.split(|c| *c == b'\n').next().unwrap_or_default();
            self.at = self.at.saturating_add(line.len()).saturating_add(1);
            self.number = self.number.saturating_add(1);
            let number = self.number;
            if line.trim_ascii().is_empty() {
                continue;
            }
            let read = py.detach(|| sealwright::Bundle::from_json(line));
            let read = read.map_err(|source| BundleError::Line { number, source: Box::new(source) });
            return read.map(|bundle| Some(Bundle::from(bundle))).raise(py);
        }
    }
}

#[pymethods]
impl Material {
    /// The signer's certificate, if that carries the key.
    #[getter]
    fn certificate(&self) -> Option<Certificate> {
        self.certificate.clone()
    }

    /// Certificates that may lead from it to an authority; none of them is trusted, none is a root.
    #[getter]
    fn chain(&self) -> Vec<Certificate> {
        self.chain.clone()
    }

    /// Which key it may be, where there is no certificate: unauthenticated.
    #[getter]
    fn key_hint(&self) -> Option<&str> {
        self.key_hint.as_deref()
    }

    fn __repr__(&self) -> String {
        match (&self.certificate, &self.key_hint) {
            (Some(leaf), _) => format!("<Material {}>", sealwright::escape(&leaf.0.to_string())),
            (None, hint) => format!("<Material a key, hint {:?}>", hint.as_deref().unwrap_or_default()),
        }
    }
}

#[pymethods]
impl MessageSignature {
    /// The artifact's digest as the signer names it: it identifies, it proves nothing.
    #[getter]
    fn digest(&self) -> Option<Digest> {
        self.digest
    }

    /// The signature.
    #[getter]
    fn signature(&self) -> Octets<&[u8]> {
        Octets(&self.signature)
    }

    fn __repr__(&self) -> String {
        let digest = self.digest.map_or_else(|| "what it does not name".to_owned(), |digest| digest.0.to_string());
        format!("<MessageSignature over {digest}>")
    }
}
