//! C2SP/CCTV ed25519: every way in which implementations of Ed25519 disagree, with RFC 8032's verdict.

use std::collections::BTreeMap;
use std::fs;

use sealwright::{Digest, DigestAlgorithm, PublicKey, Scheme, SignatureError};

use crate::{folder, unhex};

#[derive(serde::Deserialize)]
struct Line {
    n: u32,
    key: String,
    msg: String,
    sig: String,
    rfc8032: String,
}

/// RFC 8410 section 4: the SubjectPublicKeyInfo of a raw key.
fn key(raw: &[u8]) -> Option<PublicKey> {
    PublicKey::from_spki_der([&unhex("302a300506032b6570032100"), raw].concat()).ok()
}

#[test]
fn cctv_lines_get_the_verdict_of_rfc_8032_and_what_it_leaves_open_is_refused() {
    let Some(folder) = folder("security/ed25519-cctv") else { return };
    let mut counts = BTreeMap::new();
    let mut wrong = Vec::new();
    for text in fs::read_to_string(folder.join("vectors.jsonl")).unwrap().lines() {
        let line: Line = serde_json::from_str(text).unwrap();
        let expected = line.rfc8032 == "accept";
        let verified = key(&unhex(&line.key))
            .is_some_and(|key| key.verify(Scheme::Ed25519, line.msg.as_bytes(), &unhex(&line.sig)).is_ok());
        *counts.entry(line.rfc8032).or_insert(0) += 1;
        if verified != expected {
            wrong.push(line.n);
        }
    }
    eprintln!("CCTV ed25519, lines by verdict of RFC 8032: {counts:?}");
    assert!(wrong.is_empty(), "wrong verdicts on lines {wrong:?}");
    assert_eq!(counts.values().sum::<u32>(), 914);
}

/// RFC 8032 section 7.3: TEST abc.
#[test]
fn ed25519ph_verifies_the_vector_of_rfc_8032_by_message_and_by_digest() {
    let public = key(&unhex("ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf")).unwrap();
    let signature = unhex(
        "98a70222f0b8121aa9d30f813d683f809e462b469c7ff87639499bb94e6dae41\
         31f85042463c2a355a2003d062adf5aaa10b8c61e636062aaad11c2a26083406",
    );
    let digest = DigestAlgorithm::Sha512.digest(b"abc");
    assert_eq!(public.verify(Scheme::Ed25519ph, b"abc", &signature), Ok(()));
    assert_eq!(public.verify_digest(Scheme::Ed25519ph, &digest, &signature), Ok(()));

    let other = Digest::from_bytes(DigestAlgorithm::Sha512, &[7; 64]).unwrap();
    assert_eq!(public.verify_digest(Scheme::Ed25519ph, &other, &signature), Err(SignatureError::Mismatch));
    assert_eq!(public.verify(Scheme::Ed25519, b"abc", &signature), Err(SignatureError::Mismatch));
    for byte in 0..signature.len() {
        let mut changed = signature.clone();
        changed[byte] ^= 1;
        assert_eq!(public.verify(Scheme::Ed25519ph, b"abc", &changed), Err(SignatureError::Mismatch), "byte {byte}");
    }
}
