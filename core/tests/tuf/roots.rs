use sealwright::KeyKind;
use sealwright::tuf::{Role, TufError};

use super::folder::Folder;
use super::repository::{Server, Signer};

#[test]
fn a_root_that_the_one_before_has_not_signed_is_refused() {
    let mut server = Server::new();
    server.signers.remove("root");
    server.rotate("root");
    server.publish(&["root"]);
    let error = server.refusal();
    assert!(
        matches!(&error, TufError::Threshold { role: Role::Root, version: 2, by, .. } if by == "root version 1"),
        "{error}"
    );
}

#[test]
fn a_root_that_its_own_keys_have_not_signed_is_refused() {
    let mut server = Server::new();
    let before = server.signers["root"].clone();
    server.rotate("root");
    server.signers.insert("root".into(), before);
    server.publish(&["root"]);
    let error = server.refusal();
    assert!(matches!(&error, TufError::Threshold { role: Role::Root, by, .. } if by == "the root itself"), "{error}");
}

#[test]
fn a_root_that_skips_a_version_is_refused() {
    let mut server = Server::new();
    server.role("root")["version"] = 3.into();
    let file = server.sign("root");
    server.files.insert("metadata/2.root.json".into(), file);
    assert!(matches!(server.refusal(), TufError::RootVersion { expected: 2, found: 3 }));
}

#[test]
fn only_the_last_root_must_not_have_expired() {
    let mut server = Server::new();
    server.root()["expires"] = "2026-11-21T10:00:00Z".into();
    server.publish(&["root"]);
    assert!(matches!(server.refusal(), TufError::Expired { role: Role::Root, version: 2, .. }));
    server.root()["expires"] = "2026-11-21T10:00:01Z".into();
    server.publish(&["root"]);
    assert_eq!(server.update(&Folder::new()).unwrap().version(&Role::Root), Some(3));
}

#[test]
fn one_update_follows_256_roots_and_the_next_one_the_others() {
    let (mut server, folder) = (Server::new(), Folder::new());
    for _ in 0..257 {
        server.publish(&["root"]);
    }
    assert_eq!(server.update(&folder).unwrap().version(&Role::Root), Some(257));
    assert_eq!(server.update(&folder).unwrap().version(&Role::Root), Some(258));
}

#[test]
fn a_first_root_that_is_not_signed_is_refused_before_anybody_is_asked() {
    let server = Server::new();
    let root = String::from_utf8(server.first_root.clone()).unwrap().replacen("2030", "2031", 1);
    let error = sealwright::tuf::Repository::new("http://repo/", root.as_bytes(), "nowhere").unwrap_err();
    assert!(matches!(error, TufError::Threshold { role: Role::Root, .. }), "{error}");
}

#[test]
fn a_server_that_says_403_has_no_further_root_and_one_that_fails_has_not_said() {
    let mut server = Server::new();
    server.statuses.insert("metadata/2.root.json".into(), 403);
    assert!(server.update(&Folder::new()).is_ok());
    server.statuses.insert("metadata/2.root.json".into(), 500);
    assert!(matches!(server.refusal(), TufError::Net(_)));
}

#[test]
fn one_key_under_two_ids_is_one_key() {
    let mut server = Server::new();
    let signer = Signer::new(KeyKind::EcdsaP256);
    server.root()["roles"]["timestamp"]["threshold"] = 2.into();
    server.root()["roles"]["timestamp"]["keyids"] = serde_json::json!([]);
    server.signers.remove("timestamp");
    server.add_key("timestamp", signer.called("one"));
    server.add_key("timestamp", signer.called("two"));
    server.publish(&["root", "timestamp"]);
    assert!(matches!(server.refusal(), TufError::Threshold { role: Role::Timestamp, threshold: 2, found: 1, .. }));
}

#[test]
fn a_keyid_twice_in_a_role_or_among_the_signatures_is_refused() {
    let mut server = Server::new();
    let twice = server.signers["timestamp"][0].clone();
    server.signers.get_mut("timestamp").unwrap().push(twice.clone());
    server.publish(&["timestamp"]);
    assert!(matches!(server.refusal(), TufError::DuplicateSignature { role: Role::Timestamp, .. }));
    let mut server = Server::new();
    server.root()["roles"]["timestamp"]["keyids"].as_array_mut().unwrap().push(twice.id.clone().into());
    server.root()["roles"]["timestamp"]["keyids"].as_array_mut().unwrap().push(twice.id.into());
    server.publish(&["root"]);
    let error = server.refusal();
    assert!(
        matches!(&error, TufError::Malformed { role: Role::Root, reason } if reason.contains("a keyid twice")),
        "{error}"
    );
}

#[test]
fn a_threshold_of_zero_is_refused() {
    let mut server = Server::new();
    server.root()["roles"]["timestamp"]["threshold"] = 0.into();
    server.publish(&["root"]);
    let error = server.refusal();
    assert!(matches!(&error, TufError::Malformed { reason, .. } if reason.contains("threshold of 0")), "{error}");
}

#[test]
fn keys_taken_from_timestamp_or_snapshot_begin_both_anew() {
    for role in ["timestamp", "snapshot"] {
        let (mut server, folder) = (Server::new(), Folder::new());
        // An attacker has raised the versions.
        for raised in ["targets", "snapshot", "timestamp"] {
            server.role(raised)["version"] = 1_000.into();
        }
        server.publish(&["targets", "snapshot", "timestamp"]);
        server.update(&folder).unwrap();
        for lowered in ["targets", "snapshot", "timestamp"] {
            server.role(lowered)["version"] = 1.into();
        }
        server.rotate(role);
        server.publish(&["root", "targets", "snapshot", "timestamp"]);
        let metadata = server.update(&folder).unwrap();
        assert_eq!(metadata.version(&Role::Timestamp), Some(2), "{role}");
        assert_eq!(server.client(&folder).offline(super::NOW).unwrap().version(&Role::Targets), Some(2), "{role}");
    }
}

#[test]
fn a_key_added_is_no_reason_to_forget_versions() {
    let (mut server, folder) = (Server::new(), Folder::new());
    let old = server.files["metadata/timestamp.json"].clone();
    server.publish(&["timestamp"]);
    server.update(&folder).unwrap();
    server.add_key("timestamp", Signer::new(KeyKind::Ed25519));
    server.publish(&["root"]);
    server.files.insert("metadata/timestamp.json".into(), old);
    let error = server.update(&folder).unwrap_err();
    assert!(matches!(error, TufError::Rollback { role: Role::Timestamp, trusted: 2, found: 1 }), "{error}");
}
