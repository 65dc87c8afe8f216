//! What a log entry is about: one file per kind of entry.

mod dsse;
mod hashedrekord;
mod hashedrekord_v2;
mod intoto;
mod intoto_v001;
mod verifier;

use serde::{Deserialize, Deserializer};

pub use dsse::DsseEntry;
pub use hashedrekord::HashedRekordEntry;
pub use intoto::IntotoEntry;
pub use intoto_v001::IntotoV001Entry;
pub use verifier::EntryVerifier;

use super::error::EntryError;
use super::{Signed, SignerMaterial};

/// The kinds of log entry that are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum EntryKind {
    /// `hashedrekord` 0.0.1: a signature over a digest, Rekor v1.
    HashedRekordV1,
    /// `hashedrekord` 0.0.2: the same in Rekor v2, and its only kind; for envelopes the digest is that of the PAE.
    HashedRekordV2,
    /// `dsse` 0.0.1: an envelope, Rekor v1.
    Dsse,
    /// `intoto` 0.0.2: an envelope, Rekor v1 before `dsse`.
    Intoto,
    /// `intoto` 0.0.1: an envelope by the digest of its text alone, Rekor v1 before that. No bundle has it; images do.
    IntotoV001,
}

impl EntryKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::HashedRekordV1, Self::HashedRekordV2, Self::Dsse, Self::Intoto, Self::IntotoV001];

    /// The kind's name, for example `hashedrekord`.
    pub fn name(self) -> &'static str {
        match self {
            Self::HashedRekordV1 | Self::HashedRekordV2 => "hashedrekord",
            Self::Dsse => "dsse",
            Self::Intoto | Self::IntotoV001 => "intoto",
        }
    }

    /// The kind's version, for example `0.0.1`.
    pub fn version(self) -> &'static str {
        match self {
            Self::HashedRekordV1 | Self::Dsse | Self::IntotoV001 => "0.0.1",
            Self::HashedRekordV2 | Self::Intoto => "0.0.2",
        }
    }

    /// The kind of that name and version.
    pub fn find(name: &str, version: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name && kind.version() == version)
    }

    /// Whether entries of this kind come from Rekor v2: one index, no promise, no time.
    pub(super) fn is_rekor_v2(self) -> bool {
        self == Self::HashedRekordV2
    }
}

impl std::fmt::Display for EntryKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.name(), self.version())
    }
}

/// What a log entry says was signed, by whom, with what signature.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum EntryBody {
    /// A signature over a digest (`hashedrekord` 0.0.1 and 0.0.2).
    HashedRekord(HashedRekordEntry),
    /// An envelope (`dsse` 0.0.1).
    Dsse(DsseEntry),
    /// An envelope (`intoto` 0.0.2).
    Intoto(IntotoEntry),
    /// An envelope, by the digest of its text (`intoto` 0.0.1).
    IntotoV001(IntotoV001Entry),
}

impl EntryBody {
    /// Reads the canonicalized body of an entry of that kind; that a log has it is not checked.
    pub fn parse(kind: EntryKind, body: &[u8]) -> Result<Self, EntryError> {
        let json = std::str::from_utf8(body).map_err(|_| EntryError::NotUtf8)?;
        Ok(match kind {
            EntryKind::HashedRekordV1 => Self::HashedRekord(hashedrekord::parse(json)?),
            EntryKind::HashedRekordV2 => Self::HashedRekord(hashedrekord_v2::parse(json)?),
            EntryKind::Dsse => Self::Dsse(dsse::parse(json)?),
            EntryKind::Intoto => Self::Intoto(intoto::parse(json)?),
            EntryKind::IntotoV001 => Self::IntotoV001(intoto_v001::parse(json)?),
        })
    }

    /// Which kind it is.
    pub fn kind(&self) -> EntryKind {
        match self {
            Self::HashedRekord(entry) => entry.kind(),
            Self::Dsse(_) => EntryKind::Dsse,
            Self::Intoto(_) => EntryKind::Intoto,
            Self::IntotoV001(_) => EntryKind::IntotoV001,
        }
    }

    /// The signature that was logged; `intoto` 0.0.1 names it by the digest of the envelope alone.
    pub fn signature(&self) -> Option<&[u8]> {
        match self {
            Self::HashedRekord(entry) => Some(entry.signature()),
            Self::Dsse(entry) => Some(entry.signature()),
            Self::Intoto(entry) => Some(entry.signature()),
            Self::IntotoV001(_) => None,
        }
    }

    /// The certificate or key that was logged.
    pub fn verifier(&self) -> &EntryVerifier {
        match self {
            Self::HashedRekord(entry) => entry.verifier(),
            Self::Dsse(entry) => entry.verifier(),
            Self::Intoto(entry) => entry.verifier(),
            Self::IntotoV001(entry) => entry.verifier(),
        }
    }

    /// Checks that the entry is about exactly this signature, by this signer, over this content.
    pub(super) fn matches(
        &self,
        signed: Signed<'_>,
        signature: &[u8],
        signer: SignerMaterial<'_>,
    ) -> Result<(), EntryError> {
        let fields = self.fields();
        if let Some(logged) = self.signature().filter(|logged| *logged != signature) {
            return Err(EntryError::signature(fields.signature, signature, logged));
        }
        self.verifier().matches(fields.verifier, signer)?;
        match (self, signed) {
            (Self::HashedRekord(entry), signed) => {
                let (SignerMaterial::Certificate { key, .. } | SignerMaterial::Key(key)) = signer;
                entry.matches_key(key.kind())?;
                entry.matches_content(signed)
            }
            (Self::Dsse(entry), Signed::Envelope { envelope }) => entry.matches_content(envelope),
            (Self::Intoto(entry), Signed::Envelope { envelope }) => entry.matches_content(envelope),
            (Self::IntotoV001(entry), Signed::Envelope { envelope }) => entry.matches_content(envelope),
            (Self::Dsse(_) | Self::Intoto(_) | Self::IntotoV001(_), Signed::Message { .. }) => {
                Err(EntryError::Content { kind: self.kind(), content: "a message signature" })
            }
        }
    }

    fn fields(&self) -> Fields {
        match self.kind() {
            EntryKind::HashedRekordV1 => hashedrekord::FIELDS,
            EntryKind::HashedRekordV2 => hashedrekord_v2::FIELDS,
            EntryKind::Dsse => dsse::FIELDS,
            EntryKind::Intoto => intoto::FIELDS,
            EntryKind::IntotoV001 => intoto_v001::FIELDS,
        }
    }
}

/// Where the facts that all kinds have stand in the body of one kind.
struct Fields {
    signature: &'static str,
    verifier: &'static str,
}

/// The frame that all bodies have. Bodies are canonical JSON (RFC 8785), so plain names have no escapes in them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Frame<'a, S> {
    api_version: &'a str,
    kind: &'a str,
    spec: S,
}

/// Reads a body's frame and its `spec`, and checks that the body is of the kind that the entry says.
fn read<'a, S: Deserialize<'a>>(json: &'a str, kind: EntryKind) -> Result<S, EntryError> {
    match serde_json::from_str::<Frame<'a, S>>(json) {
        Ok(frame) => {
            same_kind(kind, frame.kind, frame.api_version)?;
            Ok(frame.spec)
        }
        Err(source) => {
            // A body of another kind has other fields; that it is of another kind tells more than its first field.
            if let Ok(name) = serde_json::from_str::<Name<'_>>(json) {
                same_kind(kind, name.kind, name.api_version)?;
            }
            Err(EntryError::Body { kind, source })
        }
    }
}

/// Left out is allowed, null is not.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Name<'a> {
    api_version: &'a str,
    kind: &'a str,
}

fn same_kind(kind: EntryKind, name: &str, version: &str) -> Result<(), EntryError> {
    if name == kind.name() && version == kind.version() {
        return Ok(());
    }
    Err(EntryError::contradiction("kindVersion", kind.to_string(), EntryError::short(&format!("{name}/{version}"))))
}
