//! The verdict as JSON: schema `sealwright/verdict/v1`. Fields are only ever added.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::text::is_unprintable;
use super::{Verdict, provider};
use crate::check::{Check, Status};
use crate::digest::Digest;
use crate::intoto::Statement;
use crate::verify::{EstablishedTime, LogEvidence, SignerEvidence};

pub(super) fn verdict(verdict: &Verdict<'_>) -> String {
    printable(&VerdictJson::new(verdict))
}

/// JSON in one line in which nothing can speak to a terminal.
fn printable(value: &impl Serialize) -> String {
    let mut out = Vec::with_capacity(4096);
    let written = value.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Printable));
    // A Vec takes everything, and every key is text.
    debug_assert!(written.is_ok());
    String::from_utf8(out).unwrap_or_default()
}

#[derive(Serialize)]
struct VerdictJson<'a> {
    schema: &'static str,
    verdict: &'static str,
    artifact: ArtifactJson<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signer: Option<SignerJson<'a>>,
    time: Vec<TimeJson<'a>>,
    log: Vec<LogJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    statement: Option<StatementJson<'a>>,
    checks: Vec<CheckJson<'a>>,
}

impl<'a> VerdictJson<'a> {
    fn new(verdict: &Verdict<'a>) -> Self {
        let evidence = verdict.evidence;
        let artifact = &evidence.artifact;
        Self {
            schema: "sealwright/verdict/v1",
            verdict: if verdict.verified { "verified" } else { "refused" },
            artifact: ArtifactJson { name: artifact.name(), digests: digests(artifact.digests()) },
            signer: evidence.signer.as_ref().map(SignerJson::new),
            time: evidence.times.iter().map(TimeJson::new).collect(),
            log: evidence.log.iter().map(LogJson::new).collect(),
            statement: evidence.statement.as_deref().map(StatementJson::new),
            checks: evidence.checks.iter().map(CheckJson::new).collect(),
        }
    }
}

type Digests = BTreeMap<&'static str, String>;

fn digests(digests: impl IntoIterator<Item = Digest>) -> Digests {
    digests.into_iter().map(|digest| (digest.algorithm().name(), digest.to_hex())).collect()
}

#[derive(Serialize)]
struct ArtifactJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    digests: Digests,
}

#[derive(Serialize)]
#[serde(untagged)]
enum SignerJson<'a> {
    Certificate {
        #[serde(skip_serializing_if = "Option::is_none")]
        identity: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        issuer: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        provider: Option<&'static str>,
        claims: BTreeMap<&'static str, &'a str>,
    },
    Key {
        key: String,
    },
}

impl<'a> SignerJson<'a> {
    fn new(signer: &'a SignerEvidence) -> Self {
        match signer {
            SignerEvidence::Certificate(certificate) => {
                let claims = certificate.claims();
                let issuer = claims.issuer();
                Self::Certificate {
                    identity: certificate.identity().ok().and_then(|san| san.identity_text()),
                    issuer,
                    provider: issuer.and_then(provider::of_issuer),
                    claims: claims.iter().map(|claim| (claim.name, claim.value)).collect(),
                }
            }
            SignerEvidence::Key(key) => Self::Key { key: format!("sha256:{}", key.fingerprint()) },
        }
    }
}

#[derive(Serialize)]
struct TimeJson<'a> {
    source: String,
    at: String,
    by: &'a str,
}

impl<'a> TimeJson<'a> {
    fn new(time: &'a EstablishedTime) -> Self {
        Self { source: time.source.to_string(), at: time.at.to_string(), by: &time.by }
    }
}

#[derive(Serialize)]
struct LogJson {
    log_id: String,
    index: u64,
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    integrated_time: Option<String>,
}

impl LogJson {
    fn new(entry: &LogEvidence) -> Self {
        Self {
            log_id: entry.log_id.to_string(),
            index: entry.index,
            kind: entry.kind.to_string(),
            integrated_time: entry.integrated_time.map(|time| time.to_string()),
        }
    }
}

#[derive(Serialize)]
struct StatementJson<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    predicate_type: &'a str,
    subjects: Vec<SubjectJson<'a>>,
}

#[derive(Serialize)]
struct SubjectJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    digest: BTreeMap<&'a str, &'a str>,
}

impl<'a> StatementJson<'a> {
    fn new(statement: &'a Statement) -> Self {
        let subjects = statement.subjects();
        Self {
            kind: statement.version().uri(),
            predicate_type: statement.predicate_type(),
            subjects: subjects.map(|s| SubjectJson { name: s.name(), digest: s.digests().collect() }).collect(),
        }
    }
}

#[derive(Serialize)]
struct CheckJson<'a> {
    code: &'static str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
    spec: &'static str,
}

impl<'a> CheckJson<'a> {
    fn new(check: &'a Check) -> Self {
        Self {
            code: check.code.as_str(),
            status: match check.status {
                Status::Pass => "pass",
                Status::Fail => "fail",
                Status::Skipped => "skipped",
            },
            message: check.message.as_deref(),
            expected: check.expected.as_ref().map(ToString::to_string),
            found: check.found.as_ref().map(ToString::to_string),
            at: check.at.as_deref(),
            hint: check.hint.as_deref(),
            spec: check.spec,
        }
    }
}

/// Compact JSON that escapes what a terminal would obey, besides what JSON itself demands.
struct Printable;

impl serde_json::ser::Formatter for Printable {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_unprintable(*c)) {
            let (plain, from) = rest.split_at(at);
            writer.write_all(plain.as_bytes())?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = from.strip_prefix(c).unwrap_or_default();
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Code;

    #[test]
    fn a_check_that_holds_says_no_more_than_it_knows() {
        let check = Check::pass(Code::LogInclusion, None);
        let json = printable(&CheckJson::new(&check));
        assert_eq!(json, r#"{"code":"log.inclusion","status":"pass","spec":"RFC 6962 section 2.1.1"}"#);
    }

    #[test]
    fn hostile_text_is_the_same_text_to_a_parser_and_nothing_to_a_terminal() {
        let hostile = "a\x1b[31m\u{9b}\u{202e}\u{e0041}\"\\z";
        let json = printable(&hostile);
        assert_eq!(json, r#""a\u001b[31m\u009b\u202e\udb40\udc41\"\\z""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), hostile);
    }
}
