//! The stack itself: other people's clients accept what others sign with it, and refuse what they must. Where one of these
//! fails, nothing that fails elsewhere says anything about ours.

use sealwright::{Artifact, DigestAlgorithm, Identity, Sha256};
use serde_json::{Value, json};

use super::clients::Client::{self, Cosign, Go, Python};
use super::clients::on_github;
use super::ours::library_on;
use super::scene::Rekor::{self, V1, V2};
use super::scene::What::{self, Attestation, Blob};
use super::scene::Who::{Email, GitHub};
use super::scene::{EMAIL, Scene};
use super::stack::{Stack, command, exchange, get, succeed};

#[test]
fn every_client_accepts_the_blobs_of_every_other_in_rekor_v2() {
    for client in [Cosign, Python, Go] {
        accepted_by(&[Cosign, Python, Go], client, Blob, V2);
    }
}

#[test]
fn every_client_accepts_the_blobs_of_every_other_in_rekor_v1() {
    for client in [Cosign, Python, Go] {
        accepted_by(&[Cosign, Python, Go], client, Blob, V1);
    }
}

#[test]
fn every_client_accepts_the_attestations_of_every_other_except_that_sigstore_python_reads_no_statement_v0_1() {
    for client in [Python, Go] {
        accepted_by(&[Cosign, Python, Go], client, Attestation, V2);
    }
    accepted_by(&[Cosign, Go], Cosign, Attestation, V2);
}

fn accepted_by(judges: &[Client], signer: Client, what: What, rekor: Rekor) {
    let Some(stack) = Stack::running() else { return };
    let scene = Scene::new(stack, &format!("peers-{signer:?}"), what, Email, rekor);
    signer.sign(&scene);
    for judge in judges {
        assert!(judge.accepts(&scene, &scene.artifact(), EMAIL), "{judge:?} refuses what {signer:?} signed");
        assert!(!judge.accepts(&scene, &scene.artifact(), "eve@example.com"), "{judge:?} accepts anybody");
        assert!(!judge.accepts(&scene, &scene.changed(), EMAIL), "{judge:?} accepts another file");
    }
}

#[test]
fn sigstore_python_signs_on_github_with_services_and_trust_from_the_tuf_repository() {
    let Some(stack) = Stack::running() else { return };
    let scene = Scene::new(stack, "tuf-python", Blob, GitHub, V2);
    let python = || {
        let mut command = command(&stack.python, scene.folder());
        command.args(["-m", "sigstore", "--instance", &stack.tuf]);
        command
    };
    succeed(python().arg("trust-instance").arg(&stack.tuf_root));
    let mut sign = python();
    on_github(&mut sign, &scene);
    succeed(sign.args(["sign", "--bundle"]).arg(scene.bundle()).arg(scene.artifact()));
    let signer = ["--cert-identity", scene.identity(), "--cert-oidc-issuer", scene.issuer()];
    let mut verify = python();
    succeed(verify.args(["verify", "identity", "--bundle"]).arg(scene.bundle()).args(signer).arg(scene.artifact()));
}

#[test]
fn cosign_signs_and_verifies_with_services_and_trust_from_the_tuf_repository() {
    let Some(stack) = Stack::running() else { return };
    let scene = Scene::new(stack, "tuf-cosign", Blob, Email, V2);
    let cosign = |args: &[&str]| {
        let mut command = command(&stack.cosign, scene.folder());
        command.args(args).env("COSIGN_YES", "true");
        command
    };
    succeed(cosign(&["initialize", "--mirror", &stack.tuf, "--root"]).arg(&stack.tuf_root));
    let token = scene.token();
    let mut sign = cosign(&["sign-blob", "--identity-token", &token, "--bundle"]);
    succeed(sign.arg(scene.bundle()).arg(scene.artifact()));
    let signer = ["--certificate-identity", EMAIL, "--certificate-oidc-issuer", &stack.oidc];
    let mut verify = cosign(&["verify-blob", "--bundle"]);
    succeed(verify.arg(scene.bundle()).args(signer).arg(scene.artifact()));
}

#[test]
fn the_bundle_that_cosign_attaches_to_an_image_is_verified_by_ours() {
    let Some(stack) = Stack::running() else { return };
    let scene = Scene::new(stack, "image", Attestation, Email, V2);
    let digest = push(&stack.registry);
    let mut sign = command(&stack.cosign, scene.folder());
    sign.args(["sign", "--yes", "--identity-token", &scene.token(), "--signing-config"]).arg(scene.signing_config());
    sign.arg("--trusted-root").arg(&stack.trusted_root).arg(format!("{}/app@{digest}", stack.registry));
    succeed(&mut sign);

    let read = |path: &str| get(&format!("http://{}/v2/app/{path}", stack.registry), None);
    let parsed = |path: &str| -> Value { serde_json::from_str(&read(path)).unwrap() };
    let referrers = parsed(&format!("referrers/{digest}"));
    let manifest = parsed(&format!("manifests/{}", referrers["manifests"][0]["digest"].as_str().unwrap()));
    let layer = manifest["layers"][0]["digest"].as_str().unwrap();
    std::fs::write(scene.bundle(), read(&format!("blobs/{layer}"))).unwrap();

    let signer = || Identity::exact(EMAIL, &stack.oidc);
    library_on(&scene, &Artifact::from_digest(digest.parse().unwrap()), signer()).unwrap();
    let other = Artifact::from_digest(DigestAlgorithm::Sha256.digest(b"another image"));
    assert_eq!(library_on(&scene, &other, signer()).unwrap_err().as_str(), "subject.digest");
}

/// An image of one layer; the digest of its manifest.
fn push(registry: &str) -> String {
    let config = json!({ "architecture": "amd64", "os": "linux", "rootfs": { "type": "layers", "diff_ids": [] } });
    let blobs = [("config.v1+json", config.to_string()), ("layer.v1.tar", "a layer".to_owned())];
    let [config, layer] = blobs.map(|(kind, content)| {
        let digest = digest(&content);
        upload(registry, "POST", &format!("blobs/uploads/?digest={digest}"), "application/octet-stream", &content);
        let kind = format!("application/vnd.oci.image.{kind}");
        json!({ "mediaType": kind, "digest": digest, "size": content.len() })
    });
    let kind = "application/vnd.oci.image.manifest.v1+json";
    let manifest = json!({ "schemaVersion": 2, "mediaType": kind, "config": config, "layers": [layer] }).to_string();
    upload(registry, "PUT", "manifests/v1", kind, &manifest);
    digest(&manifest)
}

fn upload(registry: &str, method: &str, path: &str, kind: &str, body: &str) {
    let length = body.len();
    let head = format!(
        "{method} /v2/app/{path} HTTP/1.0\r\nHost: {registry}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
    );
    exchange(registry, &head, body.as_bytes());
}

fn digest(text: &str) -> String {
    sealwright::Digest::from(Sha256::of(text.as_bytes())).to_string()
}
