//! Theirs signed, verified by ours: by the library and by the program. For each, another identity is refused, and so is
//! an artifact that was not signed.

use sealwright::{Code, Content, Identity};

use super::clients::Client::{self, Cosign, Go, Python};
use super::ours::{library, verdict};
use super::scene::Rekor::{self, V1, V2};
use super::scene::What::{self, Attestation, Blob};
use super::scene::Who::{self, Email, GitHub};
use super::scene::{Scene, WORKFLOW};
use super::stack::Stack;

#[test]
fn a_blob_signed_by_cosign_for_an_email_address_in_rekor_v2() {
    theirs(Cosign, Blob, Email, V2);
}

#[test]
fn a_blob_signed_by_cosign_for_an_email_address_in_rekor_v1() {
    theirs(Cosign, Blob, Email, V1);
}

#[test]
fn a_blob_signed_by_cosign_on_github_in_rekor_v2() {
    theirs(Cosign, Blob, GitHub, V2);
}

#[test]
fn a_blob_signed_by_cosign_on_github_in_rekor_v1() {
    theirs(Cosign, Blob, GitHub, V1);
}

#[test]
fn an_attestation_signed_by_cosign_for_an_email_address_in_rekor_v2() {
    theirs(Cosign, Attestation, Email, V2);
}

#[test]
fn an_attestation_signed_by_cosign_for_an_email_address_in_rekor_v1() {
    theirs(Cosign, Attestation, Email, V1);
}

#[test]
fn an_attestation_signed_by_cosign_on_github_in_rekor_v2() {
    theirs(Cosign, Attestation, GitHub, V2);
}

#[test]
fn an_attestation_signed_by_cosign_on_github_in_rekor_v1() {
    theirs(Cosign, Attestation, GitHub, V1);
}

#[test]
fn a_blob_signed_by_sigstore_python_for_an_email_address_in_rekor_v2() {
    theirs(Python, Blob, Email, V2);
}

#[test]
fn a_blob_signed_by_sigstore_python_for_an_email_address_in_rekor_v1() {
    theirs(Python, Blob, Email, V1);
}

#[test]
fn a_blob_signed_by_sigstore_python_on_github_in_rekor_v2() {
    theirs(Python, Blob, GitHub, V2);
}

#[test]
fn a_blob_signed_by_sigstore_python_on_github_in_rekor_v1() {
    theirs(Python, Blob, GitHub, V1);
}

#[test]
fn an_attestation_signed_by_sigstore_python_for_an_email_address_in_rekor_v2() {
    theirs(Python, Attestation, Email, V2);
}

#[test]
fn an_attestation_signed_by_sigstore_python_for_an_email_address_in_rekor_v1() {
    theirs(Python, Attestation, Email, V1);
}

#[test]
fn an_attestation_signed_by_sigstore_python_on_github_in_rekor_v2() {
    theirs(Python, Attestation, GitHub, V2);
}

#[test]
fn an_attestation_signed_by_sigstore_python_on_github_in_rekor_v1() {
    theirs(Python, Attestation, GitHub, V1);
}

#[test]
fn a_blob_signed_by_sigstore_go_for_an_email_address_in_rekor_v2() {
    theirs(Go, Blob, Email, V2);
}

#[test]
fn a_blob_signed_by_sigstore_go_for_an_email_address_in_rekor_v1() {
    theirs(Go, Blob, Email, V1);
}

#[test]
fn a_blob_signed_by_sigstore_go_with_a_token_of_github_in_rekor_v2() {
    theirs(Go, Blob, GitHub, V2);
}

#[test]
fn a_blob_signed_by_sigstore_go_with_a_token_of_github_in_rekor_v1() {
    theirs(Go, Blob, GitHub, V1);
}

#[test]
fn an_attestation_signed_by_sigstore_go_for_an_email_address_in_rekor_v2() {
    theirs(Go, Attestation, Email, V2);
}

#[test]
fn an_attestation_signed_by_sigstore_go_for_an_email_address_in_rekor_v1() {
    theirs(Go, Attestation, Email, V1);
}

#[test]
fn an_attestation_signed_by_sigstore_go_with_a_token_of_github_in_rekor_v2() {
    theirs(Go, Attestation, GitHub, V2);
}

#[test]
fn an_attestation_signed_by_sigstore_go_with_a_token_of_github_in_rekor_v1() {
    theirs(Go, Attestation, GitHub, V1);
}

#[test]
fn the_first_entry_of_a_log_whose_index_cosign_leaves_out() {
    let Some(stack) = Stack::running() else { return };
    for (bundle, rekor) in [(&stack.first_v1, V1), (&stack.first_v2, V2)] {
        let scene = Scene::new(stack, "first", Blob, GitHub, rekor);
        let json = std::fs::read_to_string(bundle).unwrap();
        assert!(!json.contains("logIndex") && !json.contains("hashes"), "{json}");
        std::fs::write(scene.bundle(), json).unwrap();
        std::fs::copy(&stack.first, scene.artifact()).unwrap();
        by_the_library(&scene);
        by_the_program(&scene);
    }
}

fn theirs(client: Client, what: What, who: Who, rekor: Rekor) {
    let Some(stack) = Stack::running() else { return };
    let scene = Scene::new(stack, &format!("theirs-{client:?}"), what, who, rekor);
    client.sign(&scene);
    by_the_library(&scene);
    by_the_program(&scene);
}

fn by_the_library(scene: &Scene) {
    let (signer, stranger) = match scene.who {
        Email => {
            (Identity::exact(scene.identity(), scene.issuer()), Identity::exact("eve@example.com", scene.issuer()))
        }
        GitHub => (
            Identity::github("octo-org/octo-repo").workflow("release.yml").branch("main"),
            Identity::github("eve/repo"),
        ),
    };
    let (content, evidence) = library(scene, &scene.artifact(), signer.clone()).unwrap();
    assert_eq!(matches!(content, Content::Statement(_)), scene.what == Attestation);
    let kinds: Vec<String> = evidence.log.iter().map(|entry| entry.kind.to_string()).collect();
    assert_eq!(kinds, [kind(scene)]);
    // Rekor v2 promises no time, its entries need a timestamp.
    assert!(
        scene.rekor == V1 || evidence.times.iter().any(|time| time.by.contains("timestamp")),
        "{:?}",
        evidence.times
    );

    assert_eq!(library(scene, &scene.artifact(), stranger).unwrap_err(), Code::IdentitySan);
    assert_eq!(library(scene, &scene.changed(), signer).unwrap_err().as_str(), of_another(scene.what));
}

fn by_the_program(scene: &Scene) {
    let exactly = ["--certificate-identity", scene.identity(), "--certificate-oidc-issuer", scene.issuer()];
    assert_eq!(verdict(scene, &scene.artifact(), &exactly), (0, vec![]));
    let stranger = ["--certificate-identity", "eve@example.com", "--certificate-oidc-issuer", scene.issuer()];
    assert_eq!(verdict(scene, &scene.artifact(), &stranger), (1, vec!["identity.san".to_owned()]));
    let elsewhere = ["--certificate-identity", scene.identity(), "--certificate-oidc-issuer", "https://example.com"];
    assert_eq!(verdict(scene, &scene.artifact(), &elsewhere), (1, vec!["identity.issuer".to_owned()]));
    let (code, failed) = verdict(scene, &scene.changed(), &exactly);
    assert_eq!((code, failed.first().map(String::as_str)), (1, Some(of_another(scene.what))), "{failed:?}");
    if scene.who == GitHub {
        let github = ["--github", "octo-org/octo-repo", "--workflow", "release.yml", "--branch", "main"];
        assert_eq!(verdict(scene, &scene.artifact(), &github), (0, vec![]), "{WORKFLOW}");
    }
}

/// The check that fails for a file that was not signed.
fn of_another(what: What) -> &'static str {
    match what {
        Blob => "signature.artifact",
        Attestation => "subject.digest",
    }
}

/// Rekor v2 has no entries for envelopes: what is logged is the digest of what the envelope's signature is over.
fn kind(scene: &Scene) -> &'static str {
    match (scene.rekor, scene.what) {
        (V1, Blob) => "hashedrekord/0.0.1",
        (V1, Attestation) => "dsse/0.0.1",
        (V2, _) => "hashedrekord/0.0.2",
    }
}
