//! The envelope as it is written in JSON.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::envelope::{Envelope, EnvelopeError, EnvelopeSignature, MAX_SIGNATURES, Sealed};
use crate::digest::DigestAlgorithm;
use crate::encoding::{base64, json};

pub(super) fn parse(bytes: &[u8]) -> Result<Envelope, EnvelopeError> {
    let wire = read(bytes)?;
    let payload = decode("payload", &wire.payload)?;
    let signatures = wire.signatures.list.iter().map(signature);
    let envelope = Envelope::new(wire.payload_type, payload, signatures.collect::<Result<_, EnvelopeError>>()?)?;
    Ok(envelope.read_from(DigestAlgorithm::Sha256.digest(bytes)))
}

pub(super) fn parse_each(bytes: &[u8]) -> Result<Vec<Result<Sealed, EnvelopeError>>, EnvelopeError> {
    let wire = read(bytes)?;
    if wire.signatures.list.is_empty() {
        return Err(EnvelopeError::Empty { field: "signatures" });
    }
    let payload = Arc::new(decode("payload", &wire.payload)?);
    let payload_type: Arc<str> = wire.payload_type.into();
    let source = DigestAlgorithm::Sha256.digest(bytes);
    let seal = |one: &WireSignature<'_>| {
        let envelope =
            Envelope::new(Arc::clone(&payload_type), Arc::clone(&payload), vec![signature(one)?])?.read_from(source);
        let certificate = one.certificate.as_deref().filter(|pem| !pem.is_empty()).map(Box::from);
        Ok(Sealed { envelope, certificate })
    };
    Ok(wire.signatures.list.iter().map(seal).collect())
}

fn read(bytes: &[u8]) -> Result<Wire<'_>, EnvelopeError> {
    let text = std::str::from_utf8(bytes).map_err(|_| EnvelopeError::NotUtf8)?;
    let wire: Wire<'_> = json::from_str(text)?;
    if wire.signatures.too_many { Err(EnvelopeError::TooManySignatures) } else { Ok(wire) }
}

fn signature(one: &WireSignature<'_>) -> Result<EnvelopeSignature, EnvelopeError> {
    let signature = decode("signatures[].sig", &one.sig)?;
    Ok(EnvelopeSignature { key_id: one.key_id.as_deref().map(Box::from), signature })
}

// DSSE v1.0.2 protocol: either alphabet may be written (Google Cloud Build writes the URL-safe one), so both are read.
fn decode(field: &'static str, text: &str) -> Result<Vec<u8>, EnvelopeError> {
    base64::decode_either(text).map_err(|_| EnvelopeError::Base64 { field })
}

struct Wire<'a> {
    payload_type: Cow<'a, str>,
    payload: Cow<'a, str>,
    signatures: Signatures<'a>,
}

struct WireSignature<'a> {
    key_id: Option<Cow<'a, str>>,
    sig: Cow<'a, str>,
    certificate: Option<Cow<'a, str>>,
}

struct Signatures<'a> {
    list: Vec<WireSignature<'a>>,
    too_many: bool,
}

/// A string that is borrowed where it has no escapes. (`Cow` alone is always copied.)
#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

const PAYLOAD_TYPE: &str = "payloadType";
const PAYLOAD: &str = "payload";
const SIGNATURES: &str = "signatures";
const KEY_ID: &str = "keyid";
const SIG: &str = "sig";
/// Not DSSE's: slsa-github-generator writes the signer's certificate here, in PEM.
const CERT: &str = "cert";

impl<'de: 'a, 'a> Deserialize<'de> for Wire<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WireVisitor;
        impl<'de> Visitor<'de> for WireVisitor {
            type Value = Wire<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an envelope: payload, payloadType and signatures")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let (mut payload_type, mut payload, mut signatures) = (None, None, None);
                while let Some(Text(key)) = map.next_key()? {
                    match &*key {
                        PAYLOAD_TYPE => payload_type = Some(map.next_value::<Text<'de>>()?.0),
                        PAYLOAD => payload = Some(map.next_value::<Text<'de>>()?.0),
                        SIGNATURES => signatures = Some(map.next_value()?),
                        other => {
                            refuse_variant(other, &[PAYLOAD_TYPE, PAYLOAD, SIGNATURES])?;
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                let missing = A::Error::missing_field;
                Ok(Wire {
                    payload_type: payload_type.ok_or_else(|| missing(PAYLOAD_TYPE))?,
                    payload: payload.ok_or_else(|| missing(PAYLOAD))?,
                    signatures: signatures.ok_or_else(|| missing(SIGNATURES))?,
                })
            }
        }
        deserializer.deserialize_map(WireVisitor)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Signatures<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ListVisitor;
        impl<'de> Visitor<'de> for ListVisitor {
            type Value = Signatures<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of signatures")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut list = Vec::new();
                while list.len() < MAX_SIGNATURES {
                    let Some(signature) = seq.next_element()? else {
                        return Ok(Signatures { list, too_many: false });
                    };
                    list.push(signature);
                }
                let mut too_many = false;
                while seq.next_element::<IgnoredAny>()?.is_some() {
                    too_many = true;
                }
                Ok(Signatures { list, too_many })
            }
        }
        deserializer.deserialize_seq(ListVisitor)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for WireSignature<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SignatureVisitor;
        impl<'de> Visitor<'de> for SignatureVisitor {
            type Value = WireSignature<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a signature: sig and perhaps keyid")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let (mut key_id, mut sig, mut certificate) = (None, None, None);
                while let Some(Text(key)) = map.next_key()? {
                    match &*key {
                        // Some writers put null where they have no key id.
                        KEY_ID => key_id = map.next_value::<Option<Text<'de>>>()?.map(|text| text.0),
                        CERT => certificate = map.next_value::<Option<Text<'de>>>()?.map(|text| text.0),
                        SIG => sig = Some(map.next_value::<Text<'de>>()?.0),
                        other => {
                            refuse_variant(other, &[KEY_ID, SIG, CERT])?;
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                let sig = sig.ok_or_else(|| A::Error::missing_field(SIG))?;
                Ok(WireSignature { key_id, sig, certificate })
            }
        }
        deserializer.deserialize_map(SignatureVisitor)
    }
}

/// Refuses a key that is a known one for a reader that ignores case, as Go's encoding/json does.
fn refuse_variant<E: serde::de::Error>(key: &str, known: &[&str]) -> Result<(), E> {
    // Unicode case folding: the long s is an s, the Kelvin sign a k.
    let fold = |c: char| match c {
        '\u{17f}' => 's',
        '\u{212a}' => 'k',
        c => c.to_ascii_lowercase(),
    };
    let variant = |name: &&&str| key.chars().map(fold).eq(name.chars().map(fold));
    match known.iter().find(variant) {
        Some(name) => Err(E::custom(format_args!("a key that differs from {name:?} by case alone"))),
        None => Ok(()),
    }
}
