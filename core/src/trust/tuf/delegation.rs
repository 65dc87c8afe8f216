//! Which paths are delegated to whom (TUF specification 4.5).

use super::metadata::{Delegation, Targets};
use crate::digest::Sha256;

impl Targets {
    /// The delegations that cover a target, in their order; nothing stands behind a terminating one.
    pub(super) fn delegations_for(&self, target: &str) -> Vec<&Delegation> {
        let mut found = Vec::new();
        for role in self.delegations.iter().flat_map(|delegations| &delegations.roles) {
            if role.covers(target) {
                found.push(role);
                if role.terminating {
                    break;
                }
            }
        }
        found
    }
}

impl Delegation {
    fn covers(&self, target: &str) -> bool {
        if let Some(patterns) = &self.paths {
            return patterns.iter().any(|pattern| matches_path(pattern, target));
        }
        let hash = Sha256::of(target.as_bytes()).to_string();
        self.path_hash_prefixes.iter().flatten().any(|prefix| !prefix.is_empty() && hash.starts_with(prefix.as_str()))
    }
}

/// A glob of a shell, over which no wildcard reaches past a `/`.
fn matches_path(pattern: &str, path: &str) -> bool {
    let (mut patterns, mut parts) = (pattern.split('/'), path.split('/'));
    loop {
        match (patterns.next(), parts.next()) {
            (None, None) => return true,
            (Some(pattern), Some(part)) if matches_part(pattern, part) => {}
            _ => return false,
        }
    }
}

/// One token of a pattern.
enum Token {
    Any,
    One,
    Char(char),
    Set { inverted: bool, ranges: Vec<(char, char)> },
}

impl Token {
    fn takes(&self, c: char) -> bool {
        match self {
            Self::Any | Self::One => true,
            Self::Char(own) => *own == c,
            Self::Set { inverted, ranges } => ranges.iter().any(|(low, high)| (*low..=*high).contains(&c)) != *inverted,
        }
    }
}

fn matches_part(pattern: &str, part: &str) -> bool {
    let tokens = tokens(pattern);
    let part: Vec<char> = part.chars().collect();
    let (mut at, mut next) = (0, 0);
    // Only the last `*` need ever take more: so the time is the product of both lengths at most.
    let mut star: Option<(usize, usize)> = None;
    while let Some(&c) = part.get(at) {
        match tokens.get(next) {
            Some(Token::Any) => {
                star = Some((next, at));
                next += 1;
            }
            Some(token) if token.takes(c) => {
                (at, next) = (at + 1, next + 1);
            }
            _ => {
                let Some((token, from)) = star else { return false };
                star = Some((token, from + 1));
                (at, next) = (from + 1, token + 1);
            }
        }
    }
    tokens.iter().skip(next).all(|token| matches!(token, Token::Any))
}

fn tokens(pattern: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        tokens.push(match c {
            '*' => Token::Any,
            '?' => Token::One,
            // glob(7): a bracket that is not closed is a bracket.
            '[' => match set(rest) {
                Some((token, after)) => {
                    rest = after;
                    token
                }
                None => Token::Char('['),
            },
            _ => Token::Char(c),
        });
    }
    tokens
}

/// What stands between brackets, and what comes after them. A `]` that stands first is a member.
fn set(text: &str) -> Option<(Token, &str)> {
    let (inverted, members) = text.strip_prefix('!').map_or((false, text), |members| (true, members));
    let first = members.chars().next()?.len_utf8();
    let end = members.get(first..)?.find(']')? + first;
    let (members, after) = (members.get(..end)?, members.get(end + 1..)?);
    let mut ranges = Vec::new();
    let mut chars = members.chars().peekable();
    while let Some(low) = chars.next() {
        let mut ahead = chars.clone();
        match (ahead.next(), ahead.next()) {
            (Some('-'), Some(high)) => {
                ranges.push((low, high));
                chars = ahead;
            }
            _ => ranges.push((low, low)),
        }
    }
    Some((Token::Set { inverted, ranges }, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_as_the_specification_says() {
        for (pattern, yes, no) in [
            ("targets/*.tgz", &["targets/foo.tgz", "targets/.tgz"][..], &["targets/foo.txt", "targets/a/b.tgz"][..]),
            (
                "foo-version-?.tgz",
                &["foo-version-2.tgz", "foo-version-é.tgz"],
                &["foo-version-alpha.tgz", "foo-version-.tgz"],
            ),
            ("*.tgz", &["foo.tgz"], &["targets/foo.tgz", "foo.TGZ"]),
            ("foo.tgz", &["foo.tgz"], &["foo.tgz/", "/foo.tgz", "fooxtgz"]),
            ("*", &["", "a"], &["a/b"]),
            ("*/*", &["a/b", "/"], &["a", "a/b/c"]),
            ("a*b*c", &["abc", "aXbXbXc"], &["abcd", "acb"]),
            ("[a-c!]x", &["ax", "cx", "!x"], &["dx", "-x"]),
            ("[!a-c]x", &["dx"], &["ax", "x"]),
            ("[]]x", &["]x"], &["[]]x"]),
            ("[x", &["[x"], &["x"]),
        ] {
            yes.iter().for_each(|path| assert!(matches_path(pattern, path), "{pattern} {path}"));
            no.iter().for_each(|path| assert!(!matches_path(pattern, path), "{pattern} {path}"));
        }
    }

    #[test]
    fn a_pattern_of_many_stars_is_matched_in_little_time() {
        let started = std::time::Instant::now();
        assert!(!matches_part(&"*a".repeat(2_000), &"a".repeat(1_999)));
        assert!(started.elapsed().as_secs() < 5);
    }

    #[test]
    fn a_hash_prefix_covers_the_paths_whose_hash_begins_with_it() {
        let delegation = |json: &str| -> Delegation { serde_json::from_str(json).unwrap() };
        let hash = Sha256::of(b"file").to_string();
        let json = |prefix: &str| {
            format!(r#"{{"name":"a","keyids":[],"threshold":1,"path_hash_prefixes":["ffff","{prefix}"]}}"#)
        };
        assert!(delegation(&json(&hash[..3])).covers("file"));
        assert!(!delegation(&json(&hash[..3])).covers("File"));
        assert!(!delegation(&json("")).covers("file"));
        assert!(!delegation(r#"{"name":"a","keyids":[],"threshold":1}"#).covers("file"));
    }
}
