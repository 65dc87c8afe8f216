//! From the wire to the instance.

use super::error::{TrustError, UnusableKey};
use super::instance::{Instance, UnusableLog};
use super::limits::{MAX_AUTHORITIES, MAX_TRUSTED_ROOT};
use super::{keys, wire};
use crate::bundle::form::{self, FormError, bytes, elements, required, required_text};
use crate::bundle::limits::MAX_CERTIFICATE;
use crate::bundle::place::Place;
use crate::bundle::proto::{Message, Text, shorten, text};
use crate::bundle::wire::{Many, RawCertificate};
use crate::crypto::{PublicKey, Scheme};
use crate::time::{UnixTime, Validity};
use crate::tlog::{Log, LogId};
use crate::x509::{Certificate, CertificateAuthority, CtLog, TrustedChain};

/// sigstore_trustroot.proto; `;version=0.2` was never written by anybody, but is what 0.1 has.
const MEDIA_TYPES: &[&str] = &[
    "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
    "application/vnd.dev.sigstore.trustedroot.v0.1+json",
    "application/vnd.dev.sigstore.trustedroot.v0.2+json",
    "application/vnd.dev.sigstore.trustedroot+json;version=0.2",
];

/// sigstore_common.proto, `HashAlgorithm`. RFC 6962 §2.1: SHA-256 is what these logs hash with.
const TREE_HASH: &[(u64, &str, ())] = &[(1, "SHA2_256", ())];

pub(super) fn instance(wire: &wire::TrustedRoot<'_>) -> Result<Instance, TrustError> {
    let media_type = required_text(&wire.media_type, Place::ROOT.field("mediaType"))?;
    if !MEDIA_TYPES.contains(&media_type) {
        return Err(TrustError::MediaType { found: shorten(media_type) });
    }
    let mut unusable_logs = Vec::new();
    let at = Place::ROOT.field("tlogs");
    let mut logs = Vec::new();
    for (index, entry) in elements(&wire.tlogs).iter().enumerate() {
        let ReadLog { id, base_url, operator, validity, key } = log(&entry.0, at.index(index))?;
        match key {
            Ok((key, scheme)) => logs.push(Log::new(id, key, scheme, validity, base_url).operated_by(operator)),
            Err(reason) => unusable_logs.push(UnusableLog { id, base_url, reason }),
        }
    }
    let at = Place::ROOT.field("ctlogs");
    let mut ct_logs = Vec::new();
    for (index, entry) in elements(&wire.ctlogs).iter().enumerate() {
        let at = at.index(index);
        let ReadLog { id, base_url, operator, validity, key } = log(&entry.0, at)?;
        match key {
            // RFC 6962 §3.2: a CT log's id is the SHA-256 of its key.
            Ok((key, _)) if id != LogId::of_key(&key) => {
                let rule = "the log's id is not the SHA-256 of its key";
                return Err(TrustError::Rule { at: at.field("logId").to_string(), rule });
            }
            Ok((key, _)) => ct_logs.push(CtLog { id: id.0, key, validity, base_url, operator }),
            Err(reason) => unusable_logs.push(UnusableLog { id, base_url, reason }),
        }
    }
    let certificate_authorities =
        authorities(&wire.certificate_authorities, Place::ROOT.field("certificateAuthorities"))?;
    let timestamp_authorities = authorities(&wire.timestamp_authorities, Place::ROOT.field("timestampAuthorities"))?;
    let instance =
        Instance { authorities: certificate_authorities, logs, ct_logs, timestamp_authorities, unusable_logs };
    if instance.is_empty() { Err(TrustError::Empty) } else { Ok(instance) }
}

struct ReadLog {
    id: LogId,
    base_url: Box<str>,
    operator: Box<str>,
    validity: Validity,
    key: Result<(PublicKey, Scheme), UnusableKey>,
}

fn log(wire: &wire::LogInstance<'_>, at: Place<'_>) -> Result<ReadLog, TrustError> {
    let at_key = at.field("publicKey");
    let at_id = at.field("logId");
    let at_details = at_key.field("keyDetails");
    let public_key = required(&wire.public_key, at_key)?;
    if let Some(key_id) = &wire.checkpoint_key_id {
        // For convenience, says the schema: checkpoints are matched by the id that C2SP signed-note makes of the key.
        let at = at.field("checkpointKeyId");
        bytes(&key_id.0.key_id, 32, at.field("keyId"))?;
    }
    let raw = bytes(&public_key.raw_bytes, MAX_TRUSTED_ROOT, at_key.field("rawBytes"))?;
    let details = public_key.key_details.as_ref().ok_or_else(|| form::missing(at_details))?;
    let key = match &wire.hash_algorithm {
        Some(other) if other.find(TREE_HASH).is_none() => Err(UnusableKey::HashAlgorithm(other.to_string())),
        _ => keys::parse(details, raw),
    };
    Ok(ReadLog {
        id: LogId(form::array(&required(&wire.log_id, at_id)?.key_id, at_id.field("keyId"))?),
        base_url: required_text(&wire.base_url, at.field("baseUrl"))?.into(),
        operator: text(&wire.operator).unwrap_or_default().into(),
        validity: validity(required(&public_key.valid_for, at_key.field("validFor"))?, at_key.field("validFor"))?,
        key,
    })
}

fn authorities(
    wire: &Many<wire::Authority<'_>, MAX_AUTHORITIES>,
    at: Place<'_>,
) -> Result<Vec<CertificateAuthority>, TrustError> {
    elements(wire).iter().enumerate().map(|(index, entry)| authority(&entry.0, at.index(index))).collect()
}

fn authority(wire: &wire::Authority<'_>, at: Place<'_>) -> Result<CertificateAuthority, TrustError> {
    let at_chain = at.field("certChain");
    let at_certificates = at_chain.field("certificates");
    let certificates = elements(&required(&wire.cert_chain, at_chain)?.certificates);
    if certificates.is_empty() {
        return Err(form::missing(at_certificates).into());
    }
    let read = |(index, raw): (usize, &Message<RawCertificate<'_>>)| {
        let at = at_certificates.index(index);
        let at = at.field("rawBytes");
        let der = bytes(&raw.0.raw_bytes, MAX_CERTIFICATE, at)?;
        Certificate::from_der(der).map_err(|source| TrustError::Certificate { at: at.to_string(), source })
    };
    let certificates = certificates.iter().enumerate().map(read).collect::<Result<_, _>>()?;
    let chain =
        TrustedChain::new(certificates).map_err(|source| TrustError::Chain { at: at_chain.to_string(), source })?;
    let validity = validity(required(&wire.valid_for, at.field("validFor"))?, at.field("validFor"))?;
    let [uri, operator] = [&wire.uri, &wire.operator].map(|field| text(field).unwrap_or_default());
    Ok(CertificateAuthority::new(chain, validity, uri, operator))
}

/// sigstore_common.proto, `TimeRange`: "closed and includes both the start and end times"; the start is required here,
/// since without it a key would count for all of the past.
fn validity(range: &wire::TimeRange<'_>, at: Place<'_>) -> Result<Validity, TrustError> {
    let start = time(&range.start, at.field("start"))?.ok_or_else(|| form::missing(at.field("start")))?;
    let end = time(&range.end, at.field("end"))?;
    if end.is_some_and(|end| end < start) {
        return Err(TrustError::Rule { at: at.to_string(), rule: "the window ends before it starts" });
    }
    Ok(Validity { start, end })
}

fn time(field: &Option<Text<'_>>, at: Place<'_>) -> Result<Option<UnixTime>, FormError> {
    let Some(written) = text(field) else { return Ok(None) };
    let time = UnixTime::parse_rfc3339(written).map_err(|_| FormError::Value {
        at: at.to_string(),
        expected: "an RFC 3339 time, for example 2026-11-21T10:00:00Z",
        found: shorten(written),
    });
    time.map(Some)
}
