//! Threads and processes sign at once.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

use sealwright::local::{LocalAuthority, LocalLog};
use sealwright::{Artifact, Bundle};

use crate::place::{NOW, Place, judge, me};

const SIGNERS: u32 = 32;
const EACH: u32 = 12;

/// Set for the processes that [`processes_sign_at_once`] starts: where to sign.
const WHERE: &str = "SEALWRIGHT_HOME_TEST";

fn artifact(signer: u32, number: u32) -> Artifact {
    Artifact::from_bytes([signer, number].map(u32::to_be_bytes).concat())
}

/// Every bundle verifies, and the indices are those of the log, each once.
fn assert_one_log(place: &Place, bundles: &[(Artifact, String)]) {
    let trust = place.trust();
    let log = LocalLog::open(place.path()).unwrap();
    let mut indices = BTreeSet::new();
    for (artifact, json) in bundles {
        assert!(judge(&trust, artifact, json).is_ok());
        let bundle = Bundle::from_json(json.as_bytes()).unwrap();
        let entry = &bundle.log_entries()[0];
        assert!(indices.insert(entry.index()), "index {} twice", entry.index());
        assert_eq!(log.entry(entry.index()).unwrap(), entry.canonical_body());
    }
    let size = log.head().unwrap().size;
    assert!(indices.into_iter().eq(0..size));
    assert_eq!(size, u64::from(SIGNERS * EACH));
}

#[test]
fn threads_sign_at_once_each_with_an_authority_of_its_own() {
    let place = Place::new();
    let bundles: Vec<_> = std::thread::scope(|scope| {
        let sign = |signer| {
            let dir = place.path();
            scope.spawn(move || {
                let authority = LocalAuthority::open(dir, NOW).unwrap();
                (0..EACH)
                    .map(|n| (artifact(signer, n), authority.sign(&artifact(signer, n), &me(), NOW).unwrap()))
                    .collect::<Vec<_>>()
            })
        };
        let signers: Vec<_> = (0..SIGNERS).map(sign).collect();
        signers.into_iter().flat_map(|signer| signer.join().unwrap()).collect()
    });
    assert_one_log(&place, &bundles);
}

#[test]
fn threads_sign_at_once_with_one_authority() {
    let place = Place::new();
    let authority = place.open();
    let bundles: Vec<_> = std::thread::scope(|scope| {
        let sign = |signer| {
            let authority = &authority;
            scope.spawn(move || {
                (0..EACH)
                    .map(|n| (artifact(signer, n), authority.sign(&artifact(signer, n), &me(), NOW).unwrap()))
                    .collect::<Vec<_>>()
            })
        };
        let signers: Vec<_> = (0..SIGNERS).map(sign).collect();
        signers.into_iter().flat_map(|signer| signer.join().unwrap()).collect()
    });
    assert_one_log(&place, &bundles);
}

#[test]
fn processes_sign_at_once() {
    let place = Place::new();
    let start = |signer: u32| {
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "several::a_process_that_signs", "--nocapture"])
            .env(WHERE, format!("{signer} {}", place.path().display()))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let processes: Vec<_> = (0..SIGNERS).map(start).collect();
    let mut bundles = Vec::new();
    for (signer, process) in (0..).zip(processes) {
        let output = process.wait_with_output().unwrap();
        assert!(output.status.success(), "signer {signer}");
        let text = String::from_utf8(output.stdout).unwrap();
        let made: Vec<_> = text.lines().filter_map(|line| line.find('{').map(|at| line[at..].to_owned())).collect();
        assert_eq!(u32::try_from(made.len()), Ok(EACH), "signer {signer}: {text}");
        bundles.extend((0..).map(|n| artifact(signer, n)).zip(made));
    }
    assert_one_log(&place, &bundles);
}

/// No test by itself: what [`processes_sign_at_once`] runs 32 times.
#[test]
fn a_process_that_signs() {
    let Ok(task) = std::env::var(WHERE) else { return };
    let (signer, dir) = task.split_once(' ').unwrap();
    let authority = LocalAuthority::open(dir, NOW).unwrap();
    for number in 0..EACH {
        println!("\n{}", authority.sign(&artifact(signer.parse().unwrap(), number), &me(), NOW).unwrap());
    }
}

#[test]
fn a_log_is_read_while_it_is_written() {
    let place = Place::new();
    let authority = place.open();
    let before: Vec<_> = (0..250).map(|n| artifact(0, n)).collect();
    authority.sign_all(&before, &me(), NOW).unwrap();
    let log = LocalLog::open(place.path()).unwrap();
    std::thread::scope(|scope| {
        // Over the end of a tile, where partial ones go.
        let signer = scope.spawn(|| (0..12).for_each(|n| drop(authority.sign(&artifact(1, n), &me(), NOW).unwrap())));
        let mut reads = 0;
        while reads < 20 || !signer.is_finished() {
            let last = log.head().unwrap().size - 1;
            log.inclusion_proof(last).unwrap().verify(&log.entry(last).unwrap()).unwrap();
            reads += 1;
        }
        signer.join().unwrap();
    });
    assert_eq!(log.head().unwrap().size, 262);
}
