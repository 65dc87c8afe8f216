use super::*;
use crate::check::{Check, Code, Explain, Status};

#[test]
fn every_case_of_the_table_comes_out_as_it_says() {
    let mut wrong = Vec::new();
    let cases = cases();
    for case in &cases {
        let found = match verify(&case.der(), MESSAGE, &[case.authority()]) {
            Ok(_) => "ok".to_owned(),
            Err(error) => variant(&error),
        };
        if found != case.expected {
            wrong.push(format!("{}: expected {}, found {found}", case.token, case.expected));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    println!("{} tokens", cases.len());
}

#[test]
fn every_refusal_says_what_to_do() {
    for case in cases().iter().filter(|case| case.expected != "ok") {
        let error = verify(&case.der(), MESSAGE, &[case.authority()]).unwrap_err();
        let check = Check::fail(&error);
        assert_eq!(check.status, Status::Fail);
        assert!(check.hint.as_ref().is_some_and(|hint| hint.ends_with('.')), "{}", case.token);
        assert!(check.expected.is_some() || check.found.is_some() || check.at.is_some(), "{}", case.token);
    }
}

#[test]
fn failures_of_trust_and_of_the_signature_have_their_own_codes() {
    for case in cases() {
        let expected = match case.expected.as_str() {
            "UnknownAuthority" | "Window" | "Path" => Code::TimestampAuthority,
            "Imprint" | "Signature" | "MessageDigest" | "MissingAttribute" | "RepeatedAttribute" | "SignerCount" => {
                Code::TimestampSignature
            }
            _ => continue,
        };
        let error = verify(&case.der(), MESSAGE, &[case.authority()]).unwrap_err();
        assert_eq!(error.code(), expected, "{}", case.token);
    }
}

#[test]
fn what_a_token_says_can_be_read() {
    let token = Timestamp::from_der(token("good-every-field")).unwrap();
    assert_eq!(token.time().to_string(), "2026-01-02T03:04:05Z");
    assert_eq!(token.policy(), "1.3.6.1.4.1.57264.2");
    assert_eq!(token.serial(), 4711_u16.to_be_bytes());
    assert_eq!(token.nonce().unwrap(), [0, 0x80, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(token.imprint(), crate::DigestAlgorithm::Sha256.digest(MESSAGE));
    assert_eq!(token.embedded_certificates().count(), 0);
    let fraction = Timestamp::from_der(super::token("good-fraction")).unwrap();
    assert_eq!(fraction.time().to_string(), "2026-01-02T03:04:05.25Z");
}

#[test]
fn a_timestamp_over_other_bytes_is_refused_with_both_digests() {
    let error = verify(&token("good"), b"another signature", &[authority("tsa", always())]).unwrap_err();
    let digest = |bytes| crate::DigestAlgorithm::Sha256.digest(bytes).to_string();
    assert_eq!(error.expected().unwrap().to_string(), digest(b"another signature"));
    assert_eq!(error.found().unwrap().to_string(), digest(MESSAGE));
}

#[test]
fn a_timestamp_over_one_mebibyte_is_refused() {
    let error = Timestamp::from_der(vec![0x30; (1 << 20) + 1]).unwrap_err();
    assert_eq!(error.code(), Code::BundleLimit);
    assert_eq!(variant(&Timestamp::from_der(vec![0x30; 1 << 20]).unwrap_err()), "Der");
}

#[test]
fn of_two_authorities_with_one_name_the_key_decides() {
    let both = || [authority("untrusted", always()), authority("tsa", always())];
    let uri = verify(&token("good"), MESSAGE, &both()).unwrap();
    assert_eq!(uri, "https://tsa.test");
    let uri = verify(&token("untrusted"), MESSAGE, &both()).unwrap();
    assert_eq!(uri, "https://untrusted.test");
}

#[test]
fn without_any_authority_there_is_none_that_is_known() {
    assert_eq!(variant(&verify(&token("good"), MESSAGE, &[]).unwrap_err()), "UnknownAuthority");
}

#[test]
fn the_failure_of_the_authority_that_came_furthest_is_told() {
    let closed = Validity { start: UnixTime::from_secs(0), end: Some(UnixTime::from_secs(1)) };
    let authorities = [authority("rsa", always()), authority("tsa", closed), authority("untrusted", always())];
    let error = verify(&token("good"), MESSAGE, &authorities).unwrap_err();
    assert_eq!(variant(&error), "Window");
    assert_eq!(error.found().unwrap().to_string(), "2026-01-02T03:04:05Z");
}
