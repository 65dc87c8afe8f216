//! Tokens of real bundles against the roots of their time. Some stand in `testdata`, many among the public vectors.

use serde_json::Value;

use super::mutations::accepted_changes;
use super::*;
use crate::encoding::base64;

fn decoded(value: &Value) -> Option<Vec<u8>> {
    base64::decode(value.as_str()?).ok()
}

fn json(path: &Path) -> Option<Value> {
    serde_json::from_slice(&std::fs::read(path).ok()?).ok()
}

/// The bytes that were timestamped, and the timestamps.
fn tokens(bundle: &Value) -> (Vec<u8>, Vec<Vec<u8>>) {
    let signature = match &bundle["messageSignature"]["signature"] {
        Value::Null => &bundle["dsseEnvelope"]["signatures"][0]["sig"],
        found => found,
    };
    let list = bundle["verificationMaterial"]["timestampVerificationData"]["rfc3161Timestamps"].as_array();
    let tokens = list.into_iter().flatten().filter_map(|entry| decoded(&entry["signedTimestamp"])).collect();
    (decoded(signature).unwrap_or_default(), tokens)
}

fn authorities(root: &Value) -> Vec<CertificateAuthority> {
    let list = root["timestampAuthorities"].as_array();
    list.into_iter().flatten().filter_map(one_authority).collect()
}

fn one_authority(entry: &Value) -> Option<CertificateAuthority> {
    let chain = entry["certChain"]["certificates"].as_array()?;
    let certificates = chain.iter().map(|one| Certificate::from_der(decoded(&one["rawBytes"])?).ok());
    let chain = TrustedChain::new(certificates.collect::<Option<_>>()?).ok()?;
    let time = |name: &str| entry["validFor"][name].as_str().map(|text| UnixTime::parse_rfc3339(text).unwrap());
    let window = Validity { start: time("start").unwrap_or(UnixTime::from_secs(0)), end: time("end") };
    Some(CertificateAuthority::new(chain, window, entry["uri"].as_str().unwrap_or_default(), ""))
}

fn root(path: &str) -> Vec<CertificateAuthority> {
    authorities(&json(&testdata(path)).unwrap())
}

/// Bundle and root in `testdata` (or the roots that are built in), and what comes out.
const BUNDLES: &[(&str, &str, &str)] = &[
    ("cosign-v3-blob.sigstore.json", "../core/roots/sigstore.json", "ok"),
    ("managed-key.sigstore.json", "../core/roots/sigstore.json", "ok"),
    ("cosign-v3-blob.sigstore.json", "../core/roots/github.json", "UnknownAuthority"),
    ("cosign-v3-blob.sigstore.json", "roots/staging.json", "UnknownAuthority"),
    ("github-private-attestation.sigstore.json", "../core/roots/github.json", "ok"),
    ("github-private-attestation.sigstore.json", "roots/github-tsa-only.json", "ok"),
    ("github_release_attestation_jdx_mise.json", "../core/roots/github.json", "ok"),
    ("conda-attestation-rekor2.sigstore.json", "roots/staging.json", "ok"),
    ("staging-rekor-v2.txt.sigstore.json", "roots/staging.json", "ok"),
    ("a.dsse.staging-rekor-v2.txt.sigstore.json", "roots/staging.json", "ok"),
    ("rekor-v2-tsa.sigstore.json", "roots/staging-2025.json", "ok"),
    ("sct-multi-intermediate.sigstore.json", "roots/staging.json", "ok"),
    ("sct-multi-intermediate.sigstore.json", "roots/staging-2025.json", "UnknownAuthority"),
];

#[test]
fn tokens_of_real_bundles_verify_under_the_root_of_their_time_and_no_other() {
    for (bundle, trusted, expected) in BUNDLES {
        let (signed, tokens) = tokens(&json(&testdata(&format!("bundles/{bundle}"))).unwrap());
        assert!(!tokens.is_empty(), "{bundle}");
        for token in tokens {
            let found = verify(&token, &signed, &root(trusted)).map_or_else(|e| variant(&e), |_| "ok".to_owned());
            assert_eq!(found, *expected, "{bundle} under {trusted}");
        }
    }
}

#[test]
fn no_octet_of_a_real_token_can_change() {
    for (bundle, trusted, _) in BUNDLES.iter().filter(|(.., expected)| *expected == "ok") {
        let (signed, tokens) = tokens(&json(&testdata(&format!("bundles/{bundle}"))).unwrap());
        for token in tokens {
            let accepted = accepted_changes(&token, &signed, &root(trusted));
            assert_eq!(accepted, Vec::<usize>::new(), "{bundle}");
            for end in 0..token.len() {
                assert!(Timestamp::from_der(&token[..end]).is_err(), "{bundle} cut at {end}");
            }
        }
    }
}

/// The vectors beside the project, or where the variable says.
fn vectors() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors");
    let folder = std::env::var_os("SEALWRIGHT_VECTORS").map_or(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

fn files(folder: PathBuf) -> Vec<PathBuf> {
    let (mut folders, mut files) = (vec![folder], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files
}

#[test]
fn every_timestamp_among_the_public_vectors_is_read_and_comes_out_as_its_makers_say() {
    let Some(vectors) = vectors() else {
        return println!("skipped: no public vectors (set SEALWRIGHT_VECTORS)");
    };
    let every_root: Vec<_> = files(vectors.join("roots")).iter().filter_map(|p| json(p)).collect();
    let every_authority: Vec<_> = every_root.iter().flat_map(authorities).collect();
    let (mut conformance, mut real, mut verified) = (0, 0, 0);
    for path in files(vectors.clone()) {
        let Some(bundle) = json(&path) else { continue };
        let (signed, tokens) = tokens(&bundle);
        for token in tokens {
            Timestamp::from_der(&*token).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            if path.starts_with(vectors.join("conformance")) {
                let trusted = json(&path.with_file_name("trusted_root.json"));
                let trusted = trusted.or_else(|| json(&testdata("../core/roots/sigstore.json"))).unwrap();
                let case = path.parent().unwrap().file_name().unwrap().to_str().unwrap();
                let found =
                    verify(&token, &signed, &authorities(&trusted)).map_or_else(|e| variant(&e), |_| "ok".into());
                let expected = REFUSED.iter().find(|(name, _)| *name == case).map_or("ok", |(_, expected)| expected);
                assert_eq!(found, expected, "{case}");
                conformance += 1;
            } else {
                // All roots together: some authority made it.
                match verify(&token, &signed, &every_authority) {
                    Ok(_) => verified += 1,
                    Err(error) => {
                        let name = path.file_name().unwrap().to_str().unwrap();
                        assert!(OF_OTHER_BYTES.contains(&name), "{}: {error}", path.display());
                        assert_eq!(variant(&error), "Imprint");
                    }
                }
                real += 1;
            }
        }
    }
    println!("{conformance} timestamps of conformance cases, {real} of real bundles, {verified} of those verified");
    assert!(conformance > 20 && verified > 10);
}

/// The conformance cases in which the timestamp itself is wrong; in the others that fail, something else is.
const REFUSED: &[(&str, &str)] = &[
    ("rekor2-timestamp-outside-trust-root-tsa-validity_fail", "Window"),
    ("rekor2-timestamp-outside-tsa-cert-validity_fail", "Path"),
    ("rekor2-timestamp-payload-mismatch_fail", "Imprint"),
    ("rekor2-timestamp-untrusted-tsa-with-embedded-cert_fail", "UnknownAuthority"),
    ("rekor2-timestamp-untrusted-tsa-without-embedded-cert_fail", "UnknownAuthority"),
];

/// Bundles that their makers gave timestamps over other bytes than their signature.
const OF_OTHER_BYTES: &[&str] = &[
    "bundle.duplicate.sigstore",
    "bundle.many_timestamp.sigstore",
    "bundle.txt.sigstore",
    "github_provenance_demo-0.0.12-py3-none-any-bundle-missing-cert.jsonl",
];
