//! `--certificate-oidc-issuer-regexp`: an issuer decides whose word counts, so a pattern must come down to issuers by name.

/// More alternatives than anybody means.
const MAX_ISSUERS: usize = 64;

/// The issuers that a regular expression names: literals and alternatives of literals, whether anchored or not.
///
/// A dot without a quantifier is a dot. `None` for whatever matches more than can be listed.
pub(super) fn named(pattern: &str) -> Option<Vec<String>> {
    let pattern = pattern.strip_prefix('^').unwrap_or(pattern);
    let pattern = pattern.strip_suffix('$').filter(|rest| !rest.ends_with('\\')).unwrap_or(pattern);
    let mut rest = pattern.chars().peekable();
    let issuers = alternatives(&mut rest, 0)?;
    let whole = rest.next().is_none() && issuers.iter().all(|issuer| !issuer.is_empty());
    whole.then_some(issuers)
}

type Chars<'p> = std::iter::Peekable<std::str::Chars<'p>>;

/// `a|b|c`, as far as the `)` that closes it.
fn alternatives(rest: &mut Chars<'_>, depth: usize) -> Option<Vec<String>> {
    let mut all = Vec::new();
    let mut current = vec![String::new()];
    loop {
        match rest.peek().copied() {
            None | Some(')') => break,
            Some('|') => {
                rest.next();
                all.append(&mut current);
                current.push(String::new());
            }
            Some('(') if depth < 4 => {
                rest.next();
                let group = group(rest, depth)?;
                current =
                    current.iter().flat_map(|head| group.iter().map(move |tail| format!("{head}{tail}"))).collect();
            }
            Some(_) => {
                let c = literal(rest)?;
                current.iter_mut().for_each(|text| text.push(c));
            }
        }
        if all.len() + current.len() > MAX_ISSUERS {
            return None;
        }
    }
    all.append(&mut current);
    Some(all)
}

fn group(rest: &mut Chars<'_>, depth: usize) -> Option<Vec<String>> {
    if rest.next_if_eq(&'?').is_some() {
        rest.next_if_eq(&':')?;
    }
    let group = alternatives(rest, depth + 1)?;
    rest.next_if_eq(&')')?;
    not_quantified(rest)?;
    Some(group)
}

fn literal(rest: &mut Chars<'_>) -> Option<char> {
    let c = match rest.next()? {
        '\\' => rest.next().filter(char::is_ascii_punctuation)?,
        '*' | '+' | '?' | '[' | ']' | '{' | '}' | '^' | '$' | '(' => return None,
        c => c,
    };
    not_quantified(rest)?;
    Some(c)
}

fn not_quantified(rest: &mut Chars<'_>) -> Option<()> {
    let quantified = matches!(rest.peek(), Some('*' | '+' | '?' | '{'));
    (!quantified).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_that_name_issuers_are_listed() {
        for (pattern, issuers) in [
            ("https://accounts.google.com", &["https://accounts.google.com"][..]),
            (r"^https://accounts\.google\.com$", &["https://accounts.google.com"]),
            (
                r"https://(a|b)\.example/(?:x|y)",
                &["https://a.example/x", "https://a.example/y", "https://b.example/x", "https://b.example/y"],
            ),
            ("https://a|https://b", &["https://a", "https://b"]),
        ] {
            assert_eq!(
                named(pattern).as_deref(),
                Some(issuers.iter().map(ToString::to_string).collect::<Vec<_>>()).as_deref()
            );
        }
    }

    #[test]
    fn patterns_that_anybody_could_satisfy_are_not() {
        for pattern in [
            "",
            ".*",
            "https://.+",
            "https://a.example/[^/]+",
            "https://a?",
            r"https://\w",
            "(?i)https://a",
            "https://(a|b)*",
            "a|",
            "(a",
            "a)",
            "a{2}",
            "a^b",
            r"a\",
            "(a|b|c|d|e|f|g|h|i)(a|b|c|d|e|f|g|h|i)",
        ] {
            assert_eq!(named(pattern), None, "{pattern}");
        }
    }
}
