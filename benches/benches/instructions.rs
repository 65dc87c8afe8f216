//! Instruction counts, under valgrind: the same on every run and on a busy machine, so a change of a percent shows.
//!
//! They count the software paths that valgrind offers (no SHA extensions), so they compare with each other, never with times.
#![allow(missing_docs, clippy::exit, reason = "the macros make what nobody documents, and end the process")]
#![expect(clippy::unwrap_used, reason = "the harness takes no failure, and a bench without its data is none")]

use gungraun::{library_benchmark, library_benchmark_group, main};
use sealwright::Bundle;
use sealwright_benches::{Case, Floor, Ours, build_a_verifier, production_root};

fn case(name: &str) -> Case {
    Case::all().unwrap().into_iter().find(|case| case.name == name).unwrap()
}

/// Ready to verify, and verified once.
fn ours(name: &str) -> Ours<'static> {
    Ours::new(Box::leak(Box::new(case(name)))).unwrap()
}

fn floor(name: &str) -> Floor {
    Floor::new(&case(name)).unwrap()
}

fn json(name: &str) -> Vec<u8> {
    case(name).bundle
}

fn root() -> Vec<u8> {
    production_root().unwrap()
}

#[library_benchmark]
#[bench::message(args = ("message v0.3",), setup = ours)]
#[bench::dsse(args = ("DSSE v0.3",), setup = ours)]
#[bench::dsse_of_36_subjects(args = ("DSSE v0.3, 36 subjects",), setup = ours)]
#[bench::rekor_v2(args = ("Rekor v2 message with TSA",), setup = ours)]
fn verify(ours: Ours<'static>) -> Ours<'static> {
    ours.verify().unwrap();
    ours
}

#[library_benchmark]
#[bench::message(args = ("message v0.3",), setup = floor)]
#[bench::dsse(args = ("DSSE v0.3",), setup = floor)]
#[bench::dsse_of_36_subjects(args = ("DSSE v0.3, 36 subjects",), setup = floor)]
#[bench::rekor_v2(args = ("Rekor v2 message with TSA",), setup = floor)]
fn signatures_alone(floor: Floor) -> Floor {
    floor.verify().unwrap();
    floor
}

#[library_benchmark]
#[bench::message(args = ("message v0.3",), setup = json)]
#[bench::dsse(args = ("DSSE v0.3",), setup = json)]
#[bench::rekor_v2(args = ("Rekor v2 message with TSA",), setup = json)]
fn parse_bundle(json: Vec<u8>) -> Bundle {
    Bundle::from_json(&json).unwrap()
}

#[library_benchmark]
#[bench::production(setup = root)]
fn build_verifier(root: Vec<u8>) {
    build_a_verifier(&root).unwrap();
}

library_benchmark_group!(name = everything, benchmarks = [verify, signatures_alone, parse_bundle, build_verifier]);
main!(library_benchmark_groups = everything);
