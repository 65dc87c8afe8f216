use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4 as _;

use super::client::python_of;
use super::{Language, Side, Taken};

/// What it takes to have a package in a program that is running.
#[derive(Clone, Debug)]
pub struct Import {
    /// Whose package it is.
    pub side: Side,
    /// The statement.
    pub statement: &'static str,
    /// Beyond what the interpreter takes without it, by the wall clock.
    pub wall: Duration,
    /// The same in CPU time, which a busy machine disturbs less.
    pub cpu: Duration,
}

const STATEMENTS: [(Language, Side, &str); 4] = [
    (Language::Python, Side::Ours, "import sealwright"),
    (Language::Python, Side::Peer, "import sigstore.verify"),
    (Language::Node, Side::Ours, "require('sealwright')"),
    (Language::Node, Side::Peer, "require('@sigstore/verify'); require('@sigstore/bundle')"),
];

/// The least that each took beyond its bare interpreter, all of them interleaved; what is not installed is left out.
pub fn imports(folder: &Path, rounds: u32) -> Vec<Import> {
    let bare = [Language::Python, Language::Node].map(|language| (language, ""));
    let statements = STATEMENTS.map(|(language, _, statement)| (language, statement));
    let mut least: Vec<_> = bare.into_iter().chain(statements).map(|what| (what, None)).collect();
    for _ in 0..rounds {
        for ((language, statement), least) in &mut least {
            let taken = once(folder, *language, statement);
            *least = match (*least, taken) {
                (Some(least), Some(taken)) => Some(minimum(least, taken)),
                (least, taken) => least.or(taken),
            };
        }
    }
    let found = |what| least.iter().find_map(|(of, least)| (*of == what).then_some(*least)).flatten();
    let beyond = |(language, side, statement)| {
        let (with, without): (Taken, Taken) = (found((language, statement))?, found((language, ""))?);
        let wall = with.wall.saturating_sub(without.wall);
        Some(Import { side, statement, wall, cpu: with.cpu.saturating_sub(without.cpu) })
    };
    STATEMENTS.into_iter().filter_map(beyond).collect()
}

fn minimum(one: Taken, other: Taken) -> Taken {
    Taken { cpu: one.cpu.min(other.cpu), wall: one.wall.min(other.wall) }
}

/// From the start of the interpreter to its end, if it ends well.
fn once(folder: &Path, language: Language, statement: &str) -> Option<Taken> {
    let mut command = match language {
        Language::Python => Command::new(python_of(folder)),
        _ => Command::new("node"),
    };
    command.arg(if language == Language::Python { "-c" } else { "-e" }).arg(statement);
    command.current_dir(folder.join("node")).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let used = command.spawn().ok()?.wait4().ok()?;
    let wall = start.elapsed();
    used.status.success().then(|| Taken { cpu: used.rusage.utime + used.rusage.stime, wall })
}
