//! x509-limbo (C2SP) as code-signing chains, and Fulcio-shaped cases of our own: `security/ORIGIN.md`, `relevant.tsv`.

use std::collections::HashMap;
use std::time::Duration;

use sealwright::{Certificate, PathQuery, Purpose, UnixTime, verify_certificate_path};
use serde_json::Value;

use crate::patience::in_time;

/// Verdicts that differ from the table's, and why.
const DIFFERENT: &[(&str, &str)] = &[(
    "webpki::cryptographydotio-chain",
    "a stored web chain for serverAuth; there is no such purpose here, so that it can only be refused",
)];

/// The depth that own-cases.json takes as the default of a caller; the library's own limit is 8 intermediates.
const DEFAULT_INTERMEDIATES: u8 = 6;

#[derive(Default)]
struct Tally {
    accepted: usize,
    refused: usize,
    either: usize,
    different: usize,
    slowest: Duration,
    wrong: Vec<String>,
}

#[test]
fn every_limbo_case_has_the_verdict_of_the_table() {
    let Some(folder) = crate::folder("security") else { return };
    let folder = folder.join("limbo");
    let table = std::fs::read_to_string(folder.join("relevant.tsv")).unwrap();
    let expected: HashMap<_, _> = table.lines().skip(1).filter_map(row).collect();
    let cases = read(&folder.join("limbo-codesigning.json"));
    let cases: HashMap<_, _> = cases.iter().map(|case| (text(case, "id"), case)).collect();
    let mut tally = Tally::default();
    for (id, verdict) in &expected {
        tally.count(cases.get(id).unwrap_or_else(|| panic!("{id} is in the table only")), verdict);
    }
    tally.report("x509-limbo", expected.len());
    // That case is refused for its purpose already: its curve must be a reason of its own.
    let explicit = cases["webpki::explicit-curve"];
    let keys = certificates(explicit, "trusted_certs").into_iter().map(|certificate| certificate.public_key());
    assert!(
        keys.chain([certificate(text(explicit, "peer_certificate")).unwrap().public_key()]).any(|key| key.is_err())
    );
}

#[test]
fn every_fulcio_shaped_case_has_its_verdict() {
    let Some(folder) = crate::folder("security") else { return };
    let cases = read(&folder.join("limbo/own-cases.json"));
    let mut tally = Tally::default();
    for case in &cases {
        let expected = if text(case, "expected_result") == "SUCCESS" { "accept" } else { "refuse" };
        tally.count(case, expected);
    }
    tally.report("own cases", cases.len());
    let deep = cases.iter().find(|case| text(case, "id") == "own::depth-8-intermediates").unwrap();
    assert_eq!(verdict(deep, Some(8)), Ok(()), "ten certificates are the limit, and pass");
    assert_eq!(verdict(deep, None), Ok(()), "without a limit of the caller's the library's holds");
}

#[test]
fn a_revocation_list_is_an_error_to_the_certificate_parser() {
    // RUSTSEC-2026-0104: nothing here reads revocation lists, whatever they contain.
    let Some(folder) = crate::folder("security") else { return };
    let cases = read(&folder.join("limbo/limbo.json"));
    let lists: Vec<_> = cases.iter().filter_map(|case| case["crls"].as_array()).flatten().collect();
    for list in &lists {
        let pem = list.as_str().unwrap();
        assert!(Certificate::from_pem(pem).is_err());
        assert!(Certificate::from_pem(&pem.replace("X509 CRL", "CERTIFICATE")).is_err());
    }
    println!("{} revocation lists refused", lists.len());
    assert!(!lists.is_empty());
}

impl Tally {
    fn count(&mut self, case: &Value, expected: &str) {
        let id = text(case, "id");
        let limit = case["max_chain_depth"].as_u64().map(|depth| u8::try_from(depth).unwrap());
        let verdict = || verdict(case, Some(limit.unwrap_or(DEFAULT_INTERMEDIATES)));
        self.slowest = self.slowest.max(in_time(verdict));
        let verdict = verdict();
        let different = DIFFERENT.iter().any(|(known, _)| *known == id);
        match (expected, &verdict) {
            ("either", _) => self.either += 1,
            ("accept", Ok(())) if !different => self.accepted += 1,
            ("refuse", Err(_)) if !different => self.refused += 1,
            ("accept", Err(_)) if different => self.different += 1,
            _ => self.wrong.push(format!("{id}: expected {expected}, found {verdict:?}")),
        }
    }

    fn report(self, what: &str, cases: usize) {
        let Self { accepted, refused, either, different, slowest, wrong } = self;
        println!(
            "{what}: {cases} cases: {accepted} accepted, {refused} refused, {either} either, {different} listed as \
             different, slowest {slowest:?}"
        );
        assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
        assert_eq!(accepted + refused + either + different, cases);
    }
}

/// The verdict on a case, or in a text why it was refused.
fn verdict(case: &Value, max_intermediates: Option<u8>) -> Result<(), String> {
    let leaf = certificate(text(case, "peer_certificate"))?;
    // A case without a time is about something else: its certificates are valid until 2969.
    let time = case["validation_time"].as_str().unwrap_or("2026-11-21T00:00:00Z");
    let time = UnixTime::parse_rfc3339(time).unwrap();
    let query = PathQuery {
        intermediates: &certificates(case, "untrusted_intermediates"),
        roots: &certificates(case, "trusted_certs"),
        purpose: Purpose::CodeSigning,
        time,
        max_intermediates,
    };
    verify_certificate_path(&leaf, &query).map_err(|error| error.to_string())
}

fn certificate(pem: &str) -> Result<Certificate, String> {
    Certificate::from_pem(pem).map_err(|error| format!("malformed: {error}"))
}

/// The certificates of a field; what does not parse can be part of no path.
fn certificates(case: &Value, field: &str) -> Vec<Certificate> {
    let pems = case[field].as_array().into_iter().flatten().filter_map(Value::as_str);
    pems.filter_map(|pem| certificate(pem).ok()).collect()
}

/// Case and verdict: columns 1 and 6.
fn row(line: &str) -> Option<(&str, &str)> {
    let mut columns = line.split('\t');
    Some((columns.next()?, columns.nth(4)?))
}

fn read(path: &std::path::Path) -> Vec<Value> {
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    file["testcases"].as_array().unwrap().clone()
}

fn text<'a>(case: &'a Value, field: &str) -> &'a str {
    case[field].as_str().unwrap_or_default()
}
