//! What a bundle or a trusted root carries beside what a verdict needs.

use std::num::NonZeroU8;

use sealwright::local::LogStyle::V1;
use sealwright::local::{Chain, Made, MediaType, Recipe, Stamp};
use sealwright::{Check, Code, LogDemand, Policy, Refusal, SctDemand, Status};
use serde_json::{Value, json};

use crate::judge::{NOW, failed, judge_with, make, usual_policy};

fn message() -> Recipe {
    Recipe::message(*b"an artifact")
}

fn with_chain(media_type: MediaType) -> Recipe {
    message().media_type(media_type).chain(Chain::Intermediate)
}

fn certificates(made: &mut Made) -> &mut Vec<Value> {
    let material = &mut made.bundle_mut()["verificationMaterial"];
    material["x509CertificateChain"]["certificates"].as_array_mut().unwrap()
}

fn judge(made: &Made) -> Result<(), Refusal> {
    judge_with(made, &usual_policy(made), NOW)
}

/// The one check that failed.
fn only_failure(verdict: &Result<(), Refusal>) -> Check {
    let refusal = verdict.as_ref().unwrap_err();
    let failures: Vec<_> = refusal.checks().iter().filter(|check| check.status == Status::Fail).collect();
    let [only] = failures.as_slice() else { panic!("{failures:#?}") };
    Check::clone(only)
}

#[test]
fn an_intermediate_that_the_trusted_root_has_may_not_differ_from_it() {
    for media_type in [MediaType::V01, MediaType::V02] {
        let mut made = make(&with_chain(media_type));
        assert_eq!(failed(&judge(&made)), []);
        let text = certificates(&mut made)[1]["rawBytes"].as_str().unwrap().to_owned();
        // The last octets are the signature's, which nobody verifies of a certificate that is not needed.
        let at = text.trim_end_matches('=').len() - 4;
        let other = if &text[at..=at] == "A" { "B" } else { "A" };
        certificates(&mut made)[1]["rawBytes"] = format!("{}{other}{}", &text[..at], &text[at + 1..]).into();
        let check = only_failure(&judge(&made));
        assert_eq!(check.code, Code::CertChain);
        let place = "verificationMaterial.x509CertificateChain.certificates[1]";
        assert_eq!(check.at.as_deref(), Some(place));
        assert!(check.expected.is_some() && check.found.is_some() && check.hint.is_some(), "{check:?}");
    }
}

#[test]
fn a_certificate_of_another_authority_in_the_chain_is_refused_and_so_is_a_second_leaf() {
    let foreign = certificates(&mut authority_of_a_stranger())[1].clone();
    let another_leaf = certificates(&mut make(&with_chain(MediaType::V02)))[0].clone();
    for stray in [foreign, another_leaf] {
        let mut made = make(&with_chain(MediaType::V02));
        certificates(&mut made).push(stray);
        let check = only_failure(&judge(&made));
        assert_eq!((check.code, check.at.as_deref().unwrap().ends_with("[2]")), (Code::CertChain, true));
    }
}

fn authority_of_a_stranger() -> Made {
    sealwright::local::Authority::new().unwrap().make(&with_chain(MediaType::V02)).unwrap()
}

#[test]
fn a_root_that_an_old_client_put_last_may_not_differ_from_the_trusted_one() {
    let chain = || message().media_type(MediaType::V01).chain(Chain::Root);
    let mut stranger = sealwright::local::Authority::new().unwrap().make(&chain()).unwrap();
    let mut made = make(&chain());
    assert_eq!(failed(&judge(&made)), []);
    certificates(&mut made)[2] = certificates(&mut stranger)[2].clone();
    let check = only_failure(&judge(&made));
    assert_eq!((check.code, check.at.as_deref().unwrap().ends_with("[2]")), (Code::CertChain, true));
}

#[test]
fn a_certificate_that_stands_in_the_chain_twice_is_refused() {
    let mut made = make(&with_chain(MediaType::V02));
    let again = certificates(&mut made)[1].clone();
    certificates(&mut made).push(again);
    let check = only_failure(&judge(&made));
    assert_eq!((check.code, check.at.as_deref().unwrap().ends_with("[2]")), (Code::CertChain, true));
}

#[test]
fn an_intermediate_that_only_the_bundle_has_is_on_the_path_and_accepted() {
    let made = make(&with_chain(MediaType::V02).root_only_in_trusted_root());
    assert_eq!(failed(&judge(&made)), []);
}

/// Evidence by a log whose key cannot be used proves nothing, and the refusal says why.
#[test]
fn an_entry_of_a_log_whose_key_is_not_supported_is_refused_with_that_reason() {
    let mut made = make(&message());
    let id = made.bundle_mut()["verificationMaterial"]["tlogEntries"][0]["logId"]["keyId"].clone();
    make_unusable(&mut made, "tlogs", &id);
    // The promise is not believed either, but what is missing for that is the log.
    let check = only_failure(&judge(&made));
    assert_eq!(check.code, Code::LogMissing);
    assert!(check.message.as_deref().unwrap().contains("LMS_SHA256"), "{check:?}");
    assert!(check.hint.as_deref().unwrap().contains("rekor.sealwright.local"), "{check:?}");
}

#[test]
fn a_ct_log_whose_key_is_not_supported_does_not_vouch_and_is_named() {
    let mut made = make(&message());
    let id = made.trusted_root_mut()["ctlogs"][0]["logId"]["keyId"].clone();
    make_unusable(&mut made, "ctlogs", &id);
    let check = only_failure(&judge(&made));
    assert_eq!(check.code, Code::SctMissing);
    let hint = check.hint.unwrap();
    assert!(hint.contains("ct.sealwright.local") && hint.contains("LMS_SHA256"), "{hint}");
}

fn make_unusable(made: &mut Made, list: &str, id: &Value) {
    let logs = made.trusted_root_mut()[list].as_array_mut().unwrap();
    let log = logs.iter_mut().find(|log| log["logId"]["keyId"] == *id).unwrap();
    log["publicKey"]["keyDetails"] = json!("LMS_SHA256");
}

#[test]
fn two_witnesses_of_one_operator_are_one() {
    const TWO: NonZeroU8 = NonZeroU8::MIN.saturating_add(1);
    type Demand = fn(Policy) -> Policy;
    let cases: [(&str, Recipe, Demand, Code); 3] = [
        ("tlogs", message().logs([(V1, 0), (V1, 1)]), |p| p.log(LogDemand::AtLeast(TWO)), Code::LogThreshold),
        ("ctlogs", message().scts([0, 1]), |p| p.sct(SctDemand::AtLeast(TWO)), Code::SctMissing),
        (
            "timestampAuthorities",
            message().timestamps([Stamp::by(0), Stamp::by(1)]),
            |p| p.timestamps(2),
            Code::TimestampThreshold,
        ),
    ];
    for (list, recipe, demand, code) in cases {
        let run_by = |operators: [Option<&str>; 2]| {
            let mut made = make(&recipe);
            let root = made.trusted_root_mut();
            root["mediaType"] = json!("application/vnd.dev.sigstore.trustedroot.v0.2+json");
            for (place, operator) in operators.iter().enumerate() {
                root[list][place]["operator"] = json!(operator);
            }
            failed(&judge_with(&made, &demand(usual_policy(&made)), NOW))
        };
        assert_eq!(run_by([Some("one.example"), Some("two.example")]), [], "{list}");
        assert_eq!(run_by([Some("one.example"), Some("one.example")]), [code], "{list}");
        // Nobody knows whose they are: each is a witness.
        assert_eq!(run_by([None, None]), [], "{list}");
        assert_eq!(run_by([None, Some("one.example")]), [], "{list}");
    }
}
