//! `sealwright inspect`: what is in a file. It verifies nothing, and says so.

mod attestation;
mod bundle;
mod certificate;
mod facts;
mod predicate;
mod provenance;
mod trust;

use std::io::Write;

use sealwright::{AttestationError, Attestations, Bundle, Certificate, Envelope, PublicKey, Statement, TrustRoot};
use serde::de::IgnoredAny;

use crate::args::{Format, InspectArgs};
use crate::exit::{Exit, Failure};
use crate::input;
use crate::streams::Streams;
pub(crate) use facts::{Fact, Parts};
pub(crate) use trust::instance_facts;

const NO_VERDICT: &str = "nothing was checked: this is what the file says, not what is true";

pub(crate) fn inspect(args: &InspectArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let name = args.file.display().to_string();
    let bytes = if name == "-" { input::read_whole(&mut streams.input, "-")? } else { input::read(&args.file)? };
    let things = look(&bytes).map_err(|why| Failure::refused(format_args!("{name}: {why}")))?;
    for (index, facts) in things.into_iter().enumerate() {
        match args.format.format() {
            Format::Json => {
                let facts = facts.text("note", NO_VERDICT);
                let json = serde_json::to_string(&facts).map_err(std::io::Error::from)?;
                writeln!(streams.out, "{}", printable(&json))?;
            }
            Format::Human => {
                if index > 0 {
                    writeln!(streams.out)?;
                }
                facts::outline(&facts, &mut streams.out)?;
            }
        }
    }
    if args.format.format() == Format::Human {
        writeln!(streams.err, "note: {NO_VERDICT}")?;
    }
    Ok(Exit::Done)
}

/// In JSON, characters outside of ASCII occur in strings alone, where an escape means the same.
fn printable(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() && !c.is_ascii_control() {
            out.push(c);
        } else {
            out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    out
}

/// Everything in the file, by what it looks like.
fn look(bytes: &[u8]) -> Result<Vec<Parts>, String> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    if text.contains("-----BEGIN ") && !text.trim_start().starts_with('{') {
        return pem(text);
    }
    if bytes.first() == Some(&0x30) {
        let certificate = Certificate::from_der(bytes.to_vec()).map_err(|error| error.to_string())?;
        return Ok(vec![certificate::facts(&certificate)]);
    }
    if input::is_json_lines(bytes) {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let things: Result<Vec<_>, _> =
            lines.map(|(index, line)| json(line).map_err(|why| format!("line {}: {why}", index + 1))).collect();
        return things.map(|things| things.into_iter().flatten().collect());
    }
    json(text)
}

fn pem(text: &str) -> Result<Vec<Parts>, String> {
    let mut things = Vec::new();
    for block in blocks(text) {
        if block.starts_with("-----BEGIN CERTIFICATE-----") {
            let certificate = Certificate::from_pem(block).map_err(|error| error.to_string())?;
            things.push(certificate::facts(&certificate));
        } else {
            let key = PublicKey::from_pem(block).map_err(|error| error.to_string())?;
            things.push(certificate::key_facts(&key));
        }
    }
    if things.is_empty() { Err("a PEM block begins, and does not end".to_owned()) } else { Ok(things) }
}

/// Each `-----BEGIN …-----END …-----` of the text.
fn blocks(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let from = rest.find("-----BEGIN ")?;
        let block = rest.get(from..)?;
        let end = block.find("-----END ")? + "-----END ".len();
        let close = end + block.get(end..)?.find("-----")? + "-----".len();
        rest = block.get(close..)?;
        block.get(..close)
    })
}

/// What is alone in its JSON, or each of the attestations that a registry or a builder put into one.
fn json(text: &str) -> Result<Vec<Parts>, String> {
    let words = |error: &dyn std::fmt::Display| error.to_string();
    if text.trim().is_empty() {
        return Err("neither JSON, PEM nor DER".to_owned());
    }
    let keys: Keys = serde_json::from_str(text).map_err(|error| format!("neither JSON, PEM nor DER: {error}"))?;
    let alone = if has(&keys, &["verificationMaterial", "messageSignature", "dsseEnvelope"]) {
        Bundle::from_json(text.as_bytes()).map(|b| bundle::facts(&b)).map_err(|e| words(&e))
    } else if has(&keys, &["certificateAuthorities", "tlogs", "timestampAuthorities", "ctlogs"]) {
        TrustRoot::from_json(text.as_bytes()).map(|r| trust::facts(&r)).map_err(|e| words(&e))
    } else if has(&keys, &["payload", "payloadType"]) {
        Envelope::from_json(text.as_bytes()).map(|e| attestation::envelope(&e)).map_err(|e| words(&e))
    } else if has(&keys, &["_type", "predicateType"]) {
        Statement::from_payload(text.as_bytes()).map(|s| attestation::statement(&s)).map_err(|e| words(&e))
    } else {
        return attestations(text);
    };
    alone.map(|facts| vec![facts])
}

/// One that cannot be read does not hide the others.
fn attestations(text: &str) -> Result<Vec<Parts>, String> {
    let found = Attestations::from_json(text.as_bytes()).map_err(|error| match error {
        AttestationError::Unknown(None) => "JSON, but no bundle, attestation, statement or trusted root".to_owned(),
        error => error.to_string(),
    })?;
    if found.is_empty() {
        return Err("there is no attestation in it".to_owned());
    }
    let facts = |read| match read {
        Ok(found) => bundle::attestation(&found),
        Err(error) => Parts::of("attestation that cannot be read").text("error", error),
    };
    Ok(found.into_iter().map(facts).collect())
}

/// The keys of an object, which tell the kinds of JSON apart.
type Keys = std::collections::BTreeMap<String, IgnoredAny>;

fn has(keys: &Keys, names: &[&str]) -> bool {
    names.iter().any(|name| keys.contains_key(*name))
}
