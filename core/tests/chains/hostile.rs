//! Pools and bytes that are made to cost time, memory or the right verdict.

use sealwright::{Certificate, ChainError, Code, DerErrorKind, Explain, NameConstraintError, Purpose};

use crate::forge::*;
use crate::patience::in_time;

#[test]
fn a_pool_of_a_hundred_that_leads_nowhere_is_refused_in_time() {
    let root = authority("root", 9, "root", 9).certificate();
    let names: Vec<String> = (0..10).map(|n| format!("ca {n}")).collect();
    // Every authority has certified every other: paths without end, all signatures good, no root.
    let clique: Vec<_> = names
        .iter()
        .zip(20..)
        .flat_map(|(subject, key)| {
            names.iter().zip(20..).map(move |(issuer, issuer_key)| authority(subject, key, issuer, issuer_key))
        })
        .map(|forged| forged.certificate())
        .collect();
    let one_name_one_key: Vec<_> = (1..=100)
        .map(|n| {
            let mut forged = authority("ca 0", 20, "ca 0", 20);
            forged.serial = vec![n];
            forged.certificate()
        })
        .collect();
    let leaf = leaf("ca 0", 20).certificate();
    for pool in [clique, one_name_one_key] {
        assert_eq!(pool.len(), 100);
        in_time(|| assert!(verdict(&leaf, &pool, &root).is_err()));
    }
}

#[test]
fn many_names_under_many_constraints_are_refused_in_time() {
    let constraints = (0..5_000).flat_map(|n| der(0x30, &der(0x82, format!("n{n}").as_bytes()))).collect::<Vec<_>>();
    let constraints = der(0x30, &der(0xa1, &constraints));
    let root = authority("root", 9, "root", 9).with(NAME_CONSTRAINTS, true, constraints).certificate();
    let names = (0..5_000).flat_map(|n| der(0x82, format!("m{n}").as_bytes())).collect::<Vec<_>>();
    let tsa = leaf("root", 9).with(SAN, true, der(0x30, &names));
    let tsa = tsa.with(EXTENDED_KEY_USAGE, true, der(0x30, &der(6, TIME_STAMPING))).certificate();
    let verdict = || verdict_as(Purpose::TimeStamping, &tsa, &[], &root).unwrap_err();
    assert!(matches!(verdict(), ChainError::Names { source: NameConstraintError::TooMany, .. }));
    in_time(|| assert_eq!(verdict().code(), Code::CertChain));
}

#[test]
fn of_two_authorities_with_one_name_the_one_with_the_key_is_taken() {
    let root = authority("root", 9, "root", 9).certificate();
    let (wrong, right) = (authority("ca", 20, "root", 9).certificate(), authority("ca", 21, "root", 9).certificate());
    let leaf = leaf("ca", 21).certificate();
    assert_eq!(verdict(&leaf, &[wrong.clone(), right.clone()], &root), Ok(()));
    assert_eq!(verdict(&leaf, &[right, wrong.clone()], &root), Ok(()));
    assert!(matches!(verdict(&leaf, &[wrong], &root), Err(ChainError::NoIssuer { .. })));
}

#[test]
fn no_certificate_with_one_octet_changed_is_accepted() {
    let root = authority("root", 9, "root", 9).certificate();
    let good = leaf("root", 9).der();
    assert_eq!(verdict(&Certificate::from_der(good.clone()).unwrap(), &[], &root), Ok(()));
    let mut readable = 0;
    for at in 0..good.len() {
        for change in [1, 0x7f, 0x80, 0xff] {
            let mut bad = good.clone();
            bad[at] = bad[at].wrapping_add(change);
            if let Ok(certificate) = Certificate::from_der(bad) {
                readable += 1;
                assert!(verdict(&certificate, &[], &root).is_err(), "byte {at} + {change}");
            }
        }
        // RUSTSEC-2019-0007: a length field never drives an allocation.
        for length in [&[0x84, 0xff, 0xff, 0xff, 0xff][..], &[0x88; 9]] {
            let bad = [&good[..at], length, &good[at + 1..]].concat();
            assert!(Certificate::from_der(bad).is_err(), "long length at byte {at}");
        }
        assert!(Certificate::from_der(&good[..at]).is_err(), "cut at byte {at}");
    }
    println!("{} changed certificates were readable and refused for their signature", readable);
}

#[test]
fn deep_nesting_is_an_error_wherever_it_hides() {
    let mut nested = vec![5, 0];
    for _ in 0..10_000 {
        nested = der(0x30, &nested);
    }
    let mut spki = leaf("root", 9);
    spki.subject = der(0x30, &der(0x31, &der(0x30, &[der(6, &[0x55, 4, 3]), nested.clone()].concat())));
    for bad in [leaf("root", 9).with(&[0x2a, 3], false, nested), spki] {
        let sealwright::CertificateError::Der(error) = bad.read().unwrap_err() else { panic!("another error") };
        assert_eq!(error.kind, DerErrorKind::Depth);
    }
}

#[test]
fn sixty_four_kibibytes_pass_and_one_octet_more_does_not() {
    let sized = |padding: usize| leaf("root", 9).with(&[0x2a, 3], false, vec![0; padding]).der();
    let overhead = sized(60_000).len() - 60_000;
    let most = sized(65_536 - overhead);
    assert_eq!(most.len(), 65_536);
    let root = authority("root", 9, "root", 9).certificate();
    assert_eq!(verdict(&Certificate::from_der(most).unwrap(), &[], &root), Ok(()));
    assert_eq!(
        Certificate::from_der(sized(65_537 - overhead)).unwrap_err(),
        sealwright::CertificateError::TooLarge { bytes: 65_537 }
    );
}

#[test]
fn ten_certificates_are_a_path_and_eleven_are_not() {
    let root = authority("ca 0", 20, "ca 0", 20).certificate();
    let between: Vec<_> = (1..=9_u8)
        .map(|n| authority(&format!("ca {n}"), 20 + n, &format!("ca {}", n - 1), 19 + n).certificate())
        .collect();
    assert_eq!(verdict(&leaf("ca 8", 28).certificate(), &between, &root), Ok(()));
    assert!(matches!(verdict(&leaf("ca 9", 29).certificate(), &between, &root), Err(ChainError::TooLong { .. })));
}
