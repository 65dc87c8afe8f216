//! Certificates of real bundles and trusted roots.

use std::path::Path as FilePath;

use serde_json::Value;

use super::sct::SctError;
use super::*;
use crate::check::{Code, Explain};
use crate::crypto::{PublicKey, SignatureChecks};
use crate::encoding::base64;
use crate::time::{UnixTime, Validity};

fn json(file: &str) -> Value {
    let path = FilePath::new(env!("CARGO_MANIFEST_DIR")).join(file);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn bytes(value: &Value) -> Vec<u8> {
    base64::decode(value.as_str().unwrap()).unwrap()
}

fn certificate(value: &Value) -> Certificate {
    Certificate::from_der(bytes(&value["rawBytes"])).unwrap()
}

fn leaf(bundle: &str) -> Certificate {
    let bundle = json(&format!("../testdata/bundles/{bundle}"));
    let material = &bundle["verificationMaterial"];
    let one = &material["certificate"];
    certificate(if one.is_null() { &material["x509CertificateChain"]["certificates"][0] } else { one })
}

fn chains(root: &Value, authorities: &str) -> Vec<TrustedChain> {
    let chain = |authority: &Value| {
        let certificates = authority["certChain"]["certificates"].as_array().unwrap();
        TrustedChain::new(certificates.iter().map(certificate).collect()).unwrap()
    };
    root[authorities].as_array().into_iter().flatten().map(chain).collect()
}

fn ct_logs(root: &Value) -> Vec<CtLog> {
    let log = |log: &Value| {
        let key = &log["publicKey"];
        let time = |end: &Value| end.as_str().map(|text| UnixTime::parse_rfc3339(text).unwrap());
        Some(CtLog {
            id: bytes(&log["logId"]["keyId"]).try_into().unwrap(),
            // Old logs of staging have a bare RSAPublicKey.
            key: PublicKey::from_spki_der(bytes(&key["rawBytes"])).ok()?,
            validity: Validity { start: time(&key["validFor"]["start"]).unwrap(), end: time(&key["validFor"]["end"]) },
            base_url: log["baseUrl"].as_str().unwrap().into(),
            operator: "".into(),
        })
    };
    root["ctlogs"].as_array().into_iter().flatten().filter_map(log).collect()
}

/// A bundle, its root, how many of its SCTs verify.
const REAL: &[(&str, &str, usize)] = &[
    ("happy-path.json", "roots/sigstore.json", 1),
    ("othername.sigstore.json", "../testdata/roots/scaffolding.json", 1),
    ("rekor-v2-tsa.sigstore.json", "../testdata/roots/staging-2025.json", 1),
    ("sigstore.js@2.0.0-provenance.sigstore.json", "roots/sigstore.json", 1),
    ("staging-rekor-v2.txt.sigstore.json", "../testdata/roots/staging.json", 1),
    ("github_build_provenance_jdx_mise.json", "roots/sigstore.json", 1),
    ("github_release_attestation_jdx_mise.json", "roots/github.json", 0),
    ("conda-attestation.sigstore.json", "roots/sigstore.json", 1),
    ("dsse.sigstore.json", "roots/sigstore.json", 1),
];

/// The path of a leaf under one of the root's authorities, while the leaf was valid.
fn path(leaf: &Certificate, root: &Value) -> Result<Path, ChainError> {
    let checks = SignatureChecks::new();
    let Validity { start, end } = leaf.validity();
    let mut last = None;
    for chain in chains(root, "certificateAuthorities") {
        match verify_path(leaf, &[], &chain, Purpose::CodeSigning, &[start, end.unwrap()], &checks) {
            Ok(path) => return Ok(path),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap())
}

#[test]
fn real_leaves_chain_to_their_roots_and_their_logs_vouch_for_them() {
    for (bundle, root, scts) in REAL {
        let (leaf, root) = (leaf(bundle), json(root));
        let path = path(&leaf, &root).unwrap_or_else(|error| panic!("{bundle}: {error}"));
        let found = verify_scts(&leaf, &path.issuer, &ct_logs(&root), &SignatureChecks::new());
        let found = found.unwrap_or_else(|error| panic!("{bundle}: {error}"));
        assert_eq!((found.verified().len(), found.unknown()), (*scts, 0), "{bundle}");
        assert!(leaf.identity().is_ok());
    }
}

#[test]
fn every_certificate_of_the_embedded_roots_is_read_and_every_authority_is_fit() {
    for root in ["roots/sigstore.json", "roots/github.json", "../testdata/roots/staging.json"] {
        let root = json(root);
        assert!(!chains(&root, "certificateAuthorities").is_empty());
        for chain in chains(&root, "timestampAuthorities") {
            let (leaf, at) = (&chain.certificates()[0], chain.certificates()[0].validity().start);
            let checks = SignatureChecks::new();
            let verify = |at| verify_path(leaf, &[], &chain, Purpose::TimeStamping, &[at], &checks);
            verify(at).unwrap_or_else(|error| panic!("{leaf}: {error}"));
            verify(at).unwrap_or_else(|error| panic!("{leaf}, from memory: {error}"));
        }
    }
}

#[test]
fn every_certificate_is_valid_at_every_time() {
    let (leaf, root) = (leaf("happy-path.json"), json("roots/sigstore.json"));
    let chains = chains(&root, "certificateAuthorities");
    let (inside, after) = (leaf.validity().start, UnixTime::from_secs(leaf.validity().end.unwrap().secs() + 1));
    let verify = |times: &[UnixTime]| {
        let checks = SignatureChecks::new();
        let verify = |chain| verify_path(&leaf, &[], chain, Purpose::CodeSigning, times, &checks);
        chains.iter().map(verify).find(Result::is_ok).unwrap_or_else(|| verify(&chains[1]))
    };
    assert!(verify(&[inside]).is_ok());
    assert!(matches!(verify(&[]), Err(ChainError::NoTime)));
    let error = verify(&[inside, after]).unwrap_err();
    assert_eq!(error.code(), Code::CertValidity);
    assert_eq!(error.found(), Some(crate::check::Value::Time(after)));
    assert_eq!(error.expected(), Some(crate::check::Value::Window(leaf.validity())));
}

#[test]
fn the_claims_of_a_github_workflow_are_read_by_name() {
    let leaf = leaf("github_build_provenance_jdx_mise.json");
    let claims = leaf.claims();
    let workflow = "https://github.com/jdx/mise/.github/workflows/release.yml@refs/tags/v2026.9.12";
    assert_eq!(leaf.identity(), Ok(SubjectAltName::Uri(workflow)));
    assert_eq!(leaf.issuer_claim(), Some("https://token.actions.githubusercontent.com"));
    assert_eq!(claims.build_signer_uri(), Some(workflow));
    assert_eq!(claims.source_repository_uri(), Some("https://github.com/jdx/mise"));
    assert_eq!(claims.source_repository_owner_identifier(), Some("216188"));
    assert_eq!(claims.runner_environment(), Some("github-hosted"));
    assert_eq!(claims.deployment_environment(), None);
    assert_eq!(claims.token_subject(), Some("repo:jdx/mise:ref:refs/tags/v2026.9.12"));
    assert_eq!(claims.iter().count(), 22);
    assert_eq!(leaf.issuer().to_string(), "O=sigstore.dev, CN=sigstore-intermediate");
    assert_eq!(leaf.to_string(), workflow);
}

#[test]
fn a_timestamp_of_a_known_log_that_does_not_verify_is_an_error() {
    let (leaf, root) = (leaf("happy-path.json"), json("roots/sigstore.json"));
    let (logs, issuer) = (ct_logs(&root), path(&leaf, &root).unwrap().issuer);
    let verify = |issuer: &Certificate, logs: &[CtLog]| verify_scts(&leaf, issuer, logs, &SignatureChecks::new());
    let by = verify(&issuer, &logs).unwrap().verified()[0];

    // Another issuer: its key's hash is in what the log signed.
    let other = chains(&root, "certificateAuthorities")[0].certificates()[0].clone();
    let error = verify(&other, &logs).unwrap_err();
    assert!(matches!(error, SctError::Signature { log_id, .. } if log_id == by.log_id));
    assert_eq!(error.code(), Code::SctSignature);

    // The log's id with another log's key.
    let stranger = logs.iter().find(|log| log.id != by.log_id).unwrap().key.clone();
    let with = |change: &dyn Fn(&mut CtLog)| {
        let mut log = logs.iter().find(|log| log.id == by.log_id && log.validity.contains(by.time)).unwrap().clone();
        change(&mut log);
        [log]
    };
    assert!(matches!(verify(&issuer, &with(&|log| log.key = stranger.clone())), Err(SctError::Signature { .. })));

    // Its window ends before, or begins after.
    let (before, after) = (UnixTime::from_secs(by.time.secs()), UnixTime::from_secs(by.time.secs() + 1));
    for window in [Validity { start: UnixTime::from_secs(0), end: Some(before) }, Validity { start: after, end: None }]
    {
        let error = verify(&issuer, &with(&|log| log.validity = window)).unwrap_err();
        assert_eq!(error, SctError::Window { log_id: by.log_id, window, time: by.time });
    }

    // A log that nobody knows proves nothing.
    let found = verify(&issuer, &with(&|log| log.id = [0; 32])).unwrap();
    assert_eq!((found.verified().len(), found.unknown()), (0, 1));

    // The same log in two windows is one log.
    let twice = [with(&|_| ()), with(&|log| log.validity.end = None)].concat();
    assert_eq!(verify(&issuer, &twice).unwrap().verified(), [by]);
}

#[test]
fn the_logs_of_another_instance_are_unknown() {
    let leaf = leaf("invalid-ct-key.sigstore.json");
    let issuer = path(&leaf, &json("roots/sigstore.json")).unwrap().issuer;
    let logs = ct_logs(&json("../testdata/roots/invalid-ct-key.json"));
    let found = verify_scts(&leaf, &issuer, &logs, &SignatureChecks::new()).unwrap();
    assert_eq!((found.verified().len(), found.unknown()), (0, 1));
}

/// Why `TrustRoot::sigstore` and `TrustRoot::github` may take these signatures as verified.
#[test]
fn every_link_of_the_embedded_chains_is_signed_by_the_next_certificate() {
    let mut links = 0;
    for root in ["roots/sigstore.json", "roots/github.json"] {
        for authorities in ["certificateAuthorities", "timestampAuthorities"] {
            for chain in chains(&json(root), authorities) {
                for pair in chain.certificates().windows(2) {
                    let key = pair[1].public_key().unwrap();
                    key.verify(pair[0].scheme().unwrap(), pair[0].tbs(), pair[0].signature()).unwrap();
                    links += 1;
                }
            }
        }
    }
    assert!(links > 10, "{links}");
}

#[test]
fn a_trusted_chain_is_in_order_and_not_empty() {
    let chain = chains(&json("roots/github.json"), "certificateAuthorities").remove(0);
    let mut backwards = chain.certificates().to_vec();
    backwards.reverse();
    assert!(matches!(TrustedChain::new(backwards), Err(ChainError::Broken { .. })));
    assert!(matches!(TrustedChain::new(vec![]), Err(ChainError::Length { found: 0 })));
    let root = chain.certificates()[2].clone();
    assert!(TrustedChain::new(vec![root.clone(); 10]).is_ok());
    assert!(matches!(TrustedChain::new(vec![root; 11]), Err(ChainError::Length { found: 11 })));
}

#[test]
fn certificates_of_another_instance_do_not_chain() {
    let leaf = leaf("happy-path.json");
    let error = path(&leaf, &json("roots/github.json")).unwrap_err();
    assert!(matches!(error, ChainError::NoIssuer { .. }), "{error}");
    assert_eq!(error.code(), Code::CertChain);
    assert!(error.hint().is_some() && error.found().is_some());
}
