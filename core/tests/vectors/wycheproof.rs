//! C2SP/wycheproof: what is valid verifies, what is invalid does not, for every scheme of Sigstore's registry.
//!
//! Refused by design though Wycheproof calls them valid, and counted: RSA-PSS with another digest, MGF digest or salt
//! length than the registry's, keys that say id-RSASSA-PSS, and ML-DSA with a context.

use std::fs;
use std::path::Path;

use sealwright::{DigestAlgorithm, PublicKey, Scheme};

use crate::{folder, unhex};

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    algorithm: String,
    test_groups: Vec<Group>,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Group {
    #[serde(rename = "type")]
    kind: String,
    public_key_der: Option<String>,
    sha: Option<String>,
    mgf_sha: Option<String>,
    s_len: Option<usize>,
    tests: Vec<Test>,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Test {
    tc_id: u32,
    msg: String,
    sig: String,
    ctx: Option<String>,
    result: String,
}

#[derive(Default, Debug, PartialEq, Eq)]
struct Counts {
    accepted: u32,
    refused: u32,
    /// Valid, and refused because Sigstore has no such scheme.
    outside_the_profile: u32,
}

#[test]
fn ecdsa_signatures_get_the_verdict_of_wycheproof() {
    let expected = Counts { accepted: 1236, refused: 1862, outside_the_profile: 0 };
    assert!(run("ecdsa_").is_none_or(|counts| counts == expected));
}

#[test]
fn ed25519_signatures_get_the_verdict_of_wycheproof() {
    let expected = Counts { accepted: 88, refused: 63, outside_the_profile: 0 };
    assert!(run("ed25519_").is_none_or(|counts| counts == expected));
}

#[test]
fn rsa_pkcs1_signatures_get_the_verdict_of_wycheproof() {
    // One `acceptable` in each of the nine files, MissingNull: RFC 8017 §9.2 note 1 has the NULL, so it is refused.
    let expected = Counts { accepted: 68, refused: 2262, outside_the_profile: 0 };
    assert!(run("rsa_signature_").is_none_or(|counts| counts == expected));
}

#[test]
fn rsa_pss_signatures_get_the_verdict_of_wycheproof_and_other_parameters_are_refused() {
    let expected = Counts { accepted: 514, refused: 676, outside_the_profile: 1136 };
    assert!(run("rsa_pss_").is_none_or(|counts| counts == expected));
}

#[test]
fn ml_dsa_signatures_get_the_verdict_of_wycheproof() {
    let expected = Counts { accepted: 221, refused: 404, outside_the_profile: 6 };
    assert!(run("mldsa_").is_none_or(|counts| counts == expected));
}

/// Checks every file of that name; `None` without the vectors.
fn run(prefix: &str) -> Option<Counts> {
    let mut total = Counts::default();
    let folder = folder("security/wycheproof")?;
    let mut files: Vec<_> = [folder.clone(), folder.join("optional")]
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(prefix))
        .collect();
    files.sort();
    for path in &files {
        let counts = file(path);
        eprintln!("{}: {counts:?}", path.file_stem().unwrap().to_string_lossy());
        total.accepted += counts.accepted;
        total.refused += counts.refused;
        total.outside_the_profile += counts.outside_the_profile;
    }
    eprintln!("{prefix}*: {} files, {total:?}", files.len());
    Some(total)
}

fn file(path: &Path) -> Counts {
    let file: File = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let mut counts = Counts::default();
    for group in &file.test_groups {
        let key = group.public_key_der.as_deref().and_then(|der| PublicKey::from_spki_der(unhex(der)).ok());
        let scheme = scheme(&file.algorithm, group);
        for test in &group.tests {
            let with_context = test.ctx.as_ref().is_some_and(|ctx| !ctx.is_empty());
            let verified = match (&key, scheme) {
                (Some(key), Some(scheme)) => key.verify(scheme, &unhex(&test.msg), &unhex(&test.sig)).is_ok(),
                _ => false,
            };
            let in_profile = scheme.is_some() && !with_context && !group.kind.ends_with("WithParametersVerify");
            let expected = test.result == "valid" && in_profile;
            assert_eq!(verified, expected, "{}: test {}", path.display(), test.tc_id);
            match (verified, test.result.as_str()) {
                (true, _) => counts.accepted += 1,
                (false, "valid") => counts.outside_the_profile += 1,
                (false, _) => counts.refused += 1,
            }
        }
    }
    counts
}

/// The scheme of a group, if Sigstore's algorithm registry has it.
fn scheme(algorithm: &str, group: &Group) -> Option<Scheme> {
    let digest = match group.sha.as_deref() {
        Some("SHA-256") => Some(DigestAlgorithm::Sha256),
        Some("SHA-384") => Some(DigestAlgorithm::Sha384),
        Some("SHA-512") => Some(DigestAlgorithm::Sha512),
        _ => None,
    };
    match algorithm {
        "ECDSA" => digest.map(Scheme::Ecdsa),
        "RSASSA-PKCS1-v1_5" => digest.map(Scheme::RsaPkcs1),
        "RSASSA-PSS" if group.mgf_sha != group.sha => None,
        "RSASSA-PSS" => digest.filter(|digest| group.s_len == Some(digest.len())).map(Scheme::RsaPss),
        "EDDSA" => Some(Scheme::Ed25519),
        _ if algorithm.starts_with("ML-DSA") => Some(Scheme::MlDsa),
        _ => None,
    }
}
