//! What each server is started with.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Command;

use super::build::Kit;
use super::processes::unproxied;

/// What the endpoint of GitHub's runners wants as bearer token.
pub(super) const REQUEST_TOKEN: &str = "e2e-request-token";

/// One for each that listens.
pub(super) struct Ports {
    pub(super) oidc: u16,
    pub(super) proxy: u16,
    pub(super) ctlog: u16,
    pub(super) trillian: u16,
    pub(super) fulcio: u16,
    pub(super) fulcio_rpc: u16,
    pub(super) fulcio_metrics: u16,
    pub(super) tsa: u16,
    pub(super) rekor_v1: u16,
    pub(super) rekor_v2: u16,
    pub(super) rekor_v2_rpc: u16,
    pub(super) rekor_v2_metrics: u16,
    pub(super) tiles: u16,
    pub(super) tuf: u16,
    pub(super) registry: u16,
}

impl Ports {
    /// Ports that nobody has now. All are held until all are found.
    pub(super) fn free() -> io::Result<Self> {
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

/// How each is started.
pub(super) struct Servers<'a> {
    pub(super) kit: &'a Kit,
    pub(super) state: &'a Path,
    pub(super) ports: &'a Ports,
}

impl Servers<'_> {
    pub(super) fn oidc(&self) -> Command {
        let mut command = self.kit.python("oidc.py");
        command.args([self.ports.oidc, self.ports.proxy].map(|port| port.to_string()));
        command.arg(self.state.join("pki")).arg(REQUEST_TOKEN);
        self.prepared(command)
    }

    pub(super) fn ctlog(&self) -> Command {
        let mut command = self.program("ctlog");
        command.arg(listen("-listen", self.ports.ctlog)).arg(listen("-trillian", self.ports.trillian));
        command.args(["-key", "pki/ctlog.key", "-roots", "pki/fulcio-root.pem"]);
        command
    }

    pub(super) fn fulcio(&self) -> Command {
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

    pub(super) fn tsa(&self) -> Command {
        let mut command = self.program("timestamp-server");
        command.args(["serve", "--host=127.0.0.1"]).arg(option("--port", self.ports.tsa));
        command.args(["--disable-ntp-monitoring", "--timestamp-signer=file"]);
        command.args(["--file-signer-key-path=pki/tsa.key", "--certificate-chain-path=pki/tsa.pem"]);
        command
    }

    pub(super) fn rekor_v2(&self) -> Command {
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

    pub(super) fn rekor_v1(&self) -> Command {
        let mut command = self.program("rekor-server");
        command.args(["serve", "--rekor_server.address=127.0.0.1", "--rekor_server.hostname=127.0.0.1"]);
        command.arg(option("--port", self.ports.rekor_v1));
        command.args(["--rekor_server.signer=pki/rekor1.key", "--enable_retrieve_api=false", "--log_type=prod"]);
        command.arg("--trillian_log_server.address=127.0.0.1");
        command.arg(option("--trillian_log_server.port", self.ports.trillian));
        command
    }

    pub(super) fn registry(&self) -> Command {
        let mut command = self.program("registry");
        command.arg(listen("-listen", self.ports.registry));
        command
    }

    /// The files of a folder by HTTP.
    pub(super) fn files(&self, port: u16, folder: &str) -> Command {
        let mut command = Command::new(self.kit.interpreter());
        command.args(["-m", "http.server", "--bind", "127.0.0.1", "--directory", folder]).arg(port.to_string());
        self.prepared(command)
    }

    /// cosign signs what becomes the first entry of a log, on GitHub.
    ///
    /// Its bundle leaves index 0 and the empty list of hashes out. That is for us to read, and sigstore-python cannot: no
    /// other test gets that index.
    pub(super) fn first_entry(&self, bundle: &str, config: &str) -> Command {
        let mut command = self.program("cosign");
        command.args(["sign-blob", "--yes", "--trusted-root", "trusted_root.json", "--signing-config", config]);
        command.args(["--bundle", &format!("{bundle}.json"), "first.txt"]);
        let endpoint = format!("{}/github/token?api-version=2.0", url(self.ports.oidc));
        command.env("ACTIONS_ID_TOKEN_REQUEST_URL", endpoint).env("ACTIONS_ID_TOKEN_REQUEST_TOKEN", REQUEST_TOKEN);
        command
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

pub(super) fn url(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}
