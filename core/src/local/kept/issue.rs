//! What the authority says of a signature: whose key it is, when it was made, and that it is in the log.

use std::path::Path;

use super::error::LocalError;
use super::identity::{LOCAL_ISSUER, LocalIdentity};
use super::keys::Office;
use super::store::Appended;
use super::trust::LocalTrust;
use crate::crypto::sign::{PrivateKey, SigningKey};
use crate::crypto::{KeyKind, Scheme};
use crate::digest::{Digest, DigestAlgorithm};
use crate::local::bundle::{BundleFacts, ContentFacts, Material, MediaType};
use crate::local::ct::{self, CtLog};
use crate::local::entry::{EntryFacts, EntryType, Verifier};
use crate::local::extension::Extension;
use crate::local::hierarchy::Holder;
use crate::local::log::{Log, LogStyle, LoggedFacts, ProofFacts, Sealed};
use crate::local::timestamp::TimestampFacts;
use crate::local::{algorithm, envelope};
use crate::time::{UnixTime, Validity};

/// Seconds for which a signer's certificate is valid, as Fulcio's are.
const CERTIFICATE_LIFETIME: i64 = 600;

/// Who issues, promises and timestamps.
#[derive(Debug)]
pub(super) struct Offices {
    issuer: Holder,
    ct_log: CtLog,
    timestamping: Holder,
    log_id: Vec<u8>,
    /// When the issuer's and the timestamp authority's certificates end.
    pub(super) end: UnixTime,
}

/// A key made for one run, with its certificate.
pub(super) struct Signer {
    key: PrivateKey,
    certificate: Vec<u8>,
}

/// What is to be signed.
#[derive(Clone, Copy)]
pub(super) enum Subject<'a> {
    /// The SHA-256 of an artifact.
    Message(Digest),
    Envelope {
        payload_type: &'a str,
        payload: &'a [u8],
    },
}

/// A signature, timestamped, and the body of its log entry.
pub(super) struct Signed {
    content: ContentFacts,
    certificate: Vec<u8>,
    timestamp: Vec<u8>,
    pub(super) body: Vec<u8>,
}

impl Offices {
    /// Reads the keys in `dir`; gives the log too.
    pub(super) fn load(dir: &Path, trust: &LocalTrust) -> Result<(Self, Log), LocalError> {
        let holder = |office: Office, authorities| {
            let certificate = trust.certificate(authorities)?;
            let key = office.load(dir, certificate.spki_der())?;
            let end = certificate.validity().end;
            Ok::<_, LocalError>((Holder::restored(key, &certificate), end))
        };
        let (issuer, first) = holder(Office::CertificateAuthority, "certificateAuthorities")?;
        let (timestamping, second) = holder(Office::TimestampAuthority, "timestampAuthorities")?;
        let ct_key = Office::CtLog.load(dir, &trust.bytes("/ctlogs/0/publicKey/rawBytes")?)?;
        let log_key = Office::Log.load(dir, &trust.bytes("/tlogs/0/publicKey/rawBytes")?)?;
        let host = trust.text("/tlogs/0/baseUrl")?.trim_start_matches("https://");
        let log = Log::new(log_key, LogStyle::V2, host);
        let ct_log = CtLog::new(ct_key, trust.text("/ctlogs/0/baseUrl")?);
        let end = first.into_iter().chain(second).min().unwrap_or(UnixTime::from_secs(i64::MAX));
        Ok((Self { issuer, ct_log, timestamping, log_id: log.id().to_vec(), end }, log))
    }

    /// A fresh key and its certificate, promised by the CT log (RFC 6962 section 3.2).
    pub(super) fn signer(&self, identity: &LocalIdentity, at: UnixTime) -> Result<Signer, LocalError> {
        let until = UnixTime::from_secs(at.secs().saturating_add(CERTIFICATE_LIFETIME));
        if until > self.end {
            return Err(LocalError::Ended { end: self.end });
        }
        let key = PrivateKey::generate(KeyKind::EcdsaP256)?;
        let validity = Validity { start: at, end: Some(until) };
        let claims = [(1, LOCAL_ISSUER.to_owned()), (8, LOCAL_ISSUER.to_owned())];
        let mut facts = self.issuer.code_signing_leaf(&key, validity, &[identity.san().clone()], &claims);
        let serial = facts.serial();
        let algorithm = algorithm::identifier(self.issuer.key.public_key().kind(), self.issuer.scheme)?;
        let precertificate = facts.tbs(&algorithm, &serial);
        let sct = self.ct_log.facts(&facts, precertificate, &self.issuer.certificate.facts.spki);
        let sct = self.ct_log.sign(&sct)?;
        facts.set(Extension::sct_list(&ct::list(&[sct])));
        let certificate = facts.sign(&serial, &self.issuer.key, self.issuer.scheme)?.der;
        Ok(Signer { key, certificate })
    }

    /// Signs and timestamps; the log is not asked yet.
    pub(super) fn sign(&self, signer: &Signer, subject: Subject<'_>, at: UnixTime) -> Result<Signed, LocalError> {
        let digest = match subject {
            Subject::Message(digest) => digest,
            Subject::Envelope { payload_type, payload } => {
                DigestAlgorithm::Sha256.digest(&envelope::pae(payload_type, payload))
            }
        };
        let signature = signer.key.sign_digest(&digest)?;
        let stamp = TimestampFacts::new(&self.timestamping, &signature, DigestAlgorithm::Sha256, at);
        let timestamp = stamp.sign(&self.timestamping.key, |_| ())?;
        let content = match subject {
            Subject::Message(digest) => ContentFacts::Message { digest: Some(digest), signature: signature.clone() },
            Subject::Envelope { payload_type, payload } => {
                ContentFacts::Envelope(envelope::json(payload_type, payload, &[(None, &signature)]))
            }
        };
        // Rekor v2 logs an envelope too as a hashedrekord, over the digest of its PAE.
        let entry = EntryFacts {
            kind: EntryType::HashedRekord002,
            digest,
            signature,
            verifier: Verifier::Certificate(signer.certificate.clone()),
            key_details: algorithm::key_details(KeyKind::EcdsaP256, Scheme::of(KeyKind::EcdsaP256))?,
            payload_type: String::new(),
            payload_hash: digest,
            envelope_hash: digest,
        };
        Ok(Signed { content, certificate: signer.certificate.clone(), timestamp, body: entry.body() })
    }

    /// The bundles of signatures that were appended together, JSON.
    pub(super) fn bundles(&self, signed: Vec<Signed>, appended: &Appended) -> Vec<String> {
        let (kind, version) = EntryType::HashedRekord002.kind_version();
        let entries = (appended.first..).zip(&appended.proofs).zip(signed);
        let bundle = |((index, hashes), signed): ((u64, &Vec<[u8; 32]>), Signed)| {
            let proof = ProofFacts {
                index,
                size: appended.size,
                root: appended.root,
                hashes: hashes.clone(),
                checkpoint: Some(appended.checkpoint.clone()),
            };
            let facts = LoggedFacts {
                kind: kind.to_owned(),
                version: version.to_owned(),
                body: signed.body,
                log_id: self.log_id.clone(),
                index,
                integrated_time: None,
                promise: None,
                proof: Some(proof),
            };
            let bundle = BundleFacts {
                media_type: MediaType::V03,
                material: Material::Certificate(signed.certificate),
                entries: vec![Sealed { facts, promise: None, checkpoint: Some(appended.note.clone()) }],
                timestamps: vec![signed.timestamp],
                content: signed.content,
            };
            bundle.json().to_string()
        };
        entries.map(bundle).collect()
    }
}
