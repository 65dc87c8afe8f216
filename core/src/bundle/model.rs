use super::error::BundleError;
use super::form;
use super::limits::MAX_BUNDLE;
use super::stranger::Stranger;
use super::{build, wire};
use crate::crypto::Scheme;
use crate::digest::{Digest, DigestAlgorithm, DigestAlgorithms};
use crate::dsse::{Envelope, EnvelopeSignature};
use crate::intoto::Statement;
use crate::timestamp::Timestamp;
use crate::tlog::LogEntry;
use crate::x509::Certificate;

/// A Sigstore bundle: a signature over an artifact or an attestation, and the evidence for it.
///
/// Whoever holds one knows that it is well-formed and contradicts itself nowhere; nothing in it is verified.
#[derive(Debug)]
pub struct Bundle {
    pub(super) version: BundleVersion,
    pub(super) material: Material,
    pub(super) content: Content,
    pub(super) log_entries: Vec<LogEntry>,
    pub(super) timestamps: Vec<Timestamp>,
}

/// The version of the bundle format.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[non_exhaustive]
pub enum BundleVersion {
    /// Certificate chain or key; each log entry has the log's promise.
    V0_1,
    /// Certificate chain or key; each log entry has an inclusion proof.
    V0_2,
    /// One certificate or key; each log entry has an inclusion proof.
    V0_3,
}

/// Whose key signed.
#[derive(Debug)]
pub enum Material {
    /// A certificate carries the key.
    Certificate {
        /// The signer's certificate.
        leaf: Certificate,
        /// Certificates that may lead from it to an authority; none of them is trusted, none is a root.
        chain: Vec<Certificate>,
    },
    /// The key is known to the verifier from elsewhere.
    PublicKey {
        /// Which key it may be: unauthenticated.
        hint: Option<String>,
    },
}

/// What is signed.
#[derive(Debug)]
pub enum Content {
    /// The artifact itself.
    Message {
        /// Its digest as the signer names it: it identifies, it proves nothing.
        digest: Option<Digest>,
        /// The signature.
        signature: Vec<u8>,
    },
    /// An attestation about artifacts, in an envelope with exactly one signature.
    Envelope(Envelope),
}

impl Bundle {
    /// Reads a bundle of version 0.1, 0.2 or 0.3 in JSON, at most 16 MiB.
    pub fn from_json(json: &[u8]) -> Result<Self, BundleError> {
        let text = form::utf8(json, MAX_BUNDLE)?;
        let read = form::message::<wire::Bundle<'_>>(text).map_err(BundleError::from).and_then(|w| build::bundle(&w));
        // What it is instead tells more than the first field that is odd about it.
        read.map_err(|error| match error {
            BundleError::Form(_) | BundleError::MediaType { .. } => {
                Stranger::recognize(text).map_or(error, BundleError::NotABundle)
            }
            error => error,
        })
    }

    /// Reads JSON lines, one bundle in each; lines without anything are skipped.
    ///
    /// Lazily: each line is read when the iterator comes to it. An error says in which line it is, and the lines after
    /// it can still be read.
    pub fn from_json_lines(lines: &[u8]) -> impl Iterator<Item = Result<Self, BundleError>> + '_ {
        let numbered = lines.split(|c| *c == b'\n').zip(1..);
        numbered.filter(|(line, _)| !line.trim_ascii().is_empty()).map(|(line, number)| {
            Self::from_json(line).map_err(|source| BundleError::Line { number, source: Box::new(source) })
        })
    }

    /// An envelope that a key signed, with one of its signatures and no other evidence.
    pub(crate) fn of_key_signature(envelope: &Envelope, signature: &EnvelopeSignature) -> Option<Self> {
        let alone =
            Envelope::new(envelope.payload_type(), envelope.payload().to_vec(), vec![signature.clone()]).ok()?;
        Some(Self {
            version: BundleVersion::V0_3,
            material: Material::PublicKey { hint: signature.key_id().map(str::to_owned) },
            content: Content::Envelope(alone),
            log_entries: Vec::new(),
            timestamps: Vec::new(),
        })
    }

    /// The version of the format.
    pub fn version(&self) -> BundleVersion {
        self.version
    }

    /// Whose key signed.
    pub fn material(&self) -> &Material {
        &self.material
    }

    /// What is signed.
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// The entries of transparency logs, 32 at most.
    pub fn log_entries(&self) -> &[LogEntry] {
        &self.log_entries
    }

    /// The RFC 3161 timestamps over the signature, 32 at most.
    pub fn timestamps(&self) -> &[Timestamp] {
        &self.timestamps
    }

    /// The one signature.
    pub fn signature(&self) -> &[u8] {
        match &self.content {
            Content::Message { signature, .. } => signature,
            Content::Envelope(envelope) => envelope.signatures().first().map_or(&[], |s| s.signature()),
        }
    }

    /// Which digests of an artifact the bundle speaks of; SHA-256 if it does not say.
    ///
    /// For `Artifact::from_path_with`, so that a large file is read once.
    pub fn digest_algorithms(&self) -> DigestAlgorithms {
        let mut algorithms = DigestAlgorithms::default();
        match &self.content {
            Content::Message { digest, .. } => {
                algorithms = digest.iter().fold(algorithms, |set, digest| set.with(digest.algorithm()));
                let scheme = self.leaf().and_then(|leaf| leaf.public_key().ok()).map(|key| Scheme::of(key.kind()));
                algorithms = scheme.and_then(Scheme::digest).into_iter().fold(algorithms, DigestAlgorithms::with);
            }
            Content::Envelope(envelope) => {
                if let Ok(statement) = Statement::from_payload(envelope.payload()) {
                    let digests = statement.subjects().flat_map(|subject| subject.known_digests());
                    algorithms = digests.fold(algorithms, |set, digest| set.with(digest.algorithm()));
                }
            }
        }
        if algorithms == DigestAlgorithms::default() { algorithms.with(DigestAlgorithm::Sha256) } else { algorithms }
    }

    /// The signer's certificate, unless a key signed that is known from elsewhere.
    pub(crate) fn leaf(&self) -> Option<&Certificate> {
        match &self.material {
            Material::Certificate { leaf, .. } => Some(leaf),
            Material::PublicKey { .. } => None,
        }
    }
}

/// `0.3`.
impl std::fmt::Display for BundleVersion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::V0_1 => "0.1",
            Self::V0_2 => "0.2",
            Self::V0_3 => "0.3",
        })
    }
}
