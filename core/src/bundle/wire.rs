//! The bundle as it is written: protobuf-specs `sigstore_bundle.proto`, `sigstore_rekor.proto`, `sigstore_common.proto`
//! and `envelope.proto`, in JSON. Shape and counts only; what the values mean is for the model.

use serde::Deserialize;

use super::limits::{MAX_CERTIFICATES, MAX_ENTRIES, MAX_HASHES, MAX_SIGNATURES, MAX_TIMESTAMPS};
use super::proto::{Choice, Message, Number, Repeated, Text};

/// An optional message.
pub(crate) type Maybe<T> = Option<Message<T>>;
/// A repeated message; left out, it is empty.
pub(crate) type Many<T, const MAX: usize> = Option<Repeated<Message<T>, MAX>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Bundle<'a> {
    #[serde(borrow, alias = "media_type")]
    pub(super) media_type: Option<Text<'a>>,
    #[serde(borrow, alias = "verification_material")]
    pub(super) verification_material: Maybe<VerificationMaterial<'a>>,
    #[serde(borrow, alias = "message_signature")]
    pub(super) message_signature: Maybe<MessageSignature<'a>>,
    #[serde(borrow, alias = "dsse_envelope")]
    pub(super) dsse_envelope: Maybe<Envelope<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct VerificationMaterial<'a> {
    #[serde(borrow, alias = "public_key")]
    pub(super) public_key: Maybe<PublicKeyIdentifier<'a>>,
    #[serde(borrow, alias = "x509_certificate_chain")]
    pub(super) x509_certificate_chain: Maybe<CertificateChain<'a>>,
    #[serde(borrow)]
    pub(super) certificate: Maybe<RawCertificate<'a>>,
    #[serde(borrow, alias = "tlog_entries")]
    pub(super) tlog_entries: Many<TlogEntry<'a>, MAX_ENTRIES>,
    #[serde(borrow, alias = "timestamp_verification_data")]
    pub(super) timestamp_verification_data: Maybe<TimestampVerificationData<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PublicKeyIdentifier<'a> {
    #[serde(borrow)]
    pub(super) hint: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CertificateChain<'a> {
    #[serde(borrow)]
    pub(crate) certificates: Many<RawCertificate<'a>, MAX_CERTIFICATES>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct RawCertificate<'a> {
    #[serde(borrow, alias = "raw_bytes")]
    pub(crate) raw_bytes: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct TlogEntry<'a> {
    #[serde(alias = "log_index")]
    pub(super) log_index: Option<Number>,
    #[serde(borrow, alias = "log_id")]
    pub(super) log_id: Maybe<LogId<'a>>,
    #[serde(borrow, alias = "kind_version")]
    pub(super) kind_version: Maybe<KindVersion<'a>>,
    #[serde(alias = "integrated_time")]
    pub(super) integrated_time: Option<Number>,
    #[serde(borrow, alias = "inclusion_promise")]
    pub(super) inclusion_promise: Maybe<InclusionPromise<'a>>,
    #[serde(borrow, alias = "inclusion_proof")]
    pub(super) inclusion_proof: Maybe<InclusionProof<'a>>,
    #[serde(borrow, alias = "canonicalized_body")]
    pub(super) canonicalized_body: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct LogId<'a> {
    #[serde(borrow, alias = "key_id")]
    pub(crate) key_id: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KindVersion<'a> {
    #[serde(borrow)]
    pub(super) kind: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) version: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct InclusionPromise<'a> {
    #[serde(borrow, alias = "signed_entry_timestamp")]
    pub(super) signed_entry_timestamp: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct InclusionProof<'a> {
    #[serde(alias = "log_index")]
    pub(super) log_index: Option<Number>,
    #[serde(borrow, alias = "root_hash")]
    pub(super) root_hash: Option<Text<'a>>,
    #[serde(alias = "tree_size")]
    pub(super) tree_size: Option<Number>,
    #[serde(borrow)]
    pub(super) hashes: Option<Repeated<Text<'a>, MAX_HASHES>>,
    #[serde(borrow)]
    pub(super) checkpoint: Maybe<Checkpoint<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Checkpoint<'a> {
    #[serde(borrow)]
    pub(super) envelope: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct TimestampVerificationData<'a> {
    #[serde(borrow, alias = "rfc3161_timestamps")]
    pub(super) rfc3161_timestamps: Many<SignedTimestamp<'a>, MAX_TIMESTAMPS>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct SignedTimestamp<'a> {
    #[serde(borrow, alias = "signed_timestamp")]
    pub(super) signed_timestamp: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct MessageSignature<'a> {
    #[serde(borrow, alias = "message_digest")]
    pub(super) message_digest: Maybe<HashOutput<'a>>,
    #[serde(borrow)]
    pub(super) signature: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HashOutput<'a> {
    #[serde(borrow)]
    pub(super) algorithm: Option<Choice<'a>>,
    #[serde(borrow)]
    pub(super) digest: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Envelope<'a> {
    #[serde(borrow)]
    pub(super) payload: Option<Text<'a>>,
    #[serde(borrow, rename = "payloadType")]
    pub(super) payload_type: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) signatures: Many<EnvelopeSignature<'a>, MAX_SIGNATURES>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EnvelopeSignature<'a> {
    #[serde(borrow)]
    pub(super) sig: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) keyid: Option<Text<'a>>,
}
