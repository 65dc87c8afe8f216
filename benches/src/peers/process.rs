//! A runner: a process that verifies as often as it is told to.

use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use super::SIDE_BY_SIDE;
use crate::Result;

/// A client that is running.
pub struct Process {
    /// What it calls itself, with its version.
    pub client: String,
    /// What it does in each case.
    pub ability: Vec<Ability>,
    child: Child,
    requests: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
}

/// What a client does with a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ability {
    /// It accepts the right bundle, and refuses what everybody must refuse; these trials it should have refused too.
    Verifies {
        /// By their position in the description.
        overlooked: Vec<usize>,
    },
    /// It refuses the right bundle, with this message.
    Refuses(String),
}

/// What a request took.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// CPU time, all threads.
    pub cpu: Duration,
    /// Time as it passed.
    pub wall: Duration,
}

impl Process {
    /// Starts a runner and hears what it makes of the cases.
    ///
    /// An error for one that accepts what everybody must refuse: nothing that it says of its speed means anything.
    pub fn start(command: &mut Command) -> Result<Self> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let requests = child.stdin.take().ok_or("no standard input")?;
        let answers = BufReader::new(child.stdout.take().ok_or("no standard output")?).lines();
        let mut process = Self { client: String::new(), ability: Vec::new(), child, requests, answers };
        let hello = process.answer()?;
        let text = |name| hello.get(name).and_then(Value::as_str).unwrap_or("?");
        process.client = format!("{} {}", text("client"), text("version"));
        for (name, _) in SIDE_BY_SIDE {
            let answer = process.answer()?;
            let outcomes = answer.get("outcomes").and_then(Value::as_array).ok_or("a case without outcomes")?;
            let ability = judge(outcomes).map_err(|error| format!("{name}: {error}"))?;
            process.ability.push(ability);
        }
        Ok(process)
    }

    /// Whether it verifies the case.
    pub fn verifies(&self, case: usize) -> bool {
        matches!(self.ability.get(case), Some(Ability::Verifies { .. }))
    }

    /// Asks, and waits for what it took.
    pub fn ask(&mut self, what: &str, number: u32) -> Result<Taken> {
        writeln!(self.requests, "{what} {number}")?;
        let answer = self.answer()?;
        let seconds = |at| answer.get(at).and_then(Value::as_f64).map(Duration::from_secs_f64);
        match (seconds(0), seconds(1)) {
            (Some(cpu), Some(wall)) => Ok(Taken { cpu, wall }),
            _ => Err("it does not answer in seconds".into()),
        }
    }

    fn answer(&mut self) -> Result<Value> {
        match self.answers.next() {
            Some(line) => Ok(serde_json::from_str(&line?)?),
            None => Err(format!("it ended: {}", self.last_words()).into()),
        }
    }

    /// What it wrote last on standard error, preferably of an error.
    fn last_words(&mut self) -> String {
        let stderr = self.child.stderr.take().map(BufReader::new);
        let lines = stderr.into_iter().flat_map(BufRead::lines).map_while(|line| line.ok());
        let lines: Vec<String> = lines.filter(|line| !line.trim().is_empty()).collect();
        let error = lines.iter().rfind(|line| line.contains("Error"));
        error.or(lines.last()).cloned().unwrap_or_default()
    }
}

/// A runner ends when nobody asks it any more.
impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn judge(outcomes: &[Value]) -> Result<Ability> {
    let accepted = |at: usize| outcomes.get(at).is_some_and(Value::is_null);
    if let Some(message) = outcomes.first().and_then(Value::as_str) {
        let message = message.lines().next().unwrap_or_default();
        return Ok(Ability::Refuses(message.to_owned()));
    }
    if let Some(what) = super::TRIALS.iter().enumerate().skip(1).find_map(|(at, what)| accepted(at).then_some(what)) {
        return Err(format!("it accepts {what}").into());
    }
    Ok(Ability::Verifies { overlooked: (super::TRIALS.len()..outcomes.len()).filter(|&at| accepted(at)).collect() })
}
