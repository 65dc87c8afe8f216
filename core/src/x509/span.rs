use crate::encoding::der::Tlv;

/// A part of a certificate's DER, by its place.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// The content of a value.
    pub(super) fn content(tlv: &Tlv<'_>) -> Self {
        let range = tlv.content_range();
        Self { start: range.start, end: range.end }
    }

    /// Tag, length and content of a value.
    pub(super) fn raw(tlv: &Tlv<'_>) -> Self {
        let range = tlv.raw_range();
        Self { start: range.start, end: range.end }
    }

    /// A part of a value's content.
    pub(super) fn within(tlv: &Tlv<'_>, skip: usize) -> Self {
        let range = tlv.content_range();
        Self { start: range.start + skip.min(range.len()), end: range.end }
    }

    pub(super) fn of(self, der: &[u8]) -> &[u8] {
        der.get(self.start..self.end).unwrap_or_default()
    }

    pub(super) fn start(self) -> usize {
        self.start
    }

    pub(super) fn end(self) -> usize {
        self.end
    }
}
