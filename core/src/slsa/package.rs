use std::fmt;

/// A package and its version, out of a package URL (package-url/purl-spec).
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Package {
    /// With its namespace: `@octo/app`.
    pub(super) name: String,
    pub(super) version: Option<String>,
}

impl Package {
    /// `pkg:npm/%40octo/app@1.2.3`; qualifiers and subpath are left aside.
    pub(super) fn parse(purl: &str) -> Option<Self> {
        let rest = purl.strip_prefix("pkg:")?;
        let rest = rest.split(['?', '#']).next()?;
        let (_, rest) = rest.split_once('/')?;
        // A scope's sign stands first and, by purl's rules, escaped; npm's own subjects have both.
        let (name, version) = match rest.rsplit_once('@') {
            Some((name, version)) if !name.is_empty() => (name, Some(version)),
            _ => (rest, None),
        };
        let name = decode(name)?;
        let version = version.map(decode).unwrap_or(Some(String::new()))?;
        (!name.is_empty()).then_some(Self { name, version: Some(version).filter(|version| !version.is_empty()) })
    }
}

/// RFC 3986 percent-decoding; nothing if it is not valid, or no UTF-8.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, after) = after.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

impl fmt::Display for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.version {
            Some(version) => write!(f, "{}@{version}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_read_out_of_its_url() {
        for (purl, name, version) in [
            ("pkg:npm/%40octo/app@1.2.3", "@octo/app", Some("1.2.3")),
            ("pkg:npm/@octo/app@1.2.3", "@octo/app", Some("1.2.3")),
            ("pkg:npm/@octo/app", "@octo/app", None),
            ("pkg:npm/app@1.0.0-rc%2B1?arch=x#sub", "app", Some("1.0.0-rc+1")),
            ("pkg:pypi/app", "app", None),
        ] {
            let expected = Package { name: name.to_owned(), version: version.map(str::to_owned) };
            assert_eq!(Package::parse(purl), Some(expected), "{purl}");
        }
        for bad in ["", "app", "pkg:npm", "pkg:npm/", "pkg:npm/%4", "pkg:npm/%zz", "pkg:npm/%ff"] {
            assert_eq!(Package::parse(bad), None, "{bad}");
        }
    }
}
