use std::fmt;
use std::str::FromStr;

/// What a summary says was reached: a level of one of SLSA's tracks, or another property.
///
/// verification_summary.md, SlsaResult.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum SlsaLevel {
    /// `SLSA_<TRACK>_LEVEL_<NUMBER>`: it implies the levels below it.
    Level {
        /// The track, `BUILD` or `SOURCE`.
        track: String,
        /// The level.
        level: u32,
    },
    /// `SLSA_<TRACK>_LEVEL_UNEVALUATED`: nothing is claimed of this track.
    Unevaluated {
        /// The track.
        track: String,
    },
    /// Anything else: a property that SLSA names, or a word of the verifier's own.
    Property(String),
}

/// The text begins with `SLSA_` and is nothing that SLSA defines: no other word may begin so.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{text:?} is not SLSA_<TRACK>_LEVEL_<NUMBER>, and only SLSA itself may define words that begin with SLSA_")]
#[non_exhaustive]
pub struct LevelError {
    /// The text, cut short.
    pub text: String,
}

/// SLSA v1.2: spec/verified-properties.md.
const PROPERTIES: [&str; 2] = ["SLSA_SOURCE_TWO_PARTY_REVIEWED", "SLSA_BUILD_REPRODUCED"];

impl SlsaLevel {
    /// Whether something that reached `self` meets a demand for `wanted`: tracks are ladders, all else must be the same.
    pub fn satisfies(&self, wanted: &Self) -> bool {
        match (self, wanted) {
            (Self::Level { track, level }, Self::Level { track: wanted_track, level: wanted_level }) => {
                track == wanted_track && level >= wanted_level
            }
            (found, wanted) => found == wanted,
        }
    }
}

impl FromStr for SlsaLevel {
    type Err = LevelError;

    fn from_str(text: &str) -> Result<Self, LevelError> {
        if text.is_empty() {
            return Err(LevelError { text: String::new() });
        }
        let Some(rest) = text.strip_prefix("SLSA_").filter(|_| !PROPERTIES.contains(&text)) else {
            return Ok(Self::Property(text.to_owned()));
        };
        let error = || LevelError { text: text.chars().take(100).collect() };
        let (track, level) = rest.rsplit_once("_LEVEL_").ok_or_else(error)?;
        let named = !track.is_empty() && track.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
        if !named {
            return Err(error());
        }
        let track = track.to_owned();
        if level == "UNEVALUATED" {
            return Ok(Self::Unevaluated { track });
        }
        // One way to write a number: no sign, no zero in front.
        let number: Option<u32> = level.parse().ok().filter(|number: &u32| number.to_string() == level);
        number.map(|level| Self::Level { track, level }).ok_or_else(error)
    }
}

impl fmt::Display for SlsaLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Level { track, level } => write!(f, "SLSA_{track}_LEVEL_{level}"),
            Self::Unevaluated { track } => write!(f, "SLSA_{track}_LEVEL_UNEVALUATED"),
            Self::Property(text) => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(text: &str) -> SlsaLevel {
        text.parse().unwrap()
    }

    #[test]
    fn a_level_reads_what_it_prints() {
        for text in [
            "SLSA_BUILD_LEVEL_3",
            "SLSA_SOURCE_LEVEL_0",
            "SLSA_BUILD_LEVEL_UNEVALUATED",
            "SLSA_BUILD_REPRODUCED",
            "BCID_L1",
            "FAILED",
        ] {
            assert_eq!(level(text).to_string(), text);
        }
        assert!(matches!(level("SLSA_SOURCE_TWO_PARTY_REVIEWED"), SlsaLevel::Property(_)));
    }

    #[test]
    fn what_slsa_does_not_define_may_not_begin_like_it() {
        for text in [
            "SLSA_BUILD_LEVEL_X",
            "SLSA_BUILD_LEVEL_",
            "SLSA_BUILD_LEVEL",
            "SLSA_BUILD_L_1",
            "SLSA__LEVEL_1",
            "SLSA_LEVEL_1",
            "SLSA_BUILD_LEVEL_03",
            "SLSA_BUILD_LEVEL_+3",
            "SLSA_build_LEVEL_3",
            "SLSA_BUILD_LEVEL_4294967296",
            "SLSA_MINE",
            "",
        ] {
            assert!(text.parse::<SlsaLevel>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_track_is_a_ladder_and_all_else_is_the_same_or_not() {
        for (found, wanted, satisfied) in [
            ("SLSA_BUILD_LEVEL_3", "SLSA_BUILD_LEVEL_2", true),
            ("SLSA_BUILD_LEVEL_2", "SLSA_BUILD_LEVEL_2", true),
            ("SLSA_BUILD_LEVEL_1", "SLSA_BUILD_LEVEL_2", false),
            ("SLSA_SOURCE_LEVEL_3", "SLSA_BUILD_LEVEL_2", false),
            ("SLSA_BUILD_LEVEL_UNEVALUATED", "SLSA_BUILD_LEVEL_0", false),
            ("SLSA_BUILD_LEVEL_3", "SLSA_BUILD_LEVEL_UNEVALUATED", false),
            ("SLSA_BUILD_LEVEL_UNEVALUATED", "SLSA_BUILD_LEVEL_UNEVALUATED", true),
            ("BCID_L2", "BCID_L1", false),
            ("BCID_L1", "BCID_L1", true),
            ("FAILED", "SLSA_BUILD_LEVEL_0", false),
        ] {
            assert_eq!(level(found).satisfies(&level(wanted)), satisfied, "{found} for {wanted}");
        }
    }
}
