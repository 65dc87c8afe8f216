use std::borrow::Cow;

use super::form::FormError;
use super::stranger::Stranger;
use crate::check::{Code, Explain, Value};
use crate::dsse::EnvelopeError;
use crate::timestamp::TimestampError;
use crate::tlog::EntryError;
use crate::x509::CertificateError;

/// Why bytes are not a bundle that can be verified.
///
/// `at` is the field, for example `verificationMaterial.tlogEntries[0].logId`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BundleError {
    /// The JSON, or one of its fields, does not have the form of a bundle.
    #[error(transparent)]
    Form(#[from] FormError),
    /// Something that is well known and no bundle.
    #[error("this is {0}")]
    NotABundle(Stranger),
    /// The media type is not one of the bundle's.
    #[error("media type {found:?} is not one of a bundle")]
    MediaType {
        /// What is there, cut short.
        found: String,
    },
    /// A field breaks a rule of this version of the bundle, or contradicts another field.
    #[error("{at}: {rule}")]
    Rule {
        /// The field.
        at: String,
        /// The rule.
        rule: &'static str,
        /// What to do about it.
        hint: &'static str,
        /// Where the rule is written.
        spec: &'static str,
    },
    /// A certificate cannot be read.
    #[error("{at}: {source}")]
    Certificate {
        /// The field.
        at: String,
        /// Why.
        source: CertificateError,
    },
    /// The envelope cannot be read.
    #[error("{at}: {source}")]
    Envelope {
        /// The field.
        at: String,
        /// Why.
        source: EnvelopeError,
    },
    /// A timestamp cannot be read.
    #[error("{at}: {source}")]
    Timestamp {
        /// The field.
        at: String,
        /// Why.
        source: TimestampError,
    },
    /// A log entry cannot be read, or contradicts itself.
    #[error("{at}: {source}")]
    Entry {
        /// The field.
        at: String,
        /// Why.
        source: Box<EntryError>,
    },
    /// A line of JSON lines is not a bundle.
    #[error("line {number}: {source}")]
    Line {
        /// From 1.
        number: usize,
        /// Why.
        source: Box<BundleError>,
    },
}

impl Explain for BundleError {
    fn code(&self) -> Code {
        match self {
            Self::Form(FormError::Limit { .. }) => Code::BundleLimit,
            Self::MediaType { .. } => Code::BundleVersion,
            Self::Entry { source, .. } => source.code(),
            Self::Line { source, .. } => source.code(),
            _ => Code::BundleMalformed,
        }
    }

    fn expected(&self) -> Option<Value> {
        match self {
            Self::Form(error) => error.expected(),
            Self::MediaType { .. } => Some("application/vnd.dev.sigstore.bundle.v0.3+json".into()),
            Self::NotABundle(_) => Some("a Sigstore bundle".into()),
            Self::Entry { source, .. } => source.expected(),
            Self::Line { source, .. } => source.expected(),
            _ => None,
        }
    }

    fn found(&self) -> Option<Value> {
        match self {
            Self::Form(error) => error.found(),
            Self::MediaType { found } => Some(found.clone().into()),
            Self::NotABundle(stranger) => Some(stranger.to_string().into()),
            Self::Entry { source, .. } => source.found(),
            Self::Line { source, .. } => source.found(),
            _ => None,
        }
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Form(error) => error.at(),
            Self::MediaType { .. } => Some("mediaType".into()),
            Self::NotABundle(_) => None,
            Self::Rule { at, .. }
            | Self::Certificate { at, .. }
            | Self::Envelope { at, .. }
            | Self::Timestamp { at, .. } => Some(at.clone().into()),
            Self::Entry { at, source } => Some(match source.at() {
                Some(inner) => format!("{at}.{inner}").into(),
                None => at.clone().into(),
            }),
            Self::Line { number, source } => Some(match source.at() {
                Some(at) => format!("line {number}: {at}").into(),
                None => format!("line {number}").into(),
            }),
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Form(error) => Some(error.hint()),
            Self::NotABundle(stranger) => Some(stranger.hint().into()),
            Self::MediaType { .. } => {
                Some("bundles of version 0.1, 0.2 and 0.3 are read; a newer one needs a newer sealwright".into())
            }
            Self::Rule { hint, .. } => Some((*hint).into()),
            Self::Certificate { .. } | Self::Envelope { .. } | Self::Timestamp { .. } => Some(
                "the bundle is damaged, or its maker does not follow the format: fetch it again, or sign again".into(),
            ),
            Self::Entry { source, .. } => source.hint(),
            Self::Line { source, .. } => source.hint(),
        }
    }

    fn spec(&self) -> &'static str {
        match self {
            Self::Form(error) => error.spec().unwrap_or(self.code().spec()),
            Self::Rule { spec, .. } => spec,
            Self::Entry { source, .. } => source.spec(),
            Self::Line { source, .. } => source.spec(),
            _ => self.code().spec(),
        }
    }
}
