use sealwright::KeyKind;
use sealwright::tuf::Role;
use serde_json::json;

use super::folder::Folder;
use super::repository::{Server, Signer, TOP_LEVEL};

#[test]
fn an_update_asks_for_each_file_once_and_a_second_one_for_what_can_be_new() {
    let (mut server, folder) = (Server::new(), Folder::new());
    let metadata = server.update(&folder).unwrap();
    assert_eq!(
        [Role::Root, Role::Timestamp, Role::Snapshot, Role::Targets].map(|role| metadata.version(&role)),
        [Some(1); 4]
    );
    let paths = ["2.root", "timestamp", "1.snapshot", "1.targets"].map(|name| format!("metadata/{name}.json"));
    assert_eq!(server.asked(), paths);
    server.update(&folder).unwrap();
    assert_eq!(server.asked(), paths[..2]);
    server.publish(&["timestamp"]);
    server.update(&folder).unwrap();
    assert_eq!(server.asked(), paths[..2]);
}

#[test]
fn files_are_kept_as_other_clients_keep_them_and_byte_for_byte() {
    let (mut server, folder) = (Server::new(), Folder::new());
    server.publish(&["root"]);
    server.update(&folder).unwrap();
    for role in TOP_LEVEL {
        let kept = std::fs::read(folder.path().join(format!("{role}.json"))).unwrap();
        assert_eq!(kept, server.files[&format!("metadata/{role}.json")], "{role}");
    }
    for version in [1, 2] {
        let kept = std::fs::read(folder.path().join(format!("root_history/{version}.root.json"))).unwrap();
        assert_eq!(kept, server.files[&format!("metadata/{version}.root.json")]);
    }
}

#[test]
fn without_consistent_snapshots_files_have_no_prefix() {
    let mut server = Server::new();
    server.root()["consistent_snapshot"] = false.into();
    server.add_target("targets", "a/b", b"bytes");
    server.publish(&["root", "targets", "snapshot", "timestamp"]);
    server.files.retain(|path, _| path.ends_with("root.json") || !path.contains(|c: char| c.is_ascii_digit()));
    let metadata = server.update(&Folder::new()).unwrap();
    assert_eq!(metadata.target("a/b", &server).unwrap(), b"bytes");
}

#[test]
fn every_kind_of_key_signs_and_unknown_fields_are_signed_too() {
    for kind in [KeyKind::Ed25519, KeyKind::EcdsaP256, KeyKind::Rsa { bits: 2048 }] {
        let mut server = Server::new();
        for role in TOP_LEVEL {
            server.root()["roles"][role]["threshold"] = 2.into();
            // An id need not be a hash.
            server.add_key(role, Signer::new(kind).called(role));
            server.role(role)["x-unknown"] = json!({ "b": [1, null], "a": "é\n" });
        }
        server.publish(&["root", "targets", "snapshot", "timestamp"]);
        assert_eq!(server.update(&Folder::new()).unwrap().version(&Role::Targets), Some(2), "{kind}");
    }
}

#[test]
fn lengths_and_hashes_of_metadata_are_accepted_where_they_fit() {
    let mut server = Server::new();
    server.publish(&["targets", "snapshot", "timestamp"]);
    for role in ["targets", "snapshot"] {
        let file = server.sign(role);
        let sha512 = sealwright::DigestAlgorithm::Sha512.digest(&file).to_hex();
        server.serve(role, file.clone());
        let hashes = json!({ "sha512": sha512, "blake9": "00" });
        server.name(role, json!({ "version": 2, "length": file.len(), "hashes": hashes }));
    }
    server.put("timestamp");
    assert!(server.update(&Folder::new()).is_ok());
}
