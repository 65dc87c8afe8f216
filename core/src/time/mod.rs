//! Points in time, without a clock: whoever verifies says what time it is.

use std::fmt;

/// A point in time: seconds since 1970-01-01T00:00:00Z, leap seconds not counted, and nanoseconds into that second.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixTime {
    seconds: i64,
    nanos: u32,
}

/// The text is not an RFC 3339 time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not an RFC 3339 time, for example 2026-11-21T10:00:00Z")]
pub struct ParseTimeError;

impl UnixTime {
    /// A whole second.
    pub const fn from_secs(seconds: i64) -> Self {
        Self { seconds, nanos: 0 }
    }

    /// A second and the nanoseconds into it (kept below one second).
    pub const fn from_secs_nanos(seconds: i64, nanos: u32) -> Self {
        Self { seconds, nanos: if nanos < 1_000_000_000 { nanos } else { 999_999_999 } }
    }

    /// The whole seconds since 1970.
    pub const fn secs(self) -> i64 {
        self.seconds
    }

    /// The nanoseconds into the second.
    pub const fn subsec_nanos(self) -> u32 {
        self.nanos
    }

    /// A UTC civil time; `None` unless it exists (RFC 3339 and RFC 5280 times have years 0 to 9999).
    /// A leap second (`:60`) is refused: no certificate or log has one.
    pub fn from_civil(year: i64, month: i64, day: i64, hour: i64, minute: i64, second: i64) -> Option<Self> {
        let valid = (0..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..60).contains(&second);
        let seconds = days_from_civil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
        valid.then_some(Self { seconds, nanos: 0 })
    }

    /// Reads `YYYY-MM-DDTHH:MM:SS[.fraction](Z|±HH:MM)`.
    pub fn parse_rfc3339(text: &str) -> Result<Self, ParseTimeError> {
        parse_rfc3339(text.as_bytes()).ok_or(ParseTimeError)
    }
}

fn parse_rfc3339(text: &[u8]) -> Option<UnixTime> {
    let (date_time, rest) = text.split_at_checked(19)?;
    let &[y3, y2, y1, y0, b'-', m1, m0, b'-', d1, d0, b'T' | b't', h1, h0, b':', n1, n0, b':', s1, s0] = date_time
    else {
        return None;
    };
    let whole = UnixTime::from_civil(
        number(&[y3, y2, y1, y0])?,
        number(&[m1, m0])?,
        number(&[d1, d0])?,
        number(&[h1, h0])?,
        number(&[n1, n0])?,
        number(&[s1, s0])?,
    )?;
    let (nanos, zone) = match rest.strip_prefix(b".") {
        Some(after) => {
            let digits = after.iter().take_while(|c| c.is_ascii_digit()).count();
            let (fraction, zone) = after.split_at_checked(digits)?;
            (fraction_nanos(fraction)?, zone)
        }
        None => (0, rest),
    };
    Some(UnixTime::from_secs_nanos(whole.seconds - zone_offset(zone)?, nanos))
}

/// Nanoseconds of the digits after a decimal point; digits past the ninth are cut off.
pub(crate) fn fraction_nanos(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let padded = digits.iter().copied().chain(std::iter::repeat(b'0')).take(9);
    Some(padded.fold(0, |n, c| n * 10 + u32::from(c - b'0')))
}

fn zone_offset(zone: &[u8]) -> Option<i64> {
    match *zone {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), h1, h0, b':', m1, m0] => {
            let (hours, minutes) = (number(&[h1, h0])?, number(&[m1, m0])?);
            let seconds = hours * 3_600 + minutes * 60;
            (hours < 24 && minutes < 60).then_some(if sign == b'-' { -seconds } else { seconds })
        }
        _ => None,
    }
}

/// The value of decimal digits; `None` if there is anything else.
pub(crate) fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |n, c| c.is_ascii_digit().then(|| n * 10 + i64::from(c - b'0')))
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March, so that the leap day is the last one.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

/// RFC 3339 in UTC; the fraction only where there is one.
impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.seconds.div_euclid(86_400));
        let second = self.seconds.rem_euclid(86_400);
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if self.nanos != 0 {
            let fraction = format!("{:09}", self.nanos);
            write!(f, ".{}", fraction.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

impl fmt::Debug for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A window of time with both ends in it; no end means that it is still open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Validity {
    /// The first moment of the window.
    pub start: UnixTime,
    /// The last moment of the window.
    pub end: Option<UnixTime>,
}

impl Validity {
    /// Whether `time` lies in the window, both ends included.
    pub fn contains(&self, time: UnixTime) -> bool {
        self.start <= time && self.end.is_none_or(|end| time <= end)
    }
}

impl fmt::Display for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.end {
            Some(end) => write!(f, "{} to {end}", self.start),
            None => write!(f, "{} and later", self.start),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_reads_what_it_prints() {
        for text in ["1970-01-01T00:00:00Z", "2000-02-29T23:59:59Z", "2026-11-21T10:00:00.5Z", "0000-03-01T00:00:00Z"] {
            assert_eq!(UnixTime::parse_rfc3339(text).unwrap().to_string(), text);
        }
        assert_eq!(UnixTime::parse_rfc3339("2021-03-07T03:20:29+01:00").unwrap().secs(), 1_615_083_629);
    }

    #[test]
    fn every_day_of_four_centuries_round_trips() {
        for day in -146_097..146_097 {
            let (y, m, d) = civil_from_days(day);
            assert_eq!(days_from_civil(y, m, d), day);
        }
    }

    #[test]
    fn times_that_do_not_exist_are_refused() {
        for bad in [
            "2023-02-29T00:00:00Z",
            "2023-13-01T00:00:00Z",
            "2023-01-01T24:00:00Z",
            "2023-01-01T00:00:60Z",
            "2023-01-01T00:00:00",
            "2023-01-01 00:00:00Z",
            "2023-01-01T00:00:00.Z",
            "2023-1-01T00:00:00Z",
            "",
        ] {
            assert_eq!(UnixTime::parse_rfc3339(bad), Err(ParseTimeError), "{bad:?}");
        }
    }

    #[test]
    fn a_validity_window_includes_both_ends() {
        let at = UnixTime::from_secs;
        let window = Validity { start: at(10), end: Some(at(20)) };
        let inside: Vec<_> = [9, 10, 20, 21].map(|t| window.contains(at(t))).into();
        assert_eq!(inside, [false, true, true, false]);
    }
}
