use super::*;

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
