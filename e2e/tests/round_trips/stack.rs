//! The running stack, as `cargo xtask e2e` describes it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::Value;

/// Where the servers and clients are.
#[derive(Deserialize)]
pub(crate) struct Stack {
    pub(crate) oidc: String,
    pub(crate) github: GitHub,
    pub(crate) tuf: String,
    pub(crate) registry: String,
    pub(crate) trusted_root: PathBuf,
    pub(crate) signing_config: PathBuf,
    pub(crate) signing_config_v1: PathBuf,
    pub(crate) trust_config: PathBuf,
    pub(crate) trust_config_v1: PathBuf,
    pub(crate) tuf_root: PathBuf,
    /// What cosign signed first in each log.
    pub(crate) first: PathBuf,
    pub(crate) first_v1: PathBuf,
    pub(crate) first_v2: PathBuf,
    pub(crate) cosign: PathBuf,
    pub(crate) sigstore_go: PathBuf,
    pub(crate) python: PathBuf,
    pub(crate) program: PathBuf,
    /// An interpreter with this repository's package, if the package was built.
    #[serde(default)]
    pub(crate) package_python: Option<PathBuf>,
    /// This repository's Node package, if it was built.
    #[serde(default)]
    pub(crate) package_node: Option<PathBuf>,
}

/// What stands in for GitHub Actions.
#[derive(Deserialize)]
pub(crate) struct GitHub {
    pub(crate) issuer: String,
    pub(crate) request_url: String,
    pub(crate) request_token: String,
}

impl Stack {
    /// The stack, or a line that says that none runs.
    pub(crate) fn running() -> Option<&'static Self> {
        static STACK: OnceLock<Option<Stack>> = OnceLock::new();
        let stack = STACK.get_or_init(|| {
            let description = std::env::var_os("SEALWRIGHT_E2E")?;
            Some(serde_json::from_slice(&std::fs::read(description).unwrap()).unwrap())
        });
        if stack.is_none() {
            eprintln!("skipped: no Sigstore runs here (cargo xtask e2e starts one, and sets SEALWRIGHT_E2E)");
        }
        stack.as_ref()
    }

    /// A token of the issuer of email addresses.
    pub(crate) fn email_token(&self, email: &str) -> String {
        get(&format!("{}/token?email={email}", self.oidc), None)
    }

    /// A token as GitHub's runners get it.
    pub(crate) fn github_token(&self) -> String {
        let url = format!("{}&audience=sigstore", self.github.request_url);
        let answer: Value = serde_json::from_str(&get(&url, Some(&self.github.request_token))).unwrap();
        answer["value"].as_str().unwrap().to_owned()
    }
}

/// The program with nothing of the caller's environment that would change what it does, and a home of its own.
pub(crate) fn command(program: &Path, home: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(home).env_clear().env("HOME", home).env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
}

/// Runs it and wants it to succeed; what it said on standard output.
#[track_caller]
pub(crate) fn succeed(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{command:?}\n{said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

/// The body of a successful answer from loopback.
#[track_caller]
pub(crate) fn get(url: &str, bearer: Option<&str>) -> String {
    let (host, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let bearer = bearer.map_or_else(String::new, |token| format!("Authorization: Bearer {token}\r\n"));
    exchange(host, &format!("GET /{path} HTTP/1.0\r\nHost: {host}\r\n{bearer}\r\n"), b"").1
}

/// Sends a request with its body; the head and the body of a successful answer.
#[track_caller]
pub(crate) fn exchange(host: &str, head: &str, body: &[u8]) -> (String, String) {
    let mut stream = TcpStream::connect(host).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let (answered, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(answered.split(' ').nth(1).is_some_and(|code| code.starts_with('2')), "{head}{answer}");
    (answered.to_owned(), body.to_owned())
}
