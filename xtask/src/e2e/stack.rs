//! The running stack: its order of starting, and the file that tells tests and clients where all of it is.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::build::{Kit, sources};
use super::processes::{Processes, unproxied};
use super::program;
use super::servers::{Ports, REQUEST_TOKEN, Servers, url};
use crate::python;
use crate::run::{Outcome, root, say};

/// A Sigstore that runs as long as this value lives.
pub(crate) struct Stack {
    description: PathBuf,
    processes: Processes,
}

impl Stack {
    /// Starts it in that folder, which is emptied first: keys, logs and all else are new.
    pub(crate) fn start(kit: &Kit, state: &Path) -> Result<Self, String> {
        let told = |error: io::Error| format!("{} ({error})", state.display());
        let gone = if state.exists() { fs::remove_dir_all(state) } else { Ok(()) };
        gone.and_then(|()| fs::create_dir_all(state.join("rekor2"))).map_err(told)?;
        let description = state.join("stack.json");
        let ports = Ports::free().map_err(told)?;
        let text = format!("{:#}\n", described(kit, state, &ports));
        fs::write(&description, text).map_err(told)?;
        let config = fs::read_to_string(sources().join("stack/fulcio.yaml")).map_err(told)?;
        let config = config.replace("EMAIL_ISSUER", &url(ports.oidc));
        fs::write(state.join("fulcio.yaml"), config).map_err(told)?;
        fs::write(state.join("first.txt"), "the first\n").map_err(told)?;
        once("keys", kit.python("keys.py").arg(state.join("pki")))?;
        once("trust", kit.python("trust.py").arg(&description))?;
        once("TUF", kit.python("repository.py").arg(&description).arg(state.join("tuf")))?;

        let processes = Processes::new(state.join("log")).map_err(told)?;
        let mut stack = Self { description, processes };
        let servers = Servers { kit, state, ports: &ports };
        stack.start_all(&servers)?;
        for (name, config) in [("first_v1", "signing_config_v1.json"), ("first_v2", "signing_config.json")] {
            once(name, &mut servers.first_entry(name, config))?;
        }
        Ok(stack)
    }

    /// The file that describes it.
    pub(crate) fn description(&self) -> &Path {
        &self.description
    }

    /// Runs it to its end beside the servers.
    pub(crate) fn run(&mut self, command: &mut Command) -> Outcome {
        self.processes.run(unproxied(command))
    }

    /// How many processes it is and the memory that they have.
    pub(crate) fn resident(&self) -> String {
        self.processes.resident()
    }

    fn start_all(&mut self, servers: &Servers<'_>) -> Outcome {
        let ports = servers.ports;
        let processes = &mut self.processes;
        processes.start("oidc", &mut servers.oidc())?;
        processes.start("ctlog", &mut servers.ctlog())?;
        processes.start("tsa", &mut servers.tsa())?;
        processes.start("rekor-v2", &mut servers.rekor_v2())?;
        processes.start("tiles", &mut servers.files(ports.tiles, "rekor2"))?;
        processes.start("tuf", &mut servers.files(ports.tuf, "tuf"))?;
        processes.start("registry", &mut servers.registry())?;
        // Fulcio asks the issuers for their keys as it starts, Rekor v1 makes its tree in the CT log's Trillian.
        processes.ready("oidc", ports.oidc, "/.well-known/openid-configuration")?;
        processes.ready("ctlog", ports.ctlog, "/healthz")?;
        processes.start("fulcio", &mut servers.fulcio())?;
        processes.start("rekor-v1", &mut servers.rekor_v1())?;
        processes.ready("tsa", ports.tsa, "/ping")?;
        processes.ready("rekor-v2", ports.rekor_v2, "/healthz")?;
        processes.ready("tiles", ports.tiles, "/")?;
        processes.ready("tuf", ports.tuf, "/timestamp.json")?;
        processes.ready("registry", ports.registry, "/v2/")?;
        processes.ready("fulcio", ports.fulcio, "/healthz")?;
        processes.ready("rekor-v1", ports.rekor_v1, "/ping")
    }
}

/// What tests and clients are told.
fn described(kit: &Kit, state: &Path, ports: &Ports) -> Value {
    let issuer = url(ports.oidc);
    let file = |name: &str| state.join(name);
    json!({
        "fulcio": url(ports.fulcio),
        "ctlog": format!("{}/test", url(ports.ctlog)),
        "rekor_v1": url(ports.rekor_v1),
        "rekor_v2": url(ports.rekor_v2),
        "rekor_v2_tiles": url(ports.tiles),
        "tsa": format!("{}/api/v1/timestamp", url(ports.tsa)),
        "oidc": issuer,
        "github": {
            "issuer": "https://token.actions.githubusercontent.com",
            "request_url": format!("{issuer}/github/token?api-version=2.0"),
            "request_token": REQUEST_TOKEN,
        },
        "tuf": url(ports.tuf),
        "registry": format!("127.0.0.1:{}", ports.registry),
        "pki": file("pki"),
        "trusted_root": file("trusted_root.json"),
        "signing_config": file("signing_config.json"),
        "signing_config_v1": file("signing_config_v1.json"),
        "trust_config": file("trust_config.json"),
        "trust_config_v1": file("trust_config_v1.json"),
        "tuf_root": file("tuf/1.root.json"),
        "first": file("first.txt"),
        "first_v1": file("first_v1.json"),
        "first_v2": file("first_v2.json"),
        "cosign": kit.program("cosign"),
        "sigstore_go": kit.program("client"),
        "python": kit.interpreter(),
        "program": program(),
        "package_python": python::interpreter(),
        "package_node": root().join("target/node"),
    })
}

/// From its start to its end; only if it fails, what it said.
fn once(name: &str, command: &mut Command) -> Outcome {
    let output = unproxied(command).output().map_err(|error| format!("{name} ({error})"))?;
    if output.status.success() {
        return Ok(());
    }
    say(&String::from_utf8_lossy(&output.stderr));
    Err(name.to_owned())
}
