use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::{Ability, Process, SIDE_BY_SIDE};
use crate::{Result, beside};

/// What a client is written for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Language {
    /// Rust
    Rust,
    /// Go
    Go,
    /// Python
    Python,
    /// Node
    Node,
}

/// A client, and the least CPU time of one verification in each case.
pub struct Client {
    /// What it is written for.
    pub language: Language,
    /// Ours, or a peer.
    pub side: Side,
    /// Its name and version.
    pub name: String,
    /// What it does in each case.
    pub ability: Vec<Ability>,
    /// The least that one verification took, in each case that it verifies.
    pub least: Vec<Option<Duration>>,
    /// Where it is asked.
    pub process: Process,
}

/// Whose client it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Sealwright.
    Ours,
    /// Another.
    Peer,
}

/// What a request takes, about: long against the clock's resolution, short against what disturbs the machine.
const REQUEST: Duration = Duration::from_millis(20);

/// Verifications in a request, at least: fewer, and the minimum would be of a moment in which no garbage was collected.
const AT_LEAST: u32 = 16;

/// How long a client verifies before it is measured: engines compile what they have run often.
const WARM_UP: Duration = Duration::from_millis(800);

impl Client {
    /// Every client that is installed in `folder`; of one that is not, or does not run, a line is handed to `say`.
    pub fn all(folder: &Path, description: &Path, mut say: impl FnMut(&str)) -> Result<Vec<Self>> {
        let mut clients = Vec::new();
        for (language, side, name, mut command) in commands(folder)? {
            let program = PathBuf::from(command.get_program());
            if program.is_absolute() && !program.is_file() {
                say(&format!("{name}: not installed, left out"));
                continue;
            }
            match Process::start(command.arg(description)) {
                Ok(process) => clients.push(Self::new(language, side, process)),
                Err(error) => say(&format!("{name}: left out: {error}")),
            }
        }
        Ok(clients)
    }

    fn new(language: Language, side: Side, process: Process) -> Self {
        let (name, ability) = (process.client.clone(), process.ability.clone());
        Self { language, side, name, ability, least: vec![None; SIDE_BY_SIDE.len()], process }
    }

    /// All clients take turns in every round, and of each the minimum counts: what disturbs the machine disturbs all alike.
    pub fn measure(clients: &mut [Self], rounds: u32) -> Result<()> {
        for case in 0..SIDE_BY_SIDE.len() {
            let mut turns = Vec::new();
            for client in clients.iter_mut().filter(|client| client.process.verifies(case)) {
                let times = client.warm_up(case)?;
                turns.push((client, times));
            }
            for _ in 0..rounds {
                for (client, times) in &mut turns {
                    let taken = client.process.ask(&case.to_string(), *times)?.cpu / *times;
                    if let Some(least) = client.least.get_mut(case) {
                        *least = Some(least.map_or(taken, |least| least.min(taken)));
                    }
                }
            }
        }
        Ok(())
    }

    /// How many verifications make a request.
    fn warm_up(&mut self, case: usize) -> Result<u32> {
        let mut times = 1;
        let mut spent = Duration::ZERO;
        let mut one = Duration::MAX;
        while spent < WARM_UP {
            let taken = self.process.ask(&case.to_string(), times)?.wall;
            spent += taken;
            one = one.min(taken / times);
            times = (times * 2).min(64);
        }
        let times = REQUEST.as_secs_f64() / one.as_secs_f64().max(1e-6);
        Ok((AT_LEAST..=10_000).find(|&count| f64::from(count) >= times).unwrap_or(AT_LEAST))
    }
}

/// How each client is started, the description's path left out.
fn commands(folder: &Path) -> Result<Vec<(Language, Side, &'static str, Command)>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers");
    let rust = |client: &str| -> Result<Command> {
        let mut command = Command::new(beside("runner", "--package sealwright-benches --features measure")?);
        command.arg(client);
        Ok(command)
    };
    let python = |script: &str| {
        let mut command = Command::new(python_of(folder));
        command.arg(here.join("python").join(script));
        command
    };
    let node = |script: &str| {
        let mut command = Command::new("node");
        command.arg(folder.join("node").join(script));
        command
    };
    let mut go = Command::new(folder.join("go-runner"));
    go.env("GOMAXPROCS", "1");
    Ok(vec![
        (Language::Rust, Side::Ours, "sealwright", rust("sealwright")?),
        (Language::Rust, Side::Peer, "sigstore-verify", rust("sigstore-verify")?),
        (Language::Rust, Side::Peer, "sigstore for Rust", Command::new(folder.join("rust/release/peers"))),
        (Language::Go, Side::Peer, "sigstore-go", go),
        (Language::Python, Side::Ours, "sealwright for Python", python("ours.py")),
        (Language::Python, Side::Peer, "sigstore-python", python("sigstore_python.py")),
        (Language::Node, Side::Ours, "sealwright for Node", node("ours.cjs")),
        (Language::Node, Side::Peer, "@sigstore/verify", node("sigstore_js.cjs")),
    ])
}

/// The interpreter of the virtual environment in which the Python packages are.
pub(super) fn python_of(folder: &Path) -> PathBuf {
    folder.join("venv/bin/python")
}
