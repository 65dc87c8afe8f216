//! Published advisories of verifiers of build metadata, tried on provenance.

use sealwright::{Code, Expectations};
use serde_json::{Value, json};

use crate::scene::{BUILD_TYPE, Build, COMMIT, REPOSITORY, TAG, WORKFLOW, expected, failed};

/// Names that are only like this one.
fn alike(name: &str) -> [String; 5] {
    let first = name.find(|c: char| c.is_ascii_lowercase()).map(|at| name[at..=at].to_ascii_uppercase());
    let capital = name.replacen(|c: char| c.is_ascii_lowercase(), &first.unwrap_or_default(), 1);
    let capital = if capital == name { format!("0{name}") } else { capital };
    [format!("{name}2"), capital, format!("{name} "), format!(" {name}"), name[..name.len() - 1].to_owned()]
}

#[test]
fn ghsa_g9jx_rqhm_mj7g_a_name_that_is_only_alike_is_another() {
    type Demand = fn(&str) -> Expectations;
    let demands: [(&str, Demand, Code); 10] = [
        (REPOSITORY, |name| Expectations::new(name), Code::SlsaSource),
        ("11", |name| expected().repository_id(name), Code::SlsaSource),
        (WORKFLOW, |name| expected().builder(name), Code::SlsaBuilder),
        ("github-hosted", |name| expected().runner(name), Code::SlsaBuilder),
        (BUILD_TYPE, |name| expected().build_type(name), Code::SlsaBuildType),
        (TAG, |name| expected().git_ref(name), Code::SlsaRef),
        ("v1.2.3", |name| expected().tag(name), Code::SlsaRef),
        (COMMIT, |name| expected().commit(name), Code::SlsaRef),
        (".github/workflows/release.yml", |name| expected().workflow(name), Code::SlsaParameter),
        ("build", |name| expected().input(name, "yes"), Code::SlsaParameter),
    ];
    let inputs = json!({ "build": "yes" });
    let build = || Build::new().with("/buildDefinition/externalParameters/inputs", inputs.clone());
    for (name, demand, code) in demands {
        assert!(failed(&build().judge(&demand(name))).is_empty(), "{name}");
        for other in alike(name) {
            assert_eq!(failed(&build().judge(&demand(&other))), [code], "{other:?} for {name:?}");
        }
    }
}

#[test]
fn ghsa_g9jx_rqhm_mj7g_an_attested_name_that_is_only_alike_is_another() {
    let with = |name: &str| Build::new().with(&format!("/buildDefinition/externalParameters/{name}"), true);
    assert!(failed(&with("build").judge(&expected().parameter("build"))).is_empty());
    for other in alike("build") {
        assert_eq!(failed(&with(&other).judge(&expected().parameter("build"))), [Code::SlsaParameter], "{other:?}");
    }
    let package = |name: &str| Build { subject: format!("pkg:npm/{name}@1.2.3"), ..Build::new() };
    assert!(failed(&package("build").judge(&expected().package("build"))).is_empty());
    for other in alike("build") {
        assert_eq!(failed(&package(&other).judge(&expected().package("build"))), [Code::SlsaSubject], "{other:?}");
    }
    for predicate_type in alike(&Build::new().predicate_type) {
        let other = Build { predicate_type, ..Build::new() };
        assert_eq!(failed(&other.judge(&expected())), [Code::PredicateType], "{:?}", other.predicate_type);
    }
}

#[test]
fn ghsa_73jv_h86v_c2vh_each_parameter_that_no_expectation_covers_is_named() {
    let build = ["first", "second", "third"].iter().fold(Build::new(), |build, name| {
        build.with(&format!("/buildDefinition/externalParameters/{name}"), json!({ "deep": [name] }))
    });
    let refusal = build.judge(&expected().parameter("second")).unwrap_err();
    let named: Vec<_> = refusal.failures().iter().map(|check| check.found.as_ref().unwrap().to_string()).collect();
    assert_eq!((refusal.code(), named), (Code::SlsaParameter, vec!["first".to_owned(), "third".to_owned()]));
    // What a build type has no place for changes no verdict, and is in the result.
    let more = Build::new().with("/runDetails/more", "x").with("/buildDefinition/more", json!({ "a": 1 }));
    let verified = more.with("/more", json!([1])).judge(&expected()).unwrap();
    let predicate = verified.content().statement().predicate_json().unwrap();
    let predicate: Value = serde_json::from_str(predicate).unwrap();
    for place in ["/more", "/runDetails/more", "/buildDefinition/more"] {
        assert!(predicate.pointer(place).is_some(), "{place}");
    }
}

#[test]
fn ghsa_vrxp_mg9f_hwf3_a_name_with_a_detour_is_another_package() {
    const DETOURS: [&str; 8] =
        ["dir/../app", "./app", "app//", "app/", "\\\\app", "C:app", "dir%2f..%2fapp", "dir\u{2215}..\u{2215}app"];
    for name in DETOURS {
        let build = Build { subject: format!("pkg:npm/{name}@1.2.3"), ..Build::new() };
        let verdict = build.judge(&expected().package("app"));
        assert_eq!(failed(&verdict), [Code::SlsaSubject], "{name}");
    }
    for name in DETOURS {
        let predicate_type = "https://docs.pypi.org/attestations/publish/v1".to_owned();
        let upload =
            Build { predicate: Value::Null, predicate_type, subject: format!("{name}-1.2.3.tar.gz"), ..Build::new() };
        let expected = expected().package("app");
        let verdict = expected.check_publish(&upload.verified(&expected));
        assert_eq!(failed(&verdict), [Code::SlsaSubject], "{name}");
    }
    // The instructions are those at this path, letter by letter.
    for path in [
        "./.github/workflows/release.yml",
        ".github/workflows/../workflows/release.yml",
        ".github//workflows/release.yml",
    ] {
        assert_eq!(failed(&Build::new().judge(&expected().workflow(path))), [Code::SlsaParameter], "{path}");
    }
}

#[test]
fn ghsa_w6c6_c85g_mmv6_a_predicate_that_cannot_be_read_is_refused() {
    let malformed = [Code::PredicateMalformed];
    for predicate in [json!({}), json!({ "buildDefinition": [] }), json!({ "buildDefinition": {}, "runDetails": "x" })]
    {
        let build = Build { predicate: predicate.clone(), ..Build::new() };
        assert_eq!(failed(&build.judge(&expected())), malformed, "{predicate}");
    }
    // There is none at all.
    assert_eq!(failed(&Build { predicate: Value::Null, ..Build::new() }.judge(&expected())), malformed);
}
