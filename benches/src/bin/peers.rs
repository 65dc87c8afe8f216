//! Side by side with other clients: `peers FOLDER [ROUNDS]`, where `cargo xtask bench --peers` has installed them in FOLDER.
//!
//! Prints the tables, writes them into `benches/README.md` and draws them in `benches/peers.svg`.
#![allow(clippy::print_stdout, reason = "a program that prints")]

use std::path::{Path, PathBuf};

use sealwright_benches::peers::{Batches, Client, describe, imports, plot, tables};
use sealwright_benches::{Result, machine};
use serde_json::Value;

const ROUNDS: u32 = 60;

const USAGE: &str = "usage: peers FOLDER [ROUNDS]";

/// Between these lines of the README stands what the last run found.
const MARKS: [&str; 2] = ["<!-- written by cargo xtask bench --peers -->", "<!-- until here -->"];

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or(USAGE)?).canonicalize()?;
    let rounds = arguments.next().map_or(Ok(ROUNDS), |given| given.parse().map_err(|_| USAGE))?;

    let description = describe(&folder.join("cases"))?;
    let mut missing = Vec::new();
    let load = load();
    let mut clients = Client::all(&folder, &description, |line| {
        println!("{line}");
        missing.push(format!("- {line}\n"));
    })?;
    Client::measure(&mut clients, rounds)?;
    let batches = Batches::measure(&mut clients, rounds.min(15))?;
    let imports = imports(&folder, rounds.min(40));

    let header = format!(
        "{}, {}; minimum of {rounds} interleaved rounds; load average before it began: {load}.\n",
        today()?,
        machine()
    );
    let pieces = pieces(&description)?;
    let tables = tables(&clients, &pieces, batches, &imports);
    println!("\n{header}\n{tables}");
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::write(here.join("peers.svg"), plot(&clients, &pieces, header.trim_end()))?;
    let missing = if missing.is_empty() { String::new() } else { format!("\n{}", missing.concat()) };
    write_between_marks(&here.join("README.md"), &format!("{header}{missing}\n{tables}"))
}

/// What is broken in each trial of a case.
fn pieces(description: &Path) -> Result<Vec<Vec<String>>> {
    let description: Value = serde_json::from_slice(&std::fs::read(description)?)?;
    let list = |value: &Value, name| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let what = |trial: &Value| trial.get("what").and_then(Value::as_str).unwrap_or_default().to_owned();
    let cases = list(&description, "cases");
    Ok(cases.iter().map(|case| list(case, "trials").iter().map(what).collect()).collect())
}

/// How many others wanted the processors in the last minute.
fn load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().filter(|load| !load.is_empty()).unwrap_or("unknown").to_owned()
}

/// The day, UTC.
fn today() -> Result<String> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs();
    let now = sealwright::UnixTime::from_secs(now.try_into()?).to_string();
    Ok(now.split('T').next().unwrap_or_default().to_owned())
}

fn write_between_marks(path: &Path, text: &str) -> Result<()> {
    let [begin, end] = MARKS;
    let readme = std::fs::read_to_string(path)?;
    let (before, rest) = readme.split_once(begin).ok_or("the README has no place for the tables")?;
    let (_, after) = rest.split_once(end).ok_or("the README's place for the tables has no end")?;
    Ok(std::fs::write(path, format!("{before}{begin}\n{text}\n{end}{after}"))?)
}
