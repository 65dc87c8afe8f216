//! A log that is not as it was written signs nothing.

use super::scene::{NOW, Place, artifact, me};
use crate::local::kept::{LocalAuthority, LocalError};

fn assert_refused(place: &Place, case: &str) {
    let authority = LocalAuthority::open(&place.0, NOW).unwrap();
    let refused = authority.sign(&artifact("one"), &me(), NOW);
    assert!(matches!(refused, Err(LocalError::Damaged { .. })), "{case}: {refused:?}");
}

fn change(place: &Place, name: &str, change: impl FnOnce(&mut Vec<u8>)) {
    let path = place.0.join(name);
    let mut bytes = std::fs::read(&path).unwrap();
    change(&mut bytes);
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn a_journal_that_lost_what_was_published_would_fork_the_log_and_is_refused() {
    for size in [2, 256, 300] {
        let place = Place::with_entries(size);
        let before = std::fs::read(place.0.join("log/journal")).unwrap();
        LocalAuthority::open(&place.0, NOW).unwrap().sign(&artifact("one"), &me(), NOW).unwrap();
        change(&place, "log/journal", |bytes| *bytes = before);
        assert_refused(&place, &format!("{size}"));
    }
}

#[test]
fn a_journal_of_another_history_is_refused() {
    let place = Place::with_entries(2);
    let fork = Place::copy_of(&place);
    for (place, name) in [(&place, "one"), (&fork, "another")] {
        LocalAuthority::open(&place.0, NOW).unwrap().sign(&artifact(name), &me(), NOW).unwrap();
    }
    std::fs::copy(fork.0.join("log/journal"), place.0.join("log/journal")).unwrap();
    assert_refused(&place, "fork");
}

#[test]
fn a_journal_that_is_gone_or_changed_is_refused() {
    let template = Place::with_entries(2);
    let place = Place::copy_of(&template);
    std::fs::remove_file(place.0.join("log/journal")).unwrap();
    assert_refused(&place, "gone");
    let place = Place::copy_of(&template);
    change(&place, "log/journal", |bytes| bytes[20] ^= 1);
    assert_refused(&place, "changed at its beginning");
    let place = Place::copy_of(&template);
    change(&place, "log/journal", |bytes| *bytes.last_mut().unwrap() ^= 1);
    assert_refused(&place, "changed at its end");
}

#[test]
fn a_journal_of_another_log_is_refused() {
    let (place, other) = (Place::with_entries(2), Place::with_entries(2));
    std::fs::copy(other.0.join("log/journal"), place.0.join("log/journal")).unwrap();
    assert_refused(&place, "another log");
}

#[test]
fn tiles_above_the_journal_that_are_gone_or_changed_are_refused() {
    let template = Place::with_entries(258);
    let place = Place::copy_of(&template);
    std::fs::remove_file(place.0.join("log/tile/1/000.p/1")).unwrap();
    assert_refused(&place, "gone");
    let place = Place::copy_of(&template);
    change(&place, "log/tile/1/000.p/1", |bytes| bytes[0] ^= 1);
    assert_refused(&place, "changed");
}

#[test]
fn a_trusted_root_that_is_gone_is_not_made_anew_over_a_log() {
    let place = Place::with_entries(1);
    std::fs::remove_file(place.0.join("trusted_root.json")).unwrap();
    assert!(matches!(LocalAuthority::open(&place.0, NOW), Err(LocalError::Damaged { .. })));
    assert!(!place.0.join("trusted_root.json").exists());
}

#[test]
fn what_is_published_and_torn_is_made_again() {
    for name in ["log/checkpoint", "log/tile/0/001.p/2", "log/tile/entries/001.p/2"] {
        let place = Place::with_entries(258);
        change(&place, name, |bytes| bytes.truncate(bytes.len() / 2));
        super::scene::Seen::default().assert_holds(&place.0, name);
    }
}
