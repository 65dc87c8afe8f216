use super::*;

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
    let checks = policy.check_signer(&SignerFacts::Certificate(&github()), &[]);
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
