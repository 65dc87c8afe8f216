//! Whole files: the bundles of real clients, JSON lines, and what is no bundle.

use super::super::Stranger;
use super::*;

/// Bundles of `cases.tsv` that are refused before any key is looked at, and how.
const NOT_WELL_FORMED: &[(&str, Code)] = &[
    ("bundle_invalid_version.txt.sigstore", Code::BundleVersion),
    ("bundle_no_cert_v1.txt.sigstore", Code::BundleMalformed),
    ("bundle_no_checkpoint.txt.sigstore", Code::BundleMalformed),
    ("dsse-2sigs.sigstore.json", Code::BundleLimit),
    ("sops_v3_9_0.intoto.jsonl", Code::BundleMalformed),
];

#[test]
fn the_bundles_of_real_clients_are_read() {
    let table = std::fs::read_to_string(folder().join("cases.tsv")).unwrap();
    let names: std::collections::BTreeSet<_> = table.lines().skip(1).filter_map(|l| l.split('\t').next()).collect();
    assert!(names.len() > 20);
    for name in names {
        let read = Bundle::from_json(&std::fs::read(folder().join(name)).unwrap());
        match NOT_WELL_FORMED.iter().find(|row| row.0 == name) {
            Some((_, code)) => assert_eq!(read.expect_err(name).code(), *code, "{name}"),
            None => assert!(read.is_ok(), "{name}: {}", read.unwrap_err()),
        }
    }
}

#[test]
fn json_lines_are_read_line_by_line() {
    let one = json(COSIGN).to_string();
    let lines = format!("\n{one}\r\n\nnonsense\n{one}");
    let read: Vec<_> = Bundle::from_json_lines(lines.as_bytes()).collect();
    assert_eq!(read.len(), 3);
    assert!(read[0].is_ok() && read[2].is_ok());
    let error = read[1].as_ref().unwrap_err();
    assert!(matches!(error, BundleError::Line { number: 4, .. }));
    assert_eq!(error.code(), Code::BundleMalformed);
    assert!(error.at().unwrap().starts_with("line 4"));
    assert_eq!(Bundle::from_json_lines(b"\n \n").count(), 0);
}

#[test]
fn what_is_no_bundle_is_named() {
    let stranger = |json: &[u8]| match Bundle::from_json(json) {
        Err(BundleError::NotABundle(stranger)) => stranger,
        other => panic!("{other:?}"),
    };
    let file = |name: &str| std::fs::read(folder().join(name)).unwrap();
    assert_eq!(stranger(&file("sops_v3_9_0.intoto.jsonl")), Stranger::Envelope);
    assert_eq!(stranger(&file("../../core/roots/sigstore.json")), Stranger::TrustedRoot);
    assert_eq!(stranger(&file("managed-key.pub")), Stranger::Pem);
    let one = json(COSIGN).to_string();
    assert_eq!(stranger(format!("{one}\n{one}\n").as_bytes()), Stranger::Lines);
    assert_eq!(stranger(format!(r#"{{"attestations":[{{"bundle":{one}}}]}}"#).as_bytes()), Stranger::Attestations);
}

#[test]
fn what_is_no_json_says_where() {
    let at = |json: &[u8]| Bundle::from_json(json).unwrap_err().at().unwrap_or_default().into_owned();
    assert_eq!(at(b""), "line 1 column 0");
    assert_eq!(at(b"{\n  nonsense"), "line 2 column 3");
    assert_eq!(at(b"{\"a\xff\":1}"), "byte 3");
    let trailing = format!("{} x", json(COSIGN));
    assert!(at(trailing.as_bytes()).starts_with("line 1 column"));
}

#[test]
fn the_digests_that_a_bundle_speaks_of_are_those_of_its_content() {
    let names = |name: &str| {
        let algorithms = read(&json(name)).unwrap().digest_algorithms();
        algorithms.iter().map(|a| a.name()).collect::<Vec<_>>()
    };
    assert_eq!(names(COSIGN), ["sha256"]);
    assert_eq!(names(V0_1), ["sha512"]);
    assert_eq!(names(KEY), ["sha256"]);
}
