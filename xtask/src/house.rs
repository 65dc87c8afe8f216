//! The rules of the house that no compiler knows.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A file of code may not be longer.
const MAX_LINES: usize = 500;

/// Files with one of these endings are code.
const CODE: [&str; 6] = ["rs", "py", "pyi", "js", "mjs", "ts"];

/// Configuration and lockfiles may name these hosts and no other: a mirror's name must not get into the repository.
const HOSTS: [&str; 5] = ["github.com", "docs.rs", "json.schemastore.org", "schemas.sigstore.dev", "www.apache.org"];

/// Data that others made: not ours to change.
const DATA: [&str; 4] = ["testdata/", "core/roots/", "cli/demo/", "fuzz/seeds/"];

/// Code that tools make out of the sources, whole; tests compare it with what they make.
const GENERATED: [&str; 1] = ["bindings-python/python/sealwright/_sealwright.pyi"];

// Written in two halves, so that this file does not break the rule it states.
const MACHINE_PATHS: [&str; 5] = [
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/ro", "ot/"),
    concat!("/wo", "rk/"),
    concat!("C:\\Us", "ers"),
];
const BARE_IGNORE: &str = concat!("#[ign", "ore]");

/// What the check found.
pub(crate) struct Report {
    pub(crate) files: usize,
    pub(crate) median: usize,
    pub(crate) longest: usize,
    pub(crate) complaints: Vec<String>,
}

/// Checks every file that git knows of, or would know of.
pub(crate) fn check(root: &Path) -> Result<Report, String> {
    let mut complaints = Vec::new();
    let mut lengths = Vec::new();
    for path in files(root)? {
        let Ok(bytes) = std::fs::read(root.join(&path)) else { continue };
        let (Ok(text), Some(name)) = (std::str::from_utf8(&bytes), path.to_str()) else { continue };
        if DATA.iter().any(|folder| name.starts_with(folder)) {
            continue;
        }
        if is_code(&path) {
            lengths.push(text.lines().count());
        }
        complaints.extend(complain(name, text));
    }
    lengths.sort_unstable();
    Ok(Report {
        files: lengths.len(),
        median: lengths.get(lengths.len() / 2).copied().unwrap_or(0),
        longest: lengths.last().copied().unwrap_or(0),
        complaints,
    })
}

fn files(root: &Path) -> Result<Vec<PathBuf>, String> {
    let mut git = Command::new("git");
    git.current_dir(root).args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    match git.output() {
        Ok(output) if output.status.success() => {
            let names = String::from_utf8_lossy(&output.stdout).into_owned();
            Ok(names.split_terminator('\0').map(PathBuf::from).collect())
        }
        _ => Err("git does not list the files of the project".to_owned()),
    }
}

fn is_code(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| CODE.contains(&ending)) && !GENERATED.iter().any(|made| path == Path::new(made))
}

/// What tools read to find out where to fetch from; what stands among sources is data that names whom to believe.
fn is_configuration(name: &str) -> bool {
    if name.starts_with("core/src/") {
        return false;
    }
    let file = name.rsplit('/').next().unwrap_or(name);
    let ending = file.rsplit('.').next().unwrap_or(file);
    matches!(ending, "toml" | "lock" | "npmrc" | "cfg") || matches!(file, "package.json" | "package-lock.json")
}

fn complain(name: &str, text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    let code = is_code(Path::new(name));
    let length = text.lines().count();
    if code && length > MAX_LINES {
        complaints.push(format!("{name}: {length} lines, at most {MAX_LINES}: cut it by topic"));
    }
    for (number, line) in (1..).zip(text.lines()) {
        if code && line.trim_start().starts_with(BARE_IGNORE) {
            complaints.push(format!("{name}:{number}: a test is ignored without a reason"));
        }
        if MACHINE_PATHS.iter().any(|path| line.contains(path)) && !line.contains("://") {
            complaints.push(format!("{name}:{number}: the path of a machine"));
        }
        if let Some(host) = is_configuration(name).then(|| foreign_host(line)).flatten() {
            complaints.push(format!("{name}:{number}: names the host {host}"));
        }
    }
    complaints
}

fn foreign_host(line: &str) -> Option<&str> {
    let hosts = line.split("://").skip(1).map(|rest| {
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-')).unwrap_or(rest.len());
        rest.get(..end).unwrap_or(rest)
    });
    hosts.into_iter().find(|host| !HOSTS.contains(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_can_be_broken() {
        let long = "\n".repeat(MAX_LINES + 1);
        assert_eq!(complain("a.rs", &long).len(), 1);
        assert_eq!(complain("a.md", &long).len(), 0);
        assert_eq!(complain("a.rs", &format!("    {BARE_IGNORE}\nfn f() {{}}")).len(), 1);
        for path in MACHINE_PATHS {
            assert_eq!(complain("a.md", &format!("see {path}somebody/file")).len(), 1, "{path}");
        }
        let lock = "source = \"registry+https://mirror.example/index\"";
        assert_eq!(complain("Cargo.lock", lock), ["Cargo.lock:1: names the host mirror.example"]);
    }

    #[test]
    fn what_is_in_order_is_left_in_peace() {
        let reasoned = BARE_IGNORE.replace(']', " = \"takes an hour\"]");
        assert_eq!(complain("a.rs", &reasoned), [""; 0]);
        let lock = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
        assert_eq!(complain("Cargo.lock", lock), [""; 0]);
        assert_eq!(complain("a.rs", "// https://token.example/issuer"), [""; 0]);
        assert_eq!(complain("core/src/builders.toml", "issuer = \"https://token.example\""), [""; 0]);
    }
}
