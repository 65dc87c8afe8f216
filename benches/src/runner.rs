//! What every runner written in Rust does: read the cases, try each, then verify as often as it is told to.
//!
//! `benches/peers/rust` includes this file by its path, so it needs no more than serde_json and rustix.

use std::io::{BufRead, Write};
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};

/// What a runner may fail with: a message for the person who runs it.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// One bundle to verify, with all that it is verified against. The description gives paths; here they are read.
#[derive(Clone, Debug, Default)]
pub struct Trial {
    /// The trusted root's JSON.
    pub root: Vec<u8>,
    /// The bundle's JSON.
    pub bundle: Vec<u8>,
    /// `sha256` or `sha512`.
    pub algorithm: String,
    /// The artifact's digest, hex.
    pub digest: String,
    /// The identity that the policy demands.
    pub identity: String,
    /// The issuer that the policy demands.
    pub issuer: String,
}

/// A client with everything done that is done once: what is left is to parse the bundle and to verify it.
pub trait Client: Sized {
    /// Everything that is done once.
    fn ready(trial: &Trial) -> Result<Self, Failure>;

    /// Parses the bundle and verifies it.
    fn verify(&self) -> Result<(), Failure>;
}

/// Says who it is, tries every case, then answers requests until there are no more.
///
/// A request is a line `case times`; the answer is what that many verifications took, in seconds: CPU and wall clock.
pub fn serve<C: Client>(name: &str, version: &str) -> Result<(), Failure> {
    let path = std::env::args_os().next_back().ok_or("usage: RUNNER CASES.json")?;
    let description: Value = serde_json::from_slice(&std::fs::read(path)?)?;
    say(&json!({ "client": name, "version": version }))?;
    let mut clients = Vec::new();
    for case in list(&description, "cases") {
        let tried: Result<Vec<_>, Failure> = list(case, "trials").map(|trial| read(case, trial)).collect();
        let tried = tried?;
        let outcomes: Vec<_> = tried.iter().map(|trial| outcome::<C>(trial)).collect();
        say(&json!({ "outcomes": outcomes }))?;
        clients.push(tried.first().and_then(|trial| C::ready(trial).ok()));
    }
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (case, times) = line.split_once(' ').ok_or("a request is: case times")?;
        let client = clients.get(case.parse::<usize>()?).and_then(Option::as_ref).ok_or("no such case")?;
        let (cpu, wall) = (cpu(), Instant::now());
        for _ in 0..times.parse::<u32>()? {
            client.verify()?;
        }
        say(&json!([(self::cpu() - cpu).as_secs_f64(), wall.elapsed().as_secs_f64()]))?;
    }
    Ok(())
}

/// `null` for a bundle that was accepted, else the message with which it was refused.
fn outcome<C: Client>(trial: &Trial) -> Option<String> {
    C::ready(trial).and_then(|client| client.verify()).err().map(|error| error.to_string())
}

fn read(case: &Value, trial: &Value) -> Result<Trial, Failure> {
    Ok(Trial {
        root: std::fs::read(text(case, "root")?)?,
        bundle: std::fs::read(text(trial, "bundle")?)?,
        algorithm: text(case, "algorithm")?.to_owned(),
        digest: text(trial, "digest")?.to_owned(),
        identity: text(trial, "identity")?.to_owned(),
        issuer: text(case, "issuer")?.to_owned(),
    })
}

/// The CPU time of this process, all its threads.
fn cpu() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap_or_default(), time.tv_nsec.try_into().unwrap_or_default())
}

/// One line on standard output.
fn say(line: &Value) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

fn list<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn text<'v>(value: &'v Value, name: &str) -> Result<&'v str, Failure> {
    value.get(name).and_then(Value::as_str).ok_or_else(|| format!("the description lacks {name}").into())
}
