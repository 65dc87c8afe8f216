//! What bundle to make, for tests of verifiers.

mod certificate;
mod fault;
mod log;
mod stamp;

pub use fault::Fault;
pub use log::Part;
pub use stamp::Stamp;

use serde_json::{Value, json};

use super::authority::Authority;
use super::bundle::MediaType;
use super::entry::EntryType;
use super::envelope::IN_TOTO;
use super::extension::{CODE_SIGNING, DIGITAL_SIGNATURE, Extension, San};
use super::log::LogStyle;
use crate::crypto::sign::PrivateKey;
use crate::crypto::{KeyKind, Scheme};
use crate::digest::{Digest, DigestAlgorithm};
use crate::time::{UnixTime, Validity};

/// 2026-01-01T00:00:00Z, when all that a recipe makes is made, unless it says otherwise.
pub const BASE_TIME: UnixTime = UnixTime::from_secs(1_767_225_600);

/// Seconds after [`BASE_TIME`].
pub(super) fn after(seconds: i64) -> UnixTime {
    UnixTime::from_secs(BASE_TIME.secs() + seconds)
}

/// What bundle to make, for tests of verifiers.
///
/// As it stands it makes a right one of version 0.3: a P-256 key with a Fulcio certificate for `signer@example.com`
/// (issuer `https://accounts.example.com`) and one SCT, logged with Rekor v1 with a promise and a proof in a tree of
/// twelve. The certificate is valid for ten minutes from [`BASE_TIME`]; the entry is 5 seconds younger than that, and a
/// timestamp (there is one with Rekor v2) 6 seconds.
#[derive(Clone, Debug)]
pub struct Recipe {
    pub(super) content: Content,
    pub(super) digest: Option<DigestAlgorithm>,
    pub(super) message_digest: bool,
    pub(super) key: Key,
    pub(super) scheme: Option<Scheme>,
    pub(super) managed: Option<Option<String>>,
    pub(super) key_id: Option<String>,
    pub(super) media_type: MediaType,
    pub(super) chain: Chain,
    pub(super) leaf: Leaf,
    pub(super) permitted: Option<San>,
    pub(super) intermediates: usize,
    pub(super) intermediate_in_root: bool,
    pub(super) scts: Vec<usize>,
    pub(super) sct_time: Option<UnixTime>,
    pub(super) sct_extensions: Vec<u8>,
    pub(super) entry: Option<EntryType>,
    pub(super) logs: Vec<(LogStyle, usize)>,
    pub(super) log_key: Option<KeyKind>,
    pub(super) promise: Option<bool>,
    pub(super) proof: bool,
    pub(super) integrated_time: UnixTime,
    pub(super) neighbours: (u64, u64),
    pub(super) witnesses: usize,
    pub(super) repeat_entry: bool,
    pub(super) foreign_envelope: bool,
    pub(super) timestamps: Option<Vec<Stamp>>,
    pub(super) timestamp_key: Option<KeyKind>,
    pub(super) timestamp_leaf_in_root: bool,
    pub(super) windows: Vec<(Part, Validity)>,
    pub(super) without: Vec<Part>,
    pub(super) beside: Vec<Authority>,
    pub(super) logged_by: Option<Authority>,
    pub(super) stamped_by: Option<Authority>,
    pub(super) promised_by: Option<Authority>,
    pub(super) faults: Vec<Fault>,
}

/// What is signed.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Message(Vec<u8>),
    Envelope { artifact: Vec<u8>, payload_type: String, payload: Payload },
}

#[derive(Clone, Debug)]
pub(super) enum Payload {
    Raw(Vec<u8>),
    Statement { statement_type: String, subjects: Vec<(String, Vec<Digest>)>, predicate_type: String, predicate: Value },
}

#[derive(Clone, Debug)]
pub(super) enum Key {
    Fresh(KeyKind),
    Given(PrivateKey),
}

/// Which certificates a bundle carries.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Chain {
    /// As the version has it: the certificate alone in v0.3, leaf and intermediate before it.
    Usual,
    /// `certificate`, whatever the version.
    Certificate,
    /// `x509CertificateChain` with the leaf alone.
    Leaf,
    /// `x509CertificateChain` up to the intermediate.
    Intermediate,
    /// `x509CertificateChain` up to the root, which does not belong there.
    Root,
}

/// What the signer's certificate says.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    pub(super) identities: Vec<San>,
    pub(super) claims: Vec<(u8, String)>,
    pub(super) validity: Validity,
    pub(super) usages: Vec<Vec<u64>>,
    pub(super) key_usage: Vec<u8>,
    pub(super) extensions: Vec<Extension>,
}

impl Recipe {
    /// A signature over these bytes.
    pub fn message(artifact: impl Into<Vec<u8>>) -> Self {
        Self::of(Content::Message(artifact.into()))
    }

    /// An attestation: an envelope with a statement about these bytes (subject `artifact`, SLSA provenance v1).
    pub fn statement(artifact: impl Into<Vec<u8>>) -> Self {
        let artifact = artifact.into();
        let subjects = vec![("artifact".to_owned(), vec![DigestAlgorithm::Sha256.digest(&artifact)])];
        let predicate = json!({
            "buildDefinition": { "buildType": "https://example.com/build", "externalParameters": {} },
            "runDetails": { "builder": { "id": "https://example.com/builder" } },
        });
        let payload = Payload::Statement {
            statement_type: "https://in-toto.io/Statement/v1".to_owned(),
            subjects,
            predicate_type: "https://slsa.dev/provenance/v1".to_owned(),
            predicate,
        };
        Self::of(Content::Envelope { artifact, payload_type: IN_TOTO.to_owned(), payload })
    }

    fn of(content: Content) -> Self {
        let issuer = "https://accounts.example.com";
        Self {
            content,
            digest: None,
            message_digest: true,
            key: Key::Fresh(KeyKind::EcdsaP256),
            scheme: None,
            managed: None,
            key_id: None,
            media_type: MediaType::V03,
            chain: Chain::Usual,
            leaf: Leaf {
                identities: vec![San::Email("signer@example.com".to_owned())],
                claims: vec![(1, issuer.to_owned()), (8, issuer.to_owned())],
                validity: Validity { start: BASE_TIME, end: Some(after(600)) },
                usages: vec![CODE_SIGNING.to_vec()],
                key_usage: vec![DIGITAL_SIGNATURE],
                extensions: Vec::new(),
            },
            permitted: None,
            intermediates: 1,
            intermediate_in_root: true,
            scts: vec![0],
            sct_time: None,
            sct_extensions: Vec::new(),
            entry: None,
            logs: vec![(LogStyle::V1, 0)],
            log_key: None,
            promise: None,
            proof: true,
            integrated_time: after(5),
            neighbours: (7, 4),
            witnesses: 0,
            repeat_entry: false,
            foreign_envelope: false,
            timestamps: None,
            timestamp_key: None,
            timestamp_leaf_in_root: true,
            windows: Vec::new(),
            without: Vec::new(),
            beside: Vec::new(),
            logged_by: None,
            stamped_by: None,
            promised_by: None,
            faults: Vec::new(),
        }
    }

    /// Makes this wrong; several faults can be in one bundle.
    #[must_use]
    pub fn wrong(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// The bundle's version and the spelling of it.
    #[must_use]
    pub fn media_type(mut self, media_type: MediaType) -> Self {
        self.media_type = media_type;
        self
    }

    /// Which certificates the bundle carries.
    #[must_use]
    pub fn chain(mut self, chain: Chain) -> Self {
        self.chain = chain;
        self
    }

    /// The digest that is signed and logged (ECDSA, RSA), and that the bundle gives; else that of the scheme.
    #[must_use]
    pub fn digest(mut self, digest: DigestAlgorithm) -> Self {
        self.digest = Some(digest);
        self
    }

    /// Leaves the message digest out of the bundle.
    #[must_use]
    pub fn without_message_digest(mut self) -> Self {
        self.message_digest = false;
        self
    }

    /// Signs with a fresh key of this kind.
    #[must_use]
    pub fn key_kind(mut self, kind: KeyKind) -> Self {
        self.key = Key::Fresh(kind);
        self
    }

    /// Signs with this key.
    #[must_use]
    pub fn key(mut self, key: &PrivateKey) -> Self {
        self.key = Key::Given(key.clone());
        self
    }

    /// How it signs; else as the registry has it for the key, with Ed25519ph for a message.
    #[must_use]
    pub fn scheme(mut self, scheme: Scheme) -> Self {
        self.scheme = Some(scheme);
        self
    }

    /// No certificate: a key that the verifier knows, with a hint or without.
    #[must_use]
    pub fn managed_key(mut self, hint: Option<&str>) -> Self {
        self.managed = Some(hint.map(str::to_owned));
        self
    }

    /// The envelope signature's key id; else there is none.
    #[must_use]
    pub fn key_id(mut self, key_id: &str) -> Self {
        self.key_id = Some(key_id.to_owned());
        self
    }

    /// The envelope's payload, as it stands.
    #[must_use]
    pub fn payload(mut self, payload_type: &str, payload: impl Into<Vec<u8>>) -> Self {
        let (Content::Message(artifact) | Content::Envelope { artifact, .. }) = self.content;
        let payload = Payload::Raw(payload.into());
        self.content = Content::Envelope { artifact, payload_type: payload_type.to_owned(), payload };
        self
    }

    /// The statement's subjects: names and digests. Nothing for what is no statement.
    #[must_use]
    pub fn subjects(mut self, new: impl IntoIterator<Item = (String, Vec<Digest>)>) -> Self {
        if let Content::Envelope { payload: Payload::Statement { subjects, .. }, .. } = &mut self.content {
            *subjects = new.into_iter().collect();
        }
        self
    }

    /// The statement's `_type`. Nothing for what is no statement.
    #[must_use]
    pub fn statement_type(mut self, new: &str) -> Self {
        if let Content::Envelope { payload: Payload::Statement { statement_type, .. }, .. } = &mut self.content {
            *statement_type = new.to_owned();
        }
        self
    }

    /// The statement's predicate and its type. Nothing for what is no statement.
    #[must_use]
    pub fn predicate(mut self, new_type: &str, new: Value) -> Self {
        if let Content::Envelope { payload: Payload::Statement { predicate_type, predicate, .. }, .. } =
            &mut self.content
        {
            (*predicate_type, *predicate) = (new_type.to_owned(), new);
        }
        self
    }

    pub(super) fn has(&self, fault: Fault) -> bool {
        self.faults.contains(&fault)
    }

    pub(super) fn artifact(&self) -> &[u8] {
        let (Content::Message(artifact) | Content::Envelope { artifact, .. }) = &self.content;
        artifact
    }

    pub(super) fn first_entry_kind(&self) -> Option<EntryType> {
        let (style, _) = self.logs.first()?;
        Some(self.entry_kind(*style))
    }

    /// Whether the first entry has a promise, if nothing is wrong.
    pub(super) fn has_promise(&self) -> bool {
        self.logs.first().is_some_and(|(style, _)| self.promise.unwrap_or(*style == LogStyle::V1))
    }

    /// What was asked for, or what the style's server makes of the content today.
    pub(super) fn entry_kind(&self, style: LogStyle) -> EntryType {
        self.entry.unwrap_or(match (style, &self.content) {
            (LogStyle::V1, Content::Message(_)) => EntryType::HashedRekord001,
            (LogStyle::V1, Content::Envelope { .. }) => EntryType::Dsse001,
            (LogStyle::V2, _) => EntryType::HashedRekord002,
        })
    }

    /// The times at which something says that the signature was made.
    pub(super) fn stamps(&self) -> Vec<Stamp> {
        if let Some(stamps) = &self.timestamps {
            return stamps.clone();
        }
        let untimed = !self.has_promise()
            || self
                .faults
                .iter()
                .any(|f| f.is_about_timestamps() || matches!(f, Fault::NoEntry | Fault::NoPromiseNoProof));
        if untimed { vec![Stamp::by(0)] } else { Vec::new() }
    }
}
