mod forms;

use super::*;
use crate::check::{Code, Explain};
use forms::FORMS;

/// For each type: its URI, all of its fields in the order of the specification, and the paths of those that are required.
/// A path names fields, and `0` the first member of a list.
struct Form {
    uri: &'static str,
    full: &'static str,
    required: &'static [&'static str],
}

fn read(uri: &str, json: &str) -> Result<Predicate, PredicateError> {
    Predicate::from_json(uri, json)
}

/// The JSON without the field, or with a number in a list in its place: nothing that any field may be.
fn changed(full: &str, path: &str, with: Option<serde_json::Value>) -> String {
    let mut whole: serde_json::Value = serde_json::from_str(full).unwrap();
    let (parents, last) = path.rsplit_once('/').unwrap_or(("", path));
    let pointer = if parents.is_empty() { String::new() } else { format!("/{parents}") };
    let parent = whole.pointer_mut(&pointer).unwrap().as_object_mut().unwrap();
    let old = parent.remove(last).unwrap_or_else(|| panic!("{path} is not in {full}"));
    assert!(!old.is_null());
    if let Some(value) = with {
        parent.insert(last.to_owned(), value);
    }
    whole.to_string()
}

/// `a/0/b` as errors write it: `predicate.a[0].b`.
fn place(path: &str) -> String {
    path.split('/').fold("predicate".to_owned(), |place, step| match step.parse::<usize>() {
        Ok(index) => format!("{place}[{index}]"),
        Err(_) => format!("{place}.{step}"),
    })
}

#[test]
fn every_form_is_written_as_it_was_read() {
    for form in FORMS {
        let predicate = read(form.uri, form.full).unwrap_or_else(|error| panic!("{}: {error}", form.uri));
        assert!(!matches!(predicate, Predicate::Other { .. }), "{} is read as of no known type", form.uri);
        assert_eq!(predicate.to_json(), form.full, "{}", form.uri);
        assert_eq!(predicate.predicate_type(), form.uri);
        assert_eq!(read(form.uri, &predicate.to_json()).unwrap(), predicate);
    }
}

#[test]
fn what_a_form_does_not_know_is_kept() {
    for form in FORMS {
        let more = format!(
            r#"{},"ext_big":123456789012345678901234567890,"ext":{{ "a" : [1.50,null] }}}}"#,
            &form.full[..form.full.len() - 1]
        );
        assert_eq!(read(form.uri, &more).unwrap().to_json(), more, "{}", form.uri);
    }
}

#[test]
fn every_required_field_is_required_at_its_place() {
    for form in FORMS {
        for path in form.required {
            let error = read(form.uri, &changed(form.full, path, None)).unwrap_err();
            assert_eq!(error, PredicateError::Missing { at: place(path) }, "{}", form.uri);
            assert_eq!(error.code(), Code::PredicateMalformed);
            let null = read(form.uri, &changed(form.full, path, Some(serde_json::Value::Null))).unwrap_err();
            assert_eq!(null.at().unwrap(), place(path), "{}", form.uri);
        }
    }
}

#[test]
fn only_the_required_fields_are_required() {
    for form in FORMS {
        let whole: serde_json::Value = serde_json::from_str(form.full).unwrap();
        for key in whole.as_object().unwrap().keys().filter(|key| !form.required.contains(&key.as_str())) {
            for without in [None, Some(serde_json::Value::Null)] {
                let json = changed(form.full, key, without);
                let predicate =
                    read(form.uri, &json).unwrap_or_else(|error| panic!("{} without {key}: {error}", form.uri));
                let written: serde_json::Value = serde_json::from_str(&predicate.to_json()).unwrap();
                assert_eq!(written, serde_json::from_str::<serde_json::Value>(&json).unwrap());
            }
        }
    }
}

#[test]
fn every_field_of_the_wrong_kind_is_named() {
    for form in FORMS {
        let whole: serde_json::Value = serde_json::from_str(form.full).unwrap();
        let mut paths: Vec<_> = whole.as_object().unwrap().keys().map(String::as_str).collect();
        paths.extend(form.required);
        for path in paths {
            // A list of a number is nothing that any of these fields may be.
            let error = read(form.uri, &changed(form.full, path, Some(serde_json::json!([7])))).unwrap_err();
            assert_eq!(error.code(), Code::PredicateMalformed);
            let at = error.at().unwrap();
            assert!(at == place(path) || at == format!("{}[0]", place(path)), "{}: {path} at {at}", form.uri);
            assert!(error.hint().is_some() && error.found().is_some());
        }
    }
}

#[test]
fn other_names_of_a_type_are_read_and_never_written() {
    let forms = [
        ("https://slsa.dev/provenance/v1.0", 0, "https://slsa.dev/provenance/v1"),
        ("https://in-toto.io/Provenance/v0.1", 2, "https://slsa.dev/provenance/v0.1"),
    ];
    for (alias, form, uri) in forms {
        assert_eq!(read(alias, FORMS[form].full).unwrap().predicate_type(), uri);
    }
    for unknown in
        ["https://slsa.dev/provenance/v1.1", "https://slsa.dev/provenance/v1/", "https://slsa.dev/Provenance/v1"]
    {
        assert!(matches!(read(unknown, "{}"), Ok(Predicate::Other { .. })), "{unknown}");
    }
}

#[test]
fn bills_of_materials_are_known_with_and_without_a_version() {
    for uri in ["https://spdx.dev/Document", "https://spdx.dev/Document/v2.3", "https://spdx.dev/Document/v3"] {
        let json = r#"{"spdxVersion": "SPDX-2.3", "x":[]}"#;
        let predicate = read(uri, json).unwrap();
        assert!(matches!(predicate, Predicate::Spdx(_)), "{uri}");
        assert_eq!((predicate.predicate_type(), predicate.to_json().as_str()), (uri, json));
        assert_eq!(read(uri, "{}").unwrap_err().at().unwrap(), "predicate.spdxVersion");
    }
    for uri in ["https://cyclonedx.org/bom", "https://cyclonedx.org/bom/v1.6", "https://cyclonedx.org/schema"] {
        let json = r#"{"bomFormat":"CycloneDX","specVersion":"1.6"}"#;
        assert!(matches!(read(uri, json), Ok(Predicate::CycloneDx(_))), "{uri}");
        assert_eq!(read(uri, r#"{"specVersion":"1.6"}"#).unwrap_err().at().unwrap(), "predicate.bomFormat");
        assert!(read(uri, r#"{"bomFormat":"SPDX","specVersion":"1.6"}"#).is_err());
    }
    for uri in ["https://spdx.dev/Documents", "https://spdx.dev/Document/v", "https://cyclonedx.org/bom/1.6"] {
        assert!(matches!(read(uri, "{}"), Ok(Predicate::Other { .. })), "{uri}");
    }
}

#[test]
fn pypi_says_nothing_in_its_predicate() {
    for (json, written) in [("null", "null"), ("{}", "{}")] {
        let predicate = read(PYPI_PUBLISH, json).unwrap();
        assert!(matches!(predicate, Predicate::PypiPublish(_)));
        assert_eq!(predicate.to_json(), written);
    }
    assert!(read(PYPI_PUBLISH, "[]").is_err());
}

#[test]
fn a_type_that_says_something_needs_a_predicate() {
    for form in FORMS {
        assert_eq!(read(form.uri, "null"), Err(PredicateError::Absent));
    }
    assert!(matches!(read("https://example.com/t", "null"), Ok(Predicate::Other { predicate: None, .. })));
}

#[test]
fn rules_that_no_type_says_are_checked() {
    let cases = [
        (0, "buildDefinition/resolvedDependencies/0", r#"{"name":"a"}"#, "buildDefinition/resolvedDependencies/0/uri"),
        (3, "policy", r#"{"digest":{"sha256":"00"}}"#, "policy.uri"),
        (3, "inputAttestations", r#"[{"uri":"u"}]"#, "inputAttestations"),
        (3, "timeVerified", r#""yesterday""#, "timeVerified"),
        (3, "verificationResult", r#""passed""#, "verificationResult"),
        (3, "dependencyLevels", r#"{"SLSA_BUILD_LEVEL_3":1.5}"#, "dependencyLevels.SLSA_BUILD_LEVEL_3"),
        (3, "dependencyLevels", r#"{"SLSA_BUILD_LEVEL_3":"05"}"#, "dependencyLevels.SLSA_BUILD_LEVEL_3"),
        (5, "materials", r#"[{"name":"a","uri":"u"}]"#, "materials"),
        (6, "attributes", "[]", "attributes"),
        (10, "monitorLog", "{}", "monitorLog/process"),
        (11, "references", r#"[{"uri":"u","mediaType":"text/plain"}]"#, "references"),
        (
            17,
            "statements",
            r#"[{"vulnerability":{"name":"CVE-1"},"status":"not_affected"}]"#,
            "statements/0/justification",
        ),
        (
            17,
            "statements",
            r#"[{"vulnerability":{"name":"CVE-1"},"status":"affected"}]"#,
            "statements/0/action_statement",
        ),
    ];
    for (form, path, value, at) in cases {
        let form = &FORMS[form];
        let value: serde_json::Value = serde_json::from_str(value).unwrap();
        let json = match path.strip_suffix("/0") {
            Some(list) => changed(form.full, list, Some(serde_json::json!([value]))),
            None => changed(form.full, path, Some(value)),
        };
        let error = read(form.uri, &json).unwrap_err();
        assert_eq!((error.code(), error.at().unwrap()), (Code::PredicateMalformed, place(at).into()), "{error}");
    }
}

#[test]
fn numbers_in_quotes_stay_in_quotes() {
    let json = changed(FORMS[3].full, "dependencyLevels", Some(serde_json::json!({"SLSA_BUILD_LEVEL_3": "5"})));
    let predicate = read(FORMS[3].uri, &json).unwrap();
    let Predicate::SummaryV1(summary) = &predicate else { panic!("{predicate:?}") };
    assert_eq!(summary.dependency_levels.as_ref().unwrap().get("SLSA_BUILD_LEVEL_3").unwrap().value(), 5);
    assert!(predicate.to_json().contains(r#"{"SLSA_BUILD_LEVEL_3":"5"}"#));
}

#[test]
fn a_field_that_was_null_and_is_filled_is_written_once() {
    let mut descriptor: crate::intoto::ResourceDescriptor = read::read(r#"{"uri":"u","name":null}"#).unwrap();
    descriptor.name = Some("a".to_owned());
    assert_eq!(serde_json::to_string(&descriptor).unwrap(), r#"{"name":"a","uri":"u"}"#);
}

#[test]
fn the_100_001st_member_is_refused() {
    let with = |n: usize| {
        let list = vec!["\"\""; n].join(",");
        read("https://in-toto.io/attestation/link/v0.3", &format!(r#"{{"name":"a","command":[{list}]}}"#))
    };
    assert!(with(read::MAX_MEMBERS).is_ok());
    let error = with(read::MAX_MEMBERS + 1).unwrap_err();
    assert_eq!((error.code(), error.at().as_deref()), (Code::BundleLimit, Some("predicate.command")));
}

#[test]
fn a_predicate_makes_a_statement_that_reads_back() {
    let subject = NewSubject { name: "a".to_owned(), digests: vec![("sha256".to_owned(), "ab".repeat(32))] };
    for form in FORMS {
        let predicate = read(form.uri, form.full).unwrap();
        let statement = predicate.state(std::slice::from_ref(&subject)).unwrap();
        assert_eq!(statement.predicate_json(), Some(form.full));
        assert_eq!(Predicate::of(&statement).unwrap(), predicate);
    }
}

#[test]
fn duplicate_keys_are_refused() {
    assert!(read("https://slsa.dev/provenance/v1", r#"{"buildDefinition":{"a":1,"a":2}}"#).is_err());
    assert!(Json::new(r#"{"a":1,"a":2}"#).is_err() && Json::new("1 2").is_err());
    assert_eq!(Json::text("a\"b").as_str(), r#""a\"b""#);
}
