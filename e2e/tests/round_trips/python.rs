//! Ours from Python: scripts that use the package, verified by every other client and by the program.

use std::path::PathBuf;

use super::scene::Rekor::{self, V1, V2};
use super::scene::Scene;
use super::scene::What::{self, Attestation, Blob};
use super::scene::Who::{self, Email, GitHub};
use super::signed::by_script;
use super::stack::{Stack, command, succeed};

/// Arguments: token (none is that of the surroundings), trust config, what, file, bundle.
const SIGN: &str = r#"
import asyncio, sys
from pathlib import Path
from sealwright import Artifact, Http, Services, Signer, Token, TrustConfig, Verifier, aio

given, config, what, file, bundle = sys.argv[1:]
config = TrustConfig.from_json(Path(config).read_bytes())
http = Http()
token = Token.parse(given) if given else Token.ambient(http)
assert given or token.source == "GitHub Actions", token
signer = Signer.keyless(token, Services.from_config(config.signing), http, Verifier(config.root))
if what == "sign":
    made = signer.sign(Artifact.from_path(file))
    again = asyncio.run(aio.sign(signer, Artifact.from_bytes(b"another of " + file.encode())))
    assert again != made
else:
    made = signer.attest(Path(file).read_bytes())
Path(bundle).write_text(made)
"#;

/// Arguments: TUF repository, its root, cache.
const UPDATE: &str = r#"
import sys
from pathlib import Path
from sealwright import Repository, Services, SigningConfig, TrustRoot, Verifier

url, root, cache = sys.argv[1:]
repository = Repository(url, Path(root).read_bytes(), cache)
metadata = repository.update()
trust, config = metadata.trusted_root(), metadata.signing_config()
assert Verifier(TrustRoot.from_json(trust)) and Services.from_config(SigningConfig.from_json(config))
assert repository.offline().cached_target("trusted_root.json").decode() == trust
"#;

#[test]
fn a_blob_signed_in_python_in_rekor_v2_is_accepted_by_every_client() {
    signed(Blob, Email, V2);
}

#[test]
fn a_blob_signed_in_python_in_rekor_v1_is_accepted_by_every_client() {
    signed(Blob, Email, V1);
}

#[test]
fn a_blob_signed_in_python_on_github_is_accepted_by_every_client() {
    signed(Blob, GitHub, V2);
}

#[test]
fn an_attestation_signed_in_python_in_rekor_v2_is_accepted_by_every_client() {
    signed(Attestation, Email, V2);
}

#[test]
fn an_attestation_signed_in_python_in_rekor_v1_is_accepted_by_every_client() {
    signed(Attestation, GitHub, V1);
}

#[test]
fn services_and_trust_come_from_the_tuf_repository_in_python() {
    let Some((stack, python)) = running() else { return };
    let scene = Scene::new(stack, "python-tuf", Blob, Email, V2);
    let mut update = command(&python, scene.folder());
    succeed(update.args(["-c", UPDATE, &stack.tuf]).arg(&stack.tuf_root).arg(scene.folder().join("cache")));
}

fn signed(what: What, who: Who, rekor: Rekor) {
    let Some((stack, python)) = running() else { return };
    let scene = Scene::new(stack, "python", what, who, rekor);
    let mut sign = command(&python, scene.folder());
    sign.args(["-c", SIGN]);
    by_script(&scene, sign);
}

/// The stack, and an interpreter that has the package; or a line that says which of them is missing.
fn running() -> Option<(&'static Stack, PathBuf)> {
    let stack = Stack::running()?;
    let python = stack.package_python.clone().filter(|python| python.is_file());
    if python.is_none() {
        eprintln!("skipped: there is no interpreter with the Python package");
    }
    Some((stack, python?))
}
