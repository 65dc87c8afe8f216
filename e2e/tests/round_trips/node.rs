//! Ours from Node: scripts that use the package, verified by every other client and by the program.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::scene::Rekor::{self, V1, V2};
use super::scene::Scene;
use super::scene::What::{self, Attestation, Blob};
use super::scene::Who::{self, Email, GitHub};
use super::signed::by_script;
use super::stack::{Stack, command, succeed};

/// Arguments: the package, token (none is that of the surroundings), trust config, what, file, bundle.
const SIGN: &str = r#"
const assert = require('node:assert/strict');
const fs = require('node:fs');
const [place, given, config, what, file, bundle] = process.argv.slice(1);
const { Artifact, Http, Services, Signer, Token, TrustConfig, Verifier } = require(place);
(async () => {
  const { root, signing } = TrustConfig.fromJson(fs.readFileSync(config));
  const http = new Http();
  const token = given === '' ? await Token.ambient({ http }) : Token.parse(given);
  assert.equal(token.source, given === '' ? 'GitHub Actions' : null);
  const signer = Signer.keyless(token, Services.fromConfig(signing), http, new Verifier(root));
  if (what === 'attest') return fs.writeFileSync(bundle, await signer.attest(fs.readFileSync(file)));
  const others = [1, 2, 3].map(async (number) => signer.sign(await Artifact.fromBytes(Buffer.from(`${number} ${file}`))));
  const [made] = await Promise.all([signer.sign(await Artifact.fromPath(file)), ...others]);
  fs.writeFileSync(bundle, made);
})();
"#;

/// Arguments: the package, TUF repository, its root, cache.
const UPDATE: &str = r#"
const assert = require('node:assert/strict');
const fs = require('node:fs');
const [place, url, root, cache] = process.argv.slice(1);
const { Repository, Services, SigningConfig, TrustRoot, Verifier } = require(place);
(async () => {
  const repository = new Repository(url, fs.readFileSync(root), cache);
  const metadata = await repository.update();
  const [trust, config] = [await metadata.trustedRoot(), await metadata.signingConfig()];
  assert.ok(new Verifier(TrustRoot.fromJson(trust)) && Services.fromConfig(SigningConfig.fromJson(config)));
  assert.equal((await (await repository.offline()).cachedTarget('trusted_root.json')).toString(), trust);
})();
"#;

#[test]
fn a_blob_signed_in_node_in_rekor_v2_is_accepted_by_every_client() {
    signed(Blob, Email, V2);
}

#[test]
fn a_blob_signed_in_node_in_rekor_v1_is_accepted_by_every_client() {
    signed(Blob, Email, V1);
}

#[test]
fn a_blob_signed_in_node_on_github_is_accepted_by_every_client() {
    signed(Blob, GitHub, V2);
}

#[test]
fn an_attestation_signed_in_node_in_rekor_v2_is_accepted_by_every_client() {
    signed(Attestation, Email, V2);
}

#[test]
fn an_attestation_signed_in_node_in_rekor_v1_is_accepted_by_every_client() {
    signed(Attestation, GitHub, V1);
}

#[test]
fn services_and_trust_come_from_the_tuf_repository_in_node() {
    let Some((stack, package)) = running() else { return };
    let scene = Scene::new(stack, "node-tuf", Blob, Email, V2);
    let mut update = node(&scene, UPDATE, &package);
    succeed(update.arg(&stack.tuf).arg(&stack.tuf_root).arg(scene.folder().join("cache")));
}

fn signed(what: What, who: Who, rekor: Rekor) {
    let Some((stack, package)) = running() else { return };
    let scene = Scene::new(stack, "node", what, who, rekor);
    by_script(&scene, node(&scene, SIGN, &package));
}

/// Node with that script and the package as its first argument.
fn node(scene: &Scene, script: &str, package: &Path) -> Command {
    let mut node = command(Path::new("node"), scene.folder());
    node.args(["-e", script]).arg(package);
    node
}

/// The stack, and the package's folder; or a line that says which of them is missing.
fn running() -> Option<(&'static Stack, PathBuf)> {
    let stack = Stack::running()?;
    let package = stack.package_node.clone().filter(|package| package.join("package.json").is_file());
    if package.is_none() {
        eprintln!("skipped: the Node package was not built");
    }
    Some((stack, package?))
}
