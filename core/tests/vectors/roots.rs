//! Every public trusted root is read as its index describes it.

use sealwright::{TrustError, TrustRoot};
use serde_json::Value;

/// Roots that are refused, and what says so. None at present.
const REFUSED: &[(&str, &str)] = &[];

fn count(listed: &Value) -> usize {
    listed.as_array().map_or(0, Vec::len)
}

#[test]
fn every_public_trusted_root_is_read_or_refused_for_a_reason() {
    let Some(folder) = crate::folder("roots") else { return };
    let index = std::fs::read_to_string(folder.join("index.jsonl")).unwrap();
    let (mut roots, mut strangers) = (0, 0);
    for line in index.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let name = row["file"].as_str().unwrap();
        let json = std::fs::read(folder.join("..").join(name)).unwrap();
        let read = TrustRoot::from_json(&json);
        if row.get("tlogs").is_none() {
            // Keys and signing configs.
            assert!(read.is_err(), "{name}");
            strangers += 1;
        } else if let Some((_, why)) = REFUSED.iter().find(|row| name.ends_with(row.0)) {
            assert!(read.unwrap_err().to_string().contains(why), "{name}");
            roots += 1;
        } else {
            let root = read.unwrap_or_else(|error| panic!("{name}: {error}"));
            let [instance] = root.instances() else { panic!("{name}") };
            let unusable = instance.unusable_logs().len();
            let logs = instance.logs().len() + instance.ct_logs().len() + unusable;
            assert_eq!(logs, count(&row["tlogs"]) + count(&row["ctlogs"]), "{name}");
            assert_eq!(unusable, 0, "{name}");
            assert_eq!(instance.authorities().len(), count(&row["cas"]), "{name}");
            assert_eq!(instance.timestamp_authorities().len(), count(&row["tsas"]), "{name}");
            roots += 1;
        }
    }
    println!("{roots} trusted roots, {strangers} files that are none");
    assert!(roots >= 23 && strangers >= 4);
}

#[test]
fn the_conformance_roots_are_read_but_for_the_one_without_a_start() {
    let Some(folder) = crate::folder("conformance") else { return };
    let mut read = 0;
    for case in std::fs::read_dir(folder.join("bundle-verify")).unwrap() {
        let case = case.unwrap();
        let Ok(json) = std::fs::read(case.path().join("trusted_root.json")) else { continue };
        let root = TrustRoot::from_json(&json);
        if case.file_name() == "trust-root-tlog-missing-validity-start_fail" {
            assert!(matches!(root, Err(TrustError::Form(_))));
        } else {
            assert!(root.is_ok(), "{:?}: {}", case.file_name(), root.unwrap_err());
        }
        read += 1;
    }
    println!("{read} conformance roots");
    assert!(read >= 38);
}
