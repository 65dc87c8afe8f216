//! Who is trusted to have built.

use sealwright::{Builders, Code, Explain};

use crate::scene::{BUILD_TYPE, Build, ISSUER, TAG, WORKFLOW, expected, failed};

const SHARED: &str = "https://github.com/octo/shared/.github/workflows/build.yml";

#[test]
fn provenance_that_names_another_builder_than_its_signer_is_refused() {
    let forged = "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/builder_go_slsa3.yml@refs/tags/v2.0.0";
    assert_eq!(failed(&Build::new().with("/runDetails/builder/id", forged).judge(&expected())), [Code::SlsaBuilder]);
    let other_version = format!("{WORKFLOW}@refs/tags/v1.2.2");
    let forged = Build::new().with("/runDetails/builder/id", other_version);
    assert_eq!(failed(&forged.judge(&expected())), [Code::SlsaBuilder]);
}

#[test]
fn a_shared_workflow_is_trusted_only_where_it_is_named() {
    let build = || Build::new().built_by(&format!("{SHARED}@refs/heads/main"));
    assert_eq!(failed(&build().judge(&expected())), [Code::SlsaBuilder]);
    let verified = build().judge(&expected().builder(SHARED)).unwrap();
    assert_eq!(verified.content().level(), 3);
    assert_eq!(failed(&build().judge(&expected().builder(&format!("{SHARED}@v1.0.0")))), [Code::SlsaBuilder]);
}

#[test]
fn the_name_of_a_repository_does_not_end_in_the_middle() {
    let near = "https://github.com/octo/app-evil/.github/workflows/release.yml";
    let build = Build::new().built_by(&format!("{near}@{TAG}"));
    assert_eq!(failed(&build.judge(&expected())), [Code::SlsaBuilder]);
}

#[test]
fn an_identity_of_another_issuer_is_no_builder() {
    let mut build = Build::new();
    "https://issuer.example.com".clone_into(&mut build.issuer);
    assert_eq!(failed(&build.judge(&expected())), [Code::SlsaBuilder]);
}

#[test]
fn a_builder_on_a_machine_of_its_users_is_not_trusted() {
    let github = "/buildDefinition/internalParameters/github/runner_environment";
    let build = Build::new().claim(11, "self-hosted").with(github, "self-hosted");
    assert_eq!(failed(&build.judge(&expected())), [Code::SlsaBuilder]);
}

#[test]
fn a_generator_is_trusted_at_its_releases_alone() {
    let name =
        "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/builder_container-based_slsa3.yml";
    for (reference, trusted) in [
        ("refs/tags/v2.0.0", true),
        ("refs/tags/v2.0.0-rc.1", false),
        ("refs/tags/v2", false),
        ("refs/heads/main", false),
        ("refs/heads/v2.0.0", false),
    ] {
        let build = Build::new().built_by(&format!("{name}@{reference}"));
        let build = build.with("/buildDefinition/buildType", "https://slsa.dev/container-based-build/v0.1?draft");
        let build = build.with("/buildDefinition/externalParameters", serde_json::json!({}));
        let verdict = build.judge(&expected());
        assert_eq!(!failed(&verdict).contains(&Code::SlsaBuilder), trusted, "{reference}: {verdict:?}");
    }
}

#[test]
fn a_build_type_that_is_not_the_builders_is_refused() {
    let known = "https://github.com/slsa-framework/slsa-github-generator/delegator-generic@v0";
    let build = || Build::new().with("/buildDefinition/externalParameters", serde_json::json!({}));
    assert_eq!(failed(&build().with("/buildDefinition/buildType", known).judge(&expected())), [Code::SlsaBuildType]);
    let unknown = build().with("/buildDefinition/buildType", "https://example.com/build");
    assert_eq!(failed(&unknown.judge(&expected())), [Code::SlsaBuildType]);
}

#[test]
fn a_private_builder_is_an_entry_and_no_code() {
    let file =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../testdata/builders/example.toml")).unwrap();
    let private = Builders::from_toml(&file).unwrap();
    let build = || Build::new().built_by("https://ci.example.com/builders/main@refs/tags/v7.0.0");
    let build = || {
        let mut build = build().with("/buildDefinition/buildType", "https://ci.example.com/build@v1");
        "https://ci.example.com".clone_into(&mut build.issuer);
        build.with("/buildDefinition/externalParameters", serde_json::json!({ "target": "linux" }))
    };
    assert!(failed(&build().judge(&expected())).contains(&Code::SlsaBuilder));
    let verified = build().judge(&expected().builders(private.clone())).unwrap();
    assert_eq!((verified.content().builder_name(), verified.content().level()), ("our own builder", 3));
    // Only those builders are trusted then, unless they are added to the others.
    assert_eq!(
        failed(&Build::new().judge(&expected().builders(private.clone()))),
        [Code::SlsaBuilder, Code::SlsaBuildType]
    );
    let both = Builders::embedded().unwrap().and(private);
    assert!(failed(&Build::new().judge(&expected().builders(both))).is_empty());
}

#[test]
fn a_builder_may_have_an_entry_for_each_of_its_build_types() {
    let entry = |level: u8, build_type: &str| {
        format!(
            "[[builder]]\nname = \"ours\"\nid = [\"{WORKFLOW}\"]\nlevel = {level}\nbuild-types = [\"{build_type}\"]\n\
             signer = {{ issuer = \"{ISSUER}\", workflow = \"builder\" }}\n"
        )
    };
    let other = "https://example.com/build";
    let level = |entries: &[String]| {
        let ours = Builders::from_toml(&format!("version = 1\n{}", entries.concat())).unwrap();
        // The embedded registry knows the build type, and trusts this builder no further than itself.
        let both = ours.and(Builders::embedded().unwrap());
        Build::new().judge(&expected().builders(both)).unwrap().content().level()
    };
    assert_eq!(level(&[entry(1, other), entry(3, BUILD_TYPE)]), 3);
    assert_eq!(level(&[entry(3, BUILD_TYPE), entry(1, other)]), 3);
    // An entry that does not know the build type gives it no level of its own.
    assert_eq!(level(&[entry(3, other)]), 2);
}

#[test]
fn the_workflow_that_makes_packages_is_trusted_only_where_it_is_named() {
    let generator = "https://github.com/slsa-framework/slsa-github-generator/.github/workflows";
    let build = |name: &str| {
        let build = Build::new().built_by(&format!("{generator}/delegator_generic_slsa3.yml@refs/tags/v2.0.0"));
        let known = "https://github.com/slsa-framework/slsa-github-generator/delegator-generic@v0";
        let build = build.with("/buildDefinition/buildType", known);
        build.with("/runDetails/builder/id", format!("{generator}/{name}@refs/tags/v2.0.0"))
    };
    let named = expected().builder(&format!("{generator}/builder_nodejs_slsa3.yml"));
    for (name, expected, trusted) in [
        ("builder_maven_slsa3.yml", expected(), true),
        ("builder_nodejs_slsa3.yml", expected(), false),
        ("builder_nodejs_slsa3.yml", named.clone(), true),
        ("builder_maven_slsa3.yml", named, false),
        ("release.yml", expected(), false),
    ] {
        let verdict = build(name).judge(&expected);
        assert_eq!(!failed(&verdict).contains(&Code::SlsaBuilder), trusted, "{name}: {verdict:?}");
    }
}

#[test]
fn a_registry_that_cannot_be_read_says_where() {
    let error = Builders::from_toml(
        "version = 1\n[[builder]]\nname = \"x\"\nid = [\"[^a]\"]\nlevel = 1\nbuild-types = [\"t\"]\nsigner = { policy = true }",
    );
    assert_eq!(error.unwrap_err().at().as_deref(), Some("builder[0].id"));
}
