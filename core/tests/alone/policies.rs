//! What only a policy can find wrong: the same right bundle, and a demand that it does not meet.

use std::num::NonZeroU8;

use sealwright::local::{BASE_TIME, Part, Recipe, Stamp};
use sealwright::{
    Artifact, Code, DenyRule, Digest, DigestAlgorithm, Identity, LogDemand, Policy, SctDemand, TimeSource, TrustedKey,
    UnixTime, Validity,
};

use crate::judge::{NOW, authority, failed, judge, judge_artifact, judge_with, make, usual_policy};

const ISSUER: &str = "https://accounts.example.com";
const TWO: NonZeroU8 = NonZeroU8::MIN.saturating_add(1);

fn message() -> Recipe {
    Recipe::message(*b"an artifact")
}

fn after(seconds: i64) -> UnixTime {
    UnixTime::from_secs(BASE_TIME.secs() + seconds)
}

fn refused(recipe: &Recipe, policy: impl FnOnce(Policy) -> Policy, code: Code) {
    let made = make(recipe);
    let verdict = judge_with(&made, &policy(usual_policy(&made)), NOW);
    assert_eq!(failed(&verdict), [code], "{verdict:?}");
}

fn accepted(recipe: &Recipe, policy: impl FnOnce(Policy) -> Policy) {
    let made = make(recipe);
    let verdict = judge_with(&made, &policy(usual_policy(&made)), NOW);
    assert_eq!(failed(&verdict), [], "{verdict:?}");
}

#[test]
fn another_artifact_is_refused_as_such() {
    let (made, other) = (make(&message()), Artifact::from_bytes(&b"another"[..]));
    let codes = failed(&judge_artifact(&made, &other, &usual_policy(&made), NOW));
    assert_eq!(codes, [Code::SignatureArtifact, Code::LogEntry]);
    let made = make(&Recipe::statement(*b"an artifact"));
    assert_eq!(failed(&judge_artifact(&made, &other, &usual_policy(&made), NOW)), [Code::SubjectDigest]);
}

#[test]
fn an_artifact_without_any_digest_is_refused() {
    let nothing = Artifact::from_digests([]);
    for recipe in [message(), Recipe::statement(*b"an artifact")] {
        let made = make(&recipe);
        assert!(judge_artifact(&made, &nothing, &usual_policy(&made), NOW).is_err());
    }
    let zero = Digest::from_bytes(DigestAlgorithm::Sha256, &[]);
    assert_eq!(zero, None);
}

#[test]
fn another_signer_is_refused_by_name_and_by_issuer() {
    let signed_by = |san, issuer| Policy::signed_by(Identity::exact(san, issuer)).unwrap();
    refused(&message(), |_| signed_by("other@example.com", ISSUER), Code::IdentitySan);
    refused(&message(), |_| signed_by("signer@example.com", "https://other.example.com"), Code::IdentityIssuer);
    let github = |reference| Policy::signed_by(Identity::github("octo/app").workflow("release.yml").tag(reference));
    let recipe = message().github("octo/app", "release.yml", "refs/tags/v1.2");
    accepted(&recipe, |_| github("v*").unwrap());
    let made = make(&recipe);
    let codes = failed(&judge_with(&made, &github("x*").unwrap(), NOW));
    assert_eq!(codes, [Code::IdentitySan, Code::IdentityClaim]);
    refused(
        &recipe,
        |_| Policy::signed_by(Identity::github("octo/app").owner_id(99)).unwrap(),
        Code::IdentityClaim,
    );
}

#[test]
fn a_key_where_an_identity_is_demanded_is_refused_and_the_reverse() {
    let identity = || Policy::signed_by(Identity::exact("signer@example.com", ISSUER)).unwrap();
    refused(&message().managed_key(None), |_| identity(), Code::KeyMismatch);
    let other = make(&message().managed_key(None));
    let key = || Policy::key(other.public_key().clone());
    refused(&message(), |_| key(), Code::KeyMismatch);
    refused(&message().managed_key(None), |_| key(), Code::KeyMismatch);
}

#[test]
fn a_key_is_good_within_its_window_only_both_ends_included() {
    let recipe = message().managed_key(None);
    let made = make(&recipe);
    // The log took the entry 5 seconds after the base time.
    let judge = |start, end| {
        let window = Validity { start: after(start), end: Some(after(end)) };
        failed(&judge_with(&made, &Policy::key(TrustedKey::new(made.public_key().clone()).valid(window)), NOW))
    };
    assert_eq!(judge(5, 5), []);
    assert_eq!(judge(0, 4), [Code::KeyValidity]);
    assert_eq!(judge(6, 9), [Code::KeyValidity]);
}

#[test]
fn thresholds_count_distinct_logs_and_authorities() {
    let demand = |policy: Policy| policy.log(LogDemand::AtLeast(TWO));
    refused(&message(), demand, Code::LogThreshold);
    use sealwright::local::LogStyle::V1;
    accepted(&message().logs([(V1, 0), (V1, 1)]), demand);
    // One signature twice in one log is one log; no client makes such a bundle, so it is not even read.
    refused(&message().logs([(V1, 0), (V1, 0)]), demand, Code::BundleMalformed);

    let demand = |policy: Policy| policy.sct(SctDemand::AtLeast(TWO));
    refused(&message(), demand, Code::SctMissing);
    accepted(&message().scts([0, 1]), demand);
    refused(&message().scts([0, 0]), demand, Code::SctMissing);

    let demand = |policy: Policy| policy.timestamps(2);
    refused(&message(), demand, Code::TimestampThreshold);
    refused(&message().timestamps([Stamp::by(0)]), demand, Code::TimestampThreshold);
    let (first, second) = (Stamp::by(0), Stamp::by(1));
    accepted(&message().timestamps([first.clone(), second]), demand);
    let again = Stamp::by(0).at(after(7));
    refused(&message().timestamps([first, again]), demand, Code::TimestampThreshold);
}

#[test]
fn a_duplicate_entry_is_refused_though_one_would_be_enough() {
    assert_eq!(failed(&judge(&message().repeat_entry())), [Code::BundleMalformed]);
}

#[test]
fn a_time_in_the_future_is_refused_to_the_second() {
    let made = make(&message());
    let at = |seconds| failed(&judge_with(&made, &usual_policy(&made), after(seconds)));
    assert_eq!(at(5), []);
    assert_eq!(at(4), [Code::TimeFuture]);
    let made = make(&message().log(sealwright::local::LogStyle::V2));
    let at = |seconds| failed(&judge_with(&made, &usual_policy(&made), after(seconds)));
    assert_eq!(at(6), []);
    assert_eq!(at(5), [Code::TimeFuture]);
}

#[test]
fn a_time_that_nobody_signed_is_none() {
    // The entry keeps its integratedTime; no promise covers it.
    let recipe = message().promise(false).timestamps([]);
    assert_eq!(failed(&judge(&recipe)), [Code::TimeMissing]);
    refused(&message(), |policy| policy.time(TimeSource::Tsa), Code::TimeMissing);
    refused(&message(), |policy| policy.time(TimeSource::Both), Code::TimeMissing);
    let stamped = message().log(sealwright::local::LogStyle::V2);
    refused(&stamped, |policy| policy.time(TimeSource::Log), Code::TimeMissing);
    accepted(&message().timestamps([Stamp::by(0)]), |policy| policy.time(TimeSource::Both));
}

#[test]
fn every_established_time_must_lie_in_the_certificate_not_the_first_alone() {
    // The certificate is valid for ten minutes.
    let (inside, outside) = (Stamp::by(0), Stamp::by(1).at(after(601)));
    for stamps in [[inside.clone(), outside.clone()], [outside, inside]] {
        assert_eq!(failed(&judge(&message().timestamps(stamps))), [Code::CertValidity]);
    }
}

#[test]
fn windows_of_the_trusted_root_are_closed_intervals() {
    let window = |start, end| Validity { start: after(start), end: Some(after(end)) };
    // A log's window at the time of its promise; a timestamp authority's at that of its token.
    assert_eq!(failed(&judge(&message().window(Part::Logs, window(5, 5)))), []);
    assert_eq!(failed(&judge(&message().window(Part::CertificateAuthorities, window(5, 5)))), []);
    assert_eq!(failed(&judge(&message().window(Part::CertificateAuthorities, window(6, 9)))), [Code::CertChain]);
    let stamped = message().timestamps([Stamp::by(0)]);
    assert_eq!(failed(&judge(&stamped.clone().window(Part::TimestampAuthorities, window(6, 6)))), []);
    assert_eq!(
        failed(&judge(&stamped.window(Part::TimestampAuthorities, window(7, 9)))),
        [Code::TimestampAuthority]
    );
}

#[test]
fn a_wrong_predicate_type_is_refused_and_a_plain_signature_too() {
    let wanted = |policy: Policy| policy.predicate_type("https://example.com/other/v1");
    refused(&Recipe::statement(*b"an artifact"), wanted, Code::PredicateType);
    refused(&message(), wanted, Code::PredicateType);
}

#[test]
fn what_a_deny_rule_names_is_refused_however_well_it_is_signed() {
    let deny = |rule: DenyRule| move |policy: Policy| policy.deny(rule);
    let identity = DenyRule::identity("signer@*", None, "left").unwrap();
    refused(&message(), deny(identity), Code::PolicyDenied);
    let window = Validity { start: after(0), end: Some(after(60)) };
    refused(&message(), deny(DenyRule::signed_in(window, "breach")), Code::PolicyDenied);
    refused(&message(), |policy| policy.max_age(std::time::Duration::from_secs(60)), Code::PolicyDenied);
    let elsewhere = DenyRule::identity("somebody@*", None, "left").unwrap();
    accepted(&message(), deny(elsewhere));
}

#[test]
fn a_signature_that_nobody_logged_needs_the_dangerous_word_and_says_so() {
    let bare = message().logs([]).timestamps([Stamp::by(0)]);
    assert_eq!(failed(&judge(&bare)), [Code::LogMissing]);
    accepted(&bare, |policy| policy.log(LogDemand::NoneDangerous));
    assert_eq!(failed(&judge(&message().scts([]))), [Code::SctMissing]);
    accepted(&message().scts([]), |policy| policy.sct(SctDemand::NoneDangerous));
}

#[test]
fn evidence_of_two_instances_never_mixes() {
    let other = sealwright::local::Authority::new().unwrap();
    let made = authority().make(&message().logged_by(&other)).unwrap();
    let own = sealwright::TrustRoot::from_json(made.trusted_root().as_bytes()).unwrap();
    let theirs = sealwright::TrustRoot::from_json(other.trusted_root_json().unwrap().as_bytes()).unwrap();
    let verifier = sealwright::Verifier::new(&own.and(theirs)).unwrap();
    let artifact = Artifact::from_bytes(made.artifact());
    let verdict = verifier.verify_json(&artifact, made.json().as_bytes(), &usual_policy(&made), NOW).map(drop);
    assert!(failed(&verdict).contains(&Code::LogMissing), "{verdict:?}");
}
