//! The verified cache: without a server, and whatever somebody has done to its files.

use std::fs;

use sealwright::UnixTime;
use sealwright::tuf::{Item, Repository, Role, TufError};

use super::NOW;
use super::folder::Folder;
use super::repository::Server;

fn updated() -> (Server, Folder) {
    let (mut server, folder) = (Server::new(), Folder::new());
    server.add_target("targets", "file", b"bytes");
    server.publish(&["targets", "snapshot", "timestamp"]);
    server.update(&folder).unwrap().target("file", &server).unwrap();
    (server, folder)
}

#[test]
fn after_an_update_the_cache_suffices() {
    let (server, folder) = updated();
    server.asked();
    let metadata = server.client(&folder).offline(NOW).unwrap();
    assert_eq!(metadata.cached_target("file").unwrap(), b"bytes");
    assert_eq!(metadata.expires(), UnixTime::parse_rfc3339("2030-01-01T00:00:00Z").unwrap());
    // Neither does a client need the first root again that trusts its folder.
    let trusting = Repository::trusting_cache("http://repo/metadata", folder.path());
    assert_eq!(trusting.offline(NOW).unwrap().version(&Role::Targets), Some(2));
    assert!(server.asked().is_empty());
}

#[test]
fn without_an_update_there_is_nothing_without_a_server() {
    let (server, folder) = (Server::new(), Folder::new());
    let error = server.client(&folder).offline(NOW).unwrap_err();
    assert!(matches!(error, TufError::NotCached { item: Item::Metadata(Role::Timestamp) }), "{error}");
    let error = Repository::trusting_cache("http://repo/", folder.path().join("other")).offline(NOW).unwrap_err();
    assert!(matches!(error, TufError::NotCached { item: Item::Metadata(Role::Root) }), "{error}");
}

#[test]
fn what_has_expired_is_not_used_unless_it_is_asked_for_dangerously() {
    let (server, folder) = updated();
    let client = server.client(&folder);
    let later = UnixTime::parse_rfc3339("2030-01-01T00:00:00Z").unwrap();
    assert!(matches!(client.offline(later), Err(TufError::Expired { role: Role::Root, .. })));
    assert!(client.offline_expired_dangerous().is_ok());
}

#[test]
fn a_file_that_was_changed_is_not_used() {
    for role in ["timestamp", "snapshot", "targets"] {
        let (server, folder) = updated();
        fs::remove_file(folder.path().join("last-update")).unwrap();
        let path = folder.path().join(format!("{role}.json"));
        let changed = fs::read_to_string(&path).unwrap().replacen("2030", "2031", 1);
        fs::write(&path, changed).unwrap();
        assert!(matches!(server.client(&folder).offline(NOW), Err(TufError::Threshold { .. })), "{role}");
        assert!(
            matches!(server.client(&folder).offline_expired_dangerous(), Err(TufError::Threshold { .. })),
            "{role}"
        );
        assert!(server.update(&folder).is_ok(), "{role}");
        assert!(server.client(&folder).offline(NOW).is_ok(), "{role}");
    }
}

#[test]
fn rubbish_in_any_file_does_not_keep_an_update_from_working() {
    for file in [
        "root.json",
        "timestamp.json",
        "snapshot.json",
        "targets.json",
        "last-update",
        "root_history/2.root.json",
        ".new",
    ] {
        for rubbish in [&b""[..], b"{}", b"\xff", &[b' '; 3_000_000]] {
            let (mut server, folder) = updated();
            fs::write(folder.path().join(file), rubbish).unwrap();
            server.publish(&["root", "targets", "snapshot", "timestamp"]);
            let metadata = server.update(&folder).unwrap();
            assert_eq!((metadata.version(&Role::Root), metadata.version(&Role::Targets)), (Some(2), Some(3)), "{file}");
            assert!(server.client(&folder).offline(NOW).is_ok(), "{file}");
        }
    }
}

#[test]
fn a_root_in_the_cache_that_the_callers_does_not_lead_to_is_not_trusted() {
    let (server, folder) = updated();
    let other = Server::new();
    fs::write(folder.path().join("root.json"), &other.first_root).unwrap();
    fs::write(folder.path().join("root_history/2.root.json"), &other.first_root).unwrap();
    let client = server.client(&folder);
    assert!(client.offline(NOW).is_ok());
    assert!(matches!(client.update(&other, NOW), Err(TufError::Threshold { role: Role::Timestamp, .. })));
}

#[test]
fn an_update_that_failed_between_two_files_leaves_the_last_whole_one() {
    let (mut server, folder) = updated();
    server.publish(&["targets", "snapshot", "timestamp"]);
    server.statuses.insert("metadata/3.targets.json".into(), 404);
    assert!(server.update(&folder).is_err());
    let metadata = server.client(&folder).offline(NOW).unwrap();
    assert_eq!((metadata.version(&Role::Timestamp), metadata.version(&Role::Targets)), (Some(2), Some(2)));
    // Rollback is still measured by the newest that was seen.
    server.statuses.clear();
    let old = server.files["metadata/3.targets.json"].clone();
    server.serve("targets", old);
    assert_eq!(server.update(&folder).unwrap().version(&Role::Timestamp), Some(3));
}

#[test]
fn a_kill_between_a_root_and_what_it_takes_away_is_made_good() {
    // Versions are raised, then keys are taken away, and the process ends before it has removed what they signed.
    let (mut server, folder) = (Server::new(), Folder::new());
    let extra = super::repository::Signer::new(sealwright::KeyKind::Ed25519);
    server.add_key("timestamp", extra);
    server.role("timestamp")["version"] = 1_000.into();
    server.publish(&["root", "timestamp"]);
    server.update(&folder).unwrap();
    // One of two keys goes: what both have signed would still be valid.
    let gone = server.signers.get_mut("timestamp").unwrap().remove(0);
    server.root()["roles"]["timestamp"]["keyids"].as_array_mut().unwrap().retain(|id| *id != gone.id.as_str());
    server.role("timestamp")["version"] = 1.into();
    server.publish(&["root", "timestamp"]);
    fs::write(folder.path().join("root_history/3.root.json"), &server.files["metadata/3.root.json"]).unwrap();
    assert_eq!(server.update(&folder).unwrap().version(&Role::Timestamp), Some(2));
}

#[cfg(unix)]
#[test]
fn a_cache_that_cannot_be_written_is_named() {
    let (server, folder) = (Server::new(), Folder::new());
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let client = Repository::new("http://repo/metadata", &server.first_root, file.join("cache")).unwrap();
    let error = client.update(&server, NOW).unwrap_err();
    assert!(matches!(&error, TufError::Cache { path, .. } if path.ends_with("file/cache")), "{error}");
}

#[test]
fn reading_offline_writes_nothing() {
    let (mut server, folder) = updated();
    server.publish(&["root"]);
    fs::write(folder.path().join("root_history/2.root.json"), &server.files["metadata/2.root.json"]).unwrap();
    fs::remove_file(folder.path().join(".lock")).unwrap();
    let everything = || {
        let mut names: Vec<_> = ["", "root_history", "targets"]
            .iter()
            .flat_map(|part| fs::read_dir(folder.path().join(part)).into_iter().flatten())
            .map(|entry| entry.unwrap().path())
            .collect();
        names.sort();
        (names, fs::read(folder.path().join("root.json")).unwrap())
    };
    let before = everything();
    // The newest root counts all the same.
    assert_eq!(server.client(&folder).offline(NOW).unwrap().version(&Role::Root), Some(2));
    assert_eq!(everything(), before);
    let nowhere = folder.path().join("nowhere");
    let client = Repository::new("http://repo/metadata", &server.first_root, &nowhere).unwrap();
    assert!(matches!(client.offline(NOW), Err(TufError::NotCached { .. })) && !nowhere.exists());
}

#[cfg(unix)]
#[test]
fn a_cache_that_may_only_be_read_suffices_offline() {
    use std::os::unix::fs::PermissionsExt as _;
    let (server, folder) = updated();
    let allow = |mode| {
        for part in ["", "root_history"] {
            fs::set_permissions(folder.path().join(part), fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    allow(0o500);
    let offline = server.client(&folder).offline(NOW);
    allow(0o700);
    assert!(offline.is_ok(), "{offline:?}");
}
