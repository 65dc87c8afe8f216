//! Percent-encoding as RFC 3986 section 2.1 has it.

/// The octets that a text stands for; `None` if a `%` is not followed by two hexadecimal digits.
pub(super) fn octets(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            out.push(*first);
            continue;
        }
        let (digits, after) = rest.split_at_checked(2)?;
        let digits = std::str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
        out.push(u8::from_str_radix(digits, 16).ok()?);
        rest = after;
    }
    Some(out)
}

/// The same, where it is UTF-8.
pub(super) fn text(text: &str) -> Option<String> {
    String::from_utf8(octets(text)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_digits_follow_every_percent_sign() {
        assert_eq!(text("a%20b%25+").as_deref(), Some("a b%+"));
        assert_eq!(octets("%00%fF"), Some(vec![0, 0xff]));
        assert_eq!(text("%ff"), None);
        for bad in ["%", "%2", "%2g", "%+1", "%é"] {
            assert_eq!(octets(bad), None, "{bad}");
        }
    }
}
