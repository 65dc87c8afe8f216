//! PEM as RFC 7468 section 3 has it: one label, lines of base64, nothing around it but a newline.

use zeroize::Zeroizing;

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
pub(crate) fn decode(text: &[u8]) -> Result<(&str, Vec<u8>), PemError> {
    let (label, der, rest) = decode_first(text)?;
    if rest.is_empty() { Ok((label, der)) } else { Err(PemError::TrailingData) }
}

/// Every block of a text that is nothing but blocks.
#[cfg(test)]
pub(crate) fn decode_all(text: &[u8]) -> Result<Vec<(&str, Vec<u8>)>, PemError> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (label, der, after) = decode_first(rest)?;
        blocks.push((label, der));
        rest = after;
    }
    if blocks.is_empty() { Err(PemError::NoBegin) } else { Ok(blocks) }
}

/// One block as RFC 7468 §3 wants it written: 64 characters to the line.
pub(crate) fn encode(label: &str, der: &[u8]) -> String {
    // The text may be a private key: no shorter copy of it is left behind by growing.
    let mut text = String::with_capacity(der.len() * 3 / 2 + 2 * label.len() + 64);
    text.extend(["-----BEGIN ", label, "-----\n"]);
    // 48 octets are 64 characters.
    for line in der.chunks(48) {
        base64::encode_onto(line, &mut text);
        text.push('\n');
    }
    text.extend(["-----END ", label, "-----\n"]);
    text
}

fn decode_first(text: &[u8]) -> Result<(&str, Vec<u8>, &[u8]), PemError> {
    const DASHES: &[u8] = b"-----";
    let after = text.strip_prefix(b"-----BEGIN ").ok_or(PemError::NoBegin)?;
    // Neither labels nor base64 have a dash in them, so the next one begins the dashes.
    let (label, body) = split_at(b'-', after).ok_or(PemError::NoBegin)?;
    let name = std::str::from_utf8(label).map_err(|_| PemError::NoBegin)?;
    let body = body.strip_prefix(DASHES).and_then(strip_newline).ok_or(PemError::NoBegin)?;
    let no_end = || PemError::NoEnd(name.chars().take(32).collect());
    let (body, tail) = split_at(b'-', body).ok_or_else(no_end)?;
    let tail = tail.strip_prefix(b"-----END ").and_then(|tail| tail.strip_prefix(label));
    let tail = tail.and_then(|tail| tail.strip_prefix(DASHES)).ok_or_else(no_end)?;
    let rest = if tail.is_empty() { tail } else { strip_newline(tail).ok_or(PemError::TrailingData)? };
    Ok((name, decode_body(body)?, rest))
}

fn decode_body(body: &[u8]) -> Result<Vec<u8>, PemError> {
    let body = body.strip_suffix(b"\n").unwrap_or(body);
    // It may be a private key.
    let mut joined = Zeroizing::new(Vec::with_capacity(body.len()));
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', body).chain([body.len()]) {
        let line = body.get(start..end).unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        // RFC 7468 §2: "parsers MAY handle other line sizes" than 64; log entries of public clients have some.
        if line.is_empty() {
            return Err(PemError::EmptyLine);
        }
        joined.extend_from_slice(line);
        start = end + 1;
    }
    Ok(base64::decode(joined.as_slice())?)
}

fn split_at(byte: u8, text: &[u8]) -> Option<(&[u8], &[u8])> {
    text.split_at_checked(memchr::memchr(byte, text)?)
}

fn strip_newline(text: &[u8]) -> Option<&[u8]> {
    text.strip_prefix(b"\r\n").or_else(|| text.strip_prefix(b"\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(String, Vec<u8>), PemError> {
        decode(text.as_bytes()).map(|(label, der)| (label.to_owned(), der))
    }

    #[test]
    fn one_block_is_read_with_its_label() {
        let block = "-----BEGIN PUBLIC KEY-----\nYWI=\n-----END PUBLIC KEY-----\n";
        assert_eq!(read(block), Ok(("PUBLIC KEY".into(), b"ab".to_vec())));
        assert_eq!(read(block.trim_end()), Ok(("PUBLIC KEY".into(), b"ab".to_vec())));
        assert_eq!(read(&block.replace('\n', "\r\n")).map(|b| b.1), Ok(b"ab".to_vec()));
        assert_eq!(read(&block.replace("YWI=", "Y\nWI\n=")).map(|b| b.1), Ok(b"ab".to_vec()));
        assert_eq!(encode("PUBLIC KEY", b"ab"), block);
        let long = encode("X", &[7; 96]);
        assert!(long.lines().all(|line| line.len() <= 64) && long.len() < long.capacity());
        assert_eq!(decode(long.as_bytes()), Ok(("X", vec![7; 96])));
        assert_eq!(decode_all(block.repeat(3).as_bytes()).unwrap().len(), 3);
    }

    #[test]
    fn anything_around_or_inside_a_block_is_refused() {
        let block = "-----BEGIN X-----\nYWI=\n-----END X-----\n";
        assert_eq!(read(&format!(" {block}")), Err(PemError::NoBegin));
        assert_eq!(read(&format!("{block}x")), Err(PemError::TrailingData));
        assert_eq!(read(&block.repeat(2)), Err(PemError::TrailingData));
        assert_eq!(read(&block.replace("END X", "END Y")), Err(PemError::NoEnd("X".into())));
        assert!(matches!(read(&block.replace("YWI=", "YWI=\nYWI=")), Err(PemError::Base64(_))));
        assert_eq!(read(&block.replace("YWI=", "\nYWI=")), Err(PemError::EmptyLine));
        assert!(matches!(read(&block.replace("YWI=", "YWI")), Err(PemError::Base64(_))));
        assert_eq!(decode_all(b""), Err(PemError::NoBegin));
    }
}
