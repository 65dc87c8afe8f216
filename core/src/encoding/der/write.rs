//! Writing DER (X.690): the reader's counterpart, for keys, certificates and timestamps that are made here.

use crate::time::UnixTime;

pub(crate) const NULL: &[u8] = &[0x05, 0x00];
pub(crate) const TRUE: &[u8] = &[0x01, 0x01, 0xff];

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;

/// One value: tag, length in the fewest octets (X.690 §10.1), content.
pub(crate) fn value(tag: u8, content: &[u8]) -> Vec<u8> {
    let octets = content.len().to_be_bytes();
    let significant: Vec<u8> = octets.into_iter().skip_while(|octet| *octet == 0).collect();
    let mut out = vec![tag];
    match significant.as_slice() {
        [] => out.push(0),
        [short @ 0..=0x7f] => out.push(*short),
        long => {
            out.push(0x80 | u8::try_from(long.len()).unwrap_or(8));
            out.extend_from_slice(long);
        }
    }
    out.extend_from_slice(content);
    out
}

pub(crate) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    value(SEQUENCE, &parts.concat())
}

/// X.690 §11.6: the elements of a SET OF stand in ascending order of their encodings.
pub(crate) fn set_of(mut parts: Vec<Vec<u8>>) -> Vec<u8> {
    parts.sort();
    value(SET, &parts.concat())
}

/// `[n] EXPLICIT` or `[n] IMPLICIT` of a constructed type, by what is given as content.
pub(crate) fn tagged(number: u8, content: &[u8]) -> Vec<u8> {
    value(0xa0 | number, content)
}

/// `[n] IMPLICIT` of a primitive type.
pub(crate) fn tagged_primitive(number: u8, content: &[u8]) -> Vec<u8> {
    value(0x80 | number, content)
}

/// An INTEGER that is not negative, from its big-endian octets.
pub(crate) fn unsigned(magnitude: &[u8]) -> Vec<u8> {
    let mut content: Vec<u8> = magnitude.iter().copied().skip_while(|octet| *octet == 0).collect();
    if content.first().is_none_or(|first| first & 0x80 != 0) {
        content.insert(0, 0);
    }
    value(0x02, &content)
}

pub(crate) fn integer(number: u64) -> Vec<u8> {
    unsigned(&number.to_be_bytes())
}

pub(crate) fn octet_string(content: &[u8]) -> Vec<u8> {
    value(0x04, content)
}

/// A BIT STRING of whole octets.
pub(crate) fn bit_string(content: &[u8]) -> Vec<u8> {
    value(0x03, &[&[0], content].concat())
}

/// A BIT STRING of named bits (X.690 §11.2.2: no trailing zero bits); bit 0 is the first.
pub(crate) fn named_bits(bits: &[u8]) -> Vec<u8> {
    let last = bits.iter().max().copied();
    let Some(last) = last else { return value(0x03, &[0]) };
    let mut content = vec![7 - last % 8];
    for octet in 0..=last / 8 {
        let inside = bits.iter().filter(|bit| **bit / 8 == octet);
        content.push(inside.fold(0, |all, bit| all | 0x80 >> (bit % 8)));
    }
    value(0x03, &content)
}

pub(crate) fn utf8(text: &str) -> Vec<u8> {
    value(0x0c, text.as_bytes())
}

pub(crate) fn printable(text: &str) -> Vec<u8> {
    value(0x13, text.as_bytes())
}

/// An OBJECT IDENTIFIER from its arcs.
pub(crate) fn oid(arcs: &[u64]) -> Vec<u8> {
    let mut content = Vec::new();
    if let [first, second, rest @ ..] = arcs {
        base128(first * 40 + second, &mut content);
        rest.iter().for_each(|arc| base128(*arc, &mut content));
    }
    value(0x06, &content)
}

fn base128(arc: u64, out: &mut Vec<u8>) {
    let septets = (0..10).map(|n| arc >> (7 * (9 - n)) & 0x7f).skip_while(|septet| *septet == 0);
    let mut septets: Vec<u8> = septets.map(|septet| u8::try_from(septet).unwrap_or(0)).collect();
    let last = septets.pop().unwrap_or(0);
    out.extend(septets.into_iter().map(|septet| septet | 0x80));
    out.push(last);
}

/// RFC 5280 §4.1.2.5: UTCTime through 2049, GeneralizedTime after it.
pub(crate) fn time(time: UnixTime) -> Vec<u8> {
    let text = compact(time);
    match text.strip_prefix("19").filter(|_| text.as_str() >= "1950").or_else(|| text.strip_prefix("20")) {
        Some(short) if text.as_str() < "2050" => value(0x17, short.as_bytes()),
        _ => value(0x18, text.as_bytes()),
    }
}

/// GeneralizedTime; the fraction only where there is one (RFC 3161 §2.4.2).
pub(crate) fn generalized_time(time: UnixTime) -> Vec<u8> {
    value(0x18, compact(time).as_bytes())
}

/// `YYYYMMDDHHMMSS[.fraction]Z`.
fn compact(time: UnixTime) -> String {
    time.to_string().chars().filter(|c| !matches!(c, '-' | ':' | 'T')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::hex;

    #[test]
    fn lengths_and_integers_take_the_fewest_octets() {
        assert_eq!(hex::encode(&value(0x04, &[])), "0400");
        assert_eq!(hex::encode(&value(0x04, &[7; 127])[..3]), "047f07");
        assert_eq!(hex::encode(&value(0x04, &[7; 128])[..3]), "048180");
        assert_eq!(hex::encode(&value(0x04, &[7; 256])[..4]), "04820100");
        let integers: Vec<_> = [0, 1, 127, 128, 256].map(|n| hex::encode(&integer(n))).into();
        assert_eq!(integers, ["020100", "020101", "02017f", "02020080", "02020100"]);
    }

    #[test]
    fn object_identifiers_and_named_bits_are_encoded_as_x690_says() {
        // id-kp-codeSigning, and the arcs of Fulcio's enterprise number.
        assert_eq!(hex::encode(&oid(&[1, 3, 6, 1, 5, 5, 7, 3, 3])), "06082b06010505070303");
        assert_eq!(hex::encode(&oid(&[1, 3, 6, 1, 4, 1, 57264, 1, 8])), "060a2b0601040183bf300108");
        assert_eq!(hex::encode(&oid(&[2, 5, 29, 0])), "0603551d00");
        assert_eq!(hex::encode(&named_bits(&[0])), "03020780");
        assert_eq!(hex::encode(&named_bits(&[5, 6])), "03020106");
        assert_eq!(hex::encode(&named_bits(&[])), "030100");
        assert_eq!(hex::encode(&named_bits(&[0, 8])), "0303078080");
    }

    #[test]
    fn times_change_their_type_in_2050() {
        let at = |text| UnixTime::parse_rfc3339(text).unwrap();
        assert_eq!(time(at("2026-01-01T00:00:00Z")), value(0x17, b"260101000000Z"));
        assert_eq!(time(at("2049-12-31T23:59:59Z")), value(0x17, b"491231235959Z"));
        assert_eq!(time(at("2050-01-01T00:00:00Z")), value(0x18, b"20500101000000Z"));
        assert_eq!(time(at("1949-12-31T23:59:59Z")), value(0x18, b"19491231235959Z"));
        assert_eq!(generalized_time(at("2026-01-01T00:00:00.25Z")), value(0x18, b"20260101000000.25Z"));
    }
}
