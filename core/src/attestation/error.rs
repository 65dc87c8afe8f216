use std::borrow::Cow;

use super::layout::LayoutError;
use crate::bundle::{BundleError, FormError, Stranger};
use crate::check::{Code, Explain, Value};
use crate::dsse::EnvelopeError;
use crate::intoto::StatementError;
use crate::x509::CertificateError;

/// Why bytes are not an attestation that can be verified.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AttestationError {
    /// The JSON, or one of the wrapper's fields, does not have the form of any attestation.
    #[error(transparent)]
    Form(#[from] FormError),
    /// JSON that holds no attestation.
    #[error("this is {}", .0.map_or("no attestation of a kind that is known".to_owned(), |s| s.to_string()))]
    Unknown(Option<Stranger>),
    /// The bundle cannot be read, or could not be put together.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// The envelope cannot be read.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// A certificate beside the signature cannot be read.
    #[error("{at}: {source}")]
    Certificate {
        /// The field.
        at: &'static str,
        /// Why.
        source: CertificateError,
    },
    /// The signed payload is no statement, and the wrapper speaks of one.
    #[error(transparent)]
    Statement(#[from] StatementError),
    /// The wrapper says something else than what was signed.
    #[error("{at}: {rule}")]
    Contradiction {
        /// Where the wrapper says it.
        at: String,
        /// What should hold.
        rule: &'static str,
        /// What would agree, cut short.
        expected: String,
        /// What is there, cut short.
        found: String,
    },
    /// The wrapper is about another artifact than the statement in it.
    #[error("{at}: names no subject of the signed statement")]
    OtherSubject {
        /// Where the wrapper says it.
        at: &'static str,
        /// What the signed statement is about.
        expected: String,
        /// What is there, cut short.
        found: String,
    },
    /// The OCI layout cannot be read.
    #[error(transparent)]
    Layout(#[from] LayoutError),
    /// One attestation of many.
    #[error("{place}: {source}")]
    Inside {
        /// Which one, for example `attestations[1]` or `line 3`.
        place: String,
        /// Why.
        source: Box<AttestationError>,
    },
}

impl AttestationError {
    pub(super) fn inside(self, place: impl Into<String>) -> Self {
        Self::Inside { place: place.into(), source: Box::new(self) }
    }

    fn cause(&self) -> Option<&dyn Explain> {
        Some(match self {
            Self::Bundle(error) => error,
            Self::Envelope(error) => error,
            Self::Statement(error) => error,
            Self::Layout(error) => error,
            Self::Inside { source, .. } => &**source,
            _ => return None,
        })
    }
}

impl Explain for AttestationError {
    fn code(&self) -> Code {
        match self {
            Self::Form(FormError::Limit { .. }) => Code::BundleLimit,
            Self::OtherSubject { .. } => Code::SubjectDigest,
            _ => self.cause().map_or(Code::BundleMalformed, Explain::code),
        }
    }

    fn expected(&self) -> Option<Value> {
        match self {
            Self::Form(error) => error.expected(),
            Self::Unknown(_) => Some(
                "a Sigstore bundle, a DSSE envelope, or an attestation of npm, PyPI, GitHub or Google Cloud Build"
                    .into(),
            ),
            Self::Contradiction { expected, .. } | Self::OtherSubject { expected, .. } => Some(expected.clone().into()),
            _ => self.cause()?.expected(),
        }
    }

    fn found(&self) -> Option<Value> {
        match self {
            Self::Form(error) => error.found(),
            Self::Unknown(stranger) => stranger.map(|stranger| stranger.to_string().into()),
            Self::Contradiction { found, .. } | Self::OtherSubject { found, .. } => Some(found.clone().into()),
            _ => self.cause()?.found(),
        }
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Form(error) => error.at(),
            Self::Certificate { at, .. } | Self::OtherSubject { at, .. } => Some((*at).into()),
            Self::Contradiction { at, .. } => Some(at.clone().into()),
            Self::Inside { place, source } => Some(match source.at() {
                Some(at) => format!("{place}: {at}").into(),
                None => place.clone().into(),
            }),
            _ => self.cause()?.at(),
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::Form(error) => error.hint(),
            Self::Unknown(Some(Stranger::Lines) | None) => {
                "pass the file that the publisher or the registry gives as attestation or provenance".into()
            }
            Self::Unknown(Some(stranger)) => stranger.hint().into(),
            Self::Certificate { .. } => "the attestation is damaged: fetch it again from its publisher".into(),
            Self::Contradiction { .. } | Self::OtherSubject { .. } => {
                "what stands around the signed part was changed, or put together wrongly: fetch it again, and do not \
                 believe the unsigned part"
                    .into()
            }
            _ => return self.cause().and_then(Explain::hint),
        })
    }

    fn spec(&self) -> &'static str {
        match self {
            Self::Form(error) => error.spec().unwrap_or(self.code().spec()),
            _ => self.cause().map_or(self.code().spec(), Explain::spec),
        }
    }
}
