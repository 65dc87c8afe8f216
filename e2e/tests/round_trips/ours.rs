//! Ours: the library and the program.

use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use sealwright::{Artifact, Code, Content, Evidence, Identity, Policy, TrustRoot, UnixTime, Verifier};
use serde_json::Value;

use super::clients::on_github;
use super::scene::Scene;
use super::stack::command;

/// What the library says of the scene's bundle for that file, signed by that identity: who verified, or why not.
pub(crate) fn library(scene: &Scene, file: &Path, identity: Identity) -> Result<(Content, Evidence), Code> {
    library_on(scene, &Artifact::from_path(file).unwrap(), identity)
}

/// The same, of an artifact that need not be a file.
pub(crate) fn library_on(scene: &Scene, artifact: &Artifact, identity: Identity) -> Result<(Content, Evidence), Code> {
    let root = TrustRoot::from_json(&std::fs::read(&scene.stack.trusted_root).unwrap()).unwrap();
    let policy = Policy::signed_by(identity).unwrap();
    let bundle = std::fs::read(scene.bundle()).unwrap();
    match Verifier::new(&root).unwrap().verify_json(artifact, &bundle, &policy, now()) {
        Ok(verified) => Ok((verified.content().clone(), verified.evidence().clone())),
        Err(refusal) => {
            eprintln!("{refusal}");
            Err(refusal.code())
        }
    }
}

pub(crate) fn now() -> UnixTime {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    UnixTime::from_secs(i64::try_from(since.as_secs()).unwrap())
}

/// What a run of the program came to.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the program in the scene's folder.
pub(crate) fn program(scene: &Scene, args: &[&str]) -> Run {
    ran(command(&scene.stack.program, scene.folder()).args(args))
}

/// Runs the program as GitHub's runners do: nobody hands it a token.
pub(crate) fn program_on_github(scene: &Scene, args: &[&str]) -> Run {
    let mut command = command(&scene.stack.program, scene.folder());
    on_github(&mut command, scene);
    ran(command.args(args))
}

/// What came of it.
pub(crate) fn ran(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// The exit code of `verify` and the codes of the checks that failed.
pub(crate) fn verdict(scene: &Scene, file: &Path, signer: &[&str]) -> (i32, Vec<String>) {
    let (bundle, root) = (scene.bundle(), &scene.stack.trusted_root);
    let [file, bundle, root] = [file, &bundle, root].map(|path| path.to_str().unwrap());
    let args = ["verify", file, "--bundle", bundle, "--trusted-root", root, "--format", "json"];
    let run = program(scene, &[&args, signer].concat());
    eprint!("{}", run.err);
    let verdict: Value = serde_json::from_str(&run.out).unwrap();
    let checks = verdict["checks"].as_array().unwrap();
    let failed = checks.iter().filter(|check| check["status"] == "fail");
    (run.code, failed.map(|check| check["code"].as_str().unwrap().to_owned()).collect())
}
