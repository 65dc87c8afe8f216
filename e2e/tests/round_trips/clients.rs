//! Other people's clients, by their command lines.

use std::path::Path;
use std::process::Command;

use super::scene::{Scene, What, Who};
use super::stack::{command, succeed};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Client {
    Cosign,
    Python,
    Go,
}

impl Client {
    /// Makes the scene's bundle.
    #[track_caller]
    pub(crate) fn sign(self, scene: &Scene) {
        let mut command = match (self, scene.what) {
            (Self::Cosign, What::Blob) => cosign(scene, &["sign-blob"]),
            (Self::Cosign, What::Attestation) => cosign(scene, &["attest-blob", "--type", "slsaprovenance1"]),
            (Self::Python, What::Blob) => python(scene, &["sign"]),
            (Self::Python, What::Attestation) => {
                python(scene, &["attest", "--predicate-type", "https://slsa.dev/provenance/v1"])
            }
            (Self::Go, What::Blob) => go(scene, &["sign-bundle"]),
            (Self::Go, What::Attestation) => go(scene, &["sign-bundle", "-in-toto"]),
        };
        if scene.what == What::Attestation && self != Self::Go {
            command.arg("--predicate").arg(scene.predicate());
        }
        if self != Self::Python {
            command.arg("--signing-config").arg(scene.signing_config());
            command.arg("--trusted-root").arg(&scene.stack.trusted_root);
        }
        authenticated(&mut command, scene, self);
        let file =
            if self == Self::Go && scene.what == What::Attestation { scene.statement() } else { scene.artifact() };
        succeed(command.arg("--bundle").arg(scene.bundle()).arg(file));
    }

    /// Whether it accepts the scene's bundle for that file, signed by that identity.
    pub(crate) fn accepts(self, scene: &Scene, file: &Path, identity: &str) -> bool {
        let mut command = match (self, scene.what) {
            (Self::Cosign, What::Blob) => cosign(scene, &["verify-blob"]),
            (Self::Cosign, What::Attestation) => {
                cosign(scene, &["verify-blob-attestation", "--type", "slsaprovenance1"])
            }
            (Self::Python, _) => python(scene, &["verify", "identity"]),
            (Self::Go, _) => go(scene, &["verify-bundle"]),
        };
        if self == Self::Python {
            command.args(["--cert-identity", identity, "--cert-oidc-issuer", scene.issuer()]);
        } else {
            command.args(["--certificate-identity", identity, "--certificate-oidc-issuer", scene.issuer()]);
            command.arg("--trusted-root").arg(&scene.stack.trusted_root);
        }
        let output = command.arg("--bundle").arg(scene.bundle()).arg(file).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        eprintln!("{self:?} on {}: {}\n{said}", file.display(), output.status);
        output.status.success()
    }
}

fn cosign(scene: &Scene, args: &[&str]) -> Command {
    let mut command = command(&scene.stack.cosign, scene.folder());
    command.args(args).env("COSIGN_YES", "true");
    command
}

fn python(scene: &Scene, args: &[&str]) -> Command {
    let mut command = command(&scene.stack.python, scene.folder());
    command.args(["-m", "sigstore", "--trust-config"]).arg(scene.trust_config()).args(args);
    command
}

fn go(scene: &Scene, args: &[&str]) -> Command {
    let mut command = command(&scene.stack.sigstore_go, scene.folder());
    command.args(args);
    command
}

/// An email identity is handed over as a token; GitHub's is fetched by clients that can.
fn authenticated(command: &mut Command, scene: &Scene, client: Client) {
    if scene.who == Who::GitHub && client != Client::Go {
        on_github(command, scene);
    } else {
        command.arg("--identity-token").arg(scene.token());
    }
}

/// As GitHub's runners call a program.
pub(crate) fn on_github(command: &mut Command, scene: &Scene) {
    let github = &scene.stack.github;
    command.env("GITHUB_ACTIONS", "true");
    command.env("ACTIONS_ID_TOKEN_REQUEST_URL", &github.request_url);
    command.env("ACTIONS_ID_TOKEN_REQUEST_TOKEN", &github.request_token);
}
