//! The speed table: the floor, ours and the peer's, measured side by side in one run. `table [ROUNDS]`.
#![allow(clippy::print_stdout, reason = "a program that prints")]

use std::collections::HashMap;
use std::process::Command;

use sealwright_benches::{
    Bar, Batch, Case, Floor, Group, Hashing, Judging, Making, Ours, Peer, Result, Signing, beside, build_a_verifier,
    build_the_embedded_verifier, fastest, head, machine, micros, peer_builds_a_verifier, production_root, programs,
    ratio, row,
};

const ROUNDS: u32 = 300;

/// Verifications between two looks at the clock.
const BATCH: u32 = 8;

const BENCHES: &str = "--package sealwright-benches --features measure";

fn main() -> Result<()> {
    let rounds = match std::env::args().nth(1) {
        Some(given) => given.parse().map_err(|_| "usage: table [ROUNDS]")?,
        None => ROUNDS,
    };
    println!("{}; minimum of {rounds} interleaved rounds\n", machine());
    // First, while this process is small: a program that it starts is counted with its memory.
    attempt("the programs", whole_programs(rounds));
    attempt("verification", verifications(rounds));
    attempt("batches", batches(rounds));
    attempt("provenance", judgings(rounds));
    attempt("signing", signings(rounds));
    attempt("building", building(rounds));
    attempt("hashing", hashing());
    attempt("making", making());
    Ok(())
}

/// What cannot be measured here is said in a line; the rest is measured.
fn attempt(what: &str, outcome: Result<()>) {
    match outcome {
        Ok(()) => println!(),
        Err(error) => println!("{what}: not measured: {error}\n"),
    }
}

fn whole_programs(rounds: u32) -> Result<()> {
    let case = Case::all()?.into_iter().find(|case| case.name == "DSSE v0.3").ok_or("no such case")?;
    let hex = case.digest.strip_prefix("sha256:").ok_or("not a SHA-256 digest")?;
    let mut ours = Command::new(beside("sealwright", "--package sealwright-cli")?);
    ours.arg("verify-bundle").arg("--bundle").arg(&case.path);
    ours.args(["--certificate-identity", &case.identity, "--certificate-oidc-issuer", &case.issuer]).arg(&case.digest);
    let mut peer = Command::new(beside("peer_minimal", BENCHES)?);
    peer.arg(&case.path).args([&case.identity, &case.issuer, hex]);
    let [ours, peer] = programs(rounds.min(100), [&mut ours, &mut peer])?;

    println!(
        "{}",
        head(&["the program, cold, on one DSSE bundle", "ours", "minimal program on sigstore-verify", "ratio"])
    );
    let judged = Bar::AtMost(1.1).judge(ratio(ours.cpu, peer.cpu), 3);
    println!("{}", row(&[&"CPU time µs", &short(micros(ours.cpu)), &short(micros(peer.cpu)), &judged]));
    let peak = Bar::AtMost(10.0).judge(ours.peak_mib, 1);
    println!("{}", row(&[&"peak memory MiB", &peak, &short(peer.peak_mib), &""]));
    Ok(())
}

fn verifications(rounds: u32) -> Result<()> {
    let allocations = allocations()?;
    println!(
        "{}",
        head(&[
            "CPU time of one verification, parse included",
            "signatures",
            "floor µs",
            "ours µs",
            "ours / floor",
            "beyond the floor µs",
            "allocations",
            "sigstore-verify µs",
            "/ floor",
            "allocations",
        ])
    );
    for case in Case::all()? {
        let (floor, ours, peer) = (Floor::new(&case)?, Ours::new(&case)?, Peer::new(&case)?);
        let [least, ours, peer] =
            fastest(rounds, BATCH, [&mut || floor.verify(), &mut || ours.verify(), &mut || peer.verify()])?;
        let (count, its_count) = allocations.get(case.name).copied().unwrap_or_default();
        let beyond = micros(ours.saturating_sub(least));
        let (beyond, count) = match case.group {
            Group::Plain => (Bar::AtMost(25.0).judge(beyond, 1), Bar::AtMost(60.0).judge(count, 0)),
            Group::RekorV2 => (short(beyond), count.to_string()),
        };
        let judged = Bar::AtMost(1.10).judge(ratio(ours, least), 3);
        let its = format!("{:.2}", ratio(peer, least));
        let (least, ours, peer) = (short(micros(least)), short(micros(ours)), short(micros(peer)));
        println!("{}", row(&[&case.name, &floor, &least, &ours, &judged, &beyond, &count, &peer, &its, &its_count]));
    }
    Ok(())
}

/// Of each case: ours, the peer's.
fn allocations() -> Result<HashMap<String, (f64, f64)>> {
    let output = Command::new(beside("allocations", BENCHES)?).output()?;
    let mut counts = HashMap::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let mut cells = line.split('\t');
        let mut next = || cells.next().unwrap_or_default();
        let (name, ours, peer) = (next(), next(), next());
        counts.insert(name.to_owned(), (ours.parse()?, peer.parse()?));
    }
    Ok(counts)
}

fn batches(rounds: u32) -> Result<()> {
    let batch = Batch::measure(rounds.min(60))?;
    println!("{}", head(&["verify_all, CPU time for each bundle", "floor µs", "ours µs", "ours / floor"]));
    let rows = [
        ("checkpoint verified before", batch.checkpoint_seen, 0.90),
        ("certificate and checkpoint verified before", batch.certificate_seen, 0.35),
    ];
    for (name, taken, bar) in rows {
        let judged = Bar::AtMost(bar).judge(ratio(taken, batch.floor), 3);
        println!("{}", row(&[&name, &short(micros(batch.floor)), &short(micros(taken)), &judged]));
    }
    let [one, two] = batch.threads;
    println!("\n{}", head(&["verify_all, wall clock for each bundle", "one thread µs", "two threads µs", "speed-up"]));
    let judged = Bar::AtLeast(1.8).judge(ratio(one, two), 2);
    println!("{}", row(&[&"all verified before", &short(micros(one)), &short(micros(two)), &judged]));
    Ok(())
}

fn judgings(rounds: u32) -> Result<()> {
    println!("{}", head(&["CPU time that judging provenance adds to verifying it", "bytes of predicate", "µs"]));
    for judging in Judging::all()? {
        let [taken] = fastest(rounds, BATCH, [&mut || judging.judge()])?;
        println!("{}", row(&[&judging.name, &judging.predicate, &Bar::AtMost(25.0).judge(micros(taken), 1)]));
    }
    Ok(())
}

fn signings(rounds: u32) -> Result<()> {
    println!("{}", head(&["CPU time of one signature with a key", "signed µs", "and verified µs", "ours µs", "ratio"]));
    for signing in Signing::all()? {
        let [signed, floor, ours] =
            fastest(rounds, BATCH, [&mut || signing.sign(), &mut || signing.floor(), &mut || signing.ours()])?;
        let judged = Bar::AtMost(1.3).judge(ratio(ours, floor), 2);
        let [signed, floor, ours] = [signed, floor, ours].map(|time| short(micros(time)));
        println!("{}", row(&[&signing.name, &signed, &floor, &ours, &judged]));
    }
    Ok(())
}

fn building(rounds: u32) -> Result<()> {
    let root = production_root()?;
    let [ours, embedded, peer] = fastest(
        rounds,
        BATCH,
        [&mut || build_a_verifier(&root), &mut build_the_embedded_verifier, &mut || peer_builds_a_verifier(&root)],
    )?;
    println!("{}", head(&["CPU time from the production root to a verifier", "ours µs", "sigstore-verify µs"]));
    let bar = Bar::AtMost(250.0);
    println!("{}", row(&[&"its JSON", &bar.judge(micros(ours), 1), &short(micros(peer))]));
    println!("{}", row(&[&"embedded", &bar.judge(micros(embedded), 1), &""]));
    Ok(())
}

fn hashing() -> Result<()> {
    let hashing = Hashing::measure(3)?;
    println!("{}", head(&["SHA-256 of a file of 1 GiB, CPU time", "ours ms", "openssl dgst ms", "ratio"]));
    let millis = |time| short(micros(time) / 1000.0);
    let judged = Bar::AtMost(1.0).judge(ratio(hashing.ours, hashing.openssl), 3);
    println!("{}", row(&[&"Artifact::from_path", &millis(hashing.ours), &millis(hashing.openssl), &judged]));
    Ok(())
}

fn making() -> Result<()> {
    let making = Making::measure(3)?;
    println!(
        "{}",
        head(&[
            "a statement over 10,000 files, 1 GiB, wall clock",
            "ours ms",
            "hashing alone on every processor ms",
            "ratio"
        ])
    );
    let millis = |time| short(micros(time) / 1000.0);
    let judged = Bar::AtMost(1.0).judge(ratio(making.ours, making.hashing), 3);
    println!("{}", row(&[&"sealwright attest", &millis(making.ours), &millis(making.hashing), &judged]));
    Ok(())
}

fn short(number: f64) -> String {
    format!("{number:.1}")
}
