//! Where this machine's user has what the program keeps.

use std::path::PathBuf;

/// The folder of that name under SEALWRIGHT_HOME, or where programs of this system keep their users' data; `None` where
/// nothing says where a user's files are.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
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

/// The first of these variables that says something.
pub(crate) fn first(names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
}
