use std::time::Duration;

use super::*;
use crate::digest::{Artifact, Sha256};
use crate::time::Validity;

fn denied(rule: DenyRule) -> bool {
    denied_signer(rule, SignerFacts::Certificate(&github()))
}

fn denied_signer(rule: DenyRule, signer: SignerFacts<'_>) -> bool {
    let artifact = Artifact::from_bytes(&b"abc"[..]);
    let facts = DenyFacts {
        signer,
        artifact: &artifact,
        log: &[([7; 32], 1500)],
        times: &[UnixTime::from_secs(10_000), UnixTime::from_secs(10_060)],
        now: UnixTime::from_secs(20_000),
    };
    let policy = Policy::signed_by(app()).unwrap().deny(rule);
    let checks = policy.check_denied(&facts);
    assert_eq!(checks.len(), 1);
    assert_eq!(checks[0].code, Code::PolicyDenied);
    if checks[0].status == Status::Fail {
        assert_eq!(checks[0].message.as_deref(), Some("denied by the policy: stolen"));
    }
    checks[0].status == Status::Fail
}

#[test]
fn every_deny_rule_alone_refuses_and_its_near_miss_does_not() {
    let at = UnixTime::from_secs;
    let window = |start, end| DenyRule::signed_in(Validity { start: at(start), end: Some(at(end)) }, "stolen");
    let identity = |glob, issuer| DenyRule::identity(glob, issuer, "stolen").unwrap();
    let run = |uri| DenyRule::run(uri, "stolen");
    for (rule, expected) in [
        (DenyRule::certificate_serial(&[0x1a, 0x2b], "stolen"), true),
        (DenyRule::certificate_serial(&[0, 0x1a, 0x2b], "stolen"), true),
        (DenyRule::certificate_serial(&[0x1a, 0x2c], "stolen"), false),
        (DenyRule::certificate(Sha256::of(b"certificate"), "stolen"), true),
        (DenyRule::certificate(Sha256::of(b"key"), "stolen"), false),
        (DenyRule::key(Sha256::of(b"key"), "stolen"), true),
        (DenyRule::key(Sha256::of(b"certificate"), "stolen"), false),
        (identity("https://github.com/Octo/**", None), true),
        (identity("https://github.com/octo/APP/**", None), true),
        (identity("**", Some(GITHUB)), true),
        (identity("**", Some("https://gitlab.com")), false),
        (identity("https://github.com/evil/**", None), false),
        (run("https://github.com/Octo/app/actions/runs/4711"), true),
        (run("https://github.com/Octo/app/actions/runs/4711/attempts/1"), true),
        (run("https://github.com/octo/APP/actions/runs/4711"), true),
        (run("https://github.com/Octo/app/actions/runs/471"), false),
        (run("https://github.com/Octo/app/actions/runs/4711/attempts/2"), false),
        (DenyRule::log_entries([7; 32], 1500..=1500, "stolen"), true),
        (DenyRule::log_entries([7; 32], 0..=1499, "stolen"), false),
        (DenyRule::log_entries([7; 32], 1501..=u64::MAX, "stolen"), false),
        (DenyRule::log_entries([8; 32], 0..=u64::MAX, "stolen"), false),
        (window(10_060, 10_060), true),
        (window(0, 10_000), true),
        (window(0, 9_999), false),
        (window(10_001, 10_059), false),
        (DenyRule::older_than(Duration::from_secs(9_999), "stolen"), true),
        (DenyRule::older_than(Duration::from_secs(10_000), "stolen"), false),
        (DenyRule::artifact(Sha256::of(b"abc").into(), "stolen"), true),
        (DenyRule::artifact(Sha256::of(b"abd").into(), "stolen"), false),
    ] {
        assert_eq!(denied(rule.clone()), expected, "{rule:?}");
    }
    let own_key = key(KEY);
    assert!(denied_signer(DenyRule::key(own_key.fingerprint(), "stolen"), SignerFacts::Key(&own_key)));
    assert!(!denied_signer(identity("**", None), SignerFacts::Key(&own_key)));
}

#[test]
fn a_signature_without_an_established_time_is_denied_by_every_rule_about_time() {
    let artifact = Artifact::from_bytes(&b"abc"[..]);
    let certificate = github();
    let signer = SignerFacts::Certificate(&certificate);
    let now = UnixTime::from_secs(20_000);
    let facts = DenyFacts { signer, artifact: &artifact, log: &[], times: &[], now };
    let long_ago = Validity { start: UnixTime::from_secs(0), end: Some(UnixTime::from_secs(1)) };
    let policy = || Policy::signed_by(app()).unwrap();
    assert!(policy().check_denied(&facts).is_empty());
    for policy in [policy().max_age(Duration::from_secs(u64::MAX)), policy().deny(DenyRule::signed_in(long_ago, "x"))] {
        assert_eq!(policy.check_denied(&facts)[0].status, Status::Fail);
    }
}

#[test]
fn an_identity_too_long_to_be_matched_is_denied() {
    let long = format!("https://github.com/evil/{}", "x".repeat(4096));
    let certificate = CertificateFacts { san: Some((SanKind::Uri, &long)), ..github() };
    let rule = DenyRule::identity("https://github.com/octo/**", None, "stolen").unwrap();
    assert!(denied_signer(rule, SignerFacts::Certificate(&certificate)));
}
