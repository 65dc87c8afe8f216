//! One test for every published mistake that this room could make.

use super::*;
use crate::encoding::der::{self, tag};

fn refused_as(name: &str) -> String {
    let all = cases();
    let case = all.iter().find(|case| case.token == name).unwrap();
    variant(&verify(&case.der(), MESSAGE, &[case.authority()]).unwrap_err())
}

/// Where the signature lies in a token: it comes last.
fn signature_range(token: &[u8]) -> std::ops::Range<usize> {
    let parsed = Timestamp::from_der(token).unwrap();
    parsed.signed_data.signer.signature
}

// CVE-2025-52556: the CMS signature was never checked.
#[test]
fn no_bit_of_the_cms_signature_can_change() {
    for name in ["good", "good-p384-sha384", "good-rsa-encryption", "good-rsa-pss", "good-ed25519"] {
        let all = cases();
        let case = all.iter().find(|case| case.token == name).unwrap();
        let authorities = [case.authority()];
        let mut der = case.der();
        for at in signature_range(&der) {
            for bit in 0..8 {
                der[at] ^= 1 << bit;
                assert!(verify(&der, MESSAGE, &authorities).is_err(), "{name}: byte {at}, bit {bit}");
                der[at] ^= 1 << bit;
            }
        }
        assert!(verify(&der, MESSAGE, &authorities).is_ok());
    }
}

// CVE-2025-52556.
#[test]
fn an_empty_signature_or_one_of_another_key_is_refused() {
    assert_eq!(refused_as("signature-empty"), "Signature");
    assert_eq!(refused_as("signature-of-other-key"), "Signature");
}

// CVE-2026-33753 and CVE-2026-39984: the rules were applied to another certificate than the signer's.
#[test]
fn a_trusted_certificate_beside_a_strangers_token_does_not_help_it() {
    assert_eq!(refused_as("injected-prepended"), "UnknownAuthority");
    assert_eq!(refused_as("injected-appended"), "UnknownAuthority");
    assert_eq!(refused_as("injected-prepended-authorities-trusted"), "Path");
    assert_eq!(refused_as("injected-appended-authorities-trusted"), "Path");
}

// GHSA-5qp5-ph6r-qj9f.
#[test]
fn a_signer_without_the_sole_critical_timestamping_usage_is_refused() {
    for name in ["no-eku", "eku-not-critical", "eku-and-code-signing", "eku-any", "eku-code-signing"] {
        assert_eq!(refused_as(name), "Path", "{name}");
        assert_eq!(refused_as(&format!("{name}-embedded")), "Path", "{name}, embedded");
    }
}

// TOB-SIGSTORE-11: the window of a different authority was applied.
#[test]
fn a_timestamp_outside_its_own_authority_window_is_refused() {
    let closed = Validity { start: UnixTime::from_secs(0), end: Some(UnixTime::from_secs(1_700_000_000)) };
    for open in ["untrusted", "rsa", "other"] {
        let authorities = [authority("tsa", closed), authority(open, always())];
        assert_eq!(variant(&verify(&token("good"), MESSAGE, &authorities).unwrap_err()), "Window", "{open}");
    }
    // The same authority in two windows, as after a root was renewed: either will do.
    let authorities = [authority("tsa", closed), authority("tsa", always())];
    assert!(verify(&token("good"), MESSAGE, &authorities).is_ok());
}

// CVE-2024-56138: there is no revocation; an authority is withdrawn by its window in the trusted root.
#[test]
fn a_withdrawn_authority_is_refused_though_its_certificate_is_valid() {
    assert_eq!(refused_as("window-over"), "Window");
    assert_eq!(refused_as("crls"), "Unsigned");
}

// RUSTSEC-2026-0046: the chain was not checked.
#[test]
fn a_token_of_an_untrusted_signer_with_the_trusted_names_is_refused() {
    assert_eq!(refused_as("untrusted"), "SigningCertificate");
    assert_eq!(refused_as("untrusted-embedded"), "SigningCertificate");
    assert_eq!(refused_as("untrusted-authorities-trusted"), "Path");
}

// RUSTSEC-2026-0046 and -0047: no CMS function of the crypto library is called, here or anywhere.
#[test]
fn no_cms_function_of_the_crypto_library_is_named() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for name in [concat!("PKCS7", "_"), concat!("CMS", "_"), concat!("aws_lc", "_sys")] {
                assert!(!text.contains(name), "{name} in {}", path.display());
            }
            read += 1;
        }
    }
    assert!(read > 10);
}

// RUSTSEC-2026-0047: signatures were skipped.
#[test]
fn a_second_signer_is_refused_whatever_its_signature() {
    assert_eq!(refused_as("signers-two"), "SignerCount");
    assert_eq!(refused_as("signers-one-bad"), "SignerCount");
    assert_eq!(refused_as("signers-none"), "SignerCount");
}

// CVE-2025-66564: object identifiers without bound.
#[test]
fn a_policy_of_more_than_64_octets_is_refused() {
    assert_eq!(refused_as("policy-65-octets"), "Der");
    assert_eq!(refused_as("policy-64-kib"), "Der");
    let longest = Timestamp::from_der(token("good-policy-of-64-octets")).unwrap();
    assert_eq!(longest.policy().split('.').count(), 65);
    let error = Timestamp::from_der(token("policy-64-kib")).unwrap_err();
    assert!(error.to_string().len() < 100);
}

// RUSTSEC-2021-0073: conversion of a time overflowed.
#[test]
fn every_text_of_digits_in_the_time_is_a_time_or_an_error() {
    let der = token("good");
    let parsed = Timestamp::from_der(&*der).unwrap();
    let content = &der[parsed.signed_data.content.clone()];
    let at = content.windows(2).position(|pair| pair == [tag::GENERALIZED_TIME, 15]).unwrap();
    let start = parsed.signed_data.content.start + at + 2;
    for digits in ["00000000000000", "99999999999999", "99991231235959", "00000101000000", "20260230000000"] {
        let mut changed = der.clone();
        changed[start..start + 14].copy_from_slice(digits.as_bytes());
        let read = Timestamp::from_der(changed.clone()).map(|token| token.time());
        assert_eq!(read.is_ok(), ["99991231235959", "00000101000000"].contains(&digits), "{digits}");
        assert!(verify(&changed, MESSAGE, &[authority("tsa", always())]).is_err());
    }
}

#[test]
fn a_token_nested_too_deeply_is_refused() {
    let mut nested = vec![tag::NULL, 0];
    for _ in 0..10_000 {
        let length = u32::try_from(nested.len()).unwrap().to_be_bytes();
        let header: &[u8] = match nested.len() {
            0..128 => &[tag::SEQUENCE, length[3]],
            128..256 => &[tag::SEQUENCE, 0x81, length[3]],
            256..65_536 => &[tag::SEQUENCE, 0x82, length[2], length[3]],
            _ => &[tag::SEQUENCE, 0x83, length[1], length[2], length[3]],
        };
        nested.splice(..0, header.iter().copied());
    }
    let error = Timestamp::from_der(nested).unwrap_err();
    assert!(matches!(error, TimestampError::Der(der::DerError { kind: der::DerErrorKind::Depth, .. })));
}
