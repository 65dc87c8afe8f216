//! `sealwright attest`: an unsigned statement of any predicate.

use serde::de::IgnoredAny;

use crate::args::AttestArgs;
use crate::exit::{Exit, Failure};
use crate::input;
use crate::provenance::{subjects, write};
use crate::streams::Streams;

/// Short names, as cosign has them or after the predicate's own; a URI names every other type.
#[rustfmt::skip]
const TYPES: [(&str, &str); 17] = [
    ("slsaprovenance1", "https://slsa.dev/provenance/v1"),
    ("slsaprovenance02", "https://slsa.dev/provenance/v0.2"),
    ("slsaprovenance01", "https://slsa.dev/provenance/v0.1"),
    ("vsa", "https://slsa.dev/verification_summary/v1"),
    ("spdx", "https://spdx.dev/Document"),
    ("spdxjson", "https://spdx.dev/Document"),
    ("cyclonedx", "https://cyclonedx.org/bom"),
    ("link", "https://in-toto.io/attestation/link/v0.3"),
    ("openvex", "https://openvex.dev/ns"),
    ("vuln", "https://cosign.sigstore.dev/attestation/vuln/v1"),
    ("vulns", "https://in-toto.io/attestation/vulns/v0.2"),
    ("scai", "https://in-toto.io/attestation/scai/v0.3"),
    ("test-result", "https://in-toto.io/attestation/test-result/v0.1"),
    ("release", "https://in-toto.io/attestation/release/v0.1"),
    ("runtime-trace", "https://in-toto.io/attestation/runtime-trace/v0.1"),
    ("reference", "https://in-toto.io/attestation/reference/v0.1"),
    ("svr", "https://in-toto.io/attestation/svr/v0.2"),
];

pub(crate) fn attest(args: &AttestArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let predicate_type = predicate_type(&args.predicate_type)?;
    let predicate = in_one_line(input::read_text(&args.predicate)?);
    let statements = subjects(&args.about, streams)?.statements(predicate_type, &predicate);
    let statements = statements.map_err(|error| match error {
        // About the predicate, and so about its file.
        sealwright::MakeError::Statement(_) => Failure::from_make(&error, Some(&args.predicate))
            .help("a predicate is one JSON object without duplicate keys"),
        error => error.into(),
    })?;
    write(&statements, &args.about, streams)?;
    Ok(Exit::Done)
}

/// JSON without the white space between its words: nothing is written in another way, neither numbers nor order.
fn in_one_line(json: String) -> String {
    // What is no JSON stays wrong; without its spaces it might not.
    if serde_json::from_str::<IgnoredAny>(&json).is_err() {
        return json;
    }
    let (mut in_text, mut escaped) = (false, false);
    let keep = |c: &char| {
        let kept = in_text || !c.is_ascii_whitespace();
        in_text ^= *c == '"' && !escaped;
        escaped = in_text && *c == '\\' && !escaped;
        kept
    };
    json.chars().filter(keep).collect()
}

/// in-toto attestation spec v1, predicateType: a URI.
fn predicate_type(text: &str) -> Result<&str, Failure> {
    if let Some((_, uri)) = TYPES.iter().find(|(name, _)| *name == text) {
        return Ok(uri);
    }
    let (scheme, rest) = text.split_once(':').unwrap_or_default();
    let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|c| c.is_ascii_alphanumeric() || b"+-.".contains(&c));
    if named && !rest.is_empty() && !text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Ok(text);
    }
    let mut names: Vec<_> = TYPES.iter().map(|(name, _)| *name).collect();
    names.dedup();
    Err(Failure::usage(format_args!("there is no type {text}"))
        .help(format_args!("a type is a URI or one of: {}", names.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_put_in_one_line_and_not_otherwise_changed() {
        let json = "{\n \"b\" : [ 1.0,\t1e2 ],\r\n \"a b\": \" \\\" , \\\\\" , \"c\": { } }\n";
        assert_eq!(in_one_line(json.to_owned()), "{\"b\":[1.0,1e2],\"a b\":\" \\\" , \\\\\",\"c\":{}}");
        assert_eq!(in_one_line("{\"a\":1 2}".to_owned()), "{\"a\":1 2}");
    }
}
