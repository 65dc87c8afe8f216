//! This user and this machine, for everybody who embeds the core in a process: the environment, where files are kept,
//! who signs.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sealwright::identity::Surroundings;
use sealwright::net::{HttpConfig, HttpConfigError, Proxies};

/// This process and its machine, for whoever looks for identity tokens.
#[derive(Clone, Copy, Debug)]
pub struct Here;

impl Surroundings for Here {
    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn run(&self, program: &str, arguments: &[&str]) -> io::Result<Vec<u8>> {
        let output = Command::new(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::inherit()).output()?;
        match output.status.success() {
            true => Ok(output.stdout),
            false => Err(io::Error::other(output.status.to_string())),
        }
    }
}

/// The folder of that name in SEALWRIGHT_HOME, or in `sealwright` where programs of this system keep their users' data.
/// Nothing if the environment does not say where that is.
pub fn folder(name: &str) -> Option<PathBuf> {
    if let Some(home) = first(&["SEALWRIGHT_HOME"]) {
        return Some(PathBuf::from(home).join(name));
    }
    let data = if cfg!(windows) {
        first(&["LOCALAPPDATA"]).map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        first(&["HOME"]).map(|home| PathBuf::from(home).join("Library/Application Support"))
    } else {
        // XDG base directory specification 0.8.
        let shared = || first(&["HOME"]).map(|home| PathBuf::from(home).join(".local/share"));
        first(&["XDG_DATA_HOME"]).map(PathBuf::from).filter(|path| path.is_absolute()).or_else(shared)
    };
    Some(data?.join("sealwright").join(name))
}

/// The folder of the local authority.
pub fn local_authority() -> Option<PathBuf> {
    folder("local")
}

/// What this machine calls its user; `user` if it does not.
pub fn name() -> String {
    first(&["USER", "LOGNAME", "USERNAME"]).unwrap_or_else(|| "user".to_owned())
}

/// What this machine is called; `localhost` if nothing says so.
pub fn host() -> String {
    first(&["HOSTNAME", "COMPUTERNAME"]).or_else(host_file).unwrap_or_else(|| "localhost".to_owned())
}

/// Through the proxies that the environment names.
pub fn http() -> Result<HttpConfig, HttpConfigError> {
    Ok(HttpConfig::default().proxies(Proxies::from_variables(&|name| std::env::var(name).ok())?))
}

/// The first of these variables that says something.
pub(crate) fn first(names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
}

fn host_file() -> Option<String> {
    let name = std::fs::read_to_string("/etc/hostname").ok()?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}
