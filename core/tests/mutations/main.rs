//! Every valid bundle, changed in one place: refused, or on a short list of encodings that say the same.
//!
//! The ordinary run takes a sample of the bytes; `SEALWRIGHT_MUTATIONS=all` (`cargo xtask fuzz --mutations`) takes all.

mod cases;
mod equivalent;
mod mutate;

use std::collections::BTreeMap;

use cases::Case;

/// Accepted changes may be at most this share of all.
const MAX_ACCEPTED_PERCENT: f64 = 1.0;

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
            Some(reason) => *self.accepted.entry(reason).or_default() += 1,
            None => self.unexplained.push(format!("{}: {what}", case.name)),
        }
    }

    fn conclude(self, kind: &str) {
        let accepted: usize = self.accepted.values().sum();
        println!("{kind}: {} changed bundles, {accepted} accepted as saying the same", self.made);
        for (reason, count) in &self.accepted {
            println!("  {count:6}  {reason}");
        }
        let shown: Vec<_> = self.unexplained.iter().take(40).cloned().collect();
        assert!(shown.is_empty(), "{} accepted without a reason:\n{}", self.unexplained.len(), shown.join("\n"));
        #[allow(clippy::as_conversions)]
        let percent = accepted as f64 * 100.0 / self.made.max(1) as f64;
        assert!(percent <= MAX_ACCEPTED_PERCENT, "{percent:.2} % accepted");
    }
}

#[test]
fn a_bundle_with_a_flipped_byte_is_refused() {
    let step = if std::env::var_os("SEALWRIGHT_MUTATIONS").is_some() { 1 } else { 61 };
    let mut tally = Tally::default();
    for (index, case) in cases::valid().iter().enumerate() {
        for at in (index % step..case.bundle.len()).step_by(step) {
            let mut changed = case.bundle.clone();
            changed[at] ^= 1;
            tally.judge(case, &format!("byte {at} flipped"), &changed);
        }
    }
    tally.conclude("flipped bytes");
}

#[test]
fn a_bundle_with_a_field_dropped_doubled_emptied_or_swapped_is_refused() {
    let mut tally = Tally::default();
    for case in cases::valid() {
        for (what, changed) in mutate::fields(&case.bundle) {
            tally.judge(&case, &what, changed.as_bytes());
        }
    }
    tally.conclude("changed fields");
}

#[test]
fn a_bundle_with_a_part_of_another_one_is_refused() {
    let mut tally = Tally::default();
    let all = cases::valid();
    // Each with a handful of others: neighbours in the list share kinds and versions, far ones do not.
    for (index, case) in all.iter().enumerate() {
        for distance in [1, 2, 3, 5, 8, 13] {
            let other = &all[(index + distance) % all.len()];
            for (what, changed) in mutate::splices(&case.bundle, &other.bundle) {
                tally.judge(case, &format!("{what} of {}", other.name), changed.as_bytes());
            }
        }
    }
    tally.conclude("spliced parts");
}
