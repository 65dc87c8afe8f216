//! Rules of which only one is broken.

use sealwright::{CertificateError, ChainError, Code, Explain, Purpose, SubjectAltName, UsageError};

use crate::forge::*;

const CRL_DISTRIBUTION_POINTS: &[u8] = &[0x55, 0x1d, 31];
const FULCIO: [u8; 9] = [0x2b, 6, 1, 4, 1, 0x83, 0xbf, 0x30, 1];

fn usage(forged: &Forged) -> UsageError {
    let root = authority("root", 9, "root", 9).certificate();
    match verdict(&forged.certificate(), &[], &root) {
        Err(ChainError::Usage { source, .. }) => source,
        other => panic!("{other:?}"),
    }
}

fn fulcio(arc: u8) -> Vec<u8> {
    [&FULCIO[..], &[arc]].concat()
}

#[test]
fn critical_crl_distribution_points_are_unknown_and_refused() {
    let points = der(0x30, &der(0x30, &[]));
    let leaf = leaf("root", 9).with(CRL_DISTRIBUTION_POINTS, true, points);
    assert_eq!(usage(&leaf), UsageError::UnknownCritical { oid: "2.5.29.31".into() });
}

#[test]
fn a_purpose_with_an_overflowing_arc_is_not_code_signing() {
    // The last arc is 3 + 2^32.
    let overflowing = [&CODE_SIGNING[..7], &[0x90, 0x80, 0x80, 0x80, 0x03]].concat();
    let with = |oid: &[u8]| leaf("root", 9).with(EXTENDED_KEY_USAGE, false, der(0x30, &der(6, oid)));
    assert!(matches!(usage(&with(&overflowing)), UsageError::ExtendedKeyUsage { .. }));
    let padded = [&CODE_SIGNING[..7], &[0x80, 0x03]].concat();
    for bad in [padded, vec![1; 200]] {
        assert!(matches!(with(&bad).read(), Err(CertificateError::Der(_))));
    }
}

#[test]
fn a_common_name_is_never_an_identity() {
    // RUSTSEC-2026-0044: wildcard or Unicode common names under a dNSName constraint.
    let permitted = der(0x30, &der(0xa0, &der(0x30, &der(0x82, b"victim.test"))));
    let root = authority("root", 9, "root", 9).with(NAME_CONSTRAINTS, true, permitted).certificate();
    for common in ["*.victim.test", "v\u{456}ctim.test"] {
        let leaf = Forged { subject: name(common), ..leaf("root", 9).without(SAN) };
        let error = verdict(&leaf.certificate(), &[], &root).unwrap_err();
        assert_eq!(error.code(), Code::CertIdentity);
        assert!(leaf.certificate().identity().is_err());
    }
}

#[test]
fn a_leaf_issues_nothing() {
    let root = authority("root", 9, "root", 9).certificate();
    let signer = Forged { subject: name("signer"), ..leaf("root", 9) };
    let below = Forged { key: 2, ..leaf("signer", 1) };
    let error = verdict(&below.certificate(), &[signer.certificate()], &root).unwrap_err();
    assert!(matches!(error, ChainError::Usage { source: UsageError::NotAuthority, .. }), "{error}");
    assert_eq!(error.code(), Code::CertUsage);
}

#[test]
fn an_authority_without_its_extensions_issues_nothing() {
    let leaf = leaf("root", 9).certificate();
    let root = authority("root", 9, "root", 9);
    for oid in [&[0x55, 0x1d, 19][..], KEY_USAGE, &[0x55, 0x1d, 14]] {
        assert!(verdict(&leaf, &[], &root.clone().without(oid).certificate()).is_err(), "{oid:?}");
    }
}

#[test]
fn a_timestamp_certificate_has_that_purpose_alone_and_critical() {
    let root = authority("root", 9, "root", 9).certificate();
    let with = |critical, purposes: &[&[u8]]| {
        let purposes: Vec<u8> = purposes.iter().flat_map(|oid| der(6, oid)).collect();
        let tsa = leaf("root", 9).with(EXTENDED_KEY_USAGE, critical, der(0x30, &purposes));
        verdict_as(Purpose::TimeStamping, &tsa.certificate(), &[], &root).is_ok()
    };
    assert!(with(true, &[TIME_STAMPING]));
    assert!(!with(false, &[TIME_STAMPING]));
    assert!(!with(true, &[TIME_STAMPING, CODE_SIGNING]));
    assert!(!with(true, &[CODE_SIGNING]));
}

#[test]
fn claims_are_raw_text_up_to_six_and_der_text_from_eight() {
    let certificate = leaf("root", 9)
        .with(&fulcio(1), false, b"https://issuer.test".to_vec())
        .with(&fulcio(8), false, der(0x0c, b"https://issuer.test"))
        .with(&fulcio(15), false, der(0x0c, b""))
        .with(&fulcio(24), false, der(0x0c, b"repo:o/r"))
        .certificate();
    let claims = certificate.claims();
    assert_eq!(claims.issuer(), Some("https://issuer.test"));
    assert_eq!(claims.source_repository_identifier(), Some(""));
    assert_eq!(claims.get("token_subject"), Some("repo:o/r"));
    assert_eq!(claims.get("no_such_claim"), None);
    assert_eq!(claims.iter().map(|claim| claim.arc).collect::<Vec<_>>(), [1, 8, 15, 24]);

    let wrong: [(u8, Vec<u8>); 5] = [
        (8, b"https://issuer.test".to_vec()),
        (9, der(0x13, b"printable")),
        (12, [der(0x0c, b"one"), der(0x0c, b"two")].concat()),
        (24, der(0x0c, &[0xff])),
        (1, vec![0xff]),
    ];
    for (arc, value) in wrong {
        let error = leaf("root", 9).with(&fulcio(arc), false, value).read().unwrap_err();
        assert_eq!((&error, error.code()), (&CertificateError::Claim { arc }, Code::CertIdentity));
    }
    let two = leaf("root", 9).with(&fulcio(1), false, b"https://a.test".to_vec());
    let two = two.with(&fulcio(8), false, der(0x0c, b"https://b.test")).read().unwrap_err();
    assert_eq!(two.code(), Code::CertIdentity);
}

#[test]
fn a_user_name_is_a_der_utf8_string() {
    let with = |tag, text: &[u8]| {
        let value = der(0xa0, &[der(6, &fulcio(7)), der(0xa0, &der(tag, text))].concat());
        leaf("root", 9).with(SAN, true, der(0x30, &value)).read()
    };
    let certificate = with(0x0c, b"someone!example.test").unwrap();
    assert_eq!(certificate.identity(), Ok(SubjectAltName::Username("someone!example.test")));
    assert!(with(0x16, b"someone!example.test").is_err());
    assert!(with(0x0c, &[0xff]).is_err());
    assert!(with(0x0c, b"a\0b").is_err());
}

#[test]
fn a_name_with_a_nul_or_a_space_is_no_name() {
    for bad in ["a@b.test\0.evil.test", "https://a.test/ b", "h\u{e4}@b.test", ""] {
        for tag in [0x81, 0x82, 0x86] {
            let san = der(0x30, &der(tag, bad.as_bytes()));
            assert!(leaf("root", 9).with(SAN, true, san).read().is_err(), "{bad:?}");
        }
    }
}

#[test]
fn fields_that_rfc_5280_bounds_are_refused_beyond_them() {
    let good = leaf("root", 9);
    let serial = |serial: &[u8]| Forged { serial: serial.to_vec(), ..good.clone() }.read();
    assert!(serial(&[0x7f; 20]).is_ok());
    for bad in [&[0x7f; 21][..], &[0], &[0x80], &[0, 1], &[]] {
        assert!(serial(bad).is_err(), "{bad:?}");
    }
    let time = |tag, text: &str| {
        let validity = der(0x30, &[der(0x17, b"200101000000Z"), der(tag, text.as_bytes())].concat());
        Forged { validity, ..good.clone() }.read()
    };
    assert!(time(0x18, "20500101000000Z").is_ok());
    for (tag, bad) in [
        (0x17, ""),
        (0x17, "4"),
        (0x17, "40010"),
        (0x17, "401301000000Z"),
        (0x17, "400100000000Z"),
        (0x17, "400101000060Z"),
        (0x17, "400101000000+0000"),
        (0x18, "00000101000000Z"),
        (0x18, "20490101000000Z"),
        (0x18, "20500101000000.5Z"),
    ] {
        assert!(time(tag, bad).is_err(), "{bad:?}");
    }
    assert!(matches!(Forged { issuer: name(""), ..good.clone() }.read(), Err(CertificateError::EmptyIssuer)));
    let mut twice = good;
    twice.extensions.push((vec![0x2a, 3], false, vec![]));
    twice.extensions.push((vec![0x2a, 3], false, vec![]));
    assert_eq!(twice.read().unwrap_err(), CertificateError::DuplicateExtension { oid: "1.2.3".into() });
}
