use std::borrow::Cow;
use std::sync::Arc;

use super::json;
use crate::check::{Code, Explain, Value};
use crate::digest::{Digest, DigestAlgorithm, Hasher};

/// Signatures in one envelope; the design's limit. A bundle has one.
pub(super) const MAX_SIGNATURES: usize = 64;

/// An envelope: well-formed, with a payload type and at least one signature; nobody has verified it.
#[derive(Clone, Debug)]
pub struct Envelope {
    payload_type: Arc<str>,
    payload: Arc<Vec<u8>>,
    signatures: Vec<EnvelopeSignature>,
    /// Of the JSON text that it was read from; an envelope inside of something else has none of its own.
    source: Option<Digest>,
}

/// By what they say: how it is written makes no difference.
impl PartialEq for Envelope {
    fn eq(&self, other: &Self) -> bool {
        let Self { payload_type, payload, signatures, source: _ } = self;
        (payload_type, payload, signatures) == (&other.payload_type, &other.payload, &other.signatures)
    }
}

impl Eq for Envelope {}

/// An envelope with one signature, and the certificate that its maker put beside that signature.
#[derive(Debug)]
pub(crate) struct Sealed {
    pub(crate) envelope: Envelope,
    /// slsa-github-generator's `cert`: PEM, the signer's certificate first.
    pub(crate) certificate: Option<Box<str>>,
}

/// One signature of an envelope, and the unsigned hint about its key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EnvelopeSignature {
    pub(crate) key_id: Option<Box<str>>,
    pub(crate) signature: Vec<u8>,
}

impl EnvelopeSignature {
    /// What the signer calls the key; not signed, and so nothing to decide by.
    pub fn key_id(&self) -> Option<&str> {
        self.key_id.as_deref()
    }

    /// The signature, over the envelope's PAE.
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }
}

/// Why bytes are not an envelope.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EnvelopeError {
    /// Not UTF-8, and so not JSON.
    #[error("the envelope is not UTF-8")]
    NotUtf8,
    /// Not JSON, or not that of an envelope.
    #[error("not an envelope: {0}")]
    Json(#[from] serde_json::Error),
    /// A field is not strict base64.
    #[error("{field} is not base64 of one alphabet, padded, without anything else")]
    Base64 {
        /// Which field.
        field: &'static str,
    },
    /// A field that carries the meaning of the envelope is empty.
    #[error("{field} is empty")]
    Empty {
        /// Which field.
        field: &'static str,
    },
    /// More signatures than are looked at.
    #[error("more than 64 signatures")]
    TooManySignatures,
}

impl Explain for EnvelopeError {
    fn code(&self) -> Code {
        match self {
            Self::TooManySignatures => Code::BundleLimit,
            _ => Code::BundleMalformed,
        }
    }

    fn expected(&self) -> Option<Value> {
        match self {
            Self::TooManySignatures => Some(Value::Number(64)),
            _ => None,
        }
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Base64 { field } | Self::Empty { field } => Some((*field).into()),
            Self::TooManySignatures => Some("signatures".into()),
            Self::NotUtf8 | Self::Json(_) => None,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some("the envelope is damaged or not one at all; fetch it anew from its publisher".into())
    }

    fn spec(&self) -> &'static str {
        "DSSE v1.0.2 envelope"
    }
}

impl Envelope {
    /// Reads an envelope in JSON: at most 64 signatures, no duplicate key at any depth, strict base64 in
    /// either alphabet.
    ///
    /// Unknown fields are ignored, as DSSE asks, unless they are a known name in other letters (`Payload`): a reader
    /// that ignores case would take the one for the other.
    pub fn from_json(json: &[u8]) -> Result<Self, EnvelopeError> {
        json::parse(json)
    }

    /// Reads an envelope as [`Self::from_json`] does, into one for each of its signatures; they share the payload.
    ///
    /// DSSE v1.0.2 protocol: one signature that verifies is enough, so one that cannot be read leaves the others be.
    pub(crate) fn each_from_json(json: &[u8]) -> Result<Vec<Result<Sealed, EnvelopeError>>, EnvelopeError> {
        json::parse_each(json)
    }

    pub(crate) fn new(
        payload_type: impl Into<Arc<str>>,
        payload: impl Into<Arc<Vec<u8>>>,
        signatures: Vec<EnvelopeSignature>,
    ) -> Result<Self, EnvelopeError> {
        let payload_type = payload_type.into();
        if payload_type.is_empty() {
            return Err(EnvelopeError::Empty { field: "payloadType" });
        }
        if signatures.is_empty() {
            return Err(EnvelopeError::Empty { field: "signatures" });
        }
        if signatures.len() > MAX_SIGNATURES {
            return Err(EnvelopeError::TooManySignatures);
        }
        if signatures.iter().any(|one| one.signature.is_empty()) {
            return Err(EnvelopeError::Empty { field: "signatures[].sig" });
        }
        Ok(Self { payload_type, payload: payload.into(), signatures, source: None })
    }

    /// The same envelope, read from a text with this SHA-256.
    pub(super) fn read_from(self, source: Digest) -> Self {
        Self { source: Some(source), ..self }
    }

    /// The SHA-256 of the JSON text that it was read from, byte for byte, if it was read on its own.
    pub(crate) fn source(&self) -> Option<Digest> {
        self.source
    }

    /// What the payload is, for example `application/vnd.in-toto+json`.
    pub fn payload_type(&self) -> &str {
        &self.payload_type
    }

    /// The payload.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The signatures; there is at least one.
    pub fn signatures(&self) -> &[EnvelopeSignature] {
        &self.signatures
    }

    /// The bytes that are signed: the pre-authentication encoding of payload type and payload.
    pub fn pae(&self) -> Vec<u8> {
        Self::encoded(&self.payload_type, &self.payload)
    }

    /// The pre-authentication encoding of a payload of this type.
    pub(crate) fn encoded(payload_type: &str, payload: &[u8]) -> Vec<u8> {
        let header = pae_header(payload_type, payload);
        let mut pae = Vec::with_capacity(header.len() + payload.len());
        pae.extend_from_slice(header.as_bytes());
        pae.extend_from_slice(payload);
        pae
    }

    /// The digest of [`Self::pae`], without copying the payload.
    pub fn pae_digest(&self, algorithm: DigestAlgorithm) -> Digest {
        let mut hasher = Hasher::new(algorithm);
        hasher.update(pae_header(&self.payload_type, &self.payload).as_bytes());
        hasher.update(&self.payload);
        hasher.finish()
    }
}

/// DSSE v1.0.2 protocol, "Signature definition": `DSSEv1 LEN(type) type LEN(payload) `, lengths in UTF-8 bytes.
fn pae_header(payload_type: &str, payload: &[u8]) -> String {
    format!("DSSEv1 {} {} {} ", payload_type.len(), payload_type, payload.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(signatures: &str) -> Result<Envelope, EnvelopeError> {
        let json = format!(
            r#"{{"payload":"aGVsbG8gd29ybGQ=","payloadType":"http://example.com/HelloWorld","signatures":{signatures}}}"#
        );
        Envelope::from_json(json.as_bytes())
    }

    #[test]
    fn the_encoding_is_that_of_the_specification() {
        let envelope = read(r#"[{"sig":"AA=="}]"#).unwrap();
        let expected = b"DSSEv1 29 http://example.com/HelloWorld 11 hello world";
        assert_eq!(envelope.pae(), expected);
        for algorithm in DigestAlgorithm::ALL {
            assert_eq!(envelope.pae_digest(algorithm), algorithm.digest(expected));
        }
    }

    #[test]
    fn only_an_envelope_that_was_read_on_its_own_knows_its_text() {
        let compact = br#"{"payload":"","payloadType":"x","signatures":[{"sig":"AA=="},{"sig":"AQ=="}]}"#;
        let spaced = [b" ".as_slice(), compact].concat();
        let sha256 = |text: &[u8]| Some(DigestAlgorithm::Sha256.digest(text));
        let (one, other) = (Envelope::from_json(compact).unwrap(), Envelope::from_json(&spaced).unwrap());
        assert_eq!((one.source(), other.source()), (sha256(compact), sha256(&spaced)));
        assert_eq!(one, other);
        for sealed in Envelope::each_from_json(&spaced).unwrap() {
            assert_eq!(sealed.unwrap().envelope.source(), sha256(&spaced));
        }
        assert_eq!(Envelope::new("x", Vec::new(), one.signatures().to_vec()).unwrap().source(), None);
    }

    #[test]
    fn ghsa_72c7_4g63_hpw5_an_envelope_without_a_signature_is_refused() {
        for none in ["[]", "null", "{}", r#"[{"sig":""}]"#, r#"[{"keyid":"x"}]"#, r#"[{"sig":null}]"#, "[null]"] {
            assert!(read(none).is_err(), "{none}");
        }
        let json = br#"{"payload":"","payloadType":"x"}"#;
        assert!(Envelope::from_json(json).is_err());
    }

    #[test]
    fn the_65th_signature_is_refused() {
        let list = |n: usize| format!("[{}]", vec![r#"{"sig":"AA=="}"#; n].join(","));
        assert_eq!(read(&list(64)).unwrap().signatures().len(), 64);
        let error = read(&list(65)).unwrap_err();
        assert_eq!((error.code(), error.at().as_deref()), (Code::BundleLimit, Some("signatures")));
    }

    #[test]
    fn an_error_says_where_it_is() {
        let error = |json: &str| {
            let error = Envelope::from_json(json.as_bytes()).unwrap_err();
            assert!(error.hint().is_some() && error.spec().starts_with("DSSE"));
            (error.code(), error.at().unwrap_or_default().into_owned())
        };
        let with = |payload: &str, payload_type: &str, sig: &str| {
            error(&format!(
                r#"{{"payload":"{payload}","payloadType":"{payload_type}","signatures":[{{"sig":"{sig}"}}]}}"#
            ))
        };
        let malformed = |at: &str| (Code::BundleMalformed, at.to_owned());
        assert_eq!(with("A", "x", "AA=="), malformed("payload"));
        assert_eq!(with("AA==", "", "AA=="), malformed("payloadType"));
        assert_eq!(with("AA==", "x", ""), malformed("signatures[].sig"));
        assert_eq!(error("{"), malformed(""));
        let error = Envelope::from_json(b"\xff").unwrap_err();
        assert!(matches!(error, EnvelopeError::NotUtf8), "{error}");
    }

    #[test]
    fn a_key_in_other_letters_is_no_unknown_key() {
        let with = |key: &str| {
            let json = format!(r#"{{"payload":"","payloadType":"x","signatures":[{{"sig":"AA=="}}],{key}:""}}"#);
            Envelope::from_json(json.as_bytes()).is_ok()
        };
        assert!(with(r#""extra""#) && with(r#""payloads""#));
        for bad in
            [r#""Payload""#, r#""PAYLOADTYPE""#, r#""payloadtype""#, "\"\u{17f}ignatures\"", r#""\u017fignatures""#]
        {
            assert!(!with(bad), "{bad}");
        }
        assert!(read(r#"[{"sig":"AA==","KeyID":"x"}]"#).is_err());
        assert_eq!(read(r#"[{"sig":"AA==","keyid":"x"}]"#).unwrap().signatures()[0].key_id(), Some("x"));
    }
}
