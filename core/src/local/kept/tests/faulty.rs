//! A disk that fails at one step.

use std::collections::HashMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::local::kept::disk::{Disk, Durable, System};

/// What happens at a step, counted from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fault {
    Never,
    /// The process dies: no step is made any more.
    Kill(usize),
    /// The disk is full for this step.
    Full(usize),
    /// The disk is full from this step on, until [`Faulty::free`].
    FullFrom(usize),
}

#[derive(Debug)]
pub(super) struct Faulty(Mutex<State>);

#[derive(Debug)]
struct State {
    fault: Fault,
    steps: usize,
    /// What a loss of power leaves of files that are not durable.
    torn: HashMap<PathBuf, Vec<u8>>,
    /// What a directory had under a name before, newest last, until the directory is durable.
    names: Vec<(PathBuf, Option<Vec<u8>>)>,
}

impl Faulty {
    pub(super) fn new(fault: Fault) -> Self {
        Self(Mutex::new(State { fault, steps: 0, torn: HashMap::new(), names: Vec::new() }))
    }

    pub(super) fn steps(&self) -> usize {
        self.0.lock().unwrap().steps
    }

    /// There is room again.
    pub(super) fn free(&self) {
        self.0.lock().unwrap().fault = Fault::Never;
    }

    /// Loses what is not durable: of data half, and with `names` what was renamed and made too.
    pub(super) fn lose_power(&self, names: bool) {
        let state = self.0.lock().unwrap();
        for (path, bytes) in &state.torn {
            if path.exists() {
                std::fs::write(path, bytes).unwrap();
            }
        }
        for (path, before) in state.names.iter().rev().filter(|_| names) {
            match before {
                Some(bytes) => std::fs::write(path, bytes).unwrap(),
                None => drop(std::fs::remove_file(path)),
            }
        }
    }
}

impl State {
    /// Before each step; `takes_room` unless a full disk allows it.
    fn step(&mut self, takes_room: bool) -> io::Result<()> {
        let step = self.steps;
        self.steps += 1;
        match self.fault {
            Fault::Kill(at) if step >= at => Err(io::Error::other("the process is dead")),
            Fault::Full(at) if takes_room && step == at => Err(ErrorKind::StorageFull.into()),
            Fault::FullFrom(at) if takes_room && step >= at => Err(ErrorKind::StorageFull.into()),
            _ => Ok(()),
        }
    }

    fn changes_name(&mut self, path: &Path) {
        self.names.push((path.to_owned(), std::fs::read(path).ok()));
    }
}

impl Disk for Faulty {
    fn make_dir(&self, dir: &Path) -> io::Result<()> {
        self.0.lock().unwrap().step(true)?;
        System.make_dir(dir)
    }

    fn write(&self, path: &Path, bytes: &[u8], durable: Durable) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        let half = &bytes[..bytes.len() / 2];
        if !path.exists() {
            state.changes_name(path);
        }
        state.torn.insert(path.to_owned(), half.to_vec());
        for part in [&b""[..], half, bytes] {
            state.step(true)?;
            System.write(path, part, Durable::No)?;
        }
        if durable == Durable::Yes {
            state.step(true)?;
            state.torn.remove(path);
        }
        Ok(())
    }

    fn append(&self, path: &Path, at: u64, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        let mut content = std::fs::read(path)?;
        state.step(false)?;
        content.truncate(usize::try_from(at).unwrap());
        std::fs::write(path, &content)?;
        let durable = content.clone();
        for part in [&bytes[..bytes.len() / 2], bytes] {
            state.step(!bytes.is_empty())?;
            content.truncate(durable.len());
            content.extend_from_slice(part);
            std::fs::write(path, &content)?;
            state.torn.entry(path.to_owned()).or_insert_with(|| durable.clone());
        }
        state.step(!bytes.is_empty())?;
        state.torn.remove(path);
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        state.step(true)?;
        state.changes_name(to);
        match state.torn.remove(from) {
            Some(bytes) => state.torn.insert(to.to_owned(), bytes),
            None => state.torn.remove(to),
        };
        System.rename(from, to)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        state.step(false)?;
        state.names.retain(|(path, _)| path.parent() != Some(dir));
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        state.step(false)?;
        state.changes_name(path);
        System.remove(path)
    }

    fn remove_dir(&self, dir: &Path) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        state.step(false)?;
        // A directory that is gone comes back with nothing in it.
        state.names.retain(|(path, _)| !path.starts_with(dir));
        state.torn.retain(|path, _| !path.starts_with(dir));
        System.remove_dir(dir)
    }
}
