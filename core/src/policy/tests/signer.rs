use super::*;
use crate::time::Validity;

#[test]
fn alternatives_accept_by_one_and_refuse_by_the_closest() {
    let policy = Policy::any_of([Identity::google("a@example.com"), app().tag("v*")]).unwrap();
    assert!(failures(&policy, github()).is_empty());
    let policy = Policy::any_of([Identity::google("a@example.com"), app().trigger("release")]).unwrap();
    let failed = failures(&policy, github());
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].at.as_deref(), Some("signer 2 of 2 (the closest)"));

    let both = Policy::all_of([app(), Identity::github_owner("octo").runner("github-hosted")]).unwrap();
    assert!(failures(&both, github()).is_empty());
    let both = Policy::all_of([app(), Identity::github_owner("octo").runner("self-hosted")]).unwrap();
    assert_eq!(failures(&both, github()).len(), 1);
}

#[test]
fn signers_are_bounded_in_number_and_nesting() {
    let many = |n| Policy::any_of(std::iter::repeat_with(app).take(n));
    assert!(many(999).is_ok());
    assert!(matches!(many(1000), Err(PolicyError::Limit { .. })));
    let deep = |n| (0..n).fold(Signer::from(app()), |signer, _| Signer::AnyOf(vec![signer]));
    assert!(Policy::signed_by(deep(16)).is_ok());
    assert!(matches!(Policy::signed_by(deep(17)), Err(PolicyError::Limit { .. })));
}

#[test]
fn anyone_is_accepted_only_by_the_dangerous_name_and_the_result_shows_it() {
    let checks = Policy::anyone_dangerous().check_signer(&SignerFacts::Certificate(&github()), &[]);
    assert_eq!(checks.iter().map(|check| check.status).collect::<Vec<_>>(), [Status::Skipped]);
}

#[test]
fn a_refusal_says_what_was_expected_what_was_found_and_what_to_do() {
    let policy = Policy::signed_by(Identity::github("octo/other")).unwrap();
    let failed = failures(&policy, github());
    let text = |value: &Option<crate::check::Value>| value.as_ref().unwrap().to_string();
    assert_eq!(text(&failed[1].expected), "https://github.com/octo/other");
    assert_eq!(text(&failed[1].found), "https://github.com/Octo/app");
    assert_eq!(
        failed[1].hint.as_deref(),
        Some(
            "the certificate's source repository is https://github.com/Octo/app; if that is the one you trust, pass \
             --github Octo/app"
        )
    );
    let failed = failures(&Policy::signed_by(app().workflow("nightly.yml")).unwrap(), github());
    assert_eq!(text(&failed[0].expected), "https://github.com/octo/app/.github/workflows/nightly.yml@*");
    assert!(failed[0].hint.as_deref().unwrap().ends_with("pass --workflow release.yml"));
    let failed = failures(&Policy::signed_by(Identity::exact(SAN, "https://gitlab.com")).unwrap(), github());
    assert!(failed[0].hint.as_deref().unwrap().contains(GITHUB));
}

fn signed_by_key(policy: &Policy, pem: &str, times: &[i64]) -> Vec<&'static str> {
    let key = key(pem);
    let times: Vec<_> = times.iter().copied().map(UnixTime::from_secs).collect();
    let checks = policy.check_signer(&SignerFacts::Key(&key), &times);
    checks.into_iter().filter(|check| check.status == Status::Fail).map(|check| check.code.as_str()).collect()
}

#[test]
fn a_key_is_accepted_and_another_key_or_kind_of_signer_is_not() {
    let policy = Policy::key(key(KEY));
    assert!(signed_by_key(&policy, KEY, &[]).is_empty());
    assert_eq!(signed_by_key(&policy, OTHER_KEY, &[]), ["key.mismatch"]);
    assert_eq!(failures(&policy, github())[0].code, Code::KeyMismatch);
    assert_eq!(signed_by_key(&Policy::signed_by(app()).unwrap(), KEY, &[]), ["identity.san"]);
    assert_eq!(policy.keys().len(), 1);
}

/// GHSA-wqqc-jjcq-vfxm and GHSA-jjgp-whrp-gq8m: the window of a managed key.
#[test]
fn a_key_is_accepted_within_its_window_at_every_established_time() {
    let window = Validity { start: UnixTime::from_secs(1000), end: Some(UnixTime::from_secs(2000)) };
    let policy = Policy::key(TrustedKey::new(key(KEY)).valid(window));
    for inside in [&[1000][..], &[2000], &[1000, 1500, 2000]] {
        assert!(signed_by_key(&policy, KEY, inside).is_empty(), "{inside:?}");
    }
    for outside in [&[999][..], &[2001], &[1500, 2001], &[999, 1500], &[]] {
        assert_eq!(signed_by_key(&policy, KEY, outside), ["key.validity"], "{outside:?}");
    }
}

#[test]
fn a_hint_can_be_pasted_whatever_the_bundle_says() {
    let mut hostile = github();
    hostile.claims[12] = Some("https://github.com/a/b; $(rm -rf ~) 'x'\n\u{1b}[2J");
    let failed = failures(&Policy::signed_by(app()).unwrap(), hostile);
    let hint = failed[0].hint.as_deref().unwrap();
    assert!(hint.ends_with(r"pass --github 'a/b; $(rm -rf ~) '\''x'\''\n\u{1b}[2J'"), "{hint}");
}

/// GHSA-739f-hw6h-7wq8, GHSA-wqrg-wjp9-wqfq: the right signer, the wrong attestation.
#[test]
fn an_attestation_of_another_type_is_refused() {
    let any = Policy::signed_by(app()).unwrap();
    assert_eq!(any.check_predicate_type(None), None);
    let one = any.predicate_type("https://slsa.dev/provenance/v1");
    let status = |found| one.check_predicate_type(found).unwrap().status;
    assert_eq!(status(Some("https://slsa.dev/provenance/v1")), Status::Pass);
    for bad in [Some("https://slsa.dev/provenance/v1 "), Some("https://spdx.dev/Document"), Some(""), None] {
        assert_eq!(status(bad), Status::Fail, "{bad:?}");
    }
    let empty = Policy::signed_by(app()).unwrap().predicate_type("");
    assert_eq!(empty.check_predicate_type(Some("")).unwrap().status, Status::Fail);
}

#[test]
fn evidence_is_demanded_unless_the_dangerous_name_is_written() {
    let policy = Policy::signed_by(app()).unwrap();
    assert_eq!(*policy.evidence(), EvidenceDemand::default());
    assert_eq!(policy.evidence().log, LogDemand::AsTheRootOffers);
    let policy =
        policy.log(LogDemand::NoneDangerous).sct(SctDemand::NoneDangerous).timestamps(2).time(TimeSource::Both);
    let evidence = policy.evidence();
    assert_eq!((evidence.log, evidence.sct), (LogDemand::NoneDangerous, SctDemand::NoneDangerous));
    assert_eq!((evidence.timestamps, evidence.time), (2, TimeSource::Both));
    assert_eq!(policy.at(UnixTime::from_secs(5)).as_of(), Some(UnixTime::from_secs(5)));
}
