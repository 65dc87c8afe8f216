use super::{DerErrorKind, DerResult, Tlv, tag};
use crate::time::{UnixTime, fraction_nanos, number};

/// BOOLEAN; X.690 §11.1: true is 0xff.
pub(crate) fn boolean(tlv: &Tlv<'_>) -> DerResult<bool> {
    match tlv.content {
        [0x00] => Ok(false),
        [0xff] => Ok(true),
        _ => Err(tlv.invalid("BOOLEAN")),
    }
}

/// The content of an INTEGER, checked to be minimal (X.690 §8.3.2).
pub(crate) fn integer<'a>(tlv: &Tlv<'a>) -> DerResult<&'a [u8]> {
    match tlv.content {
        [] | [0x00, 0x00..=0x7f, ..] | [0xff, 0x80..=0xff, ..] => Err(tlv.invalid("INTEGER")),
        content => Ok(content),
    }
}

/// The magnitude of an INTEGER that must not be negative, without its leading zero.
pub(crate) fn positive_integer<'a>(tlv: &Tlv<'a>) -> DerResult<&'a [u8]> {
    match integer(tlv)? {
        [0x80..=0xff, ..] => Err(tlv.invalid("positive INTEGER")),
        [0x00, magnitude @ ..] if !magnitude.is_empty() => Ok(magnitude),
        magnitude => Ok(magnitude),
    }
}

/// An INTEGER (or ENUMERATED) from 0 to 2^32 - 1.
pub(crate) fn small_uint(tlv: &Tlv<'_>) -> DerResult<u32> {
    let magnitude = positive_integer(tlv)?;
    if magnitude.len() > 4 {
        return Err(tlv.error(DerErrorKind::Limit("INTEGER")));
    }
    Ok(magnitude.iter().fold(0, |n, octet| n << 8 | u32::from(*octet)))
}

/// The content of an OBJECT IDENTIFIER, checked: whole arcs, each in the fewest octets (X.690 §8.19.2).
pub(crate) fn oid<'a>(tlv: &Tlv<'a>) -> DerResult<&'a [u8]> {
    // The longest identifier in use has some 20 octets.
    const MAX_OID: usize = 64;
    if tlv.content.len() > MAX_OID {
        return Err(tlv.error(DerErrorKind::Limit("OBJECT IDENTIFIER")));
    }
    let mut arc_starts = true;
    for octet in tlv.content {
        if arc_starts && *octet == 0x80 {
            return Err(tlv.invalid("OBJECT IDENTIFIER"));
        }
        arc_starts = octet & 0x80 == 0;
    }
    if tlv.content.is_empty() || !arc_starts {
        return Err(tlv.invalid("OBJECT IDENTIFIER"));
    }
    Ok(tlv.content)
}

/// A BIT STRING: its octets and how many bits of the last one do not count.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BitString<'a> {
    pub(crate) octets: &'a [u8],
    pub(crate) unused: u8,
}

impl<'a> BitString<'a> {
    /// The octets of a string that must be whole octets, as keys and signatures are.
    pub(crate) fn whole(self) -> Option<&'a [u8]> {
        (self.unused == 0).then_some(self.octets)
    }

    /// Bit `n`, the first one being 0; bits past the end are zero.
    pub(crate) fn bit(self, n: usize) -> bool {
        self.octets.get(n / 8).is_some_and(|octet| octet & (0x80 >> (n % 8)) != 0)
    }
}

/// BIT STRING; X.690 §11.2.1: bits that do not count are zero.
pub(crate) fn bit_string<'a>(tlv: &Tlv<'a>) -> DerResult<BitString<'a>> {
    match tlv.content.split_first() {
        Some((&0, octets)) => Ok(BitString { octets, unused: 0 }),
        Some((&unused @ 1..=7, octets)) if octets.last().is_some_and(|l| l & ((1 << unused) - 1) == 0) => {
            Ok(BitString { octets, unused })
        }
        _ => Err(tlv.invalid("BIT STRING")),
    }
}

/// UTCTime as RFC 5280 §4.1.2.5.1 has it: `YYMMDDHHMMSSZ`, years 1950 to 2049.
pub(crate) fn utc_time(tlv: &Tlv<'_>) -> DerResult<UnixTime> {
    let time = || {
        let &[y1, y0, ref rest @ .., b'Z'] = tlv.content else { return None };
        let year = number(&[y1, y0])?;
        civil(if year < 50 { 2000 + year } else { 1900 + year }, rest)
    };
    time().ok_or(tlv.invalid("UTCTime"))
}

/// GeneralizedTime as X.690 §11.7 has it: `YYYYMMDDHHMMSS[.f]Z`, the fraction without trailing zeros.
pub(crate) fn generalized_time(tlv: &Tlv<'_>) -> DerResult<UnixTime> {
    let time = || {
        let &[y3, y2, y1, y0, ref rest @ .., b'Z'] = tlv.content else { return None };
        let (whole, fraction) = rest.split_at_checked(10)?;
        let time = civil(number(&[y3, y2, y1, y0])?, whole)?;
        match fraction {
            [] => Some(time),
            [b'.', digits @ ..] if digits.last() != Some(&b'0') => {
                Some(UnixTime::from_secs_nanos(time.secs(), fraction_nanos(digits)?))
            }
            _ => None,
        }
    };
    time().ok_or(tlv.invalid("GeneralizedTime"))
}

/// The Time of a certificate: UTCTime through 2049, GeneralizedTime without a fraction from 2050 (RFC 5280 §4.1.2.5).
pub(crate) fn x509_time(tlv: &Tlv<'_>) -> DerResult<UnixTime> {
    // 2050-01-01T00:00:00Z
    const Y2050: UnixTime = UnixTime::from_secs(2_524_608_000);
    match tlv.tag {
        tag::UTC_TIME => utc_time(tlv),
        tag::GENERALIZED_TIME => {
            let time = generalized_time(tlv)?;
            let in_form = tlv.content.len() == 15 && time >= Y2050;
            if in_form { Ok(time) } else { Err(tlv.invalid("certificate time")) }
        }
        found => Err(tlv.error(DerErrorKind::Tag { expected: tag::UTC_TIME, found })),
    }
}

/// `MMDDHHMMSS` in a year.
fn civil(year: i64, rest: &[u8]) -> Option<UnixTime> {
    let &[m1, m0, d1, d0, h1, h0, n1, n0, s1, s0] = rest else { return None };
    UnixTime::from_civil(
        year,
        number(&[m1, m0])?,
        number(&[d1, d0])?,
        number(&[h1, h0])?,
        number(&[n1, n0])?,
        number(&[s1, s0])?,
    )
}

#[cfg(test)]
mod tests {
    use super::super::Reader;
    use super::*;

    fn tlv(bytes: &[u8]) -> Tlv<'_> {
        Reader::new(bytes).any().unwrap()
    }

    fn time(tag: u8, text: &str) -> Tlv<'_> {
        Tlv { tag, content: text.as_bytes(), raw: text.as_bytes(), offset: 0 }
    }

    #[test]
    fn integers_are_minimal() {
        assert!(integer(&tlv(&[2, 1, 0])).is_ok());
        assert_eq!(small_uint(&tlv(&[2, 2, 0, 200])), Ok(200));
        assert_eq!(small_uint(&tlv(&[2, 1, 0])), Ok(0));
        for bad in [&[2, 0][..], &[2, 2, 0, 1], &[2, 2, 0xff, 0x80]] {
            assert!(integer(&tlv(bad)).is_err(), "{bad:?}");
        }
        assert!(positive_integer(&tlv(&[2, 1, 0x80])).is_err());
        assert!(small_uint(&tlv(&[2, 5, 1, 0, 0, 0, 0])).is_err());
    }

    #[test]
    fn identifiers_are_whole_and_minimal() {
        assert!(oid(&tlv(&[6, 3, 0x2b, 0x81, 0x01])).is_ok());
        for bad in [&[6, 0][..], &[6, 2, 0x2b, 0x81], &[6, 3, 0x2b, 0x80, 0x01]] {
            assert!(oid(&tlv(bad)).is_err(), "{bad:?}");
        }
        let long = [&[6, 0x81, 200][..], &[1; 200]].concat();
        assert!(oid(&tlv(&long)).is_err());
    }

    #[test]
    fn bits_that_do_not_count_are_zero() {
        assert!(bit_string(&tlv(&[3, 2, 7, 0x80])).unwrap().bit(0));
        assert!(bit_string(&tlv(&[3, 1, 0])).is_ok());
        for bad in [&[3, 0][..], &[3, 1, 1], &[3, 2, 7, 0x81], &[3, 2, 8, 0]] {
            assert!(bit_string(&tlv(bad)).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn times_have_one_form() {
        let utc = |t| utc_time(&time(tag::UTC_TIME, t)).map(|t| t.to_string()).ok();
        assert_eq!(utc("700101000000Z").as_deref(), Some("1970-01-01T00:00:00Z"));
        assert_eq!(utc("491231235959Z").as_deref(), Some("2049-12-31T23:59:59Z"));
        for bad in [
            "",
            "7",
            "70010",
            "7001010000Z",
            "700101000000",
            "701301000000Z",
            "700100000000Z",
            "700101000060Z",
            "700101000000+0000",
            "7001010000x0Z",
        ] {
            assert_eq!(utc(bad), None, "{bad}");
        }
        let general = |t| generalized_time(&time(tag::GENERALIZED_TIME, t)).map(|t| t.to_string()).ok();
        assert_eq!(general("20260102030405.5Z").as_deref(), Some("2026-01-02T03:04:05.5Z"));
        for bad in [
            "20260102030405.50Z",
            "20260102030405.Z",
            "20260102030405,5Z",
            "202601020304Z",
            "20260102030405",
            "20260102030405.0Z",
        ] {
            assert_eq!(general(bad), None, "{bad}");
        }
        assert!(x509_time(&time(tag::GENERALIZED_TIME, "20490101000000Z")).is_err());
        assert!(x509_time(&time(tag::GENERALIZED_TIME, "20500101000000Z")).is_ok());
        assert!(x509_time(&time(tag::GENERALIZED_TIME, "20500101000000.5Z")).is_err());
    }
}
