//! Killed, out of room or without power at every step: nothing that was returned or published is lost or contradicted.

use std::path::Path;
use std::sync::Arc;

use super::faulty::{Fault, Faulty};
use super::scene::{NOW, Place, Seen, artifact, me};
use crate::local::kept::{LocalAuthority, LocalError};

/// Signs three times; what came back before a fault is what others have.
fn sign(disk: &Arc<Faulty>, dir: &Path) -> Seen {
    let mut seen = Seen::default();
    let Ok(authority) = LocalAuthority::open_on(disk.clone(), dir, NOW) else { return seen };
    for name in ["one", "two", "three"] {
        if let Ok(bundle) = authority.sign(&artifact(name), &me(), NOW) {
            seen.bundles.push((artifact(name), bundle));
        }
        seen.look(dir);
    }
    seen
}

/// Places that differ in what signing there does: everything is made; a partial tile grows; a tile is completed.
fn templates() -> [(&'static str, Place); 3] {
    [("first use", Place::new()), ("second", Place::with_entries(1)), ("full tile", Place::with_entries(254))]
}

fn place(template: &Place) -> Place {
    if template.0.exists() { Place::copy_of(template) } else { Place::new() }
}

fn steps(template: &Place) -> usize {
    let place = place(template);
    let disk = Arc::new(Faulty::new(Fault::Never));
    assert_eq!(sign(&disk, &place.0).bundles.len(), 3);
    disk.steps()
}

fn at_every_step(mut interrupt: impl FnMut(&Place, &str, usize)) -> usize {
    let mut points = 0;
    for (name, template) in templates() {
        let steps = steps(&template);
        points += steps;
        for step in 0..steps {
            interrupt(&template, &format!("{name}, step {step} of {steps}"), step);
        }
    }
    points
}

#[test]
fn a_process_that_is_killed_at_any_step_leaves_a_log_that_goes_on() {
    let points = at_every_step(|template, case, step| {
        let place = place(template);
        let disk = Arc::new(Faulty::new(Fault::Kill(step)));
        sign(&disk, &place.0).assert_holds(&place.0, case);
    });
    assert!(points >= 200, "only {points} kill points");
}

#[test]
fn a_loss_of_power_at_any_step_takes_nothing_that_was_returned_or_published() {
    for names in [false, true] {
        at_every_step(|template, case, step| {
            let place = place(template);
            let disk = Arc::new(Faulty::new(Fault::Kill(step)));
            let mut seen = sign(&disk, &place.0);
            seen.look(&place.0);
            disk.lose_power(names);
            seen.assert_holds(&place.0, &format!("{case}, names lost: {names}"));
        });
    }
}

#[test]
fn a_kill_during_recovery_from_a_kill_is_recovered_from_too() {
    let template = Place::with_entries(255);
    let killed = |step| {
        let place = Place::copy_of(&template);
        let disk = Arc::new(Faulty::new(Fault::Kill(step)));
        let authority = LocalAuthority::open_on(disk.clone(), &place.0, NOW).unwrap();
        let bundle = authority.sign(&artifact("one"), &me(), NOW).ok();
        (place, bundle, disk.steps())
    };
    let (_, _, steps) = killed(usize::MAX);
    // The entry is in the journal, and nothing else is made of it yet; and further on.
    for first in (4..steps).step_by(9) {
        for second in (0..steps).step_by(7) {
            let (place, bundle, _) = killed(first);
            let disk = Arc::new(Faulty::new(Fault::Kill(second)));
            let again = LocalAuthority::open_on(disk, &place.0, NOW).unwrap().sign(&artifact("two"), &me(), NOW).ok();
            let mut seen = Seen::default();
            seen.bundles.extend(bundle.map(|bundle| (artifact("one"), bundle)));
            seen.bundles.extend(again.map(|bundle| (artifact("two"), bundle)));
            seen.assert_holds(&place.0, &format!("killed at {first} and at {second}"));
        }
    }
}

#[test]
fn a_disk_that_is_full_for_one_step_costs_at_most_one_signature() {
    at_every_step(|template, case, step| {
        let place = place(template);
        let disk = Arc::new(Faulty::new(Fault::Full(step)));
        let opened = LocalAuthority::open_on(disk.clone(), &place.0, NOW);
        let seen = sign(&disk, &place.0);
        if opened.is_ok() {
            assert!(seen.bundles.len() >= 2, "{case}");
        }
        seen.assert_holds(&place.0, case);
    });
}

#[test]
fn a_disk_that_stays_full_is_named_and_once_there_is_room_the_same_process_signs_on() {
    at_every_step(|template, case, step| {
        let place = place(template);
        let disk = Arc::new(Faulty::new(Fault::FullFrom(step)));
        let Ok(authority) = LocalAuthority::open_on(disk.clone(), &place.0, NOW) else {
            disk.free();
            return sign(&disk, &place.0).assert_holds(&place.0, case);
        };
        let mut seen = Seen::default();
        for name in ["one", "two", "three"] {
            match authority.sign(&artifact(name), &me(), NOW) {
                Ok(bundle) => seen.bundles.push((artifact(name), bundle)),
                Err(LocalError::Io { source, .. }) => {
                    assert_eq!(source.kind(), std::io::ErrorKind::StorageFull, "{case}");
                }
                Err(other) => panic!("{case}: {other}"),
            }
            seen.look(&place.0);
        }
        disk.free();
        let bundle = authority.sign(&artifact("four"), &me(), NOW).unwrap_or_else(|error| panic!("{case}: {error}"));
        seen.bundles.push((artifact("four"), bundle));
        seen.assert_holds(&place.0, case);
    });
}
