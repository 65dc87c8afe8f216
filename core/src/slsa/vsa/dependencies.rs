//! Levels of dependencies, counted.

use super::level::{LevelError, SlsaLevel};
use crate::intoto::predicate::{Entries, Integer};

/// How many dependencies have each level.
pub(super) struct Counts(Vec<(SlsaLevel, i64)>);

impl Counts {
    pub(super) fn of(levels: &Entries<Integer>) -> Result<Self, LevelError> {
        let counts = levels.iter().map(|(level, count)| Ok((level.parse()?, count.value().max(0))));
        counts.collect::<Result<_, _>>().map(Self)
    }

    /// How many dependencies are not known to meet the demand.
    ///
    /// verification_summary.md, dependencyLevels: each dependency is counted once per track, and there is no count of
    /// all of them. There are at least as many as the fullest track counts; those that the demanded track does not
    /// count have not been shown to reach any of its levels.
    pub(super) fn short_of(&self, wanted: &SlsaLevel) -> i64 {
        let reached = self.sum(|level| level.satisfies(wanted));
        let fullest = self.0.iter().map(|(level, _)| self.sum(|other| same_track(level, other))).max();
        fullest.unwrap_or(0).saturating_sub(reached)
    }

    fn sum(&self, which: impl Fn(&SlsaLevel) -> bool) -> i64 {
        self.0.iter().filter(|(level, _)| which(level)).fold(0, |sum, (_, count)| sum.saturating_add(*count))
    }
}

fn same_track(one: &SlsaLevel, other: &SlsaLevel) -> bool {
    match (track(one), track(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}

fn track(level: &SlsaLevel) -> Option<&str> {
    match level {
        SlsaLevel::Level { track, .. } | SlsaLevel::Unevaluated { track } => Some(track),
        SlsaLevel::Property(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(counts: &[(&str, i64)], wanted: &str) -> i64 {
        let entries: Entries<Integer> = counts.iter().map(|(level, count)| (*level, Integer::from(*count))).collect();
        Counts::of(&entries).unwrap().short_of(&wanted.parse().unwrap())
    }

    #[test]
    fn dependencies_below_the_level_or_not_counted_in_its_track_are_short_of_it() {
        let build =
            |one, two, three| [("SLSA_BUILD_LEVEL_1", one), ("SLSA_BUILD_LEVEL_2", two), ("SLSA_BUILD_LEVEL_3", three)];
        assert_eq!(short(&build(0, 7, 5), "SLSA_BUILD_LEVEL_2"), 0);
        assert_eq!(short(&build(1, 7, 5), "SLSA_BUILD_LEVEL_2"), 1);
        assert_eq!(short(&[("SLSA_BUILD_LEVEL_UNEVALUATED", 2), ("SLSA_BUILD_LEVEL_3", 1)], "SLSA_BUILD_LEVEL_1"), 2);
        assert_eq!(short(&[("SLSA_SOURCE_LEVEL_3", 4), ("SLSA_BUILD_LEVEL_3", 3)], "SLSA_BUILD_LEVEL_1"), 1);
        assert_eq!(short(&[("SLSA_SOURCE_LEVEL_3", 4)], "SLSA_BUILD_LEVEL_0"), 4);
        assert_eq!(short(&[("BCID_L1", 2), ("BCID_L2", 2)], "BCID_L1"), 0);
        assert_eq!(short(&[], "SLSA_BUILD_LEVEL_3"), 0);
        assert_eq!(
            short(&[("SLSA_BUILD_LEVEL_3", i64::MAX), ("SLSA_BUILD_LEVEL_2", i64::MAX)], "SLSA_BUILD_LEVEL_2"),
            0
        );
        assert_eq!(short(&[("SLSA_BUILD_LEVEL_3", -1), ("SLSA_SOURCE_LEVEL_1", 1)], "SLSA_BUILD_LEVEL_2"), 1);
    }
}
