//! Many bundles at once get the verdicts that each gets alone, in order, and a panic of the caller's is the caller's.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

use sealwright::local::{Fault, Made, Recipe, Stamp};
use sealwright::{Artifact, Cancel, Code, Job, JobBundle, Policy, TrustRoot, Verifier};

use crate::judge::{NOW, authority, make, usual_policy};

/// Results that may wait for their turn, for each thread: the documented bound.
const AHEAD: usize = 64;

fn threads(n: usize) -> NonZeroUsize {
    NonZeroUsize::new(n).unwrap()
}

fn verifier() -> Verifier {
    Verifier::new(&TrustRoot::from_json(authority().trusted_root_json().unwrap().as_bytes()).unwrap()).unwrap()
}

/// A bundle with what it is verified against.
struct Ready {
    json: String,
    artifact: Artifact,
    policy: Policy,
}

impl Ready {
    fn new(made: &Made) -> Self {
        Self { json: made.json(), artifact: Artifact::from_bytes(made.artifact()), policy: usual_policy(made) }
    }

    fn job(&self) -> Job<'_> {
        Job { artifact: self.artifact.clone(), bundle: JobBundle::Json(self.json.as_bytes()), policy: &self.policy }
    }

    fn alone(&self, verifier: &Verifier) -> Result<(), Code> {
        let verdict = verifier.verify_json(&self.artifact, self.json.as_bytes(), &self.policy, NOW);
        verdict.map(drop).map_err(|refusal| refusal.code())
    }
}

/// Good bundles, and one with each fault of a bundle; the faults of a trusted root are none under the authority's own.
fn good_and_bad() -> Vec<Ready> {
    let mut all = Vec::new();
    for recipe in [Recipe::message(*b"an artifact"), Recipe::statement(*b"an artifact").timestamps([Stamp::by(0)])] {
        all.push(make(&recipe));
        let faults = Fault::ALL.iter().filter(|fault| fault.applies_to(&recipe));
        all.extend(faults.map(|fault| make(&recipe.clone().wrong(*fault))));
    }
    all.iter().map(Ready::new).collect()
}

#[test]
fn verdicts_come_in_order_and_are_those_of_each_bundle_alone() {
    let ready = good_and_bad();
    let lone = verifier();
    let alone: Vec<_> = ready.iter().map(|one| one.alone(&lone)).collect();
    assert!(alone.len() > 50, "{} bundles", alone.len());
    assert!(alone.iter().any(Result::is_ok) && alone.iter().filter(|verdict| verdict.is_err()).count() > 50);
    // Three times over, so that the second and third find in the cache whatever the first left there.
    let jobs = || (0..3).flat_map(|_| ready.iter().map(Ready::job));
    for n in [1, 2, 7] {
        let mut verdicts = Vec::new();
        verifier().verify_all(jobs(), threads(n), NOW, &Cancel::new(), |index, verdict| {
            assert_eq!(index, verdicts.len());
            verdicts.push(verdict.map(drop).map_err(|refusal| refusal.code()));
            ControlFlow::Continue(())
        });
        assert_eq!(verdicts, [alone.clone(), alone.clone(), alone.clone()].concat(), "{n} threads");
    }
}

#[test]
fn no_jobs_are_no_results() {
    verifier().verify_all(std::iter::empty(), threads(3), NOW, &Cancel::new(), |_, _| panic!("a result of nothing"));
}

#[test]
fn only_so_many_results_wait_for_their_turn() {
    let ready = Ready::new(&make(&Recipe::message(*b"an artifact")));
    let (taken, mut given) = (AtomicUsize::new(0), 0);
    let jobs = (0..1_000).map(|_| {
        taken.fetch_add(1, Ordering::Relaxed);
        ready.job()
    });
    verifier().verify_all(jobs, threads(2), NOW, &Cancel::new(), |_, verdict| {
        assert!(verdict.is_ok());
        given += 1;
        // One result is in the caller's hands.
        assert!(taken.load(Ordering::Relaxed) <= given + 2 * AHEAD);
        ControlFlow::Continue(())
    });
    assert_eq!(given, 1_000);
}

#[test]
fn the_caller_can_stop() {
    let ready = Ready::new(&make(&Recipe::message(*b"an artifact")));
    let mut given = 0;
    verifier().verify_all(std::iter::repeat_with(|| ready.job()), threads(2), NOW, &Cancel::new(), |_, _| {
        given += 1;
        if given == 100 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(given, 100);

    let cancel = Cancel::new();
    let mut given = 0;
    verifier().verify_all(std::iter::repeat_with(|| ready.job()), threads(2), NOW, &cancel, |_, _| {
        given += 1;
        if given == 100 {
            cancel.cancel();
        }
        ControlFlow::Continue(())
    });
    // What was begun is still handed over.
    assert!((100..=100 + 2 * AHEAD + 16).contains(&given), "{given}");
}

#[test]
fn a_panic_in_the_callers_iterator_reaches_the_caller() {
    let ready = Ready::new(&make(&Recipe::message(*b"an artifact")));
    for n in [1, 3] {
        let jobs = (0..200).map(|place| if place == 150 { panic!("the caller's own") } else { ready.job() });
        let run = AssertUnwindSafe(|| {
            verifier().verify_all(jobs, threads(n), NOW, &Cancel::new(), |_, _| ControlFlow::Continue(()));
        });
        assert!(catch_unwind(run).is_err(), "{n} threads");
    }
}

#[test]
fn a_panic_in_the_callers_closure_reaches_the_caller() {
    let ready = Ready::new(&make(&Recipe::message(*b"an artifact")));
    for n in [1, 3] {
        let jobs = std::iter::repeat_with(|| ready.job());
        let run = AssertUnwindSafe(|| {
            verifier().verify_all(jobs, threads(n), NOW, &Cancel::new(), |_, _| panic!("the caller's own"));
        });
        assert!(catch_unwind(run).is_err(), "{n} threads");
    }
}
