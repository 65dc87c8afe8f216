//! Every rule of every kind, on bundles that real clients made and on wrappers of our own.

use serde_json::{Value, json};

use super::{Attestation, AttestationError, AttestationKind, Attestations};
use crate::bundle::{BundleVersion, Material};
use crate::check::{Code, Explain};
use crate::encoding::base64;

mod cloud_build;
mod layout;

/// v0.3, one certificate, an entry with a proof.
fn bundle() -> Value {
    serde_json::from_slice(include_bytes!("../../../../testdata/bundles/happy-path.json")).unwrap()
}

fn read(value: &Value) -> Result<Attestations, AttestationError> {
    Attestations::from_json(value.to_string().as_bytes())
}

/// The only attestation, or the only error.
fn one(value: &Value) -> Result<Attestation, AttestationError> {
    let mut found = read(value)?.into_iter();
    let first = found.next().unwrap();
    assert!(found.next().is_none());
    first
}

/// Code and place of the only error.
fn fault(value: &Value) -> (Code, String) {
    let error = one(value).unwrap_err();
    assert!(error.hint().is_some_and(|hint| !hint.is_empty()), "{error}");
    (error.code(), error.at().unwrap_or_default().into_owned())
}

fn statement() -> Value {
    json!({
        "_type": "https://in-toto.io/Statement/v1", "predicateType": "https://example.com/t", "predicate": {"a": 1},
        "subject": [{"name": "a", "digest": {"sha256": "ab".repeat(32)}}],
    })
}

fn envelope(signatures: Value) -> Value {
    let payload = base64::encode(statement().to_string());
    json!({"payloadType": "application/vnd.in-toto+json", "payload": payload, "signatures": signatures})
}

fn pem(bundle: &Value) -> String {
    let der = bundle["verificationMaterial"]["certificate"]["rawBytes"].as_str().unwrap();
    format!("-----BEGIN CERTIFICATE-----\n{der}\n-----END CERTIFICATE-----\n")
}

/// The bundle's parts, as PyPI writes them.
pub(crate) fn pep740() -> Value {
    let bundle = bundle();
    let (material, envelope) = (&bundle["verificationMaterial"], &bundle["dsseEnvelope"]);
    json!({
        "version": 1,
        "verification_material": {
            "certificate": material["certificate"]["rawBytes"], "transparency_entries": material["tlogEntries"],
        },
        "envelope": {"statement": envelope["payload"], "signature": envelope["signatures"][0]["sig"]},
    })
}

fn provenance() -> Value {
    let publisher = json!({"kind": "GitHub", "repository": "octo/app", "environment": null, "claims": {}});
    json!({"version": 1, "attestation_bundles": [{"publisher": publisher, "attestations": [pep740()]}]})
}

fn predicate_type() -> String {
    let payload = base64::decode(bundle()["dsseEnvelope"]["payload"].as_str().unwrap()).unwrap();
    let statement: Value = serde_json::from_slice(&payload).unwrap();
    statement["predicateType"].as_str().unwrap().to_owned()
}

#[test]
fn a_kind_is_told_by_its_content() {
    for (value, kind) in [
        (bundle(), AttestationKind::SigstoreBundle),
        (json!({"attestations": [{"bundle": bundle(), "repository_id": 1}]}), AttestationKind::SigstoreBundle),
        (envelope(json!([{"keyid": "k", "sig": "AAAA"}])), AttestationKind::Envelope),
        (
            json!({"attestations": [{"bundle": bundle(), "predicateType": predicate_type()}]}),
            AttestationKind::NpmRegistry,
        ),
        (pep740(), AttestationKind::Pep740),
        (provenance(), AttestationKind::Pep740),
    ] {
        assert_eq!(one(&value).unwrap().kind(), kind);
    }
}

#[test]
fn a_bundle_that_was_never_a_file_says_so() {
    assert_eq!(one(&bundle()).unwrap().bundle().version(), BundleVersion::V0_3);
    for value in [pep740(), envelope(json!([{"sig": "AAAA"}]))] {
        assert_eq!(one(&value).unwrap().bundle().version(), BundleVersion::Assembled);
    }
}

#[test]
fn lines_may_mix_kinds_and_one_that_cannot_be_read_leaves_the_others() {
    let lines = format!("{}\n\nJUNK\n{}\n{{\"a\":1}}\n", bundle(), pep740());
    let found: Vec<_> = Attestations::from_json(lines.as_bytes()).unwrap().into_iter().collect();
    assert_eq!(found.len(), 4);
    assert_eq!(found[0].as_ref().unwrap().kind(), AttestationKind::SigstoreBundle);
    assert_eq!(found[1].as_ref().unwrap_err().at().unwrap(), "line 3: line 1 column 1");
    assert_eq!(found[2].as_ref().unwrap().kind(), AttestationKind::Pep740);
    assert_eq!(found[3].as_ref().unwrap_err().at().unwrap(), "line 5");
}

#[test]
fn what_holds_no_attestation_says_what_it_is() {
    for (text, what) in [
        (r#"{"_type":"s","predicateType":"p","subject":[]}"#, "bare in-toto statement"),
        (r#"{"bomFormat":"CycloneDX"}"#, "SBOM"),
        ("-----BEGIN CERTIFICATE-----\n", "PEM"),
        (r#"{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}"#, "trusted root"),
        ("{}", "no attestation"),
        ("[]", "line 1"),
        ("", "line 1"),
        ("{\"a\": 1,\n}", "line 2"),
    ] {
        let error = match Attestations::from_json(text.as_bytes()) {
            Err(error) => error,
            Ok(found) => found.into_iter().next().unwrap().unwrap_err(),
        };
        assert!(error.to_string().contains(what), "{text}: {error}");
        assert!(error.hint().is_some(), "{text}");
        assert_eq!(error.code(), Code::BundleMalformed);
    }
    assert!(Attestations::from_json(b"\xff").is_err());
}

#[test]
fn each_signature_of_an_envelope_is_an_attestation() {
    let bundle = bundle();
    let value = envelope(json!([
        {"keyid": "release", "sig": "AAAA"}, {"keyid": "", "sig": "-_8=", "cert": pem(&bundle)}, {"sig": "?"},
    ]));
    let found: Vec<_> = read(&value).unwrap().into_iter().collect();
    let materials: Vec<_> = found.iter().map(|one| one.as_ref().map(|one| one.bundle().material())).collect();
    assert!(matches!(materials[0], Ok(Material::PublicKey { hint: Some(hint) }) if hint == "release"));
    assert!(matches!(materials[1], Ok(Material::Certificate { chain, .. }) if chain.is_empty()));
    assert_eq!(materials[2].as_ref().unwrap_err().at().unwrap(), "signatures[2]: signatures[].sig");
    let chain = envelope(json!([{"sig": "AAAA", "cert": pem(&bundle).repeat(2)}]));
    let attestation = one(&chain).unwrap();
    assert!(matches!(attestation.bundle().material(), Material::Certificate { chain, .. } if chain.len() == 1));
    assert!(attestation.bundle().log_entries().is_empty());
}

#[test]
fn an_envelope_that_breaks_a_rule_is_refused() {
    let bundle = bundle();
    let cert = |pem: String| fault(&envelope(json!([{"sig": "AAAA", "cert": pem}])));
    let at_cert = (Code::BundleMalformed, "signatures[].cert".to_owned());
    assert_eq!(cert("no certificate".to_owned()), at_cert);
    assert_eq!(cert(format!("{}x", pem(&bundle))), at_cert);
    assert_eq!(cert(" \n".to_owned()), at_cert);
    assert_eq!(cert(pem(&bundle).repeat(11)).0, Code::BundleLimit);
    assert_eq!(fault(&envelope(json!([]))).1, "signatures");
    let many = vec![json!({"sig": "AAAA"}); 65];
    assert_eq!(fault(&envelope(json!(many))).0, Code::BundleLimit);
    let mut none = envelope(json!([{"sig": "AAAA"}]));
    none.as_object_mut().unwrap().remove("payload");
    assert_eq!(fault(&none).0, Code::BundleMalformed);
    let twice = envelope(json!([{"sig": "AAAA"}])).to_string().replacen('{', r#"{"payload":"","#, 1);
    assert!(Attestations::from_json(twice.as_bytes()).unwrap().into_iter().all(|one| one.is_err()));
}

#[test]
fn npm_names_the_predicate_type_that_was_signed() {
    let answer = |outer: &str| json!({"attestations": [{"bundle": bundle(), "predicateType": outer}]});
    assert_eq!(one(&answer(&predicate_type())).unwrap().outer_predicate_type(), Some(&*predicate_type()));
    let other = one(&answer("https://example.com/other")).unwrap_err();
    assert_eq!((other.code(), other.at().unwrap().as_ref()), (Code::BundleMalformed, "attestations[0]: predicateType"));
    assert_eq!(other.expected().unwrap().to_string(), predicate_type());
    for bundle in [json!({}), json!({"bundle": null}), json!({"bundle": {"mediaType": "x"}})] {
        let mixed = read(&json!({"attestations": [bundle, {"bundle": self::bundle()}]})).unwrap();
        assert_eq!(mixed.iter().map(Result::is_ok).collect::<Vec<_>>(), [false, true]);
    }
    let many = vec![json!({}); 1025];
    assert_eq!(read(&json!({"attestations": many})).unwrap_err().code(), Code::BundleLimit);
    let twice = r#"{"attestations":[{"bundle":null,"x":{"a":1,"a":2}}]}"#;
    assert!(Attestations::from_json(twice.as_bytes()).is_err());
    assert!(read(&json!({"attestations": []})).unwrap().is_empty());
}

#[test]
fn a_pep_740_provenance_object_names_its_publisher() {
    let attestation = one(&provenance()).unwrap();
    let publisher = attestation.publisher().unwrap();
    assert_eq!((publisher.kind(), publisher.field("repository")), ("GitHub", Some("octo/app")));
    assert_eq!((publisher.field("environment"), publisher.field("claims")), (None, None));
    assert_eq!(attestation.bundle().log_entries().len(), 1);
    assert_eq!(one(&pep740()).unwrap().publisher(), None);
    let mut other = provenance();
    other["attestation_bundles"][0]["publisher"] = json!({"repository": "octo/app"});
    let error = read(&other).unwrap_err();
    assert_eq!(error.at().unwrap(), "attestation_bundles[0]: publisher.kind");
    let mut unreadable = provenance();
    unreadable["attestation_bundles"][0]["attestations"][0]["version"] = json!(2);
    assert_eq!(fault(&unreadable).1, "attestation_bundles[0].attestations[0]: version");
}

#[test]
fn a_pep_740_attestation_that_breaks_a_rule_is_refused() {
    let changed = |path: &[&str], value: Value| {
        let mut attestation = pep740();
        let (last, parents) = path.split_last().unwrap();
        parents.iter().fold(&mut attestation, |at, name| &mut at[*name])[*last] = value;
        fault(&attestation)
    };
    let malformed = |at: &str| (Code::BundleMalformed, at.to_owned());
    assert_eq!(changed(&["version"], json!(2)), malformed("version"));
    assert_eq!(changed(&["version"], json!(null)), malformed("version"));
    let entries = ["verification_material", "transparency_entries"];
    assert_eq!(changed(&entries, json!([])), malformed("verification_material.transparency_entries"));
    let entry = pep740()["verification_material"]["transparency_entries"][0].clone();
    let twice = changed(&entries, json!([entry, entry]));
    assert_eq!(twice, malformed("verification_material.transparency_entries[1]"));
    assert_eq!(changed(&entries, json!(vec![json!({}); 33])).0, Code::BundleLimit);
    let mut unproven = entry.clone();
    unproven.as_object_mut().unwrap().remove("inclusionProof");
    let at = "verification_material.transparency_entries[0].inclusionProof";
    assert_eq!(changed(&entries, json!([unproven])), malformed(at));
    let certificate = ["verification_material", "certificate"];
    assert_eq!(changed(&certificate, json!("AAAA")), malformed("verification_material.certificate"));
    assert_eq!(changed(&["envelope", "signature"], json!("")), malformed("envelope.signature"));
    assert_eq!(changed(&["envelope", "statement"], json!("AA")), malformed("envelope.statement"));
    assert_eq!(changed(&["envelope", "keyid"], json!("x")), malformed("envelope.keyid"));
    let text = pep740().to_string().replacen('{', r#"{"version":1,"#, 1);
    assert!(Attestations::from_json(text.as_bytes()).unwrap().into_iter().all(|one| one.is_err()));
}

#[test]
fn a_file_has_a_limit_of_bytes_and_of_attestations() {
    let long = vec![b' '; 16 * 1024 * 1024 + 1];
    assert_eq!(Attestations::from_json(&long).unwrap_err().code(), Code::BundleLimit);
    let line = format!("{}\n", envelope(json!([{"sig": "AAAA"}])));
    assert_eq!(Attestations::from_json(line.repeat(1024).as_bytes()).unwrap().len(), 1024);
    assert_eq!(Attestations::from_json(line.repeat(1025).as_bytes()).unwrap_err().code(), Code::BundleLimit);
}

#[test]
fn no_cut_or_changed_file_is_a_panic() {
    let answer = json!({"attestations": [{"bundle": bundle(), "predicateType": predicate_type()}]});
    let sealed = envelope(json!([{"sig": "AAAA", "cert": pem(&bundle())}]));
    for value in [bundle(), provenance(), answer, sealed, cloud_build::answer()] {
        let text = value.to_string().into_bytes();
        for at in (0..text.len()).step_by(101) {
            let mut changed = text.clone();
            for byte in [b'{', b'"', b'0', b'\n', 0xff] {
                changed[at] = byte;
                let _ = Attestations::from_json(&changed);
            }
            assert!(Attestations::from_json(&text[..at]).is_err());
        }
    }
}
