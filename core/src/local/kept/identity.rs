use std::fmt;
use std::str::FromStr;

use super::error::LocalError;
use crate::encoding::percent;
use crate::local::extension::San;

/// The issuer that every certificate of a local authority names. Nothing answers there: whom a certificate is for is
/// said by whoever holds the authority's keys, and believed by whoever trusts its trusted root.
pub const LOCAL_ISSUER: &str = "https://sealwright.local";

/// Characters of an identity; certificates are small.
const MAX_IDENTITY: usize = 512;

/// For whom a local certificate is made: `NAME@HOST`, as an email address, or a URI.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LocalIdentity(San);

impl LocalIdentity {
    /// `USER@HOST`, for a user of a machine. Whatever may not stand in an address is percent-encoded (RFC 3986), so
    /// any two users have two identities.
    pub fn of_user(user: &str, host: &str) -> Result<Self, LocalError> {
        let encoded = |text| percent::encode(text, |_| false);
        format!("{}@{}", encoded(user), encoded(host)).parse()
    }

    /// The text by which a policy names it.
    pub fn as_str(&self) -> &str {
        self.0.text()
    }

    pub(super) fn san(&self) -> &San {
        &self.0
    }
}

impl FromStr for LocalIdentity {
    type Err = LocalError;

    fn from_str(text: &str) -> Result<Self, LocalError> {
        let refused = || LocalError::Identity { text: text.chars().take(64).collect() };
        // RFC 5280 §4.2.1.6: both are IA5String.
        if text.len() > MAX_IDENTITY || !text.bytes().all(|c| c.is_ascii_graphic()) {
            return Err(refused());
        }
        let is_scheme = |scheme: &str| {
            scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.bytes().all(|c| c.is_ascii_alphanumeric() || b"+-.".contains(&c))
        };
        match (text.split_once("://"), text.split_once('@')) {
            (Some((scheme, rest)), _) if is_scheme(scheme) && !rest.is_empty() => Ok(Self(San::Uri(text.to_owned()))),
            (None, Some((name, host))) if !name.is_empty() && !host.is_empty() && !host.contains('@') => {
                Ok(Self(San::Email(text.to_owned())))
            }
            _ => Err(refused()),
        }
    }
}

impl fmt::Display for LocalIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_an_email_and_what_has_a_scheme_a_uri() {
        let san = |text: &str| text.parse::<LocalIdentity>().unwrap().0;
        assert_eq!(san("me@box"), San::Email("me@box".to_owned()));
        assert_eq!(san("https://example.com/a@b"), San::Uri("https://example.com/a@b".to_owned()));
        let user = LocalIdentity::of_user("J\u{f6}rg M", "box.lan").unwrap();
        assert_eq!(user.as_str(), "J%C3%B6rg%20M@box.lan");
    }

    #[test]
    fn what_is_neither_is_refused() {
        let long = format!("{}@box", "a".repeat(509));
        for text in ["", "me", "@box", "me@", "a@b@c", "me @box", "m\u{e9}@box", "://x", "1a://x", "a://", &long] {
            assert!(matches!(text.parse::<LocalIdentity>(), Err(LocalError::Identity { .. })), "{text:?}");
        }
        assert!(LocalIdentity::of_user("", "box").is_err());
        assert!(long[1..].parse::<LocalIdentity>().is_ok());
    }
}
