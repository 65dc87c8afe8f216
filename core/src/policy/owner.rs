//! Whose identities a pattern can match: a pattern that some stranger's identity satisfies is refused.
//!
//! - A URI's scheme, host and first path segment (the owner: user, organisation, group, workspace) are literal, with
//!   the `/` after it. At circleci.com the owner is the project: `/api/v2/projects/ID/`.
//! - An e-mail address's domain is literal; at a public mail provider so is the whole address.
//! - A user name (`user!domain`) has a literal domain.
//! - A pattern of one kind matches identities of that kind alone.

use super::facts::SanKind;
use super::regex::Anchored;

/// Who owns what is below these hosts' first path segment is decided further down.
const DEEPER: &[(&str, usize)] = &[("circleci.com", 4)];

/// Anybody can have an address here.
const PUBLIC_MAIL: &[&str] = &[
    "163.com",
    "aol.com",
    "fastmail.com",
    "gmail.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hey.com",
    "hotmail.com",
    "icloud.com",
    "live.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "outlook.com",
    "pm.me",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "tutanota.com",
    "users.noreply.github.com",
    "web.de",
    "yahoo.com",
    "yandex.ru",
    "zoho.com",
];

/// The part of every matching identity that is literal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Owned {
    /// There is no wildcard.
    Exact(String),
    /// It is a URI that starts so.
    Uri(String),
    /// It is an e-mail address that ends so.
    Email(String),
    /// It is a user name that ends so.
    Name(String),
}

impl Owned {
    /// Whether an identity has the literal part; `fold` ignores ASCII case.
    pub(super) fn covers(&self, kind: SanKind, text: &str, fold: bool) -> bool {
        let same = |a: &str, b: &str| if fold { a.eq_ignore_ascii_case(b) } else { a == b };
        let starts = |prefix: &str| text.get(..prefix.len()).is_some_and(|start| same(start, prefix));
        let ends = |suffix: &str| {
            let from = text.len().checked_sub(suffix.len());
            from.and_then(|from| text.get(from..)).is_some_and(|end| same(end, suffix))
        };
        match self {
            Self::Exact(whole) => same(whole, text),
            Self::Uri(prefix) => kind == SanKind::Uri && starts(prefix),
            Self::Email(suffix) => kind == SanKind::Email && ends(suffix),
            Self::Name(suffix) => kind == SanKind::Name && ends(suffix),
        }
    }
}

/// A pattern, seen only as what is literal in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    Char(char),
    Wild,
}

/// The literal part of a glob, or why strangers could satisfy it.
pub(super) fn of_glob(pattern: &str) -> Result<Owned, &'static str> {
    let mut pieces = Vec::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => pieces.extend(chars.next().map(Piece::Char)),
            // What is inside of a class or braces comes before their end, which is wild: it never counts as literal.
            '*' | '?' | '[' | ']' | '{' | '}' => pieces.push(Piece::Wild),
            c => pieces.push(Piece::Char(c)),
        }
    }
    owned(&pieces)
}

/// The literal part of a regular expression, or why strangers could satisfy it.
///
/// A dot without a quantifier counts as a dot; [`Owned::covers`] then holds the identity to that.
pub(super) fn of_regex(pattern: &str) -> Result<Owned, &'static str> {
    let mut rest = pattern.strip_prefix(Anchored::FOLD).unwrap_or(pattern);
    rest = rest.strip_prefix('^').or_else(|| rest.strip_prefix(r"\A")).unwrap_or(rest);
    rest = rest.strip_suffix('$').or_else(|| rest.strip_suffix(r"\z")).unwrap_or(rest);
    let mut pieces = Vec::new();
    let mut chars = rest.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => pieces.push(match chars.next() {
                Some(escaped) if escaped.is_ascii_punctuation() => Piece::Char(escaped),
                _ => Piece::Wild,
            }),
            '*' | '+' | '?' | '{' => {
                pieces.pop();
                pieces.push(Piece::Wild);
            }
            '[' | ']' | '(' | ')' | '|' | '}' | '^' | '$' => pieces.push(Piece::Wild),
            c => pieces.push(Piece::Char(c)),
        }
    }
    owned(&pieces)
}

fn owned(pieces: &[Piece]) -> Result<Owned, &'static str> {
    let literal = |pieces: &[Piece]| -> String {
        let chars = pieces.iter().map_while(|piece| if let Piece::Char(c) = piece { Some(*c) } else { None });
        chars.collect()
    };
    if !pieces.contains(&Piece::Wild) {
        return Ok(Owned::Exact(literal(pieces)));
    }
    let prefix = literal(pieces);
    if prefix.contains("://") {
        return uri_owner(&prefix)
            .map(Owned::Uri)
            .ok_or("the scheme, the host and the owner (its first path segment, with the / after it) must be literal");
    }
    let after_wild = pieces.iter().rposition(|piece| *piece == Piece::Wild).map_or(0, |last| last + 1);
    let suffix = literal(pieces.get(after_wild..).unwrap_or_default());
    if let Some((_, domain)) = suffix.rsplit_once('@') {
        if PUBLIC_MAIL.iter().any(|public| domain.eq_ignore_ascii_case(public)) {
            return Err("anybody can have an address there: name the addresses one by one");
        }
        return domain_suffix('@', domain).map(Owned::Email).ok_or("the domain must be literal");
    }
    if let Some((_, domain)) = suffix.rsplit_once('!') {
        return domain_suffix('!', domain).map(Owned::Name).ok_or("the domain must be literal");
    }
    Err("it names neither the owner of a URI (https://github.com/OWNER/…) nor the domain of an address (…@example.com)")
}

/// `scheme://host/owner/` at the start of a literal prefix.
fn uri_owner(prefix: &str) -> Option<String> {
    let (scheme, rest) = prefix.split_once("://")?;
    let host = rest.split('/').next().filter(|host| !host.is_empty())?;
    let deep = DEEPER.iter().find(|(deeper, _)| deeper.eq_ignore_ascii_case(host)).map_or(1, |(_, depth)| *depth);
    let mut length = scheme.len() + 3 + host.len() + 1;
    // Each of the segments is there, and ends in a slash.
    let mut segments = rest.split('/').skip(1);
    for _ in 0..deep {
        let segment = segments.next().filter(|segment| !segment.is_empty())?;
        length += segment.len() + 1;
    }
    (!scheme.is_empty() && segments.next().is_some()).then(|| prefix.get(..length).map(str::to_owned))?
}

fn domain_suffix(sign: char, domain: &str) -> Option<String> {
    let plausible = !domain.is_empty() && !domain.contains(['/', ':']);
    plausible.then(|| format!("{sign}{domain}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glob_that_every_owner_could_satisfy_is_refused() {
        for pattern in [
            "*",
            "**",
            "?*",
            "https://*",
            "https://**",
            "https://github.com/*",
            "https://github.com/**",
            "https://github.com/octo*",
            "https://github.com/octo**",
            "https://github.com/{octo,evil}/**",
            "https:///x/**",
            "https://*.com/octo/app",
            "*://github.com/octo/app",
            "https://github.com//octo/**",
            "*@*",
            "*@example.*",
            "*@{a,b}.com",
            "release@*",
            "*!*",
            "*@gmail.com",
            "user*@Gmail.com",
            "https://circleci.com/api/v2/projects/*",
            "**.yml",
            "[h]ttps://github.com/octo/app",
            "octo/*",
        ] {
            assert!(of_glob(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn a_regular_expression_that_every_owner_could_satisfy_is_refused() {
        for pattern in [
            ".*",
            ".+",
            "https://.*",
            r"https://github\.com/.*",
            r"https://github\.com/octo.*",
            r"https://github\.com/octo?/x",
            "https://(github.com/octo/.*|.*)",
            r"[h]ttps://github\.com/octo/app",
            r".*@example\..*",
            ".*@.*",
            r".*@gmail\.com",
            r"https?://github\.com/octo/.*",
            r"https://github\.com/\w+/app",
            "(?x).*",
            r".*\x40example\.com",
        ] {
            assert!(of_regex(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn the_owner_of_a_pattern_is_its_literal_part() {
        let uri = |text: &str| Ok(Owned::Uri(text.to_owned()));
        assert_eq!(of_glob("https://github.com/octo/app/**"), uri("https://github.com/octo/"));
        assert_eq!(of_glob("https://circleci.com/api/v2/projects/7/*"), uri("https://circleci.com/api/v2/projects/7/"));
        assert_eq!(of_regex(r"^https://github\.com/octo/.+$"), uri("https://github.com/octo/"));
        assert_eq!(of_regex("(?i)^https://github.com/octo/"), Ok(Owned::Exact("https://github.com/octo/".into())));
        assert_eq!(of_glob("*@example.com"), Ok(Owned::Email("@example.com".into())));
        assert_eq!(of_regex(r".*@example\.com$"), Ok(Owned::Email("@example.com".into())));
        assert_eq!(of_glob("*!oidc.local"), Ok(Owned::Name("!oidc.local".into())));
        assert_eq!(of_glob(r"a\*@gmail.com"), Ok(Owned::Exact("a*@gmail.com".into())));
    }

    #[test]
    fn a_pattern_of_one_kind_matches_that_kind_alone() {
        let mail = of_glob("*@example.com").unwrap();
        assert!(mail.covers(SanKind::Email, "a@example.com", false));
        assert!(!mail.covers(SanKind::Uri, "https://github.com/evil/x/.github/workflows/x.yml@example.com", false));
        assert!(!mail.covers(SanKind::Email, "a@example.com.evil.net", false));
    }
}
