//! The bundles of many projects are read, but for those that are listed here with the reason.

use std::path::Path;

use sealwright::{Bundle, Code, Explain};
use serde_json::Value;

/// Accepted by their makers' own tests, and not by us.
const STRICTER: &[(&str, &str)] = &[
    // Version 0.3 with a chain that ends in a root: model-transparency before 1.1.1; sigstore-go refuses them too.
    ("model-transparency/v0.2.0-certificate/model.sig", "verificationMaterial.x509CertificateChain"),
    ("model-transparency/v0.3.1-certificate/model.sig", "verificationMaterial.x509CertificateChain"),
    ("model-transparency/v1.0.0-certificate/model.sig", "verificationMaterial.x509CertificateChain"),
    ("model-transparency/v1.1.0-certificate/model.sig", "verificationMaterial.x509CertificateChain"),
    // Fields that the schema does not have.
    ("model-transparency/v1.0.0-elliptic-key/model.sig", "verificationMaterial.publicKey.rawBytes"),
    ("model-transparency/v1.0.1-elliptic-key/model.sig", "verificationMaterial.publicKey.rawBytes"),
];

#[test]
fn the_bundles_of_many_projects_are_read() {
    let Some(folder) = crate::folder("real") else { return };
    let index = std::fs::read_to_string(folder.join("cases.jsonl")).unwrap();
    let (mut accepted, mut strangers) = (0, 0);
    for line in index.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let name = row["file"].as_str().unwrap();
        let read = Bundle::from_json(&std::fs::read(folder.join("..").join(name)).unwrap());
        let stricter = STRICTER.iter().find(|row| name.ends_with(row.0));
        match (row["kind"].as_str().unwrap(), row["expected"].as_str().unwrap()) {
            ("sigstore-bundle", "accept") => match (read, stricter) {
                (Ok(_), None) => accepted += 1,
                (Err(error), Some((_, at))) => assert_eq!(error.at().unwrap_or_default(), *at, "{name}: {error}"),
                (Ok(_), Some(_)) => panic!("{name} is read by now"),
                (Err(error), None) => panic!("{name}: {error}"),
            },
            ("sigstore-bundle", _) => println!("{name}: {:?}", read.map(|b| b.version()).map_err(|e| e.to_string())),
            _ => {
                let error = read.expect_err(name);
                assert!(error.hint().is_some(), "{name}");
                strangers += 1;
            }
        }
    }
    println!("{accepted} bundles, {strangers} files that are none");
    assert!(accepted >= 31 && strangers >= 29);
}

fn conformance(case: &Path) -> Option<Result<Bundle, sealwright::BundleError>> {
    Some(Bundle::from_json(&std::fs::read(case.join("bundle.sigstore.json")).ok()?))
}

/// Cases of the public conformance suite that fail while the bundle is read, and with what.
const MALFORMED: &[(&str, Code)] = &[
    ("bundle-empty-certificate-chain_fail", Code::BundleMalformed),
    ("bundle-invalid-base64-signature_fail", Code::BundleMalformed),
    ("bundle-malformed-json_fail", Code::BundleMalformed),
    ("bundle-negative-log-index_fail", Code::BundleMalformed),
    ("bundle-unknown-version_fail", Code::BundleVersion),
    ("bundle-with-root-cert_fail", Code::BundleMalformed),
    ("intoto-missing-inclusion-proof_fail", Code::BundleMalformed),
    ("rekor2-no-inclusion-proof_fail", Code::BundleMalformed),
];

#[test]
fn the_conformance_bundles_are_read_unless_they_shall_fail() {
    let Some(folder) = crate::folder("conformance") else { return };
    let mut count = 0;
    for case in std::fs::read_dir(folder.join("bundle-verify")).unwrap() {
        let case = case.unwrap();
        let name = case.file_name().into_string().unwrap();
        let Some(read) = conformance(&case.path()) else { continue };
        let malformed = MALFORMED.iter().find(|row| row.0 == name);
        match (read, malformed) {
            (Err(error), Some((_, code))) => assert_eq!(error.code(), *code, "{name}: {error}"),
            (Err(error), None) => {
                println!("{name}: {} {error}", error.code());
                assert!(name.ends_with("_fail"), "{name}: {error}");
            }
            (Ok(_), Some(_)) => panic!("{name} is read"),
            (Ok(_), None) => {}
        }
        count += 1;
    }
    println!("{count} conformance bundles");
    assert!(count >= 60);
}
