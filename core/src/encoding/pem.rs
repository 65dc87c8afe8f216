//! PEM as RFC 7468 section 3 has it: one label, lines of base64, nothing around it but a newline.

use super::base64;

/// Why a text is not PEM.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum PemError {
    #[error("no -----BEGIN line")]
    NoBegin,
    #[error("no matching -----END {0}----- line")]
    NoEnd(String),
    #[error("text after the -----END line")]
    TrailingData,
    #[error("a line of the body is empty")]
    EmptyLine,
    #[error(transparent)]
    Base64(#[from] base64::Base64Error),
}

/// One block: its label (`CERTIFICATE`, `PUBLIC KEY`) and its bytes.
pub(crate) fn decode(text: &str) -> Result<(&str, Vec<u8>), PemError> {
    let (label, der, rest) = decode_first(text)?;
    if rest.is_empty() { Ok((label, der)) } else { Err(PemError::TrailingData) }
}

/// Every block of a text that is nothing but blocks.
pub(crate) fn decode_all(text: &str) -> Result<Vec<(&str, Vec<u8>)>, PemError> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (label, der, after) = decode_first(rest)?;
        blocks.push((label, der));
        rest = after;
    }
    if blocks.is_empty() { Err(PemError::NoBegin) } else { Ok(blocks) }
}

fn decode_first(text: &str) -> Result<(&str, Vec<u8>, &str), PemError> {
    let after = text.strip_prefix("-----BEGIN ").ok_or(PemError::NoBegin)?;
    let (label, body) = after.split_once("-----").ok_or(PemError::NoBegin)?;
    let body = strip_newline(body).ok_or(PemError::NoBegin)?;
    let no_end = || PemError::NoEnd(label.chars().take(32).collect());
    let (body, tail) = body.split_once("-----END ").ok_or_else(no_end)?;
    let tail = tail.strip_prefix(label).and_then(|t| t.strip_prefix("-----")).ok_or_else(no_end)?;
    let rest = if tail.is_empty() { tail } else { strip_newline(tail).ok_or(PemError::TrailingData)? };
    Ok((label, decode_body(body)?, rest))
}

fn decode_body(body: &str) -> Result<Vec<u8>, PemError> {
    let mut joined = String::with_capacity(body.len());
    for line in body.lines() {
        // RFC 7468 §2: "parsers MAY handle other line sizes" than 64; log entries of public clients have some.
        if line.is_empty() {
            return Err(PemError::EmptyLine);
        }
        joined.push_str(line);
    }
    Ok(base64::decode(&joined)?)
}

fn strip_newline(text: &str) -> Option<&str> {
    text.strip_prefix("\r\n").or_else(|| text.strip_prefix('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_block_is_read_with_its_label() {
        let block = "-----BEGIN PUBLIC KEY-----\nYWI=\n-----END PUBLIC KEY-----\n";
        assert_eq!(decode(block), Ok(("PUBLIC KEY", b"ab".to_vec())));
        assert_eq!(decode(block.trim_end()), Ok(("PUBLIC KEY", b"ab".to_vec())));
        assert_eq!(decode(&block.replace('\n', "\r\n")).map(|b| b.1), Ok(b"ab".to_vec()));
        assert_eq!(decode(&block.replace("YWI=", "Y\nWI\n=")).map(|b| b.1), Ok(b"ab".to_vec()));
        assert_eq!(decode_all(&block.repeat(3)).unwrap().len(), 3);
    }

    #[test]
    fn anything_around_or_inside_a_block_is_refused() {
        let block = "-----BEGIN X-----\nYWI=\n-----END X-----\n";
        assert_eq!(decode(&format!(" {block}")), Err(PemError::NoBegin));
        assert_eq!(decode(&format!("{block}x")), Err(PemError::TrailingData));
        assert_eq!(decode(&block.repeat(2)), Err(PemError::TrailingData));
        assert_eq!(decode(&block.replace("END X", "END Y")), Err(PemError::NoEnd("X".into())));
        assert!(matches!(decode(&block.replace("YWI=", "YWI=\nYWI=")), Err(PemError::Base64(_))));
        assert_eq!(decode(&block.replace("YWI=", "\nYWI=")), Err(PemError::EmptyLine));
        assert!(matches!(decode(&block.replace("YWI=", "YWI")), Err(PemError::Base64(_))));
        assert_eq!(decode_all(""), Err(PemError::NoBegin));
    }
}
