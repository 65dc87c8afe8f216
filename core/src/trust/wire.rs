//! The trusted root as it is written: protobuf-specs `sigstore_trustroot.proto` in JSON.

use serde::Deserialize;

use super::limits::{MAX_AUTHORITIES, MAX_LOGS};
use crate::bundle::proto::{Choice, Text};
use crate::bundle::wire::{CertificateChain, LogId, Many, Maybe};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct TrustedRoot<'a> {
    #[serde(borrow, alias = "media_type")]
    pub(super) media_type: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) tlogs: Many<LogInstance<'a>, MAX_LOGS>,
    #[serde(borrow, alias = "certificate_authorities")]
    pub(super) certificate_authorities: Many<Authority<'a>, MAX_AUTHORITIES>,
    #[serde(borrow)]
    pub(super) ctlogs: Many<LogInstance<'a>, MAX_LOGS>,
    #[serde(borrow, alias = "timestamp_authorities")]
    pub(super) timestamp_authorities: Many<Authority<'a>, MAX_AUTHORITIES>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct LogInstance<'a> {
    #[serde(borrow, alias = "base_url")]
    pub(super) base_url: Option<Text<'a>>,
    #[serde(borrow, alias = "hash_algorithm")]
    pub(super) hash_algorithm: Option<Choice<'a>>,
    #[serde(borrow, alias = "public_key")]
    pub(super) public_key: Maybe<PublicKey<'a>>,
    #[serde(borrow, alias = "log_id")]
    pub(super) log_id: Maybe<LogId<'a>>,
    #[serde(borrow, alias = "checkpoint_key_id")]
    pub(super) checkpoint_key_id: Maybe<LogId<'a>>,
    #[serde(borrow)]
    pub(super) operator: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct PublicKey<'a> {
    #[serde(borrow, alias = "raw_bytes")]
    pub(super) raw_bytes: Option<Text<'a>>,
    #[serde(borrow, alias = "key_details")]
    pub(super) key_details: Option<Choice<'a>>,
    #[serde(borrow, alias = "valid_for")]
    pub(super) valid_for: Maybe<TimeRange<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TimeRange<'a> {
    #[serde(borrow)]
    pub(super) start: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) end: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Authority<'a> {
    // What the certificates themselves say counts; this is for people.
    #[serde(borrow, rename = "subject")]
    pub(super) _subject: Maybe<DistinguishedName<'a>>,
    #[serde(borrow)]
    pub(super) uri: Option<Text<'a>>,
    #[serde(borrow, alias = "cert_chain")]
    pub(super) cert_chain: Maybe<CertificateChain<'a>>,
    #[serde(borrow, alias = "valid_for")]
    pub(super) valid_for: Maybe<TimeRange<'a>>,
    #[serde(borrow)]
    pub(super) operator: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct DistinguishedName<'a> {
    #[serde(borrow, rename = "organization")]
    pub(super) _organization: Option<Text<'a>>,
    #[serde(borrow, rename = "commonName", alias = "common_name")]
    pub(super) _common_name: Option<Text<'a>>,
}
