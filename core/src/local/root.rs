//! The trusted root: what a verifier must know of the authority, sigstore_trustroot.proto of protobuf-specs.

use serde_json::{Value, json};

use super::algorithm;
use super::ct::CtLog;
use super::hierarchy::Hierarchy;
use super::log::Log;
use crate::crypto::Scheme;
use crate::crypto::sign::{PrivateKey, SignError};
use crate::encoding::base64;
use crate::time::Validity;

const MEDIA_TYPE: &str = "application/vnd.dev.sigstore.trustedroot+json;version=0.1";

/// What a trusted root says.
#[derive(Clone, Debug)]
pub(super) struct RootFacts {
    pub(super) logs: Vec<(Log, Validity)>,
    pub(super) ct_logs: Vec<(CtLog, Validity)>,
    pub(super) certificate_authorities: Vec<(Hierarchy, Validity)>,
    pub(super) timestamp_authorities: Vec<(Hierarchy, Validity)>,
}

impl RootFacts {
    pub(super) fn json(&self) -> Result<Value, SignError> {
        let log = |(log, validity): &(Log, Validity)| {
            instance(&format!("https://{}", log.host), &log.key, log.scheme, log.id(), *validity)
        };
        let ct_log =
            |(log, validity): &(CtLog, Validity)| instance(&log.url, &log.key, log.scheme, log.id(), *validity);
        let logs: Result<Vec<_>, _> = self.logs.iter().map(log).collect();
        let ct_logs: Result<Vec<_>, _> = self.ct_logs.iter().map(ct_log).collect();
        let authority = |(hierarchy, validity): &(Hierarchy, Validity)| hierarchy.json(*validity);
        Ok(json!({
            "mediaType": MEDIA_TYPE,
            "tlogs": logs?,
            "certificateAuthorities": self.certificate_authorities.iter().map(authority).collect::<Vec<_>>(),
            "ctlogs": ct_logs?,
            "timestampAuthorities": self.timestamp_authorities.iter().map(authority).collect::<Vec<_>>(),
        }))
    }
}

/// `TransparencyLogInstance`.
fn instance(url: &str, key: &PrivateKey, scheme: Scheme, id: [u8; 32], validity: Validity) -> Result<Value, SignError> {
    let key = key.public_key();
    Ok(json!({
        "baseUrl": url,
        "hashAlgorithm": "SHA2_256",
        "publicKey": {
            "rawBytes": base64::encode(key.spki_der()),
            "keyDetails": algorithm::key_details(key.kind(), scheme)?,
            "validFor": window(validity),
        },
        "logId": { "keyId": base64::encode(id) },
    }))
}

impl Hierarchy {
    /// `CertificateAuthority`.
    fn json(&self, validity: Validity) -> Value {
        let certificate = |der: Vec<u8>| json!({ "rawBytes": base64::encode(der) });
        json!({
            "subject": { "organization": self.organization, "commonName": self.common_name },
            "uri": format!("https://{}.{}", self.common_name, self.organization),
            "certChain": { "certificates": self.chain().into_iter().map(certificate).collect::<Vec<_>>() },
            "validFor": window(validity),
        })
    }
}

fn window(validity: Validity) -> Value {
    match validity.end {
        Some(end) => json!({ "start": validity.start.to_string(), "end": end.to_string() }),
        None => json!({ "start": validity.start.to_string() }),
    }
}
