use serde_json::{Value, json};

use super::{TrustError, TrustRoot};
use crate::bundle::Bundle;
use crate::check::{Code, Explain};
use crate::digest::Sha256;
use crate::tlog::Log;

const SIGSTORE: &[u8] = include_bytes!("../../roots/sigstore.json");
const GITHUB: &[u8] = include_bytes!("../../roots/github.json");

fn testdata(path: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata").join(path)).unwrap()
}

fn changed(change: impl FnOnce(&mut Value)) -> Result<TrustRoot, TrustError> {
    let mut root: Value = serde_json::from_slice(SIGSTORE).unwrap();
    change(&mut root);
    TrustRoot::from_json(&serde_json::to_vec(&root).unwrap())
}

#[track_caller]
fn refused(at: &str, change: impl FnOnce(&mut Value)) {
    let error = changed(change).expect_err("this change has to be refused");
    assert_eq!(error.code(), Code::TrustMalformed);
    assert_eq!(error.at().unwrap_or_default(), at, "{error}");
    assert!(error.hint().is_some_and(|hint| !hint.is_empty()));
}

#[test]
fn the_embedded_roots_are_the_bytes_that_their_origin_names() {
    let origin = include_str!("../../roots/ORIGIN.md");
    for (name, bytes) in [("sigstore.json", SIGSTORE), ("github.json", GITHUB)] {
        let row = origin.lines().find(|line| line.starts_with(&format!("| `{name}`"))).unwrap();
        assert!(row.contains(&Sha256::of(bytes).to_string()), "{name}");
    }
}

#[test]
fn the_embedded_roots_hold_what_their_origin_says() {
    let counts = |root: TrustRoot| {
        let [one] = root.instances() else { panic!() };
        [one.authorities().len(), one.logs().len(), one.ct_logs().len(), one.timestamp_authorities().len()]
    };
    assert_eq!(counts(TrustRoot::sigstore().unwrap()), [2, 2, 2, 1]);
    assert_eq!(counts(TrustRoot::github().unwrap()), [6, 0, 0, 6]);
    assert_eq!(TrustRoot::sigstore().unwrap().instances()[0].name(), "fulcio.sigstore.dev");
}

#[test]
fn both_versions_are_read_in_both_spellings_and_no_other() {
    for good in ["trustedroot+json;version=0.1", "trustedroot.v0.1+json", "trustedroot.v0.2+json"] {
        let media_type = format!("application/vnd.dev.sigstore.{good}");
        assert!(changed(|root| root["mediaType"] = media_type.into()).is_ok(), "{good}");
    }
    for bad in ["trustedroot.v0.3+json", "trustedroot+json", "bundle.v0.3+json", "signingconfig.v0.2+json"] {
        let media_type = format!("application/vnd.dev.sigstore.{bad}");
        refused("mediaType", |root| root["mediaType"] = media_type.into());
    }
    refused("mediaType", |root| root["mediaType"] = Value::Null);
}

#[test]
fn the_fields_of_version_0_2_are_read() {
    let root = changed(|root| {
        root["mediaType"] = "application/vnd.dev.sigstore.trustedroot.v0.2+json".into();
        root["tlogs"][1]["operator"] = "sigstore.dev".into();
        root["tlogs"][1]["checkpointKeyId"] = json!({"keyId": "zxGZFQ=="});
        root["certificateAuthorities"][0]["operator"] = "sigstore.dev".into();
    });
    let root = root.unwrap();
    let instance = &root.instances()[0];
    assert_eq!(instance.authorities()[0].operator(), "sigstore.dev");
    let operators: Vec<_> = instance.logs().iter().map(Log::operator).collect();
    assert_eq!(operators, ["", "sigstore.dev"]);
}

#[test]
fn a_root_that_trusts_nobody_is_refused() {
    let empty = |root: &mut Value| *root = json!({"mediaType": root["mediaType"]});
    assert!(matches!(changed(empty), Err(TrustError::Empty)));
}

#[test]
fn a_window_has_a_start_and_does_not_end_before_it() {
    for (list, window) in [
        ("tlogs", "publicKey/validFor"),
        ("ctlogs", "publicKey/validFor"),
        ("certificateAuthorities", "validFor"),
        ("timestampAuthorities", "validFor"),
    ] {
        let pointer = format!("/{list}/0/{window}");
        let at = format!("{list}[0].{}", window.replace('/', "."));
        let with = |window: Value| {
            let pointer = pointer.clone();
            move |root: &mut Value| *root.pointer_mut(&pointer).unwrap() = window
        };
        refused(&at, with(Value::Null));
        refused(&format!("{at}.start"), with(json!({})));
        refused(&format!("{at}.start"), with(json!({"end": "2030-01-01T00:00:00Z"})));
        refused(&format!("{at}.start"), with(json!({"start": "2030-01-01"})));
        refused(&format!("{at}.end"), with(json!({"start": "2030-01-01T00:00:00Z", "end": "never"})));
        refused(&at, with(json!({"start": "2030-01-01T00:00:00Z", "end": "2029-12-31T23:59:59.999Z"})));
        assert!(changed(with(json!({"start": "2030-01-01T00:00:00Z", "end": "2030-01-01T00:00:00Z"}))).is_ok());
    }
}

#[test]
fn every_field_that_is_missing_unknown_or_wrong_is_named() {
    refused("tlogs[0].publicKey", |root| root["tlogs"][0]["publicKey"] = Value::Null);
    refused("tlogs[0].publicKey.rawBytes", |root| root["tlogs"][0]["publicKey"]["rawBytes"] = "?".into());
    refused("tlogs[0].publicKey.keyDetails", |root| root["tlogs"][0]["publicKey"]["keyDetails"] = Value::Null);
    refused("tlogs[0].logId.keyId", |root| root["tlogs"][0]["logId"]["keyId"] = "AAAA".into());
    refused("tlogs[0].baseUrl", |root| root["tlogs"][0]["baseUrl"] = "".into());
    refused("ctlogs[1].extra", |root| root["ctlogs"][1]["extra"] = 1.into());
    refused("ctlogs[1].logId", |root| root["ctlogs"][1]["logId"] = root["ctlogs"][0]["logId"].clone());
    refused("certificateAuthorities[0].certChain.certificates", |root| {
        root["certificateAuthorities"][0]["certChain"]["certificates"] = json!([]);
    });
    refused("certificateAuthorities[1].certChain.certificates[0].rawBytes", |root| {
        root["certificateAuthorities"][1]["certChain"]["certificates"][0]["rawBytes"] = "AAAA".into();
    });
    refused("certificateAuthorities[1].certChain", |root| {
        let stranger = root["timestampAuthorities"][0]["certChain"]["certificates"][1].clone();
        root["certificateAuthorities"][1]["certChain"]["certificates"][1] = stranger;
    });
}

#[test]
fn a_log_with_an_unsupported_key_is_kept_as_unusable() {
    for (field, value) in [("keyDetails", json!("LMS_SHA256")), ("keyDetails", json!("PKIX_ED25519"))] {
        let root = changed(|root| root["tlogs"][0]["publicKey"][field] = value).unwrap();
        let instance = &root.instances()[0];
        assert_eq!((instance.logs().len(), instance.unusable_logs().len()), (1, 1));
        assert_eq!(instance.unusable_logs()[0].base_url(), "https://rekor.sigstore.dev");
    }
    let sha384 = changed(|root| root["ctlogs"][0]["hashAlgorithm"] = "SHA2_384".into()).unwrap();
    assert_eq!(sha384.instances()[0].ct_logs().len(), 1);
}

#[test]
fn a_pkcs1_rsa_key_is_read_and_has_the_id_of_its_spki() {
    let staging = TrustRoot::from_json(&testdata("roots/staging.json")).unwrap();
    assert!(staging.instances()[0].unusable_logs().is_empty());
}

#[test]
fn more_authorities_or_logs_than_the_limit_are_refused() {
    let many = |list: &'static str, count: usize| {
        move |root: &mut Value| root[list] = vec![root[list][0].clone(); count].into()
    };
    for list in ["tlogs", "ctlogs", "certificateAuthorities", "timestampAuthorities"] {
        assert!(changed(many(list, 256)).is_ok(), "{list}");
        refused(list, many(list, 257));
    }
    let mut padded = SIGSTORE.to_vec();
    padded.resize(5_000_000, b' ');
    assert!(TrustRoot::from_json(&padded).is_ok());
    padded.push(b' ');
    assert!(TrustRoot::from_json(&padded).is_err());
}

#[test]
fn what_is_no_trusted_root_is_named() {
    let bundle = testdata("bundles/cosign-v3-blob.sigstore.json");
    let error = TrustRoot::from_json(&bundle).unwrap_err();
    assert!(error.hint().is_some());
    let error = TrustRoot::from_json(br#"{"signed":{},"signatures":[]}"#).unwrap_err();
    assert!(matches!(error, TrustError::NotATrustedRoot(_)));
    let text = |value: Option<crate::check::Value>| value.map(|value| value.to_string()).unwrap_or_default();
    assert_eq!((text(error.expected()).as_str(), error.at()), ("a trusted root", None));
    assert!(!text(error.found()).is_empty());
}

#[test]
fn of_several_instances_the_one_that_the_bundle_names_is_chosen() {
    let root = |path: &str| TrustRoot::from_json(&testdata(path)).unwrap();
    let all = || {
        let publics = TrustRoot::sigstore().unwrap().and(TrustRoot::github().unwrap());
        publics.and(root("roots/staging.json")).and(root("roots/scaffolding.json"))
    };
    for (name, index) in [
        ("cosign-v3-blob.sigstore.json", 0),
        ("dsse.sigstore.json", 0),
        ("happy-path.json", 0),
        ("github-private-attestation.sigstore.json", 1),
        ("github_release_attestation_jdx_mise.json", 1),
        ("bundle_v3.json", 2),
        ("rekor-v2-tsa.sigstore.json", 2),
        ("sct-multi-intermediate.sigstore.json", 2),
        ("othername.sigstore.json", 3),
        // A key instead of a certificate: its log tells.
        ("managed-key.sigstore.json", 0),
    ] {
        let bundle = Bundle::from_json(&testdata(&format!("bundles/{name}"))).unwrap();
        let trust = all();
        assert!(std::ptr::eq(trust.choose(&bundle), &trust.instances()[index]), "{name}");
        let github_first = TrustRoot::github().unwrap().and(all());
        let expected = if index == 1 { 0 } else { index + 1 };
        assert!(std::ptr::eq(github_first.choose(&bundle), &github_first.instances()[expected]), "{name}");
    }
}

#[test]
fn another_media_type_is_told_from_that_of_a_bundle() {
    let error = |media_type: &str| changed(|root| root["mediaType"] = media_type.into()).unwrap_err();
    let bundle = error("application/vnd.dev.sigstore.bundle.v0.3+json");
    let newer = error("application/vnd.dev.sigstore.trustedroot.v9+json");
    for (error, found) in [(&bundle, "bundle.v0.3+json"), (&newer, "trustedroot.v9+json")] {
        assert!(error.found().unwrap().to_string().ends_with(found), "{error}");
        assert!(error.expected().unwrap().to_string().contains("trustedroot"), "{error}");
        assert_eq!(error.spec(), error.code().spec(), "{error}");
    }
    assert!(bundle.hint().unwrap().starts_with("this is a bundle"));
    assert_ne!(bundle.hint(), newer.hint());
    let empty = changed(|root| *root = json!({"mediaType": root["mediaType"]})).unwrap_err();
    assert_eq!((empty.at(), empty.expected().is_none()), (None, true));
    assert!(empty.hint().unwrap().contains("trusted root of the Sigstore instance"));
}
