//! Distinguished names: RFC 5280 section 4.1.2.4.

use std::fmt;

use crate::encoding::der::{self, DerResult, Reader, Tlv, tag};

/// The name of an issuer or subject, for people; comparing names is done on their bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Name<'a> {
    /// The RDNSequence, checked.
    der: &'a [u8],
}

impl<'a> Name<'a> {
    /// A name of which [`check`] held.
    pub(super) fn of_checked(der: &'a [u8]) -> Self {
        Self { der }
    }

    /// Whether it names nothing.
    pub fn is_empty(&self) -> bool {
        self.attributes().next().is_none()
    }

    /// The relative names, outermost first; each is the content of its SET.
    pub(super) fn relative(self) -> impl Iterator<Item = Tlv<'a>> {
        let mut reader = Reader::new(self.der).sequence().unwrap_or(Reader::new(&[]));
        std::iter::from_fn(move || reader.any().ok())
    }

    /// Every attribute, outermost first.
    pub(super) fn attributes(self) -> impl Iterator<Item = Attribute<'a>> {
        self.relative().flat_map(|set| attributes(&set))
    }
}

/// One attribute: type and value.
#[derive(Clone, Copy)]
pub(super) struct Attribute<'a> {
    pub(super) oid: &'a [u8],
    pub(super) value: Tlv<'a>,
}

/// The attributes of a relative name.
pub(super) fn attributes<'a>(set: &Tlv<'a>) -> impl Iterator<Item = Attribute<'a>> + use<'a> {
    let mut reader = set.reader();
    std::iter::from_fn(move || {
        let mut fields = reader.sequence().ok()?;
        let oid = fields.read(tag::OID).ok()?.content;
        Some(Attribute { oid, value: fields.any().ok()? })
    })
}

/// Checks the structure of a Name and that its texts are of their types; says whether there is anything in it.
pub(super) fn check(name: &Tlv<'_>) -> DerResult<bool> {
    let mut relative = name.reader();
    let mut named = false;
    while !relative.is_empty() {
        let set = relative.read(tag::SET)?;
        let mut members = set.reader();
        if members.is_empty() {
            return Err(set.invalid("relative distinguished name"));
        }
        while !members.is_empty() {
            let mut fields = members.sequence()?;
            der::oid(&fields.read(tag::OID)?)?;
            let value = fields.any()?;
            fields.finish()?;
            if let tag::UTF8_STRING | tag::PRINTABLE_STRING | tag::IA5_STRING = value.tag
                && text(&value).is_none()
            {
                return Err(value.invalid("name"));
            }
            named = true;
        }
    }
    Ok(named)
}

/// The text of an attribute value; `None` if its type is not one that is text as it stands.
pub(super) fn text<'a>(value: &Tlv<'a>) -> Option<&'a str> {
    let text = std::str::from_utf8(value.content).ok()?;
    match value.tag {
        tag::UTF8_STRING => Some(text),
        tag::PRINTABLE_STRING | tag::IA5_STRING if text.is_ascii() => Some(text),
        _ => None,
    }
}

/// Names that people make have some six attributes; hostile ones have thousands, and messages stay readable.
const MAX_SHOWN: usize = 16;

/// `O=sigstore.dev, CN=sigstore`, outermost first as it is encoded.
impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, attribute) in self.attributes().enumerate() {
            if nth > 0 {
                f.write_str(", ")?;
            }
            if nth == MAX_SHOWN {
                return f.write_str("…");
            }
            match attribute.oid {
                [0x55, 0x04, 0x03] => f.write_str("CN")?,
                [0x55, 0x04, 0x06] => f.write_str("C")?,
                [0x55, 0x04, 0x07] => f.write_str("L")?,
                [0x55, 0x04, 0x08] => f.write_str("ST")?,
                [0x55, 0x04, 0x0a] => f.write_str("O")?,
                [0x55, 0x04, 0x0b] => f.write_str("OU")?,
                oid => Oid(oid).fmt(f)?,
            }
            f.write_str("=")?;
            match text(&attribute.value) {
                // Names come from strangers: no control characters on anybody's terminal.
                Some(text) => write!(f, "{}", text.escape_debug())?,
                None => write!(f, "{}", String::from_utf8_lossy(attribute.value.content).escape_debug())?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An object identifier in dotted decimal.
pub(super) struct Oid<'a>(pub(super) &'a [u8]);

impl fmt::Display for Oid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for arc in self.0.split_inclusive(|octet| octet & 0x80 == 0) {
            // Arcs beyond 128 bits exist in nothing but attacks: shown as such, never wrapped.
            let value =
                arc.iter().try_fold(0_u128, |n, octet| n.checked_mul(128).map(|n| n | u128::from(octet & 0x7f)));
            match (first, value) {
                (true, Some(value)) => {
                    let root = (value / 40).min(2);
                    write!(f, "{root}.{}", value - root * 40)?;
                }
                (_, Some(value)) => write!(f, ".{value}")?,
                (_, None) => f.write_str(".(huge)")?,
            }
            first = false;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_of_any_size_is_shown_and_never_wraps() {
        assert_eq!(Oid(&[0x2b, 6, 1, 4, 1, 0x83, 0xbf, 0x30, 1, 8]).to_string(), "1.3.6.1.4.1.57264.1.8");
        assert_eq!(Oid(&[0x55, 0x1d, 17]).to_string(), "2.5.29.17");
        assert_eq!(Oid(&[0x88, 0x37]).to_string(), "2.999");
        assert_eq!(Oid(&[0x2b, 0x90, 0x80, 0x80, 0x80, 3]).to_string(), "1.3.4294967299");
        assert_eq!(Oid(&[&[0x2b][..], &[0xff; 30], &[1]].concat()).to_string(), "1.3.(huge)");
    }
}
