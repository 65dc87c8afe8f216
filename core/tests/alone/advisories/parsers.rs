//! Bytes made to confuse a parser, inside bundles that are right otherwise.

use sealwright::local::{Authority, Chain, EntryType, Fault, LogStyle, MediaType, Stamp};
use sealwright::{Bundle, Certificate, Code};
use serde_json::{Value, json};

use super::*;
use crate::judge::judge;

const CERTIFICATE: &str = "/verificationMaterial/certificate/rawBytes";

/// What fails when the bundle's certificate is this one.
fn with_certificate(made: &Made, der: &[u8]) -> Vec<Code> {
    let mut changed = made.clone();
    *changed.bundle_mut().pointer_mut(CERTIFICATE).unwrap() = base64(der).into();
    codes(&changed)
}

#[test]
fn ghsa_5gfm_wpxj_wjgq_no_octet_of_a_bundles_certificate_can_change() {
    // Without an entry, which has the certificate too and would show every change.
    let made = make(&message().logs([]).timestamps([Stamp::by(0)]));
    let policy = || usual_policy(&made).log(sealwright::LogDemand::NoneDangerous);
    assert_eq!(failed(&judge_with(&made, &policy(), NOW)), []);
    let der = made.certificate().unwrap();
    for at in 0..der.len() {
        let mut other = der.to_vec();
        other[at] = other[at].wrapping_add(1);
        let mut changed = made.clone();
        *changed.bundle_mut().pointer_mut(CERTIFICATE).unwrap() = base64(other).into();
        assert!(judge_with(&changed, &policy(), NOW).is_err(), "octet {at}");
    }
}

#[test]
fn rustsec_2019_0007_a_length_beyond_the_input_is_an_error_in_every_place() {
    let made = make(&message());
    let der = made.certificate().unwrap();
    for at in 0..der.len() {
        for length in [&[0x84, 0xff, 0xff, 0xff, 0xff][..], &[0x88, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]] {
            let other = [&der[..at], length, &der[at + 1..]].concat();
            assert!(!with_certificate(&made, &other).is_empty(), "octet {at}");
        }
    }
}

#[test]
fn rustsec_2021_0125_a_time_that_is_none_in_a_certificate_is_malformed() {
    let made = make(&message());
    let der = made.certificate().unwrap();
    // The certificate begins at the base time.
    let at = der.windows(13).position(|text| text == b"260101000000Z").unwrap();
    for bad in [
        "261301000000Z",
        "260001000000Z",
        "260100000000Z",
        "260132000000Z",
        "260230000000Z",
        "260101240000Z",
        "260101006000Z",
        "260101000060Z",
        "26010100000xZ",
        "260101000000z",
        "2601010000+00",
        "26010100000.5",
        "             ",
    ] {
        let mut other = der.to_vec();
        other[at..at + 13].copy_from_slice(bad.as_bytes());
        assert_eq!(with_certificate(&made, &other), [Code::BundleMalformed], "{bad}");
    }
    for length in [0_u8, 1, 5, 12] {
        let mut other = der.to_vec();
        other[at - 1] = length;
        assert_eq!(with_certificate(&made, &other), [Code::BundleMalformed], "{length} octets");
    }
}

#[test]
fn rustsec_2026_0104_a_revocation_list_in_the_place_of_a_certificate_is_malformed() {
    let made = make(&message());
    let certificate = made.certificate().unwrap();
    // TBSCertList without entries, RFC 5280 section 5.1, with what is needed to look like one.
    let list = [0x30, 0x19, 0x30, 0x11, 2, 1, 1, 0x30, 0, 0x30, 0, 0x17, 8];
    let list = [&list[..], b"260101Z0", &[0x30, 0, 3, 2, 0, 0]].concat();
    for bytes in [list.clone(), [certificate, &list].concat()] {
        assert!(Certificate::from_der(bytes.clone()).is_err());
        assert_eq!(with_certificate(&made, &bytes), [Code::BundleMalformed]);
    }
}

#[test]
fn ghsa_65ch_62r8_g69g_a_purpose_whose_arc_overflows_32_bits_is_not_code_signing() {
    let purpose = |last: u64| message().usages([vec![1, 3, 6, 1, 5, 5, 7, 3, last]]);
    assert_eq!(failed(&judge(&purpose(3))), []);
    for last in [3 + (1 << 32), 3 + (1 << 40), 3 + (1 << 31)] {
        assert_eq!(failed(&judge(&purpose(last))), [Code::CertUsage], "{last}");
    }
}

#[test]
fn ghsa_4qg8_fj49_pxjh_an_object_identifier_without_end_is_refused() {
    let endless: Vec<u64> = [1, 2].into_iter().chain(std::iter::repeat_n(1, 50_000)).collect();
    assert_eq!(failed(&judge(&message().extension(&endless, false, [5, 0]))), [Code::BundleMalformed]);
    assert!(!failed(&judge(&message().usages([endless]))).is_empty());
}

#[test]
fn rustsec_2023_0052_a_chain_of_authorities_with_one_name_is_refused_in_time() {
    let strangers: Vec<_> = (0..8).map(|_| Authority::new().unwrap()).collect();
    let recipe = message().media_type(MediaType::V02).chain(Chain::Intermediate);
    let chain = |made: &mut Made| {
        let material = &mut made.bundle_mut()["verificationMaterial"];
        material["x509CertificateChain"]["certificates"].as_array_mut().unwrap().clone()
    };
    let intermediates: Vec<_> = strangers.iter().map(|s| chain(&mut s.make(&recipe).unwrap())[1].clone()).collect();
    // A leaf of a stranger, under eight authorities of the trusted one's names.
    let mut made = strangers[0].make(&recipe).unwrap();
    let leaf = chain(&mut made)[0].clone();
    let all: Vec<_> = std::iter::once(leaf).chain(intermediates).collect();
    made.bundle_mut()["verificationMaterial"]["x509CertificateChain"]["certificates"] = all.into();
    let trust = crate::judge::authority().trusted_root_json().unwrap();
    let trust = sealwright::TrustRoot::from_json(trust.as_bytes()).unwrap();
    let verifier = sealwright::Verifier::new(&trust).unwrap();
    let artifact = sealwright::Artifact::from_bytes(made.artifact());
    crate::patience::in_time(|| {
        let verdict = verifier.verify_json(&artifact, made.json().as_bytes(), &usual_policy(&made), NOW);
        assert!(failed(&verdict.map(drop)).contains(&Code::CertChain));
    });
}

#[test]
fn rustsec_2026_0046_a_token_of_an_authority_with_the_trusted_names_is_refused() {
    for recipe in [message().log(LogStyle::V2), message().timestamps([Stamp::by(0).embedded()])] {
        let codes = failed(&judge(&recipe.wrong(Fault::UntrustedTimestampAuthority)));
        assert_eq!(codes, [Code::TimestampAuthority]);
    }
}

#[test]
fn rustsec_2026_0047_a_token_with_two_signers_is_malformed() {
    let recipe = message().log(LogStyle::V2).wrong(Fault::TimestampTwoSigners);
    assert_eq!(failed(&judge(&recipe)), [Code::BundleMalformed]);
}

#[test]
fn ghsa_xm5m_wgh2_rrg3_the_signer_of_a_token_is_the_one_that_its_signed_attributes_name() {
    let recipe = message().timestamps([Stamp::by(0).embedded()]);
    assert_eq!(failed(&judge(&recipe)), []);
    assert_eq!(failed(&judge(&recipe.wrong(Fault::TimestampSigningCertificate))), [Code::TimestampSignature]);
}

#[test]
fn ghsa_47q9_m4ww_924m_a_body_in_several_compressed_parts_is_refused_as_it_stands() {
    // The size at the end of each part is a lie.
    let part = [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0][..], &[0xff; 4]].concat();
    let codes = changed(&message(), |b| first_entry(b)["canonicalizedBody"] = base64(part.repeat(3)).into());
    assert_eq!(codes, [Code::LogEntry]);
    assert!(Bundle::from_json(&part.repeat(3)).is_err());
}

#[test]
fn rustsec_2024_0437_a_bundle_of_unknown_protobuf_groups_is_refused() {
    // Field 1000, groups without end.
    assert!(Bundle::from_json(&[0xc3, 0x3e].repeat(10_000)).is_err());
    assert!(Bundle::from_json(&[[0xc3, 0x3e].repeat(10_000), [0xc4, 0x3e].repeat(10_000)].concat()).is_err());
}

#[test]
fn ghsa_843x_px86_vq42_no_field_of_a_body_can_be_null_missing_or_of_another_type() {
    for (recipe, kind) in [
        (message(), EntryType::HashedRekord001),
        (message().log(LogStyle::V2), EntryType::HashedRekord002),
        (statement(), EntryType::Dsse001),
        (statement(), EntryType::Intoto002),
    ] {
        let made = make(&recipe.entry(kind));
        let body = unbase64(&first_entry(made.clone().bundle_mut())["canonicalizedBody"]);
        let body: Value = serde_json::from_slice(&body).unwrap();
        let mut pointers = Vec::new();
        walk("", &body, &mut pointers);
        assert!(pointers.len() >= 8, "{kind:?}: {pointers:?}");
        for pointer in pointers {
            for other in [Value::Null, json!(7), json!([]), json!({}), json!([null]), json!(""), json!("\u{0}")] {
                let mut body = body.clone();
                *body.pointer_mut(&pointer).unwrap() = other.clone();
                let mut changed = made.clone();
                first_entry(changed.bundle_mut())["canonicalizedBody"] = base64(body.to_string()).into();
                assert!(!codes(&changed).is_empty(), "{kind:?} {pointer} {other}");
            }
        }
    }
}

/// Every place below the outermost object.
fn walk(at: &str, value: &Value, found: &mut Vec<String>) {
    let inside: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (format!("{at}/{name}"), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(n, value)| (format!("{at}/{n}"), value)).collect(),
        _ => return,
    };
    for (place, value) in inside {
        walk(&place, value, found);
        found.push(place);
    }
}

#[test]
fn rustsec_2023_0053_more_certificates_than_a_path_has_are_over_the_limit() {
    let made = make(&message().media_type(MediaType::V02).chain(Chain::Intermediate));
    let filled = |count: usize| {
        let mut changed = made.clone();
        let material = &mut changed.bundle_mut()["verificationMaterial"];
        let list = material["x509CertificateChain"]["certificates"].as_array_mut().unwrap();
        let last = list[1].clone();
        list.resize(count, last);
        codes(&changed)
    };
    assert_eq!(filled(2), []);
    assert_eq!(filled(10), [Code::CertChain]);
    assert_eq!(filled(11), [Code::BundleLimit]);
}
