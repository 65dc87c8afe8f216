use sealwright::tuf::{Item, TufError};
use serde_json::json;

use super::folder::Folder;
use super::repository::Server;

fn server() -> Server {
    let mut server = Server::new();
    server.add_target("targets", "dir/file", b"bytes");
    server.publish(&["targets", "snapshot", "timestamp"]);
    server
}

fn path(server: &Server) -> String {
    server.files.keys().find(|path| path.starts_with("targets/dir/") && *path != "targets/dir/file").unwrap().clone()
}

#[test]
fn a_target_is_downloaded_once_and_again_when_the_copy_was_changed() {
    let (server, folder) = (server(), Folder::new());
    let metadata = server.update(&folder).unwrap();
    assert!(matches!(metadata.cached_target("dir/file"), Err(TufError::NotCached { item: Item::Target(_) })));
    server.asked();
    assert_eq!(metadata.target("dir/file", &server).unwrap(), b"bytes");
    assert_eq!(metadata.target("dir/file", &server).unwrap(), b"bytes");
    assert_eq!(server.asked(), [path(&server)]);
    assert_eq!(metadata.cached_target("dir/file").unwrap(), b"bytes");
    std::fs::write(folder.path().join("targets/dir%2Ffile"), b"bYtes").unwrap();
    assert!(matches!(metadata.cached_target("dir/file"), Err(TufError::NotCached { .. })));
    assert_eq!(metadata.target("dir/file", &server).unwrap(), b"bytes");
    assert_eq!(server.asked(), [path(&server)]);
}

#[test]
fn a_target_of_another_length_or_hash_is_refused_and_not_kept() {
    for (bytes, large) in [(&b"bytez"[..], false), (b"byte", false), (b"bytes!", true)] {
        let (mut server, folder) = (server(), Folder::new());
        let path = path(&server);
        server.files.insert(path, bytes.to_vec());
        let metadata = server.update(&folder).unwrap();
        match metadata.target("dir/file", &server).unwrap_err() {
            TufError::Hash { .. } => assert_eq!(bytes.len(), 5),
            TufError::Length { expected: 5, found: 4, .. } => assert_eq!(bytes.len(), 4),
            TufError::TooLarge { limit: 5, .. } => assert!(large),
            error => panic!("{error}"),
        }
        assert!(!folder.path().join("targets").exists());
    }
}

#[test]
fn a_target_without_a_hash_that_is_supported_is_refused() {
    for hashes in [json!({}), json!({ "md5": "00" })] {
        let mut server = server();
        server.role("targets")["targets"]["dir/file"]["hashes"] = hashes;
        server.publish(&["targets", "snapshot", "timestamp"]);
        let metadata = server.update(&Folder::new()).unwrap();
        assert!(matches!(metadata.target("dir/file", &server), Err(TufError::UnknownHash { .. })));
    }
}

#[test]
fn a_target_that_is_not_there_or_that_nobody_lists_is_named() {
    let mut server = server();
    let metadata = server.update(&Folder::new()).unwrap();
    assert!(matches!(metadata.target("dir/File", &server), Err(TufError::NoSuchTarget { .. })));
    server.files.remove(&path(&server));
    assert!(matches!(metadata.target("dir/file", &server), Err(TufError::Absent { item: Item::Target(_), .. })));
}

#[test]
fn a_target_of_more_than_64_mib_is_refused_before_anybody_is_asked() {
    let mut server = server();
    server.role("targets")["targets"]["dir/file"]["length"] = ((64_u64 << 20) + 1).into();
    server.publish(&["targets", "snapshot", "timestamp"]);
    let metadata = server.update(&Folder::new()).unwrap();
    server.asked();
    assert!(matches!(metadata.target("dir/file", &server), Err(TufError::TooLarge { .. })));
    assert!(server.asked().is_empty());
}
