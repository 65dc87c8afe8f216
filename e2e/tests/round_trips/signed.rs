//! Ours signed, verified by every other client and by ours; each refuses another identity and a file that was not signed.

use std::path::Path;
use std::process::Command;

use super::clients::Client::{Cosign, Go, Python};
use super::clients::on_github;
use super::ours::{Run, program, program_on_github, ran, verdict};
use super::scene::Rekor::{self, V1, V2};
use super::scene::Scene;
use super::scene::What::{self, Attestation, Blob};
use super::scene::Who::{self, Email, GitHub};
use super::stack::{Stack, command, succeed};

#[test]
fn a_blob_signed_for_an_email_address_in_rekor_v2_is_accepted_by_every_client() {
    ours(Blob, Email, V2);
}

#[test]
fn a_blob_signed_for_an_email_address_in_rekor_v1_is_accepted_by_every_client() {
    ours(Blob, Email, V1);
}

#[test]
fn a_blob_signed_on_github_in_rekor_v2_is_accepted_by_every_client() {
    ours(Blob, GitHub, V2);
}

#[test]
fn a_blob_signed_on_github_in_rekor_v1_is_accepted_by_every_client() {
    ours(Blob, GitHub, V1);
}

#[test]
fn an_attestation_signed_for_an_email_address_in_rekor_v2_is_accepted_by_every_client() {
    ours(Attestation, Email, V2);
}

#[test]
fn an_attestation_signed_for_an_email_address_in_rekor_v1_is_accepted_by_every_client() {
    ours(Attestation, Email, V1);
}

#[test]
fn an_attestation_signed_on_github_in_rekor_v2_is_accepted_by_every_client() {
    ours(Attestation, GitHub, V2);
}

#[test]
fn an_attestation_signed_on_github_in_rekor_v1_is_accepted_by_every_client() {
    ours(Attestation, GitHub, V1);
}

#[test]
fn the_conformance_protocol_signs_artifacts_and_statements() {
    for what in [Blob, Attestation] {
        let Some(stack) = Stack::running() else { return };
        let scene = Scene::new(stack, "sign-bundle", what, Email, V2);
        let token = scene.token();
        let (bundle, config) = (scene.bundle(), scene.signing_config());
        let mut args = vec!["sign-bundle"];
        args.extend((what == Attestation).then_some("--in-toto"));
        args.extend([
            "--identity-token",
            &token,
            "--bundle",
            text(&bundle),
            "--trusted-root",
            text(&stack.trusted_root),
        ]);
        let file = if what == Attestation { scene.statement() } else { scene.artifact() };
        let run = program(&scene, &[&args[..], &["--signing-config", text(config), text(&file)]].concat());
        assert_eq!(run.code, 0, "{run:?}");
        accepted(&scene);
    }
}

#[test]
fn many_artifacts_are_signed_in_one_run() {
    let Some(stack) = Stack::running() else { return };
    let scene = Scene::new(stack, "many", Blob, Email, V2);
    let names: Vec<String> = (0..12).map(|number| format!("file-{number}.txt")).collect();
    for name in &names {
        std::fs::write(scene.folder().join(name), format!("{name} of {}\n", scene.folder().display())).unwrap();
    }
    let token = scene.token();
    let mut args = vec!["sign"];
    args.extend(names.iter().map(String::as_str));
    let by = by(&scene, &token);
    args.extend(by.iter().map(String::as_str));
    args.push("missing.txt");
    let run = program(&scene, &args);
    // What cannot be read keeps no other from being signed.
    assert!(run.code == 5 && run.err.contains("missing.txt") && run.err.contains("12 of 13"), "{run:?}");
    assert_eq!(run.out.lines().count(), 12);
    let signer = ["--certificate-identity", scene.identity(), "--certificate-oidc-issuer", scene.issuer()];
    for name in &names {
        let root = text(&stack.trusted_root);
        let run = program(&scene, &[&["verify", name, "--trusted-root", root], &signer[..]].concat());
        assert_eq!(run.code, 0, "{run:?}");
    }
    assert!(!scene.folder().join("missing.txt.sigstore.json").exists());
}

#[test]
fn a_job_without_the_permission_is_told_which_lines_to_add() {
    let Some(stack) = Stack::running() else { return };
    let scene = Scene::new(stack, "no-permission", Blob, Email, V2);
    let run = without_permission(&scene);
    assert!(run.code == 4 && run.err.contains("id-token: write"), "{run:?}");
}

#[test]
fn a_token_that_is_not_accepted_is_explained_and_not_shown() {
    let Some(stack) = Stack::running() else { return };
    let scene = Scene::new(stack, "bad-token", Blob, Email, V2);
    let token = format!("{}x", scene.token());
    let by = by(&scene, &token);
    let mut args = vec!["sign", "artifact.txt"];
    args.extend(by.iter().map(String::as_str));
    let run = program(&scene, &args);
    assert!(run.code == 4 && run.err.contains("identity token"), "{run:?}");
    assert!(!run.err.contains(&token[token.len() - 40..]) && run.out.is_empty(), "{run:?}");
    assert!(!scene.folder().join("artifact.txt.sigstore.json").exists());
}

fn ours(what: What, who: Who, rekor: Rekor) {
    let Some(stack) = Stack::running() else { return };
    let scene = Scene::new(stack, "ours", what, who, rekor);
    let (token, bundle, predicate) = (scene.token(), scene.bundle(), scene.predicate());
    let mut by = by(&scene, &token);
    if who == GitHub {
        // GitHub's endpoint gives it: what the option names is taken out.
        by.drain(..2);
    }
    let mut args = match what {
        Blob => vec!["sign", "artifact.txt", "--bundle", text(&bundle)],
        Attestation => {
            let about = ["--predicate", text(&predicate), "--output", text(&bundle)];
            [&["attest", "artifact.txt", "--type", "slsaprovenance1"], &about[..]].concat()
        }
    };
    if who == GitHub && what == Attestation {
        args.push("--sign");
    }
    args.extend(by.iter().map(String::as_str));
    let run = if who == GitHub { program_on_github(&scene, &args) } else { program(&scene, &args) };
    assert_eq!(run.code, 0, "{run:?}");
    accepted(&scene);
}

/// A job on GitHub that was not given the endpoint.
fn without_permission(scene: &Scene) -> Run {
    let mut command = command(&scene.stack.program, scene.folder());
    ran(command.args(["sign", "artifact.txt"]).env("GITHUB_ACTIONS", "true"))
}

/// The options that say who signs, and with which services.
fn by(scene: &Scene, token: &str) -> Vec<String> {
    let (config, root) = (scene.signing_config(), &scene.stack.trusted_root);
    ["--identity-token", token, "--signing-config", text(config), "--trusted-root", text(root)]
        .map(str::to_owned)
        .to_vec()
}

/// Signs the scene's file by a script, whose last arguments are the token (none is that of the surroundings), the trust
/// config, `sign` or `attest`, the file and the bundle.
pub(crate) fn by_script(scene: &Scene, mut script: Command) {
    if scene.who == GitHub {
        on_github(&mut script, scene);
        script.arg("");
    } else {
        script.arg(scene.token());
    }
    let (kind, file) = match scene.what {
        Blob => ("sign", scene.artifact()),
        Attestation => ("attest", scene.statement()),
    };
    succeed(script.arg(scene.trust_config()).arg(kind).arg(file).arg(scene.bundle()));
    accepted(scene);
}

pub(crate) fn accepted(scene: &Scene) {
    for client in [Cosign, Python, Go] {
        assert!(client.accepts(scene, &scene.artifact(), scene.identity()), "{client:?} refuses what ours signed");
        assert!(!client.accepts(scene, &scene.artifact(), "eve@example.com"), "{client:?} accepts anybody");
        assert!(!client.accepts(scene, &scene.changed(), scene.identity()), "{client:?} accepts another file");
    }
    let exactly = ["--certificate-identity", scene.identity(), "--certificate-oidc-issuer", scene.issuer()];
    assert_eq!(verdict(scene, &scene.artifact(), &exactly), (0, vec![]));
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
