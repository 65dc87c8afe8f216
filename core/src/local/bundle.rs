//! The Sigstore bundle, sigstore_bundle.proto of protobuf-specs.

use serde_json::{Value, json};

use super::log::Sealed;
use crate::crypto::hash_name;
use crate::digest::Digest;
use crate::encoding::base64;

/// The media type of a bundle: its version, and one of two spellings of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum MediaType {
    /// `application/vnd.dev.sigstore.bundle+json;version=0.1`
    V01,
    /// `application/vnd.dev.sigstore.bundle.v0.1+json`
    V01Path,
    /// `application/vnd.dev.sigstore.bundle+json;version=0.2`
    V02,
    /// `application/vnd.dev.sigstore.bundle.v0.2+json`
    V02Path,
    /// `application/vnd.dev.sigstore.bundle+json;version=0.3`, the older spelling.
    V03Parameter,
    /// `application/vnd.dev.sigstore.bundle.v0.3+json`
    V03,
}

impl MediaType {
    /// Every media type.
    pub const ALL: [Self; 6] = [Self::V01, Self::V01Path, Self::V02, Self::V02Path, Self::V03Parameter, Self::V03];

    /// The media type as it stands in a bundle.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V01 => "application/vnd.dev.sigstore.bundle+json;version=0.1",
            Self::V01Path => "application/vnd.dev.sigstore.bundle.v0.1+json",
            Self::V02 => "application/vnd.dev.sigstore.bundle+json;version=0.2",
            Self::V02Path => "application/vnd.dev.sigstore.bundle.v0.2+json",
            Self::V03Parameter => "application/vnd.dev.sigstore.bundle+json;version=0.3",
            Self::V03 => "application/vnd.dev.sigstore.bundle.v0.3+json",
        }
    }

    pub(super) fn is_v01(self) -> bool {
        matches!(self, Self::V01 | Self::V01Path)
    }

    pub(super) fn is_v03(self) -> bool {
        matches!(self, Self::V03 | Self::V03Parameter)
    }
}

/// Who signed, as a bundle carries it.
#[derive(Clone, Debug)]
pub(super) enum Material {
    /// The leaf alone, as v0.3 has it.
    Certificate(Vec<u8>),
    /// Leaf first, as v0.1 and v0.2 have it.
    Chain(Vec<Vec<u8>>),
    /// A hint at a key that the verifier knows.
    Key(Option<String>),
}

#[derive(Clone, Debug)]
pub(super) struct BundleFacts {
    pub(super) media_type: MediaType,
    pub(super) material: Material,
    pub(super) entries: Vec<Sealed>,
    pub(super) timestamps: Vec<Vec<u8>>,
    pub(super) content: ContentFacts,
}

#[derive(Clone, Debug)]
pub(super) enum ContentFacts {
    Message {
        digest: Option<Digest>,
        signature: Vec<u8>,
    },
    /// The envelope as JSON.
    Envelope(Value),
}

impl BundleFacts {
    pub(super) fn json(&self) -> Value {
        let (content_key, content) = match &self.content {
            ContentFacts::Message { digest, signature } => ("messageSignature", message(digest.as_ref(), signature)),
            ContentFacts::Envelope(envelope) => ("dsseEnvelope", envelope.clone()),
        };
        json!({
            "mediaType": self.media_type.as_str(),
            "verificationMaterial": self.material_json(),
            content_key: content,
        })
    }

    fn material_json(&self) -> Value {
        let raw = |der: &Vec<u8>| json!({ "rawBytes": base64::encode(der) });
        let (key, value) = match &self.material {
            Material::Certificate(leaf) => ("certificate", raw(leaf)),
            Material::Chain(chain) => {
                ("x509CertificateChain", json!({ "certificates": chain.iter().map(raw).collect::<Vec<_>>() }))
            }
            Material::Key(Some(hint)) => ("publicKey", json!({ "hint": hint })),
            Material::Key(None) => ("publicKey", json!({})),
        };
        let timestamp = |token: &Vec<u8>| json!({ "signedTimestamp": base64::encode(token) });
        json!({
            key: value,
            "tlogEntries": self.entries.iter().map(Sealed::json).collect::<Vec<_>>(),
            "timestampVerificationData": {
                "rfc3161Timestamps": self.timestamps.iter().map(timestamp).collect::<Vec<_>>(),
            },
        })
    }
}

fn message(digest: Option<&Digest>, signature: &[u8]) -> Value {
    let signature = base64::encode(signature);
    match digest {
        Some(digest) => json!({
            "messageDigest": {
                "algorithm": hash_name(digest.algorithm()),
                "digest": base64::encode(digest.as_bytes()),
            },
            "signature": signature,
        }),
        None => json!({ "signature": signature }),
    }
}
