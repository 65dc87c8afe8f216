//! Base64 as RFC 4648 section 4 says, strictly: padding required, no newlines, no spare bits.

use base64::Engine;
#[cfg(feature = "sign")]
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

/// Why a text is not base64.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not strict base64: {0}")]
pub(crate) struct Base64Error(#[from] base64::DecodeError);

pub(crate) fn decode(text: impl AsRef<[u8]>) -> Result<Vec<u8>, Base64Error> {
    Ok(STANDARD.decode(text)?)
}

/// Decodes the alphabet of section 4 or that of section 5 (`-` and `_`), not both in one text; otherwise as strict.
pub(crate) fn decode_either(text: &str) -> Result<Vec<u8>, Base64Error> {
    let url_safe = text.contains(['-', '_']);
    Ok(if url_safe { URL_SAFE.decode(text)? } else { STANDARD.decode(text)? })
}

/// Decodes onto the end of `out`, so that one buffer can serve many texts.
pub(crate) fn decode_onto(text: &str, out: &mut Vec<u8>) -> Result<(), Base64Error> {
    Ok(STANDARD.decode_vec(text, out)?)
}

/// Decodes a value of known length; `None` if it is not base64 of that length.
pub(crate) fn decode_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    // The decoder wants room for a whole group more than it will fill.
    let mut buffer = [0; 96];
    let length = STANDARD.decode_slice(text, &mut buffer).ok()?;
    buffer.get(..length)?.try_into().ok()
}

pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    STANDARD.encode(bytes)
}

/// Decodes section 5's alphabet without padding, as JSON Web Signatures have it (RFC 7515 section 2); as strict.
#[cfg(feature = "sign")]
pub(crate) fn decode_url(text: &str) -> Result<Vec<u8>, Base64Error> {
    Ok(URL_SAFE_NO_PAD.decode(text)?)
}

/// Encodes with section 5's alphabet, without padding.
#[cfg(all(feature = "sign", feature = "net"))]
pub(crate) fn encode_url(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "sign")]
    #[test]
    fn a_part_of_a_web_signature_has_no_padding() {
        assert_eq!(decode_url("-_8").unwrap(), decode("+/8=").unwrap());
        for bad in ["-_8=", "+/8", "-_9", "-_8\n"] {
            assert!(decode_url(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn what_is_not_strict_base64_is_refused() {
        assert_eq!(decode("YWI=").unwrap(), b"ab");
        for bad in ["YWI", "YW I=", "YWI=\n", "YWJ=", "YW-_", "=", "YWI=YWI="] {
            assert!(decode(bad).is_err(), "{bad:?}");
        }
        assert_eq!(decode_either("-_8=").unwrap(), decode_either("+/8=").unwrap());
        for bad in ["-/8=", "-_8", "-_9=", "-_8=\n", "+/8"] {
            assert!(decode_either(bad).is_err(), "{bad:?}");
        }
        assert_eq!(decode_array::<2>("YWI="), Some(*b"ab"));
        assert_eq!(decode_array::<3>("YWI="), None);
    }
}
