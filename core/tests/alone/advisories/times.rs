//! When the signature was made: what counts as a time, and what every time must agree with.

use sealwright::local::{Fault, LogStyle, MediaType, Part, Recipe, Stamp};
use sealwright::{Code, Policy, TimeSource, TrustedKey, Validity};
use serde_json::json;

use super::*;
use crate::judge::judge;

#[test]
fn ghsa_hhfg_fwrw_87w7_an_integrated_time_that_no_promise_covers_is_no_time() {
    for seconds in [0, 5, 300, 600] {
        let recipe = message().promise(false).timestamps([]).integrated_time(after(seconds));
        assert_eq!(failed(&judge(&recipe)), [Code::TimeMissing]);
    }
    let codes = changed(&message(), |b| {
        first_entry(b).as_object_mut().unwrap().remove("inclusionPromise");
    });
    assert_eq!(codes, [Code::TimeMissing]);
}

#[test]
fn ghsa_xgjw_pm74_86q4_an_integrated_time_under_the_promise_of_another_entry_is_no_time() {
    let mut donor = make(&message());
    let promise = first_entry(donor.bundle_mut())["inclusionPromise"].clone();
    let codes = changed(&message(), |b| first_entry(b)["inclusionPromise"] = promise);
    assert_eq!(codes, [Code::LogPromise]);
    assert_eq!(failed(&judge(&message().wrong(Fault::PromiseOfOtherEntry))), [Code::LogPromise]);
    assert_eq!(failed(&judge(&message().promise(false).timestamps([]))), [Code::TimeMissing]);
}

#[test]
fn tob_sigstore_3_a_broken_promise_makes_no_time_in_any_version() {
    for media_type in MediaType::ALL {
        let recipe = message().media_type(media_type);
        let codes = changed(&recipe, |b| {
            let promise = &mut first_entry(b)["inclusionPromise"]["signedEntryTimestamp"];
            let mut bytes = unbase64(promise);
            *bytes.last_mut().unwrap() ^= 1;
            *promise = base64(bytes).into();
        });
        assert_eq!(codes, [Code::LogPromise], "{media_type:?}");
        // A time within the certificate, but not the one that was promised.
        let codes = changed(&recipe, |b| first_entry(b)["integratedTime"] = json!(after(60).secs().to_string()));
        assert_eq!(codes, [Code::LogPromise], "{media_type:?}");
        // Evidence that nobody believes shows no time either.
        let made = make(&recipe.wrong(Fault::PromiseSignature));
        let refusal = judge_with(&made, &usual_policy(&made), NOW).unwrap_err();
        assert!(refusal.evidence().times.is_empty());
        assert_eq!(refusal.evidence().log[0].integrated_time, None);
    }
}

#[test]
fn tob_sigstore_4_one_time_of_several_outside_the_certificate_is_refused() {
    let (inside, outside) = (Stamp::by(0), Stamp::by(1).at(after(601)));
    for stamps in [[inside.clone(), outside.clone()], [outside.clone(), inside]] {
        assert_eq!(failed(&judge(&message().timestamps(stamps.clone()))), [Code::CertValidity]);
        assert_eq!(failed(&judge(&message().log(LogStyle::V2).timestamps(stamps))), [Code::CertValidity]);
    }
    // The log's time inside, the timestamp outside, and the reverse.
    assert_eq!(failed(&judge(&message().timestamps([outside]))), [Code::CertValidity]);
    let late = message().integrated_time(after(601)).timestamps([Stamp::by(0)]);
    assert_eq!(failed(&judge(&late)), [Code::CertValidity]);
}

#[test]
fn tob_sigstore_7_a_time_one_second_in_the_future_is_refused() {
    for recipe in [message().integrated_time(after(100)), message().timestamps([Stamp::by(0).at(after(100))])] {
        let made = make(&recipe);
        for (now, future) in [(100, false), (99, true), (41, true), (40, true), (39, true), (101, false)] {
            let expected: &[Code] = if future { &[Code::TimeFuture] } else { &[] };
            let codes = failed(&judge_with(&made, &usual_policy(&made), after(now)));
            assert_eq!(codes, expected, "signed at 100, now {now}");
            // A policy that verifies as of a time bounds as the clock does.
            let as_of = usual_policy(&made).at(after(now));
            assert_eq!(failed(&judge_with(&made, &as_of, NOW)), expected);
        }
    }
}

#[test]
fn tob_sigstore_11_the_window_of_another_timestamp_authority_does_not_help() {
    // The first authority's window is closed, the second's is open at the time of the token.
    let closed = Validity { start: after(-100), end: Some(after(5)) };
    let recipe = |by| message().timestamps([Stamp::by(by)]).window(Part::TimestampAuthorities, closed);
    assert_eq!(failed(&judge(&recipe(0))), [Code::TimestampAuthority]);
    assert_eq!(failed(&judge(&recipe(1))), []);
}

#[test]
fn ghsa_45v3_38pc_874v_a_timestamp_after_its_authority_was_withdrawn_is_refused() {
    let until = |end| Validity { start: after(-100), end: Some(after(end)) };
    let recipe = |end| message().timestamps([Stamp::by(0)]).window(Part::TimestampAuthorities, until(end));
    assert_eq!(failed(&judge(&recipe(6))), []);
    assert_eq!(failed(&judge(&recipe(5))), [Code::TimestampAuthority]);
}

#[test]
fn ghsa_wqqc_jjcq_vfxm_a_key_outside_its_validity_is_refused_to_the_second() {
    for (recipe, at) in [
        (message().managed_key(None), 5),
        (message().managed_key(None).log(LogStyle::V2).timestamps([Stamp::by(0)]), 6),
    ] {
        let made = make(&recipe);
        let judge = |start, end| {
            let key = TrustedKey::new(made.public_key().clone());
            let key = key.valid(Validity { start: after(start), end: Some(after(end)) });
            failed(&judge_with(&made, &Policy::key(key), NOW))
        };
        assert_eq!(judge(at, at), []);
        assert_eq!(judge(at - 9, at - 1), [Code::KeyValidity]);
        assert_eq!(judge(at + 1, at + 9), [Code::KeyValidity]);
    }
    // A window is worth nothing where no time is known.
    let untimed = make(&message().managed_key(None).log(LogStyle::V2).timestamps([]));
    let open = Validity { start: after(-100), end: None };
    let key = TrustedKey::new(untimed.public_key().clone()).valid(open);
    assert!(judge_with(&untimed, &Policy::key(key), NOW).is_err());
}

#[test]
fn ghsa_jjgp_whrp_gq8m_a_key_that_has_expired_is_refused_for_what_it_signs_later() {
    let made = make(&message().managed_key(None));
    let expired = Validity { start: after(-1000), end: Some(after(-1)) };
    let key = TrustedKey::new(made.public_key().clone()).valid(expired);
    assert_eq!(failed(&judge_with(&made, &Policy::key(key), NOW)), [Code::KeyValidity]);
}

#[test]
fn rustsec_2021_0073_an_integrated_time_at_the_end_of_its_type_is_refused() {
    let extremes = [i64::MIN, i64::MIN + 1, -1, -62_135_596_801, 253_402_300_800, 1_000_000_000_000_000_000, i64::MAX];
    for time in extremes {
        let expected = if time < 0 { Code::BundleMalformed } else { Code::LogEntry };
        for value in [json!(time.to_string()), json!(time)] {
            let codes = changed(&message(), |b| first_entry(b)["integratedTime"] = value.clone());
            assert_eq!(codes, [expected], "{value}");
            // Nor where nobody promised it, and the timestamp's time is the one that counts.
            let unsigned = message().promise(false).timestamps([Stamp::by(0)]);
            let codes = changed(&unsigned, |b| first_entry(b)["integratedTime"] = value.clone());
            assert_eq!(codes, [expected], "{value}");
        }
    }
    for beyond in [json!("9223372036854775808"), json!(1e300), json!("1e18"), json!("2026-01-01T00:00:00Z")] {
        let codes = changed(&message(), |b| first_entry(b)["integratedTime"] = beyond.clone());
        assert_eq!(codes, [Code::BundleMalformed], "{beyond}");
    }
}

#[test]
fn ghsa_6qhv_4h7r_2g9m_a_token_whose_signature_is_changed_or_of_another_is_refused() {
    let recipe = message().log(LogStyle::V2);
    for fault in [Fault::TimestampSignature, Fault::TimestampMessageDigest, Fault::TimestampImprint] {
        assert_eq!(failed(&judge(&recipe.clone().wrong(fault))), [Code::TimestampSignature], "{fault:?}");
    }
    // ECDSA's two numbers are the last octets of a token without unsigned attributes.
    let made = make(&recipe);
    let at = "/verificationMaterial/timestampVerificationData/rfc3161Timestamps/0/signedTimestamp";
    let mut json = made.clone();
    let token = unbase64(json.bundle_mut().pointer(at).unwrap());
    for place in token.len() - 90..token.len() {
        let mut token = token.clone();
        token[place] ^= 1;
        let mut changed = made.clone();
        *changed.bundle_mut().pointer_mut(at).unwrap() = base64(token).into();
        let codes = codes(&changed);
        assert!(matches!(codes.as_slice(), [Code::TimestampSignature | Code::BundleMalformed]), "{place}: {codes:?}");
    }
}

#[test]
fn ghsa_3xxc_pwj6_jgrj_the_genuine_certificates_in_a_strangers_token_do_not_help_it() {
    let stranger = sealwright::local::Authority::new().unwrap();
    for stamp in [Stamp::by(0), Stamp::by(0).embedded()] {
        let recipe = message().log(LogStyle::V2).timestamps([stamp]);
        assert_eq!(failed(&judge(&recipe)), []);
        assert_eq!(failed(&judge(&recipe.clone().stamped_by(&stranger))), [Code::TimestampAuthority]);
    }
    assert_eq!(
        failed(&judge(&message().log(LogStyle::V2).wrong(Fault::TimestampSigningCertificate))),
        [Code::TimestampSignature]
    );
}

#[test]
fn ghsa_5qp5_ph6r_qj9f_a_timestamp_signer_without_the_sole_critical_usage_is_refused() {
    for fault in [
        Fault::TimestampUsageMissing,
        Fault::TimestampUsageOther,
        Fault::TimestampUsageExtra,
        Fault::TimestampUsageNotCritical,
    ] {
        let recipe: Recipe = message().log(LogStyle::V2).wrong(fault);
        assert_eq!(failed(&judge(&recipe)), [Code::TimestampAuthority], "{fault:?}");
    }
}

#[test]
fn tob_sigstore_3_a_source_that_the_policy_does_not_name_gives_no_time() {
    assert_eq!(codes_with(&message(), |policy| policy.time(TimeSource::Tsa)), [Code::TimeMissing]);
}
