//! A bundle that was never a bundle file, put together of what other evidence holds.

use super::build;
use super::error::BundleError;
use super::form::FormError;
use super::limits::{MAX_CERTIFICATES, MAX_ENTRIES, MAX_SIGNATURES, MAX_TIMESTAMPS};
use super::model::{Bundle, BundleVersion, Content, Material};
use super::place::Place;
use super::proto::Message;
use super::{rules, wire};
use crate::dsse::Envelope;
use crate::timestamp::Timestamp;
use crate::tlog::LogEntry;

/// What a bundle consists of, each part read by itself.
pub(crate) struct Parts {
    pub(crate) material: Material,
    /// With exactly one signature.
    pub(crate) envelope: Envelope,
    pub(crate) log_entries: Vec<LogEntry>,
    pub(crate) timestamps: Vec<Timestamp>,
}

impl Bundle {
    /// Puts parts together under the limits and rules that a bundle file has to meet.
    pub(crate) fn assemble(parts: Parts) -> Result<Self, BundleError> {
        let Parts { material, envelope, log_entries, timestamps } = parts;
        let at = |name| Place::ROOT.field(name).to_string();
        let limit = |name, limit| BundleError::Form(FormError::Limit { at: at(name), what: "in the list", limit });
        if envelope.signatures().len() > MAX_SIGNATURES {
            return Err(limit("signatures", MAX_SIGNATURES));
        }
        if log_entries.len() > MAX_ENTRIES {
            return Err(limit("log entries", MAX_ENTRIES));
        }
        if timestamps.len() > MAX_TIMESTAMPS {
            return Err(limit("timestamps", MAX_TIMESTAMPS));
        }
        let version = BundleVersion::Assembled;
        if let Material::Certificate { chain, .. } = &material {
            // The signer's certificate is one of them.
            if chain.len() >= MAX_CERTIFICATES {
                return Err(limit("certificates", MAX_CERTIFICATES));
            }
            rules::root_last_if_any(version, chain, Place::ROOT.field("certificates"))?;
        }
        Ok(Self { version, material, content: Content::Envelope(envelope), log_entries, timestamps })
    }
}

/// Log entries as protobuf's JSON has them, under the rules of a current bundle: each has a proof, none stands there twice.
pub(crate) fn entries(entries: &[Message<wire::TlogEntry<'_>>], at: Place<'_>) -> Result<Vec<LogEntry>, BundleError> {
    build::log_entries(BundleVersion::V0_3, entries, at)
}
