use std::fmt::{self, Write as _};

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The text is not hexadecimal of the expected length.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not hexadecimal of the expected length")]
pub(crate) struct HexError;

pub(crate) fn encode(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}

pub(crate) fn write(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    bytes.iter().try_for_each(|b| {
        f.write_char(digit(b >> 4))?;
        f.write_char(digit(b & 15))
    })
}

/// Decodes into a slice of exactly the decoded length; either case.
pub(crate) fn decode_to_slice(text: &str, out: &mut [u8]) -> Result<(), HexError> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != out.len() || !rest.is_empty() {
        return Err(HexError);
    }
    for ([high, low], byte) in pairs.iter().zip(out) {
        *byte = nibble(*high)? << 4 | nibble(*low)?;
    }
    Ok(())
}

fn digit(nibble: u8) -> char {
    DIGITS.get(usize::from(nibble)).copied().map_or('?', char::from)
}

fn nibble(c: u8) -> Result<u8, HexError> {
    match c {
        b'0'..=b'9' => Ok(c - b'0'),
        b'a'..=b'f' => Ok(c - b'a' + 10),
        b'A'..=b'F' => Ok(c - b'A' + 10),
        _ => Err(HexError),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_bytes_of_hexadecimal_are_read() {
        let mut out = [0; 2];
        assert_eq!(decode_to_slice("00fF", &mut out).map(|()| out), Ok([0, 255]));
        for bad in ["", "00f", "00fg", "00ff0", " 0ff"] {
            assert_eq!(decode_to_slice(bad, &mut out), Err(HexError), "{bad:?}");
        }
        assert_eq!(encode(&[0, 255]), "00ff");
    }
}
