//! A log of a million entries.

use std::time::{Duration, Instant};

use super::scene::{NOW, Place, artifact, me};
use crate::local::kept::journal::Record;
use crate::local::kept::tiles::{self, Edge};
use crate::local::kept::{LocalAuthority, LocalLog, LocalTrust};
use crate::local::log::CheckpointFacts;
use crate::tlog::leaf_hash;

/// The most full tiles that a million entries have.
const ENTRIES: u64 = 1_000_000 / 256 * 256;

/// Writes the tiles of so many leaves and a journal that begins behind them, without signing each.
fn fill(place: &Place) {
    let authority = LocalAuthority::open(&place.0, NOW).unwrap();
    let dir = place.0.join("log");
    let write = |name: String, bytes: Vec<u8>| {
        let path = dir.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    let mut edge = Edge::default();
    for n in 0..ENTRIES {
        for full in edge.push(leaf_hash(&n.to_be_bytes()).0) {
            write(tiles::hash_tile(full.place), full.hashes.concat());
        }
    }
    for (place, hashes) in edge.partial_tiles() {
        let width = u64::try_from(hashes.len()).unwrap();
        write(tiles::of_width(tiles::hash_tile(place), width), hashes.concat());
    }
    let log = &authority.store.log;
    let facts = CheckpointFacts { origin: log.origin(), size: ENTRIES, root: edge.root() };
    let checkpoint = log.sign_checkpoint(&facts).unwrap().to_text();
    write("checkpoint".to_owned(), checkpoint.clone().into_bytes());
    write("journal".to_owned(), Record { time: NOW, entries: Vec::new(), checkpoint }.encode());
}

fn median(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

fn measure(count: u64, mut what: impl FnMut(u64)) -> Vec<Duration> {
    let time = |n| {
        let start = Instant::now();
        what(n);
        start.elapsed()
    };
    (0..count).map(time).collect()
}

#[test]
#[ignore = "measures: run it with --release, --ignored and --nocapture on a machine that does nothing else"]
fn a_million_entries_cost_no_more_than_the_bars_allow() {
    let place = Place::new();
    fill(&place);
    let log = LocalLog::open(&place.0).unwrap();
    let (proof, worst) = median(measure(2_000, |n| {
        let index = n * 7_919 * 61 % ENTRIES;
        log.inclusion_proof(index).unwrap().verify(&index.to_be_bytes()).unwrap();
    }));
    println!("a proof among {ENTRIES}: median {proof:?}, 99% within {worst:?}");
    let authority = LocalAuthority::open(&place.0, NOW).unwrap();
    let artifact = artifact("an artifact");
    let (sign, most) = median(measure(1_024, |_| drop(authority.sign(&artifact, &me(), NOW).unwrap())));
    println!("to sign, warm: median {sign:?}, 99% within {most:?}");
    let (cold, most) = median(measure(200, |_| {
        let authority = LocalAuthority::open(&place.0, NOW).unwrap();
        drop(authority.sign(&artifact, &me(), NOW).unwrap());
    }));
    println!("to open and sign: median {cold:?}, 99% within {most:?}");
    let probe = place.0.join("probe");
    let (sync, most) = median(measure(500, |_| {
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(&probe).unwrap();
        std::io::Write::write_all(&mut file, &[7; 2_000]).unwrap();
        file.sync_data().unwrap();
    }));
    println!("of that the disk, to append 2000 bytes durably: median {sync:?}, 99% within {most:?}");
    let (trust, _) = median(measure(200, |_| drop(LocalTrust::open(&place.0).unwrap())));
    println!("to open for verifying: median {trust:?}");
    assert!(proof <= Duration::from_millis(5) && sign <= Duration::from_millis(3));
}
