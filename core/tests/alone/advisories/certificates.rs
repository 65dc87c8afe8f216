//! The certificate and its path, in whole bundles; `core/tests/chains` and x509-limbo have the rules one by one.

use sealwright::local::{Fault, LogStyle, Part, Recipe, San, Stamp};
use sealwright::{Certificate, Code, Validity};

use super::*;
use crate::judge::judge;

#[test]
fn ghsa_wfqv_66vq_46rm_an_intermediate_that_had_expired_when_it_signed_is_refused() {
    for recipe in [message(), statement(), message().log(LogStyle::V2)] {
        assert_eq!(failed(&judge(&recipe.clone().wrong(Fault::IntermediateExpired))), [Code::CertValidity]);
        // The trusted root's own window of the authority, which ends before the signature was made.
        let over = Validity { start: after(-1000), end: Some(after(1)) };
        assert_eq!(failed(&judge(&recipe.window(Part::CertificateAuthorities, over))), [Code::CertChain]);
    }
    // Expired at the second of two times only.
    let until = Validity { start: after(-1000), end: Some(after(50)) };
    let both = message().timestamps([Stamp::by(0).at(after(60))]).window(Part::CertificateAuthorities, until);
    assert_eq!(failed(&judge(&both)), [Code::CertChain]);
}

#[test]
fn rustsec_2026_0098_a_uri_outside_the_authoritys_name_constraints_is_refused() {
    // The authority may issue for example.org only.
    let constrained = |identity| message().identity(identity).wrong(Fault::NameConstraints);
    for host in ["example.com", "example.org.evil.test", "evilexample.org", "127.0.0.1"] {
        let identity = San::Uri(format!("https://{host}/workflow"));
        assert!(failed(&judge(&constrained(identity))).contains(&Code::CertChain), "{host}");
    }
    let inside = failed(&judge(&constrained(San::Uri("https://example.org/workflow".to_owned()))));
    assert!(!inside.contains(&Code::CertChain), "{inside:?}");
}

#[test]
fn rustsec_2026_0099_a_wildcard_does_not_slip_through_name_constraints() {
    let permitted = |base: &str, name: &str| {
        let recipe = message().identity(San::Dns(name.to_owned())).permitted_names(San::Dns(base.to_owned()));
        failed(&judge(&recipe)).contains(&Code::CertChain)
    };
    assert!(permitted("host.example.org", "*.example.org"));
    assert!(permitted("example.org", "*.org"));
    assert!(permitted("a.example.org", "*.example.org"));
}

#[test]
fn ghsa_2328_f5f3_gj25_an_issuer_that_is_no_authority_is_refused() {
    for fault in [Fault::IntermediateNotAuthority, Fault::IntermediateKeyUsage] {
        assert_eq!(failed(&judge(&message().wrong(fault))), [Code::CertUsage], "{fault:?}");
    }
}

#[test]
fn rustsec_2026_0049_a_critical_crl_distribution_point_is_an_unknown_critical_extension() {
    let with = |critical| message().extension(&[2, 5, 29, 31], critical, [0x30, 2, 0x30, 0]);
    assert_eq!(failed(&judge(&with(true))), [Code::CertUsage]);
    assert_eq!(failed(&judge(&with(false))), []);
}

#[test]
fn rustsec_2023_0062_a_certificate_or_token_that_ends_early_is_an_error_at_every_byte() {
    let made = make(&message().log(LogStyle::V2));
    let certificate = made.certificate().unwrap();
    for end in 0..certificate.len() {
        assert!(Certificate::from_der(&certificate[..end]).is_err(), "at {end}");
    }
    let at = "/verificationMaterial/timestampVerificationData/rfc3161Timestamps/0/signedTimestamp";
    let token = unbase64(made.clone().bundle_mut().pointer(at).unwrap());
    for end in 0..token.len() {
        assert!(sealwright::Timestamp::from_der(&token[..end]).is_err(), "at {end}");
    }
}

#[test]
fn ghsa_554w_wpv2_vw27_nesting_without_end_in_an_extension_is_an_error() {
    let mut nested = vec![5, 0];
    for _ in 0..5_000 {
        let length = u32::try_from(nested.len()).unwrap().to_be_bytes();
        let header = [0x30, 0x84, length[0], length[1], length[2], length[3]];
        // Minimal lengths, so that the depth alone is wrong.
        let short: &[u8] = match nested.len() {
            0..128 => &[0x30, length[3]],
            128..256 => &[0x30, 0x81, length[3]],
            256..65_536 => &[0x30, 0x82, length[2], length[3]],
            _ => &header,
        };
        nested.splice(..0, short.iter().copied());
    }
    let recipe: Recipe = message().extension(&[1, 2, 3, 4], false, nested);
    assert_eq!(failed(&judge(&recipe)), [Code::BundleMalformed]);
}

#[test]
fn rustsec_2026_0044_a_certificate_without_an_alternative_name_has_no_identity() {
    assert_eq!(failed(&judge(&message().identities([]))), [Code::CertIdentity]);
    let anyone = codes_with(&message().identities([]), |_| sealwright::Policy::anyone_dangerous());
    assert_eq!(anyone, [Code::CertIdentity]);
}
