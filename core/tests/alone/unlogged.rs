//! Evidence that no witness has seen: refused, unless the policy accepts it by name; and then judged in all else.

use std::num::NonZeroU8;
use std::time::Duration;

use sealwright::local::{BASE_TIME, Fault, Part, Recipe, Stamp};
use sealwright::{
    Code, DenyRule, Identity, LogDemand, Policy, Refusal, Sha256, Status, TimeSource, TrustedKey, UnixTime, Validity,
};

use crate::judge::{NOW, failed, judge_artifact, judge_with, make, usual_policy};

/// A statement with neither a log entry nor a timestamp.
fn unlogged() -> Recipe {
    Recipe::statement(*b"an artifact").wrong(Fault::NoEntry).timestamps([])
}

fn judged(recipe: &Recipe, policy: impl FnOnce(Policy) -> Policy) -> Result<(), Refusal> {
    let made = make(recipe);
    judge_with(&made, &policy(usual_policy(&made)), NOW)
}

fn refused(recipe: &Recipe, policy: impl FnOnce(Policy) -> Policy, codes: &[Code]) {
    let verdict = judged(recipe, policy);
    assert_eq!(failed(&verdict), codes, "{verdict:?}");
}

#[test]
fn unlogged_evidence_is_refused_with_exactly_log_missing() {
    for recipe in [unlogged(), unlogged().managed_key(None)] {
        refused(&recipe, |policy| policy, &[Code::LogMissing]);
    }
}

#[test]
fn accepted_by_name_it_says_that_nobody_vouches_for_log_and_time() {
    let made = make(&unlogged());
    let trust = sealwright::TrustRoot::from_json(made.trusted_root().as_bytes()).unwrap();
    let verifier = sealwright::Verifier::new(&trust).unwrap();
    let artifact = sealwright::Artifact::from_bytes(made.artifact());
    let policy = usual_policy(&made).unlogged_dangerous();
    let verified = verifier.verify_json(&artifact, made.json().as_bytes(), &policy, NOW).unwrap();
    for code in [Code::LogMissing, Code::TimeMissing] {
        let check = verified.checks().iter().find(|check| check.code == code).unwrap();
        assert_eq!(check.status, Status::Skipped);
        assert!(check.message.as_ref().is_some_and(|message| message.contains("nobody vouches")), "{check:?}");
    }
    assert!(verified.evidence().times.is_empty());
    refused(&unlogged().managed_key(None), Policy::unlogged_dangerous, &[]);
}

#[test]
fn everything_else_is_still_checked() {
    for (fault, code) in [
        (Fault::SignatureByOtherKey, Code::SignatureEnvelope),
        (Fault::UntrustedAuthority, Code::CertChain),
        (Fault::LeafUsageMissing, Code::CertUsage),
        (Fault::SctMissing, Code::SctMissing),
        (Fault::SctSignature, Code::SctSignature),
        (Fault::SubjectDigest, Code::SubjectDigest),
        (Fault::NoIdentity, Code::CertIdentity),
    ] {
        let verdict = judged(&unlogged().wrong(fault), Policy::unlogged_dangerous);
        assert_eq!(failed(&verdict).first(), Some(&code), "{fault:?}: {verdict:?}");
    }
    let other = |_: Policy| {
        let other = Identity::exact("other@example.com", "https://accounts.example.com");
        Policy::signed_by(other).unwrap().unlogged_dangerous()
    };
    refused(&unlogged(), other, &[Code::IdentitySan]);
    refused(
        &unlogged(),
        |p| p.unlogged_dangerous().predicate_type("https://example.com/other"),
        &[Code::PredicateType],
    );
    let made = make(&unlogged());
    let artifact = sealwright::Artifact::from_bytes(&b"another"[..]);
    let verdict = judge_artifact(&made, &artifact, &usual_policy(&made).unlogged_dangerous(), NOW);
    assert_eq!(failed(&verdict), [Code::SubjectDigest]);
}

#[test]
fn deny_rules_hold_and_those_about_time_refuse_what_has_none() {
    let made = make(&unlogged());
    let fingerprint = Sha256::of(made.certificate().unwrap());
    let policy = |rule: DenyRule| usual_policy(&made).unlogged_dangerous().deny(rule);
    let window = Validity { start: BASE_TIME, end: Some(BASE_TIME) };
    for rule in [
        DenyRule::certificate(fingerprint, "stolen"),
        DenyRule::signed_in(window, "taken over"),
        DenyRule::older_than(Duration::from_secs(u64::from(u32::MAX)), "too old"),
    ] {
        assert_eq!(failed(&judge_with(&made, &policy(rule), NOW)), [Code::PolicyDenied]);
    }
}

#[test]
fn a_key_that_is_good_for_a_time_needs_one() {
    let made = make(&unlogged().managed_key(None));
    let window = Validity { start: BASE_TIME, end: None };
    let key = TrustedKey::new(made.public_key().clone()).valid(window);
    let verdict = judge_with(&made, &Policy::key(key).unlogged_dangerous(), NOW);
    assert_eq!(failed(&verdict), [Code::KeyValidity]);
}

#[test]
fn a_certificate_from_the_future_is_refused() {
    let made = make(&unlogged());
    let before = UnixTime::from_secs(BASE_TIME.secs() - 86_400);
    let verdict = judge_with(&made, &usual_policy(&made).unlogged_dangerous(), before);
    assert_eq!(failed(&verdict), [Code::TimeFuture]);
}

#[test]
fn evidence_with_an_entry_or_a_timestamp_is_judged_as_always() {
    let statement = || Recipe::statement(*b"an artifact");
    // Only the log's proof and promise are missing.
    let stamped = statement().wrong(Fault::NoEntry).timestamps([Stamp::by(0)]);
    refused(&stamped, Policy::unlogged_dangerous, &[Code::LogMissing]);
    for (fault, code) in [
        (Fault::UntrustedLog, Code::LogMissing),
        (Fault::PromiseSignature, Code::LogPromise),
        (Fault::ProofHash, Code::LogInclusion),
        (Fault::TimestampSignature, Code::TimestampSignature),
    ] {
        refused(&statement().wrong(fault), Policy::unlogged_dangerous, &[code]);
    }
    refused(&statement(), Policy::unlogged_dangerous, &[]);
}

#[test]
fn what_the_policy_demands_in_number_or_by_name_still_holds() {
    let log = |policy: Policy| policy.unlogged_dangerous().log(LogDemand::AtLeast(NonZeroU8::MIN));
    refused(&unlogged(), log, &[Code::LogMissing]);
    let stamps = |policy: Policy| policy.unlogged_dangerous().timestamps(1);
    refused(&unlogged(), stamps, &[Code::TimestampThreshold]);
    let source = |policy: Policy| policy.unlogged_dangerous().time(TimeSource::Tsa);
    refused(&unlogged(), source, &[Code::TimeMissing]);
}

#[test]
fn an_instance_without_logs_needs_a_time_unless_that_is_accepted_too() {
    let recipe = || unlogged().trusted_root_without(Part::Logs);
    refused(&recipe(), |policy| policy, &[Code::TimeMissing]);
    refused(&recipe(), Policy::unlogged_dangerous, &[]);
}
