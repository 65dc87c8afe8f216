//! Sigstore's own roots: keys and canonical JSON as the real repository has them.

use sealwright::net::{NetError, Request, Response, Transport};
use sealwright::tuf::{Repository, Role, TufError};

use super::NOW;
use super::folder::Folder;

const V15: &[u8] = include_bytes!("../../../testdata/tuf/sigstore.15.root.json");
const V16: &[u8] = include_bytes!("../../roots/tuf/sigstore.16.root.json");

/// The public repository as far as its roots go.
struct Roots;

impl Transport for Roots {
    fn send(&self, request: &Request) -> Result<Response, NetError> {
        let body = if request.url().ends_with("/16.root.json") { V16.to_vec() } else { Vec::new() };
        Ok(Response { status: if body.is_empty() { 404 } else { 200 }, content_type: None, body })
    }
}

#[test]
fn the_embedded_root_is_the_one_to_which_the_one_before_leads() {
    let folder = Folder::new();
    let client = Repository::new("https://repository.example/", V15, folder.path()).unwrap();
    // The roots are followed and the rest is not there: version 15 has expired, version 16 has not.
    let error = client.update(&Roots, NOW).unwrap_err();
    assert!(matches!(&error, TufError::Absent { item, .. } if item.to_string() == "timestamp metadata"), "{error}");
    assert_eq!(std::fs::read(folder.path().join("root.json")).unwrap(), V16);
}

#[test]
fn the_public_repository_begins_with_the_embedded_root() {
    let folder = Folder::new();
    let client = Repository::sigstore(folder.path()).unwrap();
    client.init().unwrap();
    assert_eq!(std::fs::read(folder.path().join("root.json")).unwrap(), V16);
    assert!(matches!(client.offline(NOW), Err(TufError::NotCached { .. })));
    let changed = String::from_utf8(V16.to_vec()).unwrap().replacen("2027", "2028", 1);
    let error = Repository::new("https://repository.example/", changed.as_bytes(), folder.path()).unwrap_err();
    assert!(matches!(error, TufError::Threshold { role: Role::Root, .. }), "{error}");
}
