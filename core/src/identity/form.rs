//! `application/x-www-form-urlencoded`: what is sent to token endpoints and comes back by way of the browser.

/// Pairs as a form or a query. Everything but RFC 3986's unreserved characters is escaped.
pub(super) fn encode(pairs: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        if !out.is_empty() {
            out.push('&');
        }
        escape(name, &mut out);
        out.push('=');
        escape(value, &mut out);
    }
    out
}

/// The URL with one more pair in its query.
pub(super) fn with_query(url: &str, pairs: &[(&str, &str)]) -> String {
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}{}", encode(pairs))
}

/// The value of that name, if it stands there once and can be read.
pub(super) fn get(query: &str, name: &str) -> Option<String> {
    let mut found = query.split('&').filter_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        (unescape(key)? == name).then_some(value)
    });
    let value = found.next()?;
    if found.next().is_some() { None } else { unescape(value) }
}

fn escape(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 0xf] {
                out.extend(HEX.get(usize::from(digit)).copied().map(char::from));
            }
        }
    }
}

fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || u8::try_from(char::from(rest.next()?).to_digit(16)?).ok();
                digit()? << 4 | digit()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_found_again() {
        let form = encode(&[("a", "x y&z=%/+ü"), ("b", ""), ("c~", "-._~")]);
        assert_eq!(form, "a=x%20y%26z%3D%25%2F%2B%C3%BC&b=&c~=-._~");
        assert_eq!(get(&form, "a").as_deref(), Some("x y&z=%/+ü"));
        assert_eq!((get(&form, "b").as_deref(), get(&form, "d")), (Some(""), None));
        assert_eq!(get("a=x+y", "a").as_deref(), Some("x y"));
    }

    #[test]
    fn what_stands_twice_or_cannot_be_read_is_not_found() {
        for query in ["a=1&a=2", "a=1&%61=2", "a=%", "a=%4", "a=%zz", "a=%ff", "a", ""] {
            assert_eq!(get(query, "a"), None, "{query}");
        }
    }

    #[test]
    fn a_query_is_begun_or_continued() {
        assert_eq!(with_query("https://a/x", &[("b", "c")]), "https://a/x?b=c");
        assert_eq!(with_query("https://a/x?y=z", &[("b", "c")]), "https://a/x?y=z&b=c");
    }
}
