use sealwright::DigestAlgorithm;
use sealwright::tuf::{Item, Role, TufError};
use serde_json::{Value, json};

use super::folder::Folder;
use super::repository::Server;

/// Publishes everything, and gives the target and the roles that were asked for it.
fn search(server: &mut Server, path: &str) -> (Result<Vec<u8>, TufError>, Vec<String>) {
    let roles: Vec<String> = server.roles.keys().cloned().collect();
    let delegated = roles.iter().map(String::as_str).filter(|role| !super::repository::TOP_LEVEL.contains(role));
    let all: Vec<&str> = delegated.chain(["targets", "snapshot", "timestamp"]).collect();
    server.publish(&all);
    let metadata = server.update(&Folder::new()).unwrap();
    server.asked();
    let found = metadata.target(path, server);
    let asked = server.asked().into_iter().filter_map(|path| {
        let name = path.strip_prefix("metadata/")?.strip_suffix(".json")?;
        Some(name.split_once('.')?.1.to_owned())
    });
    (found, asked.collect())
}

fn all() -> Value {
    json!({ "paths": ["*"] })
}

#[test]
fn the_search_is_depth_first_and_visits_no_role_twice() {
    let mut server = Server::new();
    server.delegate("targets", "a", all());
    server.delegate("targets", "b", all());
    server.delegate("a", "c", all());
    server.delegate("c", "a", all());
    server.delegate("b", "c", all());
    server.delegate("b", "d", all());
    let (found, asked) = search(&mut server, "nowhere");
    assert!(matches!(found, Err(TufError::NoSuchTarget { .. })));
    assert_eq!(asked, ["a", "c", "b", "d"]);
}

#[test]
fn nothing_behind_a_terminating_delegation_is_asked() {
    let mut server = Server::new();
    server.delegate("targets", "a", all());
    server.delegate("targets", "b", all());
    server.delegate("a", "c", json!({ "paths": ["*"], "terminating": true }));
    server.delegate("a", "d", all());
    server.delegate("c", "e", all());
    server.add_target("b", "file", b"of b");
    let (found, asked) = search(&mut server, "file");
    assert!(matches!(found, Err(TufError::NoSuchTarget { .. })));
    assert_eq!(asked, ["a", "c", "e"]);
}

#[test]
fn a_role_says_nothing_about_paths_that_are_not_delegated_to_it() {
    let mut server = Server::new();
    server.delegate("targets", "a", json!({ "paths": ["a/*"] }));
    let prefix = &DigestAlgorithm::Sha256.digest(b"b/file").to_hex()[..4];
    server.delegate("targets", "b", json!({ "path_hash_prefixes": [prefix] }));
    for role in ["a", "b"] {
        server.add_target(role, "a/file", format!("a/file of {role}").as_bytes());
        server.add_target(role, "b/file", format!("b/file of {role}").as_bytes());
    }
    server.add_target("a", "a/b/file", b"deeper");
    server.add_target("a", "a/file", b"a/file of a");
    assert_eq!(search(&mut server, "a/file").0.unwrap(), b"a/file of a");
    assert_eq!(search(&mut server, "b/file").0.unwrap(), b"b/file of b");
    assert!(matches!(search(&mut server, "a/b/file").0, Err(TufError::NoSuchTarget { .. })));
}

#[test]
fn a_search_visits_32_roles_and_no_more() {
    for (roles, good) in [(32, true), (33, false)] {
        let mut server = Server::new();
        for n in 1..=roles {
            server.delegate("targets", &format!("r{n}"), all());
        }
        server.add_target(&format!("r{roles}"), "file", b"last");
        match search(&mut server, "file").0 {
            Ok(bytes) => assert!(good && bytes == b"last"),
            Err(error) => assert!(!good && matches!(error, TufError::TooManyDelegations { limit: 32, .. }), "{error}"),
        }
    }
}

#[test]
fn a_delegated_role_is_checked_like_any_other() {
    let role = || Role::Delegated("a".into());
    let refusal = |change: fn(&mut Server)| {
        let mut server = Server::new();
        server.delegate("targets", "a", all());
        server.add_target("a", "file", b"of a");
        server.publish(&["a", "targets", "snapshot", "timestamp"]);
        change(&mut server);
        server.publish(&["snapshot", "timestamp"]);
        server.update(&Folder::new()).unwrap().target("file", &server).unwrap_err()
    };
    let error = refusal(|server| {
        let other = server.signers["targets"].clone();
        server.signers.insert("a".into(), other);
        server.put("a");
    });
    assert!(matches!(&error, TufError::Threshold { role: of, by, .. } if *of == role() && by == "targets"), "{error}");
    let error = refusal(|server| {
        server.role("a")["expires"] = "2020-01-01T00:00:00Z".into();
        server.put("a");
    });
    assert!(matches!(&error, TufError::Expired { role: of, .. } if *of == role()), "{error}");
    let error = refusal(|server| {
        let old = server.files["metadata/1.a.json"].clone();
        server.publish(&["a"]);
        server.serve("a", old);
    });
    assert!(matches!(&error, TufError::Version { role: of, expected: 2, found: 1 } if *of == role()), "{error}");
    let error = refusal(|server| server.name("a", json!({ "version": 1, "hashes": { "sha256": "00" } })));
    assert!(matches!(&error, TufError::Hash { item: Item::Metadata(of), .. } if *of == role()), "{error}");
    let error = refusal(|server| drop(server.role("snapshot")["meta"].as_object_mut().unwrap().remove("a.json")));
    assert!(matches!(&error, TufError::NotInSnapshot { role: of } if *of == role()), "{error}");
    let error = refusal(|server| server.files.retain(|path, _| !path.ends_with(".a.json")));
    assert!(matches!(&error, TufError::Absent { item: Item::Metadata(of), .. } if *of == role()), "{error}");
}

#[test]
fn what_was_verified_for_one_delegation_is_verified_again_for_another() {
    let mut server = Server::new();
    server.delegate("targets", "left", json!({ "paths": ["left/*"] }));
    server.delegate("targets", "right", json!({ "paths": ["right/*"] }));
    server.delegate("left", "both", json!({ "paths": ["left/*"] }));
    server.delegate("right", "both", json!({ "paths": ["right/*"] }));
    // Signed by the key that `left` names alone.
    server.signers.get_mut("both").unwrap().pop();
    server.add_target("both", "left/file", b"left");
    server.add_target("both", "right/file", b"right");
    server.publish(&["both", "left", "right", "targets", "snapshot", "timestamp"]);
    let metadata = server.update(&Folder::new()).unwrap();
    assert_eq!(metadata.target("left/file", &server).unwrap(), b"left");
    let error = metadata.target("right/file", &server).unwrap_err();
    assert!(matches!(&error, TufError::Threshold { by, .. } if by == "\"right\""), "{error}");
}

#[test]
fn delegations_that_contradict_themselves_are_refused() {
    for (name, more) in [
        ("a", json!({ "paths": ["*"], "path_hash_prefixes": ["00"] })),
        ("root", all()),
        ("", all()),
        ("a", json!({ "paths": ["*"], "threshold": 0 })),
    ] {
        let mut server = Server::new();
        server.delegate("targets", name, more);
        server.put("targets");
        assert!(matches!(server.refusal(), TufError::Malformed { role: Role::Targets, .. }), "{name:?}");
    }
    let mut server = Server::new();
    server.delegate("targets", "a", all());
    server.delegate("targets", "a", all());
    server.put("targets");
    assert!(matches!(server.refusal(), TufError::Malformed { role: Role::Targets, .. }));
}
