//! DER as X.690 section 10 says, strictly: one encoding for each value, lengths minimal, nothing left over.
//!
//! A reader over borrowed bytes: nothing is copied, and no length is believed before the input has that many bytes.

mod value;
#[cfg(feature = "sign")]
pub(crate) mod write;

pub(crate) use value::{bit_string, boolean, generalized_time, integer, oid, positive_integer, small_uint, x509_time};

/// Constructed values nested deeper than this are refused; real certificates and CMS stay below 15.
pub(crate) const MAX_DEPTH: usize = 32;

/// A tag octet. High tag numbers (31 and above) occur in nothing that we read and are refused.
pub(crate) mod tag {
    pub(crate) const BOOLEAN: u8 = 0x01;
    pub(crate) const INTEGER: u8 = 0x02;
    pub(crate) const BIT_STRING: u8 = 0x03;
    pub(crate) const OCTET_STRING: u8 = 0x04;
    pub(crate) const NULL: u8 = 0x05;
    pub(crate) const OID: u8 = 0x06;
    pub(crate) const UTF8_STRING: u8 = 0x0c;
    pub(crate) const PRINTABLE_STRING: u8 = 0x13;
    pub(crate) const IA5_STRING: u8 = 0x16;
    pub(crate) const UTC_TIME: u8 = 0x17;
    pub(crate) const GENERALIZED_TIME: u8 = 0x18;
    pub(crate) const SEQUENCE: u8 = 0x30;
    pub(crate) const SET: u8 = 0x31;

    /// `[number]`, primitive.
    pub(crate) const fn context(number: u8) -> u8 {
        0x80 | number
    }

    /// `[number]`, constructed.
    pub(crate) const fn context_constructed(number: u8) -> u8 {
        0xa0 | number
    }
}

/// Why bytes are not the DER that was expected.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("DER at byte {offset}: {kind}")]
pub struct DerError {
    /// Where, counted from the start of the outermost value.
    pub offset: usize,
    /// What is wrong there.
    pub kind: DerErrorKind,
}

/// What is wrong with a DER value.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DerErrorKind {
    /// The input ends inside a value.
    #[error("truncated")]
    Truncated,
    /// A length is indefinite, not minimal, or beyond four octets.
    #[error("length is not in its one DER form")]
    Length,
    /// Another type stands here.
    #[error("expected tag {expected:#04x}, found {found:#04x}")]
    Tag {
        /// The tag that the structure has here.
        expected: u8,
        /// The tag that is here.
        found: u8,
    },
    /// A tag number of 31 or more.
    #[error("multi-byte tag")]
    HighTag,
    /// Bytes after the last field.
    #[error("trailing data")]
    TrailingData,
    /// The content is not a value of its type.
    #[error("not a valid {0}")]
    Value(&'static str),
    /// Nested deeper than 32.
    #[error("nested deeper than {MAX_DEPTH}")]
    Depth,
    /// A length or count over a limit of ours.
    #[error("{0} is over its limit")]
    Limit(&'static str),
}

pub(crate) type DerResult<T> = Result<T, DerError>;

/// One value: its tag, its content, and both together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tlv<'a> {
    pub(crate) tag: u8,
    pub(crate) content: &'a [u8],
    /// Tag, length and content: the bytes that a signature or digest covers.
    pub(crate) raw: &'a [u8],
    /// Of `content`, from the start of the outermost value.
    pub(crate) offset: usize,
}

impl<'a> Tlv<'a> {
    /// A reader over the content.
    pub(crate) fn reader(&self) -> Reader<'a> {
        Reader { rest: self.content, offset: self.offset }
    }

    /// An error at this value.
    pub(crate) fn error(&self, kind: DerErrorKind) -> DerError {
        DerError { offset: self.offset, kind }
    }

    /// An error that says the content is no `what`.
    pub(crate) fn invalid(&self, what: &'static str) -> DerError {
        self.error(DerErrorKind::Value(what))
    }

    /// Where the content lies in the outermost value.
    pub(crate) fn content_range(&self) -> std::ops::Range<usize> {
        self.offset..self.offset + self.content.len()
    }

    /// Where tag, length and content lie in the outermost value.
    pub(crate) fn raw_range(&self) -> std::ops::Range<usize> {
        let end = self.offset + self.content.len();
        end - self.raw.len()..end
    }
}

/// Reads values one after the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    offset: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, offset: 0 }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The tag of the next value.
    pub(crate) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next value, whatever it is.
    pub(crate) fn any(&mut self) -> DerResult<Tlv<'a>> {
        let (tag, header, length) = header(self.rest).map_err(|kind| self.error(kind))?;
        let end = header.checked_add(length).ok_or(self.error(DerErrorKind::Length))?;
        let (raw, rest) = self.rest.split_at_checked(end).ok_or(self.error(DerErrorKind::Truncated))?;
        let content = raw.get(header..).ok_or(self.error(DerErrorKind::Truncated))?;
        let tlv = Tlv { tag, content, raw, offset: self.offset + header };
        self.offset += end;
        self.rest = rest;
        Ok(tlv)
    }

    /// The next value, which must have this tag.
    pub(crate) fn read(&mut self, tag: u8) -> DerResult<Tlv<'a>> {
        match self.peek() {
            Some(found) if found == tag => self.any(),
            Some(found) => Err(self.error(DerErrorKind::Tag { expected: tag, found })),
            None => Err(self.error(DerErrorKind::Truncated)),
        }
    }

    /// The next value if it has this tag.
    pub(crate) fn optional(&mut self, tag: u8) -> DerResult<Option<Tlv<'a>>> {
        if self.peek() == Some(tag) { self.any().map(Some) } else { Ok(None) }
    }

    /// A reader over the content of the next value, which must be a SEQUENCE.
    pub(crate) fn sequence(&mut self) -> DerResult<Reader<'a>> {
        Ok(self.read(tag::SEQUENCE)?.reader())
    }

    /// Nothing may be left.
    pub(crate) fn finish(self) -> DerResult<()> {
        if self.rest.is_empty() { Ok(()) } else { Err(self.error(DerErrorKind::TrailingData)) }
    }

    /// An error at the next value.
    pub(crate) fn error(&self, kind: DerErrorKind) -> DerError {
        DerError { offset: self.offset, kind }
    }
}

/// The one value that the bytes are.
pub(crate) fn single(bytes: &[u8], tag: u8) -> DerResult<Tlv<'_>> {
    let mut reader = Reader::new(bytes);
    let tlv = reader.read(tag)?;
    reader.finish()?;
    Ok(tlv)
}

/// Checks that the bytes are one well-formed DER value and that nothing in it nests deeper than [`MAX_DEPTH`].
///
/// Only the tree is checked; the content of primitive values is left to whoever reads them.
pub(crate) fn check_tree(bytes: &[u8]) -> DerResult<()> {
    let mut outer = Reader::new(bytes);
    let mut open: [Reader<'_>; MAX_DEPTH] = [Reader::new(&[]); MAX_DEPTH];
    let mut depth = 0;
    let first = outer.any()?;
    outer.finish()?;
    let mut next = Some(first);
    loop {
        if let Some(tlv) = next.take()
            && tlv.tag & 0x20 != 0
        {
            *open.get_mut(depth).ok_or(tlv.error(DerErrorKind::Depth))? = tlv.reader();
            depth += 1;
        }
        let Some(reader) = depth.checked_sub(1).and_then(|top| open.get_mut(top)) else { return Ok(()) };
        if reader.is_empty() {
            depth -= 1;
        } else {
            next = Some(reader.any()?);
        }
    }
}

/// Tag, length of the header, length of the content.
fn header(bytes: &[u8]) -> Result<(u8, usize, usize), DerErrorKind> {
    let (&tag, after) = bytes.split_first().ok_or(DerErrorKind::Truncated)?;
    if tag & 0x1f == 0x1f {
        return Err(DerErrorKind::HighTag);
    }
    let (&first, after) = after.split_first().ok_or(DerErrorKind::Truncated)?;
    if first < 0x80 {
        return Ok((tag, 2, usize::from(first)));
    }
    // X.690 §10.1: definite form, in the fewest octets.
    let octets = usize::from(first & 0x7f);
    if !(1..=4).contains(&octets) {
        return Err(DerErrorKind::Length);
    }
    let digits = after.get(..octets).ok_or(DerErrorKind::Truncated)?;
    let length = digits.iter().fold(0_usize, |n, octet| n << 8 | usize::from(*octet));
    let minimal = if octets == 1 { length >= 0x80 } else { digits.first() != Some(&0) };
    if minimal { Ok((tag, 2 + octets, length)) } else { Err(DerErrorKind::Length) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_has_one_form() {
        let kind = |bytes: &[u8]| Reader::new(bytes).any().map(|t| t.content.len()).map_err(|e| e.kind);
        assert_eq!(kind(&[4, 1, 9]), Ok(1));
        assert_eq!(kind(&[4, 0x81, 1, 9]), Err(DerErrorKind::Length));
        assert_eq!(kind(&[4, 0x82, 0, 0x80]), Err(DerErrorKind::Length));
        assert_eq!(kind(&[4, 0x80, 0, 0]), Err(DerErrorKind::Length));
        assert_eq!(kind(&[4, 0x84, 0xff, 0xff, 0xff, 0xff]), Err(DerErrorKind::Truncated));
        assert_eq!(kind(&[4, 0x88, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), Err(DerErrorKind::Length));
        assert_eq!(kind(&[0x1f, 1, 1]), Err(DerErrorKind::HighTag));
        assert_eq!(kind(&[4]), Err(DerErrorKind::Truncated));
        assert_eq!(kind(&[]), Err(DerErrorKind::Truncated));
    }

    #[test]
    fn errors_name_the_offset_in_the_outermost_value() {
        let mut outer = Reader::new(&[0x30, 5, 0x02, 1, 7, 0x04, 0]);
        let mut inner = outer.sequence().unwrap();
        inner.read(tag::INTEGER).unwrap();
        let error = inner.read(tag::INTEGER).unwrap_err();
        assert_eq!(error, DerError { offset: 5, kind: DerErrorKind::Tag { expected: 2, found: 4 } });
        assert_eq!(inner.finish().unwrap_err().kind, DerErrorKind::TrailingData);
    }

    #[test]
    fn nesting_is_bounded_without_recursion() {
        let nested = |depth: usize| {
            let mut value = vec![5, 0];
            for _ in 0..depth {
                let mut header = vec![0x30];
                match u8::try_from(value.len()) {
                    Ok(n) if n < 128 => header.push(n),
                    _ => {
                        header.push(0x83);
                        header.extend_from_slice(&u32::try_from(value.len()).unwrap().to_be_bytes()[1..]);
                    }
                }
                value.splice(..0, header);
            }
            value
        };
        assert_eq!(check_tree(&nested(MAX_DEPTH)), Ok(()));
        assert_eq!(check_tree(&nested(MAX_DEPTH + 1)).unwrap_err().kind, DerErrorKind::Depth);
    }
}
