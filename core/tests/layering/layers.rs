//! Rooms import only from lower lines of the order in ARCHITECTURE.md.

use std::path::{Path, PathBuf};

/// The rooms of core, lowest line first. Rooms of one line do not import each other, but for the values of the first.
const ORDER: [&[&str]; 19] = [
    &["digest", "encoding", "time"],
    &["check"],
    &["net"],
    &["crypto"],
    &["x509"],
    // Log entries are about envelopes.
    &["dsse", "keys"],
    &["tlog", "timestamp"],
    &["intoto", "sbom"],
    &["bundle"],
    &["attestation"],
    &["trust"],
    &["policy"],
    &["verify"],
    &["slsa"],
    &["identity"],
    &["local"],
    &["sign"],
    &["lock", "git", "oci", "audit"],
    &["report"],
];

/// What the verifying core may not name: it has no network, no processes, no environment and no clock.
const FORBIDDEN: [&str; 8] =
    ["std::net", "std::process", "std::env", "std::os", "SystemTime", "Instant::now", "TcpStream", "UdpSocket"];

/// The places that are made for it, behind features that are off by default, and what they may name.
const EXEMPT: [(&str, &[&str]); 4] = [
    // Whoever waits for a server measures how long.
    ("net/http.rs", &["Instant::now"]),
    // The browser comes back to this machine, or does not.
    ("identity/login/callback.rs", &["std::net", "TcpStream", "Instant::now"]),
    // A key of the caller's may be behind a program of the caller's.
    ("keys/command.rs", &["std::process"]),
    // Private keys are written with mode 0600, which std has for Unix alone.
    ("local/kept/disk.rs", &["std::os"]),
];

#[test]
fn no_import_points_up() {
    let complaints = over_sources(upward);
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn core_names_no_network_process_environment_or_clock() {
    // Tests may measure how long something takes, and look for vectors.
    let complaints = over_sources(|place, line| {
        if place.is_test {
            return None;
        }
        // An address is a value; it opens nothing.
        let allowed = EXEMPT.iter().filter(|(file, _)| *file == place.file).flat_map(|(_, words)| *words);
        let line = allowed.fold(line.replace("std::net::IpAddr", ""), |line, word| line.replace(word, ""));
        let named = FORBIDDEN.into_iter().find(|word| line.contains(word));
        named.map(|word| format!("names {word}"))
    });
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn every_exemption_is_of_a_place_that_needs_it() {
    for (file, words) in EXEMPT {
        let text = std::fs::read_to_string(sources().join(file)).unwrap();
        for word in words {
            assert!(text.contains(word), "{file} does not name {word}");
        }
    }
}

#[test]
fn every_room_has_a_place_in_the_order() {
    let rooms = std::fs::read_dir(sources()).unwrap();
    for entry in rooms.map(Result::unwrap).filter(|entry| entry.path().is_dir()) {
        let name = entry.file_name().into_string().unwrap();
        assert!(line_of(&name).is_some(), "the room {name} has no place in the order");
    }
}

#[test]
fn an_import_that_points_up_is_seen() {
    for (room, depth, line) in [
        ("crypto", 1, "use crate::verify::Verifier;"),
        ("tlog", 2, "    let e = crate::timestamp::Timestamp::time();"),
        ("digest", 1, "use super::policy::Policy;"),
        ("crypto", 2, "use super::super::x509::Certificate;"),
        ("time", 1, "use crate::Verifier;"),
        ("check", 1, "use crate::{digest::Digest, report};"),
    ] {
        assert!(upward(&Place { room, depth, is_test: false, file: "" }, line).is_some(), "{line}");
    }
}

#[test]
fn an_import_that_points_down_or_within_is_not() {
    for (room, depth, line) in [
        ("verify", 1, "use crate::bundle::{Bundle, Content};"),
        ("digest", 2, "use crate::encoding::hex;"),
        ("tlog", 2, "use super::merkle::root;"),
        ("tlog", 2, "use super::super::tlog::entry;"),
        ("x509", 1, "use crate::{crypto::PublicKey, time::UnixTime};"),
        ("crypto", 1, "pub(in crate::crypto) fn f() {}"),
        ("crypto", 2, "use super::verify::Scheme;"),
    ] {
        assert_eq!(upward(&Place { room, depth, is_test: false, file: "" }, line), None, "{line}");
    }
}

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn line_of(room: &str) -> Option<usize> {
    ORDER.iter().position(|line| line.contains(&room))
}

/// Where a statement stands.
struct Place<'a> {
    room: &'a str,
    /// Of its module: 1 is the room itself.
    depth: usize,
    is_test: bool,
    /// Its path, with slashes.
    file: &'a str,
}

/// Runs `complain` over every statement, without comments, of every source.
fn over_sources(complain: impl Fn(&Place<'_>, &str) -> Option<String>) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut seen = 0;
    let mut open = vec![sources()];
    while let Some(folder) = open.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let inside = path.strip_prefix(sources()).unwrap().to_owned();
            let parts: Vec<&str> = inside.iter().map(|part| part.to_str().unwrap()).collect();
            let [room, rest @ ..] = parts.as_slice() else { continue };
            // lib.rs is the door: it re-exports what the rooms give.
            if rest.is_empty() || path.extension().is_none_or(|ending| ending != "rs") {
                continue;
            }
            seen += 1;
            let depth = 1 + rest.len() - usize::from(rest.last() == Some(&"mod.rs"));
            let file = parts.join("/");
            let text = std::fs::read_to_string(&path).unwrap();
            let file_of_tests = rest.iter().any(|part| matches!(*part, "tests" | "tests.rs"));
            // Tests stand last in a file.
            let (code, tests) = text.split_once("#[cfg(test)]\nmod tests {").unwrap_or((&text, ""));
            for (part, is_test) in [(code, file_of_tests), (tests, true)] {
                let place = Place { room, depth, is_test, file: &file };
                complaints.extend(statements(part).filter_map(|statement| {
                    let complaint = complain(&place, &statement)?;
                    Some(format!("{}: {complaint}: {}", inside.display(), statement.trim()))
                }));
            }
        }
    }
    assert!(seen > 10, "only {seen} sources were found");
    complaints
}

/// The lines without comments; an import that spans several lines is one.
fn statements(text: &str) -> impl Iterator<Item = String> {
    let mut statements: Vec<String> = Vec::new();
    let mut inside_import = false;
    for line in text.lines() {
        let code = line.split("//").next().unwrap_or_default();
        match statements.last_mut().filter(|_| inside_import) {
            Some(import) => import.push_str(code),
            None => statements.push(code.to_owned()),
        }
        let start = statements.last().map_or("", |s| s.trim_start());
        inside_import =
            (start.starts_with("use ") || start.starts_with("pub")) && start.contains("use ") && !code.contains(';');
    }
    statements.into_iter()
}

/// Why the statement is not allowed in that room, if it is not.
fn upward(place: &Place<'_>, statement: &str) -> Option<String> {
    let Place { room, depth, is_test, .. } = *place;
    let mut names = after_crate(statement);
    names.extend(after_super(depth, statement));
    names.into_iter().find_map(|name| {
        let Some(to) = line_of(&name) else {
            // A test may come in by the door, as a caller does.
            return (!is_test).then(|| format!("`{name}` is no room: name the room it is from"));
        };
        let from = line_of(room)?;
        let allowed = name == room || to < from || (to == from && from == 0);
        (!allowed).then(|| format!("{room} is not above {name}"))
    })
}

/// The first names after every `crate::`, those of a group too.
fn after_crate(statement: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in statement.match_indices("crate::") {
        if statement[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &statement[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => names.extend(first_names(group)),
            None => names.push(word(rest)),
        }
    }
    names
}

/// The first word of each member of a `{a::x, b::{c, d}}` group, from behind its opening brace.
fn first_names(group: &str) -> Vec<String> {
    let mut names = vec![word(group.trim_start())];
    let mut level = 1;
    for (at, c) in group.char_indices() {
        match c {
            '{' => level += 1,
            '}' => level -= 1,
            ',' if level == 1 => names.push(word(group[at + 1..].trim_start())),
            _ => {}
        }
        if level == 0 {
            break;
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// The rooms that chains of `super::` reach out of a module of that depth.
fn after_super(depth: usize, statement: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = statement;
    while let Some(at) = rest.find("super::") {
        rest = &rest[at..];
        let mut steps = 0;
        while let Some(further) = rest.strip_prefix("super::") {
            (steps, rest) = (steps + 1, further);
        }
        let name = word(rest);
        // A module of tests stands one deeper than its file: there one more step stays inside.
        if steps >= depth && line_of(&name).is_some() {
            names.push(name);
        }
    }
    names
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}
