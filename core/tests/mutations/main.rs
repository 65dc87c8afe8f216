//! Every valid bundle, changed in one place: refused, or on a short list of encodings that say the same.
//!
//! The ordinary run takes a sample of the bytes; `SEALWRIGHT_MUTATIONS=all` (`cargo xtask fuzz --mutations`) takes all.

#![cfg(test)]

mod cases;
mod equivalent;
mod mutate;

use std::collections::BTreeMap;

use cases::Case;

/// Accepted changes may be at most this share of all.
const MAX_ACCEPTED_PERCENT: usize = 1;

/// What came of one kind of change.
#[derive(Default)]
struct Tally {
    made: usize,
    /// Why a changed bundle still says the same, and how often.
    accepted: BTreeMap<&'static str, usize>,
    unexplained: Vec<String>,
}

impl Tally {
    fn judge(&mut self, case: &Case, what: &str, changed: &[u8]) {
        self.made += 1;
        if !case.accepts(changed) {
            return;
        }
        match equivalent::reason(&case.bundle, changed) {
            Some(reason) => {
                if std::env::var_os("SEALWRIGHT_SHOW").is_some() {
                    println!("{}: {what}: {reason}", case.name);
                }
                *self.accepted.entry(reason).or_default() += 1;
            }
            None => self.unexplained.push(format!("{}: {what}", case.name)),
        }
    }

    fn show(&self, kind: &str) {
        println!("{kind}: {} changed bundles, {} accepted as saying the same", self.made, self.count());
        for (reason, count) in &self.accepted {
            println!("  {count:6}  {reason}");
        }
    }

    fn count(&self) -> usize {
        self.accepted.values().sum()
    }
}

#[test]
fn a_changed_bundle_is_refused_or_is_on_the_list_of_those_that_say_the_same() {
    let all = std::env::var_os("SEALWRIGHT_MUTATIONS").is_some();
    let cases = cases::valid();
    let kinds = [
        ("flipped bytes", flipped(&cases, if all { 1 } else { 61 })),
        ("changed fields", fields(&cases)),
        ("spliced parts", spliced(&cases, all)),
    ];
    kinds.iter().for_each(|(kind, tally)| tally.show(kind));
    let unexplained: Vec<_> = kinds.iter().flat_map(|(_, tally)| &tally.unexplained).collect();
    let shown: Vec<_> = unexplained.iter().take(40).map(|what| what.as_str()).collect();
    assert!(shown.is_empty(), "{} accepted without a reason:\n{}", unexplained.len(), shown.join("\n"));
    let made: usize = kinds.iter().map(|(_, tally)| tally.made).sum();
    let accepted: usize = kinds.iter().map(|(_, tally)| tally.count()).sum();
    println!("{accepted} of {made} changed bundles accepted");
    // A sample of the bytes weighs the fields too much to say anything about the share.
    assert!(!all || accepted * 100 <= made * MAX_ACCEPTED_PERCENT, "more than {MAX_ACCEPTED_PERCENT} % accepted");
}

fn flipped(cases: &[Case], step: usize) -> Tally {
    let mut tally = Tally::default();
    for (index, case) in cases.iter().enumerate() {
        for at in (index % step..case.bundle.len()).step_by(step) {
            let mut changed = case.bundle.clone();
            changed[at] ^= 1;
            tally.judge(case, &format!("byte {at} flipped"), &changed);
        }
    }
    tally
}

fn fields(cases: &[Case]) -> Tally {
    let mut tally = Tally::default();
    for case in cases {
        for (what, changed) in mutate::fields(&case.bundle) {
            tally.judge(case, &what, changed.as_bytes());
        }
    }
    tally
}

/// Each bundle with parts of all others; in a sample, of a handful: neighbours in the list are alike, far ones are not.
fn spliced(cases: &[Case], all: bool) -> Tally {
    let mut tally = Tally::default();
    for (index, case) in cases.iter().enumerate() {
        for distance in 1..cases.len() {
            if !all && ![1, 2, 3, 5, 8, 13].contains(&distance) {
                continue;
            }
            let other = &cases[(index + distance) % cases.len()];
            for (what, changed) in mutate::splices(&case.bundle, &other.bundle) {
                tally.judge(case, &format!("{what} of {}", other.name), changed.as_bytes());
            }
        }
    }
    tally
}
