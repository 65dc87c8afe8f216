use std::time::Duration;

use super::facts::{CertificateFacts, SanKind};
use super::*;
use crate::check::Status;
use crate::crypto::PublicKey;
use crate::digest::{Artifact, Sha256};
use crate::time::Validity;

const GITHUB: &str = "https://token.actions.githubusercontent.com";
const SAN: &str = "https://github.com/Octo/app/.github/workflows/release.yml@refs/tags/v1.2.3";
const KEY: &str = include_str!("../../../testdata/bundles/managed-key.pub");
const OTHER_KEY: &str = "-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAfU0Of2FTpptiQrUiq77mhf2kQg+INLEIw72uNp71Sfo=
-----END PUBLIC KEY-----";

/// The certificate of a GitHub workflow at a tag.
fn github() -> CertificateFacts<'static> {
    let mut facts = CertificateFacts { san: Some((SanKind::Uri, SAN)), issuer: Some(GITHUB), ..Default::default() };
    for (number, value) in [
        (11, "github-hosted"),
        (12, "https://github.com/Octo/app"),
        (13, "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        (14, "refs/tags/v1.2.3"),
        (15, "1296269"),
        (17, "583231"),
        (18, SAN),
        (20, "push"),
        (21, "https://github.com/Octo/app/actions/runs/4711/attempts/1"),
        (22, "public"),
        (23, "production"),
    ] {
        facts.claims[number] = Some(value);
    }
    facts.serial = &[0x1a, 0x2b];
    facts.fingerprint = Some([1; 32]);
    facts.key = Some([2; 32]);
    facts
}

fn person(email: &'static str, issuer: &'static str) -> CertificateFacts<'static> {
    CertificateFacts { san: Some((SanKind::Email, email)), issuer: Some(issuer), ..Default::default() }
}

/// A build of `workflow` that signs, called from the repository that `github()` names.
fn called(workflow: &'static str) -> CertificateFacts<'static> {
    CertificateFacts { san: Some((SanKind::Uri, workflow)), ..github() }
}

fn failures(policy: &Policy, facts: CertificateFacts<'_>) -> Vec<Check> {
    let checks = policy.check_signer(&SignerFacts::Certificate(facts), &[]);
    assert!(!checks.is_empty());
    checks.into_iter().filter(|check| check.status == Status::Fail).collect()
}

fn codes(identity: Identity, facts: CertificateFacts<'_>) -> Vec<&'static str> {
    let policy = Policy::signed_by(identity).unwrap();
    failures(&policy, facts).into_iter().map(|check| check.code.as_str()).collect()
}

fn app() -> Identity {
    Identity::github("octo/app")
}

fn key(pem: &str) -> PublicKey {
    PublicKey::from_pem(pem).unwrap()
}

#[test]
fn an_identity_correct_in_every_option_is_accepted() {
    let all = app()
        .workflow("release.yml")
        .tag("v*")
        .commit("da39a3ee5e6b4b0d3255bfef95601890afd80709")
        .environment("production")
        .trigger("push")
        .owner_id(583_231)
        .repository_id("1296269")
        .visibility("public")
        .runner("github-hosted")
        .server("https://github.com")
        .issuer(GITHUB);
    let policy = Policy::signed_by(all).unwrap();
    let checks = policy.check_signer(&SignerFacts::Certificate(github()), &[]);
    let passed: Vec<_> = checks.iter().map(|check| (check.code.as_str(), check.status)).collect();
    let pass = Status::Pass;
    assert_eq!(passed, [("identity.san", pass), ("identity.issuer", pass), ("identity.claim", pass)]);
}

/// GHSA-52v5-jr5w-gjxr: an option that is accepted and ignored.
#[test]
fn every_option_alone_makes_a_policy_refuse() {
    let claim: &[_] = &["identity.claim"];
    for (identity, expected) in [
        (app().workflow("nightly.yml"), &["identity.san"][..]),
        (app().tag("w*"), &["identity.san", "identity.claim"]),
        (app().branch("v1.2.3"), &["identity.san", "identity.claim"]),
        (app().git_ref("refs/heads/**"), &["identity.san", "identity.claim"]),
        (app().commit("0000000000000000000000000000000000000000"), claim),
        (app().environment("staging"), claim),
        (app().trigger("pull_request"), claim),
        (app().owner_id(1), claim),
        (app().repository_id(1), claim),
        (app().visibility("private"), claim),
        (app().runner("self-hosted"), claim),
        (app().issuer("https://token.actions.githubusercontent.com/octo"), &["identity.issuer"]),
        (app().server("https://octo.ghe.com").issuer(GITHUB), &["identity.san", "identity.claim"]),
        (app().server("https://octo.ghe.com"), &["identity.san", "identity.issuer", "identity.claim"]),
        (app().signer_workflow("octo/shared/.github/workflows/build.yml"), &["identity.san"]),
        (Identity::github("octo/other"), &["identity.san", "identity.claim"]),
        (Identity::github("evil/app"), &["identity.san", "identity.claim"]),
        (Identity::github("octo/ap"), &["identity.san", "identity.claim"]),
        (Identity::github_owner("oct"), &["identity.san", "identity.claim"]),
        (Identity::exact(SAN, "https://accounts.google.com"), &["identity.issuer"]),
        (Identity::exact("release@example.com", GITHUB), &["identity.san"]),
        (Identity::glob("https://github.com/octo/app/**", GITHUB), &["identity.san"]),
        (Identity::regex("https://github.com/octo/app/.*", GITHUB), &["identity.san"]),
        (Identity::google("release@example.com"), &["identity.san", "identity.issuer"]),
    ] {
        let shown = format!("{identity:?}");
        assert_eq!(codes(identity, github()), expected, "{shown}");
    }
}

#[test]
fn an_exact_identity_takes_the_options_of_claims_too() {
    let exact = || Identity::exact(SAN, GITHUB);
    assert!(codes(exact().trigger("push").tag("v*"), github()).is_empty());
    assert_eq!(codes(exact().trigger("schedule"), github()), ["identity.claim"]);
    assert_eq!(codes(exact().tag("w*"), github()), ["identity.claim"]);
}

/// As `gh attestation verify` (cli/cli pull request 9392).
#[test]
fn case_does_not_matter_in_owner_and_repository_and_only_there() {
    assert!(codes(Identity::github("OCTO/APP").workflow("release.yml"), github()).is_empty());
    assert_eq!(codes(app().workflow("Release.yml"), github()), ["identity.san"]);
    assert_eq!(codes(app().tag("V*"), github()), ["identity.san", "identity.claim"]);
}

#[test]
fn a_shared_workflow_of_another_repository_must_be_named() {
    let shared = called("https://github.com/octo/shared/.github/workflows/build.yml@refs/tags/v9");
    assert_eq!(codes(app(), shared), ["identity.san"]);
    let named = |workflow: &str| app().signer_workflow(workflow);
    assert!(codes(named("octo/shared/.github/workflows/build.yml"), shared).is_empty());
    assert!(codes(named("octo/shared/.github/workflows/build.yml@refs/tags/v*").tag("v1.*"), shared).is_empty());
    assert!(codes(named("octo/shared/.github/workflows/build.yml").workflow("release.yml"), shared).is_empty());
    for wrong in [
        named("octo/shared/.github/workflows/other.yml"),
        named("octo/shared/.github/workflows/build.yml@refs/heads/main"),
        named("evil/shared/.github/workflows/build.yml"),
    ] {
        assert_eq!(codes(wrong, shared), ["identity.san"]);
    }
    let other_caller = named("octo/shared/.github/workflows/build.yml").workflow("nightly.yml");
    assert_eq!(codes(other_caller, shared), ["identity.claim"]);
}

/// The shared workflow of a repository signs for everybody who calls it.
#[test]
fn the_shared_workflow_called_from_a_strangers_repository_is_refused() {
    let mut stranger = github();
    stranger.claims[12] = Some("https://github.com/evil/app");
    assert_eq!(codes(app(), stranger), ["identity.claim"]);
}

#[test]
fn a_workflow_uri_that_reads_in_two_ways_is_refused() {
    for san in [
        "https://github.com/octo/app/.github/workflows/release.yml@refs/heads/x@refs/tags/v1.2.3",
        "https://github.com/octo/app/.github/workflows/a/release.yml@refs/tags/v1.2.3",
        "https://github.com/octo/app/.github/workflows/@refs/tags/v1.2.3",
        "https://github.com/octo/app/.github/workflows/release.yml@",
        "https://github.com/octo/app/.github/workflows/release.yml",
        "https://github.com/octo/app2/.github/workflows/release.yml@refs/tags/v1.2.3",
        "https://github.com/octo/app/x/.github/workflows/release.yml@refs/tags/v1.2.3",
        "https://github.com.evil.net/octo/app/.github/workflows/release.yml@refs/tags/v1.2.3",
        "http://github.com/octo/app/.github/workflows/release.yml@refs/tags/v1.2.3",
        "octo/app/.github/workflows/release.yml@refs/tags/v1.2.3",
    ] {
        assert_eq!(codes(app(), called(san)), ["identity.san"], "{san}");
    }
    let commit = "https://github.com/octo/app/.github/workflows/release.yml@09b495c3f12c7881b3cc17209a327792065c1a1d";
    assert!(codes(app(), called(commit)).is_empty());
}

#[test]
fn certificates_from_before_2023_have_the_older_claims() {
    let mut facts = github();
    facts.claims = [None; 25];
    facts.claims[2] = Some("push");
    facts.claims[5] = Some("Octo/app");
    facts.claims[6] = Some("refs/tags/v1.2.3");
    assert!(codes(app().tag("v*").trigger("push"), facts).is_empty());
    facts.claims[5] = Some("evil/app");
    assert_eq!(codes(app(), facts), ["identity.claim"]);
    facts.claims[5] = None;
    assert_eq!(codes(app(), facts), ["identity.claim"]);
}

#[test]
fn a_gitlab_project_is_told_from_its_neighbours() {
    let san = "https://gitlab.com/group/sub/project//.gitlab-ci.yml@refs/heads/main";
    let mut facts = called(san);
    facts.issuer = Some("https://gitlab.com");
    facts.claims[12] = Some("https://gitlab.com/group/sub/project");
    facts.claims[14] = Some("refs/heads/main");
    let project = || Identity::gitlab("group/sub/project");
    assert!(codes(project().workflow(".gitlab-ci.yml").branch("main"), facts).is_empty());
    assert_eq!(codes(project().workflow("ci.yml"), facts), ["identity.san"]);
    assert_eq!(codes(project().tag("main"), facts), ["identity.san", "identity.claim"]);
    assert_eq!(codes(Identity::gitlab("group/sub"), facts), ["identity.san", "identity.claim"]);
    let own_server = project().server("https://gitlab.example.com");
    assert_eq!(codes(own_server, facts), ["identity.san", "identity.issuer", "identity.claim"]);
    let ambiguous = "https://gitlab.com/group/sub/project//x@refs/heads/main/y@refs/heads/main";
    facts.san = Some((SanKind::Uri, ambiguous));
    assert_eq!(codes(project(), facts), ["identity.san"]);
}

#[test]
fn buildkite_and_circleci_are_known_by_their_own_uris() {
    let mut facts = called("https://buildkite.com/octo/release");
    facts.issuer = Some("https://agent.buildkite.com");
    assert!(codes(Identity::buildkite("octo/release"), facts).is_empty());
    assert_eq!(codes(Identity::buildkite("octo/other"), facts), ["identity.san"]);

    let mut facts = called("https://circleci.com/api/v2/projects/p1/pipeline-definitions/d1");
    facts.issuer = Some("https://oidc.circleci.com/org/o1");
    facts.claims[11] = None;
    assert!(codes(Identity::circleci("o1", "p1"), facts).is_empty());
    assert_eq!(codes(Identity::circleci("o1", "p2"), facts), ["identity.san"]);
    assert_eq!(codes(Identity::circleci("o2", "p1"), facts), ["identity.issuer"]);
    facts.claims[11] = Some("ssh-rerun");
    assert_eq!(codes(Identity::circleci("o1", "p1"), facts), ["identity.claim"]);
}

#[test]
fn a_pattern_of_addresses_matches_addresses_and_no_uris() {
    let anybody_here = || Identity::glob("*@example.com", "https://accounts.google.com");
    assert!(codes(anybody_here(), person("a@example.com", "https://accounts.google.com")).is_empty());
    for bad in ["a@evil.com", "a@example.com.evil.net", "a@sub.example.com"] {
        assert_eq!(codes(anybody_here(), person(bad, "https://accounts.google.com")), ["identity.san"], "{bad}");
    }
}

/// GHSA-59jp-pj84-45mr: an expression without anchors.
#[test]
fn an_identity_expression_is_anchored_and_holds_its_owner_in_every_alternative() {
    let good = "https://github.com/octo/app/x";
    for expression in
        ["https://github.com/octo/.*", r"^https://github\.com/octo/app/x$", "https://github.com/octo/.*|.*"]
    {
        let identity = || Identity::regex(expression, GITHUB);
        assert!(codes(identity(), called(good)).is_empty(), "{expression}");
        for bad in [
            "http://localhost?x=https://github.com/octo/app/x",
            "https://github.com/evil/app/x",
            "https://githubXcom/octo/app/x",
            "\nhttps://github.com/octo/app/x",
        ] {
            assert_eq!(codes(identity(), called(bad)), ["identity.san"], "{expression} {bad:?}");
        }
    }
    assert_eq!(codes(Identity::regex("https://good/", GITHUB), called("https://good/evil")), ["identity.san"]);
}

#[test]
fn a_wide_pattern_must_be_asked_for_by_its_dangerous_name() {
    for wide in ["**", "https://github.com/*/*", "*@*"] {
        let error = Policy::signed_by(Identity::glob(wide, GITHUB)).unwrap_err();
        assert!(matches!(error, PolicyError::TooWide { .. }), "{wide}: {error}");
        assert_eq!(crate::check::Explain::code(&error).as_str(), "policy.malformed");
    }
    assert!(matches!(Policy::signed_by(Identity::regex(".*", GITHUB)), Err(PolicyError::TooWide { .. })));
    assert!(codes(Identity::glob_dangerous("**", "https://*"), github()).is_empty());
    assert!(codes(Identity::regex_dangerous(".*", ".*"), github()).is_empty());
    assert_eq!(codes(Identity::glob_dangerous("**", "https://*.com/x"), github()), ["identity.issuer"]);
}

/// GHSA-mpvw-hw8p-7x27, GHSA-567m-4668-m656, GHSA-rgp5-33mp-jhfm.
#[test]
fn an_empty_value_is_refused_and_is_not_an_absent_one() {
    for identity in [
        Identity::exact("", GITHUB),
        Identity::exact(SAN, ""),
        Identity::google(""),
        Identity::github(""),
        app().workflow(""),
        app().tag(""),
        app().branch(""),
        app().git_ref(""),
        app().environment(""),
        app().owner_id(""),
        app().issuer(""),
        app().server(""),
        app().signer_workflow(""),
    ] {
        let shown = format!("{identity:?}");
        assert!(matches!(Policy::signed_by(identity), Err(PolicyError::Empty { .. })), "{shown}");
    }
    assert!(matches!(Policy::any_of(Vec::<Signer>::new()), Err(PolicyError::Empty { option: "any-of" })));
    assert!(matches!(Policy::all_of(Vec::<Signer>::new()), Err(PolicyError::Empty { option: "all-of" })));
    let mut nobody = github();
    nobody.san = Some((SanKind::Uri, ""));
    nobody.issuer = Some("");
    assert_eq!(codes(Identity::exact(SAN, GITHUB), nobody), ["identity.san", "identity.issuer"]);
    nobody.san = None;
    nobody.issuer = None;
    assert_eq!(codes(Identity::exact(SAN, GITHUB), nobody), ["identity.san", "identity.issuer"]);
}

#[test]
fn options_that_contradict_or_do_nothing_are_refused() {
    let conflict = |identity: Identity| matches!(Policy::signed_by(identity), Err(PolicyError::Conflict { .. }));
    assert!(conflict(app().tag("v1").branch("main")));
    assert!(conflict(app().tag("v1").tag("v2")));
    assert!(conflict(app().trigger("push").trigger("release")));
    assert!(conflict(app().workflow("a.yml").workflow("b.yml")));
    let unused = |identity: Identity| matches!(Policy::signed_by(identity), Err(PolicyError::Unused { .. }));
    assert!(unused(Identity::google("a@example.com").workflow("x.yml")));
    assert!(unused(Identity::exact(SAN, GITHUB).issuer(GITHUB)));
    let value = |identity: Identity| matches!(Policy::signed_by(identity), Err(PolicyError::Value { .. }));
    for name in ["octo", "octo/*", "octo/app/x", "/app", "octo/", "octo/ app", "https://github.com/octo/app"] {
        assert!(value(Identity::github(name)), "{name}");
    }
    assert!(value(app().workflow("x/y.yml")));
    assert!(value(app().workflow("release.yml@refs/tags/v1")));
    assert!(value(app().server("http://octo.ghe.com")));
    assert!(value(app().signer_workflow("build.yml")));
}

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
    let checks = Policy::anyone_dangerous().check_signer(&SignerFacts::Certificate(github()), &[]);
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

fn denied(rule: DenyRule) -> bool {
    denied_signer(rule, SignerFacts::Certificate(github()))
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
        (DenyRule::certificate(Sha256([1; 32]), "stolen"), true),
        (DenyRule::certificate(Sha256([2; 32]), "stolen"), false),
        (DenyRule::key(Sha256([2; 32]), "stolen"), true),
        (DenyRule::key(Sha256([1; 32]), "stolen"), false),
        (identity("https://github.com/Octo/**", None), true),
        (identity("**", Some(GITHUB)), true),
        (identity("**", Some("https://gitlab.com")), false),
        (identity("https://github.com/evil/**", None), false),
        (run("https://github.com/Octo/app/actions/runs/4711"), true),
        (run("https://github.com/Octo/app/actions/runs/4711/attempts/1"), true),
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
