//! Lists of checksums, as GNU coreutils (manual, md5sum invocation) and BSD print them.

use super::MakeError;
use crate::digest::{Digest, DigestAlgorithm};

/// A name and a digest for each line that is not empty.
pub(super) fn read(text: &str) -> impl Iterator<Item = Result<(String, Digest), MakeError>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(index, line)| parse(line).map_err(|why| MakeError::Checksum { line: index + 1, why }))
}

fn parse(line: &str) -> Result<(String, Digest), &'static str> {
    let (escaped, line) = match line.strip_prefix('\\') {
        Some(line) => (true, line),
        None => (false, line),
    };
    let (name, digest) = match tagged(line)? {
        Some(found) => found,
        None => plain(line)?,
    };
    if name.is_empty() {
        return Err("there is no name");
    }
    Ok((if escaped { unescape(name)? } else { name.to_owned() }, digest))
}

/// `SHA256 (name) = hex`
fn tagged(line: &str) -> Result<Option<(&str, Digest)>, &'static str> {
    let Some((tag, rest)) = line.split_once(" (") else { return Ok(None) };
    let Some((name, hex)) = rest.rsplit_once(") = ") else { return Ok(None) };
    let algorithm = match tag {
        "SHA256" => DigestAlgorithm::Sha256,
        "SHA384" => DigestAlgorithm::Sha384,
        "SHA512" => DigestAlgorithm::Sha512,
        // A plain line whose name looks like the rest of a tagged one.
        _ if tag.contains(' ') => return Ok(None),
        _ => return Err("the algorithm is not SHA-256, SHA-384 or SHA-512"),
    };
    let digest = Digest::from_hex(algorithm, hex).ok_or("the digest is not hexadecimal of its algorithm's length")?;
    Ok(Some((name, digest)))
}

/// `hex  name`, or `hex *name` for a file that was read as it is; on every system of today both are.
fn plain(line: &str) -> Result<(&str, Digest), &'static str> {
    let (hex, rest) = line.split_once(' ').ok_or("there is no name")?;
    let algorithm = DigestAlgorithm::ALL.into_iter().find(|algorithm| algorithm.len() * 2 == hex.len());
    let algorithm = algorithm.ok_or("the digest is not as long as SHA-256, SHA-384 or SHA-512")?;
    let digest = Digest::from_hex(algorithm, hex).ok_or("the digest is not hexadecimal")?;
    // shasum also has U and ^: digests of something else than the file's bytes.
    let name = rest.strip_prefix([' ', '*']).ok_or("between digest and name are two spaces, or a space and a star")?;
    Ok((name, digest))
}

fn unescape(name: &str) -> Result<String, &'static str> {
    let mut plain = String::with_capacity(name.len());
    let mut rest = name.chars();
    while let Some(c) = rest.next() {
        plain.push(match c {
            '\\' => match rest.next() {
                Some('\\') => '\\',
                Some('n') => '\n',
                Some('r') => '\r',
                _ => return Err("a backslash stands before neither a backslash, n nor r"),
            },
            c => c,
        });
    }
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(line: &str) -> Result<(String, Digest), MakeError> {
        read(line).next().unwrap()
    }

    fn hex(algorithm: DigestAlgorithm) -> String {
        algorithm.digest(b"x").to_hex()
    }

    #[test]
    fn every_form_of_a_line_is_read() {
        for algorithm in DigestAlgorithm::ALL {
            let (hex, tag) = (hex(algorithm), algorithm.name().to_uppercase());
            for (line, name) in [
                (format!("{hex}  a.txt"), "a.txt"),
                (format!("{hex} *a.txt"), "a.txt"),
                (format!("{}  a.txt\r\n", hex.to_uppercase()), "a.txt"),
                (format!("{hex}   two spaces"), " two spaces"),
                (format!("{hex}  a (b) = c"), "a (b) = c"),
                (format!("\\{hex}  a\\nb\\\\c\\rd"), "a\nb\\c\rd"),
                (format!("{hex}  a\\nb"), "a\\nb"),
                (format!("{tag} (a.txt) = {hex}"), "a.txt"),
                (format!("{tag} (a) = b (c).txt) = {hex}"), "a) = b (c).txt"),
                (format!("\\{tag} (a\\\\b) = {hex}"), "a\\b"),
            ] {
                assert_eq!(one(&line).unwrap(), (name.to_owned(), algorithm.digest(b"x")), "{line}");
            }
        }
    }

    #[test]
    fn empty_lines_are_passed_over_and_counted() {
        let text = format!("\n{}  a\n\nnonsense\n", hex(DigestAlgorithm::Sha256));
        let lines: Vec<_> = read(&text).collect();
        assert!(lines[0].is_ok());
        assert!(matches!(lines[1], Err(MakeError::Checksum { line: 4, .. })));
    }

    #[test]
    fn what_is_no_checksum_is_refused() {
        let hex = hex(DigestAlgorithm::Sha256);
        for line in [
            hex.clone(),
            format!("{hex}  "),
            format!("{hex} a.txt"),
            format!("{hex} Ua.txt"),
            format!("{hex} ^a.txt"),
            format!("{}  a.txt", &hex[1..]),
            format!("g{}  a.txt", &hex[1..]),
            format!("{}  a.txt", "ab".repeat(20)),
            format!("MD5 (a.txt) = {}", "ab".repeat(16)),
            format!("SHA512 (a.txt) = {hex}"),
            format!("\\{hex}  a\\tb"),
            format!("\\{hex}  a\\"),
        ] {
            assert!(matches!(one(&line), Err(MakeError::Checksum { line: 1, .. })), "{line}");
        }
    }
}
