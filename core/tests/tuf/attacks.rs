use sealwright::tuf::{Item, Role, TufError};
use serde_json::json;

use super::NOW;
use super::folder::Folder;
use super::repository::{Server, TOP_LEVEL};

#[test]
fn metadata_that_nobody_who_may_has_signed_are_refused() {
    for (role, named) in [("timestamp", Role::Timestamp), ("snapshot", Role::Snapshot), ("targets", Role::Targets)] {
        let mut server = Server::new();
        let of_another = server.signers["root"].clone();
        server.signers.insert(role.into(), of_another);
        server.publish(&["targets", "snapshot", "timestamp"]);
        let error = server.refusal();
        assert!(matches!(&error, TufError::Threshold { role, found: 0, .. } if *role == named), "{error}");
    }
}

#[test]
fn signed_metadata_that_were_changed_are_refused() {
    for role in ["timestamp", "snapshot", "targets"] {
        let mut server = Server::new();
        let changed = String::from_utf8(server.files[&format!("metadata/{role}.json")].clone()).unwrap();
        server.serve(role, changed.replacen("2030", "2031", 1).into_bytes());
        assert!(matches!(server.refusal(), TufError::Threshold { .. }), "{role}");
    }
}

#[test]
fn an_older_timestamp_is_refused() {
    let (mut server, folder) = (Server::new(), Folder::new());
    let old = server.files["metadata/timestamp.json"].clone();
    server.publish(&["timestamp"]);
    server.update(&folder).unwrap();
    server.files.insert("metadata/timestamp.json".into(), old);
    let error = server.update(&folder).unwrap_err();
    assert!(matches!(error, TufError::Rollback { role: Role::Timestamp, trusted: 2, found: 1 }), "{error}");
}

#[test]
fn a_timestamp_that_names_an_older_snapshot_is_refused() {
    let (mut server, folder) = (Server::new(), Folder::new());
    server.publish(&["snapshot", "timestamp"]);
    server.update(&folder).unwrap();
    server.name("snapshot", json!({ "version": 1 }));
    server.publish(&["timestamp"]);
    let error = server.update(&folder).unwrap_err();
    assert!(matches!(error, TufError::Rollback { role: Role::Snapshot, trusted: 2, found: 1 }), "{error}");
}

#[test]
fn a_snapshot_that_names_older_targets_is_refused_for_every_role() {
    for (role, named) in [("targets", Role::Targets), ("other", Role::Delegated("other".into()))] {
        let (mut server, folder) = (Server::new(), Folder::new());
        server.delegate("targets", "other", json!({ "paths": ["*"] }));
        server.publish(&["other", "other", "targets", "snapshot", "timestamp"]);
        server.update(&folder).unwrap();
        server.name(role, json!({ "version": 1 }));
        server.publish(&["snapshot", "timestamp"]);
        let error = server.update(&folder).unwrap_err();
        assert!(matches!(&error, TufError::Rollback { role, trusted: 2, found: 1 } if *role == named), "{error}");
    }
}

#[test]
fn a_snapshot_that_names_a_role_no_longer_is_refused() {
    let (mut server, folder) = (Server::new(), Folder::new());
    server.name("other", json!({ "version": 1 }));
    server.publish(&["snapshot", "timestamp"]);
    server.update(&folder).unwrap();
    server.role("snapshot")["meta"].as_object_mut().unwrap().remove("other.json");
    server.publish(&["snapshot", "timestamp"]);
    let error = server.update(&folder).unwrap_err();
    assert!(matches!(&error, TufError::Removed { role: Role::Delegated(name) } if name == "other"), "{error}");
}

#[test]
fn expired_metadata_are_refused_from_the_second_of_their_expiry_on() {
    for (role, named) in [("timestamp", Role::Timestamp), ("snapshot", Role::Snapshot), ("targets", Role::Targets)] {
        let mut server = Server::new();
        server.role(role)["expires"] = "2026-11-21T10:00:00Z".into();
        server.publish(&["targets", "snapshot", "timestamp"]);
        let error = server.refusal();
        assert!(matches!(&error, TufError::Expired { role, now: NOW, .. } if *role == named), "{error}");
        server.role(role)["expires"] = "2026-11-21T10:00:01Z".into();
        server.publish(&["targets", "snapshot", "timestamp"]);
        assert!(server.update(&Folder::new()).is_ok(), "{role}");
    }
}

#[test]
fn the_same_timestamp_for_ever_is_refused_when_it_has_expired() {
    let (mut server, folder) = (Server::new(), Folder::new());
    server.role("timestamp")["expires"] = "2026-11-22T00:00:00Z".into();
    server.publish(&["timestamp"]);
    server.update(&folder).unwrap();
    let later = sealwright::UnixTime::from_secs(NOW.secs() + 86_400);
    let error = server.client(&folder).update(&server, later).unwrap_err();
    assert!(matches!(error, TufError::Expired { role: Role::Timestamp, .. }), "{error}");
}

#[test]
fn files_of_another_version_than_is_named_are_refused() {
    for (role, named) in [("snapshot", Role::Snapshot), ("targets", Role::Targets)] {
        let mut server = Server::new();
        let old = server.files[&format!("metadata/1.{role}.json")].clone();
        server.publish(&["targets", "snapshot", "timestamp"]);
        server.serve(role, old);
        let error = server.refusal();
        assert!(matches!(&error, TufError::Version { role, expected: 2, found: 1 } if *role == named), "{error}");
    }
}

#[test]
fn files_of_another_length_or_hash_than_is_named_are_refused() {
    for (role, named) in [("snapshot", Role::Snapshot), ("targets", Role::Targets)] {
        let item = Item::Metadata(named);
        let refusal = |meta: serde_json::Value| {
            let mut server = Server::new();
            server.name(role, meta);
            server.put("snapshot");
            server.put("timestamp");
            server.refusal()
        };
        let error = refusal(json!({ "version": 1, "hashes": { "sha256": "0".repeat(64) } }));
        assert!(matches!(&error, TufError::Hash { item: of, .. } if *of == item), "{error}");
        let error = refusal(json!({ "version": 1, "hashes": { "md5": "0" } }));
        assert!(matches!(&error, TufError::UnknownHash { item: of } if *of == item), "{error}");
        let error = refusal(json!({ "version": 1, "length": 100_000 }));
        assert!(matches!(&error, TufError::Length { item: of, expected: 100_000, .. } if *of == item), "{error}");
        let error = refusal(json!({ "version": 1, "length": 10 }));
        assert!(matches!(&error, TufError::TooLarge { item: of, limit: 10 } if *of == item), "{error}");
        let error = refusal(json!({ "version": 1, "hashes": {} }));
        assert!(matches!(error, TufError::Malformed { .. }), "{error}");
    }
}

#[test]
fn a_file_of_another_type_or_specification_is_refused() {
    let mut server = Server::new();
    server.role("timestamp")["_type"] = "snapshot".into();
    server.publish(&["timestamp"]);
    assert!(matches!(server.refusal(), TufError::Type { role: Role::Timestamp, .. }));
    for (version, good) in [("1.0.0", true), ("1.1", true), ("2.0.0", false), ("10.0.0", false), ("", false)] {
        let mut server = Server::new();
        server.role("timestamp")["spec_version"] = version.into();
        server.publish(&["timestamp"]);
        match server.update(&Folder::new()) {
            Ok(_) => assert!(good, "{version}"),
            Err(error) => assert!(!good && matches!(error, TufError::SpecVersion { .. }), "{version} {error}"),
        }
    }
}

#[test]
fn what_is_missing_is_named() {
    for role in ["timestamp", "snapshot", "targets"] {
        let mut server = Server::new();
        server.files.retain(|path, _| !path.contains(role));
        let error = server.refusal();
        assert!(matches!(&error, TufError::Absent { item, .. } if item.to_string().contains(role)), "{error}");
    }
}

#[test]
fn the_largest_file_passes_and_one_byte_more_is_refused() {
    for (role, limit) in [("root", 512_000), ("timestamp", 16_384), ("snapshot", 2_000_000), ("targets", 5_000_000)] {
        let mut server = Server::new();
        server.publish(&TOP_LEVEL.map(|role| role));
        server.publish(&["targets", "snapshot", "timestamp"]);
        let mut file = server.sign(role);
        file.resize(limit, b' ');
        server.serve(role, file.clone());
        assert!(server.update(&Folder::new()).is_ok(), "{role}");
        file.push(b' ');
        server.serve(role, file);
        let error = server.refusal();
        assert!(
            matches!(error, TufError::TooLarge { limit: found, .. } if usize::try_from(found) == Ok(limit)),
            "{error}"
        );
    }
}

#[test]
fn more_than_64_signatures_are_refused() {
    let mut server = Server::new();
    let signer = server.signers["timestamp"][0].clone();
    let others = (0..63).map(|n| signer.called(&n.to_string()));
    server.signers.get_mut("timestamp").unwrap().extend(others);
    server.publish(&["timestamp"]);
    assert!(server.update(&Folder::new()).is_ok());
    server.signers.get_mut("timestamp").unwrap().push(signer.called("64"));
    server.publish(&["timestamp"]);
    assert!(matches!(server.refusal(), TufError::Malformed { role: Role::Timestamp, .. }));
}

#[test]
fn a_refused_file_is_not_kept_and_those_before_it_are() {
    let (mut server, folder) = (Server::new(), Folder::new());
    server.update(&folder).unwrap();
    server.publish(&["targets", "snapshot", "timestamp"]);
    server.files.insert("metadata/2.targets.json".into(), b"{}".to_vec());
    assert!(matches!(server.update(&folder).unwrap_err(), TufError::Malformed { role: Role::Targets, .. }));
    let version = |role: &str| {
        let file: serde_json::Value =
            serde_json::from_slice(&std::fs::read(folder.path().join(format!("{role}.json"))).unwrap()).unwrap();
        file["signed"]["version"].as_u64().unwrap()
    };
    assert_eq!(["timestamp", "snapshot", "targets"].map(version), [2, 2, 1]);
    server.put("targets");
    assert!(server.update(&folder).is_ok());
}
