//! From the wire to the model: every field is decoded once, straight into what owns it.

use super::error::BundleError;
use super::form::{self, FormError, bytes, elements, required, required_text};
use super::limits::{MAX_BUNDLE, MAX_CERTIFICATE, MAX_CHECKPOINT};
use super::model::{Bundle, BundleVersion, Content, Material};
use super::place::Place;
use super::proto::{Message, number, text};
use super::{rules, wire};
use crate::crypto::HASH_ALGORITHMS;
use crate::digest::{Digest, DigestAlgorithm};
use crate::dsse::{Envelope, EnvelopeSignature};
use crate::timestamp::Timestamp;
use crate::tlog::{LogEntry, LogEntryParts, LogId, ProofParts};
use crate::x509::Certificate;

pub(super) fn bundle(wire: &wire::Bundle<'_>) -> Result<Bundle, BundleError> {
    let version = rules::version(text(&wire.media_type))?;
    let at = Place::ROOT.field("verificationMaterial");
    let material = required(&wire.verification_material, at)?;
    Ok(Bundle {
        version,
        content: content(wire, material)?,
        material: signer(version, material, at)?,
        log_entries: log_entries(version, elements(&material.tlog_entries), at.field("tlogEntries"))?,
        timestamps: timestamps(material, at.field("timestampVerificationData").field("rfc3161Timestamps"))?,
    })
}

fn signer(
    version: BundleVersion,
    material: &wire::VerificationMaterial<'_>,
    at: Place<'_>,
) -> Result<Material, BundleError> {
    let wire::VerificationMaterial { public_key, x509_certificate_chain, certificate: single, .. } = material;
    let there = [public_key.is_some(), x509_certificate_chain.is_some(), single.is_some()];
    rules::exactly_one(&there, "exactly one of certificate, x509CertificateChain and publicKey", at)?;
    if let Some(key) = public_key {
        return Ok(Material::PublicKey { hint: text(&key.0.hint).map(str::to_owned) });
    }
    if let Some(single) = single {
        let leaf = certificate(&single.0, at.field("certificate"))?;
        return Ok(Material::Certificate { leaf, chain: Vec::new() });
    }
    let at_chain = at.field("x509CertificateChain");
    rules::chain_allowed(version, at_chain)?;
    let at = at_chain.field("certificates");
    let certificates = elements(&required(x509_certificate_chain, at_chain)?.certificates);
    let (first, rest) = certificates.split_first().ok_or_else(|| form::missing(at))?;
    let leaf = certificate(&first.0, at.index(0))?;
    let chain = rest.iter().zip(1..).map(|(raw, index)| certificate(&raw.0, at.index(index)));
    let chain = chain.collect::<Result<Vec<_>, _>>()?;
    rules::root_last_if_any(version, &chain, at)?;
    Ok(Material::Certificate { leaf, chain })
}

fn certificate(raw: &wire::RawCertificate<'_>, at: Place<'_>) -> Result<Certificate, BundleError> {
    let at = at.field("rawBytes");
    let der = bytes(&raw.raw_bytes, MAX_CERTIFICATE, at)?;
    Certificate::from_der(der).map_err(|source| BundleError::Certificate { at: at.to_string(), source })
}

fn content(wire: &wire::Bundle<'_>, material: &wire::VerificationMaterial<'_>) -> Result<Content, BundleError> {
    let wire::Bundle { message_signature, dsse_envelope, .. } = wire;
    let there = [message_signature.is_some(), dsse_envelope.is_some()];
    rules::exactly_one(&there, "exactly one of messageSignature and dsseEnvelope", Place::ROOT.field("content"))?;
    let at = Place::ROOT.field("dsseEnvelope");
    if let Some(sealed) = dsse_envelope {
        let hint = material.public_key.as_ref().and_then(|key| text(&key.0.hint));
        return envelope(&sealed.0, hint, at).map(Content::Envelope);
    }
    let at = Place::ROOT.field("messageSignature");
    let message = required(message_signature, at)?;
    let digest = message.message_digest.as_ref().map(|digest| message_digest(&digest.0, at.field("messageDigest")));
    let signature = bytes(&message.signature, MAX_BUNDLE, at.field("signature"))?;
    Ok(Content::Message { digest: digest.transpose()?, signature })
}

fn message_digest(wire: &wire::HashOutput<'_>, at: Place<'_>) -> Result<Digest, BundleError> {
    let at_algorithm = at.field("algorithm");
    let named = wire.algorithm.as_ref().ok_or_else(|| form::missing(at_algorithm))?;
    let algorithm = named.find(HASH_ALGORITHMS).ok_or_else(|| FormError::Value {
        at: at_algorithm.to_string(),
        expected: "SHA2_256, SHA2_384 or SHA2_512",
        found: named.to_string(),
    })?;
    let at = at.field("digest");
    let octets = match algorithm {
        DigestAlgorithm::Sha256 => Digest::from_bytes(algorithm, &form::array::<32>(&wire.digest, at)?),
        DigestAlgorithm::Sha384 => Digest::from_bytes(algorithm, &form::array::<48>(&wire.digest, at)?),
        DigestAlgorithm::Sha512 => Digest::from_bytes(algorithm, &form::array::<64>(&wire.digest, at)?),
    };
    Ok(octets.ok_or_else(|| form::missing(at))?)
}

fn envelope(wire: &wire::Envelope<'_>, hint: Option<&str>, at: Place<'_>) -> Result<Envelope, BundleError> {
    let at_signatures = at.field("signatures");
    let signatures = elements(&wire.signatures);
    let at_signature = at_signatures.index(0);
    let signature = &signatures.first().ok_or_else(|| form::missing(at_signatures))?.0;
    rules::same_hint(hint, text(&signature.keyid), at_signature.field("keyid"))?;
    let payload_type = required_text(&wire.payload_type, at.field("payloadType"))?;
    let payload = bytes(&wire.payload, MAX_BUNDLE, at.field("payload"))?;
    let key_id = text(&signature.keyid).map(Box::from);
    let signature = bytes(&signature.sig, MAX_BUNDLE, at_signature.field("sig"))?;
    let signatures = vec![EnvelopeSignature { key_id, signature }];
    let read = Envelope::new(payload_type, payload, signatures);
    read.map_err(|source| BundleError::Envelope { at: at.to_string(), source })
}

pub(super) fn log_entries(
    version: BundleVersion,
    entries: &[Message<wire::TlogEntry<'_>>],
    at: Place<'_>,
) -> Result<Vec<LogEntry>, BundleError> {
    rules::entries_distinct(entries, at)?;
    entries.iter().enumerate().map(|(index, entry)| log_entry(version, &entry.0, at.index(index))).collect()
}

fn log_entry(version: BundleVersion, entry: &wire::TlogEntry<'_>, at: Place<'_>) -> Result<LogEntry, BundleError> {
    rules::entry_complete(version, entry, at)?;
    let at_id = at.field("logId");
    let at_kind = at.field("kindVersion");
    let kind_version = required(&entry.kind_version, at_kind)?;
    let promise = entry.inclusion_promise.as_ref().map(|promise| {
        let at = at.field("inclusionPromise");
        bytes(&promise.0.signed_entry_timestamp, MAX_BUNDLE, at.field("signedEntryTimestamp"))
    });
    let proof = entry.inclusion_proof.as_ref().map(|proof| inclusion_proof(&proof.0, at.field("inclusionProof")));
    let parts = LogEntryParts {
        log_index: number(entry.log_index),
        log_id: LogId(form::array(&required(&entry.log_id, at_id)?.key_id, at_id.field("keyId"))?),
        kind: required_text(&kind_version.kind, at_kind.field("kind"))?,
        version: required_text(&kind_version.version, at_kind.field("version"))?,
        integrated_time: number(entry.integrated_time),
        promise: promise.transpose()?,
        proof: proof.transpose()?,
        encoded_body: text(&entry.canonicalized_body).unwrap_or_default(),
        canonical_body: bytes(&entry.canonicalized_body, MAX_BUNDLE, at.field("canonicalizedBody"))?,
    };
    LogEntry::new(parts).map_err(|source| BundleError::Entry { at: at.to_string(), source: Box::new(source) })
}

fn inclusion_proof<'w>(proof: &'w wire::InclusionProof<'_>, at: Place<'_>) -> Result<ProofParts<'w>, BundleError> {
    let at_hashes = at.field("hashes");
    let at_checkpoint = at.field("checkpoint");
    let at_envelope = at_checkpoint.field("envelope");
    let hashes = elements(&proof.hashes);
    let mut decoded = Vec::with_capacity(hashes.len());
    for (index, hash) in hashes.iter().enumerate() {
        decoded.push(form::array_of(hash.as_str(), at_hashes.index(index))?);
    }
    let checkpoint = required_text(&required(&proof.checkpoint, at_checkpoint)?.envelope, at_envelope)?;
    if checkpoint.len() > MAX_CHECKPOINT {
        let at = at_envelope.to_string();
        return Err(FormError::Limit { at, what: "bytes", limit: MAX_CHECKPOINT }.into());
    }
    Ok(ProofParts {
        log_index: number(proof.log_index),
        tree_size: number(proof.tree_size),
        root_hash: form::array(&proof.root_hash, at.field("rootHash"))?,
        hashes: decoded,
        checkpoint: Some(checkpoint),
    })
}

fn timestamps(material: &wire::VerificationMaterial<'_>, at: Place<'_>) -> Result<Vec<Timestamp>, BundleError> {
    let Some(data) = &material.timestamp_verification_data else { return Ok(Vec::new()) };
    let timestamps = elements(&data.0.rfc3161_timestamps);
    rules::timestamps_distinct(timestamps, at)?;
    let read = |(index, timestamp): (usize, &Message<wire::SignedTimestamp<'_>>)| {
        let at = at.index(index);
        let at = at.field("signedTimestamp");
        let der = bytes(&timestamp.0.signed_timestamp, MAX_BUNDLE, at)?;
        Timestamp::from_der(der).map_err(|source| BundleError::Timestamp { at: at.to_string(), source })
    };
    timestamps.iter().enumerate().map(read).collect()
}
