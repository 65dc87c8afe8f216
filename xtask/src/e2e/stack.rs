//! The servers: what each is started with, and the file that tells tests and clients where all of it is.

use std::fs;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::build::{Kit, sources};
use super::processes::{Processes, unproxied};
use super::program;
use crate::run::Outcome;

/// What the endpoint of GitHub's runners wants as bearer token.
const REQUEST_TOKEN: &str = "e2e-request-token";

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
        once("keys", kit.python("keys.py").arg(state.join("pki")))?;
        once("trust", kit.python("trust.py").arg(&description))?;
        once("TUF", kit.python("repository.py").arg(&description).arg(state.join("tuf")))?;

        let processes = Processes::new(state.join("log")).map_err(told)?;
        let mut stack = Self { description, processes };
        let servers = Servers { kit, state, ports: &ports };
        stack.start_all(&servers)?;
        once("index 0", kit.python("seed.py").arg(&stack.description))?;
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
        "cosign": kit.program("cosign"),
        "sigstore_go": kit.program("client"),
        "python": kit.interpreter(),
        "program": program(),
    })
}

fn url(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

/// One script, from its start to its end.
fn once(name: &str, command: &mut Command) -> Outcome {
    match unproxied(command).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(name.to_owned()),
        Err(error) => Err(format!("{name} ({error})")),
    }
}

/// One for each that listens.
struct Ports {
    oidc: u16,
    proxy: u16,
    ctlog: u16,
    trillian: u16,
    fulcio: u16,
    fulcio_rpc: u16,
    fulcio_metrics: u16,
    tsa: u16,
    rekor_v1: u16,
    rekor_v2: u16,
    rekor_v2_rpc: u16,
    rekor_v2_metrics: u16,
    tiles: u16,
    tuf: u16,
    registry: u16,
}

impl Ports {
    /// Ports that nobody has now. All are held until all are found.
    fn free() -> io::Result<Self> {
        let mut held = Vec::new();
        let mut next = || {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
            let port = listener.local_addr()?.port();
            held.push(listener);
            io::Result::Ok(port)
        };
        Ok(Self {
            oidc: next()?,
            proxy: next()?,
            ctlog: next()?,
            trillian: next()?,
            fulcio: next()?,
            fulcio_rpc: next()?,
            fulcio_metrics: next()?,
            tsa: next()?,
            rekor_v1: next()?,
            rekor_v2: next()?,
            rekor_v2_rpc: next()?,
            rekor_v2_metrics: next()?,
            tiles: next()?,
            tuf: next()?,
            registry: next()?,
        })
    }
}

struct Servers<'a> {
    kit: &'a Kit,
    state: &'a Path,
    ports: &'a Ports,
}

impl Servers<'_> {
    fn oidc(&self) -> Command {
        let mut command = self.kit.python("oidc.py");
        command.args([self.ports.oidc, self.ports.proxy].map(|port| port.to_string()));
        command.arg(self.state.join("pki")).arg(REQUEST_TOKEN);
        self.prepared(command)
    }

    fn ctlog(&self) -> Command {
        let mut command = self.program("ctlog");
        command.arg(listen("-listen", self.ports.ctlog)).arg(listen("-trillian", self.ports.trillian));
        command.args(["-key", "pki/ctlog.key", "-roots", "pki/fulcio-root.pem"]);
        command
    }

    fn fulcio(&self) -> Command {
        let mut command = self.program("fulcio");
        command.args(["serve", "--host=127.0.0.1", "--grpc-host=127.0.0.1"]);
        command.arg(option("--port", self.ports.fulcio)).arg(option("--grpc-port", self.ports.fulcio_rpc));
        command.arg(option("--metrics-port", self.ports.fulcio_metrics));
        // Relative: the path of a socket may not be long.
        command.arg("--legacy-unix-domain-socket=fulcio.sock");
        command.args(["--ca=fileca", "--fileca-cert=pki/fulcio.pem", "--fileca-key=pki/fulcio.key"]);
        // The key is not encrypted, but a password must be given.
        command.args(["--fileca-key-passwd=none", "--fileca-watch=false"]);
        command.arg(format!("--ct-log-url={}/test", url(self.ports.ctlog)));
        command.args(["--ct-log-public-key-path=pki/ctlog.pub", "--config-path=fulcio.yaml"]);
        // Only what is not on loopback is asked for through the proxy: GitHub's issuer.
        command.env("HTTPS_PROXY", url(self.ports.proxy)).env("SSL_CERT_FILE", "pki/github.pem");
        command
    }

    fn tsa(&self) -> Command {
        let mut command = self.program("timestamp-server");
        command.args(["serve", "--host=127.0.0.1"]).arg(option("--port", self.ports.tsa));
        command.args(["--disable-ntp-monitoring", "--timestamp-signer=file"]);
        command.args(["--file-signer-key-path=pki/tsa.key", "--certificate-chain-path=pki/tsa.pem"]);
        command
    }

    fn rekor_v2(&self) -> Command {
        // The name that its package gives it: the variant that keeps its tiles in files.
        let mut command = self.program("posix");
        command.args(["serve", "--http-address=127.0.0.1", "--grpc-address=127.0.0.1"]);
        command.arg(option("--http-port", self.ports.rekor_v2)).arg(option("--grpc-port", self.ports.rekor_v2_rpc));
        command.arg(option("--http-metrics-port", self.ports.rekor_v2_metrics));
        // The origin of its checkpoints: the host name of its address, without the port, or sigstore-go refuses them.
        command.args(["--hostname=127.0.0.1", "--storage-dir=rekor2", "--signer-filepath=pki/rekor2.key"]);
        command.args(["--checkpoint-interval=1s", "--batch-max-age=100ms", "--persistent-antispam"]);
        command
    }

    fn rekor_v1(&self) -> Command {
        let mut command = self.program("rekor-server");
        command.args(["serve", "--rekor_server.address=127.0.0.1", "--rekor_server.hostname=127.0.0.1"]);
        command.arg(option("--port", self.ports.rekor_v1));
        command.args(["--rekor_server.signer=pki/rekor1.key", "--enable_retrieve_api=false", "--log_type=prod"]);
        command.arg("--trillian_log_server.address=127.0.0.1");
        command.arg(option("--trillian_log_server.port", self.ports.trillian));
        command
    }

    fn registry(&self) -> Command {
        let mut command = self.program("registry");
        command.arg(listen("-listen", self.ports.registry));
        command
    }

    /// The files of a folder by HTTP.
    fn files(&self, port: u16, folder: &str) -> Command {
        let mut command = Command::new(self.kit.interpreter());
        command.args(["-m", "http.server", "--bind", "127.0.0.1", "--directory", folder]).arg(port.to_string());
        self.prepared(command)
    }

    fn program(&self, name: &str) -> Command {
        self.prepared(Command::new(self.kit.program(name)))
    }

    /// Paths are relative to the state, and nothing is read from the folder of whoever runs this.
    fn prepared(&self, mut command: Command) -> Command {
        unproxied(&mut command).current_dir(self.state).env("HOME", self.state);
        command
    }
}

fn option(name: &str, port: u16) -> String {
    format!("{name}={port}")
}

fn listen(name: &str, port: u16) -> String {
    format!("{name}=127.0.0.1:{port}")
}
