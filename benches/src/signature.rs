//! An oracle of its own, by other libraries than the core's: it cuts out of a bundle what was signed, by whom, and the signature.

use aws_lc_rs::digest::{self, Digest};
use aws_lc_rs::signature::{self as lc, UnparsedPublicKey, VerificationAlgorithm};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use der::asn1::ObjectIdentifier;
use der::{Decode, Encode};
use serde_json::Value;
use x509_cert::Certificate;
use x509_cert::spki::SubjectPublicKeyInfoRef;

use crate::{Case, Result, timestamp};

const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
const SCT_LIST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.11129.2.4.2");
pub(crate) const ECDSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
pub(crate) const ECDSA_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3");
pub(crate) const ECDSA_SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.4");

/// One signature that a bundle needs verified.
pub(crate) struct SignatureCheck {
    /// Whose it is: `certificate`, `SCT`, `promise`, `checkpoint`, `artifact`, `timestamp`.
    pub(crate) what: &'static str,
    /// The key's kind.
    pub(crate) kind: &'static str,
    key: UnparsedPublicKey<Vec<u8>>,
    message: Message,
    signature: Vec<u8>,
}

pub(crate) enum Message {
    Bytes(Vec<u8>),
    Digest(Digest),
}

impl SignatureCheck {
    /// Verifies it, as anybody would call aws-lc-rs.
    pub(crate) fn verify(&self) -> bool {
        match &self.message {
            Message::Bytes(bytes) => self.key.verify(bytes, &self.signature),
            Message::Digest(digest) => self.key.verify_digest(digest, &self.signature),
        }
        .is_ok()
    }

    pub(crate) fn new(what: &'static str, spki: &[u8], hash: Hash, message: Message, signature: &[u8]) -> Result<Self> {
        let spki = SubjectPublicKeyInfoRef::from_der(spki)?;
        let (kind, algorithm) = algorithm(&spki, hash)?;
        let key = spki.subject_public_key.as_bytes().ok_or("a key of a broken octet")?.to_vec();
        Ok(Self { what, kind, key: UnparsedPublicKey::new(algorithm, key), message, signature: signature.to_vec() })
    }
}

impl std::fmt::Debug for SignatureCheck {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} by {}", self.what, self.kind)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub(crate) fn of_ecdsa(oid: ObjectIdentifier) -> Result<Self> {
        match oid {
            ECDSA_SHA256 => Ok(Self::Sha256),
            ECDSA_SHA384 => Ok(Self::Sha384),
            ECDSA_SHA512 => Ok(Self::Sha512),
            other => Err(format!("the floor knows no signature algorithm {other}").into()),
        }
    }
}

fn algorithm(
    spki: &SubjectPublicKeyInfoRef<'_>,
    hash: Hash,
) -> Result<(&'static str, &'static dyn VerificationAlgorithm)> {
    let curve = || spki.algorithm.parameters_oid().ok();
    Ok(match (spki.algorithm.oid, hash) {
        (ED25519, _) => ("Ed25519", &lc::ED25519),
        (EC_PUBLIC_KEY, Hash::Sha256) if curve() == Some(P256) => ("P-256", &lc::ECDSA_P256_SHA256_ASN1),
        (EC_PUBLIC_KEY, Hash::Sha384) if curve() == Some(P256) => ("P-256", &lc::ECDSA_P256_SHA384_ASN1),
        (EC_PUBLIC_KEY, Hash::Sha512) if curve() == Some(P256) => ("P-256", &lc::ECDSA_P256_SHA512_ASN1),
        (EC_PUBLIC_KEY, Hash::Sha256) if curve() == Some(P384) => ("P-384", &lc::ECDSA_P384_SHA256_ASN1),
        (EC_PUBLIC_KEY, Hash::Sha384) if curve() == Some(P384) => ("P-384", &lc::ECDSA_P384_SHA384_ASN1),
        (EC_PUBLIC_KEY, Hash::Sha512) if curve() == Some(P384) => ("P-384", &lc::ECDSA_P384_SHA512_ASN1),
        (other, _) => return Err(format!("the floor knows no key of kind {other}").into()),
    })
}

/// Every signature that the bundle of a case needs verified, links within the trusted root left out: those need no bundle.
pub(crate) fn checks(case: &Case) -> Result<Vec<SignatureCheck>> {
    let bundle: Value = serde_json::from_slice(&case.bundle)?;
    let root: Value = serde_json::from_slice(&case.root)?;
    let certificate = bundle
        .pointer("/verificationMaterial/certificate/rawBytes")
        .or_else(|| bundle.pointer("/verificationMaterial/x509CertificateChain/certificates/0/rawBytes"))
        .ok_or("a bundle without a certificate")?;
    let leaf = Certificate::from_der(&decode(certificate)?)?;
    let leaf_key = leaf.tbs_certificate.subject_public_key_info.to_der()?;
    let entry = bundle.pointer("/verificationMaterial/tlogEntries/0").ok_or("a bundle without a log entry")?;

    let (issuer_key, signed_leaf) = issued(&leaf, &root)?;
    let mut checks = vec![signed_leaf, sct(&leaf, &issuer_key, &root)?];
    checks.extend(promise(entry, &root)?);
    checks.push(checkpoint(entry, &root)?);
    let (signature, message) = content(&bundle, case)?;
    let timestamps = bundle.pointer("/verificationMaterial/timestampVerificationData/rfc3161Timestamps");
    for timestamp in timestamps.and_then(Value::as_array).into_iter().flatten() {
        checks.push(timestamp::check(&bytes(timestamp, "/signedTimestamp")?, &signature, &root)?);
    }
    checks.push(SignatureCheck::new("artifact", &leaf_key, Hash::Sha256, message, &signature)?);
    Ok(checks)
}

/// The leaf by its issuer, and the issuer's key.
fn issued(leaf: &Certificate, root: &Value) -> Result<(Vec<u8>, SignatureCheck)> {
    let tbs = leaf.tbs_certificate.to_der()?;
    let hash = Hash::of_ecdsa(leaf.signature_algorithm.oid)?;
    let signature = leaf.signature.as_bytes().ok_or("a signature of a broken octet")?;
    for authority in list(root, "/certificateAuthorities") {
        for certificate in list(authority, "/certChain/certificates") {
            let issuer = Certificate::from_der(&bytes(certificate, "/rawBytes")?)?.tbs_certificate;
            let key = issuer.subject_public_key_info.to_der()?;
            let check = SignatureCheck::new("certificate", &key, hash, Message::Bytes(tbs.clone()), signature)?;
            if issuer.subject == leaf.tbs_certificate.issuer && check.verify() {
                return Ok((key, check));
            }
        }
    }
    Err("no authority of the root issued the certificate".into())
}

/// RFC 6962 §3.2: the precertificate is the certificate without the list of SCTs.
fn sct(leaf: &Certificate, issuer_key: &[u8], root: &Value) -> Result<SignatureCheck> {
    let mut tbs = leaf.tbs_certificate.clone();
    let mut extensions = tbs.extensions.take().unwrap_or_default();
    let list_at = extensions.iter().position(|extension| extension.extn_id == SCT_LIST).ok_or("no SCT")?;
    let list_bytes = extensions.remove(list_at).extn_value.into_bytes();
    tbs.extensions = Some(extensions);
    let tbs = tbs.to_der()?;

    let scts = der::asn1::OctetString::from_der(&list_bytes)?.into_bytes();
    let mut rest = scts.as_slice();
    take(&mut rest, 4)?; // lengths of the list and of its first SCT
    take(&mut rest, 1)?; // version
    let log = take(&mut rest, 32)?;
    let time = take(&mut rest, 8)?;
    let extensions = prefixed(&mut rest)?;
    let sha256_ecdsa = take(&mut rest, 2)? == [4, 3];
    let signature = prefixed(&mut rest)?;
    let log = named(root, "/ctlogs", log)?;

    let mut message = vec![0, 0];
    message.extend_from_slice(time);
    message.extend_from_slice(&[0, 1]);
    message.extend_from_slice(digest::digest(&digest::SHA256, issuer_key).as_ref());
    message.extend_from_slice(u32::try_from(tbs.len())?.to_be_bytes().get(1..).unwrap_or_default());
    message.extend_from_slice(&tbs);
    message.extend_from_slice(&u16::try_from(extensions.len())?.to_be_bytes());
    message.extend_from_slice(extensions);
    if !sha256_ecdsa {
        return Err("the floor knows ECDSA with SHA-256 in SCTs only".into());
    }
    SignatureCheck::new("SCT", &bytes(log, "/publicKey/rawBytes")?, Hash::Sha256, Message::Bytes(message), signature)
}

/// RFC 8785: the members in order, without spaces.
fn promise(entry: &Value, root: &Value) -> Result<Option<SignatureCheck>> {
    let Some(promise) = entry.pointer("/inclusionPromise/signedEntryTimestamp") else { return Ok(None) };
    let log_id = bytes(entry, "/logId/keyId")?;
    let log = named(root, "/tlogs", &log_id)?;
    let hex = hex(&log_id);
    let text = |pointer| entry.pointer(pointer).and_then(Value::as_str).ok_or("a promise of nothing");
    let message = format!(
        r#"{{"body":"{}","integratedTime":{},"logID":"{hex}","logIndex":{}}}"#,
        text("/canonicalizedBody")?,
        text("/integratedTime")?,
        text("/logIndex")?,
    );
    let key = bytes(log, "/publicKey/rawBytes")?;
    let message = Message::Bytes(message.into_bytes());
    Ok(Some(SignatureCheck::new("promise", &key, Hash::Sha256, message, &decode(promise)?)?))
}

/// C2SP signed-note: the text ends in a newline, an empty line follows, then the signatures; the log's own, not its witnesses'.
fn checkpoint(entry: &Value, root: &Value) -> Result<SignatureCheck> {
    let note = entry.pointer("/inclusionProof/checkpoint/envelope").and_then(Value::as_str).ok_or("no checkpoint")?;
    let end = note.find("\n\n").ok_or("a checkpoint without signatures")? + 1;
    let (text, signatures) = note.split_at(end);
    for log in list(root, "/tlogs") {
        let key = bytes(log, "/publicKey/rawBytes")?;
        for line in signatures.lines() {
            let Some((_, encoded)) = line.rsplit_once(' ') else { continue };
            let signature = BASE64_STANDARD.decode(encoded)?;
            let signature = signature.get(4..).ok_or("a signature without its key's hint")?;
            let message = Message::Bytes(text.as_bytes().to_vec());
            let check = SignatureCheck::new("checkpoint", &key, Hash::Sha256, message, signature)?;
            if check.verify() {
                return Ok(check);
            }
        }
    }
    Err("no log of the root signed the checkpoint".into())
}

/// The signature over the artifact, and what it is over.
fn content(bundle: &Value, case: &Case) -> Result<(Vec<u8>, Message)> {
    let Some(envelope) = bundle.pointer("/dsseEnvelope") else {
        let (_, artifact) = digest(&case.digest)?;
        let artifact = Digest::import_less_safe(&artifact, &digest::SHA256).map_err(|_| "not a SHA-256 digest")?;
        return Ok((bytes(bundle, "/messageSignature/signature")?, Message::Digest(artifact)));
    };
    let payload = bytes(envelope, "/payload")?;
    let kind = envelope.pointer("/payloadType").and_then(Value::as_str).ok_or("a payload without a type")?;
    let mut pae = format!("DSSEv1 {} {kind} {} ", kind.len(), payload.len()).into_bytes();
    pae.extend_from_slice(&payload);
    Ok((bytes(envelope, "/signatures/0/sig")?, Message::Bytes(pae)))
}

/// A digest as `algorithm:hex`, taken apart.
pub(crate) fn digest(text: &str) -> Result<(&str, Vec<u8>)> {
    let (algorithm, hex) = text.split_once(':').ok_or("a digest without its algorithm")?;
    let octet = |at: usize| hex.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let digest: Option<Vec<u8>> = (0..hex.len()).step_by(2).map(octet).collect();
    Ok((algorithm, digest.ok_or("a digest that is not hex")?))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// The log of a root that has this id.
fn named<'v>(root: &'v Value, pointer: &str, id: &[u8]) -> Result<&'v Value> {
    let log = list(root, pointer).find(|log| bytes(log, "/logId/keyId").is_ok_and(|key_id| key_id == id));
    Ok(log.ok_or("the root does not know the log")?)
}

pub(crate) fn list<'v>(value: &'v Value, pointer: &str) -> impl Iterator<Item = &'v Value> {
    value.pointer(pointer).and_then(Value::as_array).into_iter().flatten()
}

pub(crate) fn bytes(value: &Value, pointer: &str) -> Result<Vec<u8>> {
    decode(value.pointer(pointer).ok_or_else(|| format!("{pointer} is missing"))?)
}

fn decode(value: &Value) -> Result<Vec<u8>> {
    Ok(BASE64_STANDARD.decode(value.as_str().ok_or("base64 that is no string")?)?)
}

/// RFC 8446 §3.4: a vector, its length in two octets before it.
fn prefixed<'b>(rest: &mut &'b [u8]) -> Result<&'b [u8]> {
    let length = take(rest, 2)?.iter().fold(0, |length, octet| length << 8 | usize::from(*octet));
    take(rest, length)
}

fn take<'b>(rest: &mut &'b [u8], length: usize) -> Result<&'b [u8]> {
    let (taken, left) = rest.split_at_checked(length).ok_or("an SCT that ends early")?;
    *rest = left;
    Ok(taken)
}
