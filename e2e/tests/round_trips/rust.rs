//! Ours from Rust: the library itself signs, and everybody verifies.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use sealwright::identity::{Surroundings, Token, ambient};
use sealwright::net::{Http, HttpConfig};
use sealwright::sign::{Services, Signer};
use sealwright::{Artifact, Statement, TrustConfig, Verifier};

use super::ours::now;
use super::scene::Rekor::{self, V1, V2};
use super::scene::Scene;
use super::scene::What::{self, Attestation, Blob};
use super::scene::Who::{self, Email, GitHub};
use super::signed::accepted;
use super::stack::Stack;

#[test]
fn a_blob_signed_in_rust_in_rekor_v2_is_accepted_by_every_client() {
    signed(Blob, Email, V2);
}

#[test]
fn a_blob_signed_in_rust_in_rekor_v1_is_accepted_by_every_client() {
    signed(Blob, Email, V1);
}

#[test]
fn a_blob_signed_in_rust_on_github_is_accepted_by_every_client() {
    signed(Blob, GitHub, V2);
}

#[test]
fn an_attestation_signed_in_rust_in_rekor_v2_is_accepted_by_every_client() {
    signed(Attestation, Email, V2);
}

#[test]
fn an_attestation_signed_in_rust_in_rekor_v1_is_accepted_by_every_client() {
    signed(Attestation, GitHub, V1);
}

/// What GitHub's runners have in their environment, and nothing else.
struct Runner(BTreeMap<&'static str, String>);

impl Surroundings for Runner {
    fn variable(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }

    fn read(&self, _: &Path) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn run(&self, _: &str, _: &[&str]) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }
}

fn signed(what: What, who: Who, rekor: Rekor) {
    let Some(stack) = Stack::running() else { return };
    let scene = Scene::new(stack, "rust", what, who, rekor);
    let http = Arc::new(Http::new(HttpConfig::default()));
    let token = match who {
        Email => Token::parse(&scene.token()).unwrap(),
        GitHub => on_github(stack, &http),
    };
    let config = TrustConfig::from_json(&fs::read(scene.trust_config()).unwrap()).unwrap();
    let services = Services::from_config(&config.signing, now()).unwrap();
    let verifier = Verifier::new(&config.root).unwrap();
    let signer = Signer::keyless(token, services, http, verifier, now).unwrap();
    let bundle = match what {
        Blob => signer.sign(&Artifact::from_path(scene.artifact()).unwrap()),
        Attestation => signer.attest(&Statement::from_payload(&fs::read(scene.statement()).unwrap()).unwrap()),
    };
    fs::write(scene.bundle(), bundle.unwrap()).unwrap();
    accepted(&scene);
}

fn on_github(stack: &Stack, http: &Http) -> Token {
    let runner = Runner(BTreeMap::from([
        ("GITHUB_ACTIONS", "true".to_owned()),
        ("ACTIONS_ID_TOKEN_REQUEST_URL", stack.github.request_url.clone()),
        ("ACTIONS_ID_TOKEN_REQUEST_TOKEN", stack.github.request_token.clone()),
    ]));
    let found = ambient(&runner, http, now()).unwrap().unwrap();
    assert_eq!(found.source, "GitHub Actions");
    found.token
}
